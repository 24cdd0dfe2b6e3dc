"""What is still owed on invoices: one locked computation from the payments, whoever pays.

Where money is recorded is one thing, the ledger: GUEST lowers the folio's balance, CITY what
is owed after the folio was moved to the city ledger. What it pays is another: the invoice it
names, then the oldest open invoice of its folio. Moving a balance to the city ledger pays
nothing; the invoice stays open.
"""

import datetime
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from hotelpms.hotels.models import BusinessDay
from hotelpms.kit import audit, jobs
from hotelpms.kit.actor import Actor
from hotelpms.kit.errors import Refused
from hotelpms.kit.keys.once import OtherContent, same_again
from hotelpms.kit.locks import locked
from hotelpms.kit.money import Money, exact, format_money, quantize
from invoicing.domain.folios import folios
from invoicing.domain.folios.guest_debts import correct_letters
from invoicing.enums import FolioState, Ledger, MethodKind, SessionState
from invoicing.models import (
    Folio,
    GatewaySession,
    Invoice,
    InvoiceLine,
    Payment,
    PaymentMethod,
    Receivable,
)

NIL = Decimal("0.00")


class AlreadyPaid(Refused):
    """Nothing is open on the invoice: it was paid meanwhile, or credited."""

    def __init__(self, number: str) -> None:
        super().__init__(_("Invoice %(number)s has nothing left to pay.") % {"number": number})


class MoreThanPaid(Refused):
    """More is said to have gone back than was paid for the invoice."""

    def __init__(self, paid: Money) -> None:
        super().__init__(
            _("Only %(amount)s was paid for this invoice.")
            % {"amount": format_money(paid, get_language() or "en")}
        )


class MoreThanOpen(Refused):
    """The amount is higher than what is open on the invoice, or not above zero."""

    def __init__(self, open_amount: Money) -> None:
        self.open_amount = open_amount
        super().__init__(
            _("The amount must lie between 0 and the open %(amount)s.")
            % {"amount": format_money(open_amount, get_language() or "en")}
        )


class MethodDoesNotPay(Refused):
    """A method of the kind deferred moves a debt and cannot pay an invoice."""

    def __init__(self) -> None:
        super().__init__(_("Choose a method that brings money in."))


@transaction.atomic
def settle(
    *,
    invoice_id: int,
    amount: Decimal,
    method_id: int,
    actor: Actor,
    now: datetime.datetime,
    reference: str = "",
    request_key: str = "",
) -> Payment:
    """Record money for one invoice, lower what is open on it, and return the payment.

    The one way to pay an invoice after it was issued: cashier, return page and webhook all
    come here, one after the other. `amount` is in the invoice's currency. The same
    `request_key` for the same again returns the first payment. A debt that stands partly on the
    folio and partly in the city ledger makes two payments; the first is returned.
    Raises AlreadyPaid, MoreThanOpen, TooManyDecimals, MethodDoesNotPay, OtherContent.
    """
    folio_id = Invoice.objects.values_list("folio_id", flat=True).get(pk=invoice_id)
    day, folio = folios.lock(folio_id=folio_id)
    if request_key:
        asked = {"invoice_id": invoice_id, "method_id": method_id, "reference": reference}
        if done := _done_before(folio, request_key, quantize(amount, folio.currency), asked):
            return done
    receivable = locked(
        Receivable.objects.select_related("invoice").filter(invoice_id=invoice_id)
    ).get()
    value = _payable(receivable, amount)
    method = PaymentMethod.objects.get(pk=method_id, hotel_id=folio.hotel_id)
    if method.kind == MethodKind.DEFERRED:
        raise MethodDoesNotPay
    payments = [
        Payment(
            hotel_id=folio.hotel_id,
            folio=folio if ledger == Ledger.GUEST else None,
            invoice_id=invoice_id,
            business_date=day.date,
            posted_at=now,
            posted_by=actor.name,
            method=method,
            ledger=ledger,
            amount=part,
            currency=folio.currency,
            reference=reference,
            request_key=request_key if position == 0 or not request_key else f"{request_key}:2",
        )
        for position, (ledger, part) in enumerate(_by_ledger(folio, value))
    ]
    for payment in payments:
        payment.save(force_insert=True)
        record("payment.taken", payment, actor, now)
    allocate(folio=folio, now=now)
    correct_letters(folio)
    return payments[0]


@transaction.atomic
def take_back(
    *,
    invoice_id: int,
    amount: Decimal,
    method_id: int,
    reason: str,
    actor: Actor,
    now: datetime.datetime,
    request_key: str,
) -> Payment:
    """Record that money for an invoice has left again without us, and return the payment.

    Refunded at the provider, or lost in a dispute. `amount` is above zero, in the invoice's
    currency; what is open on the invoice rises by it. On an open folio the guest owes it there,
    after that in the city ledger. The same `request_key` for the same again returns the first
    payment. Raises MoreThanPaid, OtherContent.
    """
    folio_id = Invoice.objects.values_list("folio_id", flat=True).get(pk=invoice_id)
    day, folio = folios.lock(folio_id=folio_id)
    value = quantize(amount, folio.currency)
    if done := _done_before(folio, request_key, -value, {"invoice_id": invoice_id}):
        return done
    is_open = folio.state == FolioState.OPEN
    paid = quantize(_paid_for(invoice_id, folio, is_open=is_open), folio.currency)
    if not 0 < value <= paid:
        raise MoreThanPaid(Money(paid, folio.currency))
    payment = Payment.objects.create(
        hotel_id=folio.hotel_id,
        folio=folio if is_open else None,
        invoice_id=invoice_id,
        business_date=day.date,
        posted_at=now,
        posted_by=actor.name,
        method_id=method_id,
        ledger=Ledger.GUEST if is_open else Ledger.CITY,
        amount=-value,
        currency=folio.currency,
        reason=reason,
        request_key=request_key,
    )
    record("payment.taken_back", payment, actor, now)
    allocate(folio=folio, now=now)
    correct_letters(folio)
    return payment


def _paid_for(invoice_id: int, folio: Folio, *, is_open: bool) -> Decimal:
    """Return what may leave again: of a closed folio only what its invoice no longer owes.

    A credited invoice owes nothing; its money became the folio's own credit and left from there.
    """
    if is_open:
        rows = Payment.objects.filter(invoice_id=invoice_id)
        return Decimal(rows.aggregate(sum=Sum("amount", default=NIL))["sum"])
    receivables = _lock_receivables(folio)
    owed = _owed(receivables)
    ours = [row for row in receivables if row.invoice_id == invoice_id]
    return sum((owed[row.invoice_id] - row.open_amount for row in ours), NIL)


def _done_before(
    folio: Folio, request_key: str, amount: Decimal, asked: dict[str, object]
) -> Payment | None:
    """Return the first payment of this press, of which there may be two for one amount."""
    keys = (request_key, f"{request_key}:2")
    done = Payment.objects.filter(hotel_id=folio.hotel_id, request_key__in=keys).order_by("pk")
    parts = list(done.select_related("method"))
    if not parts:
        return None
    total = Money(sum((part.amount for part in parts), NIL), folio.currency)
    if total.amount != amount:
        raise OtherContent(f"{parts[0].method}, {total}")
    return same_again(parts[0], asked, what=f"{parts[0].method}, {total}")


def allocate(*, folio: Folio, now: datetime.datetime) -> None:
    """Compute what is open on every invoice of a locked folio from its money, oldest first.

    Called after every change of money or documents. A credited invoice has nothing open; a
    payment taken back opens its invoice again. One query when the folio has no invoice.
    """
    receivables = _lock_receivables(folio)
    if not receivables:
        return
    owed = _owed(receivables)
    named, pool = _money(folio, owed)
    direct = {pk: min(max(named[pk], NIL), amount) for pk, amount in owed.items()}
    pool += sum(named.values(), NIL) - sum(direct.values(), NIL)
    for receivable in receivables:
        left = owed[receivable.invoice_id] - direct[receivable.invoice_id]
        covered = min(left, max(pool, NIL))
        pool -= covered
        _set_open(receivable, left - covered, now)


def city_balance(*, folio: Folio) -> Decimal:
    """Return what this folio moved to the city ledger and nobody has paid there yet."""
    # Ids instead of a join: so each half of the "or" finds its index.
    ids = list(Invoice.objects.filter(folio=folio).values_list("pk", flat=True))
    rows = Payment.objects.filter(
        Q(folio=folio, source_ledger=Ledger.CITY) | Q(invoice_id__in=ids, ledger=Ledger.CITY)
    )
    sums = rows.aggregate(
        moved=Sum("amount", filter=Q(source_ledger=Ledger.CITY), default=Decimal(0)),
        paid=Sum("amount", filter=Q(ledger=Ledger.CITY), default=Decimal(0)),
    )
    return quantize(sums["moved"] - sums["paid"], folio.currency)


def owed_in_both(*, folio: Folio, credit: Decimal) -> Decimal:
    """Return how much of a credit on the folio its own debt in the city ledger takes up.

    That part is nobody's to give back: after an allowance the city ledger is owed less.
    """
    return min(max(credit, NIL), max(city_balance(folio=folio), NIL))


def return_from_city_ledger(
    *,
    folio: Folio,
    day: BusinessDay,
    reason: str,
    actor: Actor,
    now: datetime.datetime,
    at_most: Decimal | None = None,
) -> Payment | None:
    """Put what the city ledger holds of a locked folio back on the folio; None if nothing."""
    held = city_balance(folio=folio)
    if at_most is not None:
        held = min(held, at_most)
    if held <= 0:
        return None
    in_city = Q(folio=folio, source_ledger=Ledger.CITY)
    in_city |= Q(invoice__folio=folio, ledger=Ledger.CITY)
    moved = Payment.objects.filter(in_city).order_by("-id")[:1].get()
    payment = Payment.objects.create(
        hotel_id=folio.hotel_id,
        folio=folio,
        business_date=day.date,
        posted_at=now,
        posted_by=actor.name,
        method_id=moved.method_id,
        ledger=Ledger.GUEST,
        source_ledger=Ledger.CITY,
        amount=-held,
        currency=folio.currency,
        reason=reason,
    )
    record("payment.returned_from_city_ledger", payment, actor, now)
    return payment


def record(action: str, payment: Payment, actor: Actor, now: datetime.datetime) -> None:
    """Write a payment to the trail."""
    audit.record(
        hotel_id=payment.hotel_id,
        actor=actor,
        action=action,
        subject=payment,
        at=now,
        data={
            "folio": payment.folio_id,
            "invoice": payment.invoice_id,
            "method": payment.method_id,
            "ledger": payment.ledger,
            "source_ledger": payment.source_ledger,
            "amount": payment.amount,
            "reason": payment.reason,
        },
    )


def _payable(receivable: Receivable, amount: Decimal) -> Decimal:
    invoice = receivable.invoice
    if receivable.open_amount <= 0:
        raise AlreadyPaid(invoice.full_number)
    value = exact(amount, invoice.currency)
    if not 0 < value <= receivable.open_amount:
        raise MoreThanOpen(Money(receivable.open_amount, invoice.currency))
    return value


def _by_ledger(folio: Folio, value: Decimal) -> list[tuple[Ledger, Decimal]]:
    """Split money into what lowers the folio and what lowers its debt in the city ledger."""
    if folio.state == FolioState.CLOSED:
        return [(Ledger.CITY, value)]
    beyond = value - min(max(folios.balances([folio.pk])[folio.pk], NIL), value)
    # What neither ledger is owed, after an allowance, is the guest's credit on the folio.
    in_city = min(max(city_balance(folio=folio), NIL), beyond) if beyond else NIL
    parts = [(Ledger.GUEST, value - in_city), (Ledger.CITY, in_city)]
    return [(ledger, part) for ledger, part in parts if part]


def _lock_receivables(folio: Folio) -> list[Any]:
    taken_back = InvoiceLine.objects.filter(invoice=OuterRef("invoice_id"), follower__isnull=False)
    notes = Invoice.objects.filter(original=OuterRef("invoice_id")).order_by()
    credited = notes.values("original").annotate(total=Sum("total")).values("total")
    rows = Receivable.objects.filter(invoice__folio_id=folio.pk)
    facts = {
        "is_credited": Exists(taken_back),
        "invoice_total": F("invoice__total"),
        "credited": Coalesce(Subquery(credited), NIL),
        "currency": F("invoice__currency"),
    }
    return list(locked(rows).annotate(**facts).order_by("invoice_id"))


def _owed(receivables: Sequence[Any]) -> dict[int, Decimal]:
    return {
        receivable.invoice_id: NIL
        if receivable.is_credited
        else quantize(receivable.invoice_total + receivable.credited, receivable.currency)
        for receivable in receivables
    }


def _money(folio: Folio, owed: dict[int, Decimal]) -> tuple[dict[int, Decimal], Decimal]:
    """Return the money that names each invoice, and the rest."""
    rows = (
        Payment.objects.filter(Q(folio=folio) | Q(invoice_id__in=list(owed)))
        .exclude(source_ledger=Ledger.CITY)
        .exclude(ledger=Ledger.DEPOSIT)
        .order_by()
        .values_list("invoice_id")
        .annotate(total=Sum("amount"))
    )
    named, pool = dict.fromkeys(owed, NIL), NIL
    for invoice_id, total in rows:
        value = quantize(total, folio.currency)
        if invoice_id in named:
            named[invoice_id] += value
        else:
            pool += value
    return named, pool


def _set_open(receivable: Receivable, open_amount: Decimal, now: datetime.datetime) -> None:
    if receivable.open_amount == open_amount:
        return
    receivable.open_amount = open_amount
    receivable.settled_at = None if open_amount else now
    receivable.version += 1
    receivable.save(update_fields=["open_amount", "settled_at", "version"])
    # A guest on the provider's page must not pay what is owed no more; never under our locks.
    invoice_id = receivable.invoice_id
    jobs.after_commit(lambda: _stop_other_amounts(invoice_id))


def _stop_other_amounts(invoice_id: int) -> None:
    under_way = GatewaySession.objects.filter(link__invoice_id=invoice_id, state=SessionState.OPEN)
    if under_way.exists():
        jobs.ring("invoicing.tasks.stop_other_amounts", invoice_id)
