"""What one worker sends: a batch of messages under a lease of a minute, committed before it sends.

A worker that dies leaves its lease behind. When it ends, a message that was not handed over
yet goes back into the queue, and so does one that must arrive; any other was perhaps sent,
so it becomes STUCK and waits for a person.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from hotelpms.kit import leases
from hotelpms.kit.leases import Lease
from messaging.domain.outbox import reasons
from messaging.enums import MUST_ARRIVE_KINDS, WAITING_STATES, DeliveryEventKind, MessageState
from messaging.models import DeliveryEvent, Message, SenderAccount

LENGTH = timedelta(seconds=60)
# What one mail may take at most: rendering it, asking the name server, and the whole exchange
# with the mail server, which ends after MAIL_SECONDS (messaging.senders.smtp).
NEEDED = timedelta(seconds=55)
SIZE = 200
WINDOW = timedelta(minutes=1)
PERHAPS_SENT = ~Q(kind__in=MUST_ARRIVE_KINDS) & Q(handed_over_at__isnull=False)


@dataclass(frozen=True)
class Batch:
    """The messages that one worker may send while its lease lasts."""

    lease: Lease
    messages: list[Message]


@dataclass(frozen=True)
class Swept:
    """What a sweep found."""

    requeued: int
    stuck: int
    expired: int


def take(*, account: SenderAccount, now: datetime, size: int = SIZE) -> Batch | None:
    """Lease the next due messages of the account's hotel; None when there are none.

    Urgent lanes first, then the oldest. Never more than the account's messages per minute.
    """
    due = due_of(account.hotel_id, now)
    if not due.exists():
        return None
    with transaction.atomic():
        room = min(size, _room_of(account, now))
        ordered = due.order_by("lane", "due_at", "id")
        chosen = ordered.select_for_update(skip_locked=True, no_key=True, of=("self",))
        ids = list(chosen.values_list("pk", flat=True)[:room])
        waiting = Message.objects.filter(pk__in=ids, state__in=WAITING_STATES)
        lease = leases.take(
            waiting, now=now, length=LENGTH, state=MessageState.SENDING, account=account
        )
    return Batch(lease, _messages_of(lease)) if lease else None


def take_one(*, message: Message, account: SenderAccount, now: datetime) -> Lease:
    """Lease a message that the present transaction has just queued."""
    lease = leases.new(now=now, length=LENGTH)
    message.state, message.account = MessageState.SENDING, account
    message.lease_token, message.leased_until = lease.token, lease.until
    message.save(update_fields=["state", "account", "lease_token", "leased_until"])
    return lease


def due_of(hotel_id: int, now: datetime) -> QuerySet[Message]:
    """Return what waits for being sent now and is still useful."""
    return Message.objects.filter(
        hotel_id=hotel_id, state__in=WAITING_STATES, due_at__lte=now, expires_at__gt=now
    )


def keep(lease: Lease, now: datetime) -> bool:
    """Make the lease last for one more mail; False when it has been taken away meanwhile."""
    if lease.until - now >= NEEDED:
        return True
    return leases.extend(_being_sent(), lease, now=now, length=LENGTH)


def hand_over(message: Message, lease: Lease, now: datetime) -> bool:
    """Note that the mail server gets this message now; False when the lease is lost."""
    return _held(message, lease).update(handed_over_at=now) == 1


def take_back(message: Message, lease: Lease) -> None:
    """Note that the mail server did not get this message after all."""
    _held(message, lease).update(handed_over_at=None)


def end(message: Message, lease: Lease, **changes: Any) -> bool:
    """Free the message and write the changes; False when the lease is lost."""
    return leases.end(_held(message, lease), lease, **{"handed_over_at": None, **changes}) == 1


def release(lease: Lease) -> int:
    """Put what was not begun back into the queue, no try counted; return the count.

    A message that was handed over and must not double keeps its lease: the sweep decides.
    """
    return _requeue(leases.held(_being_sent(), lease).exclude(PERHAPS_SENT))


def sweep(now: datetime) -> Swept:
    """Free the leases that ended and retire what is no longer useful. May run at any time."""
    ended = _being_sent().filter(leases.ended(now))
    not_begun = ended.exclude(PERHAPS_SENT)
    requeued = _requeue(not_begun) if not_begun.exists() else 0
    stuck = _give_up(ended.filter(PERHAPS_SENT), now)
    return Swept(requeued, stuck, expire(now))


def expire(now: datetime, hotel_id: int | None = None) -> int:
    """Mark what waits although nobody needs it any more; return the count."""
    late = Message.objects.filter(state__in=WAITING_STATES, expires_at__lte=now)
    if hotel_id is not None:
        late = late.filter(hotel_id=hotel_id)
    if not late.exists():
        return 0
    return late.update(state=MessageState.EXPIRED, why=reasons.TOO_LATE)


def _messages_of(lease: Lease) -> list[Message]:
    leased = leases.held(Message.objects.all(), lease).prefetch_related("attachments__document")
    return list(leased.order_by("lane", "due_at", "id"))


def _being_sent() -> QuerySet[Message]:
    return Message.objects.filter(state=MessageState.SENDING)


def _held(message: Message, lease: Lease) -> QuerySet[Message]:
    return leases.held(_being_sent().filter(pk=message.pk), lease)


def _requeue(rows: QuerySet[Message]) -> int:
    return rows.update(state=MessageState.QUEUED, handed_over_at=None, **leases.FREE)


def _give_up(rows: QuerySet[Message], now: datetime) -> int:
    return sum(_give_up_one(rows.filter(pk=message.pk), message, now) for message in rows)


@transaction.atomic
def _give_up_one(row: QuerySet[Message], message: Message, now: datetime) -> int:
    """Its own transaction, guarded once more: another sweep may have been there meanwhile."""
    why = reasons.WORKER_LOST
    moved = row.update(state=MessageState.STUCK, why=why, **leases.FREE)
    if moved:
        DeliveryEvent.objects.create(
            message=message, kind=DeliveryEventKind.TRY_FAILED, at=now, detail=why
        )
    return moved


def _room_of(account: SenderAccount, now: datetime) -> int:
    """Return how many mails the account may begin; its row is locked so that workers share."""
    if not account.rate_per_minute:
        return SIZE
    limits = SenderAccount.objects.filter(pk=account.pk).select_for_update(no_key=True)
    limit = limits.values_list("rate_per_minute", flat=True).get()
    # One statement: a message that is sent between two counts would be in neither.
    begun = Q(state=MessageState.SENDING) | Q(state=MessageState.SENT, sent_at__gt=now - WINDOW)
    used = Message.objects.filter(begun, account_id=account.pk).count()
    return max(limit - used, 0)
