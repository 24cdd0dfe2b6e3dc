"""A trace in a list: its tick, when it is due, whom it is about, and where each of them leads."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.urls import reverse
from django.utils.translation import gettext as _

from hotelpms.hotels.enums import Right
from hotelpms.hotels.rights import StaffRequest
from hotelpms.kit.dates import format_day
from hotelpms.kit.web.parts import Badge
from reservations.enums import LOST_STATES, TraceState
from reservations.models import Trace

TICKS = {TraceState.OPEN: "circle", TraceState.DONE: "circle-check"}


@dataclass(frozen=True)
class Tick:
    """The button that ends a trace, or opens an ended one again."""

    address: str
    title: str
    label: str
    icon: str


@dataclass(frozen=True)
class About:
    """Whom or what a trace is about; without an address it leads nowhere."""

    text: str
    address: str = ""
    room: str = ""
    code: str = ""


@dataclass(frozen=True)
class TraceRow:
    """`due` is said by a badge, or by the date alone, or not at all."""

    trace: Trace
    tick: Tick | None
    address: str
    due: Badge | None
    date: datetime.date | None
    about: About | None

    @property
    def is_ended(self) -> bool:
        return self.trace.state != TraceState.OPEN

    @property
    def lost(self) -> str:
        """The state of a stay that won't take place."""
        stay = self.trace.stay
        return stay.state if stay and stay.state in LOST_STATES else ""


@dataclass(frozen=True)
class TraceDay:
    """The open traces of one date."""

    date: datetime.date
    rows: list[TraceRow]
    is_today: bool
    late: Badge | None


def trace_days(request: StaffRequest, traces: Iterable[Trace]) -> list[TraceDay]:
    """Return open traces, which are in the order of their dates, date by date."""
    today = request.business_date
    late = Badge("bad", _("Overdue"), "circle-alert")
    return [
        TraceDay(
            date,
            trace_rows(request, group, hides="date"),
            is_today=date == today,
            late=late if date < today else None,
        )
        for date, group in groupby(traces, key=lambda trace: trace.due_date)
    ]


def trace_rows(
    request: StaffRequest, traces: Iterable[Trace], *, hides: str = ""
) -> list[TraceRow]:
    """Return the rows. `hides` is what the page says itself: date, today, reservation, card."""
    return [_row(request, trace, hides) for trace in traces]


def _row(request: StaffRequest, trace: Trace, hides: str) -> TraceRow:
    may_write = Right.RESERVATIONS_TRACES in request.rights
    due, date = _due(trace, request.business_date, hides)
    here = [request.hotel.code, trace.pk]
    return TraceRow(
        trace=trace,
        tick=_tick(trace, here) if may_write else None,
        address=reverse("reservations:trace", args=here) if may_write else "",
        due=due,
        date=date,
        about=_about(request, trace, hides),
    )


def _tick(trace: Trace, here: list[object]) -> Tick:
    icon, text = TICKS.get(TraceState(trace.state), "circle-slash"), {"text": trace.text}
    if trace.state == TraceState.OPEN:
        address = reverse("reservations:trace_done", args=here)
        return Tick(address, _("Mark as done"), _("Done: %(text)s") % text, icon)
    address = reverse("reservations:trace_reopen", args=here)
    return Tick(address, _("Open again"), _("Open again: %(text)s") % text, icon)


def _due(
    trace: Trace, today: datetime.date, hides: str
) -> tuple[Badge | None, datetime.date | None]:
    """Return when an open trace is due: as a badge when it is late or today, else as a date."""
    date = trace.due_date
    if trace.state != TraceState.OPEN or hides == "date":
        return None, None
    if date < today:
        late = _("Overdue since %(date)s") % {"date": format_day(date, "brief")}
        return Badge("bad", late, "circle-alert"), None
    if date > today:
        return None, date
    return (None if hides == "today" else Badge("info", _("Today"), "calendar")), None


def _about(request: StaffRequest, trace: Trace, hides: str) -> About | None:
    code, stay = request.hotel.code, trace.stay
    if stay is not None:
        room = _("Room %(number)s") % {"number": stay.room.number} if stay.room else ""
        if hides == "reservation":
            return About(room or stay.guest.full_name)
        address = reverse("reservations:stay", args=[code, stay.pk])
        return About(stay.guest.full_name, address, room=room)
    if trace.reservation is not None and hides != "reservation":
        booked = trace.reservation
        address = reverse("reservations:detail", args=[code, booked.code])
        return About(booked.booker.full_name, address, code=booked.code)
    if trace.card is not None and hides != "card":
        sees = Right.CARDEX_VIEW in request.rights
        address = reverse("cardex:card", args=[code, trace.card.pk]) if sees else ""
        return About(trace.card.full_name, address)
    return None
