"""How the benchmarks measure: the act and its floor by turns, the best of each counts.

Other programs share the machine, so a single time says little. The act and the floor run one
after the other within the same second, several times, and the smallest time of each is kept.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction

Act = Callable[[], object]
Statement = tuple[str, Any, bool]


@dataclass(frozen=True)
class Line:
    """One line of the table. `ratio` is the time of the act divided by that of the floor."""

    name: str
    figure: str
    floor: str
    ratio: float

    def __str__(self) -> str:
        return f"{self.name:<38} {self.figure:>22}   {self.ratio:>6.1f} x  {self.floor}"


def by_turns(act: Act, floor: Act, *, times: int = 5) -> tuple[float, float]:
    """Return the smallest time of the act and of the floor, in seconds."""
    found = [(seconds(act), seconds(floor)) for _turn in range(times)]
    return min(pair[0] for pair in found), min(pair[1] for pair in found)


def best(act: Act, *, times: int = 5) -> float:
    """Return the smallest time of the act in seconds."""
    return min(seconds(act) for _turn in range(times))


def seconds(act: Act) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def undone(act: Act) -> Act:
    """Return the act in a transaction that is rolled back, so that it can be measured again."""

    def run() -> None:
        with transaction.atomic():
            act()
            transaction.set_rollback(True)

    return run


@dataclass
class Recorder:
    """The statements that an act sends to the database."""

    statements: list[Statement] = field(default_factory=list)

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        self.statements.append((sql, params, many))
        return execute(sql, params, many, context)


def bare(act: Act) -> tuple[Act, int]:
    """Record what an act sends, undo it, and return the same statements as an act, and their count.

    This is the floor of a verb: its own SQL with nothing around it. Both are undone, so
    neither pays for a commit.
    """
    recorder = Recorder()
    with connection.execute_wrapper(recorder):
        undone(act)()

    def repeat() -> None:
        with connection.cursor() as cursor:
            for sql, params, many in recorder.statements[1:-1]:
                send = cursor.executemany if many else cursor.execute
                send(sql, params)
                if not many and cursor.description:
                    cursor.fetchall()

    return undone(repeat), len(recorder.statements) - 2


def recorded(act: Act) -> Act:
    """Record the questions that an act sends, and return them as an act without the code around."""
    recorder = Recorder()
    with connection.execute_wrapper(recorder):
        act()

    def repeat() -> None:
        with connection.cursor() as cursor:
            for sql, params, _many in recorder.statements:
                cursor.execute(sql, params)
                cursor.fetchall()

    return repeat
