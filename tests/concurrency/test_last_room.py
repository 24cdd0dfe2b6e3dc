"""Twenty desks book the last room of a type at the same time: one gets it."""

from collections import Counter
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.db.models import F

from hotelpms.kit.actor import SYSTEM
from reservations.domain.bookings.bookings import BookingRequest, StayRequest, book
from reservations.domain.nights import type_nights
from reservations.domain.nights.type_nights import NoRoomLeft
from reservations.models import Reservation, RoomNight, TypeNight
from tests.concurrency.rivals import compete
from tests.concurrency.unguarded import TakeOut, meet_unlocked, take_out
from tests.factories.cardex import ProfileFactory
from tests.factories.reservations import AT, RoomFactory, day

__all__ = ["take_out"]

RIVALS = 20
SELL = 'UPDATE "reservations_typenight"'

pytestmark = [pytest.mark.needs_postgres, pytest.mark.django_db(transaction=True)]

Book = Callable[[int], Reservation]


@pytest.fixture
def book_the_last_room() -> Book:
    """What every desk does: three nights in a type that has one room."""
    room = RoomFactory()
    wish = StayRequest(
        room_type_id=room.room_type_id,
        arrival=day(3),
        departure=day(6),
        prices=(Decimal(100),) * 3,
    )
    booker = ProfileFactory()
    type_nights.ensure_type_nights(
        hotel_id=room.hotel_id, room_type_ids=[room.room_type_id], first=day(3), last=day(5)
    )

    def act(_number: int) -> Reservation:
        return book(
            hotel=room.hotel,
            request=BookingRequest(booker_id=booker.pk, stays=(wish,), sends_confirmation=False),
            actor=SYSTEM,
            now=AT,
            business_date=day(0),
        )

    return act


def test_the_last_room_is_sold_once_to_twenty_rivals(book_the_last_room: Book) -> None:
    outcomes = compete(RIVALS, book_the_last_room)

    assert kinds(outcomes) == {Reservation: 1, NoRoomLeft: RIVALS - 1}
    assert RoomNight.objects.count() == 3
    assert sold() == [1, 1, 1]


def test_without_the_lock_the_guarded_count_still_sells_it_once(book_the_last_room: Book) -> None:
    outcomes = meet_unlocked(RIVALS, book_the_last_room, before=SELL)

    assert kinds(outcomes) == {Reservation: 1, NoRoomLeft: RIVALS - 1}
    assert sold() == [1, 1, 1]


def test_without_lock_and_guarded_count_the_constraint_still_does(
    book_the_last_room: Book, unbounded: None
) -> None:
    outcomes = meet_unlocked(RIVALS, book_the_last_room, before=SELL)

    assert kinds(outcomes) == {Reservation: 1, NoRoomLeft: RIVALS - 1}
    assert sold() == [1, 1, 1]


def test_control_without_any_guard_all_twenty_get_the_last_room(
    book_the_last_room: Book, unbounded: None, take_out: TakeOut
) -> None:
    take_out(TypeNight, "no_room_type_is_oversold")

    outcomes = meet_unlocked(RIVALS, book_the_last_room, before=SELL)

    assert kinds(outcomes) == {Reservation: RIVALS}
    assert sold() == [RIVALS] * 3


@pytest.fixture
def unbounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """The UPDATE that sells a night asks no more whether one is left."""
    endless = {"sell_limit": 1_000_000}
    monkeypatch.setattr(type_nights, "F", lambda name: endless.get(name) or F(name))


def sold() -> list[int]:
    nights = TypeNight.objects.filter(date__range=(day(3), day(5)))
    return list(nights.values_list("sold", flat=True))


def kinds(outcomes: list[object]) -> Counter[type]:
    return Counter(type(outcome) for outcome in outcomes)
