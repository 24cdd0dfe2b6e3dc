"""The business date: one open day per hotel, moved by the night closing alone."""

import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from hotelpms.hotels.enums import DayState
from hotelpms.hotels.models import BusinessDay, Hotel
from hotelpms.kit import audit
from hotelpms.kit.actor import SYSTEM, Actor
from hotelpms.kit.dates import format_day
from hotelpms.kit.errors import Refused
from hotelpms.kit.locks import locked


class NoOpenBusinessDay(Refused):
    """The hotel has not opened its first business day."""

    def __init__(self) -> None:
        super().__init__(
            _("This hotel has no open business day. Open its first day in the set-up.")
        )


class BusinessDayAlreadyOpen(Refused):
    """The hotel already works on a business day."""

    def __init__(self, open_date: datetime.date) -> None:
        super().__init__(
            _("The business day %(date)s is already open.") % {"date": format_day(open_date)}
        )


class BusinessDayMoved(Refused):
    """The day to be closed is not, or no longer, the open one."""

    def __init__(self, open_date: datetime.date) -> None:
        super().__init__(
            _("The open business day is %(date)s, so another day cannot be closed.")
            % {"date": format_day(open_date)}
        )


def business_date(hotel: Hotel) -> datetime.date:
    """Return the hotel's open business date. Raises NoOpenBusinessDay."""
    found = business_date_or_none(hotel)
    if found is None:
        raise NoOpenBusinessDay
    return found


def business_date_or_none(hotel: Hotel) -> datetime.date | None:
    """Return the hotel's open business date, None before its first day is open."""
    days = BusinessDay.objects.filter(hotel=hotel, state=DayState.OPEN)
    return days.values_list("date", flat=True).first()


def lock_business_day(hotel_id: int) -> BusinessDay:
    """Return the open day's row, locked until the transaction ends. Raises NoOpenBusinessDay.

    First in the lock order. Every verb that posts takes it, so a posting lands either
    before the closing or on the next day, never in between.
    """
    return lock_business_day_where(hotel=hotel_id)


def lock_business_day_where(**hotel_of: Any) -> BusinessDay:
    """Like lock_business_day, the hotel found in the same query: `hotel__folios=12`.

    Raises NoOpenBusinessDay also when there is no such folio.
    """
    day = _open_day_locked(**hotel_of)
    if day is None:
        # PostgreSQL: while we waited for the row, the closing closed it and opened the next;
        # the lock then returns nothing. A new statement sees the new day.
        day = _open_day_locked(**hotel_of)
    if day is None:
        raise NoOpenBusinessDay
    return day


def _open_day_locked(**hotel_of: Any) -> BusinessDay | None:
    return locked(BusinessDay.objects.filter(state=DayState.OPEN, **hotel_of)).first()


@transaction.atomic
def open_first_day(
    *, hotel: Hotel, date: datetime.date, now: datetime.datetime, actor: Actor = SYSTEM
) -> BusinessDay:
    """Open the hotel's first business day. Raises BusinessDayAlreadyOpen."""
    # The hotel's row is locked because there is no business day to lock yet.
    locked(Hotel.objects.filter(pk=hotel.pk)).get()
    already = _open_day_locked(hotel=hotel)
    if already is not None:
        raise BusinessDayAlreadyOpen(already.date)
    day = BusinessDay.objects.create(hotel=hotel, date=date, opened_at=now)
    _record("business_day.opened", day, now, actor)
    return day


@transaction.atomic
def roll_day(
    *, hotel: Hotel, from_date: datetime.date, now: datetime.datetime, actor: Actor = SYSTEM
) -> BusinessDay:
    """Close `from_date` and return the next day, open. For the night closing only.

    Raises BusinessDayMoved unless `from_date` is the open date, so running twice rolls once.
    """
    day = lock_business_day(hotel.pk)
    if day.date != from_date:
        raise BusinessDayMoved(day.date)
    day.state, day.closed_at = DayState.CLOSED, now
    day.save(update_fields=["state", "closed_at"])
    _record("business_day.closed", day, now, actor)
    following = BusinessDay.objects.create(
        hotel=hotel, date=from_date + datetime.timedelta(days=1), opened_at=now
    )
    _record("business_day.opened", following, now, actor)
    return following


def _record(action: str, day: BusinessDay, now: datetime.datetime, actor: Actor) -> None:
    audit.record(
        hotel_id=day.hotel_id,
        actor=actor,
        action=action,
        subject=day,
        at=now,
        data={"date": day.date},
    )
