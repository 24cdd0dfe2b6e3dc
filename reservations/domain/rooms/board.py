"""Every room now: its cleanliness, who is in it, who comes, and whether it is closed."""

import datetime
from dataclasses import dataclass

from hotelpms.hotels.models import Hotel
from reservations.enums import StayState
from reservations.models import OutOfOrder, Room, Stay


@dataclass(frozen=True)
class RoomGuest:
    """Who is in a room, or is expected in it."""

    stay_id: int
    code: str
    guest: str
    arrival: datetime.date
    departure: datetime.date


@dataclass(frozen=True)
class RoomClosure:
    """Why a room is out of order or out of service, until `to_date`, which is open again."""

    id: int
    kind: str
    reason: str
    to_date: datetime.date


@dataclass(frozen=True)
class RoomStatus:
    room_id: int
    number: str
    floor: str
    room_type: str
    housekeeping: str
    guest: RoomGuest | None
    is_due_out: bool
    expected: RoomGuest | None
    closure: RoomClosure | None


def room_status(hotel: Hotel, date: datetime.date) -> list[RoomStatus]:
    """Return the rooms in use by number, as they are on the business date. Four queries."""
    guests = _guests(hotel, state=StayState.IN_HOUSE)
    expected = _guests(hotel, state=StayState.BOOKED, arrival=date)
    closures = {
        row.room_id: RoomClosure(row.pk, row.kind, row.reason, row.to_date)
        for row in OutOfOrder.objects.filter(
            hotel=hotel, from_date__lte=date, to_date__gt=date, ended_at=None
        ).order_by("pk")
    }
    rooms = Room.objects.filter(hotel=hotel, is_active=True).select_related("room_type")
    return [
        _status(room, date, guests.get(room.pk), expected.get(room.pk), closures.get(room.pk))
        for room in rooms.order_by("number", "pk")
    ]


def _guests(hotel: Hotel, **where: object) -> dict[int, RoomGuest]:
    stays = Stay.objects.filter(hotel=hotel, room__isnull=False, **where)
    return {
        stay.room_id: RoomGuest(
            stay.pk, stay.reservation.code, stay.guest.full_name, stay.arrival, stay.departure
        )
        for stay in stays.select_related("reservation", "guest").order_by("pk")
        if stay.room_id is not None
    }


def _status(
    room: Room,
    date: datetime.date,
    guest: RoomGuest | None,
    expected: RoomGuest | None,
    closure: RoomClosure | None,
) -> RoomStatus:
    return RoomStatus(
        room_id=room.pk,
        number=room.number,
        floor=room.floor,
        room_type=room.room_type.local_name,
        housekeeping=room.housekeeping,
        guest=guest,
        is_due_out=guest is not None and guest.departure <= date,
        expected=expected,
        closure=closure,
    )
