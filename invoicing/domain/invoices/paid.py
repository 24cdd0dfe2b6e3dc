"""How an invoice was paid when it was issued, as its paper says it for ever."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from django.db.models import Q, QuerySet

from invoicing.enums import InvoiceKind, Ledger
from invoicing.models import Folio, Invoice, Payment, PaymentMethod

NIL = Decimal("0.00")


@dataclass(frozen=True)
class Part:
    """So much of the money of one payment went into the document, in the folio's currency."""

    method: PaymentMethod
    date: datetime.date
    amount: Decimal
    was_deposit: bool

    @property
    def minus(self) -> Decimal:
        """As a paper takes it off the total."""
        return -self.amount


@dataclass(frozen=True)
class Paid:
    """By which payments a document is paid, oldest first, and what is `due` after them."""

    parts: list[Part]
    due: Decimal


def paid_at_issue(invoice: Invoice) -> Paid:
    """Return how an invoice was paid when it was issued.

    What was paid later is not told, so that each printing says the same. Two queries.
    """
    documents = Invoice.objects.filter(folio=invoice.folio_id, pk__lt=invoice.pk)
    money = _money(invoice.folio, list(documents)).filter(posted_at__lte=invoice.issued_at)
    return _paid(list(documents), money, invoice.total)


def paid_so_far(draft: Invoice) -> Paid:
    """Return how the next invoice of a folio, not issued yet, is paid by now. Two queries."""
    documents = list(Invoice.objects.filter(folio=draft.folio_id))
    return _paid(documents, _money(draft.folio, documents), draft.total)


def _money(folio: Folio, documents: list[Invoice]) -> QuerySet[Payment]:
    """Return what came in for the folio: no moves to the city ledger, no deposits that wait."""
    rows = Payment.objects.filter(Q(folio=folio) | Q(invoice__in=documents))
    found = rows.exclude(source_ledger=Ledger.CITY).exclude(ledger=Ledger.DEPOSIT)
    return found.select_related("method").order_by("posted_at", "pk")


def _paid(documents: list[Invoice], money: Iterable[Payment], total: Decimal) -> Paid:
    """Give the money to the documents as settlement.allocate does; return the share of the last."""
    owed = _owed(documents)
    pool: list[Part] = []
    named: dict[int | None, Decimal] = {}
    newest: dict[int | None, Payment] = {}
    for payment in money:
        if payment.invoice_id in owed:
            named[payment.invoice_id] = named.get(payment.invoice_id, NIL) + payment.amount
            newest[payment.invoice_id] = payment
        else:
            _add(pool, payment, payment.amount)
    for invoice_id, amount in named.items():
        direct = min(max(amount, NIL), owed[invoice_id])
        owed[invoice_id] -= direct
        _add(pool, newest[invoice_id], amount - direct)
    for amount in owed.values():
        _take(pool, amount)
    parts = _take(pool, total)
    return Paid(parts, total - sum((part.amount for part in parts), NIL))


def _owed(documents: list[Invoice]) -> dict[int | None, Decimal]:
    """Return what earlier invoices ask for, less their credit notes, oldest first."""
    owed: dict[int | None, Decimal] = {}
    for document in sorted(documents, key=lambda one: one.pk):
        if document.kind == InvoiceKind.INVOICE:
            owed[document.pk] = document.total
        elif document.original_id in owed:
            owed[document.original_id] = max(owed[document.original_id] + document.total, NIL)
    return owed


def _add(pool: list[Part], payment: Payment, amount: Decimal) -> None:
    """Put money into the pool; what left again is taken off what came last, by the same method."""
    if amount > 0:
        was_deposit = payment.source_ledger == Ledger.DEPOSIT
        pool.append(Part(payment.method, payment.business_date, amount, was_deposit))
        return
    left = -amount
    same = [place for place, part in enumerate(pool) if part.method == payment.method]
    others = [place for place in range(len(pool)) if place not in same]
    for place in (*reversed(same), *reversed(others)):
        taken = min(pool[place].amount, left)
        pool[place] = replace(pool[place], amount=pool[place].amount - taken)
        left -= taken


def _take(pool: list[Part], amount: Decimal) -> list[Part]:
    """Take an amount off the oldest money, and return from which parts it came."""
    found = []
    for place, part in enumerate(pool):
        taken = min(part.amount, amount)
        if taken > 0:
            found.append(replace(part, amount=taken))
            pool[place] = replace(part, amount=part.amount - taken)
            amount -= taken
    return found
