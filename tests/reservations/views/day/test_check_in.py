"""The guided check-in as page and panel."""

from typing import Any

import pytest
from django.test import Client

from cardex.models import ConsentEvent, Profile
from hotelpms.hotels.enums import Role
from hotelpms.kit.actor import SYSTEM
from reservations.domain.rooms import assignment
from reservations.enums import HousekeepingState, StayState
from reservations.models import Room, RoomType, Stay
from tests.addresses import url
from tests.factories.reservations import AT, booked_stay, stay_in_house
from tests.fixtures import SignIn

HTMX = {"HX-Request": "true"}


@pytest.fixture
def stay(double: RoomType) -> Stay:
    return booked_stay(room_type=double)


def typed(room: Room, **fields: object) -> dict[str, object]:
    return {
        "room": room.pk,
        "nationality": "CZ",
        "birth_date": "1990-02-03",
        "email": "ana@example.com",
        "phone": "+420601123456",
        "source": "tablet",
        "key_note": "",
        **fields,
    }


def test_a_ready_room_of_the_type_is_chosen_already(desk: Client, stay: Stay, room: Room) -> None:
    form = desk.get(url("reservations:check_in", stay.pk)).context["form"]

    assert form.initial["room"] == room.pk


def test_the_panel_is_a_fragment(desk: Client, stay: Stay) -> None:
    html = desk.get(url("reservations:check_in", stay.pk), headers=HTMX).content.decode()

    assert "<html" not in html
    assert 'id="check-in"' in html


def test_one_press_checks_in_completes_the_card_and_notes_the_clause(
    desk: Client, stay: Stay, room: Room
) -> None:
    answer = desk.post(
        url("reservations:check_in", stay.pk),
        typed(room, accepts_clause="on", key_note="two cards"),
    )

    stay.refresh_from_db()
    guest = Profile.objects.get(pk=stay.guest_id)
    event = ConsentEvent.objects.get(profile=guest)

    assert answer["Location"] == url("reservations:arrivals")
    assert (stay.state, stay.room, stay.key_note) == (StayState.IN_HOUSE, room, "two cards")
    assert (str(guest.nationality), guest.phone) == ("CZ", "+420601123456")
    assert (event.act, event.source) == ("granted", "tablet")
    assert event.clause.startswith("I agree that the hotel may send me")


def test_out_of_the_panel_the_page_below_is_shown_anew(
    desk: Client, stay: Stay, room: Room
) -> None:
    answer = desk.post(url("reservations:check_in", stay.pk), typed(room), headers=HTMX)

    assert (answer.status_code, answer["HX-Refresh"]) == (204, "true")
    assert ConsentEvent.objects.count() == 0


def test_a_clause_that_is_accepted_is_not_asked_for_again(
    desk: Client, stay: Stay, room: Room, double: RoomType
) -> None:
    desk.post(url("reservations:check_in", stay.pk), typed(room, accepts_clause="on"))
    again = booked_stay(room_type=double, booker_id=stay.guest_id)

    form = desk.get(url("reservations:check_in", again.pk)).context["form"]

    assert "accepts_clause" not in form.fields


def test_a_dirty_room_is_only_for_those_who_may_take_it(
    desk: Client, manager: Client, stay: Stay, room: Room, double: RoomType
) -> None:
    double.rooms.update(housekeeping=HousekeepingState.DIRTY)

    refused = desk.post(url("reservations:check_in", stay.pk), typed(room, accepts_dirty="on"))
    untold = manager.post(url("reservations:check_in", stay.pk), typed(room))
    taken = manager.post(url("reservations:check_in", stay.pk), typed(room, accepts_dirty="on"))

    stay.refresh_from_db()

    assert [refused.status_code, untold.status_code, taken.status_code] == [422, 422, 302]
    assert untold.context["form"].non_field_errors() == ["Room 101 is not clean yet."]
    assert stay.state == StayState.IN_HOUSE


def test_a_room_of_another_type_is_marked_and_taken(
    desk: Client, stay: Stay, suite_room: Room
) -> None:
    page = desk.get(url("reservations:check_in", stay.pk))
    groups = dict(page.context["form"].fields["room"].choices)

    assert groups["Other type: Suite"] == [(suite_room.pk, "201 · Clean · floor 2")]

    desk.post(url("reservations:check_in", stay.pk), typed(suite_room))

    stay.refresh_from_db()

    assert (stay.room, stay.was_upgraded) == (suite_room, True)


def test_what_is_missing_on_the_card_is_named(desk: Client, stay: Stay) -> None:
    Profile.objects.filter(pk=stay.guest_id).update(
        nationality="", birth_date=None, phone="+420601123456", email="a@example.com"
    )

    form = desk.get(url("reservations:check_in", stay.pk)).context["form"]

    assert [field.name for field in form.missing] == ["nationality", "birth_date"]
    assert [field.name for field in form.known] == ["email", "phone"]


def test_a_ready_room_is_offered_when_the_assigned_one_is_not(
    desk: Client, stay: Stay, room: Room, double: RoomType
) -> None:
    other = double.rooms.exclude(pk=room.pk).get()
    assignment.assign(
        stay_id=stay.pk, room_id=room.pk, actor=SYSTEM, now=AT, business_date=stay.arrival
    )
    room.housekeeping = HousekeepingState.DIRTY
    room.save()

    page = desk.get(url("reservations:check_in", stay.pk))

    assert page.context["form"].initial["room"] == other.pk

    html = page.content.decode()

    assert f"Room {room.number}, assigned, is not clean yet." in html
    assert f"Room {other.number} of the same type is ready and chosen below." in html

    other.housekeeping = HousekeepingState.DIRTY
    other.save()
    page = desk.get(url("reservations:check_in", stay.pk))

    assert page.context["form"].initial["room"] == room.pk
    assert "No free room is ready." in page.content.decode()


def test_a_wrong_phone_number_keeps_what_was_typed(desk: Client, stay: Stay, room: Room) -> None:
    answer = desk.post(url("reservations:check_in", stay.pk), typed(room, phone="12"))

    stay.refresh_from_db()

    assert (answer.status_code, stay.state) == (422, StayState.BOOKED)
    assert answer.context["form"]["email"].value() == "ana@example.com"


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_a_second_check_in_says_who_did_it_and_leads_to_the_stay(
    desk: Client, room: Room, other_room: Room, headers: Any
) -> None:
    """M16."""
    inside = stay_in_house(room=room)

    answer = desk.post(url("reservations:check_in", inside.pk), typed(other_room), headers=headers)
    said = " ".join(answer.content.decode().split())

    assert answer.status_code == 422
    assert f"{inside.guest.full_name} was checked in by" in said
    assert f"room {room.number}." in said
    assert url("reservations:detail", inside.reservation.code) in said
    assert 'name="room"' not in said


def test_rights_and_hotels(signed_in: SignIn, stranger: Client, stay: Stay, room: Room) -> None:
    step = url("reservations:check_in", stay.pk)

    assert stranger.post(step, typed(room)).status_code == 404
    assert signed_in(Role.RESERVATIONS).get(step).status_code == 403
    assert signed_in(Role.HOUSEKEEPING).post(step, typed(room)).status_code == 403
