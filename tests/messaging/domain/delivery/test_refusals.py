"""Refusals that are the account's fault, against a real mail server in the test process."""

from datetime import datetime, timedelta

import pytest

from cardex.domain.consent import suppression
from cardex.models import Suppression
from hotelpms.hotels.models import Hotel
from hotelpms.kit.actor import Actor
from messaging.domain.accounts import accounts
from messaging.domain.delivery.refusals import MANY
from messaging.domain.outbox import outbox
from messaging.domain.worker import dispatch
from messaging.domain.worker.dispatch import REFUSED_IN_A_TURN, Outcome
from messaging.enums import MessageKind, MessageState
from messaging.models import Message, SenderAccount
from tests.factories.hotels import HotelFactory
from tests.factories.messaging import NOW, SenderAccountFactory, TemplateFactory, letter
from tests.smtp import MailServer

pytestmark = pytest.mark.django_db
SENDER_UNKNOWN = "550 5.1.0 <reception@miramar.example>: Sender address rejected: User unknown"


@pytest.fixture
def hotel(smtp_server: MailServer) -> Hotel:
    hotel = HotelFactory()
    TemplateFactory(hotel=hotel)
    TemplateFactory(hotel=hotel, kind=MessageKind.ACCOUNT_TEST, wording=("Test", "<p>Test</p>"))
    SenderAccountFactory(hotel=hotel, port=smtp_server.port)
    return hotel


def run(minutes: int = 0) -> Outcome:
    at: datetime = NOW + timedelta(minutes=minutes)
    return dispatch.run(now=lambda: at)


def queue(hotel: Hotel, count: int, name: str = "guest") -> None:
    for number in range(count):
        occasion, address = f"{name}:{number}", f"{name}{number}@example.com"
        outbox.queue(letter=letter(hotel, occasion, to_address=address), now=NOW)


def states() -> list[str]:
    return list(Message.objects.order_by("pk").values_list("state", flat=True))


@pytest.mark.parametrize(
    ("answer", "trouble"),
    [
        (SENDER_UNKNOWN, "sender_refused"),
        ("554 5.7.1 <guest0@example.com>: Relay access denied", "relay_denied"),
        (
            "554 5.7.1 <g@example.com>: Recipient address rejected: Access denied",
            "login_needed",
        ),
        ("550 5.7.1 Service unavailable; client host [82.5.1.10] blocked", "client_refused"),
    ],
)
def test_an_accounts_fault_said_of_a_recipient_rests_the_account(
    hotel: Hotel, smtp_server: MailServer, answer: str, trouble: str
) -> None:
    smtp_server.on_recipient = lambda address: answer
    queue(hotel, 3)

    assert run() == Outcome()

    account = SenderAccount.objects.get()

    assert account.failure == f"{trouble}|{answer}"
    assert account.paused_until == NOW + timedelta(minutes=5)
    assert list(Message.objects.values_list("state", "attempt_count")) == [("queued", 0)] * 3
    assert not Suppression.objects.exists()


def test_one_odd_address_does_not_hold_the_mails_of_the_hotel(
    hotel: Hotel, smtp_server: MailServer
) -> None:
    """The server passes on to all domains but one: the next try is another mail's."""
    denied = "554 5.7.1 Relay access denied"
    smtp_server.on_recipient = lambda to: denied if to.startswith("guest0") else None
    queue(hotel, 3)
    run()

    assert run(6) == Outcome(sent=2)
    assert states() == ["queued", "sent", "sent"]


def test_many_refusals_in_a_row_are_the_accounts_fault_whatever_their_words(
    hotel: Hotel, smtp_server: MailServer
) -> None:
    smtp_server.on_recipient = lambda address: "550 5.1.1 Nobody here likes you"
    queue(hotel, MANY + 3)
    run()

    assert states() == [MessageState.QUEUED] * (MANY + 3)
    assert SenderAccount.objects.get().failure.startswith("all_refused|550 5.1.1")
    assert not Suppression.objects.exists()

    run(6)

    assert states() == [MessageState.QUEUED] * (MANY + 3)

    smtp_server.on_recipient = lambda address: None

    assert run(30) == Outcome(sent=MANY + 3)


def test_mails_that_are_wrong_themselves_do_not_hold_the_others(
    hotel: Hotel, smtp_server: MailServer
) -> None:
    unknown = "550 5.1.1 No such user"
    smtp_server.on_recipient = lambda to: unknown if to.startswith("nobody") else None
    queue(hotel, MANY, "nobody")
    queue(hotel, 2)
    run()

    assert run(6).sent == 2

    for minutes in (12, 24, 48):
        run(minutes)

    assert states() == [MessageState.FAILED] * MANY + [MessageState.SENT] * 2
    assert Suppression.objects.count() == MANY


@pytest.mark.parametrize("bad", [MANY, 30])
def test_a_sound_mail_waits_for_one_pause_however_many_bad_addresses_are_before_it(
    hotel: Hotel, smtp_server: MailServer, bad: int
) -> None:
    unknown = "550 5.1.1 No such user"
    smtp_server.on_recipient = lambda to: unknown if to.startswith("nobody") else None
    queue(hotel, bad, "nobody")
    run()
    for minutes in (6, 17):
        run(minutes)
    link = outbox.queue(
        letter=letter(hotel, "link", to_address="guest@example.com"), now=NOW + timedelta(hours=1)
    )

    run(60)
    link.refresh_from_db()

    assert link.state == MessageState.SENT


@pytest.mark.parametrize("answer", ["550 5.1.1 No such user", "554 5.7.1 Relay access denied"])
def test_mails_that_were_never_refused_go_before_those_that_were(
    hotel: Hotel, smtp_server: MailServer, answer: str
) -> None:
    smtp_server.on_recipient = lambda to: answer if to.startswith("nobody") else None
    queue(hotel, 1, "early")
    queue(hotel, 30, "nobody")
    run()
    queue(hotel, 2)

    assert run(6).sent == 2


def test_a_resting_account_tries_several_mails_in_a_turn_but_not_all(
    hotel: Hotel, smtp_server: MailServer
) -> None:
    smtp_server.on_recipient = lambda address: "550 5.1.1 Nobody here likes you"
    queue(hotel, MANY + 3 * REFUSED_IN_A_TURN)
    run()
    run(6)
    held = Message.objects.filter(why="held", state=MessageState.QUEUED)

    assert held.count() == MANY + REFUSED_IN_A_TURN
    assert SenderAccount.objects.get().failure_count == 2


def test_a_taken_mail_between_ends_the_row(hotel: Hotel, smtp_server: MailServer) -> None:
    unknown = "550 5.1.1 No such user"
    smtp_server.on_recipient = lambda to: unknown if to.startswith("nobody") else None
    queue(hotel, MANY - 1, "nobody")
    queue(hotel, 1)
    run()
    outbox.queue(letter=letter(hotel, "last", to_address="nobody9@example.com"), now=NOW)

    assert run(1) == Outcome(failed=1)
    assert SenderAccount.objects.get().failing_since is None


def test_mails_of_other_hotels_that_were_withheld_meanwhile_wait_again(
    hotel: Hotel, smtp_server: MailServer
) -> None:
    smtp_server.on_recipient = lambda address: "550 5.1.1 No"
    queue(hotel, MANY - 1)
    run()
    other = HotelFactory()
    TemplateFactory(hotel=other)
    held = outbox.queue(letter=letter(other, "b", to_address="guest0@example.com"), now=NOW)

    assert held.state == MessageState.WITHHELD

    queue(hotel, 1, "further")
    run()
    held.refresh_from_db()

    assert (held.state, held.why) == (MessageState.QUEUED, "")
    assert not Suppression.objects.exists()


@pytest.mark.parametrize("answer", ["550 5.1.1 No such user", SENDER_UNKNOWN])
def test_a_test_mail_never_blocks_the_testers_address(
    hotel: Hotel, smtp_server: MailServer, answer: str
) -> None:
    smtp_server.on_recipient = lambda address: answer
    account = SenderAccount.objects.get()
    for _time in range(MANY + 1):
        result = accounts.test_account(
            account_id=account.pk, to_address="me@example.com", actor=Actor(1, "Ada"), now=NOW
        )

        assert not result.ok

    assert not suppression.is_suppressed(address="me@example.com")
    assert set(states()) == {MessageState.FAILED}
