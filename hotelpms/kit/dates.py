"""Dates as a reader of the active language writes them, for pages and for sentences."""

from datetime import date

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
    locale = to_locale(get_language() or "en")
    if pattern in SKELETONS:
        return format_skeleton(SKELETONS[pattern], value, locale=locale)
    return format_date(value, pattern, locale=locale)


def format_span(first: date | None, last: date | None) -> str:
    """Return two dates as one span, such as Nov 22 – 29, 2026; equal dates as one date."""
    if not first or not last:
        return format_day(first or last)
    if first == last:
        return format_day(first)
    return format_interval(first, last, "yMMMd", locale=to_locale(get_language() or "en"))
