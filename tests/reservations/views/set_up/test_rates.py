"""Prices, plans and fees in the set-up."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from hotelpms.hotels.models import Hotel
from reservations.enums import FeeRule
from reservations.models import FeePolicy, RateNight, RatePlan, RoomType
from tests.factories.reservations import RateNightFactory, RatePlanFactory, booked_stay, day
from tests.reservations.views.set_up.conftest import At

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(hotel: Hotel) -> RatePlan:
    return RatePlanFactory(hotel=hotel, code="BAR", name="Best rate")


def typed(plan: RatePlan, *types: RoomType, **more: Any) -> dict[str, Any]:
    return {
        "plans": [plan.pk],
        "types": [row.pk for row in types],
        "first": day(0).isoformat(),
        "last": day(6).isoformat(),
        "weekdays": list(range(7)),
        **more,
    }


def test_a_week_is_tried_and_filled(
    manager: Client, plan: RatePlan, double: RoomType, suite: RoomType, at: At
) -> None:
    RateNightFactory(rate_plan=plan, room_type=double, date=day(2), price="80")
    wanted = typed(plan, double, suite, price="120,00", min_nights="2", is_closed="yes")

    trial = manager.get(at("rates_trial"), wanted).content.decode()
    assert "1 night changes, 13 are new" in trial
    assert "€80.00" in trial
    assert RateNight.objects.count() == 1

    answer = manager.post(at("rates"), wanted)
    assert answer.status_code == 302
    assert answer["Location"] == f"{at('rates')}?plan={plan.pk}&month=2027-05"
    nights = RateNight.objects.filter(rate_plan=plan)
    assert set(nights.values_list("price", "min_nights", "is_closed")) == {
        (Decimal("120.00"), 2, True)
    }
    assert "14 are like that already" in manager.get(at("rates_trial"), wanted).content.decode()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"first": day(-1).isoformat()}, "from the business date"),
        ({"price": "", "min_nights": "2"}, "7 nights have no price yet"),
        ({"price": "ten"}, "is not an amount"),
        ({"price": "1.005"}, "decimals"),
        ({"weekdays": []}, "This field is required"),
        ({"price": ""}, "Choose at least one room type"),
    ],
)
def test_what_makes_no_sense_is_said_before_and_after_and_stays_typed(
    manager: Client, plan: RatePlan, double: RoomType, at: At, wrong: dict[str, Any], said: str
) -> None:
    wanted = typed(plan, double, price="100", max_nights="9") | wrong
    if said.startswith("Choose"):
        wanted["max_nights"] = ""

    assert said in manager.get(at("rates_trial"), wanted).content.decode()
    refused = manager.post(at("rates"), wanted)

    assert (refused.status_code, said in refused.content.decode()) == (422, True)
    assert refused.context["form"]["price"].value() == wanted["price"]
    assert not RateNight.objects.exists()


def test_the_month_shows_nights_and_names_what_has_no_price(
    manager: Client, plan: RatePlan, double: RoomType, suite: RoomType, at: At
) -> None:
    for number in (0, 1, 4):
        RateNightFactory(
            rate_plan=plan, room_type=double, date=day(number), price="99", min_nights=3
        )

    body = manager.get(at("rates")).content.decode()

    assert "€99.00" in body
    assert "min. 3 nights" in body
    assert "Suite: no price from 10 May 2027." in body
    assert "Double: no price on 12–13 May 2027." in body
    assert "Double: no price from 15 May 2027." in body
    assert f'?plan={plan.pk}&amp;month=2027-06"' in body


def test_the_month_names_public_holidays_by_date_and_in_their_span(
    manager: Client, plan: RatePlan, double: RoomType, at: At
) -> None:
    sheet = manager.get(at("rates"), {"plan": plan.pk, "month": "2027-07"}).context["sheet"]

    named = {line.date.day: line.holiday for line in sheet.dates if line.holiday}
    assert named == {5: "Saints Cyril and Methodius Day", 6: "Jan Hus Day"}
    assert [holiday.date.day for holiday in sheet.spans[0][1][0].holidays] == [5, 6]


@pytest.mark.parametrize("month", ["nonsense", "1900-01", "2199-12", "2027-13"])
def test_any_month_answers(
    manager: Client, plan: RatePlan, double: RoomType, at: At, month: str
) -> None:
    assert manager.get(at("rates"), {"month": month, "plan": "x"}).status_code == 200


def test_a_plan_of_another_hotel_is_not_filled(
    manager: Client, plan: RatePlan, double: RoomType, at: At
) -> None:
    foreign = RatePlanFactory()

    assert manager.post(at("rates"), typed(foreign, double, price="1")).status_code == 422
    assert not RateNight.objects.exists()


def test_a_plan_with_bookings_says_what_switching_it_off_means(
    manager: Client, plan: RatePlan, double: RoomType, at: At
) -> None:
    stay = booked_stay(room_type=double)
    stay.rate_plan = plan
    stay.save()

    told = manager.post(
        at("rate-plans_change", plan.pk), {"name": "Best", "code": "BAR", "board": "HB"}
    ).content.decode()

    assert "1 stay is booked at this plan and keeps its prices" in told
    assert "keeps “Bed and breakfast”" in told


def test_fees_are_explained_and_saved(manager: Client, hotel: Hotel, at: At) -> None:
    wanted = {
        "cancellation": FeeRule.PERCENT,
        "cancellation_percent": "50",
        "free_days": "2",
        "no_show": FeeRule.WHOLE_STAY,
        "no_show_percent": "100",
    }

    example = manager.get(at("fees_example"), wanted).content.decode()
    assert "3 nights at €100.00, €300.00 in all" in example
    assert "€150.00" in example
    assert "Complete the fields" in manager.get(at("fees_example")).content.decode()

    assert manager.post(at("fees"), wanted).status_code == 302
    assert FeePolicy.objects.get(hotel=hotel).cancellation_percent == 50
    assert manager.post(at("fees"), {**wanted, "no_show_percent": "101"}).status_code == 422
