"""The list of reservations: found by text, state and arrival, a page of them as lines."""

import datetime
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Exists, FilteredRelation, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from hotelpms.hotels.models import Hotel
from hotelpms.kit.money import Money
from hotelpms.kit.period import Nights
from hotelpms.kit.search.lookups import found_by
from reservations.domain.letters.wording import totals
from reservations.domain.nights.standing import reservation_standing
from reservations.domain.pages.look_up import reservations_of
from reservations.enums import ReservationState, StayState
from reservations.models import Reservation, Stay

# What a person may ask for: some are states of the reservation, some of its stays.
STANDINGS = (
    ("booked", _("Booked")),
    ("due_in", _("Due in")),
    ("in_house", _("In house")),
    ("due_out", _("Due out")),
    ("departed", pgettext_lazy("guests", "Departed")),
    ("no_show", _("No-show")),
    ("option", _("Option")),
    ("cancelled", _("Cancelled")),
)
ORDERS = {
    "arrival": ("first__arrival", "pk"),
    "-arrival": ("-first__arrival", "-pk"),
    "departure": ("last__departure", "pk"),
    "-departure": ("-last__departure", "-pk"),
    "booked": ("booked_on", "pk"),
    "-booked": ("-booked_on", "-pk"),
    "guest": ("booker__sort_key", "pk"),
    "-guest": ("-booker__sort_key", "-pk"),
}


@dataclass(frozen=True)
class ReservationLine:
    """One reservation of the list. `more_guests` and `more_rooms` count those not named."""

    code: str
    standing: str
    guest: str
    vip: str
    more_guests: int
    booker: str
    source: str
    arrival: datetime.date
    departure: datetime.date
    room: str
    room_type: str
    more_rooms: int
    persons: int
    booked_on: datetime.date
    option_until: datetime.date | None
    total: Money

    @property
    def nights(self) -> Nights:
        return Nights(self.arrival, self.departure)


def found(
    hotel: Hotel,
    *,
    business_date: datetime.date,
    text: str = "",
    standing: str = "",
    arriving_from: datetime.date | None = None,
    arriving_to: datetime.date | None = None,
) -> QuerySet[Reservation]:
    """Return the reservations that fit, newest first."""
    of_booking = standing in ReservationState.values
    rows = reservations_of(
        hotel,
        text=text,
        state=standing if of_booking else "",
        arriving_from=arriving_from,
        arriving_to=arriving_to,
    )
    if standing and not of_booking:
        stays = Stay.objects.filter(_stands(standing, business_date), hotel=hotel)
        rows = found_by(rows, [stays.values("reservation")])
    return rows


def in_order(hotel: Hotel, rows: QuerySet[Reservation], sort: str) -> QuerySet[Reservation]:
    """Return the same reservations in one of ORDERS, as they are for another `sort`.

    Arrival is that of the first stay, departure that of the last one. An index of stays is
    walked in its order, so that a page reads no more than it shows.
    """
    if sort not in ORDERS:
        return rows
    name = sort.removeprefix("-")
    if name == "arrival":
        rows = _with_one_stay(hotel, rows, "first", earlier="arrival__lt")
    elif name == "departure":
        rows = _with_one_stay(hotel, rows, "last", earlier="departure__gt")
    return rows.order_by(*ORDERS[sort])


def _with_one_stay(
    hotel: Hotel, rows: QuerySet[Reservation], alias: str, *, earlier: str
) -> QuerySet[Reservation]:
    """Join the one stay that no other of its reservation comes before."""
    date = earlier.partition("__")[0]
    before = Q(**{earlier: OuterRef(f"{alias}__{date}")}) | Q(
        **{date: OuterRef(f"{alias}__{date}")}, pk__lt=OuterRef(f"{alias}__pk")
    )
    others = Stay.objects.filter(before, reservation=OuterRef("pk"))
    joined = rows.alias(**{alias: FilteredRelation("stays")})
    return joined.filter(~Exists(others), **{f"{alias}__hotel": hotel})


def lines_of(
    reservations: Sequence[Reservation], *, business_date: datetime.date
) -> list[ReservationLine]:
    """Return a line for each reservation of `found`. Two queries."""
    stays: dict[int, list[Stay]] = defaultdict(list)
    rows = Stay.objects.filter(reservation__in=[row.pk for row in reservations])
    for stay in rows.select_related("guest", "room", "reserved_type").order_by("arrival", "pk"):
        stays[stay.reservation_id].append(stay)
    prices = totals([stay.pk for group in stays.values() for stay in group])
    return [_line(row, stays[row.pk], prices, business_date) for row in reservations]


def _stands(standing: str, business_date: datetime.date) -> Q:
    if standing == "due_in":
        return Q(state=StayState.BOOKED, arrival__lte=business_date)
    if standing == "due_out":
        return Q(state=StayState.IN_HOUSE, departure__lte=business_date)
    return Q(state=standing)


def _line(
    row: Reservation, stays: list[Stay], prices: dict[int, Decimal], business_date: datetime.date
) -> ReservationLine:
    first, guests = stays[0], {stay.guest_id for stay in stays}
    amount = sum((prices[stay.pk] for stay in stays), Decimal(0))
    sources = [str(source) for source in (row.agency, row.channel) if source]
    return ReservationLine(
        code=row.code,
        standing=reservation_standing(row.state, stays, business_date),
        guest=first.guest.full_name,
        vip=first.guest.vip,
        more_guests=len(guests) - 1,
        booker=row.booker.full_name if row.booker_id not in guests else "",
        source=" · ".join(sources),
        arrival=first.arrival,
        departure=max(stay.departure for stay in stays),
        room=first.room.number if first.room else "",
        room_type=first.reserved_type.local_name,
        more_rooms=len(stays) - 1,
        persons=sum(stay.adults + stay.children + stay.babies for stay in stays),
        booked_on=row.booked_on,
        option_until=row.option_until,
        total=Money(amount, row.currency),
    )
