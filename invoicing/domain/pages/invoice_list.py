"""The documents of a hotel, as the list and their own pages show them."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from cardex.domain.cards import search as cards
from hotelpms.hotels.models import Hotel
from hotelpms.kit.search.lookups import key_of, with_every_term
from hotelpms.kit.search.wanted import Wanted, wanted
from invoicing.enums import InvoiceKind, InvoiceState
from invoicing.models import (
    Invoice,
    InvoiceLine,
    Payment,
)

# What the state filter of the invoice list may ask for.
INVOICE_STATES = ("open", "paid", "credited", "credit_notes")


INVOICE_ORDERS = {
    "number": ("series_id", "number", "id"),
    "-number": ("-series_id", "-number", "-id"),
    "payer": ("payer__sort_key", "id"),
    "-payer": ("-payer__sort_key", "-id"),
    "total": ("total", "id"),
    "-total": ("-total", "-id"),
}


def invoice_list(
    *, hotel: Hotel, state: str = "", text: str = "", sort: str = ""
) -> QuerySet[Invoice]:
    """Return the hotel's documents, newest first unless `sort` is one of INVOICE_ORDERS.

    `state` is one of INVOICE_STATES or empty.
    """
    found = invoices_like(hotel, text).select_related("receivable", "original")
    found = found.annotate(
        # A line of a credit note is followed when its charge is invoiced again.
        is_credited=Exists(
            InvoiceLine.objects.filter(invoice=OuterRef("pk"), follower__isnull=False)
        ),
    )
    if state == "open":
        found = found.filter(receivable__settled_at__isnull=True, kind=InvoiceKind.INVOICE)
    elif state == "paid":
        found = found.filter(receivable__settled_at__isnull=False, is_credited=False)
    elif state == "credited":
        found = found.filter(is_credited=True, kind=InvoiceKind.INVOICE)
    elif state == "credit_notes":
        found = found.filter(kind=InvoiceKind.CREDIT_NOTE)
    return found.order_by(*INVOICE_ORDERS.get(sort, ("-id",)))


def invoices_like(hotel: Hotel, text: str) -> QuerySet[Invoice]:
    """Return the hotel's documents whose number or payer fits, all of them for an empty text.

    The payer is found as on the card now, and by the name that the document bears.
    """
    issued = Invoice.objects.filter(hotel=hotel)

    def found(word: Wanted) -> list[QuerySet[Invoice]]:
        return [
            issued.filter(payer__in=cards.keys_of(word)),
            issued.filter(payer_name__icontains=word.text),
            issued.alias(key=key_of("full_number")).filter(key__contains=word.key),
        ]

    return with_every_term(issued, wanted(text, country=str(hotel.country)), found)


def state_of(invoice: Invoice, *, is_credited: bool) -> InvoiceState:
    if invoice.kind == InvoiceKind.CREDIT_NOTE:
        return InvoiceState.CREDIT_NOTE
    if is_credited:
        return InvoiceState.CREDITED
    if invoice.receivable.open_amount == 0:
        return InvoiceState.PAID
    is_untouched = invoice.receivable.open_amount == invoice.total
    return InvoiceState.UNPAID if is_untouched else InvoiceState.PART_PAID


def with_states(rows: Iterable[Any]) -> list[tuple[Invoice, InvoiceState]]:
    """Return documents of invoice_list() with the state to show."""
    return [(row, state_of(row, is_credited=row.is_credited)) for row in rows]


def invoices_of(folio_ids: Iterable[int]) -> QuerySet[Invoice]:
    """Return the documents issued from these folios, oldest first."""
    rows = Invoice.objects.filter(folio_id__in=list(folio_ids)).select_related("receivable")
    return rows.order_by("id")


def payments_for(invoice: Invoice) -> QuerySet[Payment]:
    """Return the payments that name this invoice, oldest first."""
    return invoice.payments.select_related("method").order_by("id")
