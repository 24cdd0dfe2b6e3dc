"""What is booked from now on, for changes that would touch it."""

import datetime

from django.db.models import QuerySet

from hotelpms.hotels.domain.business_day import business_date_or_none
from hotelpms.hotels.models import Hotel
from reservations.enums import StayState
from reservations.models import Stay

COMING = (StayState.BOOKED, StayState.IN_HOUSE)


def stays_ahead(hotel: Hotel) -> QuerySet[Stay]:
    """Return the stays that are booked or in house and end on the business date or later."""
    first = business_date_or_none(hotel) or datetime.date.min
    return Stay.objects.filter(hotel=hotel, state__in=COMING, departure__gte=first)
