"""A wording becomes a program once per version, hotel and process; a mail is then joined text.

Everything slow happens here: Django's templates, the inlining of styles, the plain text twin.
The frame comes back with comments as marks and is cut at them; the parts that differ per
mail (preheader, title, facts, button, the link to unsubscribe) become slots whose names no
keyword can have. The logo travels inside the mail: a mail fetches nothing from anywhere.
"""

import re
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass
from threading import Lock

import css_inline
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from inscriptis import get_text
from inscriptis.model.config import ParserConfig

from hotelpms.hotels.domain.brand import logo_bytes, logo_data
from hotelpms.hotels.models import Hotel
from hotelpms.kit.dates import format_hour
from hotelpms.kit.files.colour import readable
from hotelpms.kit.languages import speaking
from messaging.domain.wording import language
from messaging.domain.wording.language import Choice, Program, Slot
from messaging.domain.wording.texts import text_of
from messaging.models import TemplateVersion

TITLE, FACTS, URL, UNSUBSCRIBE = "#title", "#facts", "#url", "#unsubscribe"
PREHEADER = "#preheader"
LOGO_ID = "logo@hotel"
LOGO_ADDRESS = f"cid:{LOGO_ID}"
REMEMBERED = 512

MARK = re.compile(
    r"<!--(?P<name>preheader|title|facts|button|body|unsubscribe)-->"
    r"(?P<inner>.*?)<!--/(?P=name)-->",
    re.DOTALL,
)
# Characters of no width, so that a list of mails shows nothing behind the preheader.
BLANKS = mark_safe("&#847;&zwnj;&nbsp;" * 60)

_inliner = css_inline.CSSInliner(keep_at_rules=True, load_remote_stylesheets=False)
_links_shown = ParserConfig(display_links=True)


@dataclass(frozen=True)
class Row:
    """The pieces around label and value of one line of facts."""

    before: str
    between: str
    after: str

    def filled(self, label: str, value: str) -> str:
        return f"{self.before}{label}{self.between}{value}{self.after}"


@dataclass(frozen=True)
class Page:
    """One twin of the mail, HTML or plain text."""

    program: Program
    row: Row
    last_row: Row


@dataclass(frozen=True)
class Compiled:
    """All that a mail of one wording needs; `words` are the keywords that the hotel fills.

    `logo` is the PNG that goes with the HTML, empty for a hotel without one.
    """

    subject: Program
    html: Page
    text: Page
    words: dict[str, str]
    logo: bytes = b""


class _Memory:
    """The last compiled wordings of this process. Versions never change, hotels may."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[object, ...], Compiled] = OrderedDict()
        self._lock = Lock()

    def get(self, key: tuple[object, ...]) -> Compiled | None:
        with self._lock:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
            return found

    def put(self, key: tuple[object, ...], compiled: Compiled) -> Compiled:
        with self._lock:
            self._kept[key] = compiled
            if len(self._kept) > REMEMBERED:
                self._kept.popitem(last=False)
        return compiled


_memory = _Memory()


def of_version(version_id: int, hotel: Hotel) -> Compiled:
    """Return the compiled wording of a version in the hotel's present look."""
    key = (version_id, *_look(hotel))
    known = _memory.get(key)
    if known is not None:
        return known
    version = TemplateVersion.objects.select_related("template").get(pk=version_id)
    compiled = of_text(
        kind=version.template.kind,
        code=version.template.language,
        subject=version.subject,
        body=version.body,
        hotel=hotel,
    )
    return _memory.put(key, compiled)


def of_text(*, kind: str, code: str, subject: str, body: str, hotel: Hotel) -> Compiled:
    """Compile a wording that may not be saved yet; `body` must be cleaned. Raises Mistake."""
    furniture = text_of(kind, code)
    logo = logo_bytes(hotel)
    with speaking(code, hotel.country):
        context = {
            "hotel": hotel,
            "brand": readable(hotel.brand_colour),
            "logo": LOGO_ADDRESS if logo else "",
            "language": code,
            "body": body,
            "footer": furniture.footer,
            "blanks": BLANKS,
        }
        page = _inliner.inline(render_to_string("mail/message.html", context))
        plain = render_to_string("mail/message.txt", context)
    return Compiled(
        subject=language.parse(subject),
        html=_cut(page, None, furniture.button),
        text=_cut(plain, language.parse(_plain(body)), furniture.button),
        words=_words_of(hotel, code),
        logo=logo,
    )


def with_logo(html: str, hotel: Hotel) -> str:
    """Return the HTML of a mail with the logo set in, as a frame of our pages can show it."""
    return html.replace(LOGO_ADDRESS, logo_data(hotel)) if LOGO_ADDRESS in html else html


def _plain(body: str) -> str:
    return get_text(body, _links_shown).strip()


def _cut(page: str, body: Program | None, button: str) -> Page:
    rows = _rows(page)
    program: Program = []
    end = 0
    for mark in MARK.finditer(page):
        program.append(page[end : mark.start()])
        program += _filled(mark["name"], mark["inner"], body, button)
        end = mark.end()
    program.append(page[end:])
    return Page(program, *rows)


def _filled(name: str, inner: str, body: Program | None, button: str) -> Program:
    """Return what stands in the place of a mark."""
    match name:
        case "preheader":
            return [Slot(PREHEADER)]
        case "title":
            return [Slot(TITLE)]
        case "body":
            return language.parse(inner) if body is None else body
        case "facts":
            before, _row, rest = _between(inner, "row")
            _gap, _last, after = _between(rest, "last")
            return [Choice(FACTS, [before, Slot(FACTS), after])]
        case "button":
            linked = _linked(inner.replace("slot-text", button), URL)
            return [Choice(URL, linked)] if button else []
        case _:
            return [Choice(UNSUBSCRIBE, _linked(inner, UNSUBSCRIBE))]


def _rows(page: str) -> Iterator[Row]:
    for name in ("row", "last"):
        yield _row(_between(page, name)[1])


def _between(page: str, mark: str) -> tuple[str, str, str]:
    before, rest = page.split(f"<!--{mark}-->", 1)
    inner, after = rest.split(f"<!--/{mark}-->", 1)
    return before, inner, after


def _row(piece: str) -> Row:
    before, rest = piece.split("slot-label", 1)
    between, after = rest.split("slot-value", 1)
    return Row(before, between, after)


def _linked(frame: str, name: str) -> Program:
    program: Program = []
    for piece in frame.split("https://slot.invalid/"):
        program += [piece, Slot(name)]
    return program[:-1]


def _words_of(hotel: Hotel, code: str) -> dict[str, str]:
    with speaking(code, hotel.country):
        check_in, check_out = format_hour(hotel.check_in_time), format_hour(hotel.check_out_time)
    return {
        "HOTEL": hotel.name,
        "HOTEL_PHONE": hotel.phone,
        "HOTEL_EMAIL": hotel.email,
        "HOTEL_CITY": hotel.city,
        "CHECK_IN_TIME": check_in,
        "CHECK_OUT_TIME": check_out,
    }


def _look(hotel: Hotel) -> tuple[object, ...]:
    return (
        hotel.pk,
        hotel.code,
        hotel.name,
        hotel.street,
        hotel.postal_code,
        hotel.city,
        str(hotel.country),
        hotel.phone,
        hotel.email,
        hotel.brand_colour,
        hotel.logo_document_id,
        hotel.check_in_time,
        hotel.check_out_time,
    )
