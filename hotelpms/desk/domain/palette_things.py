"""What the palette finds in the rows, and what can be done with it next."""

import datetime
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from cardex.enums import ProfileKind
from cardex.models import Profile
from hotelpms.desk.domain.palette import Group, Item, without_verb
from hotelpms.desk.domain.search import Found, find
from hotelpms.hotels.enums import Right
from hotelpms.hotels.models import Hotel
from hotelpms.kit.templatetags.kit import day, money
from invoicing.models import Folio, Invoice
from reservations.domain.nights.standing import reservation_standing, stay_standing
from reservations.enums import StayState
from reservations.models import Reservation, Room, Stay

PER_KIND = 5
STAYS = 40  # of the found reservations; more are a group, which has its own page
FEW = 3  # stays whose next steps are offered without being asked for
HERE = ("in_house", "due_out")
OVER = ("departed", "no_show", "cancelled")


@dataclass(frozen=True)
class Desk:
    """Who asks, and where."""

    hotel: Hotel
    business_date: datetime.date
    rights: Collection[Right]

    def may(self, right: Right) -> bool:
        return right in self.rights

    def url(self, name: str, key: object) -> str:
        return reverse(name, args=[self.hotel.code, key])


@dataclass(frozen=True)
class Seen:
    """The things whose pages the person opened before, by their keys."""

    codes: list[str] = field(default_factory=list)
    cards: list[int] = field(default_factory=list)
    folios: list[int] = field(default_factory=list)
    invoices: list[int] = field(default_factory=list)


def found(desk: Desk, text: str) -> list[Group]:
    """Return what fits the text; twelve queries at most.

    A text that begins with a verb, such as "check in ruiz", finds only whom it can be done with.
    """
    verb, rest = without_verb(text, [_("Check in"), _("Check out"), _("Folio")])
    things = find(hotel=desk.hotel, text=rest, rights=desk.rights, business_date=desk.business_date)
    stays = _stays(desk, things)
    steps = [item for stay in stays for item in _steps(desk, stay)]
    if verb:
        return _filled([Group(verb, [item for item in steps if item.name == verb])])
    bookings = sorted(
        [_reservation(desk, row, stays) for row in things.reservations],
        key=lambda item: item.state in OVER,
    )
    is_clear = len({item.note for item in steps}) <= FEW
    return _filled(
        [
            Group(_("Rooms"), [_room(desk, room, stays) for room in things.rooms[:PER_KIND]]),
            Group(_("Reservations"), bookings[:PER_KIND]),
            Group(_("Next steps"), steps if is_clear else []),
            Group(_("Guests and companies"), [_card(desk, p) for p in things.profiles[:PER_KIND]]),
            Group(_("Invoices"), [_invoice(desk, i) for i in things.invoices[:PER_KIND]]),
        ]
    )


def recent(desk: Desk, seen: Seen) -> list[Item]:
    """Return the things seen before that still exist and may be seen, by kind. Four queries."""
    items: list[Item] = []
    if seen.codes and desk.may(Right.RESERVATIONS_VIEW):
        rows = Reservation.objects.filter(hotel=desk.hotel, code__in=seen.codes)
        items += [_plain_reservation(desk, row) for row in rows.select_related("booker")]
    if seen.cards and desk.may(Right.CARDEX_VIEW):
        cards = Profile.objects.filter(pk__in=seen.cards, anonymised_at=None)
        items += [_card(desk, row) for row in cards]
    if seen.folios and desk.may(Right.INVOICING_VIEW):
        folios = Folio.objects.filter(hotel=desk.hotel, pk__in=seen.folios)
        items += [_folio(desk, row) for row in folios.select_related("payer", "stay__room")]
    if seen.invoices and desk.may(Right.INVOICING_VIEW):
        invoices = Invoice.objects.filter(hotel=desk.hotel, pk__in=seen.invoices)
        items += [_invoice(desk, row) for row in invoices]
    return items


def _filled(groups: Iterable[Group]) -> list[Group]:
    return [group for group in groups if group.items]


def _stays(desk: Desk, things: Found) -> list[Stay]:
    """Return the stays of the found reservations, and who is in the found rooms. One query."""
    if not things.reservations and not things.rooms:
        return []
    wanted = Q(reservation__in=things.reservations) | Q(
        room__in=things.rooms, state=StayState.IN_HOUSE
    )
    rows = Stay.objects.filter(wanted, hotel=desk.hotel)
    rows = rows.select_related("guest", "room", "room_type", "reservation")
    return list(rows.order_by("arrival", "pk")[:STAYS])


def _steps(desk: Desk, stay: Stay) -> Sequence[Item]:
    """Return what can be done with a stay on this business date."""
    standing = stay_standing(stay, desk.business_date)
    place = stay.room.number if stay.room else stay.room_type.local_name
    steps: list[Item] = []

    def offer(verb: str, icon: str, view: str, action: str = "link") -> None:
        label = f"{verb}: {stay.guest.full_name}"
        note = f"{place} · {stay.reservation.code}"
        steps.append(
            Item(label, icon, desk.url(view, stay.pk), note=note, action=action, name=verb)
        )

    if standing == "due_in" and desk.may(Right.RESERVATIONS_CHECK_IN):
        offer(_("Check in"), "log-in", "reservations:check_in", "panel")
    if standing in HERE and desk.may(Right.RESERVATIONS_CHECK_OUT):
        offer(_("Check out"), "log-out", "invoicing:check_out")
    if standing in HERE and desk.may(Right.INVOICING_VIEW):
        offer(_("Folio"), "wallet", "invoicing:stay_folio")
    return steps


def _room(desk: Desk, room: Room, stays: list[Stay]) -> Item:
    """A room leads to who is in it, else to the board of rooms."""
    here = [stay for stay in stays if stay.room_id == room.pk and stay.state == StayState.IN_HOUSE]
    board = reverse("reservations:rooms", args=[desk.hotel.code])
    url = desk.url("reservations:stay", here[0].pk) if here else board
    guest = here[0].guest.full_name if here else room.room_type.local_name
    label = _("Room %(number)s") % {"number": room.number}
    return Item(label, "door-closed", url, note=guest, kind="housekeeping", state=room.housekeeping)


def _reservation(desk: Desk, row: Reservation, stays: list[Stay]) -> Item:
    own = [stay for stay in stays if stay.reservation_id == row.pk]
    first, last = getattr(row, "first_arrival", None), getattr(row, "last_departure", None)
    item = _plain_reservation(desk, row)
    guest = own[0].guest.full_name if own else item.label
    return Item(
        guest,
        item.icon,
        item.url,
        note=f"{row.code} · {_near(desk, first)} – {_near(desk, last)}",
        kind="reservation",
        state=reservation_standing(row.state, own, desk.business_date),
    )


def _near(desk: Desk, date: datetime.date | None) -> str:
    """Return a date without its year when that is the present one."""
    is_this_year = date is not None and date.year == desk.business_date.year
    return day(date, "brief" if is_this_year else "medium")


def _plain_reservation(desk: Desk, row: Reservation) -> Item:
    url = desk.url("reservations:detail", row.code)
    return Item(row.booker.full_name, "book-open", url, note=row.code)


def _card(desk: Desk, card: Profile) -> Item:
    icon = "user" if card.kind == ProfileKind.GUEST else "building-2"
    known = [part for part in (card.city, card.email) if part]
    note = " · ".join([str(card.get_kind_display()), *known[:1]])
    return Item(card.full_name, icon, desk.url("cardex:card", card.pk), note=note)


def _folio(desk: Desk, folio: Folio) -> Item:
    room = folio.stay.room.number if folio.stay and folio.stay.room else ""
    label = _("Folio of %(payer)s") % {"payer": folio.payer}
    return Item(label, "wallet", desk.url("invoicing:folio", folio.pk), note=room)


def _invoice(desk: Desk, invoice: Invoice) -> Item:
    note = f"{invoice.payer_name} · {money(invoice.total, invoice.currency)}"
    return Item(invoice.full_number, "file-text", desk.url("invoicing:invoice", invoice.pk), note)
