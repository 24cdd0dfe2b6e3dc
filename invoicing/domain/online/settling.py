"""What a person does about a provider's event: post it, or say that it is dealt with."""

import datetime
from collections.abc import Mapping

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from hotelpms.hotels.models import Hotel
from hotelpms.kit import audit
from hotelpms.kit.actor import Actor
from hotelpms.kit.errors import Refused
from hotelpms.kit.locks import locked
from invoicing.domain.folios.postings import ReasonMissing
from invoicing.domain.online import solutions
from invoicing.domain.online.receipts import reference_of
from invoicing.domain.receivables import settlement
from invoicing.enums import WAITING_OUTCOMES, Attention, ReceiptOutcome
from invoicing.models import Invoice, Payment, Receipt

# The money has left: the books have to follow.
GONE = (Attention.REFUNDED, Attention.DISPUTE_LOST)


class AlreadySettled(Refused):
    """A person has dealt with this receipt, or it never needed one."""

    def __init__(self) -> None:
        super().__init__(_("Somebody has already dealt with this payment."))


class OtherCurrency(Refused):
    """The money and the invoice are in different currencies."""

    def __init__(self) -> None:
        super().__init__(_("The payment and the invoice are in different currencies."))


class NothingToTakeBack(Refused):
    """No payment of ours came of what the provider took back, or it says nothing of an amount."""

    def __init__(self) -> None:
        super().__init__(_("No payment was posted here that could be taken back."))


@transaction.atomic
def settle_receipt(
    *, receipt_id: int, invoice_id: int, actor: Actor, now: datetime.datetime
) -> Receipt:
    """Apply the whole amount of a receipt that needs attention to an open invoice of the hotel.

    Raises AlreadySettled, OtherCurrency, NoPaymentSolution, and what settle() raises:
    AlreadyPaid, MoreThanOpen.
    """
    receipt = _lock_waiting(receipt_id, ReceiptOutcome.NEEDS_ATTENTION)
    invoice = Invoice.objects.get(pk=invoice_id, hotel_id=receipt.hotel_id)
    method = solutions.online_method(receipt.hotel_id)
    if method is None:
        raise solutions.NoPaymentSolution
    if receipt.amount is None or receipt.currency != invoice.currency:
        raise OtherCurrency
    payment = settlement.settle(
        invoice_id=invoice_id,
        amount=receipt.amount,
        method_id=method.pk,
        actor=actor,
        now=now,
        reference=reference_of(receipt.session, receipt.event_id),
        request_key=posting_key(receipt.pk),
    )
    data = {"payment": payment.pk, "invoice": invoice_id}
    return _settled(receipt, "receipt.applied", actor, now, data)


@transaction.atomic
def mark_refunded(*, receipt_id: int, reason: str, actor: Actor, now: datetime.datetime) -> Receipt:
    """Note that the money was given back at the provider; nothing is posted.

    The reason goes to the trail. Raises ReasonMissing, AlreadySettled.
    """
    return _note(receipt_id, ReceiptOutcome.NEEDS_ATTENTION, "receipt.refunded", reason, actor, now)


@transaction.atomic
def post_taken_back(*, receipt_id: int, actor: Actor, now: datetime.datetime) -> Receipt:
    """Post that the provider gave money back, or lost a dispute: the invoice is open again.

    Raises AlreadySettled, NothingToTakeBack, and what taking a payment back raises.
    """
    receipt = _lock_waiting(receipt_id, ReceiptOutcome.TAKEN_BACK)
    paid = _payment_of(receipt)
    if paid is None or paid.invoice_id is None or not receipt.amount or receipt.why not in GONE:
        raise NothingToTakeBack
    posted = settlement.take_back(
        invoice_id=paid.invoice_id,
        method_id=paid.method_id,
        amount=receipt.amount,
        reason=str(Attention(receipt.why).label),
        actor=actor,
        now=now,
        request_key=f"taken_back:{receipt.pk}",
    )
    return _settled(receipt, "receipt.taken_back", actor, now, {"payment": posted.pk})


@transaction.atomic
def mark_seen(*, receipt_id: int, reason: str, actor: Actor, now: datetime.datetime) -> Receipt:
    """Note that what the provider told is dealt with; nothing is posted.

    The reason goes to the trail. Raises ReasonMissing, AlreadySettled.
    """
    return _note(receipt_id, ReceiptOutcome.TAKEN_BACK, "receipt.seen", reason, actor, now)


def can_be_posted(receipt: Receipt) -> bool:
    """Tell whether the books still hold money that the provider has taken back."""
    return receipt.why in GONE and bool(receipt.amount) and _payment_of(receipt) is not None


def waiting(hotel: Hotel) -> QuerySet[Receipt]:
    """Return the receipts that wait for a person, newest first, with invoice selected."""
    rows = Receipt.objects.select_related("session__link__invoice__receivable")
    return rows.filter(hotel=hotel, outcome__in=WAITING_OUTCOMES, settled_at__isnull=True).order_by(
        "-pk"
    )


def _payment_of(receipt: Receipt) -> Payment | None:
    """Return the payment that was posted when the guest had paid in the provider's session."""
    if receipt.session_id is None:
        return None
    told = list(Receipt.objects.filter(session=receipt.session_id))
    by_us = Q(pk__in=[row.payment_id for row in told if row.payment_id])
    by_hand = Q(request_key__in=[posting_key(row.pk) for row in told])
    return Payment.objects.filter(by_us | by_hand, hotel=receipt.hotel_id).first()


def posting_key(receipt_id: int) -> str:
    """Return the key of the payment that a person posts from a receipt, once."""
    return f"receipt:{receipt_id}"


def _lock_waiting(receipt_id: int, outcome: ReceiptOutcome) -> Receipt:
    receipt = locked(Receipt.objects.filter(pk=receipt_id)).get()
    if receipt.outcome != outcome or receipt.settled_at is not None:
        raise AlreadySettled
    return receipt


def _note(
    receipt_id: int,
    outcome: ReceiptOutcome,
    action: str,
    reason: str,
    actor: Actor,
    now: datetime.datetime,
) -> Receipt:
    """Say that a person has dealt with it outside of the books."""
    if not reason.strip():
        raise ReasonMissing
    return _settled(_lock_waiting(receipt_id, outcome), action, actor, now, {"reason": reason})


def _settled(
    receipt: Receipt, action: str, actor: Actor, now: datetime.datetime, data: Mapping[str, object]
) -> Receipt:
    receipt.settled_by, receipt.settled_at = actor.name, now
    receipt.save(update_fields=["settled_by", "settled_at"])
    audit.record(
        hotel_id=receipt.hotel_id,
        actor=actor,
        action=action,
        subject=receipt,
        at=now,
        data={"amount": receipt.amount, "currency": receipt.currency, **data},
    )
    return receipt
