"""What a guest owes who does not come: by the hotel's rule, the guarantee and the prices."""

import datetime
from collections.abc import Iterable, Sequence
from decimal import Decimal

from hotelpms.kit.money import quantize
from reservations.enums import FeeRule, Guarantee, ReservationState
from reservations.models import FeePolicy, Reservation, RoomNight, Stay

NIL = Decimal("0.00")


def cancellation_fee(
    *, reservation: Reservation, stays: Iterable[Stay], business_date: datetime.date
) -> Decimal:
    """Return what cancelling these booked stays on the date costs by the hotel's rule.

    In the reservation's currency, half a cent up. Nothing without a guarantee or for an option,
    nothing as long as it is free of charge, and the whole price of what is non-refundable.
    """
    if reservation.state == ReservationState.OPTION:
        return NIL
    policy = FeePolicy.objects.filter(hotel=reservation.hotel_id).first()
    if policy is None:
        return NIL
    days = datetime.timedelta(days=policy.free_days)
    is_fixed = reservation.guarantee == Guarantee.NON_REFUNDABLE
    late = [stay for stay in stays if is_fixed or business_date > stay.arrival - days]
    return sum(
        (
            _fee(policy.cancellation, policy.cancellation_percent, stay, reservation)
            for stay in late
        ),
        NIL,
    )


def no_show_fee(*, policy: FeePolicy | None, stay: Stay) -> Decimal:
    """Return what a guest owes who did not come; the stay comes with its reservation.

    In the reservation's currency. Nothing without a guarantee or without a policy.
    """
    if policy is None:
        return NIL
    return _fee(policy.no_show, policy.no_show_percent, stay, stay.reservation)


def fee_of(
    *, rule: str, percent: int, guarantee: str, prices: Sequence[Decimal], currency: str
) -> Decimal:
    """Return what a rule asks of a guest with nights at these prices, half a cent up.

    Nothing without a guarantee or a rule; where there is a rule, the whole price of what is
    non-refundable.
    """
    if rule == FeeRule.NONE or guarantee == Guarantee.NONE:
        return NIL
    if guarantee == Guarantee.NON_REFUNDABLE:
        rule = FeeRule.WHOLE_STAY
    if rule == FeeRule.FIRST_NIGHT:
        prices = prices[:1]
    total = sum(prices, NIL)
    if rule == FeeRule.PERCENT:
        total = total * percent / 100
    return max(quantize(total, currency), NIL)


def _fee(rule: str, percent: int, stay: Stay, reservation: Reservation) -> Decimal:
    if rule == FeeRule.NONE or reservation.guarantee == Guarantee.NONE:
        return NIL
    nights = RoomNight.objects.filter(stay=stay, holds=True).order_by("date")
    return fee_of(
        rule=rule,
        percent=percent,
        guarantee=reservation.guarantee,
        prices=[price or NIL for price in nights.values_list("price", flat=True)],
        currency=reservation.currency,
    )
