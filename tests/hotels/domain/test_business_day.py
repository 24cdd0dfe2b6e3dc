from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from hotelpms.hotels.domain.business_day import (
    BusinessDayAlreadyOpen,
    BusinessDayMoved,
    NoOpenBusinessDay,
    business_date,
    lock_business_day,
    open_first_day,
    roll_day,
)
from hotelpms.hotels.enums import DayState
from hotelpms.hotels.models import BusinessDay
from hotelpms.kit.actor import Actor
from hotelpms.kit.models import AuditEntry
from tests.factories.hotels import BusinessDayFactory, HotelFactory, OpenHotelFactory

NOW = datetime(2027, 5, 11, 1, 30, tzinfo=UTC)
MAY_10, MAY_11 = date(2027, 5, 10), date(2027, 5, 11)
AUDITOR = Actor(7, "Night auditor")

pytestmark = pytest.mark.django_db


def test_the_business_date_is_the_open_day_of_this_hotel() -> None:
    hotel = OpenHotelFactory()
    OpenHotelFactory(business_day__date=date(2026, 1, 1))
    BusinessDayFactory(hotel=hotel, date=date(2027, 5, 9), state=DayState.CLOSED, closed_at=NOW)

    assert business_date(hotel) == MAY_10


def test_a_hotel_that_never_opened_has_no_business_date() -> None:
    hotel = HotelFactory()
    with pytest.raises(NoOpenBusinessDay):
        business_date(hotel)
    with pytest.raises(NoOpenBusinessDay):
        lock_business_day(hotel.pk)


def test_the_first_day_is_opened_once() -> None:
    hotel = HotelFactory()
    day = open_first_day(hotel=hotel, date=MAY_10, now=NOW, actor=AUDITOR)

    assert (day.date, day.state, day.opened_at) == (MAY_10, "open", NOW)

    with pytest.raises(BusinessDayAlreadyOpen):
        open_first_day(hotel=hotel, date=MAY_11, now=NOW)
    entry = AuditEntry.objects.get()

    assert (entry.action, entry.hotel_id, entry.actor_name, entry.data) == (
        "business_day.opened",
        hotel.pk,
        "Night auditor",
        {"date": "2027-05-10"},
    )


def test_rolling_closes_the_day_and_opens_the_next() -> None:
    hotel = OpenHotelFactory()
    following = roll_day(hotel=hotel, from_date=MAY_10, now=NOW)

    assert (following.date, following.state, following.opened_at) == (MAY_11, "open", NOW)

    closed = BusinessDay.objects.get(hotel=hotel, date=MAY_10)

    assert (closed.state, closed.closed_at) == ("closed", NOW)
    assert business_date(hotel) == MAY_11
    assert list(AuditEntry.objects.order_by("pk").values_list("action", flat=True)) == [
        "business_day.closed",
        "business_day.opened",
    ]


def test_rolling_twice_rolls_once() -> None:
    hotel = OpenHotelFactory()
    roll_day(hotel=hotel, from_date=MAY_10, now=NOW)
    with pytest.raises(BusinessDayMoved) as refusal:
        roll_day(hotel=hotel, from_date=MAY_10, now=NOW)

    assert "May 11, 2027" in str(refusal.value)
    assert BusinessDay.objects.filter(hotel=hotel).count() == 2


def test_two_open_days_cannot_be_stored() -> None:
    hotel = OpenHotelFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        BusinessDayFactory(hotel=hotel, date=MAY_11)


def test_a_date_comes_once_in_a_hotel() -> None:
    day = BusinessDayFactory(state=DayState.CLOSED, closed_at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        BusinessDayFactory(hotel=day.hotel, date=day.date)


def test_a_closed_day_says_when_it_was_closed() -> None:
    with pytest.raises(IntegrityError, match="closed_business_day_says_when"):
        BusinessDayFactory(state=DayState.CLOSED, closed_at=None)


@pytest.mark.needs_postgres
def test_the_open_day_is_locked_without_its_key() -> None:
    hotel = OpenHotelFactory()
    with CaptureQueriesContext(connection) as queries:
        assert lock_business_day(hotel.pk).date == MAY_10

    assert "FOR NO KEY UPDATE" in queries[0]["sql"]
