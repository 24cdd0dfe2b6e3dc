"""What the frame of every staff page shows: hotel, business date, navigation, what can be created.

The frame is built only when a template asks for it, so a fragment costs no query. An entry whose
page does not exist in this installation, or whose right the person lacks, is left out.
"""

from dataclasses import dataclass, replace
from datetime import date

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise, SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from hotelpms.desk.templatetags.design import initials
from hotelpms.hotels.domain.queries import hotels_of
from hotelpms.hotels.models import Hotel
from hotelpms.kit import clock


@dataclass(frozen=True)
class Entry:
    """One link of the frame; `right` opens it, an empty right means everybody."""

    name: str
    label: str | Promise
    icon: str
    right: str = ""
    url: str = ""
    is_current: bool = False
    is_last: bool = False


@dataclass(frozen=True)
class HotelLink:
    """A hotel the person can switch to."""

    name: str
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
    create: list[Entry]
    search_url: str
    closing_url: str
    language_url: str
    logout_url: str
    languages: list[tuple[str, str | Promise]]
    initials: str

    @property
    def date_differs(self) -> bool:
        """The hotel works on another date than its calendar shows."""
        return self.business_date is not None and self.business_date != self.calendar_date


NAV = (
    Entry("desk:today", _("Today"), "sun", "desk.view"),
    Entry("reservations:plan", _("Plan"), "calendar-range", "reservations.view"),
    Entry("reservations:list", _("Reservations"), "book-open", "reservations.view"),
    Entry("cardex:list", _("Guests"), "users", "cardex.view"),
    Entry("invoicing:home", _("Money"), "wallet", "invoicing.view"),
    Entry("messaging:outbox", _("Messages"), "mail", "messaging.view"),
    Entry("crm:home", _("CRM"), "megaphone", "crm.view"),
    Entry("invoicing:reports", _("Reports"), "chart-column", "invoicing.reports"),
    Entry("admin:index", _("Set-up"), "settings", "hotels.setup", is_last=True),
)
CREATE = (
    Entry("reservations:new", _("Reservation"), "calendar-plus", "reservations.book"),
    Entry("reservations:walk_in", _("Walk-in"), "door-open", "reservations.check_in"),
    Entry("cardex:new", _("Guest or company"), "user-plus", "cardex.edit"),
    Entry("crm:campaign_create", _("Campaign"), "megaphone", "crm.setup"),
)


def shell(request: HttpRequest) -> dict[str, object]:
    """Context processor: `shell`, built on first use."""
    return {"shell": SimpleLazyObject(lambda: build(request))}


def build(request: HttpRequest) -> Shell:
    """Return the frame for this request; one query, or none where nobody has signed in."""
    user = getattr(request, "user", None)
    hotel = getattr(request, "hotel", None)
    rights: frozenset[str] = getattr(request, "rights", frozenset())
    person = user if user is not None and user.is_authenticated else None
    return Shell(
        hotel=hotel,
        business_date=getattr(request, "business_date", None),
        calendar_date=clock.local_date(clock.now(), hotel.zone) if hotel else None,
        hotels=hotel_links(hotel, list(hotels_of(person))) if person else [],
        nav=with_current(entries(NAV, hotel, rights), request.path) if hotel else [],
        create=entries(CREATE, hotel, rights) if hotel else [],
        search_url=address("desk:search", hotel) if hotel else "",
        closing_url=address("invoicing:closing", hotel) if "invoicing.close_day" in rights else "",
        language_url=address("hotels:language"),
        logout_url=address("hotels:logout"),
        languages=list(settings.LANGUAGES),
        initials=initials(person.get_full_name() or person.get_username()) if person else "",
    )


def hotel_links(hotel: Hotel | None, others: list[Hotel]) -> list[HotelLink]:
    """Return every hotel of the person with the address of its first page."""
    return [
        HotelLink(other.name, address("desk:today", other) or f"/h/{other.code}/", other == hotel)
        for other in others
    ]


def entries(source: tuple[Entry, ...], hotel: Hotel, rights: frozenset[str]) -> list[Entry]:
    """Return those entries that exist and that the person may open."""
    allowed = [entry for entry in source if not entry.right or entry.right in rights]
    linked = [replace(entry, url=address(entry.name, hotel)) for entry in allowed]
    return [entry for entry in linked if entry.url]


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
