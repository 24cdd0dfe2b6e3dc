"""What the desk's lists and pages show. Each function makes a constant number of queries."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Exists, Max, Min, OuterRef, Q, QuerySet

from cardex.domain.cards.search import normalise
from cardex.models import Profile
from hotelpms.hotels.models import Hotel
from hotelpms.kit.money import Money
from hotelpms.kit.period import Nights
from reservations.domain.nights.occupancy import DayFigures, occupancy
from reservations.domain.plan.window import PlanBar, PlanRoom, PlanType, PlanWindow, plan
from reservations.domain.rooms.board import RoomStatus, room_status
from reservations.enums import StayState
from reservations.models import Reservation, RoomNight, Stay, StayGuest

__all__ = [
    "DayFigures",
    "NightLine",
    "PlanBar",
    "PlanRoom",
    "PlanType",
    "PlanWindow",
    "ReservationSheet",
    "RoomStatus",
    "StayLine",
    "StaySheet",
    "arrived",
    "departed",
    "due_in",
    "due_out",
    "grey_listed",
    "in_house",
    "no_shows",
    "occupancy",
    "plan",
    "reservation_sheet",
    "reservations_of",
    "room_status",
    "stay_sheet",
]


@dataclass(frozen=True)
class StayLine:
    """One stay as a line of a list. Names of rooms and people are empty when there are none."""

    id: int
    reservation_id: int
    code: str
    state: str
    state_label: str
    guest_id: int
    guest: str
    guest_email: str
    vip: str
    is_repeat_guest: bool
    booker_id: int
    booker: str
    company: str
    agency: str
    room_id: int | None
    room: str
    housekeeping: str
    room_type_id: int
    room_type: str
    reserved_type: str
    rate_plan: str
    arrival: datetime.date
    departure: datetime.date
    arrival_time: datetime.time | None
    adults: int
    children: int
    babies: int
    board: str
    guarantee: str
    language: str
    notes: str
    requests: str
    key_note: str
    checked_in_on: datetime.date | None
    version: int

    @property
    def nights(self) -> Nights:
        return Nights(self.arrival, self.departure)

    @property
    def is_day_use(self) -> bool:
        return self.arrival == self.departure

    @property
    def was_upgraded(self) -> bool:
        return self.room_type != self.reserved_type


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


def due_in(hotel: Hotel, date: datetime.date) -> list[StayLine]:
    """Return who is expected on the date and has not come yet, VIPs first. One query."""
    stays = _stays(hotel).filter(state=StayState.BOOKED, arrival=date)
    return sorted(map(_line, stays), key=lambda line: (not line.vip, line.guest, line.id))


def arrived(hotel: Hotel, date: datetime.date) -> list[StayLine]:
    """Return who checked in on the business date, gone again or not. One query."""
    return _lines(_stays(hotel).filter(checked_in_on=date))


def due_out(hotel: Hotel, date: datetime.date) -> list[StayLine]:
    """Return who is in the house and should leave on the date or should have before. One query."""
    return _lines(_stays(hotel).filter(state=StayState.IN_HOUSE, departure__lte=date))


def in_house(hotel: Hotel) -> list[StayLine]:
    """Return everybody in the house, by room. One query."""
    return _lines(_stays(hotel).filter(state=StayState.IN_HOUSE))


def departed(hotel: Hotel, date: datetime.date) -> list[StayLine]:
    """Return who checked out on the business date. One query."""
    return _lines(_stays(hotel).filter(checked_out_on=date))


def no_shows(hotel: Hotel, date: datetime.date) -> list[StayLine]:
    """Return who was expected on the date and did not come. One query."""
    return _lines(_stays(hotel).filter(state=StayState.NO_SHOW, arrival=date))


def reservations_of(
    hotel: Hotel,
    *,
    text: str = "",
    state: str = "",
    arriving_from: datetime.date | None = None,
    arriving_to: datetime.date | None = None,
) -> QuerySet[Reservation]:
    """Return the reservations, newest first, with first_arrival, last_departure, stay_count.

    `text` finds a code, a reference of the channel, or booker and guests by words in any order.
    """
    found = Reservation.objects.filter(hotel=hotel).select_related("booker", "agency", "channel")
    if state:
        found = found.filter(state=state)
    if text.strip():
        found = found.filter(_matches(text))
    stays = Stay.objects.filter(reservation=OuterRef("pk"))
    if arriving_from is not None:
        found = found.filter(Exists(stays.filter(arrival__gte=arriving_from)))
    if arriving_to is not None:
        found = found.filter(Exists(stays.filter(arrival__lte=arriving_to)))
    return found.annotate(
        first_arrival=Min("stays__arrival"),
        last_departure=Max("stays__departure"),
        stay_count=Count("stays"),
    ).order_by("-pk")


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
    stays = _sheets(_stays(hotel).filter(reservation=reservation).order_by("arrival", "pk"))
    total = sum((sheet.total for sheet in stays), Money.zero(reservation.currency))
    return ReservationSheet(reservation=reservation, stays=tuple(stays), total=total)


def stay_sheet(hotel: Hotel, stay_id: int) -> StaySheet | None:
    """Return all about one stay, None when the hotel has none. Three queries."""
    return next(iter(_sheets(_stays(hotel).filter(pk=stay_id))), None)


def _stays(hotel: Hotel) -> QuerySet[Stay]:
    return Stay.objects.filter(hotel=hotel).select_related(
        "reservation__booker",
        "reservation__company",
        "reservation__agency",
        "guest",
        "room",
        "room_type",
        "reserved_type",
        "rate_plan",
    )


def _lines(stays: QuerySet[Stay]) -> list[StayLine]:
    return [_line(stay) for stay in stays.order_by("room__number", "guest__last_name", "pk")]


def _line(stay: Stay) -> StayLine:
    booking, guest, room = stay.reservation, stay.guest, stay.room
    return StayLine(
        id=stay.pk,
        reservation_id=booking.pk,
        code=booking.code,
        state=stay.state,
        state_label=stay.get_state_display(),
        guest_id=guest.pk,
        guest=guest.full_name,
        guest_email=guest.email,
        vip=guest.vip,
        is_repeat_guest=guest.is_repeat_guest,
        booker_id=booking.booker_id,
        booker=booking.booker.full_name,
        company=booking.company.full_name if booking.company else "",
        agency=booking.agency.full_name if booking.agency else "",
        room_id=stay.room_id,
        room=room.number if room else "",
        housekeeping=room.housekeeping if room else "",
        room_type_id=stay.room_type_id,
        room_type=stay.room_type.name,
        reserved_type=stay.reserved_type.name,
        rate_plan=stay.rate_plan.name if stay.rate_plan else "",
        arrival=stay.arrival,
        departure=stay.departure,
        arrival_time=stay.arrival_time,
        adults=stay.adults,
        children=stay.children,
        babies=stay.babies,
        board=stay.board,
        guarantee=booking.guarantee,
        language=booking.language,
        notes=booking.notes,
        requests=booking.requests,
        key_note=stay.key_note,
        checked_in_on=stay.checked_in_on,
        version=stay.version,
    )


def grey_listed(lines: Iterable[StayLine]) -> list[Profile]:
    """Return the guests of these stays who are on the grey list. One query."""
    ids = {line.guest_id for line in lines}
    return list(Profile.objects.filter(pk__in=ids, is_grey_listed=True).order_by("pk"))


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
            room_type=night.room_type.name,
            price=Money(night.price or Decimal(0), currency),
            holds=night.holds,
            is_posted=night.is_posted,
        )
        for night in nights
    )
    total = sum((line.price for line in lines if line.holds), Money.zero(currency))
    return StaySheet(line=_line(stay), nights=lines, companions=tuple(companions), total=total)


def _matches(text: str) -> Q:
    booker, guest = Q(), Q(reservation=OuterRef("pk"))
    for word in normalise(text).split():
        booker &= Q(booker__search_text__contains=word)
        guest &= Q(guest__search_text__contains=word)
    by_guest = Exists(Stay.objects.filter(guest))
    code = Q(code__iexact=text.strip()) | Q(channel_ref__iexact=text.strip())
    return code | booker | Q(by_guest)
