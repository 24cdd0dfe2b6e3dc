"""Who may open what: 404 for people of another hotel, 403 without the right."""

from collections.abc import Callable

import pytest
from django.test import Client

from hotelpms.hotels.enums import Role
from reservations.models import Room, RoomType
from tests.addresses import url
from tests.factories.reservations import RoomFactory, booked_stay

READING = ("list", "detail", "messages", "history", "stay")
FORMS = ("details", "cancel", "assign", "move", "dates", "dates_verdict", "guests", "cancel_stay")
BUTTONS = (
    "reinstate",
    "confirm_option",
    "send_confirmation",
    "unassign",
    "reinstate_stay",
    "undo_check_in",
)
BOOKING = ("new", "walk_in")
BY_CODE = ("detail", "messages", "history", "details", "cancel", "reinstate", "confirm_option")
BY_CODE += ("send_confirmation",)
EVERYTHING = (*READING, *FORMS, *BUTTONS, *BOOKING, "prices")


def address(name: str, room: Room) -> str:
    if name in ("list", *BOOKING):
        return url(f"reservations:{name}")
    stay = booked_stay(room_type=room.room_type)
    return url(f"reservations:{name}", stay.reservation.code if name in BY_CODE else stay.pk)


@pytest.mark.parametrize("name", EVERYTHING)
def test_people_of_another_hotel_find_nothing(stranger: Client, room: Room, name: str) -> None:
    where = address(name, room)

    assert stranger.get(where).status_code == 404
    assert stranger.post(where).status_code == 404


@pytest.mark.parametrize("name", ["detail", "details", "cancel", "messages", "history"])
def test_a_reservation_of_another_hotel_is_not_found_by_its_code(desk: Client, name: str) -> None:
    other = booked_stay(room_type=type_of_another_hotel())

    assert desk.get(url(f"reservations:{name}", other.reservation.code)).status_code == 404


@pytest.mark.parametrize("name", ["stay", "assign", "move", "dates", "guests", "cancel_stay"])
def test_a_stay_of_another_hotel_is_not_found_by_its_number(
    desk: Client, hotel: object, name: str
) -> None:
    assert (
        desk.get(
            url(f"reservations:{name}", booked_stay(room_type=type_of_another_hotel()).pk)
        ).status_code
        == 404
    )


@pytest.mark.parametrize("name", [*FORMS, *BUTTONS, *BOOKING, "prices", "messages"])
def test_housekeeping_may_look_but_not_touch(
    signed_in: Callable[[str], Client], room: Room, name: str
) -> None:
    client = signed_in(Role.HOUSEKEEPING)
    where = address(name, room)
    answer = client.post(where) if name in BUTTONS else client.get(where)

    assert answer.status_code == 403


@pytest.mark.parametrize("name", ["list", "detail", "history"])
def test_housekeeping_may_read(signed_in: Callable[[str], Client], room: Room, name: str) -> None:
    assert signed_in(Role.HOUSEKEEPING).get(address(name, room)).status_code == 200


def test_the_reception_may_not_set_prices(desk: Client, room: Room) -> None:
    stay = booked_stay(room_type=room.room_type)
    answer = desk.post(
        url("reservations:prices", stay.pk), {"version": 1, "price_2027-05-10": "1.00"}
    )

    assert answer.status_code == 403
    assert [str(night.price) for night in stay.room_nights.all()] == ["100.00"]


def test_reservations_staff_may_not_take_a_walk_in(signed_in: Callable[[str], Client]) -> None:
    assert signed_in(Role.RESERVATIONS).get(url("reservations:walk_in")).status_code == 403


@pytest.mark.parametrize("name", BUTTONS)
def test_a_button_is_not_pressed_by_a_link(manager: Client, room: Room, name: str) -> None:
    assert manager.get(address(name, room)).status_code == 405


def type_of_another_hotel() -> RoomType:
    return RoomFactory().room_type
