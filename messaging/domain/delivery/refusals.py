"""A mail that was refused for good: is it the mail's own fault, or the account's?

No table knows the words of every server. Many refusals of one kind in a row, with no mail taken
between them, mean that the account is at fault: it rests, the mails wait for it again, and the
addresses that were blocked on the way are free. While it rests for this reason, a further refusal
proves nothing about its mail: it waits too. Mails that were never refused are tried first
(messaging.domain.delivery.batches), several in a turn; one that is taken ends the rest.
"""

import logging
from datetime import UTC, datetime

from django.db import transaction
from django.db.models import Max

from cardex.models import Suppression
from hotelpms.kit.actor import SYSTEM
from hotelpms.kit.leases import Lease
from messaging.domain.delivery import settle
from messaging.domain.outbox import blocked, reasons
from messaging.enums import MessageKind, MessageState
from messaging.models import Message, SenderAccount
from messaging.senders.base import AccountFailure, Permanent, Trouble

logger = logging.getLogger(__name__)

MANY = 5
# A mail that was held is tried again with a sound account; what is refused a third time is so
# for its own sake. Without this, five mails that are wrong themselves would be held for ever.
MOST_TRIES = 2
# Further refusals than these are not looked at: the answer is known by then.
LOOKED_AT = 100


def refused(
    message: Message,
    lease: Lease,
    *,
    account: SenderAccount,
    failure: Permanent,
    now: datetime,
) -> MessageState | None:
    """Settle a refused mail and return its state, QUEUED or FAILED; None when the lease is lost.

    Raises AccountFailure when the account is at fault; the mail waits then.
    """
    is_test = message.kind == MessageKind.ACCOUNT_TEST
    if _rests_for_refusals(account) and not is_test:
        if message.why == reasons.HELD:
            raise AccountFailure(Trouble.ALL_REFUSED, failure.detail, at_mail=True)
        return MessageState.QUEUED if settle.stepped_back(message, lease, now=now) else None
    code = reasons.UNKNOWN_ADDRESS if failure.is_bad_address else reasons.REFUSED
    done = settle.failed(
        message,
        lease,
        code=code,
        detail=failure.detail,
        now=now,
        # The tester's own address is never blocked: a test finds faults of the account.
        is_bad_address=failure.is_bad_address and not is_test,
    )
    if done and not is_test and _hold(account, failure.kind, now):
        raise AccountFailure(Trouble.ALL_REFUSED, failure.detail)
    return MessageState.FAILED if done else None


def _rests_for_refusals(account: SenderAccount) -> bool:
    is_refused = account.failure.partition("|")[0] == Trouble.ALL_REFUSED
    return is_refused and account.failing_since is not None


@transaction.atomic
def _hold(account: SenderAccount, kind: str, now: datetime) -> int:
    """Queue the mails again that were refused in a row, if they are many; return their count."""
    ids = _in_a_row(account, kind)
    if len(ids) < MANY:
        return 0
    held = Message.objects.filter(pk__in=ids, state=MessageState.FAILED)
    count = held.update(state=MessageState.QUEUED, why=reasons.HELD, due_at=now + settle.STEP_BACK)
    rows = Suppression.objects.filter(message_id__in=ids).values_list("pk", flat=True)
    blocked.release(ids=list(rows), actor=SYSTEM, now=now)
    logger.warning("refusals_in_a_row account=%s kind=%s count=%s", account.pk, kind, count)
    return count


def _in_a_row(account: SenderAccount, kind: str) -> list[int]:
    """Return the mails that the account's server refused in this way since it last took one."""
    last = Message.objects.filter(account=account, state=MessageState.SENT).aggregate(
        at=Max("sent_at")
    )["at"]
    failed = Message.objects.filter(
        account=account,
        state=MessageState.FAILED,
        attempt_count__lte=MOST_TRIES,
        events__at__gt=last or datetime.min.replace(tzinfo=UTC),
        resends__isnull=True,
    ).exclude(kind=MessageKind.ACCOUNT_TEST)
    rows = failed.order_by("-pk").values_list("pk", "why").distinct()[:LOOKED_AT]
    return [pk for pk, why in rows if f"{why.partition('|')[2]} ".startswith(f"{kind} ")]
