"""Several workers on one queue: each message is sent once; and what happens without leases."""

import threading

import pytest

from messaging.domain.delivery import batches
from messaging.domain.outbox import outbox
from messaging.domain.worker import dispatch
from messaging.enums import WAITING_STATES, MessageState
from messaging.models import Message, SenderAccount
from messaging.senders.base import Envelope
from tests.concurrency.rivals import compete
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


@pytest.fixture
def account(monkeypatch: pytest.MonkeyPatch) -> SenderAccount:
    monkeypatch.setattr(batches, "SIZE", 7)
    account = SenderAccountFactory(hotel=HotelFactory())
    TemplateFactory(hotel=account.hotel)
    letters = [letter(account.hotel, f"c:{number}") for number in range(MESSAGES)]
    outbox.queue_many(letters=letters, now=NOW)
    return account


def test_four_workers_send_each_message_once(account):
    sink = Sink()

    outcomes = compete(
        WORKERS, lambda _number: dispatch.run(now=lambda: NOW, open_sender=lambda _account: sink)
    )

    assert sum(outcome.sent for outcome in outcomes) == MESSAGES
    assert len(sink.message_ids) == len(set(sink.message_ids)) == MESSAGES
    assert Message.objects.filter(state=MessageState.SENT, attempt_count=1).count() == MESSAGES


def test_control_without_leases_workers_send_the_same_messages(account):
    """Read what waits, meet, send, then write: what the lease prevents."""
    sink = Sink()
    meeting = threading.Barrier(2, timeout=20)

    def work(_number: int) -> None:
        waiting = list(Message.objects.filter(state__in=WAITING_STATES))
        meeting.wait()
        for message in waiting:
            sink.send(Envelope("a@example.com", message.to_address, message.message_id, b""))
            Message.objects.filter(pk=message.pk).update(state=MessageState.SENT, sent_at=NOW)

    compete(2, work)

    assert len(sink.message_ids) == 2 * MESSAGES
    assert len(set(sink.message_ids)) == MESSAGES


def test_rivals_never_send_more_than_the_account_may_per_minute(account):
    SenderAccount.objects.update(rate_per_minute=20)
    sink = Sink()

    compete(
        WORKERS, lambda _number: dispatch.run(now=lambda: NOW, open_sender=lambda _account: sink)
    )

    assert len(sink.message_ids) == 20


def test_rivals_queue_the_same_occasion_once(account):
    found = compete(
        8, lambda _number: outbox.queue(letter=letter(account.hotel, "same:1"), now=NOW).pk
    )

    assert len(set(found)) == 1
    assert Message.objects.filter(dedupe_key="same:1").count() == 1
