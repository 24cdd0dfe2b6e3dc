"""How a message that was leased ends: one guarded update and its event, in one transaction.

Every update asks for the lease: a worker that woke up too late changes nothing.
"""

import logging
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from cardex.domain.consent import suppression
from cardex.enums import SuppressionReason
from hotelpms.kit.files import documents
from hotelpms.kit.leases import Lease
from hotelpms.kit.models import Document
from messaging.domain.delivery import batches
from messaging.domain.outbox import reasons
from messaging.enums import MUST_ARRIVE_KINDS, DeliveryEventKind, MessageState
from messaging.models import DeliveryEvent, Message

logger = logging.getLogger(__name__)

PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60))

STEP_BACK = timedelta(minutes=5)


@transaction.atomic
def sent(
    message: Message, lease: Lease, *, subject: str, source: bytes, answer: str, now: datetime
) -> bool:
    """The other side took it. What must arrive keeps its source for good, if the disk takes it."""
    kept = _kept(message, source, now) if message.kind in MUST_ARRIVE_KINDS else None
    return _move(
        message,
        lease,
        event=(DeliveryEventKind.ACCEPTED, answer),
        now=now,
        state=MessageState.SENT,
        sent_at=now,
        subject=subject,
        source=kept,
        why="",
    )


def deferred(
    message: Message, lease: Lease, *, code: str, detail: str, now: datetime, **changes: Any
) -> bool:
    """Not taken now: try again after 1, 5, 15, 60 minutes, then every hour until it expires."""
    pause = PAUSES[min(message.attempt_count, len(PAUSES) - 1)]
    return _move(
        message,
        lease,
        event=(DeliveryEventKind.TRY_FAILED, reasons.coded(code, detail)),
        now=now,
        state=MessageState.DEFERRED,
        due_at=now + pause,
        why=reasons.coded(code, detail),
        **changes,
    )


@transaction.atomic
def failed(
    message: Message,
    lease: Lease,
    *,
    code: str,
    detail: str,
    now: datetime,
    is_bad_address: bool = False,
) -> bool:
    """It will never be taken; an address that does not exist gets no more mail from us."""
    if is_bad_address:
        suppression.suppress(
            address=message.to_address,
            reason=SuppressionReason.HARD_BOUNCE,
            now=now,
            profile_id=message.profile_id,
            message_id=message.pk,
        )
    kind = DeliveryEventKind.BOUNCED if is_bad_address else DeliveryEventKind.TRY_FAILED
    return _move(
        message,
        lease,
        event=(kind, reasons.coded(code, detail)),
        now=now,
        state=MessageState.FAILED,
        why=reasons.coded(code, detail),
    )


def stepped_back(message: Message, lease: Lease, *, now: datetime) -> bool:
    """The account's fault, said of this mail: it waits behind the others and loses no try.

    The next try is another mail's, so that odd addresses do not hold the hotel's mails.
    """
    return _move(
        message,
        lease,
        now=now,
        tries=0,
        state=MessageState.QUEUED,
        why=reasons.HELD,
        due_at=now + STEP_BACK,
    )


def stuck(message: Message, lease: Lease, *, detail: str, now: datetime) -> bool:
    """Nobody knows whether it arrived, and a further copy would do harm."""
    why = reasons.coded(reasons.OUTCOME_UNKNOWN, detail)
    return _move(
        message,
        lease,
        event=(DeliveryEventKind.TRY_FAILED, why),
        now=now,
        state=MessageState.STUCK,
        why=why,
        handed_over_at=now,
    )


def withheld(message: Message, lease: Lease, *, rule: str, now: datetime) -> bool:
    """The gate closed between queuing and sending."""
    return _move(message, lease, now=now, tries=0, state=MessageState.WITHHELD, why=rule)


def expired(message: Message, lease: Lease, *, now: datetime) -> bool:
    """It came up too late to be useful."""
    return _move(message, lease, now=now, tries=0, state=MessageState.EXPIRED, why=reasons.TOO_LATE)


def _kept(message: Message, source: bytes, now: datetime) -> Document | None:
    """Store the mail as it left, None when the disk refuses.

    The mail is out by now: failing here would send it again, and again, until the disk is mended.
    """
    try:
        return documents.store(
            hotel_id=message.hotel_id,
            kind="mail",
            name=f"mail-{message.pk}.eml",
            content=source,
            content_type="message/rfc822",
            at=now,
        )
    except OSError:
        logger.exception("source_not_kept message=%s", message.pk)
        return None


def _move(
    message: Message,
    lease: Lease,
    *,
    now: datetime,
    event: tuple[str, str] | None = None,
    tries: int = 1,
    **changes: Any,
) -> bool:
    tried = message.attempt_count + tries
    with transaction.atomic():
        moved = batches.end(message, lease, attempt_count=tried, **changes)
        if moved and event:
            kind, detail = event
            DeliveryEvent.objects.create(message=message, kind=kind, at=now, detail=detail)
    return moved
