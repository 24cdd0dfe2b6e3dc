"""What a person may do about a message: send it again, settle a stuck one, cancel a waiting one.

A message that was sent is never changed; it is answered by another message.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from cardex.domain.cards.profiles import Card
from cardex.models import Profile
from hotelpms.kit import audit
from hotelpms.kit.actor import Actor
from hotelpms.kit.addresses import is_address
from hotelpms.kit.errors import Refused
from hotelpms.kit.jobs import ring
from hotelpms.kit.locks import locked
from messaging.domain.outbox import reasons
from messaging.domain.outbox.queueing import KEY_LENGTH, Letter, queue
from messaging.enums import BILL_KINDS, WAITING_STATES, MessageState
from messaging.models import Message

RESENDABLE = (
    MessageState.SENT,
    MessageState.FAILED,
    MessageState.WITHHELD,
    MessageState.CANCELLED,
    MessageState.EXPIRED,
)
USEFUL_FOR = timedelta(days=2)

# Says no, by raising Refused, to a message whose reason has gone.
Objection = Callable[[Message], None]

_objections: dict[str, Objection] = {}


class NotResendable(Refused):
    """The message is on its way, so a second one would double it."""

    def __init__(self) -> None:
        super().__init__(_("This message is still on its way, so it cannot be sent again yet."))


class NotStuck(Refused):
    """Somebody settled it already, or it never was stuck."""

    def __init__(self) -> None:
        super().__init__(_("The outcome of this message is known already."))


class NotWaiting(Refused):
    """Too late to cancel."""

    def __init__(self) -> None:
        super().__init__(_("This message does not wait any more, so it cannot be cancelled."))


def ask_before_again(kind: str, objection: Objection) -> None:
    """Let an app above this one object when a mail of this kind is sent again; once, at start."""
    _objections[kind] = objection


def ask_again(message: Message) -> None:
    """Let the owner of its kind object to the message being sent now; what it raises is Refused."""
    if message.kind in _objections:
        _objections[message.kind](message)


@transaction.atomic
def resend(*, message_id: int, actor: Actor, now: datetime, to_card: bool = False) -> Message:
    """Queue the message once more as a new one and return it.

    to_card: to the address that its card has now, if there is one, instead of the old one.
    A second click returns the same new message while that one waits for the same address. The
    gate is asked as for every message. Raises NotResendable, Message.DoesNotExist, and what
    the objection to its kind raises.
    """
    first = locked(Message.objects.select_related("profile").filter(pk=message_id)).get()
    if first.state not in RESENDABLE:
        raise NotResendable
    address = (address_on_card(first) if to_card else "") or first.to_address
    copies = first.resends.order_by("-pk")
    on_its_way = copies.filter(
        state__in=[*WAITING_STATES, MessageState.SENDING], to_address__iexact=address
    )
    if (waiting := on_its_way.first()) is not None:
        return waiting
    ask_again(first)
    again = queue(letter=_again(first, address, copies.count() + 1, now), now=now)
    Message.objects.filter(pk=again.pk).update(resend_of=first)
    _record(first, "message.sent_again", actor, now)
    return again


@transaction.atomic(savepoint=False)
def readdress(*, profile_id: int, before: Card, after: Card) -> None:
    """Let what waits for the card's address of its kind go to the one that the card has now.

    A mail to another address stays where it is. Without an address left it is cancelled.
    """
    waiting = Message.objects.filter(profile=profile_id, state__in=WAITING_STATES)
    moved = []
    for row in locked(waiting):
        old, new = _address_for(row.kind, before), _address_for(row.kind, after)
        if old.lower() == new.lower() or row.to_address.lower() != old.lower():
            continue
        if is_address(new):
            row.to_address = new
        else:
            row.state, row.why = MessageState.CANCELLED, reasons.ADDRESS_GONE
        moved.append(row)
    if moved:
        Message.objects.bulk_update(moved, ["to_address", "state", "why"], batch_size=500)


def address_on_card(message: Message) -> str:
    """Return the address that the card has now for such a mail; empty without a card or address."""
    card = message.profile
    if card is None or card.anonymised_at is not None:
        return ""
    return _address_for(message.kind, card)


def _address_for(kind: str, card: Card | Profile) -> str:
    return (card.billing_email if kind in BILL_KINDS else "") or card.email


@transaction.atomic
def settle_stuck(*, message_id: int, was_sent: bool, actor: Actor, now: datetime) -> Message:
    """Decide what became of a message whose outcome nobody knows.

    Not sent: it goes back into the queue with its Message-ID, or expires when it is too
    late. Raises NotStuck, Message.DoesNotExist.
    """
    message = locked(Message.objects.filter(pk=message_id)).get()
    if message.state != MessageState.STUCK:
        raise NotStuck
    if was_sent:
        message.sent_at = message.handed_over_at or now
        message.state, message.why = MessageState.SENT, reasons.SETTLED_SENT
    elif message.expires_at <= now:
        message.state, message.why = MessageState.EXPIRED, reasons.TOO_LATE
    else:
        message.state, message.why = MessageState.QUEUED, reasons.SETTLED_UNSENT
        ring("messaging.tasks.dispatch")
    message.handed_over_at = None
    message.save(update_fields=["state", "why", "sent_at", "handed_over_at"])
    _record(message, "message.settled", actor, now, was_sent=was_sent)
    return message


@transaction.atomic
def cancel(*, message_id: int, actor: Actor, now: datetime) -> Message:
    """Cancel a message that still waits; its occasion stays taken, so nothing queues it anew.

    Raises NotWaiting, Message.DoesNotExist.
    """
    message = locked(Message.objects.filter(pk=message_id)).get()
    if message.state not in WAITING_STATES:
        raise NotWaiting
    message.state, message.why = MessageState.CANCELLED, reasons.BY_HAND
    message.save(update_fields=["state", "why"])
    _record(message, "message.cancelled", actor, now)
    return message


@transaction.atomic
def cancel_due_before(*, hotel_id: int, moment: datetime, actor: Actor, now: datetime) -> int:
    """Cancel what waits and was due before the moment; return the count.

    For the mails of a restored backup that had gone out before it was restored. Their occasions
    stay taken, so nothing queues them anew; each can still be sent again by hand.
    """
    rows = Message.objects.filter(hotel=hotel_id, state__in=WAITING_STATES, due_at__lt=moment)
    waiting = list(locked(rows))
    for message in waiting:
        message.state, message.why = MessageState.CANCELLED, reasons.SENT_BEFORE
        _record(message, "message.cancelled", actor, now)
    Message.objects.bulk_update(waiting, ["state", "why"], batch_size=500)
    return len(waiting)


def _again(first: Message, address: str, number: int, now: datetime) -> Letter:
    suffix = f"#again:{number}"
    return Letter(
        hotel_id=first.hotel_id,
        kind=first.kind,
        occasion=first.dedupe_key[: KEY_LENGTH - len(suffix)] + suffix,
        to_address=address,
        to_name=first.to_name,
        language=first.language,
        profile_id=first.profile_id,
        context=first.context,
        reason=(first.reason_type, first.reason_id) if first.reason_id is not None else None,
        due_at=now,
        expires_at=max(first.expires_at, now + USEFUL_FOR),
        documents=tuple(
            (item.document, item.name) for item in first.attachments.select_related("document")
        ),
        action_url=first.action_url,
        facts=tuple((label, value) for label, value in first.facts),
    )


def _record(
    message: Message, action: str, actor: Actor, now: datetime, **data: bool | int | str
) -> None:
    audit.record(
        hotel_id=message.hotel_id, actor=actor, action=action, subject=message, at=now, data=data
    )
