"""How full the house is, date by date, from the room nights themselves."""

import datetime
from dataclasses import dataclass
from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Count

from hotelpms.hotels.models import Hotel
from reservations.enums import HOLDING_STATES, Slot
from reservations.models import Room, RoomNight, Stay


@dataclass(frozen=True)
class DayFigures:
    """One date. `available` is rooms in use less those out of order; day use counts apart."""

    date: datetime.date
    rooms: int
    out_of_order: int
    sold: int
    day_use: int
    arrivals: int
    departures: int

    @property
    def available(self) -> int:
        return self.rooms - self.out_of_order

    @property
    def percent(self) -> Decimal:
        """Rooms sold of those available, as percent_sold says it."""
        return percent_sold(self.sold, self.available)


def percent_sold(sold: int, available: int) -> Decimal:
    """Return the occupancy in per cent with one decimal, half up; 0 without a room (D9).

    Every page that shows the occupancy of a coming night takes it from here.
    """
    if available <= 0:
        return Decimal("0.0")
    return (Decimal(100 * sold) / available).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)


def occupancy(hotel: Hotel, first: datetime.date, days: int) -> list[DayFigures]:
    """Return the figures of each date from `first` on. Four queries."""
    dates = [first + timedelta(days=n) for n in range(days)]
    rooms = Room.objects.filter(hotel=hotel, is_active=True).count()
    sold, day_use, closed = _nights(hotel, dates)
    arrivals, departures = _stays(hotel, "arrival", dates), _stays(hotel, "departure", dates)
    return [
        DayFigures(
            date=date,
            rooms=rooms,
            out_of_order=closed.get(date, 0),
            sold=sold.get(date, 0),
            day_use=day_use.get(date, 0),
            arrivals=arrivals.get(date, 0),
            departures=departures.get(date, 0),
        )
        for date in dates
    ]


Counts = dict[datetime.date, int]


def _nights(hotel: Hotel, dates: list[datetime.date]) -> tuple[Counts, Counts, Counts]:
    sold: Counts = {}
    day_use: Counts = {}
    closed: Counts = {}
    rows = RoomNight.objects.filter(hotel=hotel, holds=True, date__range=(dates[0], dates[-1]))
    counted = rows.values_list("date", "slot").annotate(Count("stay"), Count("out_of_order"))
    for date, slot, stays, closures in counted:
        (sold if slot == Slot.NIGHT else day_use)[date] = stays
        closed[date] = closed.get(date, 0) + closures
    return sold, day_use, closed


def _stays(hotel: Hotel, name: str, dates: list[datetime.date]) -> Counts:
    stays = Stay.objects.filter(
        hotel=hotel, state__in=HOLDING_STATES, **{f"{name}__range": (dates[0], dates[-1])}
    )
    return dict(stays.values_list(name).annotate(Count("pk")))
