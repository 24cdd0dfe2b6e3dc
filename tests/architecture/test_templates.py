"""Every template compiles, and a page under the strict policy holds no inline script or style."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from tests.template_nodes import ROOT, TEMPLATES, compiled

# What is mailed or printed is no page; those may carry styles.
PAGES = [name for name in TEMPLATES if not name.startswith(("mail/", "paper/"))]
LONGEST_LINE = 140
COMMENT = re.compile(r"\{#.*?#\}|\{% comment.*?endcomment %\}|<!--.*?-->", re.DOTALL)
INLINE = re.compile(
    r"""<style[\s>] | \sstyle\s*= | \son[a-z]+\s*=\s*["']
    | <script(?![^>]*\ssrc=)[^>]*> | javascript:""",
    re.VERBOSE | re.IGNORECASE,
)
TABLE = re.compile(r"(<table\b[^>]*>)(\s*<caption)?")
ELSEWHERE = re.compile(r"""(?:src|href|action)\s*=\s*["'](?:https?:)?//""", re.IGNORECASE)


def test_there_are_templates() -> None:
    assert TEMPLATES != []


@pytest.mark.parametrize("name", TEMPLATES)
def test_it_compiles(name: str) -> None:
    assert compiled(name).source


@pytest.mark.parametrize("name", TEMPLATES)
def test_its_lines_can_be_read(name: str) -> None:
    lines = (ROOT / name).read_text().splitlines()

    assert [number for number, line in enumerate(lines, 1) if len(line) > LONGEST_LINE] == []


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_line_decides_one_thing_at_most(name: str) -> None:
    lines = (ROOT / name).read_text().splitlines()
    assert [number for number, line in enumerate(lines, 1) if line.count("{% if ") > 1] == []


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_nothing_inline_and_loads_nothing_from_elsewhere(name: str) -> None:
    text = COMMENT.sub("", (ROOT / name).read_text())

    assert INLINE.findall(text) == []
    assert ELSEWHERE.findall(text) == []


@pytest.mark.parametrize("name", [name for name in PAGES if not name.startswith("admin/")])
def test_every_table_has_a_name(name: str) -> None:
    """M20: whoever hears a page goes from table to table by their names."""
    text = COMMENT.sub("", (ROOT / name).read_text())
    tables = TABLE.findall(text)

    assert [tag for tag, caption in tables if not caption and "aria-label" not in tag] == []


def test_no_two_apps_bring_tags_under_one_name() -> None:
    files = [path for app in settings.OURS for path in _tag_files(app)]
    names = [path.stem for path in files]

    assert names
    assert sorted(names) == sorted(set(names)), "the later app hides the other's tags"


def _tag_files(app: str) -> list[Path]:
    folder = Path(settings.BASE_DIR, *app.split("."), "templatetags")
    return [path for path in folder.glob("*.py") if path.stem != "__init__"]


def test_no_template_stands_beside_the_code() -> None:
    folders = {app.split(".")[0] for app in settings.OURS}
    stray = [path for app in folders for path in Path(settings.BASE_DIR / app).rglob("*.html")]

    assert stray == []
