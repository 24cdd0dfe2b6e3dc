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
from hotelpms.hotels.models import BusinessDay, Hotel, Membership
from hotelpms.hotels.roles import RIGHTS, RIGHTS_OF
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
    languages: list[tuple[str, str]]
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
    Entry("reservations:book", _("Reservation"), "calendar-plus", "reservations.book"),
    Entry("reservations:walk_in", _("Walk-in"), "door-open", "reservations.check_in"),
    Entry("cardex:create", _("Guest or company"), "user-plus", "cardex.edit"),
    Entry("crm:campaign_create", _("Campaign"), "megaphone", "crm.setup"),
)


def shell(request: HttpRequest) -> dict[str, object]:
    """Context processor: `shell`, built on first use."""
    return {"shell": SimpleLazyObject(lambda: build(request))}


def build(request: HttpRequest) -> Shell:
    """Return the frame for this request; two queries at most, none for a guest's page."""
    user = getattr(request, "user", None)
    hotel = getattr(request, "hotel", None)
    memberships = list(memberships_of(request)) if user and user.is_authenticated else []
    rights = rights_in(hotel, memberships, is_superuser=bool(user and user.is_superuser))
    return Shell(
        hotel=hotel,
        business_date=business_date_of(request) if hotel else None,
        calendar_date=clock.local_date(clock.now(), hotel.zone) if hotel else None,
        hotels=hotel_links(hotel, memberships),
        nav=with_current(entries(NAV, hotel, rights), request.path) if hotel else [],
        create=entries(CREATE, hotel, rights) if hotel else [],
        search_url=address("desk:search", hotel) if hotel else "",
        closing_url=address("invoicing:closing", hotel) if "invoicing.close_day" in rights else "",
        language_url=address("hotels:set_language"),
        logout_url=address("hotels:logout"),
        languages=list(settings.LANGUAGES),
        initials=initials(user.get_full_name() or user.get_username()) if user else "",
    )


def memberships_of(request: HttpRequest):
    return Membership.objects.filter(user=request.user).select_related("hotel").order_by("hotel__name", "pk")


def rights_in(
    hotel: Hotel | None, memberships: list[Membership], *, is_superuser: bool
) -> frozenset[str]:
    """Return what the person may do in this hotel."""
    if hotel is None:
        return frozenset()
    if is_superuser:
        return RIGHTS
    held = [RIGHTS_OF[m.role] for m in memberships if m.hotel_id == hotel.pk]
    return frozenset().union(*held)


def business_date_of(request: HttpRequest) -> date | None:
    """Return the date that the view was given, or the open day's when it was given none."""
    if known := getattr(request, "business_date", None):
        return known
    open_days = BusinessDay.objects.filter(hotel=request.hotel, state="open")
    return open_days.values_list("date", flat=True).first()


def hotel_links(hotel: Hotel | None, memberships: list[Membership]) -> list[HotelLink]:
    links = {}
    for membership in memberships:
        other = membership.hotel
        url = address("desk:today", other) or "/"
        links[other.pk] = HotelLink(other.name, url, hotel is not None and other.pk == hotel.pk)
    return list(links.values())


def entries(source: tuple[Entry, ...], hotel: Hotel, rights: frozenset[str]) -> list[Entry]:
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
