"""The PDF of an invoice: printed once, outside any transaction, then kept as issued."""

import datetime
from collections.abc import Sequence

from django.db import IntegrityError, transaction
from django.utils.translation import gettext

from hotelpms.hotels.domain.brand import letterhead
from hotelpms.kit.files import documents
from hotelpms.kit.files.pdf import render_pdf
from hotelpms.kit.languages import as_written, speaking
from hotelpms.kit.models import Document
from invoicing.domain.invoices.paid import Paid, paid_at_issue
from invoicing.domain.invoices.terms import terms_of
from invoicing.domain.tax.tax_table import tax_table
from invoicing.enums import InvoiceKind
from invoicing.models import Invoice, InvoiceDocument, InvoiceLine

KIND = "invoice"
TEMPLATE = "paper/invoice.html"


def invoice_pdf(invoice_id: int) -> Document:
    """Return the PDF of an invoice, printing it first if nobody has.

    Slow the first time: never call it in a transaction or under a lock. The document's moment
    is that of the issue. Raises PdfUnavailable without Pango.
    """
    kept = _kept(invoice_id)
    if kept is not None:
        return kept
    loaded = ("hotel__logo_document", "original", "folio__stay__guest")
    invoice = Invoice.objects.select_related(*loaded).get(pk=invoice_id)
    lines = list(invoice.lines.select_related("charge").order_by("position"))
    is_invoice = invoice.kind == InvoiceKind.INVOICE
    context = paper_of(invoice, lines, paid_at_issue(invoice) if is_invoice else None)
    content = render_pdf(
        TEMPLATE, context, language=as_written(invoice.language, invoice.hotel.country)
    )
    try:
        return _keep(invoice, content)
    except IntegrityError:
        # Somebody printed it at the same moment; theirs is the one that counts.
        return InvoiceDocument.objects.select_related("document").get(invoice=invoice).document


def missing_pdfs(*, limit: int, after: int, before: datetime.datetime) -> list[int]:
    """Return the ids of invoices without a PDF, oldest first.

    after: behind this one; before: issued until this moment.
    """
    rows = Invoice.objects.filter(pdf__isnull=True, pk__gt=after, issued_at__lte=before)
    return list(rows.order_by("pk").values_list("pk", flat=True)[:limit])


def _kept(invoice_id: int) -> Document | None:
    row = InvoiceDocument.objects.select_related("document").filter(invoice_id=invoice_id).first()
    return row.document if row else None


@transaction.atomic
def _keep(invoice: Invoice, content: bytes) -> Document:
    document = documents.store(
        hotel_id=invoice.hotel_id,
        kind=KIND,
        name=f"{invoice.full_number}.pdf",
        content=content,
        content_type="application/pdf",
        at=invoice.issued_at,
    )
    InvoiceDocument.objects.create(invoice=invoice, document=document)
    return document


def paper_of(
    invoice: Invoice, lines: Sequence[InvoiceLine], paid: Paid | None
) -> dict[str, object]:
    """Return what the paper of a document shows. A draft has no number; a credit note no `paid`."""
    hotel, stay = invoice.hotel, invoice.folio.stay
    is_draft = invoice.pk is None
    with speaking(invoice.language, invoice.hotel.country):
        kind = gettext("Draft of the invoice") if is_draft else invoice.get_kind_display()
    return {
        **letterhead(hotel),
        "kind": kind,
        "invoice": invoice,
        "lines": lines,
        "taxes": tax_table(lines),
        "guest": stay.guest.full_name if stay and stay.guest_id != invoice.payer_id else "",
        "is_draft": is_draft,
        "paid": paid,
        **(terms_of(invoice, paid.due) if paid and paid.due > 0 else {}),
    }
