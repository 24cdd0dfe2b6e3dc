"""The only place that reads the system clock.

It serves logs, tokens and send times. "Today" for stays, postings and reports is the
hotel's business date, which is a row (hotelpms.hotels.domain.business_day).
"""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo


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
