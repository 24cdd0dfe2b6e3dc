"""What the first page about money shows: folios, debts, money of the day."""

import datetime
from decimal import Decimal

from django.db.models import QuerySet, Sum

from hotelpms.hotels.models import Hotel
from hotelpms.kit.money import quantize
from invoicing.domain.pages.entries import NIL
from invoicing.enums import FolioState, Ledger
from invoicing.models import (
    Charge,
    Folio,
    Payment,
    Receivable,
)


def open_folios(*, hotel: Hotel) -> QuerySet[Folio]:
    """Return the hotel's open folios, guests who have left first, then by room."""
    return (
        Folio.objects.filter(hotel=hotel, state=FolioState.OPEN)
        .select_related("payer", "stay__room", "stay__reservation", "stay__guest")
        .order_by("stay__room__number", "window", "pk")
    )


def guest_ledger(*, hotel: Hotel) -> Decimal:
    """Return what all open folios owe together, in the hotel's currency. Two queries."""
    charged = Charge.objects.filter(folio__hotel=hotel, folio__state=FolioState.OPEN)
    paid = Payment.objects.filter(
        folio__hotel=hotel, folio__state=FolioState.OPEN, ledger=Ledger.GUEST
    )
    debit = charged.aggregate(total=Sum("gross", default=NIL))["total"]
    credit = paid.aggregate(total=Sum("amount", default=NIL))["total"]
    return quantize(debit - credit, hotel.currency)


def unpaid_invoices(*, hotel: Hotel) -> QuerySet[Receivable]:
    """Return the open receivables, oldest first."""
    return (
        Receivable.objects.filter(invoice__hotel=hotel, settled_at__isnull=True)
        .select_related("invoice")
        .order_by("invoice__issue_date", "invoice_id")
    )


def unpaid_total(*, hotel: Hotel) -> Decimal:
    """Return what is open on all invoices, in the hotel's currency."""
    rows = unpaid_invoices(hotel=hotel).order_by()
    return quantize(rows.aggregate(total=Sum("open_amount", default=NIL))["total"], hotel.currency)


def payments_of(*, hotel: Hotel, date: datetime.date) -> QuerySet[Payment]:
    """Return the money of one business date, newest first, without moves between ledgers."""
    return (
        Payment.objects.filter(hotel=hotel, business_date=date, source_ledger="")
        .select_related("method", "folio__stay__room", "folio__payer", "invoice")
        .order_by("-id")
    )
