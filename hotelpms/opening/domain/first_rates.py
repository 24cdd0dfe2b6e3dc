"""The first rate plan of a hotel, with a price for each type of room over a year."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from hotelpms.hotels.domain.set_up import rows
from hotelpms.hotels.models import Hotel
from hotelpms.kit.actor import Actor
from hotelpms.kit.errors import Refused
from hotelpms.kit.money import quantize
from reservations.domain.rates.filling import Fill, fill
from reservations.models import RatePlan, RoomType

WEEKEND = (4, 5)
WORKDAYS = (0, 1, 2, 3, 6)


class NoRoomType(Refused):
    """There is nothing to give a price to."""

    def __init__(self) -> None:
        super().__init__(_("Make the rooms first: each type of room then gets its price."))


class PlanTaken(Refused):
    """The hotel has a plan with this code, perhaps from the same form sent twice."""

    def __init__(self, code: str) -> None:
        super().__init__(
            _("There is a rate plan %(code)s already. Change its prices under Rates.")
            % {"code": code}
        )


@dataclass(frozen=True)
class FirstRates:
    """A plan and its prices for a room and night by id of the room type.

    weekend_percent is added on Fridays and Saturdays, rounded half up to the currency's decimals.
    """

    code: str
    name: str
    board: str
    prices: Mapping[int, Decimal]
    first: datetime.date
    last: datetime.date
    weekend_percent: Decimal = Decimal(0)


@transaction.atomic
def make(*, hotel: Hotel, wish: FirstRates, actor: Actor, now: datetime.datetime) -> int:
    """Make the plan and put its nights on sale; return how many nights got a price.

    Raises NoRoomType, PlanTaken, and what `fill` raises.
    """
    types = list(RoomType.objects.filter(hotel=hotel, pk__in=wish.prices).order_by("pk"))
    if not types:
        raise NoRoomType
    if RatePlan.objects.filter(hotel=hotel, code=wish.code).exists():
        raise PlanTaken(wish.code)
    plan = RatePlan(hotel=hotel, code=wish.code, name=wish.name, board=wish.board)
    rows.keep(row=plan, hotel_id=hotel.pk, actor=actor, now=now)
    count = 0
    for room_type in types:
        quiet = wish.prices[room_type.pk]
        weekend = quantize(quiet * (100 + wish.weekend_percent) / 100, hotel.currency)
        for weekdays, price in ((WORKDAYS, quiet), (WEEKEND, weekend)):
            filled = fill(
                rate_plan=plan,
                room_types=[room_type],
                first=wish.first,
                last=wish.last,
                weekdays=weekdays,
                wish=Fill(price=price),
                actor=actor,
                now=now,
            )
            count += filled.made + filled.changed
    return count
