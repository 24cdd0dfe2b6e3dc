"""Dates and hours are written by hotelpms.kit.dates alone, as the hotel's country writes them."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from tests.template_nodes import ROOT, TEMPLATES

TOPS = sorted({app.split(".")[0] for app in settings.OURS})
SOURCES = [
    path
    for top in TOPS
    for path in sorted((settings.BASE_DIR / top).rglob("*.py"))
    if "migrations" not in path.parts and path.name != "design.py"
]
# Written for programs, never for people: what a tag holds, and the names of rows in logs.
FOR_PROGRAMS = re.compile(r"def __str__.*?(?=\n    def |\n\n\n|\Z)", re.DOTALL)
BY_HAND = re.compile(
    r"""babel\.dates\ import.*\bformat_(?!timedelta) | \.strftime\( | \{[^{}"]*:%[HIdmbBYy][^{}]*\}
    | formats\ import | date_format\( | localize\(""",
    re.VERBOSE,
)
IN_TEMPLATES = re.compile(r"""\|(?:date|time):["'](?!Y-m-d["']|c["'])|\|localize|\{%\ now""")
PATTERN = re.compile(r"""\|day:["']([^"']+)["']|day\([^()]*, ["']([^"']+)["']""")
KNOWN = {
    *("brief", "weekday", "dated", "month", "medium", "long", "full"),
    # Names alone, without a number beside them.
    *("EEE", "EEEE", "EEEEEE", "LLL"),
}
# Where the language is that of a person or a paper, in the form of the hotel's country.
SPEAKS = re.compile(r"(?:translation\.)?\boverride\(")
SPEAKERS = {
    "hotelpms/kit/languages.py": "here it is made",
    "invoicing/domain/pages/setup.py": "names without dates",
    "hotelpms/kit/files/pdf.py": "is told the language as it is written",
    "reservations/domain/front_desk/papers.py": "holds the language of a card as it is written",
    "reservations/domain/front_desk/guided_check_in.py": "a sentence without dates",
    "messaging/domain/wording/headings.py": "headings, without dates",
}


def name_of(path: Path) -> str:
    return path.relative_to(settings.BASE_DIR).as_posix()


def test_no_module_writes_a_date_by_hand() -> None:
    """D15, M15: one function, so that one screen has one form."""
    found = {
        name_of(path): hits
        for path in SOURCES
        if path.name not in ("dates.py",)
        and (hits := BY_HAND.findall(FOR_PROGRAMS.sub("", path.read_text())))
    }
    assert found == {}


@pytest.mark.parametrize("name", TEMPLATES)
def test_no_template_writes_a_date_by_hand(name: str) -> None:
    assert IN_TEMPLATES.findall((ROOT / name).read_text()) == []


def test_nobody_orders_day_and_month_by_hand() -> None:
    texts = [(ROOT / name).read_text() for name in TEMPLATES]
    texts += [path.read_text() for path in SOURCES]
    used = {first or second for text in texts for first, second in PATTERN.findall(text)}
    assert used
    assert used - KNOWN == set()


def test_a_language_is_spoken_as_the_country_writes_it() -> None:
    """Whoever says something in a language goes through kit.languages.speaking."""
    found = {name_of(path) for path in SOURCES if SPEAKS.search(path.read_text())}
    assert found == set(SPEAKERS)
