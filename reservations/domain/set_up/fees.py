"""What a hotel asks of guaranteed guests who cancel or do not come, as its people keep it."""

import datetime
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction

from hotelpms.hotels.domain.set_up import rows
from hotelpms.hotels.models import Hotel
from hotelpms.kit.actor import Actor
from hotelpms.kit.locks import locked
from hotelpms.kit.money import Money, quantize
from reservations.domain.bill.fees import fee_of
from reservations.enums import Guarantee
from reservations.models import FeePolicy, RateNight

EXAMPLE_NIGHTS = 3


@dataclass(frozen=True)
class Example:
    """What guests with these nights pay under a policy, in the hotel's currency."""

    nights: int
    night: Money
    whole: Money
    late: Money
    no_show: Money
    late_fixed: Money
    no_show_fixed: Money


def policy_of(hotel: Hotel) -> FeePolicy:
    """Return the policy of the hotel; a new one, which asks nothing, where it has none yet."""
    return FeePolicy.objects.filter(hotel=hotel).first() or FeePolicy(hotel=hotel)


@transaction.atomic
def save_policy(
    *, row: FeePolicy, hotel_id: int, actor: Actor, now: datetime.datetime, seen: str = ""
) -> None:
    """Store the one policy of the hotel. Raises ChangedMeanwhile."""
    locked(Hotel.objects.filter(pk=hotel_id)).get()
    if row.pk is None and FeePolicy.objects.filter(hotel=hotel_id).exists():
        raise rows.ChangedMeanwhile
    rows.keep(row=row, hotel_id=hotel_id, actor=actor, now=now, seen=seen)


def example(policy: FeePolicy, hotel: Hotel) -> Example:
    """Return what guests of three nights would pay, at a price that the hotel has."""
    price = _usual_price(hotel)
    late, no_show = policy.cancellation, policy.no_show

    def asked(rule: str, percent: int, guarantee: str) -> Money:
        fee = fee_of(
            rule=rule,
            percent=percent,
            guarantee=guarantee,
            prices=[price] * EXAMPLE_NIGHTS,
            currency=hotel.currency,
        )
        return Money(fee, hotel.currency)

    return Example(
        nights=EXAMPLE_NIGHTS,
        night=Money(price, hotel.currency),
        whole=Money(price * EXAMPLE_NIGHTS, hotel.currency),
        late=asked(late, policy.cancellation_percent, Guarantee.CARD),
        no_show=asked(no_show, policy.no_show_percent, Guarantee.CARD),
        late_fixed=asked(late, policy.cancellation_percent, Guarantee.NON_REFUNDABLE),
        no_show_fixed=asked(no_show, policy.no_show_percent, Guarantee.NON_REFUNDABLE),
    )


def _usual_price(hotel: Hotel) -> Decimal:
    prices = RateNight.objects.filter(rate_plan__hotel=hotel, price__gt=0)
    found = prices.order_by("-date", "price").values_list("price", flat=True).first()
    return quantize(found or Decimal(100), hotel.currency)
