"""What docs/ says of the code stays true: rules, names, tables, decisions and links."""

import re
from functools import cache
from pathlib import Path

from django.conf import settings

from scripts import tables
from tests.architecture.test_files import tracked

DOCS = settings.BASE_DIR / "docs"
RULE = re.compile(r"\b(S\d)-(\d\d)(?: to S\d-(\d\d))?\b")
NAME = re.compile(r"`([A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)*)(?:\([^`]*\))?`")
DEFINED = re.compile(r"\b(?:class|def)\s+(\w+)|^\s*(\w+)\s*[:=]", re.M)
LINK = re.compile(r"\]\(([^)#:]+)(?:#[^)]*)?\)")


@cache
def python_files() -> list[Path]:
    return [path for path in tracked() if path.suffix == ".py" and path != Path(__file__)]


def pages() -> list[Path]:
    names = ("README.md", "CHANGELOG.md")
    return [*(settings.BASE_DIR / name for name in names), *sorted(DOCS.rglob("*.md"))]


def rules_in(text: str) -> set[str]:
    """The ids in a text; a range such as S3-16 to S3-18 names all of its rules."""
    return {
        f"{source}-{number:02d}"
        for source, first, last in RULE.findall(text)
        for number in range(int(first), int(last or first) + 1)
    }


@cache
def defined_names() -> set[str]:
    found = {name for pair in DEFINED.findall(all_code()) for name in pair if name}
    return found | {part for path in python_files() for part in (path.stem, *path.parts)}


def package_of(name: str) -> Path | None:
    """Our package that a dotted name begins with: reservations.domain, kit.jobs."""
    first, dot, _rest = name.partition(".")
    folders = (settings.BASE_DIR / first, settings.BASE_DIR / "hotelpms" / first)
    return next((folder for folder in folders if dot and folder.is_dir()), None)


def exists(name: str) -> bool:
    """A right that code spells, a path from one of our packages to a name, or a defined name."""
    package = package_of(name)
    if package is None:
        return name.split(".")[-1] in defined_names()
    return f'"{name}"' in all_code() or is_in(package, name.split(".")[1:])


def is_in(place: Path, parts: list[str]) -> bool:
    if not parts:
        return True
    if (place / parts[0]).is_dir():
        return is_in(place / parts[0], parts[1:])
    module = place / f"{parts[0]}.py"
    rest = parts[1:] if module.exists() else parts
    text = (module if module.exists() else place / "__init__.py").read_text()
    return not rest or re.search(rf"\b{rest[0]}\b", text) is not None


@cache
def all_code() -> str:
    return "\n".join(path.read_text() for path in python_files())


def test_the_page_of_rules_explains_those_that_code_names_and_no_others() -> None:
    page = (DOCS / "rules.md").read_text()

    explained = re.findall(r"^- \*\*(S\d-\d\d)\*\* ", page, re.M)

    assert sorted(explained) == sorted(rules_in(all_code()))


def test_what_the_pages_call_by_name_exists() -> None:
    whole = {DOCS / name for name in ("words.md", "rules.md", "states.md")}

    unknown = {
        (page.name, name)
        for page in pages()
        for name in NAME.findall(page.read_text().replace("\n", " "))
        if (page in whole or package_of(name)) and not exists(name)
    }

    assert unknown == set()


def test_the_picture_of_the_tables_is_that_of_the_models() -> None:
    drawn = (DOCS / "tables.md").read_text()

    assert drawn == tables.page(), "run `make docs`"


def test_every_decision_stands_in_the_list_once() -> None:
    files = sorted(path.name for path in (DOCS / "adr").glob("[0-9]*.md"))

    listed = re.findall(r"\]\((\d{4}-[^)]+\.md)\)", (DOCS / "adr" / "README.md").read_text())

    assert listed == files
    assert len({name[:4] for name in files}) == len(files)


def test_links_between_pages_lead_somewhere() -> None:
    dead = [
        f"{page.name}: {target}"
        for page in pages()
        for target in LINK.findall(page.read_text())
        if not (page.parent / target).exists()
    ]

    assert dead == []
