"""A reservation of many rooms: one table, and deeds for several rooms at once."""

from decimal import Decimal

import pytest
from django.contrib.messages import get_messages
from django.test import Client

from messaging.models import Message
from reservations.domain.bookings.bookings import StayRequest
from reservations.enums import HousekeepingState, ReservationState, StayState
from reservations.models import Reservation, Room, RoomType, Stay
from tests.addresses import url
from tests.factories.reservations import booked, day


@pytest.fixture
def group(double: RoomType) -> Reservation:
    """Three doubles for tonight in a house of two."""
    double.overbooking_limit = 5
    double.save()
    wish = StayRequest(double.pk, day(0), day(2), prices=(Decimal("100"),) * 2)
    return booked(hotel=double.hotel, stays=(wish,) * 3)


@pytest.fixture
def rooms(room: Room, other_room: Room) -> None:
    """101 is clean and 102 is not."""
    Room.objects.filter(pk=room.pk).update(housekeeping=HousekeepingState.CLEAN)
    Room.objects.filter(pk=other_room.pk).update(housekeeping=HousekeepingState.DIRTY)


def rooms_of(group: Reservation) -> list[str]:
    stays = Stay.objects.filter(reservation=group).select_related("room").order_by("pk")
    return [stay.room.number if stay.room else "" for stay in stays]


def told(answer: object) -> list[tuple[str, str]]:
    return [(one.level_tag, str(one)) for one in get_messages(answer.wsgi_request)]  # type: ignore[attr-defined]


def ids_of(group: Reservation) -> list[int]:
    return list(Stay.objects.filter(reservation=group).order_by("pk").values_list("pk", flat=True))


def test_many_rooms_stand_in_a_table_with_one_primary_button(
    desk: Client, group: Reservation
) -> None:
    answer = desk.get(url("reservations:detail", group.code))
    page = answer.content.decode()
    buttons = [(one.label, one.css) for one in answer.context["buttons"]]

    assert page.count('name="stay"') == 3
    assert buttons == [("Give all rooms", "primary"), ("Check in those ready", "")]
    assert "€600.00" in page


@pytest.mark.usefixtures("rooms")
def test_each_gets_a_room_while_there_is_one(desk: Client, group: Reservation) -> None:
    answer = desk.post(url("reservations:group_rooms", group.code))
    [done, refused] = told(answer)

    assert sorted(rooms_of(group)) == ["", "101", "102"]
    assert done == ("success", "2 rooms are given.")
    assert refused[0] == "error"
    assert "No room of the type" in refused[1]


@pytest.mark.usefixtures("rooms")
def test_only_those_ticked_get_one(desk: Client, group: Reservation) -> None:
    first, _second, third = ids_of(group)
    desk.post(url("reservations:group_rooms", group.code) + f"?stay={first}&stay={third}")

    assert rooms_of(group) == ["101", "", "102"]


@pytest.mark.usefixtures("rooms")
def test_who_has_a_clean_room_is_checked_in_and_the_others_wait(
    desk: Client, group: Reservation
) -> None:
    desk.post(url("reservations:group_rooms", group.code))
    answer = desk.post(url("reservations:group_check_in", group.code))
    states = Stay.objects.filter(reservation=group).values_list("room__number", "state")

    assert dict(states) == {
        "101": StayState.IN_HOUSE,
        "102": StayState.BOOKED,
        None: StayState.BOOKED,
    }
    assert [level for level, _text in told(answer)[-3:]] == ["success", "error", "error"]


def test_the_chosen_get_other_dates_and_the_confirmation_goes_out_once(
    desk: Client, group: Reservation
) -> None:
    first, second, third = ids_of(group)
    typed = {"arrival": day(1), "departure": day(3), "tells_booker": "on"}
    address = url("reservations:group_dates", group.code) + f"?stay={first}&stay={second}"
    desk.post(address, typed)
    arrivals = dict(Stay.objects.filter(reservation=group).values_list("pk", "arrival"))

    assert arrivals == {first: day(1), second: day(1), third: day(0)}
    assert Message.objects.filter(kind="confirmation", state="queued").count() <= 1


def test_the_chosen_are_cancelled_and_with_the_last_the_reservation(
    desk: Client, group: Reservation
) -> None:
    first = ids_of(group)[0]
    address = url("reservations:group_cancel", group.code)
    desk.post(f"{address}?stay={first}", {"reason": "Fewer guests"})
    group.refresh_from_db()

    assert group.state == ReservationState.CONFIRMED
    assert Stay.objects.filter(reservation=group, state=StayState.CANCELLED).count() == 1

    desk.post(address, {"reason": "Nobody comes"})
    group.refresh_from_db()

    assert group.state == ReservationState.CANCELLED


def test_a_cancellation_says_why(desk: Client, group: Reservation) -> None:
    answer = desk.post(url("reservations:group_cancel", group.code), {"reason": ""})

    assert answer.status_code == 422
    assert not Stay.objects.filter(state=StayState.CANCELLED).exists()


@pytest.mark.parametrize("query", ["?stay=0", "?stay=x", "?stay=99999999"])
def test_none_of_this_reservation_is_none(desk: Client, group: Reservation, query: str) -> None:
    answer = desk.get(url("reservations:group_rooms", group.code) + query)

    assert answer.status_code == 409
    assert "None of the chosen rooms" in answer.content.decode()
