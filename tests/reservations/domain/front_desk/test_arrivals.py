from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from hotelpms.hotels.domain.business_day import roll_day
from hotelpms.hotels.models import Hotel
from messaging.domain.outbox import outbox
from messaging.enums import MessageKind, MessageState
from reservations.domain.bookings import bookings
from reservations.domain.front_desk import arrivals, departures
from reservations.domain.nights.day_lock import BusinessDateIsOver
from reservations.domain.nights.guards import WrongState
from reservations.domain.rooms import assignment
from reservations.enums import StayState
from reservations.models import Reservation, Room, RoomNight, RoomType, Stay
from tests.factories.cardex import ProfileFactory
from tests.factories.messaging import TemplateFactory, letter
from tests.factories.reservations import AT, RoomFactory, booked_stay, day, stay_in_house
from tests.fixtures import Told


def test_check_in_puts_the_guest_into_the_room_for_all_nights(
    double: RoomType, room: Room, told: Told
) -> None:
    stay = booked_stay(room_type=double, nights=2)

    arrivals.check_in(stay_id=stay.pk, room_id=room.pk, key_note="2 keys", **told)

    stay.refresh_from_db()

    assert (stay.state, stay.room, stay.key_note) == (StayState.IN_HOUSE, room, "2 keys")
    assert (stay.checked_in_on, stay.checked_in_at) == (day(0), AT)
    assert set(RoomNight.objects.values_list("room", flat=True)) == {room.pk}


def test_check_in_without_a_room_uses_the_assigned_one_and_its_plan(
    double: RoomType, room: Room, other_room: Room, told: Told
) -> None:
    stay = booked_stay(room_type=double, nights=2)
    with pytest.raises(assignment.RoomNotChosen):
        arrivals.check_in(stay_id=stay.pk, room_id=None, **told)
    assignment.assign(stay_id=stay.pk, room_id=room.pk, **told)
    assignment.move(stay_id=stay.pk, room_id=other_room.pk, from_date=day(1), reason="", **told)

    arrivals.check_in(stay_id=stay.pk, room_id=None, **told)

    nights = RoomNight.objects.filter(stay=stay).order_by("date")

    assert [night.room for night in nights] == [room, other_room]


def test_a_dirty_room_needs_a_decision(double: RoomType, room: Room, told: Told) -> None:
    Room.objects.filter(pk=room.pk).update(housekeeping="dirty")
    stay = booked_stay(room_type=double)

    with pytest.raises(assignment.RoomNotReady, match="not clean"):
        arrivals.check_in(stay_id=stay.pk, room_id=room.pk, **told)
    arrivals.check_in(stay_id=stay.pk, room_id=room.pk, accepts_dirty=True, **told)

    assert Stay.objects.get().state == StayState.IN_HOUSE


def test_a_room_whose_guest_has_not_left_is_not_ready(
    hotel: Hotel, double: RoomType, room: Room, told: Told
) -> None:
    stay_in_house(room=room, nights=1)
    stay = booked_stay(room_type=double, arrival=day(1))
    roll_day(hotel=hotel, from_date=day(0), now=AT)

    with pytest.raises(assignment.RoomNotReady, match="still occupied"):
        arrivals.check_in(stay_id=stay.pk, room_id=room.pk, **told | {"business_date": day(1)})


def test_a_guest_is_not_checked_in_before_the_arrival(
    double: RoomType, room: Room, told: Told
) -> None:
    early = booked_stay(room_type=double, arrival=day(1))
    by_day = booked_stay(room_type=double, arrival=day(1), nights=0)

    for stay in (early, by_day):
        with pytest.raises(arrivals.NotDueIn):
            arrivals.check_in(stay_id=stay.pk, room_id=room.pk, **told)


def test_a_day_use_is_checked_in_on_its_day(double: RoomType, room: Room, told: Told) -> None:
    stay = booked_stay(room_type=double, nights=0)

    arrivals.check_in(stay_id=stay.pk, room_id=room.pk, **told)

    assert RoomNight.objects.get().room == room


def test_check_in_happens_on_the_open_business_date_only(
    hotel: Hotel, double: RoomType, room: Room, told: Told
) -> None:
    stay = booked_stay(room_type=double, nights=2)
    roll_day(hotel=hotel, from_date=day(0), now=AT)

    with pytest.raises(BusinessDateIsOver):
        arrivals.check_in(stay_id=stay.pk, room_id=room.pk, **told)


def test_a_guest_is_checked_in_once(room: Room, told: Told) -> None:
    stay = stay_in_house(room=room)

    with pytest.raises(WrongState):
        arrivals.check_in(stay_id=stay.pk, room_id=room.pk, **told)


def test_a_room_of_another_hotel_is_not_found(double: RoomType, told: Told) -> None:
    foreign = stay_in_house(room=RoomFactory())
    stay = booked_stay(room_type=double)

    with pytest.raises(Room.DoesNotExist):
        arrivals.check_in(stay_id=stay.pk, room_id=foreign.room_id, **told)


def test_a_check_in_is_undone_on_the_same_date(room: Room, told: Told) -> None:
    stay = stay_in_house(room=room, nights=2)

    arrivals.undo_check_in(stay_id=stay.pk, **told)

    stay.refresh_from_db()

    assert (stay.state, stay.room) == (StayState.BOOKED, room)
    assert (stay.checked_in_on, stay.checked_in_at) == (None, None)


def test_a_check_in_is_not_undone_later_or_after_a_posting(
    hotel: Hotel, room: Room, told: Told
) -> None:
    stay = stay_in_house(room=room, nights=2)
    RoomNight.objects.filter(stay=stay, date=day(0)).update(is_posted=True)
    with pytest.raises(arrivals.CheckInIsOver):
        arrivals.undo_check_in(stay_id=stay.pk, **told)

    RoomNight.objects.update(is_posted=False)
    roll_day(hotel=hotel, from_date=day(0), now=AT)
    with pytest.raises(arrivals.CheckInIsOver):
        arrivals.undo_check_in(stay_id=stay.pk, **told | {"business_date": day(1)})


def walk_in_request(room_type: RoomType) -> bookings.BookingRequest:
    wish = bookings.StayRequest(
        room_type_id=room_type.pk, arrival=day(0), departure=day(1), prices=(Decimal(90),)
    )
    return bookings.BookingRequest(
        booker_id=ProfileFactory().pk, stays=(wish,), sends_confirmation=False
    )


def test_a_walk_in_is_booked_and_in_the_house_at_once(
    hotel: Hotel, double: RoomType, room: Room, told: Told
) -> None:
    stay = arrivals.walk_in(hotel=hotel, request=walk_in_request(double), room_id=room.pk, **told)

    assert (stay.state, stay.room, stay.arrival) == (StayState.IN_HOUSE, room, day(0))


def test_a_walk_in_sent_twice_is_one_stay(
    hotel: Hotel, double: RoomType, room: Room, told: Told
) -> None:
    request = replace(walk_in_request(double), form_key="form-1")
    first = arrivals.walk_in(hotel=hotel, request=request, room_id=room.pk, **told)

    again = arrivals.walk_in(hotel=hotel, request=request, room_id=room.pk, **told)

    assert (again, again.state, Stay.objects.count()) == (first, StayState.IN_HOUSE, 1)


def test_a_walk_in_into_a_dirty_room_books_nothing(
    hotel: Hotel, double: RoomType, room: Room, told: Told
) -> None:
    Room.objects.filter(pk=room.pk).update(housekeeping="dirty")

    with pytest.raises(assignment.RoomNotReady):
        arrivals.walk_in(hotel=hotel, request=walk_in_request(double), room_id=room.pk, **told)

    assert not Reservation.objects.exists()


def test_arriving_and_leaving_take_few_queries(
    double: RoomType,
    room: Room,
    told: Told,
    django_assert_max_num_queries: Callable[..., Any],
) -> None:
    stay = booked_stay(room_type=double, nights=0)

    # Two of each are the savepoint of the test's own transaction.
    with django_assert_max_num_queries(13):
        arrivals.check_in(stay_id=stay.pk, room_id=room.pk, **told)
    with django_assert_max_num_queries(8):
        departures.depart(stay_id=stay.pk, **told)


def test_a_pre_stay_mail_that_waits_does_not_reach_a_guest_in_the_house(
    double: RoomType, room: Room, told: Told
) -> None:
    stay = booked_stay(room_type=double)
    TemplateFactory(hotel=stay.hotel, kind=MessageKind.PRE_STAY)
    asked = letter(stay.hotel, "pre", kind=MessageKind.PRE_STAY, reason=("stay", stay.pk))
    waiting = outbox.queue(letter=asked, now=told["now"])

    arrivals.check_in(stay_id=stay.pk, room_id=room.pk, **told)
    waiting.refresh_from_db()

    assert waiting.state == MessageState.CANCELLED
