"""Prices and restrictions of a span of dates in one go."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hotelpms.hotels.models import Hotel
from hotelpms.kit.actor import Actor
from hotelpms.kit.models import AuditEntry
from hotelpms.kit.money import TooManyDecimals
from reservations.domain.rates import filling
from reservations.domain.rates.availability import offers
from reservations.domain.rates.filling import Fill, Filled, fill
from reservations.models import RateNight, RatePlan, RoomType, TypeNight
from tests.factories.reservations import (
    AT,
    RateNightFactory,
    RatePlanFactory,
    RoomTypeFactory,
    booked_stay,
    day,
)

pytestmark = pytest.mark.django_db

EVERY_DAY = range(7)
CLERK = Actor(None, "Clerk")


@pytest.fixture
def plan(hotel: Hotel) -> RatePlan:
    return RatePlanFactory(hotel=hotel, code="BAR")


def filled(plan: RatePlan, *types: RoomType, wish: Fill, nights: int = 7, **changes: Any) -> Filled:
    given = {
        "first": day(0),
        "last": day(nights - 1),
        "weekdays": EVERY_DAY,
        **changes,
    }
    return fill(rate_plan=plan, room_types=types, wish=wish, actor=CLERK, now=AT, **given)


def prices(plan: RatePlan) -> dict[date, Decimal]:
    return dict(RateNight.objects.filter(rate_plan=plan).values_list("date", "price"))


def test_the_chosen_weekdays_get_the_price_and_can_be_sold(
    hotel: Hotel, plan: RatePlan, double: RoomType
) -> None:
    done = filled(plan, double, wish=Fill(price=Decimal("120.5")), weekdays={4, 5}, nights=14)

    assert done == Filled(changed=0, made=4)
    assert prices(plan) == {day(n): Decimal("120.50") for n in (4, 5, 11, 12)}
    assert TypeNight.objects.filter(room_type=double, date=day(4)).exists()
    (offer,) = offers(hotel=hotel, arrival=day(4), departure=day(6), adults=2, children=0)
    assert offer.total.amount == Decimal("241.00")


def test_what_is_not_given_stays_and_what_stays_the_same_is_not_counted(
    plan: RatePlan, double: RoomType
) -> None:
    RateNightFactory(
        rate_plan=plan, room_type=double, date=day(0), price="100", min_nights=3, max_nights=9
    )
    RateNightFactory(rate_plan=plan, room_type=double, date=day(1), price="80", is_closed=True)

    done = filled(plan, double, wish=Fill(is_closed=True, max_nights=0), nights=2)

    assert done == Filled(changed=1, made=0)
    first, second = RateNight.objects.order_by("date")
    assert (first.price, first.min_nights, first.max_nights, first.is_closed) == (
        Decimal(100), 3, None, True,
    )  # fmt: skip
    assert (second.price, second.is_closed) == (Decimal(80), True)

    assert (
        filled(plan, double, wish=Fill(is_closed=False, price=Decimal(90)), nights=2).changed == 2
    )
    assert prices(plan) == {day(0): Decimal(90), day(1): Decimal(90)}
    entry = AuditEntry.objects.filter(action="rate_plan.filled").latest("pk")
    assert entry.data["old"] == {"price": ["80.00", "100.00"], "is_closed": [True, True]}
    assert entry.data["new"] == {"price": "90.00", "is_closed": False}
    assert (entry.data["changed"], entry.data["made"]) == (2, 0)


def test_a_booked_stay_keeps_its_price(plan: RatePlan, double: RoomType) -> None:
    stay = booked_stay(room_type=double)
    before = list(stay.room_nights.values_list("price", flat=True))

    filled(plan, double, wish=Fill(price=Decimal(999)))

    assert list(stay.room_nights.values_list("price", flat=True)) == before


def test_restrictions_of_a_night_without_a_price_ask_for_one(
    plan: RatePlan, double: RoomType
) -> None:
    RateNightFactory(rate_plan=plan, room_type=double, date=day(0))

    with pytest.raises(filling.NoPriceYet, match="6 nights have no price yet, first"):
        filled(plan, double, wish=Fill(is_closed=True))

    assert not RateNight.objects.filter(is_closed=True).exists()


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"wish": Fill(price=Decimal("-1"))}, filling.PriceUnfit),
        ({"wish": Fill(price=Decimal("NaN"))}, filling.PriceUnfit),
        ({"wish": Fill(price=Decimal("1E9"))}, filling.PriceUnfit),
        ({"wish": Fill(price=Decimal("10.005"))}, TooManyDecimals),
        ({"wish": Fill(price=Decimal(1), min_nights=0)}, filling.NightsUnfit),
        ({"wish": Fill(price=Decimal(1), min_nights=3, max_nights=2)}, filling.NightsUnfit),
        ({"wish": Fill(price=Decimal(1), max_nights=1_000)}, filling.NightsUnfit),
        ({"wish": Fill()}, filling.NothingToFill),
        ({"weekdays": ()}, filling.NothingToFill),
        ({"last": day(-1)}, filling.NothingToFill),
        ({"first": day(-1)}, filling.BeforeBusinessDate),
        ({"last": day(3 * 366)}, filling.SpanTooLong),
    ],
)
def test_what_makes_no_sense_is_refused_and_sets_nothing(
    plan: RatePlan, double: RoomType, changes: dict[str, Any], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        filled(plan, double, **{"wish": Fill(price=Decimal(1)), **changes})

    assert prices(plan) == {}


def test_a_shortest_stay_beyond_the_longest_of_a_night_is_refused(
    plan: RatePlan, double: RoomType
) -> None:
    RateNightFactory(rate_plan=plan, room_type=double, date=day(0), max_nights=2)

    with pytest.raises(filling.NightsUnfit):
        filled(plan, double, wish=Fill(min_nights=3), nights=1)


def test_no_type_or_one_of_another_hotel_is_refused(plan: RatePlan, double: RoomType) -> None:
    for types in ((), (double, RoomTypeFactory())):
        with pytest.raises(filling.NothingToFill):
            filled(plan, *types, wish=Fill(price=Decimal(1)))


def test_many_nights_are_written_in_few_goes(hotel: Hotel, plan: RatePlan) -> None:
    types = [RoomTypeFactory(hotel=hotel) for _ in range(4)]
    filled(plan, *types, wish=Fill(price=Decimal(80)), nights=365)

    with CaptureQueriesContext(connection) as asked:
        done = filled(plan, *types, wish=Fill(price=Decimal(90)), nights=365)

    assert done == Filled(changed=1_460, made=0)
    assert len(asked) < 40


def test_a_trial_says_what_a_fill_would_do_and_does_nothing(
    hotel: Hotel, plan: RatePlan, double: RoomType
) -> None:
    half_board = RatePlanFactory(hotel=hotel)
    for number, price in enumerate(("80", "100", "120")):
        RateNightFactory(rate_plan=plan, room_type=double, date=day(number), price=price)
    nights = {
        "rate_plans": (plan, half_board),
        "room_types": (double,),
        "first": day(0),
        "last": day(3),
        "weekdays": EVERY_DAY,
        "wish": Fill(price=Decimal(100), min_nights=2),
    }

    found = filling.try_fill(**nights)

    assert (found.changed, found.made, found.same) == (3, 5, 0)
    assert found.old == {"price": [Decimal("80.00"), Decimal("120.00")], "min_nights": [1, 1]}
    assert RateNight.objects.count() == 3
    done = filling.fill_plans(**nights, actor=CLERK, now=AT)
    assert done == Filled(changed=found.changed, made=found.made)
    assert filling.try_fill(**nights).same == 8


def test_several_plans_are_filled_all_or_none(
    hotel: Hotel, plan: RatePlan, double: RoomType
) -> None:
    nights = {"first": day(0), "last": day(1), "weekdays": EVERY_DAY}
    other = RatePlanFactory(hotel=hotel)
    RateNightFactory(rate_plan=other, room_type=double, date=day(1), max_nights=1)

    with pytest.raises(filling.NightsUnfit):
        filling.fill_plans(
            rate_plans=(plan, other),
            room_types=(double,),
            wish=Fill(price=Decimal(90), min_nights=2),
            actor=CLERK,
            now=AT,
            **nights,
        )
    assert prices(plan) == {}
    with pytest.raises(filling.NothingToFill):
        filling.try_fill(rate_plans=(), room_types=(double,), wish=Fill(price=Decimal(9)), **nights)
