"""The first business date: from here on the hotel can book, check in and close its days."""

import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from hotelpms.hotels.domain.business_day import open_first_day
from hotelpms.hotels.models import BusinessDay, Hotel
from hotelpms.kit.actor import Actor
from hotelpms.kit.clock import local_date
from hotelpms.kit.dates import format_day
from hotelpms.kit.errors import Refused
from reservations.domain.rates.availability import ensure_type_nights
from reservations.models import RateNight, Room, RoomType


class NoRoomToSell(Refused):
    """The hotel has no room in use."""

    def __init__(self) -> None:
        super().__init__(
            _("The hotel has no room yet. Make its rooms in the set-up, under Rooms, first.")
        )


class NoPriceToSell(Refused):
    """No night from the date on has a price for a room that there is."""

    def __init__(self, date: datetime.date) -> None:
        super().__init__(
            _(
                "No room has a price from %(date)s on. Make a rate plan in the set-up, under "
                "Rates, and fill its prices first."
            )
            % {"date": format_day(date)}
        )


class FarFromToday(Refused):
    """The date is more than a day from the calendar; who means it says so."""

    def __init__(self, date: datetime.date, days: int) -> None:
        text = ngettext(
            "%(date)s is %(n)d day from today. The business date only moves on with each night "
            "closing: confirm that the hotel begins there.",
            "%(date)s is %(n)d days from today. The business date only moves on with each night "
            "closing: confirm that the hotel begins there.",
            days,
        )
        super().__init__(text % {"date": format_day(date), "n": days})


def suggested_date(*, hotel: Hotel, now: datetime.datetime) -> datetime.date:
    """Return today's date where the hotel is."""
    return local_date(now, hotel.zone)


@transaction.atomic
def start(
    *,
    hotel: Hotel,
    date: datetime.date,
    actor: Actor,
    now: datetime.datetime,
    is_sure: bool = False,
) -> BusinessDay:
    """Open the hotel's first business date and put its nights on sale as far as there are prices.

    Raises BusinessDayAlreadyOpen, NoRoomToSell, NoPriceToSell, FarFromToday (unless `is_sure`).
    """
    day = open_first_day(hotel=hotel, date=date, now=now, actor=actor)
    if not Room.objects.filter(hotel=hotel, is_active=True, room_type__is_active=True).exists():
        raise NoRoomToSell
    last = _last_price(hotel, date)
    if last is None:
        raise NoPriceToSell(date)
    distance = abs((date - suggested_date(hotel=hotel, now=now)).days)
    if distance > 1 and not is_sure:
        raise FarFromToday(date, distance)
    types = RoomType.objects.filter(hotel=hotel, is_active=True)
    ensure_type_nights(
        hotel_id=hotel.pk,
        room_type_ids=list(types.order_by("pk").values_list("pk", flat=True)),
        first=date,
        last=last,
    )
    return day


def _last_price(hotel: Hotel, date: datetime.date) -> datetime.date | None:
    """Return the last night from the date on that has a price for a type with a room in use."""
    nights = RateNight.objects.filter(
        rate_plan__hotel=hotel,
        rate_plan__is_active=True,
        room_type__is_active=True,
        date__gte=date,
    )
    sellable = Room.objects.filter(hotel=hotel, is_active=True).values("room_type")
    found: datetime.date | None = nights.filter(room_type__in=sellable).aggregate(last=Max("date"))[
        "last"
    ]
    return found
