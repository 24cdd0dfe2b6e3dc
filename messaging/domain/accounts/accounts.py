"""Sender accounts: which may send now, what happens when one fails, and how one is tested."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from hotelpms.kit import audit
from hotelpms.kit.actor import Actor
from hotelpms.kit.jobs import ring
from hotelpms.kit.leases import Lease
from hotelpms.kit.locks import locked
from messaging import senders
from messaging.domain.accounts import troubles
from messaging.domain.delivery import batches
from messaging.domain.delivery.delivery import deliver
from messaging.domain.outbox import gate, queueing, reasons
from messaging.enums import MessageKind, MessageState
from messaging.models import Message, SenderAccount
from messaging.senders.base import PASSING, AccountFailure

logger = logging.getLogger(__name__)

FIRST_PAUSE = {True: timedelta(seconds=30), False: timedelta(minutes=5)}
LONGEST_PAUSE = {True: timedelta(minutes=15), False: timedelta(hours=1)}
TEST_LASTS = timedelta(minutes=10)


@dataclass(frozen=True)
class TestResult:
    """Whether the test mail was taken, a sentence for who asked, and the reason as it is kept."""

    __test__ = False

    ok: bool
    explanation: str
    why: str = ""


def ready(*, now: datetime, hotel_id: int | None = None) -> list[SenderAccount]:
    """Return the account of each hotel that may send now: the default one, else the oldest.

    A hotel whose account is paused sends nothing meanwhile: its mails come from one address.
    """
    active = SenderAccount.objects.filter(is_active=True).select_related("hotel")
    if hotel_id is not None:
        active = active.filter(hotel_id=hotel_id)
    chosen: dict[int, SenderAccount] = {}
    # The password is read when the connection is opened: one unreadable secret must not
    # stop the other hotels.
    for account in active.defer("password").order_by("hotel_id", "-is_default", "pk"):
        chosen.setdefault(account.hotel_id, account)
    return [a for a in chosen.values() if a.paused_until is None or a.paused_until <= now]


@transaction.atomic
def pause(*, account_id: int, failure: AccountFailure, now: datetime) -> None:
    """Stop using the account: twice as long at every failure in a row, up to a limit."""
    account = locked(SenderAccount.objects.defer("password").filter(pk=account_id)).get()
    passing = failure.trouble in PASSING
    length = FIRST_PAUSE[passing] * 2 ** min(account.failure_count, 10)
    account.paused_until = now + min(length, LONGEST_PAUSE[passing])
    account.failing_since = account.failing_since or now
    account.failure_count += 1
    account.failure = reasons.coded(failure.trouble, failure.detail)
    account.save(update_fields=["paused_until", "failing_since", "failure_count", "failure"])
    logger.warning("account_paused account=%s trouble=%s", account_id, failure.trouble)


def mended(*, account_id: int) -> None:
    """Try the account at once instead of after its pause: somebody has changed it."""
    resting = SenderAccount.objects.filter(pk=account_id, paused_until__isnull=False)
    if resting.update(paused_until=None):
        ring("messaging.tasks.dispatch")


def recovered(*, account_id: int) -> None:
    """Forget the failures: a mail went through."""
    SenderAccount.objects.filter(pk=account_id).update(
        paused_until=None, failing_since=None, failure_count=0, failure=""
    )


def test_account(*, account_id: int, to_address: str, actor: Actor, now: datetime) -> TestResult:
    """Send a real mail through the account, at once, and say in plain words what happened.

    A test that works ends the account's pause. Raises SenderAccount.DoesNotExist.
    """
    accounts = SenderAccount.objects.select_related("hotel").defer("password")
    account = accounts.get(pk=account_id)
    message, lease = _leased_test(account, to_address, now)
    if lease is None:
        return _noted(account, _failed(message.why), actor, now)
    sender = senders.opened(account)
    try:
        deliver(
            message,
            lease=lease,
            verdict=gate.ask([message])[0],
            hotel=account.hotel,
            account=account,
            sender=sender,
            now=lambda: now,
        )
    except AccountFailure as failure:
        why = reasons.coded(failure.trouble, failure.detail)
        # A test is never repeated later: the person has the answer already.
        batches.end(message, lease, state=MessageState.FAILED, why=why)
        return _noted(account, _failed(why), actor, now)
    finally:
        sender.close()
    message.refresh_from_db()
    return _noted(account, _result(message), actor, now)


test_account.__test__ = False  # type: ignore[attr-defined] # its name is a verb, not a test


def _leased_test(
    account: SenderAccount, to_address: str, now: datetime
) -> tuple[Message, Lease | None]:
    language = account.hotel.default_language
    letter = queueing.Letter(
        hotel_id=account.hotel_id,
        kind=MessageKind.ACCOUNT_TEST,
        occasion=f"account_test:{account.pk}:{now.isoformat()}",
        to_address=to_address,
        to_name="",
        language=language,
        context={"ACCOUNT": account.name},
        reason=("account", account.pk),
        action_url=settings.PUBLIC_URL,
        due_at=now,
        expires_at=now + TEST_LASTS,
    )
    # Queued and leased in one transaction, so that no worker sends it through another account.
    with transaction.atomic():
        message = queueing.queue(letter=letter, now=now)
        if message.state != MessageState.QUEUED:
            return message, None
        return message, batches.take_one(message=message, account=account, now=now)


def _result(message: Message) -> TestResult:
    if message.state == MessageState.SENT:
        return TestResult(
            True, _("The mail server took the test mail for %s.") % message.to_address
        )
    if message.state == MessageState.DEFERRED:
        Message.objects.filter(pk=message.pk, state=MessageState.DEFERRED).update(
            state=MessageState.FAILED
        )
    return _failed(message.why)


def _failed(why: str) -> TestResult:
    return TestResult(False, troubles.explain_test(why), why)


@transaction.atomic
def _noted(account: SenderAccount, result: TestResult, actor: Actor, now: datetime) -> TestResult:
    if result.ok:
        recovered(account_id=account.pk)
        SenderAccount.objects.filter(pk=account.pk).update(
            tested_at=now, test_failed_at=None, test_failure=""
        )
        ring("messaging.tasks.dispatch")
    else:
        SenderAccount.objects.filter(pk=account.pk).update(
            test_failed_at=now, test_failure=result.why
        )
    audit.record(
        hotel_id=account.hotel_id,
        actor=actor,
        action="account.tested",
        subject=account,
        at=now,
        data={"worked": result.ok},
    )
    return result
