"""The housekeeping board and the closing of rooms."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from hotelpms.hotels.enums import Role
from reservations.enums import HousekeepingState
from reservations.models import OutOfOrder, Room, RoomType
from tests.addresses import url
from tests.factories.reservations import TODAY, RoomFactory, booked_stay, day, stay_in_house
from tests.fixtures import SignIn

HTMX = {"HX-Request": "true"}


@pytest.fixture
def maid(signed_in: SignIn) -> Client:
    return signed_in(Role.HOUSEKEEPING)


def state(room: Room) -> str:
    return Room.objects.get(pk=room.pk).housekeeping


def closed(**change: object) -> dict[str, object]:
    return {
        "kind": "ooo",
        "from_date": TODAY.isoformat(),
        "to_date": day(2).isoformat(),
        "reason": "Paint",
        **change,
    }


def test_rooms_stand_by_floor(maid: Client, double: RoomType, suite: RoomType) -> None:
    floors = maid.get(url("reservations:rooms")).context["floors"]

    assert [(floor, [room.number for room in rooms]) for floor, rooms in floors] == [
        ("1", ["101", "102"]),
        ("2", ["201"]),
    ]


def test_chips_narrow_the_board(maid: Client, double: RoomType, room: Room) -> None:
    Room.objects.filter(pk=room.pk).update(housekeeping=HousekeepingState.DIRTY)

    page = maid.get(url("reservations:rooms"), {"show": "dirty"})

    assert [room.number for _floor, rooms in page.context["floors"] for room in rooms] == ["101"]
    assert page.context["counts"] == {"all": 2, "dirty": 1, "due_in": 0, "vacant": 2, "closed": 0}


def test_one_tap_marks_one_room_and_gets_its_row(
    maid: Client, room: Room, other_room: Room
) -> None:
    answer = maid.post(url("reservations:rooms_state"), {"one": f"{room.pk}:dirty"}, headers=HTMX)

    html = answer.content.decode()

    assert (state(room), state(other_room)) == ("dirty", "clean")
    assert html.lstrip().startswith(f'<tr id="room-{room.pk}">')


def test_ticked_rooms_are_marked_together(maid: Client, double: RoomType, suite_room: Room) -> None:
    ids = [room.pk for room in double.rooms.all()]

    answer = maid.post(
        url("reservations:rooms_state"), {"ids": ids, "state": "inspected"}, follow=True
    )

    assert [state(room) for room in double.rooms.all()] == ["inspected", "inspected"]
    assert state(suite_room) == "clean"
    assert "2 rooms are now “Inspected”." in answer.content.decode()


@pytest.mark.parametrize("data", [{"one": "1:shiny"}, {"one": "x:clean"}, {"state": "clean;"}])
def test_nonsense_is_not_found(maid: Client, room: Room, data: dict[str, str]) -> None:
    assert maid.post(url("reservations:rooms_state"), data).status_code == 404


def test_a_room_of_another_hotel_is_left_alone(maid: Client, room: Room) -> None:
    foreign = RoomFactory()

    maid.post(url("reservations:rooms_state"), {"ids": [foreign.pk], "state": "dirty"})

    assert state(foreign) == "clean"
    assert maid.get(url("reservations:close_room", foreign.pk)).status_code == 404


def test_a_room_is_closed_and_opened_again(maid: Client, room: Room) -> None:
    answer = maid.post(url("reservations:close_room", room.pk), closed())
    closure = OutOfOrder.objects.get()

    assert answer["Location"] == url("reservations:rooms")
    assert (closure.room, closure.from_date, closure.to_date) == (room, TODAY, day(2))
    assert "Paint" in maid.get(url("reservations:close_room", room.pk)).content.decode()

    maid.post(url("reservations:reopen_room", closure.pk))

    closure.refresh_from_db()

    assert closure.ended_at is not None


def test_a_room_with_a_guest_is_not_closed_and_the_reason_is_kept(maid: Client, room: Room) -> None:
    stay_in_house(room=room)

    answer = maid.post(url("reservations:close_room", room.pk), closed(), headers=HTMX)

    assert answer.status_code == 422
    assert "Room 101 is taken" in answer.context["form"].non_field_errors()[0]
    assert answer.context["form"]["reason"].value() == "Paint"


def test_the_front_desk_looks_and_does_not_mark(desk: Client, room: Room) -> None:
    assert "hx-post" not in desk.get(url("reservations:rooms")).content.decode()
    assert (
        desk.post(url("reservations:rooms_state"), {"one": f"{room.pk}:dirty"}).status_code == 403
    )
    assert desk.post(url("reservations:close_room", room.pk), closed()).status_code == 403


def test_a_stranger_finds_nothing(stranger: Client, room: Room) -> None:
    assert (
        stranger.post(url("reservations:rooms_state"), {"one": f"{room.pk}:dirty"}).status_code
        == 404
    )
    assert stranger.get(url("reservations:close_room", room.pk)).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_board_takes_as_many_queries_for_three_guests_as_for_one(
    maid: Client,
    double: RoomType,
    suite: RoomType,
    count: int,
    django_assert_num_queries: Callable[..., Any],
) -> None:
    for room in [*double.rooms.all(), *suite.rooms.all()][:count]:
        stay_in_house(room=room)
    booked_stay(room_type=double, arrival=day(3))

    # session, user, roles, business date, hotels, guests, expected, closures, rooms
    with django_assert_num_queries(9):
        maid.get(url("reservations:rooms"))


@pytest.mark.parametrize("given", [{"one": "9" * 30 + ":clean"}, {"ids": ["9" * 19]}])
def test_an_id_beyond_all_numbers_is_no_room_and_no_fault(
    maid: Client, double: RoomType, given: dict[str, list] | dict[str, str]
) -> None:
    answer = maid.post(url("reservations:rooms_state"), {"state": "clean", **given})

    assert answer.status_code == 404


def test_a_hotel_without_rooms_is_told_what_comes_first(desk: Client) -> None:
    page = desk.get(url("reservations:rooms")).content.decode()

    assert "This hotel has no rooms yet." in page
    assert "An administrator sets them up." in page
