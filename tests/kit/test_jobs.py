from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, Never

import pytest
import time_machine
from celery import current_app
from django.db import transaction
from kombu.exceptions import OperationalError

from hotelpms.kit import jobs
from hotelpms.kit.models import JobRun

AT = datetime(2027, 5, 10, 12, 0, tzinfo=UTC)


@pytest.fixture
def bell(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A registered task that notes what it was started with."""
    rung = []

    @current_app.task(name="tests.bell")
    def task(*args) -> None:
        """Never runs: only its start is looked at."""

    monkeypatch.setattr(task, "apply_async", lambda args, **options: rung.append((args, options)))
    yield rung
    current_app.tasks.unregister("tests.bell")


@pytest.mark.django_db(transaction=True)
def test_a_bell_rings_after_the_commit_with_ids_and_without_retries(bell: Any) -> None:
    with transaction.atomic():
        jobs.ring("tests.bell", 7)
        assert bell == []

    assert bell == [((7,), {"retry": False})]


@pytest.mark.django_db(transaction=True)
def test_a_transaction_that_fails_rings_nothing(bell: Any) -> None:
    @transaction.atomic
    def fail() -> Never:
        jobs.ring("tests.bell", 7)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()

    assert bell == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("error", [OperationalError("down"), ConnectionRefusedError()])
def test_a_dead_broker_is_logged_and_forgiven(
    bell: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, error: Any
) -> None:
    def fail(**options) -> Never:
        raise error

    monkeypatch.setattr(current_app.tasks["tests.bell"], "apply_async", fail)
    jobs.ring("tests.bell", 7)

    assert [record.getMessage() for record in caplog.records if "ring_lost" in record.msg] == [
        f"ring_lost task=tests.bell error={type(error).__name__}"
    ]


@pytest.mark.django_db(transaction=True)
def test_an_unknown_task_is_loud() -> None:
    with pytest.raises(KeyError):
        jobs.ring("tests.nobody")


@pytest.mark.django_db(transaction=True)
def test_silenced_rings_do_nothing_until_the_block_ends(bell: Any) -> None:
    with jobs.silenced():
        jobs.ring("tests.bell", 1)
    jobs.ring("tests.bell", 2)

    assert [args for args, _options in bell] == [(2,)]


@pytest.mark.django_db
def test_a_run_is_kept_with_its_times_and_detail() -> None:
    with time_machine.travel(AT, tick=False):
        jobs.run_job("sweep", lambda: "3 messages", scope="alpha")
    run = JobRun.objects.get()

    assert (run.name, run.scope, run.outcome, run.detail) == (
        "sweep",
        "alpha",
        "done",
        "3 messages",
    )
    assert (run.started_at, run.finished_at) == (AT, AT)


@pytest.mark.django_db
def test_a_failed_run_names_the_error_but_no_guest_and_stays_loud() -> None:
    def fail() -> Never:
        raise LookupError("Mrs Novak")

    with pytest.raises(LookupError):
        jobs.run_job("sweep", fail)
    run = JobRun.objects.get()

    assert (run.outcome, run.detail) == ("failed", "LookupError")
