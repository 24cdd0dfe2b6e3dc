"""One booking form sent ten times at once: one reservation, one card, ten times the same answer."""

from datetime import timedelta
from decimal import Decimal

import pytest

from cardex.domain.cards.profiles import Card
from cardex.models import Profile
from hotelpms.kit.actor import SYSTEM
from reservations.domain.bookings.bookings import BookingRequest, StayRequest
from reservations.domain.bookings.desk_bookings import book_at_desk
from reservations.models import Reservation, RoomType
from tests.concurrency.rivals import compete
from tests.factories.reservations import AT, RoomFactory, RoomTypeFactory, day

RIVALS = 10

pytestmark = [pytest.mark.needs_postgres, pytest.mark.django_db(transaction=True)]


def book_ten_times(room_type: RoomType, form_key: str) -> list[object]:
    wish = StayRequest(
        room_type_id=room_type.pk, arrival=day(3), departure=day(4), prices=(Decimal(100),)
    )

    def act(number: int) -> object:
        made = book_at_desk(
            hotel=room_type.hotel,
            request=BookingRequest(
                booker_id=0, stays=(wish,), form_key=form_key, sends_confirmation=False
            ),
            guest=Card(last_name="Ruiz"),
            actor=SYSTEM,
            now=AT + timedelta(microseconds=number),
            business_date=day(0),
        )
        return made.code

    return compete(RIVALS, act)


@pytest.mark.parametrize("room_count", [1, RIVALS])
def test_one_form_books_once(room_count: int) -> None:
    room_type = RoomTypeFactory()
    for _ in range(room_count):
        RoomFactory(room_type=room_type)
    outcomes = book_ten_times(room_type, "the-key-of-the-form")

    assert outcomes == [Reservation.objects.get().code] * RIVALS
    assert Profile.objects.count() == 1


def test_control_without_a_key_every_request_books() -> None:
    room_type = RoomTypeFactory()
    for _ in range(RIVALS):
        RoomFactory(room_type=room_type)

    assert len(set(book_ten_times(room_type, ""))) == RIVALS
    assert (Reservation.objects.count(), Profile.objects.count()) == (RIVALS, RIVALS)
