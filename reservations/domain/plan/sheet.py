"""The room plan made ready to be drawn: filtered, grouped by type, the tray packed into lanes."""

import datetime
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from hotelpms.countries.holidays import holidays_in
from hotelpms.hotels.models import Hotel
from reservations.domain.nights.occupancy import percent_sold
from reservations.domain.nights.standing import stay_standing
from reservations.domain.plan.window import PlanBar, PlanRoom, PlanType, PlanWindow, plan
from reservations.enums import OutOfOrderKind

SPANS = (7, 14, 31, 62)

# What the plan may be narrowed to: rooms and unassigned stays with a bar of this standing.
SHOWN_STATES = ("due_in", "booked", "in_house", "due_out", "departed", "ooo", "oos")
SATURDAY = 5


@dataclass(frozen=True)
class PlanDay:
    """One column: its date and how full the house is, in per cent of the rooms not closed."""

    date: datetime.date
    index: int
    sold: int
    available: int
    is_weekend: bool
    is_business_date: bool
    starts_month: bool
    # The name of the public holiday, empty on other dates.
    holiday: str
    # Stays that arrive on the date and have no room yet.
    unassigned: int

    @property
    def percent(self) -> int:
        """Rooms sold of those available, in whole per cent, half up, as on the page Today."""
        return int(percent_sold(self.sold, self.available).quantize(Decimal(1), ROUND_HALF_UP))

    @property
    def fullness(self) -> int:
        """0 to 4, for the tone of the cell: empty, quiet, half, busy, full."""
        return min(4, (self.percent + 24) // 25)


@dataclass(frozen=True)
class PlanGroup:
    """The rooms of one type, with what is left to sell on each date."""

    type: PlanType
    rooms: tuple[PlanRoom, ...]

    @property
    def name_in_page(self) -> str:
        return f"type-{self.type.id}"


@dataclass(frozen=True)
class PlanSheet:
    first: datetime.date
    business_date: datetime.date
    days: tuple[PlanDay, ...]
    groups: tuple[PlanGroup, ...]
    lanes: tuple[tuple[PlanBar, ...], ...]
    unassigned_count: int
    floors: tuple[str, ...]
    types: tuple[PlanType, ...]
    room_count: int
    # The night for which "free rooms only" asks: tonight, or the first one shown.
    free_night: datetime.date

    @property
    def holidays(self) -> list[PlanDay]:
        return [day for day in self.days if day.holiday]


def plan_sheet(
    hotel: Hotel,
    *,
    first: datetime.date,
    days: int,
    business_date: datetime.date,
    room_type_id: int | None = None,
    floor: str = "",
    state: str = "",
    is_free: bool = False,
) -> PlanSheet:
    """Return the sheet of `days` dates from `first`; the filters narrow rooms and tray.

    `state` is one of SHOWN_STATES; `is_free` leaves rooms that nobody has tonight (or on the
    first night shown). Occupancy is always of the whole house. As many queries as `plan`.
    """
    window = plan(hotel, first, days)
    types = tuple(t for t in window.types if room_type_id in (None, t.id))
    codes = {t.code for t in types}
    free_night = business_date if business_date in window.dates else first
    night = (free_night - first).days
    rooms = [
        room
        for room in window.rooms
        if (not floor or room.floor == floor)
        and (not is_free or _is_free(room, night))
        and (not state or any(bar_standing(bar, business_date) == state for bar in room.bars))
    ]
    tray = [
        bar
        for bar in window.tray
        if bar.room_type in codes and (not state or bar_standing(bar, business_date) == state)
    ]
    return PlanSheet(
        first=first,
        business_date=business_date,
        days=tuple(_days(hotel, window, tray, business_date)),
        groups=tuple(_groups(types, rooms)),
        lanes=lanes(tray),
        unassigned_count=len({bar.stay_id for bar in tray}),
        floors=tuple(sorted({room.floor for room in window.rooms if room.floor})),
        types=window.types,
        room_count=len(rooms),
        free_night=free_night,
    )


def bar_standing(bar: PlanBar, business_date: datetime.date) -> str:
    """Return the state that a bar shows: where its stay stands, or the kind of its closure."""
    return bar.state if bar.stay_id is None else stay_standing(bar, business_date)


def lanes(bars: Iterable[PlanBar]) -> tuple[tuple[PlanBar, ...], ...]:
    """Pack bars, sorted by their start, into as few rows as they need without overlapping."""
    packed: list[list[PlanBar]] = []
    ends: list[int] = []
    for bar in bars:
        # A day use fills its whole date; a night ends on the morning the next one begins.
        end = bar.start + (bar.span or 1)
        for number, free_from in enumerate(ends):
            if free_from <= bar.start:
                packed[number].append(bar)
                ends[number] = end
                break
        else:
            packed.append([bar])
            ends.append(end)
    return tuple(tuple(lane) for lane in packed)


def _groups(types: Iterable[PlanType], rooms: Iterable[PlanRoom]) -> Iterable[PlanGroup]:
    by_type: dict[int, list[PlanRoom]] = {}
    for room in rooms:
        by_type.setdefault(room.room_type_id, []).append(room)
    for room_type in types:
        if room_type.id in by_type:
            yield PlanGroup(type=room_type, rooms=tuple(by_type[room_type.id]))


def _is_free(room: PlanRoom, night: int) -> bool:
    """Tell whether nobody holds the room on that night; out of service does not hold it."""
    return not any(
        bar.start <= night < bar.start + bar.span and bar.state != OutOfOrderKind.OOS
        for bar in room.bars
    )


def _days(
    hotel: Hotel, window: PlanWindow, tray: Iterable[PlanBar], business_date: datetime.date
) -> Iterable[PlanDay]:
    """Count from the bars themselves: the plan shows exactly what it says."""
    waiting = Counter(bar.arrival for bar in tray if not bar.starts_before)
    sold, closed = [0] * len(window.dates), [0] * len(window.dates)
    for bars in (window.tray, *(room.bars for room in window.rooms)):
        for bar in bars:
            if bar.state == OutOfOrderKind.OOS:
                continue
            counted = closed if bar.closure_id else sold
            for index in range(bar.start, bar.start + bar.span):
                counted[index] += 1
    holidays = holidays_in(str(hotel.country), hotel.zone, window.dates[0], window.dates[-1])
    for index, date in enumerate(window.dates):
        yield PlanDay(
            date=date,
            index=index,
            sold=sold[index],
            available=len(window.rooms) - closed[index],
            is_weekend=date.weekday() >= SATURDAY,
            is_business_date=date == business_date,
            starts_month=date.day == 1,
            holiday=holidays.get(date, ""),
            unassigned=waiting[date],
        )
