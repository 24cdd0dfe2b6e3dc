from typing import Any

import pytest

from crm import tasks
from crm.models import LetterDay
from hotelpms.kit import clock, jobs
from hotelpms.kit.models import JobRun
from messaging.models import Message
from tests.crm.rows import NOW, TODAY, hotel_with_texts, stay_row
from tests.factories.hotels import BusinessDayFactory, HotelFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def rung(monkeypatch: pytest.MonkeyPatch) -> list[tuple]:
    """The tasks that were started, at five past six UTC."""
    bells: list[tuple] = []
    monkeypatch.setattr(jobs, "ring", lambda name, *args: bells.append((name, *args)))
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return bells


def test_the_sweep_rings_for_each_hotel_whose_hour_has_come(rung: list[Any]) -> None:
    due = BusinessDayFactory(hotel=HotelFactory(send_region="EU"), date=TODAY).hotel
    BusinessDayFactory(hotel=HotelFactory(send_region="US"), date=TODAY)

    tasks.sweep()

    assert rung == [("crm.tasks.queue_stay_letters", due.pk)]


def test_the_task_queues_marks_the_day_and_may_run_twice(rung: list[Any]) -> None:
    hotel = hotel_with_texts()
    BusinessDayFactory(hotel=hotel, date=TODAY)
    stay_row(hotel, arrival=1, departure=2)

    tasks.queue_stay_letters(hotel.pk)
    tasks.queue_stay_letters(hotel.pk)

    assert Message.objects.count() == 1
    assert LetterDay.objects.get().done_for == TODAY
    assert [run.outcome for run in JobRun.objects.order_by("pk")] == ["done", "done"]
