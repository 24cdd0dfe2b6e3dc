"""One leased message, up to the moment when the mail server gets it."""

from datetime import timedelta

import pytest

from cardex.domain.consent.consent import Verdict
from messaging.domain.delivery import batches
from messaging.domain.delivery.delivery import deliver
from messaging.domain.outbox import outbox
from messaging.enums import MessageState
from messaging.models import Message, SenderAccount
from messaging.senders.base import Envelope
from tests.factories.messaging import NOW, SenderAccountFactory, TemplateFactory, letter

pytestmark = pytest.mark.django_db

SECOND = timedelta(seconds=1)


class Taker:
    """A mail server that takes everything."""

    def __init__(self) -> None:
        self.taken: list[Envelope] = []

    def send(self, envelope: Envelope) -> str:
        self.taken.append(envelope)
        return "250 OK"

    def close(self) -> None:
        pass


@pytest.fixture
def account() -> SenderAccount:
    account = SenderAccountFactory()
    TemplateFactory(hotel=account.hotel)
    return account


@pytest.mark.parametrize(
    ("after", "state", "count"),
    [(SECOND, MessageState.SENT, 1), (2 * SECOND, MessageState.EXPIRED, 0)],
)
def test_what_becomes_useless_while_its_batch_is_sent_is_not_sent(
    account: SenderAccount, after: timedelta, state: str, count: int
) -> None:
    outbox.queue(letter=letter(account.hotel, expires_at=NOW + 2 * SECOND), now=NOW)
    batch, sender = batches.take(account=account, now=NOW), Taker()
    assert batch is not None

    done = deliver(
        batch.messages[0],
        lease=batch.lease,
        verdict=Verdict(True, "transactional"),
        hotel=account.hotel,
        account=account,
        sender=sender,
        now=lambda: NOW + after,
    )

    message = Message.objects.get()

    assert (done, message.state, message.attempt_count, len(sender.taken)) == (
        state,
        state,
        count,
        count,
    )
