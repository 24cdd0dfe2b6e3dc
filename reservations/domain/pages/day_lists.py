"""Who comes, stays and leaves on a date. Each list is one query."""

import datetime

from django.db.models import QuerySet

from hotelpms.hotels.models import Hotel
from reservations.domain.pages.stay_line import StayLine, line_of, stays_of
from reservations.enums import StayState
from reservations.models import Stay


def due_in(hotel: Hotel, date: datetime.date) -> list[StayLine]:
    """Return who is expected on the date and has not come yet, VIPs first. One query."""
    stays = stays_of(hotel).filter(state=StayState.BOOKED, arrival=date)
    vips_first = sorted(stays, key=lambda stay: (not stay.guest.vip, stay.guest.sort_key, stay.pk))
    return [line_of(stay) for stay in vips_first]


def arrived(hotel: Hotel, date: datetime.date) -> list[StayLine]:
    """Return who checked in on the business date, gone again or not. One query."""
    return _lines(stays_of(hotel).filter(checked_in_on=date))


def due_out(hotel: Hotel, date: datetime.date) -> list[StayLine]:
    """Return who is in the house and should leave on the date or should have before. One query."""
    return _lines(stays_of(hotel).filter(state=StayState.IN_HOUSE, departure__lte=date))


def in_house(hotel: Hotel) -> list[StayLine]:
    """Return everybody in the house, by room. One query."""
    return _lines(stays_of(hotel).filter(state=StayState.IN_HOUSE))


def departed(hotel: Hotel, date: datetime.date) -> list[StayLine]:
    """Return who checked out on the business date. One query."""
    return _lines(stays_of(hotel).filter(checked_out_on=date))


def no_shows(hotel: Hotel, date: datetime.date) -> list[StayLine]:
    """Return who was expected on the date and did not come. One query."""
    return _lines(stays_of(hotel).filter(state=StayState.NO_SHOW, arrival=date))


def _lines(stays: QuerySet[Stay]) -> list[StayLine]:
    by_room = sorted(stays, key=lambda stay: (stay.room_order, stay.guest.sort_key, stay.pk))
    return [line_of(stay) for stay in by_room]
