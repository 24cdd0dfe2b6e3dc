"""The tax breakdown of an invoice: one row per rate, the sums of its lines."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from invoicing.domain.tax.tax import NOTHING, Amounts
from invoicing.models import Charge, InvoiceLine


@dataclass(frozen=True)
class TaxRow:
    """What stands on the document at one rate; amounts in the document's currency."""

    percent: Decimal
    amounts: Amounts


def tax_table(lines: Iterable[Charge | InvoiceLine]) -> list[TaxRow]:
    """Return the rates of the lines, highest first, each with the exact sum of its lines."""
    sums: dict[Decimal, Amounts] = {}
    for line in lines:
        sums[line.tax_percent] = sums.get(line.tax_percent, NOTHING) + Amounts.of(line)
    return [TaxRow(percent, sums[percent]) for percent in sorted(sums, reverse=True)]
