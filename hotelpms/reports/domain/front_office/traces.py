"""What the departments have been asked to do: open traces due on a date, and what is overdue."""

from dataclasses import dataclass
from datetime import date as Date
from functools import cached_property
from itertools import groupby
from typing import Self

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from hotelpms.hotels.enums import Right
from hotelpms.hotels.models import Hotel
from hotelpms.reports.domain.report import Report
from hotelpms.reports.domain.sheets import Column, Kind, Row, Sheet
from reservations.domain.traces import lists
from reservations.models import Trace


@dataclass(frozen=True)
class TraceLine:
    """One open trace with whom it is about; empty texts where it is about the house."""

    department: str
    due_date: Date
    is_overdue: bool
    text: str
    guest: str
    room: str
    code: str
    written_by: str


@dataclass(frozen=True)
class Traces(Report):
    kind = "traces"
    title = gettext_lazy("Traces")
    about = gettext_lazy(
        "What the departments have been asked to do until a date, overdue notes included."
    )
    right = Right.REPORTS_VIEW
    tells_money = False
    of_next_day = True
    is_one_day = True
    paper = "paper/traces.html"

    lines: tuple[TraceLine, ...]

    @classmethod
    def build(cls, *, hotel: Hotel, first: Date, last: Date) -> Self:
        """Return what is open and due until the date, by department, the oldest first.

        One query.
        """
        found = lists.open_until(hotel, last)
        rows = found.order_by("department__name", "due_date", "pk")
        return cls(hotel, first, last, tuple(_line(trace, last) for trace in rows))

    @property
    def overdue(self) -> int:
        return sum(line.is_overdue for line in self.lines)

    @property
    def departments(self) -> list[tuple[str, list[TraceLine]]]:
        """Return the lines by department, as each of them reads its own."""
        return [(name, list(found)) for name, found in groupby(self.lines, _department)]

    @cached_property
    def sheets(self) -> tuple[Sheet, ...]:
        columns = (
            Column(_("Department")),
            Column(_("Date"), Kind.DATE),
            Column(_("What is to be done")),
            Column(_("Guest")),
            Column(_("Room")),
            Column(_("Reservation")),
            Column(_("Written by")),
        )
        rows = tuple(
            Row(
                (
                    line.department,
                    line.due_date,
                    line.text,
                    line.guest,
                    line.room,
                    line.code,
                    line.written_by,
                )
            )
            for line in self.lines
        )
        note = ngettext("%(n)d is overdue.", "%(n)d are overdue.", self.overdue)
        return (
            Sheet(
                str(self.title), columns, rows, self.hotel.currency, note=note % {"n": self.overdue}
            ),
        )


def _line(trace: Trace, date: Date) -> TraceLine:
    guest, room, code = _about(trace)
    return TraceLine(
        department=trace.department.name,
        due_date=trace.due_date,
        is_overdue=trace.due_date < date,
        text=trace.text,
        guest=guest,
        room=room,
        code=code,
        written_by=trace.written_by_name,
    )


def _about(trace: Trace) -> tuple[str, str, str]:
    if trace.stay is not None:
        room = trace.stay.room.number if trace.stay.room else ""
        return trace.stay.guest.full_name, room, trace.stay.reservation.code
    if trace.reservation is not None:
        return trace.reservation.booker.full_name, "", trace.reservation.code
    return (trace.card.full_name if trace.card else ""), "", ""


def _department(line: TraceLine) -> str:
    return line.department
