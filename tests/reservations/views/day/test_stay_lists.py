"""Arrivals, departures and who is in the house."""

import pytest

from tests.addresses import url
from tests.factories.reservations import booked_stay, day, departed_stay, stay_in_house


def ids(answer) -> list[int]:
    return [line.id for line in answer.context["shown"].lines]


def test_arrivals_show_who_is_due_in_and_who_came(desk, double, room):
    due = booked_stay(room_type=double)
    booked_stay(room_type=double, arrival=day(1))
    came = stay_in_house(room=room)

    assert ids(desk.get(url("reservations:arrivals"))) == [due.pk]
    assert ids(desk.get(url("reservations:arrivals"), {"show": "arrived"})) == [came.pk]


def test_another_date_can_be_asked_for(desk, double):
    tomorrow = booked_stay(room_type=double, arrival=day(1))

    page = desk.get(url("reservations:arrivals"), {"date": day(1).isoformat()})

    assert ids(page) == [tomorrow.pk]
    assert ids(desk.get(url("reservations:arrivals"), {"date": "2027-02-31"})) == []


def test_departures_show_who_is_due_out_and_who_left(desk, room, other_room):
    inside = stay_in_house(room=room, nights=0)
    left = departed_stay(room=other_room)

    assert ids(desk.get(url("reservations:departures"))) == [inside.pk]
    assert ids(desk.get(url("reservations:departures"), {"show": "departed"})) == [left.pk]


def test_the_house_stands_in_the_order_of_its_rooms(desk, room, other_room):
    second = stay_in_house(room=other_room)
    first = stay_in_house(room=room)

    page = desk.get(url("reservations:in_house"))

    assert ids(page) == [first.pk, second.pk]
    assert page.context["adults"] == 2


def test_a_due_guest_can_be_checked_in_from_the_list(desk, signed_in, double):
    stay = booked_stay(room_type=double)
    step = url("reservations:check_in", stay.pk)

    assert step in desk.get(url("reservations:arrivals")).content.decode()
    assert step not in signed_in("housekeeping").get(url("reservations:arrivals")).content.decode()


@pytest.mark.parametrize("name", ["arrivals", "departures", "in_house", "rooms", "plan"])
def test_another_hotel_does_not_exist(stranger, double, name):
    assert stranger.get(url(f"reservations:{name}")).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_a_list_takes_as_many_queries_for_three_as_for_one(
    desk, suite, double, count, django_assert_num_queries
):
    for room in [*double.rooms.all(), *suite.rooms.all()][:count]:
        stay_in_house(room=room)

    with django_assert_num_queries(6):  # session, user, roles, business date, hotels, stays
        desk.get(url("reservations:in_house"))
