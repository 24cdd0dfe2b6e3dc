from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import translation

from hotelpms.desk.domain.performance import Comparison, Performance, performance
from hotelpms.hotels.models import Hotel
from tests.factories.figures import closed
from tests.factories.hotels import OpenHotelFactory

TODAY = date(2027, 5, 10)
YESTERDAY = TODAY - timedelta(days=1)


def shown(hotel: Hotel) -> Performance:
    return performance(hotel=hotel, business_date=TODAY, coming=14)


@pytest.mark.django_db
def test_a_day_is_compared_with_the_same_weekday_a_year_ago(hotel: Hotel) -> None:
    closed(hotel, YESTERDAY, sold=12, revenue="1320")
    closed(hotel, YESTERDAY - timedelta(weeks=52))
    closed(hotel, YESTERDAY - timedelta(weeks=1), revenue="9000")

    day = shown(hotel).day

    assert (day.adr.value, day.adr.before) == (Decimal(110), Decimal(100))
    assert (day.adr.direction, day.adr.words) == ("up", "10% higher")
    assert day.occupancy.words == "10 points higher"
    assert day.revpar.words == "32% higher"
    assert day.against == "Sunday, May 10, 2026"
    assert day.label == "Sun, May 9"


@pytest.mark.django_db
def test_without_last_year_the_week_before_is_taken_and_named(hotel: Hotel) -> None:
    closed(hotel, YESTERDAY, revenue="900")
    closed(hotel, YESTERDAY - timedelta(weeks=1))

    day = shown(hotel).day

    assert (day.adr.words, day.against) == ("10% lower", "Sun, May 2")


@pytest.mark.django_db
def test_the_month_is_compared_with_the_same_dates_of_last_year(hotel: Hotel) -> None:
    for number in range(1, 10):
        closed(hotel, date(2027, 5, number), revenue="1500")
        closed(hotel, date(2026, 5, number))
    closed(hotel, date(2026, 5, 10), revenue="99999")

    month = shown(hotel).month

    assert (month.adr.value, month.adr.before) == (Decimal(150), Decimal(100))
    assert (month.label, month.against) == ("May 1\u2009–\u20099", "May 1\u2009–\u20099, 2026")


@pytest.mark.django_db
def test_the_month_before_stands_in_for_last_year(hotel: Hotel) -> None:
    closed(hotel, date(2027, 5, 9), revenue="2000")
    closed(hotel, date(2027, 4, 9))
    closed(hotel, date(2027, 4, 10), revenue="99999")

    month = shown(hotel).month

    assert (month.adr.before, month.against) == (Decimal(100), "Apr 1\u2009–\u20099")


@pytest.mark.django_db
def test_a_new_house_has_nothing_to_show_and_nothing_to_compare(hotel: Hotel) -> None:
    found = shown(hotel)

    assert (found.day.adr.value, found.month.adr.value) == (None, None)
    assert found.day.adr.words == ""
    assert found.course.adr == [None] * 30
    assert set(found.occupancy_before.values()) == {None}


@pytest.mark.django_db
def test_the_coming_nights_know_how_full_the_same_weekday_was(hotel: Hotel) -> None:
    closed(hotel, TODAY - timedelta(weeks=52), sold=5)
    closed(hotel, TODAY + timedelta(days=13) - timedelta(weeks=52), sold=20)

    before = shown(hotel).occupancy_before

    assert before[TODAY] == Decimal("0.25")
    assert before[TODAY + timedelta(days=1)] is None
    assert before[TODAY + timedelta(days=13)] == 1


@pytest.mark.django_db
def test_the_course_holds_the_last_thirty_closed_days(hotel: Hotel) -> None:
    closed(hotel, YESTERDAY, revenue="500")
    closed(hotel, YESTERDAY - timedelta(days=29), revenue="700")
    closed(hotel, YESTERDAY - timedelta(days=30), revenue="99999")

    adr = shown(hotel).course.adr

    assert (adr[0], adr[-1], len(adr)) == (Decimal(70), Decimal(50), 30)


@pytest.mark.django_db
def test_a_leap_day_and_the_first_of_a_month_have_their_comparison(hotel: Hotel) -> None:
    closed(hotel, date(2028, 2, 29))
    closed(hotel, date(2027, 2, 28))

    found = performance(hotel=hotel, business_date=date(2028, 3, 1), coming=14)

    assert found.month.label == "Feb 1\u2009–\u200929"
    assert found.month.adr.words == "the same"


@pytest.mark.django_db
def test_another_hotel_and_the_number_of_days_ask_nothing_more(
    hotel: Hotel, django_assert_num_queries: Callable[..., Any]
) -> None:
    other = OpenHotelFactory()
    for number in range(40):
        closed(other, YESTERDAY - timedelta(days=number))

    with django_assert_num_queries(1):
        found = shown(hotel)
    with django_assert_num_queries(1):
        shown(other)

    assert found.course.adr == [None] * 30


@pytest.mark.parametrize(
    ("value", "before", "direction"),
    [("100", "100.04", "same"), ("100", "0", ""), (None, "1", ""), ("90", "100", "down")],
)
def test_a_change_has_a_direction_only_where_there_is_one(
    value: str | None, before: str, direction: str
) -> None:
    found = Comparison(value and Decimal(value), Decimal(before))

    assert found.direction == direction
    assert bool(found.words) == bool(direction)


def test_a_change_is_written_in_the_readers_language() -> None:
    with translation.override("cs"):
        assert "12,5" in Comparison(Decimal("112.5"), Decimal(100)).words
