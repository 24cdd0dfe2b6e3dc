"""What can be sold, at which price, and which rooms are free."""

import datetime
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hotelpms.hotels.models import Hotel
from hotelpms.kit.money import Money
from hotelpms.kit.period import Nights
from hotelpms.kit.search.plain import natural_key
from reservations.domain.nights import clashes
from reservations.domain.nights.type_nights import (
    NoRoomLeft,
    SoldBeyondLimit,
    ensure_type_nights,
    hold,
    left_to_sell,
    refresh_sell_limits,
    release,
)
from reservations.domain.rates.pricing import dates_of
from reservations.enums import Slot
from reservations.models import RateNight, RatePlan, Room, RoomNight, RoomType

__all__ = [
    "NoRoomLeft",
    "Offer",
    "SoldBeyondLimit",
    "ensure_type_nights",
    "free_rooms",
    "hold",
    "left_to_sell",
    "offers",
    "refresh_sell_limits",
    "release",
]


@dataclass(frozen=True)
class Offer:
    """One room type at one rate plan for the dates asked for.

    `prices` are per room, one for each night (one for a day use), in the hotel's tax mode.
    `refusal` says in a sentence why it should not be sold, empty when it may.
    """

    room_type: RoomType
    rate_plan: RatePlan
    free: int
    prices: tuple[Decimal, ...]
    total: Money
    refusal: str


def offers(
    *,
    hotel: Hotel,
    arrival: datetime.date,
    departure: datetime.date,
    adults: int,
    children: int,
) -> list[Offer]:
    """Return every type and plan with a price for each date, cheapest first within a type.

    At most six queries. Raises ValueError when the departure lies before the arrival.
    """
    nights = Nights(arrival, departure)
    types = list(RoomType.objects.filter(hotel=hotel, is_active=True).order_by("position", "pk"))
    free, prices = _free_by_type(hotel, types, nights), _listed(hotel, nights)
    guests = adults + children
    made = [
        offer
        for room_type in types
        for listed in prices[room_type.pk].values()
        if (offer := _offer(hotel, room_type, listed, nights, free[room_type.pk], guests))
    ]
    return sorted(made, key=lambda o: (o.room_type.position, o.room_type.pk, o.total.amount))


def free_rooms(
    *,
    hotel_id: int,
    room_type_id: int | None,
    arrival: datetime.date,
    departure: datetime.date,
    slot: str,
    stay_id: int | None = None,
) -> list[Room]:
    """Return the rooms that nobody holds over the dates, by number; clean or not. Two queries.

    For `Slot.DAY` only the arrival date counts. What `stay_id` holds itself counts as free.
    """
    rooms = Room.objects.select_related("room_type").filter(hotel=hotel_id, is_active=True)
    if room_type_id is not None:
        rooms = rooms.filter(room_type=room_type_id)
    dates = [arrival] if slot == Slot.DAY else list(Nights(arrival, departure))
    wish = clashes.Wish(dates=frozenset(dates or [arrival]), slot=slot)
    found = sorted(rooms, key=lambda room: (natural_key(room.number), room.pk))
    nights: dict[int, list[RoomNight]] = defaultdict(list)
    room_ids = [room.pk for room in found]
    for night in clashes.held(room_ids=room_ids, wish=wish, stay_id=stay_id):
        if night.room_id is not None:
            nights[night.room_id].append(night)
    return [room for room in found if clashes.find(nights[room.pk], wish) is None]


def _free_by_type(hotel: Hotel, types: Sequence[RoomType], nights: Nights) -> dict[int, int]:
    """Return how many rooms of each type may still be sold on the scarcest night."""
    if nights.is_day_use:
        counted = dict.fromkeys((room_type.pk for room_type in types), 0)
        for room in free_rooms(
            hotel_id=hotel.pk,
            room_type_id=None,
            arrival=nights.arrival,
            departure=nights.departure,
            slot=Slot.DAY,
        ):
            counted[room.room_type_id] = counted.get(room.room_type_id, 0) + 1
        return counted
    pks = [row.pk for row in types]
    left = left_to_sell(room_type_ids=pks, dates=list(nights))
    return {pk: min(left[pk, date] for date in nights) for pk in pks}


Listed = dict[datetime.date, RateNight]


def _listed(hotel: Hotel, nights: Nights) -> dict[int, dict[int, Listed]]:
    """Return the prices by type and plan; the departure's row tells what is closed to departure."""
    found: dict[int, dict[int, Listed]] = defaultdict(lambda: defaultdict(dict))
    rows = RateNight.objects.select_related("rate_plan").filter(
        rate_plan__hotel=hotel,
        rate_plan__is_active=True,
        date__range=(nights.arrival, nights.departure),
    )
    for row in rows.order_by("rate_plan__code", "date"):
        found[row.room_type_id][row.rate_plan_id][row.date] = row
    return found


def _offer(
    hotel: Hotel, room_type: RoomType, listed: Listed, nights: Nights, free: int, guests: int
) -> Offer | None:
    dates = dates_of(nights)
    if any(date not in listed for date in dates):
        return None
    prices = tuple(listed[date].price for date in dates)
    return Offer(
        room_type=room_type,
        rate_plan=listed[dates[0]].rate_plan,
        free=max(0, free),
        prices=prices,
        total=Money(sum(prices, Decimal(0)), hotel.currency).rounded(),
        refusal=_refusal(room_type, listed, nights, free, guests),
    )


def _refusal(room_type: RoomType, listed: Listed, nights: Nights, free: int, guests: int) -> str:
    first, last = listed[nights.arrival], listed.get(nights.departure)
    length = len(nights)
    if free < 1:
        return _("No room is left.")
    if guests > room_type.max_occupancy:
        return ngettext(
            "The room is for at most %(n)d guest.",
            "The room is for at most %(n)d guests.",
            room_type.max_occupancy,
        ) % {"n": room_type.max_occupancy}
    if any(listed[date].is_closed for date in dates_of(nights)):
        return _("The sale is stopped.")
    if first.closed_to_arrival:
        return _("No arrival on this date.")
    if last is not None and last.closed_to_departure:
        return _("No departure on this date.")
    if length and length < first.min_nights:
        return ngettext("At least %(n)d night.", "At least %(n)d nights.", first.min_nights) % {
            "n": first.min_nights
        }
    if first.max_nights and length > first.max_nights:
        return ngettext("At most %(n)d night.", "At most %(n)d nights.", first.max_nights) % {
            "n": first.max_nights
        }
    return ""
