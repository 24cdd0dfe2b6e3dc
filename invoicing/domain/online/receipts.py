"""What payment providers tell us: taken exactly once, in one transaction with its effect.

An event is found again by its id, a payment by its session: the same payment told by the
webhook and by the return page counts once. Money that cannot be applied is kept as a receipt
that needs attention, for a person to settle. Nothing is thrown away.

Locks: the session first, which nobody else locks, then day, folio and receivable in settle().
"""

import datetime
import logging
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from hotelpms.hotels.models import Hotel
from hotelpms.kit import audit
from hotelpms.kit.actor import GUEST, Actor
from hotelpms.kit.errors import Refused
from hotelpms.kit.locks import locked
from hotelpms.kit.money import quantize
from hotelpms.kit.web import edge
from invoicing.domain.folios.postings import ReasonMissing
from invoicing.domain.online import letters, solutions
from invoicing.domain.receivables import settlement
from invoicing.enums import Attention, ReceiptOutcome, SessionState
from invoicing.gateways.base import EventKind, GatewayDown, GatewayEvent
from invoicing.gateways.registry import gateway_of
from invoicing.models import (
    GatewaySession,
    Invoice,
    Payment,
    PaymentLink,
    PaymentSolution,
    Receipt,
)

logger = logging.getLogger(__name__)

TOOK_MONEY = (ReceiptOutcome.APPLIED, ReceiptOutcome.NEEDS_ATTENTION)


class AlreadySettled(Refused):
    """A person has dealt with this receipt, or it never needed one."""

    def __init__(self) -> None:
        super().__init__(_("Somebody has already dealt with this payment."))


class OtherCurrency(Refused):
    """The money and the invoice are in different currencies."""

    def __init__(self) -> None:
        super().__init__(_("The payment and the invoice are in different currencies."))


@dataclass(frozen=True)
class _Effect:
    """What an event did: the payment it made, or why it made none."""

    outcome: ReceiptOutcome
    why: str = ""
    payment: Payment | None = None


def hear(
    *,
    solution: PaymentSolution,
    body: bytes,
    headers: Mapping[str, str],
    now: datetime.datetime,
) -> Receipt | None:
    """Verify what a provider delivered and take it; None when it does not concern us.

    Raises BadSignature.
    """
    event = gateway_of(solution).parse_event(body=body, headers=headers, now=now)
    if event is None:
        return None
    return take_event(solution=solution, event=event, now=now)


def ask(*, link_id: int, now: datetime.datetime) -> None:
    """Ask the providers about the open payments of a link: the way back may beat the webhook.

    Each is asked by the solution under which it was begun, whichever is active now. A provider
    that does not answer is left for the webhook.
    """
    open_sessions = GatewaySession.objects.filter(link_id=link_id, state=SessionState.OPEN)
    paid_unheard = GatewaySession.objects.filter(
        link_id=link_id, state=SessionState.PAID, receipts__isnull=True
    )
    sessions = (open_sessions | paid_unheard).order_by("pk")
    for solution, gateway, session in solutions.each(sessions):
        try:
            event = gateway.fetch(session.provider_id, now=now)
        except GatewayDown:
            logger.warning("provider_not_asked session=%s", session.pk)
            continue
        if event is not None:
            take_event(solution=solution, event=event, now=now)


def take_event(
    *, solution: PaymentSolution, event: GatewayEvent, now: datetime.datetime
) -> Receipt:
    """Record an event that a hotel's solution has verified, whole or not at all, with its effect.

    Return its receipt; the same event again returns the first one. Late, for a paid invoice or
    of a wrong amount: the outcome is NEEDS_ATTENTION and nothing is posted. Both sides get a mail.
    """
    known = _known(solution, event)
    if known is not None:
        return known
    try:
        with transaction.atomic():
            return _take(solution, event, now)
    except IntegrityError:
        # The same event was delivered twice at one moment; theirs has committed.
        known = _known(solution, event)
        if known is None:
            raise
        return known


@transaction.atomic
def settle_receipt(
    *, receipt_id: int, invoice_id: int, actor: Actor, now: datetime.datetime
) -> Receipt:
    """Apply the whole amount of a receipt that needs attention to an open invoice of the hotel.

    Raises AlreadySettled, OtherCurrency, NoPaymentSolution, and what settle() raises:
    AlreadyPaid, MoreThanOpen.
    """
    receipt = _lock_unsettled(receipt_id)
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
        reference=_reference(receipt.session, receipt.event_id),
        request_key=f"receipt:{receipt.pk}",
    )
    data = {"payment": payment.pk, "invoice": invoice_id}
    return _settled(receipt, "receipt.applied", actor, now, data)


@transaction.atomic
def mark_refunded(*, receipt_id: int, reason: str, actor: Actor, now: datetime.datetime) -> Receipt:
    """Note that the money was given back at the provider; nothing is posted.

    The reason goes to the trail. Raises ReasonMissing, AlreadySettled.
    """
    if not reason.strip():
        raise ReasonMissing
    receipt = _lock_unsettled(receipt_id)
    return _settled(receipt, "receipt.refunded", actor, now, {"reason": reason})


def needing_attention(hotel: Hotel) -> QuerySet[Receipt]:
    """Return the receipts that wait for a person, newest first, with invoice selected."""
    rows = Receipt.objects.select_related("session__link__invoice__receivable")
    return rows.filter(
        hotel=hotel, outcome=ReceiptOutcome.NEEDS_ATTENTION, settled_at__isnull=True
    ).order_by("-pk")


def _known(solution: PaymentSolution, event: GatewayEvent) -> Receipt | None:
    """The hotel's own receipt: hotels with one account at the provider hear the same events."""
    return Receipt.objects.filter(
        hotel=solution.hotel, provider=solution.provider, event_id=event.event_id
    ).first()


def _take(solution: PaymentSolution, event: GatewayEvent, now: datetime.datetime) -> Receipt:
    session = _lock_session(solution, event, now)
    # Again under the lock: the rival may have committed while we waited.
    known = _known(solution, event)
    if known is not None:
        return known
    effect = _effect(solution, session, event, now)
    receipt = Receipt.objects.create(
        hotel=solution.hotel,
        provider=solution.provider,
        event_id=event.event_id,
        session=session,
        payment=effect.payment,
        amount=event.amount,
        currency=event.currency,
        outcome=effect.outcome,
        why=effect.why,
        received_at=now,
    )
    if session is not None:
        _move(session, event.kind)
    if effect.outcome != ReceiptOutcome.IGNORED:
        letters.queue_receipt(receipt_id=receipt.pk, now=now)
    return receipt


def _lock_session(
    solution: PaymentSolution, event: GatewayEvent, now: datetime.datetime
) -> GatewaySession | None:
    """Return the locked session; made up for when we died between beginning and noting it."""
    rows = GatewaySession.objects.filter(solution=solution, provider_id=event.provider_id)
    session = locked(rows).first()
    if session is not None or event.amount is None:
        return session
    link = _named(event).filter(hotel=solution.hotel).first()
    if link is None:
        return None
    GatewaySession.objects.get_or_create(
        solution=solution,
        provider_id=event.provider_id,
        defaults={
            "link": link,
            "amount": event.amount,
            "currency": event.currency,
            "created_at": now,
        },
    )
    return locked(rows).first()


def _effect(
    solution: PaymentSolution,
    session: GatewaySession | None,
    event: GatewayEvent,
    now: datetime.datetime,
) -> _Effect:
    if event.kind != EventKind.PAID:
        return _Effect(ReceiptOutcome.IGNORED)
    if session is None and _concerns_another_hotel(solution, event):
        return _Effect(ReceiptOutcome.IGNORED)
    if session is None:
        return _attention(Attention.UNKNOWN_SESSION)
    if session.receipts.filter(outcome__in=TOOK_MONEY).exists():
        return _Effect(ReceiptOutcome.IGNORED)
    objection = _objection(session, event)
    if objection is not None:
        return _attention(objection)
    return _pay(solution.hotel, session, now)


def _concerns_another_hotel(solution: PaymentSolution, event: GatewayEvent) -> bool:
    """Tell whether the payment began for a link of another hotel, whose own delivery takes it."""
    begun = GatewaySession.objects.filter(
        solution__provider=solution.provider, provider_id=event.provider_id
    )
    return begun.exists() or _named(event).exists()


def _named(event: GatewayEvent) -> QuerySet[PaymentLink]:
    """Return the link that the payment was begun for, if the provider's text names one."""
    pk = edge.row_id(event.reference)
    return PaymentLink.objects.filter(pk=pk) if pk else PaymentLink.objects.none()


def _objection(session: GatewaySession, event: GatewayEvent) -> Attention | None:
    link = session.link
    amount = event.amount
    if amount is None or event.currency != session.currency:
        return Attention.OTHER_AMOUNT
    if quantize(amount, event.currency) != session.amount:
        return Attention.OTHER_AMOUNT
    if link.revoked_at is not None and event.happened_at >= link.revoked_at:
        return Attention.REVOKED
    return Attention.LATE if event.happened_at >= link.expires_at else None


def _pay(hotel: Hotel, session: GatewaySession, now: datetime.datetime) -> _Effect:
    method = solutions.online_method(hotel.pk)
    if method is None:
        return _attention(Attention.NO_METHOD)
    try:
        payment = settlement.settle(
            invoice_id=session.link.invoice_id,
            amount=session.amount,
            method_id=method.pk,
            actor=GUEST,
            now=now,
            reference=_reference(session, ""),
            request_key=f"session:{session.pk}",
        )
    except settlement.AlreadyPaid:
        return _attention(Attention.ALREADY_PAID)
    except settlement.MoreThanOpen:
        return _attention(Attention.TOO_MUCH)
    except Refused:
        # Whatever the books say: the guest's money has been taken and must be on our list.
        logger.exception("payment_refused session=%s", session.pk)
        return _attention(Attention.REFUSED)
    return _Effect(ReceiptOutcome.APPLIED, payment=payment)


def _attention(why: Attention) -> _Effect:
    return _Effect(ReceiptOutcome.NEEDS_ATTENTION, why=why.value)


def _move(session: GatewaySession, kind: EventKind) -> None:
    """Forward only: an event that was overtaken does not close what is paid."""
    if session.state == SessionState.PAID:
        return
    session.state = SessionState.PAID if kind == EventKind.PAID else SessionState.CLOSED
    session.save(update_fields=["state"])


def _reference(session: GatewaySession | None, event_id: str) -> str:
    return (session.provider_id if session else event_id)[:120]


def _lock_unsettled(receipt_id: int) -> Receipt:
    receipt = locked(Receipt.objects.filter(pk=receipt_id)).get()
    if receipt.outcome != ReceiptOutcome.NEEDS_ATTENTION or receipt.settled_at is not None:
        raise AlreadySettled
    return receipt


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
