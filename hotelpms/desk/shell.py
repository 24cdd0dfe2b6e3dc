"""What the frame of every staff page shows: hotel, business date, navigation, what can be created.

The frame is built only when a template asks for it, so a fragment costs no query. An entry whose
page does not exist in this installation, or whose right the person lacks, is left out.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, ResolverMatch, reverse
from django.utils.functional import Promise, SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from hotelpms.desk import set_up_menu
from hotelpms.desk.templatetags.design import initials
from hotelpms.hotels.domain.queries import rights_by_hotel
from hotelpms.hotels.enums import Right
from hotelpms.hotels.models import Hotel
from hotelpms.kit import clock
from hotelpms.opening.guide import Guide, guide
from messaging.domain.outbox import hold


@dataclass(frozen=True)
class Entry:
    """One link of the frame; `right`, or one of `rights`, opens it; none means everybody.

    `key` is the letter that opens it after g, `words` are other words that find it in the palette.
    """

    name: str
    label: str | Promise
    icon: str
    right: Right | None = None
    key: str = ""
    words: str | Promise = ""
    rights: tuple[Right, ...] = ()
    url: str = ""
    is_current: bool = False
    is_last: bool = False

    @property
    def wants(self) -> tuple[Right, ...]:
        """The rights of which one is needed."""
        return (self.right, *self.rights) if self.right else self.rights


@dataclass(frozen=True)
class HotelLink:
    """A hotel the person can switch to; the address is that of the shown page where it has it."""

    name: str
    city: str
    url: str
    is_current: bool


@dataclass(frozen=True)
class Shell:
    """Everything that templates/shell/ reads."""

    hotel: Hotel | None
    business_date: date | None
    calendar_date: date | None
    hotels: list[HotelLink]
    nav: list[Entry]
    pages: list[Entry]
    bar: list[Entry]
    create: list[Entry]
    search_url: str
    palette_url: str
    notifications_url: str
    is_thing: bool
    closing_url: str
    language_url: str
    logout_url: str
    languages: list[tuple[str, str | Promise]]
    initials: str
    # Before the first business day: how far the hotel is.
    guide: Guide | None
    open_hotel_url: str
    mails_held_since: datetime | None

    @property
    def chooses_hotel(self) -> bool:
        """There is another hotel to go to."""
        return len(self.hotels) > 1 or (bool(self.hotels) and self.hotel is None)

    @property
    def behind_bar(self) -> list[Entry]:
        """What a phone shows behind More: all that its bar has no room for."""
        shown = {entry.name for entry in self.bar}
        return [entry for entry in (*self.nav, *self.pages) if entry.name not in shown]

    @property
    def date_differs(self) -> bool:
        """The hotel works on another date than its calendar shows."""
        return self.business_date is not None and self.business_date != self.calendar_date


# The pages of one thing, which the palette offers again; the way to write each in an address.
THINGS = {
    "reservations:detail": "code",
    "cardex:card": "pk",
    "invoicing:folio": "pk",
    "invoicing:invoice": "pk",
}
CAUGHT = "desk:mails"  # kept instead of sent: in production there is no such page
NAV = (
    Entry("desk:today", _("Today"), "sun", Right.DESK_VIEW, "t", _("dashboard overview")),
    Entry(
        "reservations:plan",
        _("Plan"),
        "calendar-range",
        Right.RESERVATIONS_VIEW,
        "p",
        _("calendar"),
    ),
    Entry(
        "reservations:list",
        _("Reservations"),
        "book-open",
        Right.RESERVATIONS_VIEW,
        "r",
        _("bookings"),
    ),
    Entry(
        "cardex:list", _("Guests"), "users", Right.CARDEX_VIEW, "g", _("cards companies agencies")
    ),
    Entry("invoicing:home", _("Money"), "wallet", Right.INVOICING_VIEW, "m", _("folios cashier")),
    Entry("messaging:outbox", _("Messages"), "mail", Right.MESSAGING_VIEW, "e", _("mails outbox")),
    Entry("crm:home", _("CRM"), "megaphone", Right.CRM_VIEW, "c", _("marketing")),
    Entry("reports:list", _("Reports"), "chart-column", Right.REPORTS_VIEW, "s", _("figures")),
    Entry(
        "desk:set_up",
        _("Set-up"),
        "settings",
        key="u",
        words=_("settings"),
        rights=set_up_menu.RIGHTS,
        is_last=True,
    ),
)
# What the navigation has no room for; the palette leads there, and the letters do.
PAGES = (
    Entry(
        "reservations:arrivals",
        _("Arrivals"),
        "log-in",
        Right.RESERVATIONS_VIEW,
        "a",
        _("check in"),
    ),
    Entry(
        "reservations:departures",
        _("Departures"),
        "log-out",
        Right.RESERVATIONS_VIEW,
        "d",
        _("check out"),
    ),
    Entry(
        "reservations:in_house",
        _("In house"),
        "bed-double",
        Right.RESERVATIONS_VIEW,
        "h",
        _("guests"),
    ),
    Entry(
        "reservations:rooms",
        _("Rooms"),
        "door-closed",
        Right.RESERVATIONS_VIEW,
        "k",
        _("housekeeping"),
    ),
    Entry(
        "reservations:traces", _("Traces"), "sticky-note", Right.RESERVATIONS_VIEW, "o", _("notes")
    ),
    Entry("desk:notifications", _("Notifications"), "bell", Right.DESK_VIEW, "n", _("alerts")),
    Entry("invoicing:invoices", _("Invoices"), "file-text", Right.INVOICING_VIEW, "i", _("bills")),
    Entry("invoicing:receipts", _("Online payments"), "credit-card", Right.INVOICING_VIEW),
    Entry("closing:overview", _("Night closing"), "moon", Right.CLOSING_CLOSE, "x", _("close day")),
    Entry("messaging:templates", _("Message templates"), "file-pen", Right.MESSAGING_TEMPLATES),
    Entry(
        "messaging:accounts", _("Sender accounts"), "at-sign", Right.MESSAGING_ACCOUNTS, "", "smtp"
    ),
    Entry("crm:day_setup", _("Day setup of guest mails"), "mail-check", Right.CRM_SETUP),
    Entry(CAUGHT, _("Caught mails"), "inbox", Right.MESSAGING_VIEW),
)
# What stands in the bar of a phone, carried through the house; then come others of the navigation.
BAR = ("desk:today", "reservations:plan", "reservations:list", "reservations:rooms")
CREATE = (
    Entry("reservations:new", _("Reservation"), "calendar-plus", Right.RESERVATIONS_BOOK),
    Entry("reservations:walk_in", _("Walk-in"), "door-open", Right.RESERVATIONS_CHECK_IN),
    Entry(
        "cardex:new", _("Guest or company"), "user-plus", Right.CARDEX_EDIT, "", _("card agency")
    ),
    Entry("reservations:trace_new", _("Trace"), "sticky-note", Right.RESERVATIONS_TRACES),
)


def shell(request: HttpRequest) -> dict[str, object]:
    """Context processor: `shell`, built on first use, and the `hotel` of the address if any."""
    frame = {"shell": SimpleLazyObject(lambda: build(request))}
    return frame | ({"hotel": request.hotel} if hasattr(request, "hotel") else {})


def build(request: HttpRequest) -> Shell:
    """Return the frame for this request; one query, or none where nobody has signed in.

    Before the hotel's first business day two more: how far its opening is.
    """
    user = getattr(request, "user", None)
    hotel = getattr(request, "hotel", None)
    rights: frozenset[Right] = getattr(request, "rights", frozenset())
    person = user if user is not None and user.is_authenticated else None
    match = request.resolver_match
    held = rights_by_hotel(person) if person else {}
    may_open = bool(person and person.is_superuser) or any(
        Right.HOTELS_SETUP in there for there in held.values()
    )
    # Before its first business day a hotel has no page but its set-up.
    is_open = hotel if getattr(request, "business_date", None) else None
    nav = entries(NAV, is_open, rights) if is_open else []
    pages = entries(PAGES, is_open, rights) if is_open else []
    return Shell(
        hotel=hotel,
        business_date=getattr(request, "business_date", None),
        calendar_date=clock.local_date(clock.now(), hotel.zone) if hotel else None,
        hotels=hotel_links(hotel, held, match),
        nav=with_current(nav, request.path),
        pages=pages,
        bar=with_current(phone_bar(nav, pages), request.path),
        create=entries(CREATE, is_open, rights) if is_open else [],
        search_url=address("desk:search", is_open) if is_open else "",
        palette_url=address("desk:palette", is_open) if is_open else "",
        notifications_url=address("desk:notifications", is_open) if is_open else "",
        is_thing=match is not None and match.view_name in THINGS,
        closing_url=address("closing:overview", hotel) if Right.CLOSING_CLOSE in rights else "",
        language_url=address("hotels:language"),
        logout_url=address("hotels:logout"),
        languages=list(settings.LANGUAGES),
        guide=guide(hotel, rights) if hotel and not is_open else None,
        open_hotel_url=address("new_hotel:new_hotel") if may_open else "",
        initials=initials(person.get_full_name() or person.get_username()) if person else "",
        mails_held_since=hold.since() if hotel else None,
    )


def hotel_links(
    hotel: Hotel | None, held: dict[Hotel, frozenset[Right]], match: ResolverMatch | None
) -> list[HotelLink]:
    """Return every hotel of the person with the address of the shown page there, or of its day."""
    return [
        HotelLink(other.name, other.city, page_at(other, rights, match), other == hotel)
        for other, rights in held.items()
    ]


def page_at(other: Hotel, rights: frozenset[Right], match: ResolverMatch | None) -> str:
    """Return the shown page at another hotel; its first page when it has none or forbids it."""
    own = match if match is not None and set(match.kwargs) == {"hotel"} else None
    if own is not None and getattr(own.func, "access", "") in rights:
        return reverse(own.view_name, kwargs={"hotel": other.code})
    return address("desk:today", other) or f"/h/{other.code}/"


def entries(source: tuple[Entry, ...], hotel: Hotel, rights: frozenset[Right]) -> list[Entry]:
    """Return those entries that exist and that the person may open."""
    allowed = [entry for entry in source if not entry.wants or not rights.isdisjoint(entry.wants)]
    shown = [entry for entry in allowed if entry.name != CAUGHT or not settings.IS_PRODUCTION]
    linked = [replace(entry, url=address(entry.name, hotel)) for entry in shown]
    return [entry for entry in linked if entry.url]


def phone_bar(nav: list[Entry], pages: list[Entry]) -> list[Entry]:
    """Return the four pages that a phone opens by one touch, of those that the person may open."""
    daily = [entry for name in BAR for entry in (*nav, *pages) if entry.name == name]
    return [*daily, *(entry for entry in nav if entry not in daily)][: len(BAR)]


def with_current(items: list[Entry], path: str) -> list[Entry]:
    """Mark the entry whose address is the longest beginning of the shown path."""
    hits = [item for item in items if path.startswith(item.url)]
    best = max(hits, key=lambda item: len(item.url), default=None)
    return [replace(item, is_current=item is best) for item in items]


def address(name: str, hotel: Hotel | None = None) -> str:
    """Return the URL of a named page, with the hotel in it where it takes one, or ''."""
    for kwargs in ({"hotel": hotel.code} if hotel else {}, {}):
        try:
            return reverse(name, kwargs=kwargs)
        except NoReverseMatch:
            continue
    return ""
