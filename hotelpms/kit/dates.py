"""Dates, hours and moments as a reader of the active language writes them: the only place.

For pages, papers, mails and sentences alike. Which English is active, American or British, says
the hotel's country (kit.languages.as_written). A test finds dates that are written by hand.
"""

from datetime import date, datetime, time
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel import Locale
from babel import dates as babel
from django.utils.translation import get_language, to_locale

# Day and month in the order of the language, near enough to the business date to need no year.
SKELETONS = {"brief": "MMMd", "weekday": "MMMEd", "dated": "yMMMEd", "month": "yMMM"}


def format_day(value: date | None, pattern: str = "medium", *, language: str = "") -> str:
    """Return the date in words of the active language or the one given; nothing for None.

    The pattern is brief (22 Nov), weekday (Sun 22 Nov), dated (Sun, 22 Nov 2026), month (Nov 2026),
    medium (22 Nov 2026), long (22 November 2026), full (Sunday, 22 November 2026), or Babel's
    letters for a name alone, such as EEEE. No order of day and month is written by hand.
    """
    if not value:
        return ""
    return _day(value, pattern, to_locale(language) if language else _locale())


def format_span(first: date | None, last: date | None, pattern: str = "medium") -> str:
    """Return two dates as one span, such as 22–29 Nov 2026; equal dates as one date.

    The pattern is medium, brief (without the year) or weekday (brief, with the days of the week).
    """
    if not first or not last:
        return format_day(first or last, pattern)
    if first == last:
        return format_day(first, pattern)
    return _span(first, last, SKELETONS.get(pattern, "yMMMd"), _locale())


def format_hour(value: time | None, *, language: str = "") -> str:
    """Return an hour of the hotel's clock, such as 15:00 or 3:00 PM; nothing for None."""
    locale = to_locale(language) if language else _locale()
    return _hour(value, locale) if value is not None else ""


def format_moment(value: datetime | None, zone: str) -> str:
    """Return a moment in a zone such as Europe/Prague, with date and minutes; nothing for None."""
    if not value:
        return ""
    local = value.astimezone(ZoneInfo(zone))
    pattern = str(Locale.parse(_locale()).datetime_formats["medium"])
    return pattern.format(format_hour(local.time()), format_day(local.date()))


def _locale() -> str:
    return to_locale(get_language() or "en")


# The rows of a long list say the same few dates again and again.
@lru_cache(maxsize=20_000)
def _day(value: date, pattern: str, locale: str) -> str:
    if pattern in SKELETONS:
        return babel.format_skeleton(SKELETONS[pattern], value, locale=locale)
    return babel.format_date(value, pattern, locale=locale)


@lru_cache(maxsize=20_000)
def _span(first: date, last: date, skeleton: str, locale: str) -> str:
    return babel.format_interval(first, last, skeleton, locale=locale)


@lru_cache(maxsize=2_000)
def _hour(value: time, locale: str) -> str:
    return babel.format_time(value, "short", locale=locale)
