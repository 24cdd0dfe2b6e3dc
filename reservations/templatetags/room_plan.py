"""Bars and columns of the room plan as compact HTML: thousands of them in one answer.

A date is two columns wide. A stay begins in the second half of its arrival and ends in the
first half of its departure, so that leaving and coming guests share a date.
"""

import datetime
from collections.abc import Iterable
from functools import cache

from babel.dates import format_date
from django import template
from django.template import Context
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, pgettext_lazy, to_locale

from reservations.domain.room_plan import PlanBar
from reservations.enums import StayState

register = template.Library()

# Tone, icon and word as the status badges have them; the badges belong to an app above this
# one, and a test holds both tables against each other.
STATES = {
    "due_in": ("info", "log-in", pgettext_lazy("status", "Due in")),
    "booked": ("info", "check", pgettext_lazy("status", "Booked")),
    "in_house": ("ok", "key-round", pgettext_lazy("status", "In house")),
    "due_out": ("warn", "log-out", pgettext_lazy("status", "Due out")),
    "departed": ("mute", "door-open", pgettext_lazy("status", "Departed")),
    "ooo": ("bad", "wrench", pgettext_lazy("status", "Out of order")),
    "oos": ("plum", "construction", pgettext_lazy("status", "Out of service")),
    "dirty": ("warn", "brush-cleaning", pgettext_lazy("status", "Dirty")),
    "clean": ("ok", "sparkles", pgettext_lazy("status", "Clean")),
    "inspected": ("ok", "shield-check", pgettext_lazy("status", "Inspected")),
}
# Drawn thin over the row, because a stay may lie in the same room.
THIN = ("oos",)


@register.simple_tag(takes_context=True)
def plan_bars(context: Context, bars: Iterable[PlanBar]) -> SafeString:
    """Return the bars of one row. The context holds `sheet` and `stay_url` (with stay 0)."""
    sheet, url = context["sheet"], context["stay_url"]
    count = len(sheet.days)
    parts = [_bar(bar, sheet.business_date, count, url) for bar in bars]
    # Every part is escaped where it is made.
    return mark_safe("".join(parts))


@register.simple_tag
def plan_day(date: datetime.date, pattern: str) -> str:
    """Return a date in Babel's pattern; the same few dates are asked for again and again."""
    return _written(date, pattern, get_language() or "en")


@register.simple_tag
def plan_mark(state: str) -> SafeString:
    """Return the mark of a state, drawn from the sprite that the page holds once."""
    return format_html('<svg aria-hidden="true"><use href="#plan-{}"/></svg>', state)


@register.simple_tag
def plan_states(*states: str) -> list[tuple[str, str, str, object]]:
    """Return value, tone, icon and word of each state, for sprite and legend."""
    return [(state, *STATES[state]) for state in states]


@register.filter
def column(index: int) -> int:
    """Return the first of the two columns of a date: {{ day.index|column }}."""
    return 2 * index + 1


def _bar(bar: PlanBar, business_date: datetime.date, count: int, url: str) -> str:
    state = _state(bar, business_date)
    start, span = _place(bar, count)
    css = f"bar {STATES[state][0]} {state} c{start} n{span}"
    css += " day-use" if bar.is_day_use else ""
    css += " from-before" if bar.starts_before else ""
    css += " goes-on" if bar.ends_after else ""
    inside = f'<svg aria-hidden="true"><use href="#plan-{state}"/></svg><b>{escape(bar.label)}</b>'
    title = escape(_title(bar, state))
    if bar.stay_id is None:
        thin = " thin" if state in THIN else ""
        return f'<span class="{css}{thin}" title="{title}">{inside}</span>'
    return (
        f'<a class="{css}" href="{url.replace("/0/", f"/{bar.stay_id}/")}" title="{title}" '
        f'draggable="false" data-stay="{bar.stay_id}" data-version="{bar.version}" '
        f'data-start="{bar.start}" data-span="{bar.span}" data-arrival="{bar.arrival}" '
        f'data-departure="{bar.departure}" data-state="{bar.state}">{inside}</a>'
    )


def _place(bar: PlanBar, count: int) -> tuple[int, int]:
    if bar.is_day_use:
        return 2 * bar.start + 1, 2
    start = 2 * bar.start + (1 if bar.starts_before else 2)
    end = min(2 * (bar.start + bar.span) + 2, 2 * count + 1)
    return start, max(1, end - start)


def _state(bar: PlanBar, business_date: datetime.date) -> str:
    if bar.state == StayState.BOOKED and bar.arrival == business_date:
        return "due_in"
    if bar.state == StayState.IN_HOUSE and bar.departure and bar.departure <= business_date:
        return "due_out"
    return str(bar.state)


def _title(bar: PlanBar, state: str) -> str:
    language = get_language() or "en"
    first = _written(bar.arrival, "d MMM", language) if bar.arrival else ""
    last = _written(bar.departure, "d MMM", language) if bar.departure else ""
    what = [bar.label, bar.code, f"{first} – {last}", bar.room_type, str(STATES[state][2])]
    return " · ".join(part for part in what if part)


@cache
def _locale_of(language: str) -> str:
    return to_locale(language)


_known: dict[tuple[datetime.date, str, str], str] = {}


def _written(date: datetime.date, pattern: str, language: str) -> str:
    key = (date, pattern, language)
    if key not in _known:
        if len(_known) > 20_000:
            _known.clear()
        _known[key] = format_date(date, pattern, locale=_locale_of(language))
    return _known[key]
