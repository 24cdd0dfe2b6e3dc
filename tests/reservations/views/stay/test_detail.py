from collections.abc import Callable
from decimal import Decimal

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from reservations.domain.bookings.bookings import StayRequest
from reservations.domain.letters.confirmation import queue_confirmation
from reservations.models import Room, RoomType
from tests.addresses import url
from tests.factories.reservations import (
    AT,
    RoomFactory,
    booked,
    booked_stay,
    day,
    departed_stay,
    stay_in_house,
)

Url = Callable[..., str]


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_a_fixed_number_of_questions(
    desk: Client,
    double: RoomType,
    django_assert_num_queries: DjangoAssertNumQueries,
    count: int,
) -> None:
    RoomFactory(room_type=double, number="103")
    wish = StayRequest(double.pk, day(0), day(1), prices=(Decimal("100"),))
    made = booked(hotel=double.hotel, stays=(wish,) * count)
    with django_assert_num_queries(11):
        answer = desk.get(url("reservations:detail", made.code))

    assert len(answer.context["stays"]) == count
    assert str(answer.context["sheet"].total) == f"{count * 100}.00 EUR"


def test_the_buttons_follow_the_state(
    desk: Client, room: Room, other_room: Room, suite_room: Room
) -> None:
    def may(code: str) -> object:
        return desk.get(url("reservations:detail", code)).context["stays"][0].actions

    due_in = may(booked_stay(room_type=suite_room.room_type).reservation.code)

    assert (due_in.check_in, due_in.give_room, due_in.move, due_in.cancel) == (
        True,
        True,
        False,
        True,
    )

    inside = may(stay_in_house(room=room).reservation.code)

    assert (inside.check_out, inside.undo_check_in, inside.move, inside.cancel) == (
        True,
        True,
        True,
        False,
    )

    gone = may(departed_stay(room=other_room).reservation.code)

    assert not gone.has_menu
    assert not inside.prices


def test_the_next_step_stands_above_and_is_the_only_primary_button(
    desk: Client, double: RoomType
) -> None:
    def labels(count: int) -> list[str]:
        wish = StayRequest(double.pk, day(0), day(1), prices=(Decimal("100"),))
        code = booked(hotel=double.hotel, stays=(wish,) * count).code
        context = desk.get(url("reservations:detail", code)).context
        cards = [one for card in context["stays"] for one in card.buttons]
        return [one.label for one in (*context["buttons"], *cards) if one.css == "primary"]

    RoomFactory(room_type=double, number="103")

    assert labels(1) == ["Check in"]
    assert labels(2) == ["Give all rooms"]


def test_the_standing_follows_the_business_date(desk: Client, double: RoomType) -> None:
    today = booked_stay(room_type=double)
    later = booked_stay(room_type=double, arrival=day(3))

    assert (
        desk.get(url("reservations:detail", today.reservation.code)).context["standing"] == "due_in"
    )
    assert (
        desk.get(url("reservations:detail", later.reservation.code)).context["standing"] == "booked"
    )


def test_a_stay_leads_to_its_reservation(desk: Client, double: RoomType) -> None:
    stay = booked_stay(room_type=double)
    answer = desk.get(url("reservations:stay", stay.pk))

    assert (
        answer["Location"] == url("reservations:detail", stay.reservation.code) + f"#stay-{stay.pk}"
    )


def test_messages_and_history_are_parts_and_pages(desk: Client, double: RoomType) -> None:
    made = booked_stay(room_type=double).reservation
    queue_confirmation(reservation_id=made.pk, now=AT)
    page = desk.get(url("reservations:messages", made.code)).content.decode()

    assert "<html" in page
    assert "Booking confirmation" in page

    part = desk.get(url("reservations:history", made.code), headers={"HX-Request": "true"})

    assert "<html" not in part.content.decode()
    assert [event.sentence for event in part.context["events"]] == ["Booked"]


def test_one_button_is_the_next_deed(desk: Client, room: Room, suite_room: Room) -> None:
    def deed(code: str) -> str:
        return str(desk.get(url("reservations:detail", code)).context["stays"][0].next_step)

    assert deed(booked_stay(room_type=suite_room.room_type).reservation.code) == "check_in"

    later = booked_stay(room_type=room.room_type, arrival=day(3))

    assert deed(later.reservation.code) == "give_room"
    assert deed(stay_in_house(room=room, nights=2).reservation.code) == ""
    assert deed(stay_in_house(room=suite_room, nights=0).reservation.code) == "check_out"


def test_a_guest_on_the_grey_list_is_named_at_the_top(desk: Client, double: RoomType) -> None:
    stay = booked_stay(room_type=double)
    stay.guest.is_grey_listed, stay.guest.notes = True, "Left without paying"
    stay.guest.save()
    page = desk.get(url("reservations:detail", stay.reservation.code)).content.decode()

    assert "is on the grey list." in page
    assert "Left without paying" in page
