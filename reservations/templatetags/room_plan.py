"""Bars and columns of the room plan as compact HTML: thousands of them in one answer.

A date is two columns wide. A stay begins in the second half of its arrival and ends in the
first half of its departure, so that leaving and coming guests share a date. `cN` and `nN` name
the first column and the number of columns (plan_marks.css).

A bar tells the page's script what it needs in `data-bar`: state, version, first night shown,
nights shown, arrival and departure, the dates as days from the first one shown; and what a drag
may move in `data-moves`.
"""

import datetime
import re
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from html import escape
from urllib.parse import quote

from django import template
from django.conf import settings
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from hotelpms.kit.dates import format_day, format_span
from hotelpms.kit.templatetags.icons import lucide
from hotelpms.kit.web.looks import Look, looks_of
from reservations.domain.plan.sheet import SHOWN_STATES, SPANS, PlanDay, bar_standing
from reservations.domain.plan.window import FLAGS, PlanBar, PlanRoom
from reservations.enums import HousekeepingState, StayState

register = template.Library()

# Icon and word of each flag of a bar.
FLAG_MARKS = {
    "vip": ("star", pgettext_lazy("flag", "VIP")),
    "note": ("sticky-note", pgettext_lazy("flag", "Note or special request")),
    "trace": ("bell", pgettext_lazy("flag", "Open trace")),
    "option": ("hourglass", pgettext_lazy("flag", "Option, not confirmed yet")),
    "upgrade": ("arrow-up", pgettext_lazy("flag", "Upgraded")),
    "group": ("link", pgettext_lazy("flag", "Several rooms in one reservation")),
}
# What a drag may still move of a stay: all of it, or what lies ahead of the guest.
MOVES: dict[str, str] = {StayState.BOOKED: "whole", StayState.IN_HOUSE: "rest"}
# Drawn thin over the row, because a stay may lie in the same room.
THIN = ("oos",)


@register.simple_tag(takes_context=True)
def plan_names(context: Context, rooms: Iterable[PlanRoom]) -> SafeString:
    """Return the column of room numbers with their housekeeping state, one for each row."""
    pen = _pen(context)
    return mark_safe("".join([pen.name(room) for room in rooms]))


@register.simple_block_tag
def stamped(content: SafeString, name: str, css: str) -> SafeString:
    """Wrap a part of the sheet that the page's script swaps alone, when its stamp differs."""
    stamp = f"{zlib.crc32(content.encode()):x}"
    return format_html(
        '<div class="{}" id="{}" data-stamp="{}">{}</div>', css, name, stamp, content
    )


@register.simple_tag(takes_context=True)
def plan_bars(context: Context, bars: Iterable[PlanBar]) -> SafeString:
    """Return the bars of one row. The context holds `sheet` and `stay_url` (with stay 0)."""
    # Every part is escaped where it is made; so it is in plan_rooms.
    return mark_safe(_pen(context).bars(bars, escape(_("Without a room"))))


@register.simple_tag(takes_context=True)
def plan_rooms(context: Context, rooms: Iterable[PlanRoom]) -> SafeString:
    """Return the rows of rooms with all their bars. The context is that of `plan_bars`."""
    pen, name = _pen(context), escape(_("Room"))
    return mark_safe("".join(pen.room(room, name) for room in rooms))


@register.simple_tag
def plan_waiting(days: Iterable[PlanDay]) -> SafeString:
    """Return a cell for each date with the number of arriving stays that have no room."""
    said = _("%(date)s: %(n)s without a room")
    cells = (
        _cell("plan-waiting", day, day.unassigned, said, day.unassigned)
        for day in days
        if day.unassigned
    )
    return mark_safe("".join(cells))


@register.simple_tag(takes_context=True)
def plan_left(context: Context, left: Iterable[int]) -> SafeString:
    """Return a cell for each date with the number of rooms left to sell."""
    said = _("%(date)s: %(n)s free")
    cells = (
        _cell("plan-left" if number > 0 else "plan-left none", day, number, said, number)
        for day, number in zip(context["sheet"].days, left, strict=True)
    )
    return mark_safe("".join(cells))


@register.filter
def in_full(day: PlanDay) -> str:
    """Return a column's date with its public holiday, and whether it is the business date."""
    said = [format_day(day.date, "full"), day.holiday]
    return ", ".join(filter(None, [*said, _("Business date") if day.is_business_date else ""]))


@register.simple_tag
def plan_full(days: Iterable[PlanDay]) -> SafeString:
    """Return a cell for each date with the share of rooms that are sold."""
    said = _("%(date)s: %(n)s of %(rooms)s rooms sold")
    cells = (
        _cell(f"plan-full f{day.fullness}", day, day.percent, said, day.sold, day.available)
        for day in days
    )
    return mark_safe("".join(cells))


@register.simple_tag
def plan_states(*states: str) -> list[tuple[str, str, object]]:
    """Return value, tone and word of each of these states, for the legend."""
    looks = _looks()
    return [(state, looks[state].tone, looks[state].word) for state in states]


@register.simple_tag
def plan_flags() -> list[tuple[str, object]]:
    """Return value and word of each flag, for the legend."""
    return [(flag, FLAG_MARKS[flag][1]) for flag in FLAGS]


@register.simple_tag
def plan_columns() -> range:
    """Return the numbers of the columns of the longest plan: two for each date."""
    return range(1, 2 * max(SPANS) + 1)


@register.simple_tag
def plan_marks() -> list[tuple[str, SafeString]]:
    """Return each state and flag with its icon as a data address, for the sheet of marks."""
    icons = {state: look.icon for state, look in _looks().items()}
    icons |= {flag: icon for flag, (icon, _word) in FLAG_MARKS.items()}
    return [(name, _icon(icon)) for name, icon in icons.items()]


@register.simple_tag
def plan_icons() -> list[tuple[str, SafeString, SafeString]]:
    """Return each state of a bar with its icon in its own ink, for light and for dark.

    Thousands of masks make scrolling stutter, thousands of small pictures do not.
    """
    return [
        (state, _icon(look.icon, _ink(look.tone, 0)), _icon(look.icon, _ink(look.tone, 1)))
        for state, look in _looks().items()
    ]


def _cell(
    css: str, day: PlanDay, shown: object, said: str, number: int, rooms: int = 0
) -> SafeString:
    """A figure under its date; whoever hears the plan hears both."""
    date = format_day(day.date, "brief")
    about = said % {"date": date, "n": number, "rooms": rooms}
    return format_html(
        '<span class="{} c{} n2" role="img" aria-label="{}" title="{}">{}</span>',
        css,
        2 * day.index + 1,
        about,
        about,
        shown,
    )


@cache
def _looks() -> dict[str, Look]:
    """Return the looks of all states that the plan draws; no two kinds here share a value."""
    kinds = ("stay", "closure", "housekeeping")
    looks = {state: look for kind in kinds for state, look in looks_of(kind).items()}
    return {state: looks[state] for state in (*SHOWN_STATES, *HousekeepingState.values)}


@cache
def _icon(name: str, ink: str = "currentColor") -> SafeString:
    drawn = lucide(name).replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1)
    return mark_safe(f"data:image/svg+xml,{quote(drawn.replace('currentColor', ink))}")


@cache
def _ink(tone: str, scheme: int) -> str:
    """Return the ink of a tone for light (0) or dark (1) from the one file that names colours."""
    tokens = (settings.BASE_DIR / "static" / "css" / "tokens.css").read_text()
    name = "ink-2" if tone == "mute" else f"{tone}-ink"
    found = re.search(rf"--{name}: light-dark\((oklch\([^)]*\)), (oklch\([^)]*\))\)", tokens)
    return found.group(scheme + 1) if found else "gray"


@register.filter
def column(index: int) -> int:
    """Return the first of the two columns of a date: {{ day.index|column }}."""
    return 2 * index + 1


@dataclass(frozen=True)
class _Pen:
    """What all bars of an answer share, looked up once: a plan can have ten thousand."""

    first: datetime.date
    business_date: datetime.date
    day_count: int
    address: tuple[str, str]
    tones: dict[str, str]
    words: dict[str, str]
    flags: dict[str, str]

    def room(self, room: PlanRoom, name: str) -> str:
        number, word = escape(room.number), escape(self.words[room.housekeeping])
        bars = self.bars(room.bars, f"{name} {number}")
        # The script swaps only rows whose stamp differs.
        stamp = zlib.crc32(f"{room.housekeeping}{bars}".encode())
        return (
            f'<div class="plan-track room" id="room-{room.id}" role="group" '
            f'aria-label="{name} {number}, {word}" data-stamp="{stamp:x}" data-room="{room.id}" '
            f'data-number="{number}" data-type="{room.room_type_id}">{bars}</div>\n'
        )

    def name(self, room: PlanRoom) -> str:
        state = room.housekeeping
        return (
            f'<div class="plan-name" id="name-{room.id}" data-stamp="{state}">'
            f'<b>{escape(room.number)}</b><i class="mark housekeeping {state}" '
            f'title="{escape(self.words[state])}"></i></div>\n'
        )

    def bars(self, bars: Iterable[PlanBar], where: str) -> str:
        return "".join([self.bar(bar, where) for bar in bars])

    def bar(self, bar: PlanBar, where: str) -> str:
        """`where` is the escaped name of its row: the bar is heard alone."""
        state = bar_standing(bar, self.business_date)
        start, span = _place(bar, self.day_count)
        css = f"bar {self.tones[state]} {state} c{start} n{span}"
        if bar.is_day_use:
            css += " day-use"
        if bar.starts_before:
            css += " from-before"
        if bar.ends_after:
            css += " goes-on"
        label, title = escape(bar.label), escape(self.title(bar, state))
        if bar.stay_id is None:
            thin = " thin" if state in THIN else ""
            heard = f'role="img" aria-label="{title}, {where}"'
            return f'<span class="{css}{thin}" {heard} title="{title}">{label}</span>'
        if "option" in bar.flags:
            css += " tentative"
        before, after = self.address
        marks = "".join([f'<i class="flag {flag}"></i>' for flag in bar.flags])
        # In the tray nothing else says which type of room is wanted.
        kind = "" if bar.has_room else f"<b>{escape(bar.room_type)}</b> "
        group = f' data-group="{bar.group}"' if bar.group else ""
        moves = MOVES.get(bar.state)
        hold = f' data-moves="{moves}"' if moves else ""
        arrival, departure = (bar.arrival - self.first).days, (bar.departure - self.first).days
        return (
            f'<a class="{css}" href="{before}{bar.stay_id}{after}" aria-label="{title}, {where}" '
            f'data-stay="{bar.stay_id}" '
            f'data-bar="{state} {bar.version} {bar.start} {bar.span} {arrival} {departure}"'
            f"{hold}{group}>"
            f"{marks}{kind}{label}</a>"
        )

    def title(self, bar: PlanBar, state: str) -> str:
        dates = format_span(bar.arrival, bar.departure, "brief")
        marks = [self.flags[flag] for flag in bar.flags]
        what = (bar.label, bar.code, dates, bar.room_type, self.words[state], *marks)
        return ", ".join(filter(None, what))


def _pen(context: Context) -> _Pen:
    sheet, (before, _zero, after) = context["sheet"], context["stay_url"].rpartition("0")
    return _Pen(
        first=sheet.first,
        business_date=sheet.business_date,
        day_count=len(sheet.days),
        address=(before, after),
        tones={state: look.tone for state, look in _looks().items()},
        words={state: str(look.word) for state, look in _looks().items()},
        flags={flag: str(word) for flag, (_icon, word) in FLAG_MARKS.items()},
    )


def _place(bar: PlanBar, count: int) -> tuple[int, int]:
    if bar.is_day_use:
        return 2 * bar.start + 1, 2
    start = 2 * bar.start + (1 if bar.starts_before else 2)
    end = min(2 * (bar.start + bar.span) + 2, 2 * count + 1)
    return start, max(1, end - start)
