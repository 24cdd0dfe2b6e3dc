"""The one policy of a hotel, and the example that explains it."""

from decimal import Decimal

import pytest

from hotelpms.hotels.domain.set_up import rows
from hotelpms.hotels.models import Hotel
from hotelpms.kit.actor import SYSTEM
from reservations.domain.set_up.fees import example, policy_of, save_policy
from reservations.enums import FeeRule
from reservations.models import FeePolicy
from tests.factories.reservations import AT, RateNightFactory, RatePlanFactory

pytestmark = pytest.mark.django_db


def test_a_hotel_has_one_policy_and_the_second_is_told(hotel: Hotel) -> None:
    told = {"hotel_id": hotel.pk, "actor": SYSTEM, "now": AT}
    mine, theirs = policy_of(hotel), policy_of(hotel)
    theirs.no_show = FeeRule.WHOLE_STAY
    save_policy(row=theirs, **told)

    with pytest.raises(rows.ChangedMeanwhile):
        save_policy(row=mine, **told)
    assert FeePolicy.objects.get(hotel=hotel).no_show == FeeRule.WHOLE_STAY


def test_the_example_is_worked_out_as_the_fee_is(hotel: Hotel) -> None:
    RateNightFactory(rate_plan=RatePlanFactory(hotel=hotel), price=Decimal("99.99"))
    policy = FeePolicy(
        hotel=hotel,
        cancellation=FeeRule.PERCENT,
        cancellation_percent=50,
        no_show=FeeRule.FIRST_NIGHT,
    )

    shown = example(policy, hotel)

    assert shown.whole.amount == Decimal("299.97")
    # Half a cent up.
    assert (shown.late.amount, shown.late_fixed.amount) == (Decimal("149.99"), Decimal("299.97"))
    assert (shown.no_show.amount, shown.no_show_fixed.amount) == (
        Decimal("99.99"), Decimal("299.97"),
    )  # fmt: skip
