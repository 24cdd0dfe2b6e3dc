"""In which unit a payment provider counts an amount, in one place for all providers.

A provider counts in the smallest unit of ISO 4217 unless DIFFERENT says otherwise.
"""

from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from hotelpms.kit.currencies import digits
from hotelpms.kit.errors import Refused
from hotelpms.kit.money import Money
from invoicing.enums import Provider

# Provider, currency: decimals. Stripe takes whole ariary only, and kept the hundredths of two
# currencies that have none any more.
DIFFERENT: dict[str, dict[str, int]] = {Provider.STRIPE: {"MGA": 0, "ISK": 2, "UGX": 2}}


class TooFine(Refused):
    """The provider takes no amount with these decimals."""

    def __init__(self) -> None:
        super().__init__(_("This amount cannot be paid online. Please contact the hotel."))


def in_units(amount: Money, provider: Provider) -> int:
    """Return an amount as the provider counts it: EUR 12.30 is 1230. Raises TooFine."""
    units = amount.rounded().amount.scaleb(_decimals(amount.currency, provider))
    if units != units.to_integral_value():
        raise TooFine
    return int(units)


def from_units(units: int, currency: str, provider: Provider) -> Decimal:
    """Return the amount that the provider means."""
    return Decimal(units).scaleb(-_decimals(currency, provider))


def _decimals(currency: str, provider: Provider) -> int:
    return DIFFERENT.get(provider, {}).get(currency, digits(currency))
