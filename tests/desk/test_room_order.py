"""Lists by room count as people do: 9 stands before 10, and who has no room at the end."""

from collections.abc import Callable, Iterable

import pytest

from hotelpms.closing.domain.checks.front_desk import due_outs
from hotelpms.desk.domain import search
from hotelpms.hotels.enums import Right
from hotelpms.hotels.models import Hotel
from hotelpms.reports.domain.front_office.arrivals import Arrivals
from invoicing.domain.pages.overview import open_folios
from reservations.domain.pages import day_lists
from reservations.models import Room
from tests.factories.invoicing import House, charge, guest_in_house, open_house
from tests.factories.reservations import TODAY, RoomFactory, booked_stay, day

pytestmark = pytest.mark.django_db

ROOMS = ["9", "10", "101", "9b"]
IN_ORDER = ["9", "9b", "10", "101"]
Read = Callable[[Hotel], Iterable[str]]


@pytest.fixture
def house() -> House:
    """A guest in each room, who arrived today, leaves tomorrow and owes something."""
    house = open_house()
    booked_stay(room_type=house.room.room_type)
    for number in ROOMS:
        stay, folio = guest_in_house(house, nights=1)
        Room.objects.filter(pk=stay.room_id).update(number=number)
        charge(house, folio, "10.00")
    return house


def _found(hotel: Hotel) -> list[str]:
    rights = {Right.RESERVATIONS_VIEW}
    found = search.find(hotel=hotel, text="9", rights=rights, business_date=TODAY)
    return [room.number for room in found.rooms]


READS: dict[str, Read] = {
    "in house": lambda hotel: [line.room for line in day_lists.in_house(hotel)],
    "departures": lambda hotel: [line.room for line in day_lists.due_out(hotel, day(1))],
    "arrived": lambda hotel: [line.room for line in day_lists.arrived(hotel, day(0))],
    "closing": lambda hotel: [str(stay.room) for stay in due_outs(hotel=hotel, date=day(1))],
    "money": lambda hotel: [
        str(line.folio.stay and line.folio.stay.room) for line in open_folios(hotel=hotel).in_house
    ],
}


@pytest.mark.parametrize("name", READS)
def test_a_list_by_room_counts_as_people_do(house: House, name: str) -> None:
    assert list(READS[name](house.hotel)) == IN_ORDER


def test_the_arrivals_on_paper_are_by_room_and_who_has_none_is_last(house: House) -> None:
    report = Arrivals.of_day(hotel=house.hotel, date=day(0))

    assert [arrival.room for arrival in report.arrivals] == [*IN_ORDER, ""]


def test_the_search_finds_rooms_in_their_order(house: House) -> None:
    RoomFactory(room_type=house.room.room_type, number="90")

    assert _found(house.hotel) == ["9", "9b", "90"]
