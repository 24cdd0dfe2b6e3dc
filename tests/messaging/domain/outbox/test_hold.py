"""L8: all mails held after a restore, until somebody has looked at what went out already."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from hotelpms.hotels.enums import Role
from hotelpms.hotels.models import Hotel
from hotelpms.kit.actor import SYSTEM
from hotelpms.kit.models import AuditEntry
from messaging.domain.accounts import accounts
from messaging.domain.outbox import corrections, hold, outbox
from messaging.domain.worker import dispatch
from messaging.enums import MessageState
from messaging.models import Message
from tests.factories.hotels import MembershipFactory, OpenHotelFactory
from tests.factories.messaging import NOW, CaughtAccountFactory, TemplateFactory, letter

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.DATA_DIR = tmp_path / "data"
    settings.CAUGHT_MAIL_DIR = tmp_path / "mails"
    monkeypatch.setattr("hotelpms.kit.clock.now", lambda: NOW)


@pytest.fixture
def hotel() -> Hotel:
    hotel = OpenHotelFactory(code="miramar", zone="Europe/Madrid")
    TemplateFactory(hotel=hotel)
    CaughtAccountFactory(hotel=hotel)
    return hotel


@pytest.fixture
def desk(client: Client, hotel: Hotel) -> Client:
    client.force_login(MembershipFactory(hotel=hotel, role=Role.FRONT_DESK).user)
    return client


def queue(hotel: Hotel, number: int, **changes: Any) -> Message:
    address = f"guest{number}@example.com"
    return outbox.queue(letter=letter(hotel, f"c:{number}", to_address=address, **changes), now=NOW)


def run() -> dispatch.Outcome:
    return dispatch.run(now=lambda: NOW)


def test_held_mails_wait_and_lose_nothing_until_they_are_released(hotel: Hotel) -> None:
    call_command("hold_mails")
    message = queue(hotel, 1)

    assert (run().sent, dispatch.has_due(NOW)) == (0, False)
    assert Message.objects.get().attempt_count == 0

    call_command("release_mails")

    assert run().sent == 1
    assert Message.objects.get(pk=message.pk).state == MessageState.SENT


def test_holding_twice_keeps_the_first_moment_and_releasing_twice_says_so(
    capsys: pytest.CaptureFixture[str],
) -> None:
    call_command("hold_mails")
    first = hold.since()
    call_command("hold_mails")

    assert first is not None
    assert hold.since() == first

    call_command("release_mails")
    call_command("release_mails")

    assert hold.since() is None
    assert capsys.readouterr().out.endswith("Mails leave again.\nMails were not held.\n")


def test_an_account_can_be_tested_while_mails_are_held(hotel: Hotel) -> None:
    hold.hold()
    account = accounts.SenderAccount.objects.get()

    done = accounts.test_account(
        account_id=account.pk, to_address="me@example.com", actor=SYSTEM, now=NOW
    )

    assert not Message.objects.exclude(to_address="me@example.com").exists()
    assert done.explanation


def test_what_was_due_before_the_old_installation_stopped_is_cancelled_and_the_rest_leaves(
    hotel: Hotel,
) -> None:
    hold.hold()
    gone = queue(hotel, 1, due_at=NOW - timedelta(hours=2))
    new = queue(hotel, 2, due_at=NOW)
    other = queue(OpenHotelFactory(), 3, due_at=NOW - timedelta(hours=2))

    count = corrections.cancel_due_before(
        hotel_id=hotel.pk, moment=NOW - timedelta(hours=1), actor=SYSTEM, now=NOW
    )

    states = dict(Message.objects.values_list("pk", "state"))

    assert count == 1
    assert states[gone.pk] == MessageState.CANCELLED
    assert states[other.pk] != MessageState.CANCELLED
    assert AuditEntry.objects.filter(action="message.cancelled").count() == 1

    hold.release()
    run()

    assert Message.objects.get(pk=new.pk).state == MessageState.SENT


def test_every_page_and_readiness_say_that_mails_are_held(desk: Client, hotel: Hotel) -> None:
    pages = [reverse("messaging:outbox", args=["miramar"]), reverse("desk:today", args=["miramar"])]

    assert all("All mails are held" not in desk.get(page).content.decode() for page in pages)
    assert "mails" not in desk.get("/readyz").json()

    hold.hold()

    assert all("All mails are held" in desk.get(page).content.decode() for page in pages)
    assert desk.get("/readyz").json()["mails"].startswith("held since ")


def test_the_moment_is_read_on_the_hotels_clock(desk: Client, hotel: Hotel) -> None:
    """09:00 UTC of NOW is 11:00 in Madrid."""
    hold.hold()
    gone = queue(hotel, 1, due_at=NOW - timedelta(minutes=1))
    queue(hotel, 2, due_at=NOW)
    page = desk.get(reverse("messaging:outbox", args=["miramar"])).content.decode()

    assert "What has gone out already?" in page

    desk.post(
        reverse("messaging:cancel_due_before", args=["miramar"]), {"moment": "2027-05-10T11:00"}
    )

    cancelled = Message.objects.filter(state=MessageState.CANCELLED)
    assert [message.pk for message in cancelled] == [gone.pk]


def test_a_moment_that_is_none_cancels_nothing(desk: Client, hotel: Hotel) -> None:
    queue(hotel, 1, due_at=NOW)

    answer = desk.post(
        reverse("messaging:cancel_due_before", args=["miramar"]),
        {"moment": "9999-99-99"},
        follow=True,
    )

    assert "Say date and time" in answer.content.decode()
    assert not Message.objects.filter(state=MessageState.CANCELLED).exists()
