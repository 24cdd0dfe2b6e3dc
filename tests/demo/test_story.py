"""The demonstration hotel, told over a few days instead of four weeks."""

from datetime import date, datetime
from decimal import Decimal
from unittest.mock import patch
from zoneinfo import ZoneInfo

import pytest

from hotelpms.closing.models import NightClosing
from hotelpms.demo.domain import story
from hotelpms.demo.domain.house import ZONE, build
from hotelpms.hotels.domain.business_day import business_date
from hotelpms.hotels.models import Hotel
from hotelpms.kit import jobs
from invoicing.models import Charge, Payment
from messaging.models import Message
from reservations.domain.traces import traces
from reservations.enums import StayState
from reservations.models import Stay, Trace

pytestmark = [pytest.mark.django_db, pytest.mark.needs_pango]

FIRST, TODAY = date(2027, 5, 11), date(2027, 5, 14)
NOW = datetime(2027, 5, 14, 5, 50, tzinfo=ZoneInfo(ZONE))


@pytest.fixture(scope="module")
def told(module_db: None) -> Hotel:
    with patch.multiple(story, HISTORY_DAYS=3, DAYS_AHEAD=5), jobs.silenced():
        hotel = build(first=FIRST, now=datetime(2027, 5, 11, 6, tzinfo=ZoneInfo(ZONE)))
        story.Story(hotel, TODAY, NOW).tell()
    return hotel


def test_it_ends_early_in_the_morning_of_today_with_nothing_from_later(told: Hotel) -> None:
    assert business_date(told) == TODAY
    assert NightClosing.objects.filter(hotel=told, state="done").count() == 3
    assert not Message.objects.filter(due_at__gt=NOW).exists()
    assert not Charge.objects.filter(posted_at__gt=NOW).exists()
    assert not Payment.objects.filter(posted_at__gt=NOW).exists()


def test_guests_are_in_house_and_others_are_expected(told: Hotel) -> None:
    stays = Stay.objects.filter(hotel=told)

    assert stays.filter(state=StayState.IN_HOUSE).exists()
    assert stays.filter(state=StayState.BOOKED, arrival=TODAY).exists()
    assert stays.filter(state=StayState.DEPARTED).exists()

    left = stays.filter(state=StayState.DEPARTED, folios__state="open")

    assert not left.exists()


def test_most_of_who_comes_soon_has_a_room_and_some_wait_for_one(told: Hotel) -> None:
    coming = Stay.objects.filter(hotel=told, state=StayState.BOOKED, arrival__gt=TODAY)
    given = coming.filter(room__isnull=False).count()

    assert coming.count() > given > coming.count() / 2


def test_every_stay_has_the_board_of_its_rate_plan(told: Hotel) -> None:
    boards = set(Stay.objects.filter(hotel=told).values_list("rate_plan__code", "board"))

    assert boards == {("BAR", "BB"), ("NRF", "BB"), ("HBB", "HB")}
    assert Charge.objects.filter(hotel=told, gross__lt=Decimal(0)).count() == 0


def test_the_departments_remind_each_other_of_what_is_to_be_done(told: Hotel) -> None:
    found = traces.due(told, TODAY)

    assert {trace.department.code for trace in found} >= {"management", "front-office"}
    assert traces.overdue(told, TODAY).count() == 1
    assert Trace.objects.filter(hotel=told, stay__isnull=False).exists()
    assert Trace.objects.filter(hotel=told, state="done").count() == 1
