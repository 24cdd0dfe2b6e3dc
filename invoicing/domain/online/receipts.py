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

from hotelpms.hotels.models import Hotel
from hotelpms.kit.actor import GUEST
from hotelpms.kit.errors import Refused
from hotelpms.kit.locks import locked
from hotelpms.kit.web import edge
from invoicing.domain.online import letters, solutions
from invoicing.domain.receivables import settlement
from invoicing.enums import Attention, ReceiptOutcome, SessionState
from invoicing.gateways.base import EventKind, Gateway, GatewayDown, GatewayEvent
from invoicing.gateways.registry import gateway_of
from invoicing.models import (
    GatewaySession,
    Payment,
    PaymentLink,
    PaymentSolution,
    Receipt,
)

logger = logging.getLogger(__name__)

# What happens to money after it has come: kind of event -> why a person has to look at it.
TROUBLE: dict[EventKind, Attention] = {
    EventKind.REFUNDED: Attention.REFUNDED,
    EventKind.REFUND_FAILED: Attention.REFUND_FAILED,
    EventKind.DISPUTED: Attention.DISPUTED,
    EventKind.DISPUTE_WON: Attention.DISPUTE_WON,
    EventKind.DISPUTE_LOST: Attention.DISPUTE_LOST,
}
TOOK_MONEY = (ReceiptOutcome.APPLIED, ReceiptOutcome.NEEDS_ATTENTION)


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
    gateway = gateway_of(solution)
    event = gateway.parse_event(body=body, headers=headers, now=now)
    if event is None or _is_elsewhere(solution, gateway, event):
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


def _is_elsewhere(solution: PaymentSolution, gateway: Gateway, event: GatewayEvent) -> bool:
    """Tell whether a refund or dispute is about a payment that did not begin here.

    Other shops may use the same account at the provider. A payment from before we kept its name,
    or whose own event was overtaken, is asked for. Raises GatewayDown: the provider tries again.
    """
    if event.provider_id or _sessions_of(solution, event).exists():
        return False
    provider_id = gateway.session_of(event.payment_ref)
    ours = GatewaySession.objects.filter(solution=solution, provider_id=provider_id)
    return not (provider_id and ours.update(payment_ref=event.payment_ref))


def _sessions_of(solution: PaymentSolution, event: GatewayEvent) -> QuerySet[GatewaySession]:
    sessions = GatewaySession.objects.filter(solution=solution)
    if event.provider_id:
        return sessions.filter(provider_id=event.provider_id)
    return sessions.filter(payment_ref=event.payment_ref)


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
        _move(session, event)
    if effect.outcome != ReceiptOutcome.IGNORED:
        letters.queue_receipt(receipt_id=receipt.pk, now=now)
    return receipt


def _lock_session(
    solution: PaymentSolution, event: GatewayEvent, now: datetime.datetime
) -> GatewaySession | None:
    """Return the locked session; made up for when we died between beginning and noting it."""
    rows = _sessions_of(solution, event)
    session = locked(rows).first()
    if session is not None or event.amount is None or not event.provider_id:
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
    if event.kind in TROUBLE:
        return _Effect(ReceiptOutcome.TAKEN_BACK, why=TROUBLE[event.kind].value)
    if event.kind == EventKind.FAILED:
        return _Effect(ReceiptOutcome.FAILED, why=Attention.FAILED.value)
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
    if amount != session.amount:
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
            reference=reference_of(session, ""),
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


def _move(session: GatewaySession, event: GatewayEvent) -> None:
    """Forward only: an event that was overtaken does not close what is paid."""
    if session.state == SessionState.PAID or event.kind in TROUBLE:
        return
    session.state = SessionState.PAID if event.kind == EventKind.PAID else SessionState.CLOSED
    session.payment_ref = event.payment_ref
    session.save(update_fields=["state", "payment_ref"])


def reference_of(session: GatewaySession | None, event_id: str) -> str:
    """Return how the provider calls the payment, as it stands with our own."""
    return (session.provider_id if session else event_id)[:120]
