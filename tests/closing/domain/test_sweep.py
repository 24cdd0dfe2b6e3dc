from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from hotelpms.closing.domain import runner, sweep, times, timing
from hotelpms.closing.enums import ClosingState
from hotelpms.closing.models import NightClosing
from hotelpms.kit import jobs
from tests.factories.invoicing import AT, CLERK, TODAY, House, guest_in_house, open_house

pytestmark = pytest.mark.django_db

# 3 o'clock in Prague, in summer.
CLOSING_HOUR = datetime(2027, 5, 11, 1, 0, tzinfo=UTC)


@pytest.fixture
def rung(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int]]:
    """The tasks that were started, in order."""
    rings: list[tuple[str, int]] = []
    monkeypatch.setattr(jobs, "ring", lambda name, pk: rings.append((name, pk)))
    return rings


def unattended(**hotel: object) -> House:
    return open_house(unattended_closing=True, **hotel)


def test_the_day_closes_by_itself_at_the_hotels_hour(rung: list[tuple[str, int]]) -> None:
    house = unattended()
    sweep.sweep(now=CLOSING_HOUR - timedelta(seconds=1))

    assert NightClosing.objects.count() == 0

    sweep.sweep(now=CLOSING_HOUR)
    started = NightClosing.objects.get(hotel=house.hotel)

    assert (started.business_date, started.started_by) == (TODAY, "system")
    assert started.extends_due_outs is True
    assert rung == [("hotelpms.closing.tasks.close_day", started.pk)]


def test_an_hour_in_the_evening_belongs_to_the_date_itself() -> None:
    house = open_house(closing_hour=23, zone="America/New_York")
    at = timing.due_at(hotel=house.hotel, date=TODAY)

    assert at.astimezone(UTC) == datetime(2027, 5, 11, 3, 0, tzinfo=UTC)


def test_the_hour_follows_the_clock_of_the_hotel_in_winter() -> None:
    house = open_house()
    at = timing.due_at(hotel=house.hotel, date=date(2027, 1, 10))

    assert at.astimezone(UTC) == datetime(2027, 1, 11, 2, 0, tzinfo=UTC)


def test_hotels_that_want_a_person_are_left_alone(rung: list[tuple[str, int]]) -> None:
    open_house()

    assert sweep.sweep(now=CLOSING_HOUR) == 0
    assert rung == []


def test_a_blocked_closing_waits_for_a_person(rung: list[tuple[str, int]]) -> None:
    house = unattended()
    guest_in_house(house, nights=0)
    started = runner.start(is_confirmed=True, hotel=house.hotel, actor=CLERK, now=AT)
    runner.run(closing_id=started.pk, now=lambda: AT)

    assert sweep.sweep(now=CLOSING_HOUR) == 0
    assert NightClosing.objects.get().state == ClosingState.BLOCKED


def test_a_closing_that_a_fault_stopped_is_tried_again_after_a_while(
    rung: list[tuple[str, int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    unattended()
    sweep.sweep(now=CLOSING_HOUR)
    rung.clear()
    started = NightClosing.objects.get()
    monkeypatch.setattr("invoicing.domain.figures.figures.compute", _break)
    with pytest.raises(OSError, match="disk"):
        runner.run(closing_id=started.pk, now=lambda: CLOSING_HOUR)
    started.refresh_from_db()

    assert started.state == ClosingState.FAILED

    assert sweep.sweep(now=CLOSING_HOUR + sweep.RETRY_AFTER / 2) == 0
    assert sweep.sweep(now=CLOSING_HOUR + sweep.RETRY_AFTER) == 1

    started.refresh_from_db()

    assert started.state == ClosingState.RUNNING
    assert rung == [("hotelpms.closing.tasks.close_day", started.pk)]


def _break(**_told: object) -> None:
    raise OSError("disk")


def test_a_house_that_cannot_start_keeps_no_other_from_closing(
    rung: list[tuple[str, int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    broken, sound = unattended(code="broken"), unattended(code="sound")
    start = runner.start

    def start_or_break(**told: Any) -> NightClosing:
        if told["hotel"] == broken.hotel:
            raise RuntimeError
        return start(**told)

    monkeypatch.setattr(runner, "start", start_or_break)

    assert sweep.sweep(now=CLOSING_HOUR) == 1
    assert NightClosing.objects.get().hotel == sound.hotel


def test_a_started_closing_that_no_worker_took_is_rung_again(rung: list[tuple[str, int]]) -> None:
    house = open_house()
    started = runner.start(is_confirmed=True, hotel=house.hotel, actor=CLERK, now=AT)

    assert sweep.sweep(now=AT + timedelta(minutes=1)) == 0
    assert sweep.sweep(now=AT + timedelta(minutes=3)) == 1
    assert rung == [("hotelpms.closing.tasks.close_day", started.pk)]


def test_a_dead_runner_is_replaced_when_its_lease_ends(rung: list[tuple[str, int]]) -> None:
    house = open_house()
    runner.start(is_confirmed=True, hotel=house.hotel, actor=CLERK, now=AT)
    NightClosing.objects.update(lease_token="dead", leased_until=AT + times.LEASE)

    assert sweep.sweep(now=AT + times.LEASE - timedelta(seconds=1)) == 0
    assert sweep.sweep(now=AT + times.LEASE) == 1


def test_reports_that_are_owed_are_rung_for(rung: list[tuple[str, int]]) -> None:
    house = open_house()
    started = runner.start(is_confirmed=True, hotel=house.hotel, actor=CLERK, now=AT)
    NightClosing.objects.update(
        state=ClosingState.ROLLED, leased_until=AT + times.PICK_UP, rolled_at=AT
    )

    assert sweep.sweep(now=AT) == 0
    assert sweep.sweep(now=AT + timedelta(minutes=3)) == 1
    assert rung == [("hotelpms.closing.tasks.close_day", started.pk)]
