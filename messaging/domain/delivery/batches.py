"""What one worker sends: a batch of messages under a lease of seconds, committed before it sends.

The lease of the batch ends soon, so that others go on at once with what a dead worker had not
begun. The message in hand gets a lease of its own, a minute, renewed while it is worked on.

A worker that dies leaves its leases behind. When one ends, a message that was not handed over
goes back into the queue. One that was handed over was perhaps sent: what must arrive goes once
more, any other becomes STUCK and waits for a person, and so does one that goes wrong twice.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Case, Q, QuerySet, When
from django.db.models.expressions import Combinable

from hotelpms.kit import leases
from hotelpms.kit.leases import Lease
from messaging.domain.delivery import papers
from messaging.domain.delivery.papers import Tray
from messaging.domain.outbox import reasons
from messaging.enums import MUST_ARRIVE_KINDS, WAITING_STATES, DeliveryEventKind, MessageState
from messaging.models import DeliveryEvent, Message, SenderAccount

# With the look of every two seconds (messaging.domain.worker.postroom) others go on after five.
LENGTH = timedelta(seconds=3)
# Longer than one exchange with the mail server (messaging.senders.smtp); whoever waits longer
# for its last answer renews it.
IN_HAND = timedelta(seconds=60)
SIZE = 50
WINDOW = timedelta(minutes=1)
PERHAPS_SENT = Q(handed_over_at__isnull=False)
# What must arrive goes out once more when nobody knows whether it did; then a person decides.
GOES_AGAIN = Q(kind__in=MUST_ARRIVE_KINDS, unknown_outcomes=0)


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


def take(
    *, account: SenderAccount, now: datetime, size: int = SIZE, tray: Tray | None = None
) -> Batch | None:
    """Lease the next due messages of the account's hotel; None when there are none.

    tray: only those, see papers. Urgent lanes first, then the oldest, but see _order_of. Never
    more than the account's messages per minute.
    """
    waiting = due_of(account.hotel_id, now).filter(papers.lie_in(tray))
    if not waiting.exists():
        return None
    with transaction.atomic():
        room = min(size, _room_of(account, now))
        order = _order_of(account, tray)
        chosen = waiting.order_by(*order).select_for_update(
            skip_locked=True, no_key=True, of=("self",)
        )
        ids = list(chosen.values_list("pk", flat=True)[:room])
        still = Message.objects.filter(pk__in=ids, state__in=WAITING_STATES)
        lease = leases.take(
            still, now=now, length=LENGTH, state=MessageState.SENDING, account=account
        )
    return Batch(lease, _messages_of(lease, order)) if lease else None


def take_one(*, message: Message, account: SenderAccount, now: datetime) -> Lease:
    """Lease a message that the present transaction has just queued."""
    lease = leases.new(now=now, length=IN_HAND)
    message.state, message.account = MessageState.SENDING, account
    message.lease_token, message.leased_until = lease.token, lease.until
    message.save(update_fields=["state", "account", "lease_token", "leased_until"])
    return lease


def due_of(hotel_id: int, now: datetime) -> QuerySet[Message]:
    """Return what waits for being sent now and is still useful."""
    return due(now).filter(hotel_id=hotel_id)


def due(now: datetime) -> QuerySet[Message]:
    """Return the same of all hotels."""
    return Message.objects.filter(state__in=WAITING_STATES, due_at__lte=now, expires_at__gt=now)


def keep(message: Message, lease: Lease, now: datetime) -> bool:
    """Hold the message in hand for a minute from now; False when the lease is lost."""
    return _held(message, lease).update(leased_until=now + IN_HAND) == 1


def hand_over(message: Message, lease: Lease, now: datetime) -> bool:
    """Note that the mail server gets this message now, and hold it; False when the lease is lost.

    Every message asks: another worker may have it, because this one was too slow.
    """
    held = _held(message, lease)
    return held.update(handed_over_at=now, leased_until=now + IN_HAND) == 1


def take_back(message: Message, lease: Lease) -> None:
    """Note that the mail server did not get this message after all."""
    _held(message, lease).update(handed_over_at=None)


def end(message: Message, lease: Lease, **changes: Any) -> bool:
    """Free the message and write the changes; False when the lease is lost."""
    return leases.end(_held(message, lease), lease, **{"handed_over_at": None, **changes}) == 1


def release(lease: Lease) -> int:
    """Put what was not begun back into the queue, no try counted; return the count.

    A message that was handed over keeps its lease: the sweep decides.
    """
    return _requeue(leases.held(_being_sent(), lease).exclude(PERHAPS_SENT))


def sweep(now: datetime) -> Swept:
    """Free the leases that ended and retire what is no longer useful. May run at any time."""
    ended = _being_sent().filter(leases.ended(now))
    if not ended.exists():
        return Swept(0, 0, expire(now))
    requeued = _requeue(ended.exclude(PERHAPS_SENT))
    perhaps_sent = ended.filter(PERHAPS_SENT)
    requeued += _requeue(perhaps_sent.filter(GOES_AGAIN), unknown_outcomes=1)
    return Swept(requeued, _give_up(perhaps_sent.exclude(GOES_AGAIN), now), expire(now))


def expire(now: datetime, hotel_id: int | None = None) -> int:
    """Mark what waits although nobody needs it any more; return the count."""
    late = Message.objects.filter(state__in=WAITING_STATES, expires_at__lte=now)
    if hotel_id is not None:
        late = late.filter(hotel_id=hotel_id)
    if not late.exists():
        return 0
    return late.update(state=MessageState.EXPIRED, why=reasons.TOO_LATE)


def _order_of(account: SenderAccount, tray: Tray | None) -> list[str | Combinable]:
    """Return the order of a tray; while mails are held, those that were never refused go first.

    The youngest of them first: the refusals began with the oldest, and a mail that is taken
    frees the account for all.
    """
    order = papers.order_of(tray)
    held = Message.objects.filter(
        hotel=account.hotel_id, state__in=WAITING_STATES, why=reasons.HELD
    )
    if account.failing_since is None or not held.exists():
        return order
    return [Case(When(why=reasons.HELD, then=1), default=0), "lane", "-due_at", "-id"]


def _messages_of(lease: Lease, order: list[str | Combinable]) -> list[Message]:
    leased = leases.held(Message.objects.all(), lease).prefetch_related("attachments__document")
    return list(leased.order_by(*order))


def _being_sent() -> QuerySet[Message]:
    return Message.objects.filter(state=MessageState.SENDING)


def _held(message: Message, lease: Lease) -> QuerySet[Message]:
    return leases.held(_being_sent().filter(pk=message.pk), lease)


def _requeue(rows: QuerySet[Message], **changes: Any) -> int:
    free = {"handed_over_at": None, **leases.FREE}
    return rows.update(state=MessageState.QUEUED, **free, **changes)


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
