"""Which invoice an allowance takes a part of back: one that still holds it at every tax rate."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from hotelpms.kit.errors import Refused
from invoicing.enums import InvoiceKind
from invoicing.models import Charge, Folio, Invoice, InvoiceLine

NIL = Decimal("0.00")


class NothingLeftToCredit(Refused):
    """No invoice of the folio holds so much, at the tax rates of the allowances."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "The allowances take back more than any invoice of this folio still holds at the "
                "same tax rate. Correct them and post them at the rate that was invoiced, or make "
                "a credit note for the whole invoice and issue a new one."
            )
        )


def invoice_to_credit(*, folio: Folio, charges: Sequence[Charge]) -> Invoice:
    """Return the newest invoice of the folio of which the charges can take a part back.

    It has their tax rates and, less its earlier credit notes, holds at each as much as they take
    back there. Raises NothingLeftToCredit.
    """
    # What the tax is computed on, so that no rounding of it decides.
    base = "gross" if folio.hotel.prices_include_tax else "net"
    taken = _by_rate([charge for charge in charges if charge.gross], base)
    issued = folio.invoices.filter(kind=InvoiceKind.INVOICE)
    for invoice in issued.exclude(lines__follower__isnull=False).order_by("-id"):
        lines = InvoiceLine.objects.filter(Q(invoice=invoice) | Q(invoice__original=invoice))
        left = _by_rate(lines, base)
        is_held = all(
            rate in left and (amount >= 0 or left[rate] + amount >= 0)
            for rate, amount in taken.items()
        )
        if is_held and sum(left.values(), NIL) + sum(taken.values(), NIL) >= 0:
            return invoice
    raise NothingLeftToCredit


def _by_rate(lines: Iterable[Charge | InvoiceLine], base: str) -> dict[Decimal, Decimal]:
    sums: dict[Decimal, Decimal] = {}
    for line in lines:
        sums[line.tax_percent] = sums.get(line.tax_percent, NIL) + getattr(line, base)
    return sums
