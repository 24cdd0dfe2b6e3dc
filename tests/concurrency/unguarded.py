"""Our own code with a guard taken out, so that a control shows what the guard prevents.

Nothing is left to luck: a rival comes at one point, just before a statement, or all meet there.
"""

import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.models import Model

from tests.concurrency.rivals import SECONDS, compete

ROW_LOCK = re.compile(r" FOR (NO KEY )?UPDATE( OF \S+)?( SKIP LOCKED)?$")

TakeOut = Callable[[type[Model], str], None]


@contextmanager
def no_row_locks(*, before: str, then: Callable[[], object], of_table: str = "") -> Iterator[None]:
    """In this thread, read rows without locking them, and do `then` before one statement.

    before: how the statement begins; only the first such one counts, and there must be one.
    of_table: take out the locks of this table alone.
    """
    left_out: list[str] = []
    reached: list[str] = []

    def execute(run: Callable[..., Any], sql: str, *rest: Any) -> Any:
        if f'FROM "{of_table}' in sql and ROW_LOCK.search(sql):
            left_out.append(sql)
            sql = ROW_LOCK.sub("", sql)
        if sql.startswith(before) and not reached:
            reached.append(sql)
            then()
        return run(sql, *rest)

    with connection.execute_wrapper(execute):
        yield
    assert left_out, "No lock was taken out."
    assert reached, f"It never came to {before}."


def meet_unlocked(count: int, act: Callable[[int], object], *, before: str) -> list[object]:
    """Let rivals act without row locks; each waits for all others before the statement.

    What a rival raises is returned in its place.
    """
    meeting = threading.Barrier(count, timeout=SECONDS)

    def unlocked(number: int) -> object:
        with no_row_locks(before=before, then=meeting.wait):
            return act(number)

    return compete(count, unlocked)


def meanwhile(act: Callable[[], object]) -> object:
    """Let a rival do it from beginning to end on a connection of its own; return what it gave."""
    (given,) = compete(1, lambda _number: act())
    if isinstance(given, Exception):
        raise given
    return given


@pytest.fixture
def take_out(transactional_db: None) -> Iterator[TakeOut]:
    """A function that takes a constraint out of the database until the test ends."""
    taken: list[tuple[type[Model], Any]] = []

    def take(model: type[Model], name: str) -> None:
        (constraint,) = (one for one in model._meta.constraints if one.name == name)
        with connection.schema_editor() as editor:
            editor.remove_constraint(model, constraint)
        taken.append((model, constraint))

    yield take
    # What was done without them can't stay with them.
    call_command("flush", verbosity=0, interactive=False)
    for model, constraint in taken:
        with connection.schema_editor() as editor:
            editor.add_constraint(model, constraint)
