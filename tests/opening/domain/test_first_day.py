"""A hotel begins to work when it can sell a night, on a date that somebody means."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from hotelpms.hotels.domain.business_day import BusinessDayAlreadyOpen, business_date
from hotelpms.hotels.models import BusinessDay, Hotel
from hotelpms.kit.actor import Actor
from hotelpms.opening.domain import first_day
from reservations.models import Room, RoomType, TypeNight
from tests.factories.hotels import HotelFactory
from tests.factories.reservations import RateNightFactory, RatePlanFactory, RoomTypeFactory

pytestmark = pytest.mark.django_db

# In Auckland it is the next day already.
NOW = datetime(2027, 5, 10, 20, 0, tzinfo=UTC)
TODAY = date(2027, 5, 11)
CLERK = Actor(None, "Clerk")


@pytest.fixture
def hotel() -> Hotel:
    return HotelFactory(zone="Pacific/Auckland")


@pytest.fixture
def double(hotel: Hotel) -> RoomType:
    room_type = RoomTypeFactory(hotel=hotel)
    Room.objects.create(hotel=hotel, room_type=room_type, number="101")
    return room_type


def price(room_type: RoomType, night: date, **plan: Any) -> None:
    RateNightFactory(
        rate_plan=RatePlanFactory(hotel=room_type.hotel, **plan), room_type=room_type, date=night
    )


def start(hotel: Hotel, day: date = TODAY, *, is_sure: bool = False) -> BusinessDay:
    return first_day.start(hotel=hotel, date=day, actor=CLERK, now=NOW, is_sure=is_sure)


def test_a_hotel_with_a_room_and_a_price_opens_and_can_be_sold(double: RoomType) -> None:
    price(double, TODAY + timedelta(days=30))

    start(double.hotel)

    assert business_date(double.hotel) == first_day.suggested_date(hotel=double.hotel, now=NOW)
    nights = TypeNight.objects.filter(room_type=double).order_by("date")
    assert (nights[0].date, nights.count(), nights[0].sell_limit) == (TODAY, 31, 1)
    with pytest.raises(BusinessDayAlreadyOpen):
        start(double.hotel)


def test_what_is_missing_is_said_and_nothing_opens(hotel: Hotel) -> None:
    closed = RoomTypeFactory(hotel=hotel)
    Room.objects.create(hotel=hotel, room_type=closed, number="1", is_active=False)
    price(closed, TODAY)
    with pytest.raises(first_day.NoRoomToSell):
        start(hotel)

    double = RoomTypeFactory(hotel=hotel)
    Room.objects.create(hotel=hotel, room_type=double, number="2")
    price(double, TODAY - timedelta(days=1))
    price(double, TODAY, is_active=False)
    with pytest.raises(first_day.NoPriceToSell, match="No room has a price from May 11, 2027 on"):
        start(hotel)

    assert not BusinessDay.objects.exists()


@pytest.mark.parametrize("days", [-2, 2])
def test_a_date_far_from_today_is_asked_about_once_more(double: RoomType, days: int) -> None:
    day = TODAY + timedelta(days=days)
    price(double, TODAY + timedelta(days=9))

    with pytest.raises(first_day.FarFromToday, match="is 2 days from today"):
        start(double.hotel, day)

    assert start(double.hotel, day, is_sure=True).date == day


@pytest.mark.parametrize("days", [-1, 1])
def test_the_day_before_and_after_need_no_question(double: RoomType, days: int) -> None:
    price(double, TODAY + timedelta(days=9))

    assert start(double.hotel, TODAY + timedelta(days=days))
