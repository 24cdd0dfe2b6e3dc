"""Dates as a reader of the active language writes them, for pages and for sentences."""

from datetime import date
from functools import lru_cache

from babel import Locale
from babel.dates import format_date, format_interval, format_skeleton
from django.utils.translation import get_language, to_locale

# Day and month in the order of the language, near enough to the business date to need no year.
SKELETONS = {"brief": "MMMd", "weekday": "MMMEd"}


def format_day(value: date | None, pattern: str = "medium") -> str:
    """Return the date in words of the active language; nothing for None.

    The pattern is brief (Nov 22), weekday (Sun, Nov 22), short, medium, long, full or Babel's own.
    """
    if not value:
        return ""
    return _day(value, pattern, to_locale(get_language() or "en"))


def format_span(first: date | None, last: date | None) -> str:
    """Return two dates as one span, such as Nov 22 – 29, 2026; equal dates as one date."""
    if not first or not last:
        return format_day(first or last)
    if first == last:
        return format_day(first)
    return _span(first, last, to_locale(get_language() or "en"))


def weekday_names() -> list[str]:
    """Return the short names of the days of the week in the active language, Monday first."""
    days = Locale.parse(to_locale(get_language() or "en")).days["stand-alone"]["abbreviated"]
    return [days[number] for number in range(7)]


# The rows of a long list say the same few dates again and again.
@lru_cache(maxsize=2_000)
def _day(value: date, pattern: str, locale: str) -> str:
    if pattern in SKELETONS:
        return format_skeleton(SKELETONS[pattern], value, locale=locale)
    return format_date(value, pattern, locale=locale)


@lru_cache(maxsize=2_000)
def _span(first: date, last: date, locale: str) -> str:
    return format_interval(first, last, "yMMMd", locale=locale)
