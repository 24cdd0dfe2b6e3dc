"""One stay as a line of a list."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from cardex.models import Profile
from hotelpms.hotels.models import Hotel
from hotelpms.kit.period import Nights
from reservations.models import Stay


@dataclass(frozen=True)
class StayLine:
    """One stay as a line of a list. Names of rooms and people are empty when there are none."""

    id: int
    reservation_id: int
    code: str
    state: str
    guest_id: int
    guest: str
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


def stays_of(hotel: Hotel) -> QuerySet[Stay]:
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


def line_of(stay: Stay) -> StayLine:
    booking, guest, room = stay.reservation, stay.guest, stay.room
    return StayLine(
        id=stay.pk,
        reservation_id=booking.pk,
        code=booking.code,
        state=stay.state,
        guest_id=guest.pk,
        guest=guest.full_name,
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
        room_type=stay.room_type.local_name,
        reserved_type=stay.reserved_type.local_name,
        rate_plan=stay.rate_plan.local_name if stay.rate_plan else "",
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
