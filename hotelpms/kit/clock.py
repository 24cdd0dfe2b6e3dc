"""The only place that reads the system clock, and that of the database.

It serves logs, tokens and send times. "Today" for stays, postings and reports is the
hotel's business date, which is a row (hotelpms.hotels.domain.business_day).
"""

import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import connection

# After so many seconds the database is asked for its time anew.
ASKED_AGAIN = 30.0


def now() -> datetime:
    """Return the present moment as an aware datetime in UTC."""
    return datetime.now(UTC)


def local_date(moment: datetime, zone: str) -> date:
    """Return the calendar date of an aware moment in an IANA zone such as "Europe/Prague".

    Raises ValueError for a naive moment: its date would depend on the machine.
    """
    if moment.tzinfo is None:
        raise ValueError("local_date needs an aware datetime")
    return moment.astimezone(ZoneInfo(zone)).date()


def shared() -> Callable[[], datetime]:
    """Return a clock that goes like the database's, which is the same for all machines.

    Leases are taken and ended by it: a worker whose own clock is wrong would take away what
    others hold. For one thread: it asks through that thread's connection, now and then.
    """
    return now if connection.vendor == "sqlite" else _Shared()


class _Shared:
    """The database's moment, carried on by a counter that no change of the clock moves."""

    def __init__(self) -> None:
        self._asked_at = float("-inf")
        self._answer = datetime.min.replace(tzinfo=UTC)

    def __call__(self) -> datetime:
        passed = time.monotonic() - self._asked_at
        if passed > ASKED_AGAIN:
            with connection.cursor() as cursor:
                cursor.execute("SELECT clock_timestamp()")
                self._answer = cursor.fetchone()[0].astimezone(UTC)
            self._asked_at, passed = time.monotonic(), 0.0
        return self._answer + timedelta(seconds=passed)
