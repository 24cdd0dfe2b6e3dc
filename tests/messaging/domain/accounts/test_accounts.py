from datetime import timedelta

import pytest
from pytest_django.fixtures import Settings

from hotelpms.hotels.models import Hotel
from hotelpms.kit.actor import Actor
from hotelpms.kit.models import AuditEntry
from messaging.domain.accounts import accounts, troubles
from messaging.domain.accounts.accounts import TestResult
from messaging.enums import MessageKind, MessageState
from messaging.models import Message, SenderAccount
from messaging.senders.base import Trouble
from tests.factories.hotels import HotelFactory
from tests.factories.messaging import (
    NOW,
    CaughtAccountFactory,
    SenderAccountFactory,
    TemplateFactory,
)
from tests.smtp import PASSWORD, USER, MailServer

pytestmark = pytest.mark.django_db
ADA = Actor(1, "Ada")


@pytest.fixture
def hotel() -> Hotel:
    hotel = HotelFactory()
    TemplateFactory(
        hotel=hotel, kind=MessageKind.ACCOUNT_TEST, wording=("Test of @ACCOUNT", "<p>Works</p>")
    )
    return hotel


def result_of(account: SenderAccount, to: str = "me@example.com") -> TestResult:
    return accounts.test_account(account_id=account.pk, to_address=to, actor=ADA, now=NOW)


def test_a_test_sends_a_real_mail_and_ends_the_pause(
    hotel: Hotel, tls_smtp_server: MailServer
) -> None:
    account = SenderAccountFactory(
        hotel=hotel,
        name="Front",
        port=tls_smtp_server.port,
        does_not_use_tls=False,
        username=USER,
        password=PASSWORD,
        failing_since=NOW,
        paused_until=NOW,
        failure="busy",
        failure_count=4,
    )

    result = result_of(account)

    assert result == accounts.TestResult(
        True, "The mail server took the test mail for me@example.com."
    )
    assert tls_smtp_server.subjects == ["Test of Front"]

    account.refresh_from_db()

    assert (account.tested_at, account.failing_since, account.failure) == (NOW, None, "")
    assert AuditEntry.objects.filter(action="account.tested").get().data == {"worked": True}


def test_a_test_that_fails_is_explained_and_not_repeated_later(
    hotel: Hotel, tls_smtp_server: MailServer
) -> None:
    account = SenderAccountFactory(
        hotel=hotel,
        port=tls_smtp_server.port,
        does_not_use_tls=False,
        username=USER,
        password="wrong",
    )

    result = result_of(account)

    assert not result.ok
    assert result.explanation.startswith("The mail server refused user or password. 535")
    assert Message.objects.get().state == MessageState.FAILED
    assert SenderAccount.objects.get().tested_at is None


def test_a_greylisted_test_is_a_failure_with_its_reason(
    hotel: Hotel, smtp_server: MailServer
) -> None:
    smtp_server.on_recipient = lambda address: "451 4.7.1 Later"
    result = result_of(SenderAccountFactory(hotel=hotel, port=smtp_server.port))

    assert result.explanation == "The mail server asked to try again later. 451 4.7.1 Later"
    assert Message.objects.get().state == MessageState.FAILED


def test_a_test_to_nobody_says_so(hotel: Hotel) -> None:
    assert result_of(CaughtAccountFactory(hotel=hotel), to="").explanation == (
        "There is no address on the card."
    )


def test_every_trouble_has_its_sentence() -> None:
    assert set(troubles.TROUBLES) == set(Trouble)


def test_the_default_account_sends_and_else_the_oldest(hotel: Hotel) -> None:
    first = SenderAccountFactory(hotel=hotel, is_default=False)
    default = SenderAccountFactory(hotel=hotel)

    assert accounts.ready(now=NOW) == [default]

    SenderAccount.objects.filter(pk=default.pk).update(is_active=False)

    assert accounts.ready(now=NOW) == [first]


def test_an_unreadable_password_stops_only_its_own_account(
    hotel: Hotel, smtp_server: MailServer, settings: Settings
) -> None:
    account = SenderAccountFactory(
        hotel=hotel, port=smtp_server.port, username=USER, password=PASSWORD
    )
    settings.FIELD_KEYS = ["bnVsbG51bGxudWxsbnVsbG51bGxudWxsbnVsbG51bGw="]

    assert accounts.ready(now=NOW) == [account]
    assert result_of(account).explanation == (
        "The stored password cannot be read any more. Enter it again."
    )


def test_a_failed_test_is_kept_until_one_works(hotel: Hotel, smtp_server: MailServer) -> None:
    """D10: the account says what its last test said, when and why."""
    account = SenderAccountFactory(hotel=hotel, port=smtp_server.port)
    smtp_server.on_recipient = lambda address: "451 4.7.1 Later"
    result_of(account)
    account.refresh_from_db()

    assert account.test_failed_at == NOW
    assert account.test_failure.startswith("try_later|451 4.7.1 Later")

    smtp_server.on_recipient = lambda address: None
    accounts.test_account(
        account_id=account.pk,
        to_address="me@example.com",
        actor=ADA,
        now=NOW + timedelta(minutes=1),
    )
    account.refresh_from_db()

    assert (account.test_failed_at, account.test_failure) == (None, "")
