"""Telling a worker that a row waits: a Celery task is started after the commit.

The row is the work. A task that is lost costs nothing; the sweep of every minute finds the row.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from celery import current_app
from celery.exceptions import OperationalError
from django.db import transaction
from kombu.exceptions import OperationalError as BrokerDown

from hotelpms.kit import clock
from hotelpms.kit.enums import JobOutcome
from hotelpms.kit.models import JobRun

__all__ = ["JobRun", "after_commit", "ring", "run_job", "silenced"]

logger = logging.getLogger(__name__)
_silent: ContextVar[bool] = ContextVar("rings_are_silent", default=False)


def after_commit(fn: Callable[[], object]) -> None:
    """Call `fn` when the present transaction has committed, at once when there is none."""
    transaction.on_commit(fn)


def ring(task_name: str, *args: Any) -> None:
    """Start the Celery task of this name after the commit; `args` are ids.

    A broker that does not answer is logged and forgiven. An unknown name raises KeyError.
    """
    if not _silent.get():
        after_commit(lambda: _send(task_name, args))


@contextmanager
def silenced() -> Iterator[None]:
    """Start no task inside the block: a replay does the work itself."""
    token = _silent.set(True)
    try:
        yield
    finally:
        _silent.reset(token)


def run_job(name: str, fn: Callable[[], object], *, scope: str = "") -> JobRun:
    """Run `fn` and keep a row of when it ran and how it ended.

    A text that `fn` returns becomes the detail. What it raises is recorded by its type
    alone (a message may name a guest) and raised again.
    """
    run = JobRun.objects.create(name=name, scope=scope, started_at=clock.now())
    try:
        result = fn()
    except Exception as error:
        _finish(run, JobOutcome.FAILED, type(error).__name__)
        raise
    return _finish(run, JobOutcome.DONE, result if isinstance(result, str) else "")


def _finish(run: JobRun, outcome: JobOutcome, detail: str) -> JobRun:
    run.outcome, run.detail, run.finished_at = outcome, detail[:500], clock.now()
    run.save(update_fields=["outcome", "detail", "finished_at"])
    return run


def _send(task_name: str, args: tuple[Any, ...]) -> None:
    if task_name not in current_app.tasks:
        # A web process imports the task modules only when it first starts a task.
        current_app.loader.import_default_modules()
    task = current_app.tasks[task_name]
    try:
        task.apply_async(args=args, retry=False)
    except (BrokerDown, OperationalError, OSError) as error:
        logger.warning("ring_lost task=%s error=%s", task_name, type(error).__name__)
