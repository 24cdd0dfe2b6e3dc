from datetime import UTC, date, datetime, timedelta

import pytest

from hotelpms.closing.domain import runner, sweep, timing
from hotelpms.closing.models import NightClosing
from tests.factories.invoicing import AT, CLERK, TODAY, House, open_house

pytestmark = pytest.mark.django_db

# 3 o'clock in Prague, in summer.
HOUR = datetime(2027, 5, 11, 1, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def titles(house: House, now: datetime, day: date = TODAY) -> list[str]:
    return [found.title for found in timing.concerns(hotel=house.hotel, date=day, now=now)]


def closed_at(house: House, now: datetime) -> None:
    started = runner.start(is_confirmed=True, hotel=house.hotel, actor=CLERK, now=now)
    runner.run(closing_id=started.pk, now=lambda: now, makes_reports=False)


@pytest.mark.parametrize(
    ("now", "days"),
    [
        (HOUR - timedelta(seconds=1), 0),
        (HOUR, 1),
        (HOUR + DAY - timedelta(seconds=1), 1),
        (HOUR + DAY, 2),
        (HOUR + 8 * DAY, 9),
    ],
)
def test_the_days_that_are_due_are_counted_by_the_hotels_hour(now: datetime, days: int) -> None:
    assert timing.days_due(hotel=open_house().hotel, date=TODAY, now=now) == days


def test_an_hour_in_the_evening_is_counted_on_the_date_itself() -> None:
    hotel = open_house(closing_hour=23, zone="America/New_York").hotel
    hour = datetime(2027, 5, 11, 3, 0, tzinfo=UTC)

    assert timing.days_due(hotel=hotel, date=TODAY, now=hour - timedelta(seconds=1)) == 0
    assert timing.days_due(hotel=hotel, date=TODAY, now=hour) == 1


def test_around_the_hotels_hour_nothing_speaks_against_the_closing() -> None:
    house = open_house()

    assert titles(house, HOUR - timing.EARLY) == []
    assert titles(house, HOUR + 8 * timedelta(hours=1)) == []


def test_a_closing_in_the_evening_before_has_to_be_confirmed() -> None:
    house = open_house()
    early = HOUR - timing.EARLY - timedelta(minutes=1)
    with pytest.raises(timing.NotConfirmed, match=r"It is early .* 11:59.PM on .*2027.* no-shows"):
        runner.start(hotel=house.hotel, actor=CLERK, now=early)

    assert NightClosing.objects.count() == 0

    runner.start(is_confirmed=True, hotel=house.hotel, actor=CLERK, now=early)

    assert NightClosing.objects.count() == 1


def test_a_second_closing_right_after_the_first_has_to_be_confirmed() -> None:
    """Trial D21: the date 15 December was closed on 28 November."""
    house = open_house()
    closed_at(house, HOUR + DAY - timedelta(minutes=1))

    assert titles(house, HOUR + DAY, TODAY + DAY) == ["The day before has just been closed."]
    assert titles(house, HOUR + DAY + timing.SOON, TODAY + DAY) == []


def test_a_hotel_days_behind_is_told_how_many_and_what_the_closing_will_do() -> None:
    """Trial D9: an outage must not turn into false facts."""
    house = open_house()
    with pytest.raises(timing.NotConfirmed, match=r"9 days behind.* become no-shows"):
        runner.start(hotel=house.hotel, actor=CLERK, now=HOUR + 8 * DAY)


def test_after_an_outage_the_days_wait_for_a_person() -> None:
    house = open_house(unattended_closing=True)
    after = HOUR + 3 * DAY

    assert sweep.sweep(now=after) == 0

    for day in range(3):
        closed_at(house, after + timedelta(minutes=day))

    assert sweep.sweep(now=after + timedelta(minutes=9)) == 0, "somebody is still catching up"
    assert sweep.sweep(now=after + timing.SOON + timedelta(minutes=9)) == 1


def test_the_moment_of_the_factories_is_early() -> None:
    """So that a test which starts a closing at noon says that it means it."""
    assert titles(open_house(), AT) == ["It is early for this closing."]
