"""Which rooms a stay may have from a night on."""

import pytest

from reservations.domain.rooms import assignment
from reservations.domain.rooms.choices import rooms_for
from reservations.models import Room, RoomType, Stay
from tests.factories.reservations import booked_stay, day
from tests.fixtures import Told


@pytest.fixture
def stay(double: RoomType, room: Room, told: Told) -> Stay:
    """Three nights in room 101; room 102 is taken on the first of them."""
    rival = booked_stay(room_type=double)
    assignment.assign(stay_id=rival.pk, room_id=Room.objects.get(number="102").pk, **told)
    stay = booked_stay(room_type=double, nights=3)
    return assignment.assign(stay_id=stay.pk, room_id=room.pk, **told)


def numbers(stay: Stay, first: int, last: int | None = None) -> list[str]:
    until = None if last is None else day(last)
    return [room.number for room in rooms_for(stay, from_date=day(first), until=until)]


@pytest.mark.parametrize(
    ("first", "last", "found"),
    [
        (0, None, []),
        (1, None, ["102"]),
        (2, None, ["102"]),
        (0, 1, []),
        (1, 2, ["102"]),
        (3, None, []),
        (-1, None, []),
        (1, 5, []),
    ],
)
def test_the_rooms_follow_the_night(
    stay: Stay, first: int, last: int | None, found: list[str]
) -> None:
    assert numbers(stay, first, last) == found


def test_a_planned_move_can_be_taken_back_or_made_earlier(
    stay: Stay, other_room: Room, told: Told
) -> None:
    assignment.move(stay_id=stay.pk, room_id=other_room.pk, from_date=day(2), reason="", **told)

    assert numbers(stay, 2) == ["101"]
    assert numbers(stay, 1) == ["101", "102"]


def test_a_day_use_moves_on_its_day(double: RoomType, room: Room, told: Told) -> None:
    stay = booked_stay(room_type=double, nights=0)
    assignment.assign(stay_id=stay.pk, room_id=room.pk, **told)

    assert numbers(stay, 0) == ["102"]
