"""In which unit a payment provider counts an amount, in one place for all providers.

A provider counts in the smallest unit of ISO 4217 unless DIFFERENT says otherwise.
"""

from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from hotelpms.kit.currencies import THOUSANDTHS, digits
from hotelpms.kit.errors import Refused
from hotelpms.kit.money import Money
from invoicing.enums import Provider

# Provider, currency: decimals. Stripe's own list of currencies without decimals names the ariary,
# and not the króna and the shilling of Uganda, of which it still counts hundredths
# (https://docs.stripe.com/currencies). HUF and TWD are whole for payouts only: a charge has both
# decimals.
DIFFERENT: dict[str, dict[str, int]] = {Provider.STRIPE: {"MGA": 0, "ISK": 2, "UGX": 2}}

# Stripe counts thousandths, but takes only amounts whose last digit is 0.
LAST_DIGIT_IS_NAUGHT = {Provider.STRIPE: THOUSANDTHS}


class TooFine(Refused):
    """The provider takes no amount with these decimals."""

    def __init__(self) -> None:
        super().__init__(_("This amount cannot be paid online. Please contact the hotel."))


def in_units(amount: Money, provider: Provider) -> int:
    """Return an amount as the provider counts it: EUR 12.30 is 1230. Raises TooFine."""
    units = amount.amount.scaleb(_decimals(amount.currency, provider))
    step = 10 if amount.currency in LAST_DIGIT_IS_NAUGHT.get(provider, ()) else 1
    if units % step:
        raise TooFine
    return int(units)


def from_units(units: int, currency: str, provider: Provider) -> Decimal:
    """Return the amount that the provider means."""
    return Decimal(units).scaleb(-_decimals(currency, provider))


def _decimals(currency: str, provider: Provider) -> int:
    return DIFFERENT.get(provider, {}).get(currency, digits(currency))
