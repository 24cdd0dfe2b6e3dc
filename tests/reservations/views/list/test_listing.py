from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from reservations.models import Room, RoomType
from tests.addresses import url
from tests.factories.cardex import ProfileFactory
from tests.factories.reservations import RoomFactory, booked_stay, day, stay_in_house

QUERIES = 11


@pytest.fixture
def names(desk: Client) -> Callable[..., list[str]]:
    """A function that returns the guests the list shows."""

    def shown(**query: object) -> list[str]:
        answer = desk.get(url("reservations:list"), query)
        assert answer.status_code == 200
        return [line.guest for line in answer.context["lines"]]

    return shown


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_a_fixed_number_of_questions(
    desk: Client,
    double: RoomType,
    django_assert_num_queries: DjangoAssertNumQueries,
    count: int,
) -> None:
    RoomFactory(room_type=double, number="103")
    for _ in range(count):
        booked_stay(room_type=double)
    with django_assert_num_queries(QUERIES):
        assert len(desk.get(url("reservations:list")).context["lines"]) == count


def test_it_finds_by_part_of_a_name_and_by_code(
    names: Callable[..., list[str]], double: RoomType
) -> None:
    wanted = booked_stay(
        room_type=double, booker_id=ProfileFactory(first_name="Zoë", last_name="Ibáñez").pk
    )
    booked_stay(room_type=double)

    assert names(q="ibanez zoe") == ["Zoë Ibáñez"]
    assert names(q=wanted.reservation.code.lower()) == ["Zoë Ibáñez"]
    assert names(q="nobody") == []


def test_it_narrows_down_by_state(
    names: Callable[..., list[str]], room: Room, suite_room: Room
) -> None:
    stay_in_house(room=room, booker_id=ProfileFactory(first_name="In", last_name="House").pk)
    booked_stay(
        room_type=suite_room.room_type,
        booker_id=ProfileFactory(first_name="Due", last_name="In").pk,
    )

    assert names(state="in_house") == ["In House"]
    assert names(state="due_in") == ["Due In"]
    assert names(state="cancelled") == []


def test_it_narrows_down_by_arrival(names: Callable[..., list[str]], double: RoomType) -> None:
    for number, name in ((0, "Early"), (3, "Late")):
        guest = ProfileFactory(first_name=name, last_name="Guest")
        booked_stay(room_type=double, arrival=day(number), booker_id=guest.pk)

    assert names(arriving_from=day(1)) == ["Late Guest"]
    assert names(arriving_to=day(1)) == ["Early Guest"]
    assert names(sort="arrival") == ["Early Guest", "Late Guest"]
    assert names(arriving_from="nonsense", page="x", sort="pk;--") == ["Late Guest", "Early Guest"]


def test_htmx_gets_the_rows_alone(desk: Client) -> None:
    page = desk.get(url("reservations:list"), headers={"HX-Request": "true"}).content.decode()

    assert "<html" not in page
    assert "There is no reservation yet." in page


def test_a_hostile_name_is_shown_as_text(desk: Client, double: RoomType) -> None:
    evil = ProfileFactory(first_name="<script>alert(1)</script>", last_name='"><b>')
    stay = booked_stay(room_type=double, booker_id=evil.pk, notes="<script>alert(2)</script>")
    for where in (
        url("reservations:list"),
        url("reservations:detail", stay.reservation.code),
        url("reservations:guests", stay.pk),
    ):
        page = desk.get(where).content.decode()
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert(1)" in page
