"""Bars and columns of the room plan as compact HTML: thousands of them in one answer.

A date is two columns wide. A stay begins in the second half of its arrival and ends in the
first half of its departure, so that leaving and coming guests share a date.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from html import escape
from urllib.parse import quote

from babel.dates import format_date
from django import template
from django.template import Context
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, pgettext_lazy, to_locale
from django.utils.translation import gettext as _
from lucide.templatetags.lucide import lucide

from reservations.domain.room_plan import PlanBar, PlanRoom
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
    # Every part is escaped where it is made; so it is in plan_rooms.
    return mark_safe(_pen(context).bars(bars))


@register.simple_tag(takes_context=True)
def plan_rooms(context: Context, rooms: Iterable[PlanRoom]) -> SafeString:
    """Return the rows of rooms with all their bars. The context is that of `plan_bars`."""
    pen, name = _pen(context), escape(_("Room"))
    return mark_safe("".join(pen.room(room, name) for room in rooms))


@register.simple_tag
def plan_left(left: Iterable[int]) -> SafeString:
    """Return a cell for each date with the number of rooms left to sell."""
    parts = []
    for index, number in enumerate(left):
        css = "plan-left" if number > 0 else "plan-left none"
        parts.append(f'<span class="{css} c{2 * index + 1} n2">{number}</span>')
    return mark_safe("".join(parts))


@register.simple_tag
def plan_day(date: datetime.date, pattern: str) -> str:
    """Return a date in Babel's pattern; the same few dates are asked for again and again."""
    return _written(date, pattern, get_language() or "en")


@register.simple_tag
def plan_states(*states: str) -> list[tuple[str, str, object]]:
    """Return value, tone and word of each of these states, for the legend."""
    return [(state, STATES[state][0], STATES[state][2]) for state in states]


@register.simple_tag
def plan_marks() -> list[tuple[str, SafeString]]:
    """Return each state with its icon as a data address, for the sheet of marks."""
    return [(state, _icon(icon)) for state, (_tone, icon, _word) in STATES.items()]


@cache
def _icon(name: str) -> SafeString:
    drawn = lucide(name).replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1)
    return mark_safe(f"data:image/svg+xml,{quote(drawn)}")


@register.filter
def column(index: int) -> int:
    """Return the first of the two columns of a date: {{ day.index|column }}."""
    return 2 * index + 1


@dataclass(frozen=True)
class _Pen:
    """What all bars of an answer share, looked up once: a plan can have ten thousand."""

    business_date: datetime.date
    day_count: int
    address: tuple[str, str]
    language: str
    words: dict[str, str]

    def room(self, room: PlanRoom, name: str) -> str:
        number, state = escape(room.number), room.housekeeping
        return (
            f'<div class="plan-row room" role="group" aria-label="{name} {number}">'
            f'<div class="plan-rail"><b>{number}</b><span class="mark housekeeping {state}" '
            f'title="{escape(self.words[state])}"></span></div>'
            f'<div class="plan-track" data-room="{room.id}" data-number="{number}" '
            f'data-type="{room.room_type_id}">{self.bars(room.bars)}</div></div>\n'
        )

    def bars(self, bars: Iterable[PlanBar]) -> str:
        return "".join([self.bar(bar) for bar in bars])

    def bar(self, bar: PlanBar) -> str:
        state = _state(bar, self.business_date)
        start, span = _place(bar, self.day_count)
        css = f"bar {STATES[state][0]} {state} c{start} n{span}"
        if bar.is_day_use:
            css += " day-use"
        if bar.starts_before:
            css += " from-before"
        if bar.ends_after:
            css += " goes-on"
        label, title = escape(bar.label), escape(self.title(bar, state))
        if bar.stay_id is None:
            thin = " thin" if state in THIN else ""
            return f'<span class="{css}{thin}" title="{title}">{label}</span>'
        before, after = self.address
        return (
            f'<a class="{css}" href="{before}{bar.stay_id}{after}" title="{title}" '
            f'data-stay="{bar.stay_id}" data-version="{bar.version}" '
            f'data-start="{bar.start}" data-span="{bar.span}" data-arrival="{bar.arrival}" '
            f'data-departure="{bar.departure}" data-state="{bar.state}">{label}</a>'
        )

    def title(self, bar: PlanBar, state: str) -> str:
        first = _written(bar.arrival, "d MMM", self.language) if bar.arrival else ""
        last = _written(bar.departure, "d MMM", self.language) if bar.departure else ""
        what = (bar.label, bar.code, f"{first} – {last}", bar.room_type, self.words[state])
        return " · ".join(filter(None, what))


def _pen(context: Context) -> _Pen:
    sheet, (before, _zero, after) = context["sheet"], context["stay_url"].rpartition("0")
    return _Pen(
        business_date=sheet.business_date,
        day_count=len(sheet.days),
        address=(before, after),
        language=get_language() or "en",
        words={state: str(word) for state, (_tone, _icon, word) in STATES.items()},
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
    return bar.state


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
