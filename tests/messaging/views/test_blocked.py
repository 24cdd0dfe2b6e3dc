from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cardex.domain.consent import suppression
from cardex.models import Suppression
from hotelpms.hotels.enums import Role
from hotelpms.hotels.models import Hotel
from hotelpms.kit.models import AuditEntry
from messaging.domain.outbox import outbox
from messaging.enums import MessageState
from messaging.models import Message, SenderAccount
from tests.factories.cardex import ProfileFactory, SuppressionFactory
from tests.factories.hotels import MembershipFactory, OpenHotelFactory
from tests.factories.messaging import (
    NOW,
    CaughtAccountFactory,
    TemplateFactory,
    letter,
)

pytestmark = pytest.mark.django_db
ANSWER = "550 5.1.1 No such user"


@pytest.fixture
def hotel(client: Client, monkeypatch: pytest.MonkeyPatch) -> Hotel:
    monkeypatch.setattr("hotelpms.kit.clock.now", lambda: NOW)
    hotel = OpenHotelFactory(code="miramar")
    TemplateFactory(hotel=hotel)
    client.force_login(MembershipFactory(hotel=hotel, role=Role.FRONT_DESK).user)
    return hotel


def refused(hotel: Hotel, account: SenderAccount, number: int) -> Message:
    """A mail that was refused and blocked its address, as the worker leaves it."""
    address = f"guest{number}@example.com"
    mail = outbox.queue(letter=letter(hotel, f"c:{number}", to_address=address), now=NOW)
    Message.objects.filter(pk=mail.pk).update(
        state=MessageState.FAILED, why=f"unknown_address|{ANSWER}", account=account
    )
    suppression.suppress(address=address, reason="hard_bounce", now=NOW, message_id=mail.pk)
    return mail


def page(**query: object) -> str:
    return reverse("messaging:blocked", args=["miramar"], query=query or None)


def test_the_list_says_address_reason_account_and_answer(client: Client, hotel: Hotel) -> None:
    account = CaughtAccountFactory(hotel=hotel, name="Front")
    refused(hotel, account, 1)
    card = ProfileFactory(email="eva@example.com", last_name="Novák")
    suppression.suppress(address="eva@example.com", reason="staff", now=NOW, profile_id=card.pk)
    text = client.get(page()).content.decode()

    for word in ("guest1@example.com", "eva@example.com", "Novák", ANSWER, "Front", "Blocked by"):
        assert word in text


def test_one_accounts_blocks_are_taken_back_at_once_and_their_mails_leave(
    client: Client, hotel: Hotel
) -> None:
    account, other = (
        CaughtAccountFactory(hotel=hotel),
        CaughtAccountFactory(hotel=OpenHotelFactory()),
    )
    mails = [refused(hotel, account, number) for number in range(3)]
    refused(hotel, other, 9)
    withheld = outbox.queue(letter=letter(hotel, "later", to_address="guest1@example.com"), now=NOW)

    assert withheld.state == MessageState.WITHHELD

    client.post(reverse("messaging:release", args=["miramar"]), {"account": account.pk, "all": "1"})

    assert Suppression.objects.count() == 1
    waiting = Message.objects.filter(state=MessageState.QUEUED)

    assert {row.pk for row in waiting} == {*(mail.pk for mail in mails), withheld.pk}
    assert AuditEntry.objects.filter(action="address.unblocked").count() == 3
    assert AuditEntry.objects.filter(action="message.released").count() == 4


def test_what_is_too_late_or_was_sent_again_does_not_leave(client: Client, hotel: Hotel) -> None:
    account = CaughtAccountFactory(hotel=hotel)
    late, again = refused(hotel, account, 1), refused(hotel, account, 2)
    Message.objects.filter(pk=late.pk).update(expires_at=NOW)
    copy = outbox.queue(letter=letter(hotel, "copy"), now=NOW)
    Message.objects.filter(pk=copy.pk).update(resend_of=again, state=MessageState.CANCELLED)
    ids = list(Suppression.objects.values_list("pk", flat=True))
    client.post(reverse("messaging:release", args=["miramar"]), {"ids": ids})

    assert not Suppression.objects.exists()
    assert not Message.objects.filter(state=MessageState.QUEUED).exists()


def test_what_another_hotels_mails_tell_is_not_shown(client: Client, hotel: Hotel) -> None:
    elsewhere = CaughtAccountFactory(hotel=OpenHotelFactory(name="Bellevue"), name="Back")
    TemplateFactory(hotel=elsewhere.hotel)
    refused(elsewhere.hotel, elsewhere, 7)
    text = client.get(page()).content.decode()
    asked = client.get(page(account=elsewhere.pk)).content.decode()

    for word in ("guest7@example.com", ANSWER, "Back", "Bellevue"):
        assert word not in text
        assert word not in asked
    assert "another hotel" in text


def test_a_release_queues_mails_of_the_own_hotel_only(client: Client, hotel: Hotel) -> None:
    account = CaughtAccountFactory(hotel=hotel)
    elsewhere = CaughtAccountFactory(hotel=OpenHotelFactory())
    TemplateFactory(hotel=elsewhere.hotel)
    own, others = refused(hotel, account, 1), refused(elsewhere.hotel, elsewhere, 2)
    sent = {"ids": list(Suppression.objects.values_list("pk", flat=True))}
    client.post(reverse("messaging:release", args=["miramar"]), sent)

    assert not Suppression.objects.exists()
    assert Message.objects.get(pk=own.pk).state == MessageState.QUEUED
    assert Message.objects.get(pk=others.pk).state == MessageState.FAILED


def test_all_of_another_hotels_account_are_not_released(client: Client, hotel: Hotel) -> None:
    elsewhere = CaughtAccountFactory(hotel=OpenHotelFactory())
    TemplateFactory(hotel=elsewhere.hotel)
    refused(elsewhere.hotel, elsewhere, 1)
    sent = {"account": elsewhere.pk, "all": "1"}
    client.post(reverse("messaging:release", args=["miramar"]), sent)

    assert Suppression.objects.exists()


def test_what_staff_blocked_is_not_released_with_the_others(client: Client, hotel: Hotel) -> None:
    wish = suppression.suppress(address="eva@example.com", reason="staff", now=NOW)
    sent = {"ids": [wish.pk]}
    client.post(reverse("messaging:release", args=["miramar"]), sent)

    assert suppression.is_suppressed(address="eva@example.com")
    assert 'name="ids"' not in client.get(page()).content.decode()


def test_nobody_without_the_right_releases(client: Client, hotel: Hotel) -> None:
    SuppressionFactory(address="ana@example.com")
    client.force_login(MembershipFactory(hotel=hotel, role=Role.CASHIER).user)

    assert client.get(page()).status_code == 200

    ids = list(Suppression.objects.values_list("pk", flat=True))
    answer = client.post(reverse("messaging:release", args=["miramar"]), {"ids": ids})

    assert answer.status_code == 403
    assert Suppression.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_for_many(
    client: Client,
    hotel: Hotel,
    count: int,
    django_assert_max_num_queries: Callable[..., AbstractContextManager[Any]],
) -> None:
    account = CaughtAccountFactory(hotel=hotel)
    for number in range(count):
        refused(hotel, account, number)
    client.get(page())

    with django_assert_max_num_queries(14):
        client.get(page())
