"""Blocked addresses are taken back many at a time, with the mails that the block held up."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F, Q, QuerySet

from cardex.domain.consent import suppression
from cardex.enums import GateRule
from hotelpms.kit import audit
from hotelpms.kit.actor import Actor
from hotelpms.kit.errors import Refused
from hotelpms.kit.jobs import ring
from hotelpms.kit.locks import locked
from messaging.domain.outbox import corrections, reasons
from messaging.enums import MessageState
from messaging.models import Message


@dataclass(frozen=True)
class Released:
    """How many addresses are free again, and how many mails wait to be sent for it."""

    addresses: int
    mails: int


@transaction.atomic
def release(
    *, ids: Collection[int], actor: Actor, now: datetime, hotel_id: int | None = None
) -> Released:
    """Unblock these rows of the block list; what it held up is queued again while it is useful.

    That is: the mails that were withheld, and the refused ones that blocked an address. The gate
    is asked once more when they leave; a mail whose reason has gone stays. Blocks made by staff
    are not lifted.

    hotel_id: queue mails of this hotel alone; the others' may be sent again by their own people.
    """
    hashes = suppression.lift_all(ids=ids, actor=actor, now=now)
    if not hashes:
        return Released(0, 0)
    mails = [row for row in locked(_held_up(hashes, now, hotel_id)) if _is_wanted(row)]
    for row in mails:
        row.state, row.why, row.attempt_count = MessageState.QUEUED, "", 0
        audit.record(
            hotel_id=row.hotel_id, actor=actor, action="message.released", subject=row, at=now
        )
    if mails:
        Message.objects.bulk_update(mails, ["state", "why", "attempt_count"], batch_size=500)
        ring("messaging.tasks.dispatch")
    return Released(len(hashes), len(mails))


def _held_up(hashes: Collection[str], now: datetime, hotel_id: int | None) -> QuerySet[Message]:
    withheld = Q(state=MessageState.WITHHELD, why=GateRule.SUPPRESSED)
    refused = Q(state=MessageState.FAILED, why__startswith=reasons.UNKNOWN_ADDRESS)
    rows = Message.objects.filter(
        withheld | refused, expires_at__gt=now, resends__isnull=True, template_version__isnull=False
    )
    if hotel_id is not None:
        rows = rows.filter(hotel=hotel_id)
    return rows.alias(address=suppression.AddressHash(F("to_address"))).filter(address__in=hashes)


def _is_wanted(row: Message) -> bool:
    try:
        corrections.ask_again(row)
    except Refused:
        return False
    return True
