from decimal import Decimal

from invoicing.domain.tax.tax import Amounts
from invoicing.domain.tax.tax_table import TaxRow, tax_table
from invoicing.models import InvoiceLine


def line(percent: str, net: str, tax: str) -> InvoiceLine:
    amounts = Amounts(Decimal(net), Decimal(tax), Decimal(net) + Decimal(tax))
    return InvoiceLine(
        tax_percent=Decimal(percent), net=amounts.net, tax=amounts.tax, gross=amounts.gross
    )


def test_the_table_has_a_row_for_each_rate_the_highest_first() -> None:
    lines = [line("10", "5.00", "0.50"), line("21", "10.00", "2.10"), line("10", "-1.00", "-0.10")]

    assert tax_table(lines) == [
        TaxRow(Decimal(21), Amounts(Decimal("10.00"), Decimal("2.10"), Decimal("12.10"))),
        TaxRow(Decimal(10), Amounts(Decimal("4.00"), Decimal("0.40"), Decimal("4.40"))),
    ]
