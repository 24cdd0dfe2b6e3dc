"""Pages of the desk while the house fills: they must stay as fast at 5,000 reservations as at 500.

The window of the plan and the first page of the list show the same rows at both sizes; what is
added lies before and behind them. So the ratio tells whether a page reads what it doesn't show.
"""

from datetime import timedelta
from decimal import Decimal
from itertools import count
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cardex.models import Profile
from hotelpms.hotels.models import Hotel
from reservations.models import Reservation, Room, RoomNight, RoomType, Stay
from tests.benchmarks.conftest import Tell, analyse
from tests.benchmarks.measure import best
from tests.factories.cardex import ProfileFactory
from tests.factories.hotels import MembershipFactory
from tests.factories.reservations import AT, TODAY, RoomFactory, RoomTypeFactory

pytestmark = pytest.mark.usefixtures("real_rows")

ROOMS, FEW, MANY = 100, 500, 5000
NIGHTS, RHYTHM = 3, 4  # a stay of three nights, then an empty one
BEHIND = TODAY + timedelta(days=60)

numbers = count(1)


class House:
    """A hotel whose stays are written straight into the tables."""

    def __init__(self, rooms: int = ROOMS) -> None:
        room_type = RoomTypeFactory(overbooking_limit=rooms)
        self.hotel: Hotel = room_type.hotel
        self.type: RoomType = room_type
        self.rooms: list[Room] = RoomFactory.create_batch(rooms, room_type=room_type)
        self.guests: list[Profile] = ProfileFactory.create_batch(50)

    def fill(self, number: int, first: Any) -> None:
        """Add stays room by room, each room's one after the other from `first` on."""
        places = [divmod(place, len(self.rooms)) for place in range(number)]
        reservations = Reservation.objects.bulk_create([self._reservation() for _ in places])
        stays = Stay.objects.bulk_create(
            [
                self._stay(reservation, self.rooms[room], first + timedelta(days=turn * RHYTHM))
                for reservation, (turn, room) in zip(reservations, places, strict=True)
            ]
        )
        nights = [self._night(stay, number) for stay in stays for number in range(NIGHTS)]
        RoomNight.objects.bulk_create(nights, batch_size=2000)
        analyse()

    def _reservation(self) -> Reservation:
        number = next(numbers)
        guest = self.guests[number % len(self.guests)]
        return Reservation(
            hotel=self.hotel,
            code=f"R{number:05d}",
            booker=guest,
            currency="EUR",
            booked_on=TODAY,
            booked_at=AT,
        )

    def _stay(self, reservation: Reservation, room: Room, arrival: Any) -> Stay:
        return Stay(
            reservation=reservation,
            hotel=self.hotel,
            guest_id=reservation.booker_id,
            reserved_type=self.type,
            room_type=self.type,
            room=room,
            arrival=arrival,
            departure=arrival + timedelta(days=NIGHTS),
        )

    def _night(self, stay: Stay, number: int) -> RoomNight:
        return RoomNight(
            hotel=self.hotel,
            stay=stay,
            room_type=self.type,
            room_id=stay.room_id,
            date=stay.arrival + timedelta(days=number),
            price=Decimal("100.00"),
        )


@pytest.fixture
def house() -> House:
    return House()


@pytest.fixture
def desk(house: House, client: Client) -> Client:
    client.force_login(MembershipFactory(hotel=house.hotel).user)
    return client


def test_plan_list_and_search_stay_flat(house: House, desk: Client, tell: Tell) -> None:
    plan = address(house, "reservations:plan")
    listing = address(house, "reservations:list")
    pages = {
        f"room plan, {ROOMS} rooms x 31 days": (plan, {"start": TODAY.isoformat(), "days": "31"}),
        "reservation list": (listing, {}),
        "reservation search by code": (listing, {"q": "R00007"}),
        "reservation search by name": (listing, {"q": house.guests[0].last_name}),
    }
    house.fill(FEW, TODAY)
    few = {name: ask(desk, *page) for name, page in pages.items()}
    house.fill(MANY - FEW, BEHIND)
    many = {name: ask(desk, *page) for name, page in pages.items()}

    for name in pages:
        floor = f"the same at {FEW} ({few[name] * 1000:.0f} ms)"
        tell(f"{name} at {MANY:,}", f"{many[name] * 1000:.0f} ms", floor, many[name] / few[name])


def address(house: House, name: str) -> str:
    return reverse(name, kwargs={"hotel": house.hotel.code})


def ask(desk: Client, page: str, query: dict[str, str]) -> float:
    """Return the seconds that the whole page takes on the server, template included."""
    assert desk.get(page, query).status_code == 200
    return best(lambda: desk.get(page, query), times=15)
