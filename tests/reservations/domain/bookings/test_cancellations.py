from datetime import UTC, datetime
from decimal import Decimal

import pytest

from hotelpms.hotels.domain.business_day import roll_day
from hotelpms.hotels.models import Hotel
from hotelpms.kit.errors import StaleVersion
from invoicing.domain.nights.nights import due_of_stay
from invoicing.domain.pages.setup import install_codes
from messaging.models import Message
from reservations.domain.bookings import bookings
from reservations.domain.front_desk import arrivals, no_shows
from reservations.domain.nights.day_lock import BusinessDateIsOver
from reservations.domain.rooms import assignment
from reservations.enums import ReservationState, StayState
from reservations.models import Room, RoomNight, RoomType, Stay, TypeNight
from tests.factories.reservations import AT, booked, booked_stay, day, stay_in_house
from tests.fixtures import Told

AT_THREE = datetime(2027, 5, 11, 1, 0, tzinfo=UTC)  # 03:00 in Prague, after the closing


def sold(room_type: RoomType) -> int:
    return sum(TypeNight.objects.filter(room_type=room_type).values_list("sold", flat=True))


def test_a_cancelled_reservation_frees_its_nights_and_keeps_why(
    double: RoomType, room: Room, told: Told
) -> None:
    stay = booked_stay(room_type=double, nights=3)
    install_codes(hotel=double.hotel, on=day(0), tax_percent=Decimal(21))
    assignment.assign(stay_id=stay.pk, room_id=room.pk, **told)

    reservation = bookings.cancel(
        reservation_id=stay.reservation_id, reason="Ill", fee=Decimal("50.01"), **told
    )

    assert reservation.state == ReservationState.CANCELLED
    assert (reservation.cancelled_on, reservation.cancel_reason) == (day(0), "Ill")
    assert reservation.cancel_fee == Decimal("50.01")
    assert RoomNight.objects.filter(stay=stay, holds=False).count() == 3
    assert sold(double) == 0

    stay.refresh_from_db()

    assert (stay.state, stay.guest.cancellation_count) == (StayState.CANCELLED, 1)
    assert Message.objects.get().kind == "cancellation"


def test_what_still_waits_about_a_cancelled_booking_is_not_sent(
    double: RoomType, told: Told
) -> None:
    stay = booked_stay(room_type=double, sends_confirmation=True)
    Message.objects.update(state="queued")

    bookings.cancel(reservation_id=stay.reservation_id, reason="", fee=None, **told)

    assert dict(Message.objects.values_list("kind", "state"))["confirmation"] == "cancelled"


def test_a_reservation_with_a_guest_in_the_house_is_not_cancelled(room: Room, told: Told) -> None:
    stay = stay_in_house(room=room)

    with pytest.raises(bookings.NotCancellable):
        bookings.cancel(reservation_id=stay.reservation_id, reason="", fee=None, **told)


def test_cancelling_twice_is_refused(double: RoomType, told: Told) -> None:
    stay = booked_stay(room_type=double)
    bookings.cancel(reservation_id=stay.reservation_id, reason="", fee=None, **told)

    with pytest.raises(bookings.NotCancellable):
        bookings.cancel(reservation_id=stay.reservation_id, reason="", fee=None, **told)


def test_an_older_version_is_not_cancelled(double: RoomType, told: Told) -> None:
    stay = booked_stay(room_type=double)

    with pytest.raises(StaleVersion):
        bookings.cancel(reservation_id=stay.reservation_id, reason="", fee=None, version=7, **told)


def test_the_last_stay_that_is_cancelled_takes_the_reservation_along(
    hotel: Hotel, double: RoomType, told: Told
) -> None:
    wish = bookings.StayRequest(
        room_type_id=double.pk, arrival=day(1), departure=day(2), prices=(Decimal(1),)
    )
    reservation = booked(hotel=hotel, stays=(wish, wish))
    first, second = reservation.stays.order_by("pk")

    bookings.cancel_stay(stay_id=first.pk, reason="One less", fee=None, **told)
    reservation.refresh_from_db()

    assert reservation.state == ReservationState.CONFIRMED
    assert sold(double) == 1

    bookings.cancel_stay(stay_id=second.pk, reason="Nobody", fee=None, **told)
    reservation.refresh_from_db()

    assert reservation.state == ReservationState.CANCELLED
    assert sold(double) == 0


def test_a_cancellation_belongs_to_the_open_business_date(
    hotel: Hotel, double: RoomType, told: Told
) -> None:
    stay = booked_stay(room_type=double, arrival=day(3))
    roll_day(hotel=hotel, from_date=day(0), now=AT)

    with pytest.raises(BusinessDateIsOver):
        bookings.cancel(reservation_id=stay.reservation_id, reason="", fee=None, **told)


def test_reinstating_holds_the_nights_again_without_a_room(
    double: RoomType, room: Room, told: Told
) -> None:
    stay = booked_stay(room_type=double, nights=2)
    assignment.assign(stay_id=stay.pk, room_id=room.pk, **told)
    bookings.cancel(reservation_id=stay.reservation_id, reason="", fee=None, **told)

    reservation = bookings.reinstate(reservation_id=stay.reservation_id, **told)

    stay = Stay.objects.get()

    assert (reservation.state, stay.state, stay.room) == ("confirmed", "booked", None)
    assert RoomNight.objects.filter(stay=stay, holds=True, room=None).count() == 2
    assert (sold(double), stay.guest.cancellation_count) == (2, 0)


def test_reinstating_asks_for_a_free_room_again(suite: RoomType, told: Told) -> None:
    stay = booked_stay(room_type=suite)
    bookings.cancel(reservation_id=stay.reservation_id, reason="", fee=None, **told)
    booked_stay(room_type=suite)

    with pytest.raises(bookings.NoRoomLeft):
        bookings.reinstate(reservation_id=stay.reservation_id, **told)


def test_a_guest_who_comes_after_the_closing_arrives_on_the_new_date(
    hotel: Hotel, double: RoomType, room: Room, told: Told
) -> None:
    stay = booked_stay(room_type=double, nights=3)

    assert no_shows.mark_no_shows(hotel=hotel, **told) == 1

    roll_day(hotel=hotel, from_date=day(0), now=AT)
    later = told | {"business_date": day(1)}

    bookings.reinstate(reservation_id=stay.reservation_id, **later)
    arrivals.check_in(stay_id=stay.pk, room_id=room.pk, **later)

    stay = Stay.objects.get()

    assert (stay.state, stay.arrival, stay.departure) == ("in_house", day(1), day(3))

    held = RoomNight.objects.filter(stay=stay, holds=True).order_by("date")

    assert [night.date for night in held] == [day(1), day(2)]
    assert (sold(double), stay.guest.no_show_count) == (2, 0)


@pytest.mark.parametrize("nights", [1, 3])
def test_a_no_show_who_comes_in_the_small_hours_has_slept_the_night_that_was_closed(
    hotel: Hotel, double: RoomType, room: Room, told: Told, nights: int
) -> None:
    stay = booked_stay(room_type=double, nights=nights)
    install_codes(hotel=hotel, on=day(0), tax_percent=Decimal(21))
    no_shows.mark_no_shows(hotel=hotel, **told)
    roll_day(hotel=hotel, from_date=day(0), now=AT)
    at_three = told | {"business_date": day(1), "now": AT_THREE}

    bookings.reinstate(reservation_id=stay.reservation_id, **at_three)
    arrivals.check_in(stay_id=stay.pk, room_id=room.pk, **at_three)

    stay = Stay.objects.get()
    assert (stay.state, stay.arrival, stay.checked_in_on) == ("in_house", day(0), day(1))
    assert RoomNight.objects.filter(stay=stay, holds=True, room=room).count() == nights
    assert sold(double) == nights
    assert list(due_of_stay(stay, day(1), AT_THREE).values_list("date", flat=True)) == [day(0)]


def test_the_closed_night_of_a_late_guest_asks_for_a_free_room(
    hotel: Hotel, suite: RoomType, told: Told
) -> None:
    stay = booked_stay(room_type=suite)
    no_shows.mark_no_shows(hotel=hotel, **told)
    booked_stay(room_type=suite)
    roll_day(hotel=hotel, from_date=day(0), now=AT)

    with pytest.raises(bookings.NoRoomLeft):
        bookings.reinstate(
            reservation_id=stay.reservation_id,
            **told | {"business_date": day(1), "now": AT_THREE},
        )


def test_after_the_check_out_hour_the_closed_night_is_over(
    hotel: Hotel, double: RoomType, told: Told
) -> None:
    stay = booked_stay(room_type=double, nights=1)
    no_shows.mark_no_shows(hotel=hotel, **told)
    roll_day(hotel=hotel, from_date=day(0), now=AT)
    at_eleven = AT_THREE.replace(hour=9)  # 11:00 in Prague

    with pytest.raises(bookings.NotReinstatable):
        bookings.reinstate(
            reservation_id=stay.reservation_id,
            **told | {"business_date": day(1), "now": at_eleven},
        )


def test_what_is_not_lost_or_is_over_cannot_be_reinstated(
    hotel: Hotel, double: RoomType, told: Told
) -> None:
    live = booked_stay(room_type=double, nights=1)
    with pytest.raises(bookings.NotReinstatable):
        bookings.reinstate(reservation_id=live.reservation_id, **told)

    no_shows.mark_no_shows(hotel=hotel, **told)
    roll_day(hotel=hotel, from_date=day(0), now=AT)
    with pytest.raises(bookings.NotReinstatable):
        bookings.reinstate(reservation_id=live.reservation_id, **told | {"business_date": day(1)})
