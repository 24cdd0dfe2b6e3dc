"""Twenty desks book the last room of a type at the same time: one gets it."""

import threading
from decimal import Decimal

import pytest
from django.db import connection

from hotelpms.kit.actor import SYSTEM
from reservations.domain.bookings.bookings import BookingRequest, NoRoomLeft, StayRequest, book
from reservations.models import Reservation, RoomNight, TypeNight
from tests.concurrency.rivals import SECONDS, compete
from tests.factories.cardex import ProfileFactory
from tests.factories.reservations import AT, RoomFactory, day

RIVALS = 20

pytestmark = [pytest.mark.needs_postgres, pytest.mark.django_db(transaction=True)]


def test_the_last_room_is_sold_once_to_twenty_rivals():
    room = RoomFactory()
    wish = StayRequest(
        room_type_id=room.room_type_id,
        arrival=day(3),
        departure=day(6),
        prices=(Decimal(100),) * 3,
    )
    booker = ProfileFactory()

    def act(number: int) -> Reservation:
        return book(
            hotel=room.hotel,
            request=BookingRequest(booker_id=booker.pk, stays=(wish,), sends_confirmation=False),
            actor=SYSTEM,
            now=AT,
            business_date=day(0),
        )

    outcomes = compete(RIVALS, act)

    assert [type(outcome) for outcome in outcomes].count(Reservation) == 1
    assert [type(outcome) for outcome in outcomes].count(NoRoomLeft) == RIVALS - 1
    assert RoomNight.objects.count() == 3
    sold = TypeNight.objects.filter(date__range=(day(3), day(5))).values_list("sold", flat=True)
    assert list(sold) == [1, 1, 1]


def test_control_without_the_guard_all_twenty_would_get_it():
    """The same look-then-sell on a bare table, with nothing between looking and selling."""
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS scratch_type_night")
        cursor.execute("CREATE TABLE scratch_type_night (sold int, sell_limit int)")
        cursor.execute("INSERT INTO scratch_type_night VALUES (0, 1)")
    everybody_has_looked = threading.Barrier(RIVALS, timeout=SECONDS)

    def act(number: int) -> bool:
        with connection.cursor() as cursor:
            cursor.execute("SELECT sell_limit - sold FROM scratch_type_night")
            is_left = cursor.fetchone()[0] > 0
            everybody_has_looked.wait()
            if is_left:
                cursor.execute("UPDATE scratch_type_night SET sold = sold + 1")
            return is_left

    outcomes = compete(RIVALS, act)

    with connection.cursor() as cursor:
        cursor.execute("SELECT sold FROM scratch_type_night")
        sold = cursor.fetchone()[0]
        cursor.execute("DROP TABLE scratch_type_night")
    assert (outcomes, sold) == ([True] * RIVALS, RIVALS)
