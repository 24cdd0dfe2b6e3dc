"""Booking from a free cell of the room plan."""

import json

import pytest
from django.test import Client

from hotelpms.hotels.enums import Role
from hotelpms.hotels.models import Hotel
from reservations.domain.bookings import repeats
from reservations.domain.rooms.assignment import assign
from reservations.models import Reservation, Room, RoomType, Stay
from reservations.views.booking import desk as desk_views
from tests.addresses import url
from tests.factories.cardex import ProfileFactory
from tests.factories.reservations import TODAY, RateNightFactory, booked_stay, day
from tests.fixtures import SignIn, Told

HTMX = {"HX-Request": "true"}


def priced(double: RoomType) -> None:
    first = RateNightFactory(room_type=double, rate_plan__hotel=double.hotel, date=TODAY)
    RateNightFactory(room_type=double, rate_plan=first.rate_plan, date=day(1))


def typed(room: Room, **change: object) -> dict[str, object]:
    return {
        "room": room.pk,
        "arrival": TODAY.isoformat(),
        "departure": day(2).isoformat(),
        "adults": 2,
        "children": 0,
        "babies": 0,
        "guarantee": "none",
        "form_key": "a-key",
        **change,
    }


def test_the_panel_shows_room_dates_and_prices(desk: Client, double: RoomType, room: Room) -> None:
    priced(double)
    asked = {"room": room.pk, "arrival": TODAY.isoformat(), "departure": day(2).isoformat()}

    answer = desk.get(url("reservations:plan_book"), asked, headers=HTMX)

    assert [offer.refusal for offer in answer.context["offers"]] == [""]
    assert "New reservation in room 101" in answer.content.decode()


def test_one_press_books_the_room_for_a_known_guest(
    desk: Client, double: RoomType, room: Room
) -> None:
    priced(double)
    guest = ProfileFactory()

    answer = desk.post(url("reservations:plan_book"), typed(room, guest=guest.pk), headers=HTMX)

    stay = Stay.objects.get()

    assert (stay.guest, stay.room, stay.arrival, stay.departure) == (guest, room, TODAY, day(2))

    events = json.loads(answer["HX-Trigger"])

    assert (answer.status_code, events["plan-changed"], events["close-panel"]) == (204, True, True)


def test_the_same_form_twice_books_once(desk: Client, double: RoomType, room: Room) -> None:
    priced(double)
    data = typed(room, guest=ProfileFactory().pk)

    answers = [desk.post(url("reservations:plan_book"), data, headers=HTMX) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [204, 204]
    assert Reservation.objects.count() == 1


def test_the_same_form_at_the_same_moment_is_answered_alike(
    desk: Client, double: RoomType, room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    """D10: the rival books between the look for it and the look for the room."""
    priced(double)
    data = typed(room, guest=ProfileFactory().pk)
    desk.post(url("reservations:plan_book"), data, headers=HTMX)
    look, looks = repeats.booked_with, []

    def too_early(hotel: Hotel, form_key: str, content: str) -> Reservation | None:
        looks.append(form_key)
        return look(hotel, form_key, content) if len(looks) > 1 else None

    monkeypatch.setattr(desk_views, "booked_with", too_early)
    answer = desk.post(url("reservations:plan_book"), data, headers=HTMX)

    assert answer.status_code == 204
    assert Reservation.objects.count() == 1


def test_without_a_guest_it_says_so_and_loses_nothing(
    desk: Client, double: RoomType, room: Room
) -> None:
    priced(double)

    answer = desk.post(
        url("reservations:plan_book"), typed(room, requests="High floor"), headers=HTMX
    )

    assert answer.status_code == 422

    html = answer.content.decode()

    assert "Choose the guest, or enter a new one." in html
    assert "High floor" in html
    assert not Reservation.objects.exists()


def test_a_room_taken_meanwhile_is_refused_in_words(
    desk: Client, double: RoomType, room: Room, told: Told
) -> None:
    priced(double)
    assign(stay_id=booked_stay(room_type=double).pk, room_id=room.pk, **told)

    answer = desk.post(
        url("reservations:plan_book"), typed(room, guest=ProfileFactory().pk), headers=HTMX
    )

    assert answer.status_code == 422
    assert "Room 101 is taken" in answer.content.decode()
    assert Reservation.objects.count() == 1


def test_without_javascript_it_leads_to_the_reservation(
    desk: Client, double: RoomType, room: Room
) -> None:
    priced(double)

    answer = desk.post(url("reservations:plan_book"), typed(room, guest=ProfileFactory().pk))

    assert answer["Location"].endswith(f"/reservations/{Reservation.objects.get().code}/")


def test_other_dates_are_priced_before_anything_is_booked(
    desk: Client, double: RoomType, room: Room
) -> None:
    priced(double)

    answer = desk.post(
        url("reservations:plan_book"),
        typed(room, departure=day(1).isoformat(), show="1"),
        headers=HTMX,
    )

    (offer,) = answer.context["offers"]

    assert (answer.status_code, len(offer.prices)) == (200, 1)
    assert not Reservation.objects.exists()


def test_dates_the_wrong_way_round_have_no_price(
    desk: Client, double: RoomType, room: Room
) -> None:
    priced(double)
    asked = {"room": room.pk, "arrival": day(2).isoformat(), "departure": TODAY.isoformat()}

    answer = desk.get(url("reservations:plan_book"), asked)

    assert answer.context["offers"] == []
    assert "Check the dates and the persons." in answer.content.decode()


def test_who_may_not_book_gets_no_panel(signed_in: SignIn, room: Room) -> None:
    assert (
        signed_in(Role.HOUSEKEEPING)
        .get(url("reservations:plan_book"), {"room": room.pk})
        .status_code
        == 403
    )


def test_the_room_of_another_hotel_is_no_page(stranger: Client, hotel: Hotel, room: Room) -> None:
    address = f"/h/{hotel.code}/plan/book/"

    assert stranger.get(address, {"room": room.pk}).status_code == 404
