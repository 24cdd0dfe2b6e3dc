"""A wording becomes a program once per version, hotel and process; a mail is then joined text.

Everything slow happens here: Django's templates, the inlining of styles, the plain text twin.
The frame comes back with comments as marks and is cut at them; the parts that differ per
mail (title, facts, button, the link to unsubscribe) become slots whose names no keyword can have.
"""

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

import css_inline
from babel.dates import format_time
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from inscriptis import get_text
from inscriptis.model.config import ParserConfig

from hotelpms.hotels.models import Hotel
from hotelpms.kit.colour import readable
from messaging.domain import language
from messaging.domain.language import Choice, Program, Slot
from messaging.domain.texts import text_of
from messaging.models import TemplateVersion

TITLE, FACTS, URL, UNSUBSCRIBE = "#title", "#facts", "#url", "#unsubscribe"
REMEMBERED = 512

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
    """All that a mail of one wording needs; `words` are the keywords that the hotel fills."""

    subject: Program
    html: Page
    text: Page
    words: dict[str, str]


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
    colours = readable(hotel.brand_colour)
    with translation.override(code):
        context = {
            "hotel": hotel,
            "brand": colours,
            "logo_url": _logo_url(hotel),
            "language": code,
            "body": body,
            "footer": furniture.footer,
        }
        page = _inliner.inline(render_to_string("mail/message.html", context))
        plain = render_to_string("mail/message.txt", context)
    return Compiled(
        subject=language.parse(subject),
        html=_cut(page, None, furniture.button),
        text=_cut(plain, language.parse(_plain(body)), furniture.button),
        words=_words_of(hotel, code),
    )


def _plain(body: str) -> str:
    return get_text(body, _links_shown).strip()


def _cut(page: str, body: Program | None, button: str) -> Page:
    head, _title, rest = _between(page, "title")
    after_title, own_body, rest = _between(rest, "body")
    after_body, facts, rest = _between(rest, "facts")
    before_rows, row, tail = _between(facts, "row")
    _gap, last_row, after_rows = _between(tail, "last")
    after_facts, frame, rest = _between(rest, "button")
    after_button, way_out, end = _between(rest, "unsubscribe")
    program: Program = [head, Slot(TITLE), after_title]
    program += language.parse(own_body) if body is None else body
    program += [
        after_body,
        Choice(FACTS, [before_rows, Slot(FACTS), after_rows]),
        after_facts,
        Choice(URL, _linked(frame.replace("slot-text", button), URL)),
        after_button,
        Choice(UNSUBSCRIBE, _linked(way_out, UNSUBSCRIBE)),
        end,
    ]
    return Page(program, _row(row), _row(last_row))


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
    return {
        "HOTEL": hotel.name,
        "HOTEL_PHONE": hotel.phone,
        "HOTEL_EMAIL": hotel.email,
        "HOTEL_CITY": hotel.city,
        "CHECK_IN_TIME": format_time(hotel.check_in_time, "short", locale=code),
        "CHECK_OUT_TIME": format_time(hotel.check_out_time, "short", locale=code),
    }


def _look(hotel: Hotel) -> tuple[object, ...]:
    return (
        hotel.pk,
        hotel.code,
        hotel.name,
        hotel.street,
        hotel.postal_code,
        hotel.city,
        hotel.phone,
        hotel.email,
        hotel.brand_colour,
        hotel.logo_document_id,
        hotel.check_in_time,
        hotel.check_out_time,
    )


def _logo_url(hotel: Hotel) -> str:
    if hotel.logo_document_id is None:
        return ""
    return settings.PUBLIC_URL + reverse("desk:brand_logo", kwargs={"code": hotel.code})
