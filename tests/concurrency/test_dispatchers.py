"""Several workers on one queue: each message is sent once; and what happens without leases."""

import threading
from collections import Counter
from typing import Any

import pytest
from django.db.models import QuerySet

from hotelpms.kit import leases
from hotelpms.kit.leases import Lease
from messaging.domain.delivery import batches
from messaging.domain.outbox import outbox
from messaging.domain.worker import dispatch
from messaging.enums import MessageState
from messaging.models import Message, SenderAccount
from messaging.senders.base import Envelope
from tests.concurrency.rivals import compete
from tests.concurrency.unguarded import meanwhile, no_row_locks
from tests.factories.hotels import HotelFactory
from tests.factories.messaging import NOW, SenderAccountFactory, TemplateFactory, letter

pytestmark = [pytest.mark.needs_postgres, pytest.mark.django_db(transaction=True)]

WORKERS, MESSAGES = 4, 120


class Sink:
    """A sender that all workers share and that remembers what it was given."""

    def __init__(self) -> None:
        self.message_ids: list[str] = []
        self.lock = threading.Lock()

    def send(self, envelope: Envelope) -> str:
        with self.lock:
            self.message_ids.append(envelope.message_id)
        return "250 OK"

    def close(self) -> None:
        """Others may still use it."""

    def work(self) -> dispatch.Outcome:
        """Let a worker send through this until nothing is due."""
        return dispatch.run(now=lambda: NOW, open_sender=lambda _account: self)


@pytest.fixture
def account(monkeypatch: pytest.MonkeyPatch) -> SenderAccount:
    monkeypatch.setattr(batches, "SIZE", 7)
    account = SenderAccountFactory(hotel=HotelFactory())
    TemplateFactory(hotel=account.hotel)
    letters = [letter(account.hotel, f"c:{number}") for number in range(MESSAGES)]
    outbox.queue_many(letters=letters, now=NOW)
    return account


def test_four_workers_send_each_message_once(account: SenderAccount) -> None:
    sink = Sink()

    outcomes = compete(WORKERS, lambda _number: sink.work())

    assert sum(outcome.sent for outcome in outcomes) == MESSAGES
    assert len(sink.message_ids) == len(set(sink.message_ids)) == MESSAGES
    assert Message.objects.filter(state=MessageState.SENT, attempt_count=1).count() == MESSAGES


def test_without_the_row_locks_the_guarded_lease_still_sends_each_once(
    account: SenderAccount,
) -> None:
    sink = Sink()

    with no_row_locks(before='UPDATE "messaging_message"', then=lambda: meanwhile(sink.work)):
        late = sink.work()

    assert late.sent == 0
    assert len(sink.message_ids) == len(set(sink.message_ids)) == MESSAGES


def test_control_without_lock_and_guarded_lease_a_rival_sends_them_again(
    account: SenderAccount, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It leases what it looked at, and asks no more whether that still waits: all arrive twice."""
    monkeypatch.setattr(batches, "SIZE", MESSAGES)
    monkeypatch.setattr(leases, "take", lease_what_was_seen)
    sink = Sink()

    with no_row_locks(before='UPDATE "messaging_message"', then=lambda: meanwhile(sink.work)):
        late = sink.work()

    assert late.sent == MESSAGES
    assert Counter(Counter(sink.message_ids).values()) == {2: MESSAGES}


def test_rivals_never_send_more_than_the_account_may_per_minute(account: SenderAccount) -> None:
    SenderAccount.objects.update(rate_per_minute=20)
    sink = Sink()

    compete(WORKERS, lambda _number: sink.work())

    assert len(sink.message_ids) == 20


def test_control_without_the_lock_on_the_account_two_workers_send_twice_its_rate(
    account: SenderAccount, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both count what was sent before either has sent anything."""
    monkeypatch.setattr(batches, "SIZE", MESSAGES)
    SenderAccount.objects.update(rate_per_minute=20)
    sink = Sink()

    with no_row_locks(
        of_table="messaging_senderaccount",
        before='UPDATE "messaging_message"',
        then=lambda: meanwhile(sink.work),
    ):
        sink.work()

    assert len(sink.message_ids) == 40


def test_rivals_queue_the_same_occasion_once(account: SenderAccount) -> None:
    found = compete(
        8, lambda _number: outbox.queue(letter=letter(account.hotel, "same:1"), now=NOW).pk
    )

    assert len(set(found)) == 1
    assert Message.objects.filter(dedupe_key="same:1").count() == 1


def lease_what_was_seen(rows: QuerySet[Message], **options: Any) -> Lease | None:
    """What leases.take() does, by the ids alone: whatever has become of the rows meanwhile."""
    changes = {name: value for name, value in options.items() if name not in ("now", "length")}
    lease = leases.new(now=options["now"], length=options["length"])
    seen = list(rows.values_list("pk", flat=True))
    again = Message.objects.filter(pk__in=seen)
    taken = again.update(lease_token=lease.token, leased_until=lease.until, **changes)
    return lease if taken else None
