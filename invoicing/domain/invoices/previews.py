"""What the next invoice of a folio would say, before anybody issues it: on screen and on paper."""

import datetime
from dataclasses import dataclass

from hotelpms.kit.actor import Actor
from hotelpms.kit.files.pdf import render_pdf
from hotelpms.kit.languages import as_written
from invoicing.domain.invoices import documents, invoices
from invoicing.domain.invoices.paid import Paid, paid_so_far
from invoicing.domain.tax.tax_table import TaxRow, tax_table
from invoicing.models import Folio, Invoice, InvoiceLine


@dataclass(frozen=True)
class Preview:
    """A draft in the folio's currency, in memory; it has no number and can still change."""

    invoice: Invoice
    lines: list[InvoiceLine]
    taxes: list[TaxRow]
    paid: Paid


def preview(
    *, folio: Folio, business_date: datetime.date, actor: Actor, now: datetime.datetime
) -> Preview:
    """Return the draft over everything that no invoice holds yet, in the payer's language.

    The folio comes with hotel, payer and stay.
    """
    invoice, lines = invoices.draft(folio=folio, business_date=business_date, actor=actor, now=now)
    return Preview(invoice, lines, tax_table(lines), paid_so_far(invoice))


def print_preview(found: Preview) -> bytes:
    """Return the draft as PDF, marked as such; nothing is kept. Slow. Raises PdfUnavailable."""
    context = documents.paper_of(found.invoice, found.lines, found.paid)
    return render_pdf(
        documents.TEMPLATE,
        context,
        language=as_written(found.invoice.language, found.invoice.hotel.country),
    )
