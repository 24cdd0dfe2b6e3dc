"""The room plan: rooms down, dates across, a bar for each run of nights in one room."""

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import NamedTuple

from django.db.models import Count, Max, Min, Q, QuerySet

from cardex.models import Profile
from hotelpms.hotels.models import Hotel
from hotelpms.kit.search.plain import natural_key
from reservations.domain.nights.type_nights import left_to_sell
from reservations.enums import HOLDING_STATES, OutOfOrderKind, ReservationState, Slot, TraceState
from reservations.models import OutOfOrder, Reservation, Room, RoomNight, RoomType, Stay, Trace

DAY = timedelta(days=1)

# What a bar may say beside its state, in the order in which it is shown.
FLAGS = ("vip", "note", "trace", "option", "upgrade", "group")


class PlanBar(NamedTuple):
    """A run of nights of one stay or closure in one room, as far as the window shows it.

    `start` is the column of its first night, `span` the number of nights; a day use has span 0
    and lies in its column. A bar without room lies in the tray of unassigned stays. `group` is
    the reservation where several of its stays are shown, else None. `flags` are of FLAGS.
    """

    start: int
    span: int
    label: str
    state: str
    stay_id: int | None = None
    closure_id: int | None = None
    code: str = ""
    arrival: datetime.date = datetime.date.min
    departure: datetime.date = datetime.date.min
    version: int = 0
    room_type: str = ""
    starts_before: bool = False
    ends_after: bool = False
    flags: tuple[str, ...] = ()
    group: int | None = None
    has_room: bool = True

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


# Room, stay and closure of a run.
_Place = tuple[int | None, int | None, int | None]


def plan(hotel: Hotel, first: datetime.date, days: int) -> PlanWindow:
    """Return the window of `days` dates from `first`. Twelve queries for any number of rooms."""
    dates = tuple(first + n * DAY for n in range(days))
    # A type that is no longer offered is shown as long as it has rooms: guests may be in them.
    shown = Q(is_active=True) | Q(
        pk__in=Room.objects.filter(hotel=hotel, is_active=True).values("room_type")
    )
    types = list(RoomType.objects.filter(shown, hotel=hotel).order_by("position", "pk"))
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
    """Let the database count the nights of each holder and room: a tenth of the rows to read."""
    rows = RoomNight.objects.filter(hotel=hotel, holds=True, date__range=(dates[0], dates[-1]))
    counted = rows.values_list("room", "stay", "out_of_order", "slot").annotate(
        Min("date"), Max("date"), Count("date")
    )
    broken: set[_Place] = set()
    for room_id, stay_id, closure_id, slot, first, last, number in counted.order_by():
        if slot == Slot.DAY:
            # A day use ends on the date on which it starts; nothing continues it.
            yield _Run(room_id, stay_id, closure_id, first, first)
        elif number == (last - first).days + 1:
            yield _Run(room_id, stay_id, closure_id, first, last + DAY)
        else:
            broken.add((room_id, stay_id, closure_id))
    if broken:
        yield from _pieces(rows.filter(slot=Slot.NIGHT), broken)


def _pieces(rows: QuerySet[RoomNight], broken: set[_Place]) -> Iterator[_Run]:
    """Return the runs of a stay that comes back to a room after nights in another one."""
    held = rows.filter(
        Q(stay__in={stay for _room, stay, _closure in broken if stay})
        | Q(out_of_order__in={closure for *_room, closure in broken if closure})
    )
    run: _Run | None = None
    nights = held.order_by("room", "stay", "out_of_order", "date")
    for *found, date in nights.values_list("room", "stay", "out_of_order", "date"):
        place = (found[0], found[1], found[2])
        if place not in broken:
            continue
        if run and run[:3] == place and run.end == date:
            run = run._replace(end=date + DAY)
            continue
        if run:
            yield run
        run = _Run(*place, date, date + DAY)
    if run:
        yield run


def _bars(
    hotel: Hotel, runs: list[_Run], dates: tuple[datetime.date, ...]
) -> Iterator[tuple[int | None, PlanBar]]:
    end = dates[-1] + DAY
    holders = _holders(hotel, {run.stay_id for run in runs if run.stay_id})
    marks = _Marks(hotel, holders, end)
    closures = OutOfOrder.objects.filter(hotel=hotel, from_date__lt=end, to_date__gt=dates[0])
    closed = {row.pk: row for row in closures}
    for run in runs:
        if run.stay_id in holders:
            stay = holders[run.stay_id]
            yield run.room_id, _stay_bar(stay, run, dates[0], end, marks)
        elif run.closure_id in closed:
            closure = closed[run.closure_id]
            yield run.room_id, _closure_bar(closure, run.first, run.end, dates[0])
    for closure in closed.values():
        if closure.kind == OutOfOrderKind.OOS and closure.ended_at is None:
            first, last = max(closure.from_date, dates[0]), min(closure.to_date, end)
            yield closure.room_id, _closure_bar(closure, first, last, dates[0])


class _Booking(NamedTuple):
    """What a bar shows of its reservation, in the order of BOOKING_COLUMNS."""

    id: int
    code: str
    state: str
    has_note: bool


class _Guest(NamedTuple):
    """What a bar shows of its guest, in the order of GUEST_COLUMNS."""

    id: int
    first_name: str
    last_name: str
    vip: str
    has_note: bool


class _Holder(NamedTuple):
    """What a bar shows of its stay, in the order of STAY_COLUMNS."""

    booking: _Booking
    guest: _Guest
    id: int
    state: str
    arrival: datetime.date
    departure: datetime.date
    version: int
    room_type_id: int
    reserved_type_id: int
    room_type: str


STAY_COLUMNS = (
    "reservation_id", "guest_id", "pk", "state", "arrival", "departure", "version",
    "room_type_id", "reserved_type_id", "room_type__code",
)  # fmt: skip
BOOKING_COLUMNS = ("pk", "code", "state", "has_note")
GUEST_COLUMNS = ("pk", "first_name", "last_name", "vip", "has_note")


def _holders(hotel: Hotel, stay_ids: Iterable[int]) -> dict[int | None, _Holder]:
    """Read some columns of the stays, then of their reservations and guests. Three queries.

    Each by its key: joined, or found by their dates, all the bookings of the house were read.
    """
    stays = Stay.objects.filter(hotel=hotel, state__in=HOLDING_STATES, pk__in=list(stay_ids))
    rows = list(stays.values_list(*STAY_COLUMNS))
    noted = Reservation.objects.annotate(has_note=~Q(notes="") | ~Q(requests=""))
    of_rows = noted.filter(pk__in={row[0] for row in rows}).values_list(*BOOKING_COLUMNS)
    bookings = {row[0]: _Booking(*row) for row in of_rows}
    known = Profile.objects.annotate(has_note=Q(is_grey_listed=True) | ~Q(notes=""))
    in_rows = known.filter(pk__in={row[1] for row in rows}).values_list(*GUEST_COLUMNS)
    guests = {row[0]: _Guest(*row) for row in in_rows}
    return {row[2]: _Holder(bookings[row[0]], guests[row[1]], *row[2:]) for row in rows}


class _Marks:
    """What the flags of a window need beside the stays: open traces, and who shares a booking."""

    def __init__(
        self, hotel: Hotel, holders: dict[int | None, _Holder], end: datetime.date
    ) -> None:
        stays_of = Counter(stay.booking.id for stay in holders.values())
        self.groups = {reservation for reservation, number in stays_of.items() if number > 1}
        due = Trace.objects.filter(hotel=hotel, state=TraceState.OPEN, due_date__lt=end)
        about = list(due.values_list("stay", "reservation", "card"))
        self.stays, self.reservations, self.cards = (
            {row[place] for row in about if row[place]} for place in range(3)
        )

    def of(self, stay: _Holder) -> tuple[str, ...]:
        """Return the flags of a stay, in the order of FLAGS."""
        has_trace = (
            stay.id in self.stays
            or stay.booking.id in self.reservations
            or stay.guest.id in self.cards
        )
        is_option = stay.booking.state == ReservationState.OPTION
        is_upgrade = stay.room_type_id != stay.reserved_type_id
        is_group = stay.booking.id in self.groups
        has_note = stay.booking.has_note or stay.guest.has_note
        raised = (bool(stay.guest.vip), has_note, has_trace, is_option, is_upgrade, is_group)
        # Most stays have none: do not build a tuple for each.
        if True not in raised:
            return ()
        return tuple(name for name, is_up in zip(FLAGS, raised, strict=True) if is_up)


def _stay_bar(
    stay: _Holder, run: _Run, first: datetime.date, end: datetime.date, marks: _Marks
) -> PlanBar:
    return PlanBar(
        start=(run.first - first).days,
        span=(run.end - run.first).days,
        label=" ".join(part for part in (stay.guest.first_name, stay.guest.last_name) if part),
        state=stay.state,
        stay_id=stay.id,
        code=stay.booking.code,
        arrival=stay.arrival,
        departure=stay.departure,
        version=stay.version,
        room_type=stay.room_type,
        starts_before=run.first == first and stay.arrival < first,
        ends_after=run.end == end and stay.departure > end,
        flags=marks.of(stay),
        group=stay.booking.id if stay.booking.id in marks.groups else None,
        has_room=run.room_id is not None,
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
        for room in sorted(rooms, key=_order)
    )


def _order(room: Room) -> tuple[object, ...]:
    return (room.room_type.position, natural_key(room.number), room.pk)


def _types(types: list[RoomType], dates: tuple[datetime.date, ...]) -> tuple[PlanType, ...]:
    left = left_to_sell(room_type_ids=[row.pk for row in types], dates=dates)
    return tuple(
        PlanType(row.pk, row.code, row.local_name, tuple(left[row.pk, date] for date in dates))
        for row in types
    )


def _sorted(bars: list[PlanBar]) -> tuple[PlanBar, ...]:
    return tuple(sorted(bars, key=lambda bar: (bar.start, bar.span)))
