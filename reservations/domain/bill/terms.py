"""Until when a booking is cancelled free of charge, and what it costs after that, in words."""

import datetime
from collections.abc import Sequence

from django.utils.translation import gettext as _

from hotelpms.kit.dates import format_day
from reservations.enums import FeeRule, Guarantee, ReservationState
from reservations.models import FeePolicy, Reservation, Stay


def cancellation_terms(reservation: Reservation, stays: Sequence[Stay]) -> str:
    """Return the hotel's terms for this booking in the active language.

    Empty for an option, for what is cancelled, and where the hotel has said no rule. The words
    follow fees.cancellation_fee and fees.no_show_fee.
    """
    policy = FeePolicy.objects.filter(hotel=reservation.hotel_id).first()
    if policy is None or reservation.state != ReservationState.CONFIRMED or not stays:
        return ""
    if reservation.guarantee == Guarantee.NON_REFUNDABLE:
        return _non_refundable(policy)
    if reservation.guarantee == Guarantee.NONE:
        return _("You may cancel free of charge.")
    return " ".join((_cancellation(policy, stays), _no_show(policy))).strip()


def _cancellation(policy: FeePolicy, stays: Sequence[Stay]) -> str:
    costs = _price(policy.cancellation, policy.cancellation_percent)
    if not costs:
        return _("You may cancel free of charge.")
    first = min(stay.arrival for stay in stays)
    until = first - datetime.timedelta(days=policy.free_days)
    if until < stays[0].reservation.booked_on:
        return _("A cancellation costs %(costs)s.") % {"costs": costs}
    return _("Free of charge until %(date)s; after that a cancellation costs %(costs)s.") % {
        "date": format_day(until, "long"),
        "costs": costs,
    }


def _no_show(policy: FeePolicy) -> str:
    costs = _price(policy.no_show, policy.no_show_percent)
    return _("Who does not come pays %(costs)s.") % {"costs": costs} if costs else ""


def _non_refundable(policy: FeePolicy) -> str:
    if policy.cancellation == FeeRule.NONE:
        return ""
    return _("This rate is not refundable: a cancellation costs the whole stay.")


def _price(rule: str, percent: int) -> str:
    if rule == FeeRule.FIRST_NIGHT:
        return _("the first night")
    if rule == FeeRule.WHOLE_STAY:
        return _("the whole stay")
    if rule == FeeRule.PERCENT and percent:
        return _("%(percent)d %% of the stay") % {"percent": percent}
    return ""
