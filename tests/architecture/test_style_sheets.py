"""How style sheets and scripts are laid out, beyond what the formatter holds."""

import re
from pathlib import Path

from django.conf import settings

STATIC = settings.BASE_DIR / "static"
TEMPLATES = settings.BASE_DIR / "templates"
MOST = 140
PIXELS = re.compile(r"\d+px")
# Where the window changes, and what Django's own pages measure in pixels.
MEASURED = re.compile(r"@media|max-width: calc\(100% - 240px - 30px\)")
TWO_DECLARATIONS = re.compile(r"^\s*[\w-]+:[^;{}]*;\s*[\w-]+:")


def lines(*folders: Path) -> list[tuple[str, str]]:
    """Every line of the scripts and style sheets below, with its place."""
    files = [path for folder in folders for path in folder.rglob("*") if is_ours(path)]
    return [
        (f"{path.relative_to(settings.BASE_DIR)}:{number}", line)
        for path in sorted(files)
        for number, line in enumerate(path.read_text().splitlines(), start=1)
    ]


def is_ours(path: Path) -> bool:
    return path.suffix in {".css", ".js"}


def test_no_line_of_a_style_sheet_or_script_is_longer_than_the_window_of_an_editor() -> None:
    found = lines(STATIC, TEMPLATES)

    assert len(found) > 1000
    assert [place for place, line in found if len(line) > MOST] == []


def test_a_line_of_a_style_sheet_among_the_templates_holds_one_declaration() -> None:
    assert [place for place, line in lines(TEMPLATES) if TWO_DECLARATIONS.search(line)] == []


def test_pixels_stand_among_the_tokens_alone() -> None:
    found = [
        place for place, line in lines(STATIC) if PIXELS.search(line) and not MEASURED.search(line)
    ]

    assert [place for place in found if ".css" in place and "tokens.css" not in place] == []


def test_every_script_is_loaded_by_a_page_or_by_another_script() -> None:
    texts = [path.read_text() for path in (*TEMPLATES.rglob("*.html"), *STATIC.rglob("*.js"))]
    named = {Path(name).name for text in texts for name in re.findall(r"[\w./-]+\.js\b", text)}

    assert [path.name for path in STATIC.rglob("*.js") if path.name not in named] == []
