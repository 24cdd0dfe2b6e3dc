"""Rooms stand as people count them, wherever they are listed: 9 before 10."""

import pytest

from hotelpms.hotels.models import Hotel
from reservations.domain.plan.window import plan
from reservations.domain.rates.availability import free_rooms
from reservations.domain.rooms.board import room_status
from reservations.enums import Slot
from tests.factories.reservations import TODAY, RoomFactory, RoomTypeFactory, day

pytestmark = pytest.mark.django_db

AS_COUNTED = ["9", "10", "100", "A2", "A10"]


def test_rooms_stand_as_people_count(hotel: Hotel) -> None:
    room_type = RoomTypeFactory(hotel=hotel)
    for number in sorted(AS_COUNTED):
        RoomFactory(room_type=room_type, number=number)

    free = free_rooms(
        hotel_id=hotel.pk,
        room_type_id=None,
        arrival=TODAY,
        departure=day(1),
        slot=Slot.NIGHT,
    )

    assert [room.number for room in free] == AS_COUNTED
    assert [room.number for room in room_status(hotel, TODAY)] == AS_COUNTED
    assert [room.number for room in plan(hotel, TODAY, 7).rooms] == AS_COUNTED
