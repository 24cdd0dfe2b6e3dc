"""The prices of one rate plan: a month by room type, and the dates that have none."""

import calendar
import datetime
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from reservations.models import RateNight, RatePlan, RoomType

DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class RateDate:
    """A date with the night of each room type, in the order of the month's types."""

    date: datetime.date
    nights: tuple[RateNight | None, ...]

    @property
    def is_weekend(self) -> bool:
        """The nights before a Saturday and a Sunday."""
        return self.date.weekday() in (4, 5)


@dataclass(frozen=True)
class RateSpan:
    """Dates in a row on which a room type has the same price and restrictions, or none."""

    first: datetime.date
    last: datetime.date
    night: RateNight | None


@dataclass(frozen=True)
class RateMonth:
    """The nights of a month of one plan, or of what is left of it, by date and by type."""

    first: datetime.date
    types: tuple[RoomType, ...]
    dates: tuple[RateDate, ...]
    spans: tuple[tuple[RoomType, tuple[RateSpan, ...]], ...]


@dataclass(frozen=True)
class Gap:
    """Dates on which these room types can't be sold at the plan; without `last` from then on."""

    room_types: tuple[RoomType, ...]
    first: datetime.date
    last: datetime.date | None


def rate_month(
    rate_plan: RatePlan, room_types: Sequence[RoomType], first: datetime.date
) -> RateMonth:
    """Return the dates from the first to the end of its month. One query."""
    days = calendar.monthrange(first.year, first.month)[1]
    dates = [first + n * DAY for n in range(days - first.day + 1)]
    rows = RateNight.objects.filter(
        rate_plan=rate_plan, room_type__in=room_types, date__range=(dates[0], dates[-1])
    )
    there = {(row.room_type_id, row.date): row for row in rows}
    return RateMonth(
        first=first,
        types=tuple(room_types),
        dates=tuple(
            RateDate(date, tuple(there.get((row.pk, date)) for row in room_types)) for date in dates
        ),
        spans=tuple(
            (row, tuple(_spans([(date, there.get((row.pk, date))) for date in dates])))
            for row in room_types
        ),
    )


def gaps(rate_plan: RatePlan, room_types: Sequence[RoomType], start: datetime.date) -> list[Gap]:
    """Return the dates from `start` on without a price, the earliest first. One query."""
    priced: dict[int, list[datetime.date]] = defaultdict(list)
    rows = RateNight.objects.filter(
        rate_plan=rate_plan, room_type__in=room_types, date__gte=start
    ).order_by("date")
    for type_id, date in rows.values_list("room_type", "date"):
        priced[type_id].append(date)
    alike: dict[tuple[datetime.date, datetime.date | None], list[RoomType]] = defaultdict(list)
    for room_type in room_types:
        for span in _missing(priced[room_type.pk], start):
            alike[span].append(room_type)
    return [
        Gap(tuple(types), first, last)
        for (first, last), types in sorted(alike.items(), key=lambda item: item[0][0])
    ]


def _missing(
    dates: Sequence[datetime.date], start: datetime.date
) -> Iterator[tuple[datetime.date, datetime.date | None]]:
    for before, after in pairwise([start - DAY, *dates]):
        if after - before > DAY:
            yield before + DAY, after - DAY
    yield (dates[-1] + DAY if dates else start), None


def _spans(nights: Sequence[tuple[datetime.date, RateNight | None]]) -> Iterator[RateSpan]:
    for _same, group in groupby(nights, key=lambda pair: _content(pair[1])):
        found = list(group)
        yield RateSpan(found[0][0], found[-1][0], found[0][1])


def _content(night: RateNight | None) -> object:
    if night is None:
        return None
    return (
        night.price,
        night.is_closed,
        night.closed_to_arrival,
        night.closed_to_departure,
        night.min_nights,
        night.max_nights,
    )
