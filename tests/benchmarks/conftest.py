"""Collects the lines of the benchmarks and prints them as one table at the end."""

from collections.abc import Callable

import pytest
from django.db import connection

from hotelpms.kit import jobs
from tests.benchmarks.measure import Line

LINES = pytest.StashKey[list[Line]]()

Tell = Callable[[str, str, str, float], None]


def pytest_configure(config: pytest.Config) -> None:
    config.stash[LINES] = []


@pytest.fixture
def tell(request: pytest.FixtureRequest) -> Tell:
    """`tell(name, figure, floor, ratio)` adds a line to the table."""
    return lambda *parts: request.config.stash[LINES].append(Line(*parts))


@pytest.fixture(autouse=True)
def no_worker_is_rung() -> object:
    with jobs.silenced():
        yield


@pytest.fixture
def real_rows(transactional_db: None) -> None:
    """Tables with real commits, and with the statistics that a database in use has."""
    analyse()


def analyse() -> None:
    """Let the database look at its tables, as it does by itself in daily use."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    lines = terminalreporter.config.stash.get(LINES, [])
    if not lines:
        return
    terminalreporter.section(f"benchmarks on {connection.vendor}")
    terminalreporter.write_line(f"{'what':<38} {'measured':>22}   {'ratio':>6}    against")
    for line in lines:
        terminalreporter.write_line(str(line))
