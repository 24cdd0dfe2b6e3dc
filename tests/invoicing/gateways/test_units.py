from decimal import Decimal

import pytest

from hotelpms.kit.money import Money
from invoicing.enums import Provider
from invoicing.gateways.units import TooFine, from_units, in_units

COUNTED = [
    ("12.30", "EUR", 1230),
    ("0.01", "USD", 1),
    ("99999.99", "CZK", 9999999),
    ("12.30", "RSD", 1230),
    ("500", "JPY", 500),
    ("500", "ISK", 50000),
    ("500", "MGA", 500),
]


@pytest.mark.parametrize(("amount", "currency", "units"), COUNTED)
def test_amounts_go_to_stripe_and_come_back_as_stripe_counts(
    amount: str, currency: str, units: int
) -> None:
    given = Money(Decimal(amount), currency)

    assert in_units(given, Provider.STRIPE) == units
    assert from_units(units, currency, Provider.STRIPE) == given.amount


def test_an_amount_that_stripe_cannot_count_is_refused_and_not_cut() -> None:
    with pytest.raises(TooFine):
        in_units(Money(Decimal("12.30"), "MGA"), Provider.STRIPE)
