"""What the pages about money show; each page a constant number of queries."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum

from hotelpms.hotels.models import Hotel
from hotelpms.kit.money import quantize
from invoicing.domain.check_out import checkout
from invoicing.domain.folios import folios
from invoicing.domain.folios.postings import uninvoiced
from invoicing.domain.nights.nights import due_of_stay
from invoicing.enums import FolioState, InvoiceKind, Ledger, ReceiptOutcome
from invoicing.models import (
    Charge,
    Folio,
    Invoice,
    InvoiceLine,
    Payment,
    Receipt,
    Receivable,
)
from reservations.enums import StayState
from reservations.models import RoomNight

NIL = Decimal("0.00")

# What the state filter of the invoice list may ask for.
INVOICE_STATES = ("open", "paid", "credited", "credit_notes")
INVOICE_ORDERS = {
    "number": ("series_id", "number", "id"),
    "-number": ("-series_id", "-number", "-id"),
    "payer": ("payer_name", "id"),
    "-payer": ("-payer_name", "-id"),
    "total": ("total", "id"),
    "-total": ("-total", "-id"),
}


@dataclass(frozen=True)
class Entry:
    """One line of a folio, charge or payment; amounts in the folio's currency.

    `debit` and `credit` may be negative: a correction. `balance` is what was owed after it.
    `pair` is the id of the line that corrects this one or is corrected by it, `corrects` its
    date when this is the correction.
    """

    is_charge: bool
    id: int
    date: datetime.date
    at: datetime.datetime
    by: str
    text: str
    detail: str
    quantity: Decimal | None
    debit: Decimal | None
    credit: Decimal | None
    is_corrected: bool
    is_correction: bool
    reason: str
    invoice_number: str = ""
    is_deposit: bool = False
    balance: Decimal = NIL
    pair: int | None = None
    corrects: datetime.date | None = None

    @property
    def is_paired(self) -> bool:
        return self.is_corrected or self.is_correction

    @property
    def can_be_corrected(self) -> bool:
        return not (self.is_paired or self.invoice_number)


@dataclass(frozen=True)
class OpenFolio:
    """A folio that is not closed, with what it owes."""

    folio: Folio
    balance: Decimal
    has_left: bool


@dataclass(frozen=True)
class FolioPage:
    """A folio with all its lines, as the desk works on it."""

    folio: Folio
    entries: list[Entry]
    balance: Decimal
    deposit: Decimal
    uninvoiced: Decimal
    windows: list[OpenFolio]
    invoices: list[Invoice]
    has_corrections: bool

    @property
    def charged(self) -> Decimal:
        """The sum of all charges, corrections taken off."""
        return sum((entry.debit for entry in self.entries if entry.debit is not None), NIL)

    @property
    def paid(self) -> Decimal:
        """The sum of all payments that settle charges, corrections taken off."""
        credits = (e.credit for e in self.entries if e.credit is not None and not e.is_deposit)
        return sum(credits, NIL)

    @property
    def credit(self) -> Decimal:
        """What the guest has to his credit, above zero; else zero."""
        return max(-self.balance, NIL)

    @property
    def is_open(self) -> bool:
        return self.folio.state == FolioState.OPEN

    @property
    def leads_to_check_out(self) -> bool:
        return self.folio.stay is not None and self.folio.stay.state == StayState.IN_HOUSE

    @property
    def can_be_closed(self) -> bool:
        """At zero, and not the main folio of a guest who is here or still to come."""
        return self.is_open and not self.balance and not checkout.is_in_use(self.folio)


@dataclass(frozen=True)
class LeavingFolio:
    """A window on the way out: its lines, what it owes and what its invoice will hold."""

    folio: Folio
    balance: Decimal
    entries: list[Entry]
    uninvoiced: Decimal

    @property
    def is_open(self) -> bool:
        return self.folio.state == FolioState.OPEN

    @property
    def gets_invoice(self) -> bool:
        return self.is_open and self.uninvoiced > 0


@dataclass(frozen=True)
class CheckOutPage:
    """Where a guest stands on the way out."""

    windows: list[LeavingFolio]
    due_nights: list[RoomNight]
    deposit: Decimal
    balance: Decimal
    uninvoiced: Decimal
    invoices: list[Invoice]

    @property
    def needs_posting(self) -> bool:
        return bool(self.due_nights) or self.deposit > 0

    @property
    def is_balanced(self) -> bool:
        return not any(window.balance for window in self.windows)


def folio_page(*, hotel: Hotel, folio_id: int, hides_corrections: bool = False) -> FolioPage:
    """Return everything on one folio of the hotel. Raises Folio.DoesNotExist.

    `hides_corrections` leaves out corrected lines with their mirrors, which cancel out.
    """
    folio = Folio.objects.select_related(
        "payer", "stay__guest", "stay__room", "stay__reservation", "stay__reservation__company"
    ).get(pk=folio_id, hotel=hotel)
    every = _entries(folio.pk)
    shown = [entry for entry in every if not (hides_corrections and entry.is_paired)]
    entries = list(_with_balance(shown))
    return FolioPage(
        folio=folio,
        entries=entries,
        balance=entries[-1].balance if entries else NIL,
        deposit=folios.deposit(folio_id=folio.pk),
        uninvoiced=_sum_uninvoiced([folio.pk], folio.currency),
        windows=with_balances(_windows(folio)),
        invoices=list(invoices_of([folio.pk])),
        has_corrections=any(entry.is_paired for entry in every),
    )


def check_out_page(*, stay_id: int, business_date: datetime.date, currency: str) -> CheckOutPage:
    """Return the windows with their lines, what is still to be posted, the invoices of a stay.

    The queries grow with the windows, which are few, not with their lines.
    """
    rows = list(
        Folio.objects.filter(stay_id=stay_id).select_related("payer").order_by("window", "pk")
    )
    ids = [folio.pk for folio in rows]
    owed = folios.balances(ids)
    return CheckOutPage(
        windows=[_leaving(folio, owed[folio.pk]) for folio in rows],
        due_nights=list(due_of_stay(stay_id, business_date)),
        deposit=sum(folios.deposits(ids).values(), NIL),
        balance=sum(owed.values(), NIL),
        uninvoiced=_sum_uninvoiced(ids, currency),
        invoices=list(invoices_of(ids)),
    )


def _leaving(folio: Folio, owed: Decimal) -> LeavingFolio:
    lines = [entry for entry in _entries(folio.pk) if not entry.is_paired]
    pending = _sum_uninvoiced([folio.pk], folio.currency)
    return LeavingFolio(folio, owed, list(_with_balance(lines)), pending)


def open_folios(*, hotel: Hotel) -> QuerySet[Folio]:
    """Return the hotel's open folios, guests who have left first, then by room."""
    return (
        Folio.objects.filter(hotel=hotel, state=FolioState.OPEN)
        .select_related("payer", "stay__room", "stay__reservation", "stay__guest")
        .order_by("stay__room__number", "window", "pk")
    )


def with_balances(rows: Iterable[Folio]) -> list[OpenFolio]:
    """Return folios with what they owe. Two queries for any number."""
    listed = list(rows)
    owed = folios.balances([folio.pk for folio in listed])
    return [
        OpenFolio(
            folio,
            owed[folio.pk],
            has_left=folio.stay is not None and folio.stay.state == StayState.DEPARTED,
        )
        for folio in listed
    ]


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


def receipts_needing_attention(*, hotel: Hotel) -> QuerySet[Receipt]:
    """Return online payments that nobody has settled yet, newest first."""
    return (
        Receipt.objects.filter(
            hotel=hotel, outcome=ReceiptOutcome.NEEDS_ATTENTION, settled_at__isnull=True
        )
        .select_related("session__link__invoice")
        .order_by("-id")
    )


def payments_of(*, hotel: Hotel, date: datetime.date) -> QuerySet[Payment]:
    """Return the money of one business date, newest first, without moves between ledgers."""
    return (
        Payment.objects.filter(hotel=hotel, business_date=date, source_ledger="")
        .select_related("method", "folio__stay__room", "folio__payer", "invoice")
        .order_by("-id")
    )


def invoice_list(
    *, hotel: Hotel, state: str = "", text: str = "", sort: str = ""
) -> QuerySet[Invoice]:
    """Return the hotel's documents, newest first unless `sort` is one of INVOICE_ORDERS.

    `state` is one of INVOICE_STATES or empty.
    """
    found = Invoice.objects.filter(hotel=hotel).select_related("receivable", "original")
    found = found.annotate(
        is_credited=Exists(Invoice.objects.filter(original=OuterRef("pk"))),
    )
    if text:
        found = found.filter(Q(full_number__icontains=text) | Q(payer_name__icontains=text))
    if state == "open":
        found = found.filter(receivable__settled_at__isnull=True, kind=InvoiceKind.INVOICE)
    elif state == "paid":
        found = found.filter(receivable__settled_at__isnull=False, is_credited=False)
    elif state == "credited":
        found = found.filter(is_credited=True)
    elif state == "credit_notes":
        found = found.filter(kind=InvoiceKind.CREDIT_NOTE)
    return found.order_by(*INVOICE_ORDERS.get(sort, ("-id",)))


def state_of(invoice: Invoice, *, is_credited: bool) -> str:
    """Return the state as shown: paid, part_paid, unpaid, credited or credit_note."""
    if invoice.kind == InvoiceKind.CREDIT_NOTE:
        return "credit_note"
    if is_credited:
        return "credited"
    if invoice.receivable.open_amount == 0:
        return "paid"
    return "unpaid" if invoice.receivable.open_amount == invoice.total else "part_paid"


def with_states(rows: Iterable[Any]) -> list[tuple[Invoice, str]]:
    """Return documents of invoice_list() with the state to show."""
    return [(row, state_of(row, is_credited=row.is_credited)) for row in rows]


def invoices_of(folio_ids: Iterable[int]) -> QuerySet[Invoice]:
    """Return the documents issued from these folios, oldest first."""
    rows = Invoice.objects.filter(folio_id__in=list(folio_ids)).select_related("receivable")
    return rows.order_by("id")


def payments_for(invoice: Invoice) -> QuerySet[Payment]:
    """Return the payments that name this invoice, oldest first."""
    return invoice.payments.select_related("method").order_by("id")


def _windows(folio: Folio) -> list[Folio]:
    if folio.stay_id is None:
        return [folio]
    rows = Folio.objects.filter(stay_id=folio.stay_id).select_related("payer", "stay")
    return list(rows.order_by("window", "pk"))


def _sum_uninvoiced(folio_ids: list[int], currency: str) -> Decimal:
    rows = uninvoiced(folio_ids).order_by()
    return quantize(rows.aggregate(total=Sum("gross", default=NIL))["total"], currency)


def _entries(folio_id: int) -> list[Entry]:
    """Return charges and payments in the order in which they were posted, without balance."""
    lines = [*_charges(folio_id), *_payments(folio_id)]
    return sorted(lines, key=lambda entry: (entry.date, entry.at, not entry.is_charge, entry.id))


def _charges(folio_id: int) -> Iterator[Entry]:
    rows = list(Charge.objects.filter(folio_id=folio_id).select_related("code"))
    corrected = {charge.reverses_id: charge.pk for charge in rows if charge.reverses_id}
    dates = {charge.pk: charge.business_date for charge in rows}
    numbers = dict(
        InvoiceLine.objects.filter(
            charge__folio_id=folio_id, invoice__kind=InvoiceKind.INVOICE, follower__isnull=True
        ).values_list("charge_id", "invoice__full_number")
    )
    for charge in rows:
        yield Entry(
            is_charge=True,
            id=charge.pk,
            date=charge.business_date,
            at=charge.posted_at,
            by=charge.posted_by,
            text=charge.description,
            detail="" if charge.description.startswith(charge.code.name) else charge.code.name,
            quantity=charge.quantity,
            debit=charge.gross,
            credit=None,
            is_corrected=charge.pk in corrected,
            is_correction=charge.reverses_id is not None,
            reason=charge.reason,
            invoice_number=numbers.get(charge.pk, ""),
            pair=charge.reverses_id or corrected.get(charge.pk),
            corrects=dates.get(charge.reverses_id or 0),
        )


def _payments(folio_id: int) -> Iterator[Entry]:
    rows = list(Payment.objects.filter(folio_id=folio_id).select_related("method"))
    corrected = {payment.reverses_id: payment.pk for payment in rows if payment.reverses_id}
    dates = {payment.pk: payment.business_date for payment in rows}
    for payment in rows:
        yield Entry(
            is_charge=False,
            id=payment.pk,
            date=payment.business_date,
            at=payment.posted_at,
            by=payment.posted_by,
            text=payment.method.name,
            detail=payment.reference,
            quantity=None,
            debit=None,
            credit=payment.amount,
            is_corrected=payment.pk in corrected,
            is_correction=payment.reverses_id is not None,
            reason=payment.reason,
            is_deposit=payment.ledger == Ledger.DEPOSIT,
            pair=payment.reverses_id or corrected.get(payment.pk),
            corrects=dates.get(payment.reverses_id or 0),
        )


def _with_balance(entries: Iterable[Entry]) -> Iterator[Entry]:
    balance = NIL
    for entry in entries:
        if not entry.is_deposit:
            balance += (entry.debit or NIL) - (entry.credit or NIL)
        yield replace(entry, balance=balance)
