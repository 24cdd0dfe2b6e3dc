import pytest

from hotelpms.hotels.models import Hotel
from hotelpms.kit.actor import SYSTEM
from reservations.models import Room, RoomType
from tests.factories.reservations import AT, TODAY, RoomFactory, RoomTypeFactory
from tests.fixtures import Told


@pytest.fixture
def double(hotel: Hotel) -> RoomType:
    """A type with two rooms, 101 and 102."""
    room_type = RoomTypeFactory(hotel=hotel, code="DBL", name="Double")
    RoomFactory(room_type=room_type, number="101")
    RoomFactory(room_type=room_type, number="102")
    return room_type


@pytest.fixture
def suite(hotel: Hotel) -> RoomType:
    """A type with one room, 201."""
    room_type = RoomTypeFactory(hotel=hotel, code="STE", name="Suite")
    RoomFactory(room_type=room_type, number="201", floor="2")
    return room_type


@pytest.fixture
def room(double: RoomType) -> Room:
    return Room.objects.get(number="101", hotel=double.hotel)


@pytest.fixture
def other_room(double: RoomType) -> Room:
    return Room.objects.get(number="102", hotel=double.hotel)


@pytest.fixture
def suite_room(suite: RoomType) -> Room:
    return Room.objects.get(number="201", hotel=suite.hotel)


@pytest.fixture
def told() -> Told:
    """What every verb is told: who, when, and the business date."""
    return {"actor": SYSTEM, "now": AT, "business_date": TODAY}
