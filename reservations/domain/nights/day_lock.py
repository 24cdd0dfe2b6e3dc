"""The first lock of every verb that counts for the open business date."""

import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from hotelpms.hotels.domain.business_day import NoOpenBusinessDay
from hotelpms.hotels.enums import DayState
from hotelpms.hotels.models import BusinessDay
from hotelpms.kit.dates import format_day
from hotelpms.kit.errors import Refused
from hotelpms.kit.locks import locked


class BusinessDateIsOver(Refused):
    """The night closing moved the business date while the person was looking at the old one."""

    def __init__(self, open_date: datetime.date) -> None:
        super().__init__(
            _("The business date is now %(date)s. Look at the page again and repeat the step.")
            % {"date": format_day(open_date)}
        )


def lock_day(*, hotel_id: int, business_date: datetime.date) -> None:
    """Hold the hotel's business date until the transaction ends. As `lock_day_where`."""
    lock_day_where(business_date=business_date, hotel_id=hotel_id)


def lock_day_where(*, business_date: datetime.date, **hotel: Any) -> None:
    """Hold the business date of a hotel that is found in the same query, such as `hotel__stays=7`.

    A date before the hotel's first business day passes too: a history is loaded with its own
    dates. Raises BusinessDateIsOver for any other date than the open one, NoOpenBusinessDay.
    """
    day = _lock(**hotel)
    if day.date == business_date:
        return
    began = BusinessDay.objects.filter(hotel=day.hotel_id, date__lte=business_date).exists()
    if began:
        raise BusinessDateIsOver(day.date)


def lock_day_of_stay(*, stay_id: int, business_date: datetime.date) -> None:
    """Hold the business date of the stay's hotel, found in the same query.

    Raises BusinessDateIsOver unless it is the open one, NoOpenBusinessDay.
    """
    day = _lock(hotel__stays=stay_id)
    if day.date != business_date:
        raise BusinessDateIsOver(day.date)


def _lock(**where: Any) -> BusinessDay:
    open_days = locked(BusinessDay.objects.filter(state=DayState.OPEN, **where))
    # PostgreSQL: a row that the closing closed while we waited for it falls out of the answer;
    # the second statement sees the day that it opened.
    day = open_days.first() or open_days.all().first()
    if day is None:
        raise NoOpenBusinessDay
    return day
