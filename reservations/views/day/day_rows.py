"""A stay in a list of the day: what is said of it there, and the one thing to do with it."""

import datetime
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hotelpms.hotels.enums import Right
from hotelpms.hotels.rights import StaffRequest
from hotelpms.kit.web.parts import Action, Badge, Offer, Opens
from reservations.domain.pages.stay_line import StayLine
from reservations.enums import HousekeepingState, StayState
from reservations.views.stay import buttons

# In a column of its own a button needs no mark.
CHECK_IN = replace(buttons.CHECK_IN, icon="")
CHECK_OUT = replace(buttons.CHECK_OUT, icon="")
UNDO = Offer(
    "undo_check_in",
    gettext_lazy("Undo"),
    "reservations:undo_check_in",
    "undo-2",
    Opens.POST,
    css="plain",
    question=gettext_lazy("Undo this check-in?"),
)


@dataclass(frozen=True)
class DayRow:
    line: StayLine
    action: Action | None
    room_badge: Badge | None
    is_overdue: bool

    @property
    def arrival_time(self) -> datetime.time | None:
        """The hour at which a guest is expected who has not come yet."""
        return self.line.arrival_time if self.line.state == StayState.BOOKED else None


def day_rows(
    request: StaffRequest, lines: list[StayLine], *, kind: str, date: datetime.date
) -> list[DayRow]:
    """Return the rows of a list of arrivals, departures or guests in house on a date."""
    hotel_code, today = request.hotel.code, request.business_date
    return [
        DayRow(
            line,
            _action(line, hotel_code, request.rights, kind, is_today=date == today),
            _room_badge(line),
            is_overdue=kind == "departures"
            and line.state == StayState.IN_HOUSE
            and line.departure < today,
        )
        for line in lines
    ]


def _action(
    line: StayLine, hotel_code: str, rights: frozenset[Right], kind: str, *, is_today: bool
) -> Action | None:
    may_check_in = Right.RESERVATIONS_CHECK_IN in rights
    is_inside = line.state == StayState.IN_HOUSE
    if line.state == StayState.BOOKED and may_check_in:
        return replace(CHECK_IN, css="primary" if is_today else "").at(hotel_code, line.id)
    if is_inside and kind == "arrivals" and may_check_in:
        return UNDO.at(hotel_code, line.id)
    if is_inside and Right.RESERVATIONS_CHECK_OUT in rights:
        return CHECK_OUT.at(hotel_code, line.id)
    return None


def _room_badge(line: StayLine) -> Badge | None:
    """Whether the room of somebody who is expected is ready."""
    if not line.room or line.state != StayState.BOOKED:
        return None
    if line.housekeeping == HousekeepingState.DIRTY:
        return Badge("warn", _("Dirty"), "brush-cleaning")
    return Badge("ok", _("Ready"), "sparkles")
