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
    ("500", "UGX", 50000),
    ("1234.56", "HUF", 123456),
    ("1234.56", "TWD", 123456),
    ("5.120", "KWD", 5120),
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


def test_stripe_takes_thousandths_that_end_in_nothing_only() -> None:
    with pytest.raises(TooFine):
        in_units(Money(Decimal("5.124"), "KWD"), Provider.STRIPE)
    other = in_units(Money(Decimal("5.124"), "KWD"), Provider.EMBEDDED)

    assert other == 5124


def test_a_payment_event_may_name_a_currency_that_no_hotel_has() -> None:
    assert from_units(1230, "ANG", Provider.STRIPE) == Decimal("12.30")
