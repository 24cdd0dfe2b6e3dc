"""All about a reservation and its stays, as their pages show it."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet

from cardex.models import Profile
from hotelpms.hotels.models import Hotel
from hotelpms.kit.money import Money
from reservations.domain.pages.stay_line import StayLine, line_of, stays_of
from reservations.models import Reservation, RoomNight, Stay, StayGuest


@dataclass(frozen=True)
class NightLine:
    """One night of a stay; `holds` is False for nights that were given up."""

    date: datetime.date
    slot: str
    room: str
    room_type: str
    price: Money
    holds: bool
    is_posted: bool


@dataclass(frozen=True)
class StaySheet:
    """All about one stay: its line, nights, companions and the total of the nights it holds."""

    line: StayLine
    nights: tuple[NightLine, ...]
    companions: tuple[Profile, ...]
    total: Money


@dataclass(frozen=True)
class ReservationSheet:
    reservation: Reservation
    stays: tuple[StaySheet, ...]
    total: Money


def reservation_sheet(hotel: Hotel, code: str) -> ReservationSheet | None:
    """Return one reservation with all its stays, None when the hotel has none. Four queries."""
    reservation = (
        Reservation.objects.select_related(
            "booker", "company", "agency", "segment", "channel", "hotel"
        )
        .filter(hotel=hotel, code=code)
        .first()
    )
    if reservation is None:
        return None
    stays = _sheets(stays_of(hotel).filter(reservation=reservation).order_by("arrival", "pk"))
    total = sum((sheet.total for sheet in stays), Money.zero(reservation.currency))
    return ReservationSheet(reservation=reservation, stays=tuple(stays), total=total)


def stay_sheet(hotel: Hotel, stay_id: int) -> StaySheet | None:
    """Return all about one stay, None when the hotel has none. Three queries."""
    return next(iter(_sheets(stays_of(hotel).filter(pk=stay_id))), None)


def _sheets(stays: QuerySet[Stay]) -> list[StaySheet]:
    found = list(stays)
    nights: dict[int | None, list[RoomNight]] = defaultdict(list)
    rows = RoomNight.objects.filter(stay__in=[stay.pk for stay in found])
    for night in rows.select_related("room", "room_type").order_by("date", "slot", "pk"):
        nights[night.stay_id].append(night)
    companions: dict[int, list[Profile]] = defaultdict(list)
    people = StayGuest.objects.filter(stay__in=[stay.pk for stay in found])
    for person in people.select_related("profile").order_by("pk"):
        companions[person.stay_id].append(person.profile)
    return [_sheet(stay, nights[stay.pk], companions[stay.pk]) for stay in found]


def _sheet(stay: Stay, nights: Iterable[RoomNight], companions: Iterable[Profile]) -> StaySheet:
    currency = stay.reservation.currency
    lines = tuple(
        NightLine(
            date=night.date,
            slot=night.slot,
            room=night.room.number if night.room else "",
            room_type=night.room_type.local_name,
            price=Money(night.price or Decimal(0), currency),
            holds=night.holds,
            is_posted=night.is_posted,
        )
        for night in nights
    )
    total = sum((line.price for line in lines if line.holds), Money.zero(currency))
    return StaySheet(line=line_of(stay), nights=lines, companions=tuple(companions), total=total)
