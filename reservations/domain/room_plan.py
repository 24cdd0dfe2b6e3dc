"""The room plan: rooms down, dates across, a bar for each run of nights in one room."""

import datetime
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import NamedTuple

from hotelpms.hotels.models import Hotel
from reservations.domain.type_nights import left_to_sell
from reservations.enums import HOLDING_STATES, OutOfOrderKind, Slot
from reservations.models import OutOfOrder, Room, RoomNight, RoomType, Stay

DAY = timedelta(days=1)


class PlanBar(NamedTuple):
    """A run of nights of one stay or closure in one room, as far as the window shows it.

    `start` is the column of its first night, `span` the number of nights; a day use has span 0
    and lies in its column. A bar without room lies in the tray of unassigned stays.
    """

    start: int
    span: int
    label: str
    state: str
    stay_id: int | None = None
    closure_id: int | None = None
    code: str = ""
    arrival: datetime.date | None = None
    departure: datetime.date | None = None
    version: int = 0
    room_type: str = ""
    starts_before: bool = False
    ends_after: bool = False

    @property
    def is_day_use(self) -> bool:
        return self.span == 0


@dataclass(frozen=True)
class PlanRoom:
    id: int
    number: str
    floor: str
    housekeeping: str
    room_type_id: int
    room_type: str
    bars: tuple[PlanBar, ...]


@dataclass(frozen=True)
class PlanType:
    """How many rooms of a type may still be sold on each date of the window."""

    id: int
    code: str
    name: str
    left: tuple[int, ...]


@dataclass(frozen=True)
class PlanWindow:
    first: datetime.date
    dates: tuple[datetime.date, ...]
    rooms: tuple[PlanRoom, ...]
    tray: tuple[PlanBar, ...]
    types: tuple[PlanType, ...]


class _Run(NamedTuple):
    """Nights in a row of one holder in one room."""

    room_id: int | None
    stay_id: int | None
    closure_id: int | None
    first: datetime.date
    end: datetime.date


def plan(hotel: Hotel, first: datetime.date, days: int) -> PlanWindow:
    """Return the window of `days` dates from `first`. Nine queries at most, however many rooms."""
    dates = tuple(first + n * DAY for n in range(days))
    types = list(RoomType.objects.filter(hotel=hotel, is_active=True).order_by("position", "pk"))
    runs = list(_runs(hotel, dates))
    bars: dict[int | None, list[PlanBar]] = defaultdict(list)
    for room_id, bar in _bars(hotel, runs, dates):
        bars[room_id].append(bar)
    return PlanWindow(
        first=first,
        dates=dates,
        rooms=_rooms(hotel, bars),
        tray=_sorted(bars[None]),
        types=_types(types, dates),
    )


def _runs(hotel: Hotel, dates: tuple[datetime.date, ...]) -> Iterator[_Run]:
    rows = RoomNight.objects.filter(
        hotel=hotel, holds=True, date__range=(dates[0], dates[-1])
    ).order_by("stay", "out_of_order", "slot", "date")
    holder: tuple[int | None, int | None, int | None] | None = None
    first = end = dates[0]
    for *found, slot, date in rows.values_list("room", "stay", "out_of_order", "slot", "date"):
        is_night = slot == Slot.NIGHT
        # A day use ends on the date on which it starts; nothing continues it.
        if is_night and date == end != first and tuple(found) == holder:
            end = date + DAY
            continue
        if holder:
            yield _Run(*holder, first, end)
        room_id, stay_id, closure_id = found
        holder, first = (room_id, stay_id, closure_id), date
        end = date + DAY if is_night else date
    if holder:
        yield _Run(*holder, first, end)


def _bars(
    hotel: Hotel, runs: list[_Run], dates: tuple[datetime.date, ...]
) -> Iterator[tuple[int | None, PlanBar]]:
    end = dates[-1] + DAY
    holders = _holders(hotel, dates[0], end)
    closures = OutOfOrder.objects.filter(hotel=hotel, from_date__lt=end, to_date__gt=dates[0])
    closed = {row.pk: row for row in closures}
    for run in runs:
        if run.stay_id in holders:
            yield run.room_id, _stay_bar(holders[run.stay_id], run, dates[0], end)
        elif run.closure_id in closed:
            closure = closed[run.closure_id]
            yield run.room_id, _closure_bar(closure, run.first, run.end, dates[0])
    for closure in closed.values():
        if closure.kind == OutOfOrderKind.OOS and closure.ended_at is None:
            first, last = max(closure.from_date, dates[0]), min(closure.to_date, end)
            yield closure.room_id, _closure_bar(closure, first, last, dates[0])


class _Holder(NamedTuple):
    """What a bar shows of its stay, in the order of HOLDER_COLUMNS."""

    id: int
    state: str
    arrival: datetime.date
    departure: datetime.date
    version: int
    code: str
    room_type: str
    first_name: str
    last_name: str


HOLDER_COLUMNS = (
    "pk", "state", "arrival", "departure", "version", "reservation__code", "room_type__code",
    "guest__first_name", "guest__last_name",
)  # fmt: skip


def _holders(hotel: Hotel, first: datetime.date, end: datetime.date) -> dict[int | None, _Holder]:
    """Read nine columns instead of four whole rows for each of thousands of stays."""
    stays = Stay.objects.filter(
        hotel=hotel, state__in=HOLDING_STATES, arrival__lt=end, departure__gte=first
    )
    return {row[0]: _Holder(*row) for row in stays.values_list(*HOLDER_COLUMNS)}


def _stay_bar(stay: _Holder, run: _Run, first: datetime.date, end: datetime.date) -> PlanBar:
    return PlanBar(
        start=(run.first - first).days,
        span=(run.end - run.first).days,
        label=" ".join(part for part in (stay.first_name, stay.last_name) if part),
        state=stay.state,
        stay_id=stay.id,
        code=stay.code,
        arrival=stay.arrival,
        departure=stay.departure,
        version=stay.version,
        room_type=stay.room_type,
        starts_before=run.first == first and stay.arrival < first,
        ends_after=run.end == end and stay.departure > end,
    )


def _closure_bar(
    closure: OutOfOrder, first: datetime.date, end: datetime.date, window: datetime.date
) -> PlanBar:
    return PlanBar(
        start=(first - window).days,
        span=(end - first).days,
        label=closure.reason,
        state=closure.kind,
        closure_id=closure.pk,
        arrival=closure.from_date,
        departure=closure.to_date,
        starts_before=closure.from_date < first,
        ends_after=closure.to_date > end,
    )


def _rooms(hotel: Hotel, bars: dict[int | None, list[PlanBar]]) -> tuple[PlanRoom, ...]:
    rooms = Room.objects.filter(hotel=hotel, is_active=True).select_related("room_type")
    return tuple(
        PlanRoom(
            id=room.pk,
            number=room.number,
            floor=room.floor,
            housekeeping=room.housekeeping,
            room_type_id=room.room_type_id,
            room_type=room.room_type.code,
            bars=_sorted(bars[room.pk]),
        )
        for room in rooms.order_by("room_type__position", "number", "pk")
    )


def _types(types: list[RoomType], dates: tuple[datetime.date, ...]) -> tuple[PlanType, ...]:
    left = left_to_sell(room_type_ids=[row.pk for row in types], dates=dates)
    return tuple(
        PlanType(row.pk, row.code, row.name, tuple(left[row.pk, date] for date in dates))
        for row in types
    )


def _sorted(bars: list[PlanBar]) -> tuple[PlanBar, ...]:
    return tuple(sorted(bars, key=lambda bar: (bar.start, bar.span)))
