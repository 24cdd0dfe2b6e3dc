"""Arrivals, departures and who is in the house."""

from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from reservations.models import Room, RoomType
from reservations.views.day import stay_lists
from tests.addresses import url
from tests.factories.reservations import booked_stay, day, departed_stay, stay_in_house
from tests.fixtures import SignIn


def ids(answer: HttpResponse) -> list[int]:
    return [line.id for line in answer.context["shown"].lines]


def test_arrivals_show_who_is_due_in_and_who_came(
    desk: Client, double: RoomType, room: Room
) -> None:
    due = booked_stay(room_type=double)
    booked_stay(room_type=double, arrival=day(1))
    came = stay_in_house(room=room)

    assert ids(desk.get(url("reservations:arrivals"))) == [due.pk]
    assert ids(desk.get(url("reservations:arrivals"), {"show": "arrived"})) == [came.pk]


def test_another_date_can_be_asked_for(desk: Client, double: RoomType) -> None:
    tomorrow = booked_stay(room_type=double, arrival=day(1))

    page = desk.get(url("reservations:arrivals"), {"date": day(1).isoformat()})

    assert ids(page) == [tomorrow.pk]
    assert ids(desk.get(url("reservations:arrivals"), {"date": "2027-02-31"})) == []


def test_departures_show_who_is_due_out_and_who_left(
    desk: Client, room: Room, other_room: Room
) -> None:
    inside = stay_in_house(room=room, nights=0)
    left = departed_stay(room=other_room)

    assert ids(desk.get(url("reservations:departures"))) == [inside.pk]
    assert ids(desk.get(url("reservations:departures"), {"show": "departed"})) == [left.pk]


def test_the_house_stands_in_the_order_of_its_rooms(
    desk: Client, room: Room, other_room: Room
) -> None:
    second = stay_in_house(room=other_room)
    first = stay_in_house(room=room)

    page = desk.get(url("reservations:in_house"))

    assert ids(page) == [first.pk, second.pk]
    assert page.context["adults"] == 2


def test_a_due_guest_can_be_checked_in_from_the_list(
    desk: Client, signed_in: SignIn, double: RoomType
) -> None:
    stay = booked_stay(room_type=double)
    step = url("reservations:check_in", stay.pk)

    assert step in desk.get(url("reservations:arrivals")).content.decode()
    assert step not in signed_in("housekeeping").get(url("reservations:arrivals")).content.decode()


@pytest.mark.parametrize("name", ["arrivals", "departures", "in_house", "rooms", "plan"])
def test_another_hotel_does_not_exist(stranger: Client, double: RoomType, name: str) -> None:
    assert stranger.get(url(f"reservations:{name}")).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_a_list_takes_as_many_queries_for_three_as_for_one(
    desk: Client,
    suite: RoomType,
    double: RoomType,
    count: int,
    django_assert_num_queries: Callable[..., Any],
) -> None:
    for room in [*double.rooms.all(), *suite.rooms.all()][:count]:
        stay_in_house(room=room)

    with django_assert_num_queries(6):  # session, user, roles, business date, hotels, stays
        desk.get(url("reservations:in_house"))


def test_a_big_house_is_shown_in_pages_with_the_sums_of_all(
    desk: Client, room: Room, other_room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stay_lists, "PER_PAGE", 1)
    second = stay_in_house(room=other_room)
    stay_in_house(room=room)

    page = desk.get(url("reservations:in_house"), {"page": "2"})

    assert [row.line.id for row in page.context["rows"]] == [second.pk]
    assert page.context["adults"] == 2
    assert "1–1 of 2" in desk.get(url("reservations:in_house")).content.decode()
