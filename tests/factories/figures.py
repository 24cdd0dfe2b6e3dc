"""Closed days with their figures, without living them."""

from datetime import date
from decimal import Decimal

from hotelpms.hotels.models import Hotel
from invoicing.models import DayFigures

NUMBERS = (
    "rooms_out_of_order",
    "rooms_complimentary",
    "day_use",
    "guests",
    "arrivals",
    "departures",
    "no_shows",
    "cancellations",
    "bookings",
    "other_revenue",
    "tax",
    "payments",
)


def closed(hotel: Hotel, day: date, *, sold: int = 10, revenue: str = "1000") -> DayFigures:
    """Ten of twenty rooms sold for 100 each, unless told otherwise."""
    return DayFigures.objects.create(
        hotel=hotel,
        date=day,
        rooms_total=20,
        rooms_occupied=sold,
        room_revenue=Decimal(revenue),
        **dict.fromkeys(NUMBERS, 0),
    )
