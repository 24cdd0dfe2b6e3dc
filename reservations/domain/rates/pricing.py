"""The price of each night, taken from the rate plan when it is booked and fixed from then on."""

import datetime
from collections.abc import Collection
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from hotelpms.kit.dates import format_day
from hotelpms.kit.errors import Refused
from hotelpms.kit.period import Nights
from reservations.models import RateNight

PriceKey = tuple[int, int, datetime.date]


class NoPrice(Refused):
    """The rate plan has no price for the night, and none was given."""

    def __init__(self, night: datetime.date) -> None:
        super().__init__(
            _("There is no price for the night of %(night)s. Enter one, or choose a rate plan.")
            % {"night": format_day(night)}
        )


def dates_of(nights: Nights) -> list[datetime.date]:
    """Return the dates that are priced: each night, or the one day of a day use."""
    return [nights.arrival] if nights.is_day_use else list(nights)


def plan_prices(
    *,
    rate_plan_ids: Collection[int],
    room_type_ids: Collection[int],
    dates: Collection[datetime.date],
) -> dict[PriceKey, Decimal]:
    """Return the prices by rate plan, room type and date. One query, none without a plan."""
    if not rate_plan_ids or not dates:
        return {}
    found = RateNight.objects.filter(
        rate_plan__in=rate_plan_ids,
        room_type__in=room_type_ids,
        date__range=(min(dates), max(dates)),
    )
    return {
        (plan, room_type, date): price
        for plan, room_type, date, price in found.values_list(
            "rate_plan", "room_type", "date", "price"
        )
    }
