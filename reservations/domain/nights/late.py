"""Guests who come after the closing of the date on which they were expected."""

import datetime
from zoneinfo import ZoneInfo

from hotelpms.hotels.models import Hotel

ONE_NIGHT = datetime.timedelta(days=1)


def first_night(
    hotel: Hotel, business_date: datetime.date, now: datetime.datetime
) -> datetime.date:
    """Return the first night that a no-show who comes now has still slept.

    Until the hotel's check-out hour of the business date that is the night which was closed.
    """
    local = now.astimezone(ZoneInfo(hotel.zone))
    is_early = local.date() == business_date and local.time() < hotel.check_out_time
    return business_date - ONE_NIGHT if is_early else business_date


def is_due_in(
    arrival: datetime.date, departure: datetime.date, business_date: datetime.date
) -> bool:
    """Tell whether a booked guest may arrive on the date: late is fine, a day use has its one day.

    On the date of departure only who was brought back for the night that was closed.
    """
    if arrival == departure:
        return arrival == business_date
    came_late = departure == business_date == arrival + ONE_NIGHT
    return came_late or arrival <= business_date < departure
