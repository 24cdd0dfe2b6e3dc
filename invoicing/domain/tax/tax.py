"""The tax of a line, rounded so that a document's tax per rate is always right to the cent.

Rounding every line alone drifts: three lines of 0.10 at 21 % would carry 0.06 of tax where
0.30 at 21 % owes 0.06, but 100 such lines 2.00 where 2.10 are owed. So a line carries what
the new sum owes less what was already posted.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from hotelpms.kit.money import quantize
from invoicing.models import Charge, InvoiceLine

NIL = Decimal("0.00")
HUNDRED = Decimal(100)


@dataclass(frozen=True)
class Amounts:
    """Net, tax and gross of a line or of a sum, in one currency; net + tax = gross."""

    net: Decimal = NIL
    tax: Decimal = NIL
    gross: Decimal = NIL

    def __add__(self, other: "Amounts") -> "Amounts":
        return Amounts(self.net + other.net, self.tax + other.tax, self.gross + other.gross)

    def __neg__(self) -> "Amounts":
        return Amounts(-self.net, -self.tax, -self.gross)

    @classmethod
    def of(cls, line: Charge | InvoiceLine) -> "Amounts":
        """Return the amounts of a charge or an invoice line."""
        return cls(line.net, line.tax, line.gross)


NOTHING = Amounts()


def line_amounts(
    *,
    amount: Decimal,
    percent: Decimal,
    prices_include_tax: bool,
    so_far: Amounts,
    currency: str,
) -> Amounts:
    """Return net, tax and gross of a line that joins `so_far`, its document's sum at this rate.

    `amount` is gross when prices include tax, else net; it may be negative. After this line
    the tax posted equals the tax on the sum, rounded half up: rate x net, or the share
    rate / (100 + rate) of gross. An amount of zero carries no tax.
    """
    value = quantize(amount, currency)
    if value == 0:
        return NOTHING
    joined = so_far + Amounts(net=value, gross=value)
    owed = tax_owed(
        joined, percent=percent, prices_include_tax=prices_include_tax, currency=currency
    )
    tax = owed - so_far.tax
    if prices_include_tax:
        return Amounts(value - tax, tax, value)
    return Amounts(value, tax, value + tax)


def tax_owed(
    amounts: Amounts, *, percent: Decimal, prices_include_tax: bool, currency: str
) -> Decimal:
    """Return the tax on a sum, rounded once and half up: on its gross or on its net."""
    if prices_include_tax:
        return quantize(amounts.gross * percent / (HUNDRED + percent), currency)
    return quantize(amounts.net * percent / HUNDRED, currency)


def total(lines: Iterable[Amounts]) -> Amounts:
    """Return the sum of lines, nothing for none; tax is added up, never computed anew."""
    return sum(lines, NOTHING)
