"""What comes from outside is read here, once: ids, numbers, dates, texts, choices and headers.

Whatever a browser or a program sends, reading it never fails and never returns more than a column,
a calendar or a page can take. What makes no sense is None or empty: a page then shows what it
shows without it, and who must have it refuses.
"""

import datetime
import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

from django.http import HttpRequest, QueryDict
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.http import url_has_allowed_host_and_scheme

from hotelpms.kit.keys.once import digest

LONGEST_LINE = 200
CSRF = "csrfmiddlewaretoken"
LONGEST_HEADER = 2_000
MOST_LINES = 1_000
# What a BigAutoField, and SQLite, count to.
LARGEST_ID = 2**63 - 1
# No guest was born and no stay ends outside of these years; a date may be moved by a few of them.
FIRST_YEAR, LAST_YEAR = 1900, 2199

# Nobody types them: control characters, and halves of letters that no database stores.
UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
UNSEEN_IN_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


# Letters and signs that are drawn as nothing: fillers of Hangul, the empty pattern of Braille.
BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")
NOTHING = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Mn", "Zl", "Zp", "Zs"})


def line(raw: str, *, longest: int = LONGEST_LINE) -> str:
    """Return one line of text without what nobody sees, cut where it gets too long."""
    return readable(raw).strip()[:longest]


def readable(raw: str, *, has_lines: bool = False) -> str:
    """Return the text without what nobody sees; one of several lines keeps their ends.

    A text in which nothing is seen at all is empty.
    """
    text = (UNSEEN_IN_TEXT if has_lines else UNSEEN).sub("", raw)
    return text if is_seen(text) else ""


def is_seen(text: str) -> bool:
    """Tell whether the text shows anything; joiners, marks and spaces alone show nothing."""
    return any(sign not in BLANK and unicodedata.category(sign) not in NOTHING for sign in text)


def number(raw: str, *, least: int = 0, most: int) -> int | None:
    """Return a whole number within these bounds, None for anything else."""
    if not (raw.isascii() and raw.isdecimal() and len(raw) <= len(str(most))):
        return None
    found = int(raw)
    return found if least <= found <= most else None


def row_id(raw: str) -> int | None:
    """Return a number that a row can have, None for anything else."""
    return number(raw, least=1, most=LARGEST_ID)


def row_ids(raws: Iterable[str]) -> list[int] | None:
    """Return the numbers of some rows, None when one of them is none."""
    found = [row_id(raw) for raw in raws]
    known = [pk for pk in found if pk is not None]
    return known if len(known) == len(found) else None


def day(raw: str) -> datetime.date | None:
    """Return a date (2027-05-10) of our times, None for anything else."""
    try:
        found = parse_date(raw)
    except ValueError:
        return None
    return found if found and is_of_our_times(found) else None


def moment(raw: str) -> datetime.datetime | None:
    """Return a moment with its zone, of our times, None for anything else."""
    try:
        found = parse_datetime(raw)
    except ValueError:
        return None
    return found if found and found.tzinfo and is_of_our_times(found) else None


def is_of_our_times(date: datetime.date) -> bool:
    """Tell whether the calendar reaches far enough around the date to count days from it."""
    return FIRST_YEAR <= date.year <= LAST_YEAR


def header(request: HttpRequest, name: str) -> str:
    """Return what the browser says of itself under this name, empty when it says nothing."""
    return line(request.headers.get(name, ""), longest=LONGEST_HEADER)


def own_address(request: HttpRequest, raw: str) -> str:
    """Return the path and query of a page of ours, empty for every other address.

    Without scheme and host, and with one slash in front: "//elsewhere/" would lead away.
    """
    wanted = line(raw, longest=LONGEST_HEADER)
    if not url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}):
        return ""
    parts = urlsplit(wanted)
    if not parts.path.startswith("/"):
        return "/" if parts.netloc else ""
    path = "/" + parts.path.lstrip("/\\")
    return urlunsplit(("", "", path, parts.query, parts.fragment))


def page_shown(request: HttpRequest) -> str:
    """Return the path and query of our page on which htmx sent the request, empty without one."""
    return own_address(request, header(request, "HX-Current-URL"))


@dataclass(frozen=True)
class Given:
    """What a request says by name, in its address or in the form that was sent."""

    values: QueryDict

    def __contains__(self, name: str) -> bool:
        return name in self.values

    def line(self, name: str, *, longest: int = LONGEST_LINE) -> str:
        return line(self.values.get(name, ""), longest=longest)

    def by_name(self) -> dict[str, str]:
        """Return the last line of each name, for a form to read."""
        return {name: self.line(name) for name in self.values}

    def digest(self, *leaving_out: str) -> str:
        """Return a short text that is the same when the same form is sent again."""
        lists = {name: values for name, values in self.values.lists() if name != CSRF}
        return digest(lists, leaving_out=leaving_out)

    def lines(self, name: str) -> list[str]:
        return [line(raw) for raw in self.values.getlist(name)[:MOST_LINES]]

    def choice(self, name: str, known: Collection[str], usual: str = "") -> str:
        """Return the one of the known words that was given, the usual one for any other."""
        given = self.line(name)
        return given if given in known else usual

    def number(self, name: str, *, least: int = 0, most: int) -> int | None:
        return number(self.line(name), least=least, most=most)

    def row_id(self, name: str) -> int | None:
        return row_id(self.line(name))

    def own_address(self, request: HttpRequest, name: str) -> str:
        return own_address(request, self.values.get(name, ""))

    def row_ids(self, name: str) -> list[int] | None:
        return row_ids(self.lines(name))

    def day(self, name: str) -> datetime.date | None:
        return day(self.line(name))

    def moment(self, name: str) -> datetime.datetime | None:
        return moment(self.line(name))


def asked(request: HttpRequest) -> Given:
    """Return what the address of the request says."""
    return Given(request.GET)


def sent(request: HttpRequest) -> Given:
    """Return what the form says that was sent."""
    return Given(request.POST)


def asked_or_sent(request: HttpRequest) -> Given:
    """Return what the form says that was sent, the address when none was."""
    return sent(request) if request.method == "POST" else asked(request)
