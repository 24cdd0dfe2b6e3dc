"""The month of a plan: what each night has, and the dates that have no price."""

from decimal import Decimal

import pytest

from hotelpms.hotels.models import Hotel
from reservations.domain.pages.rate_month import Gap, gaps, rate_month
from reservations.models import RatePlan, RoomType
from tests.factories.reservations import (
    RateNightFactory,
    RatePlanFactory,
    RoomTypeFactory,
    day,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(hotel: Hotel) -> RatePlan:
    return RatePlanFactory(hotel=hotel)


@pytest.fixture
def types(hotel: Hotel) -> list[RoomType]:
    return [RoomTypeFactory(hotel=hotel) for _ in range(2)]


def priced(plan: RatePlan, room_type: RoomType, *days: int, price: int = 100) -> None:
    for number in days:
        RateNightFactory(rate_plan=plan, room_type=room_type, date=day(number), price=price)


def test_the_rest_of_a_month_is_shown_by_date_and_by_type(
    plan: RatePlan, types: list[RoomType]
) -> None:
    double, suite = types
    priced(plan, double, 0, 1)
    priced(plan, double, 2, price=120)
    priced(plan, suite, 40)

    month = rate_month(plan, types, day(0))

    assert [line.date for line in month.dates] == [day(n) for n in range(22)]
    assert [night and night.price for night in month.dates[2].nights] == [Decimal(120), None]
    (_double, spans), (_suite, empty) = month.spans
    assert [(span.first, span.last) for span in spans] == [
        (day(0), day(1)), (day(2), day(2)), (day(3), day(21)),
    ]  # fmt: skip
    assert [span.night for span in empty] == [None]


def test_gaps_are_named_once_for_the_types_that_share_them(
    plan: RatePlan, types: list[RoomType]
) -> None:
    double, suite = types
    priced(plan, double, 0, 1, 2, 5, 6)
    priced(plan, suite, 0, 1, 2, 3, 4, 5, 6)

    assert gaps(plan, types, day(0)) == [
        Gap((double,), day(3), day(4)),
        Gap((double, suite), day(7), None),
    ]


def test_a_plan_without_a_price_lacks_all_from_the_start(
    plan: RatePlan, types: list[RoomType]
) -> None:
    priced(plan, types[0], -2, -1)

    assert gaps(plan, types, day(0)) == [Gap(tuple(types), day(0), None)]
