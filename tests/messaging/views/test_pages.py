from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from hotelpms.hotels.enums import Role
from hotelpms.hotels.models import Hotel, User
from messaging.domain.outbox import outbox
from messaging.domain.wording import standards
from messaging.domain.worker import dispatch
from messaging.enums import MessageKind, MessageState
from messaging.models import Message, SenderAccount, Template
from tests.factories.cardex import ProfileFactory
from tests.factories.hotels import MembershipFactory, OpenHotelFactory
from tests.factories.messaging import (
    NOW,
    CaughtAccountFactory,
    SenderAccountFactory,
    TemplateFactory,
    letter,
)

pytestmark = pytest.mark.django_db
HOSTILE = "<img src=x onerror=alert(1)>"


@pytest.fixture
def hotel() -> Hotel:
    hotel = OpenHotelFactory(code="miramar")
    TemplateFactory(hotel=hotel)
    return hotel


def signed_in(client: Client, hotel: Hotel, role: Role) -> User:
    user = MembershipFactory(hotel=hotel, role=role).user
    client.force_login(user)
    return user


def url(name: str, *args: object) -> str:
    return reverse(f"messaging:{name}", args=["miramar", *args])


def queued(hotel: Hotel, count: int = 1, **changes: object) -> list[Message]:
    return [
        outbox.queue(letter=letter(hotel, f"c:{number}", **changes), now=NOW)
        for number in range(count)
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_the_outbox_lists_messages_with_a_constant_number_of_queries(
    client: Client, hotel: Hotel, count: int, django_assert_num_queries: Callable[..., Any]
) -> None:
    queued(hotel, count)
    CaughtAccountFactory(hotel=hotel)
    signed_in(client, hotel, Role.FRONT_DESK)
    client.get(url("outbox"))

    with django_assert_num_queries(12):
        response = client.get(url("outbox"))

    assert response.status_code == 200
    assert len(response.context["page"]) == count


def test_the_outbox_is_filtered_by_state_kind_and_words(client: Client, hotel: Hotel) -> None:
    TemplateFactory(hotel=hotel, kind=MessageKind.INVOICE)
    [first] = queued(hotel, to_address="eva@example.com", to_name="Eva Novák")
    second = outbox.queue(letter=letter(hotel, "i:1", kind=MessageKind.INVOICE), now=NOW)
    Message.objects.filter(pk=second.pk).update(state=MessageState.SENT, sent_at=NOW)
    signed_in(client, hotel, Role.FRONT_DESK)

    def found(query: Any) -> Any:
        return [row.pk for row in client.get(url("outbox") + query).context["page"]]

    assert found("") == [second.pk, first.pk]
    assert found("?state=sent") == [second.pk]
    assert found("?kind=confirmation") == [first.pk]
    assert found("?q=novák eva") == [first.pk]
    assert found("?state=nonsense") == [second.pk, first.pk]


def test_htmx_gets_only_the_rows(client: Client, hotel: Hotel) -> None:
    queued(hotel)
    signed_in(client, hotel, Role.FRONT_DESK)

    text = client.get(url("outbox"), headers={"HX-Request": "true"}).content.decode()

    assert "<html" not in text
    assert "ana@example.com" in text


def test_the_outbox_says_why_nothing_leaves(client: Client, hotel: Hotel) -> None:
    queued(hotel)
    signed_in(client, hotel, Role.FRONT_DESK)

    assert "No sender account is active" in client.get(url("outbox")).content.decode()

    SenderAccountFactory(hotel=hotel, name="Front", failing_since=NOW, failure="busy|421 no")
    text = client.get(url("outbox")).content.decode()

    assert "Mails do not leave." in text
    assert "Front" in text
    assert "The mail server is busy and asked to come back later. 421 no" in text


def test_messages_of_another_hotel_are_not_found(client: Client, hotel: Hotel) -> None:
    stranger = OpenHotelFactory()
    TemplateFactory(hotel=stranger)
    foreign = outbox.queue(letter=letter(stranger, "s:1"), now=NOW)
    text = TemplateFactory(hotel=stranger, language="cs")
    account = CaughtAccountFactory(hotel=stranger)
    signed_in(client, hotel, Role.CLIENT_ADMIN)

    for name in ("message", "body"):
        assert client.get(url(name, foreign.pk)).status_code == 404
    for name in ("resend", "cancel", "settle"):
        assert client.post(url(name, foreign.pk)).status_code == 404

    assert client.get(url("template", text.pk)).status_code == 404
    assert client.post(url("preview", text.pk)).status_code == 404
    assert client.post(url("template_active", text.pk)).status_code == 404
    assert client.post(url("test_account", account.pk)).status_code == 404
    assert Message.objects.get(pk=foreign.pk).state == MessageState.QUEUED


def test_a_message_shows_its_body_in_a_box_of_its_own(client: Client, hotel: Hotel) -> None:
    [message] = queued(hotel, to_name=HOSTILE, context={"NAME": HOSTILE, "CODE": "X"})
    signed_in(client, hotel, Role.FRONT_DESK)

    page = client.get(url("message", message.pk))
    body = client.get(url("body", message.pk))

    assert HOSTILE not in page.content.decode()
    assert "sandbox" in page.content.decode()
    assert HOSTILE not in body.content.decode()
    assert "&lt;img src=x" in body.content.decode()

    policy = body["Content-Security-Policy"]

    assert "default-src 'none'" in policy
    assert "sandbox" in policy
    assert "frame-ancestors 'self'" in policy
    assert "script-src" not in policy
    assert body["X-Frame-Options"] == "SAMEORIGIN"
    assert "default-src 'self'" in page["Content-Security-Policy"]


def test_a_sent_message_shows_what_was_sent(
    client: Client, hotel: Hotel, settings: Settings, tmp_path: Path
) -> None:
    settings.CAUGHT_MAIL_DIR = tmp_path
    CaughtAccountFactory(hotel=hotel)
    [message] = queued(hotel)
    dispatch.run(now=lambda: NOW)
    Template.objects.update(is_active=False)
    hotel.name = "Another name"
    hotel.save()
    signed_in(client, hotel, Role.FRONT_DESK)

    page = client.get(url("message", message.pk)).content.decode()
    body = client.get(url("body", message.pk)).content.decode()

    assert "Taken by the mail server" in page
    assert "see you on 14 May 2027" in body
    assert "Another name" not in body


def test_a_failed_message_can_be_sent_again_once(client: Client, hotel: Hotel) -> None:
    [message] = queued(hotel)
    Message.objects.update(state=MessageState.FAILED, why="refused|550 no")
    signed_in(client, hotel, Role.FRONT_DESK)

    assert "The mail server refused the message. 550 no" in (
        client.get(url("message", message.pk)).content.decode()
    )

    first = client.post(url("resend", message.pk))
    second = client.post(url("resend", message.pk))

    again = Message.objects.get(resend_of=message)

    assert first["Location"] == second["Location"] == url("message", again.pk)
    assert again.state == MessageState.QUEUED
    assert again.message_id != message.message_id
    assert Message.objects.get(pk=message.pk).state == MessageState.FAILED


def test_a_corrected_card_offers_its_address_and_the_old_one(client: Client, hotel: Hotel) -> None:
    card = ProfileFactory(email="right@example.com")
    [message] = queued(hotel, to_address="typo@example.com", profile_id=card.pk)
    Message.objects.update(state=MessageState.FAILED)
    signed_in(client, hotel, Role.FRONT_DESK)
    text = client.get(url("message", message.pk)).content.decode()

    assert "Send to right@example.com" in text
    assert "Send to the old address again" in text

    client.post(f"{url('resend', message.pk)}?to=card")

    assert Message.objects.get(resend_of=message).to_address == "right@example.com"


def test_a_waiting_message_is_not_sent_again(client: Client, hotel: Hotel) -> None:
    [message] = queued(hotel)
    signed_in(client, hotel, Role.FRONT_DESK)

    client.post(url("resend", message.pk))

    assert Message.objects.count() == 1


@pytest.mark.parametrize(
    ("answer", "state"), [("yes", MessageState.SENT), ("no", MessageState.QUEUED)]
)
def test_a_stuck_message_is_settled_by_a_person(
    client: Client, hotel: Hotel, answer: str, state: MessageState
) -> None:
    [message] = queued(hotel, expires_at=NOW + timedelta(days=36500))
    Message.objects.update(state=MessageState.STUCK, why="worker_lost", handed_over_at=NOW)
    signed_in(client, hotel, Role.FRONT_DESK)

    assert "Did it arrive?" in client.get(url("message", message.pk)).content.decode()

    client.post(url("settle", message.pk), {"was_sent": answer})
    client.post(url("settle", message.pk), {"was_sent": "yes"})

    assert Message.objects.get(pk=message.pk).state == state


def test_a_waiting_message_is_cancelled_and_stays_so(client: Client, hotel: Hotel) -> None:
    [message] = queued(hotel)
    signed_in(client, hotel, Role.FRONT_DESK)

    client.post(url("cancel", message.pk))
    outbox.queue(letter=letter(hotel, "c:0"), now=NOW)

    row = Message.objects.get()

    assert (row.pk, row.state, row.why) == (message.pk, MessageState.CANCELLED, "by_hand")


def test_without_the_right_nothing_is_sent(client: Client, hotel: Hotel) -> None:
    [message] = queued(hotel)
    signed_in(client, hotel, Role.HOUSEKEEPING)

    assert client.get(url("outbox")).status_code == 403
    assert client.post(url("cancel", message.pk)).status_code == 403
    assert client.get(url("accounts")).status_code == 403
    assert client.get(url("templates")).status_code == 403


# --- templates ---------------------------------------------------------------------------------


def test_the_texts_are_listed_with_one_query(
    client: Client, hotel: Hotel, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    standards.install_standard(hotel=hotel, now=NOW)
    signed_in(client, hotel, Role.MARKETING)
    client.get(url("templates"))

    with django_assert_max_num_queries(9):
        response = client.get(url("templates"))

    assert len(response.context["kinds"]) == len(MessageKind)
    assert all(len(row.templates) == 4 for row in response.context["kinds"])


def test_saving_a_text_makes_a_new_version(client: Client, hotel: Hotel) -> None:
    text = Template.objects.get(hotel=hotel)
    signed_in(client, hotel, Role.MARKETING)

    response = client.post(
        url("template", text.pk), {"subject": "Hello @NAME", "body": "<p>See @HOTEL</p>"}
    )

    assert response.status_code == 302

    text.refresh_from_db()

    assert (text.current.number, text.current.subject) == (2, "Hello @NAME")

    page = client.get(url("template", text.pk)).content.decode()

    assert "in use" in page

    old = client.get(url("template", text.pk) + "?version=1")

    assert old.context["form"]["subject"].value() == "Booking @CODE"


def test_an_unknown_keyword_is_refused_at_its_field_and_nothing_typed_is_lost(
    client: Client, hotel: Hotel
) -> None:
    text = Template.objects.get(hotel=hotel)
    signed_in(client, hotel, Role.MARKETING)

    response = client.post(
        url("template", text.pk), {"subject": "Hello @NMAE", "body": "<p>My long text</p>"}
    )

    assert response.status_code == 422
    assert response.context["form"].errors == {
        "subject": ["@NMAE is not a keyword here. Did you mean @NAME?"]
    }
    assert "My long text" in response.content.decode()

    text.refresh_from_db()

    assert text.current.number == 1


def test_the_preview_shows_the_typed_text_with_sample_data(client: Client, hotel: Hotel) -> None:
    text = Template.objects.get(hotel=hotel)
    signed_in(client, hotel, Role.MARKETING)
    typed = {"subject": "For @NAME", "body": "<p>Room @ROOM<script>alert(1)</script></p>"}

    response = client.post(url("preview", text.pk), typed)
    plain = client.post(url("preview", text.pk), {**typed, "show": "text"})
    wrong = client.post(url("preview", text.pk), {**typed, "body": "{if @ROOM}x"})

    assert "Room 204" in response.content.decode()
    assert "<script" not in response.content.decode()
    assert "sandbox" in response["Content-Security-Policy"]
    assert "Room 204" in plain.content.decode()
    assert "<table" not in plain.content.decode()
    assert wrong.status_code == 422
    assert "{if @ROOM} has no {end}." in wrong.content.decode()
    assert Template.objects.get(pk=text.pk).current.number == 1


def test_a_text_is_switched_off_and_on(client: Client, hotel: Hotel) -> None:
    text = Template.objects.get(hotel=hotel)
    signed_in(client, hotel, Role.MARKETING)

    client.post(url("template_active", text.pk), {"active": "no"})

    assert Template.objects.get(pk=text.pk).is_active is False

    client.post(url("template_active", text.pk), {"active": "yes"})

    assert Template.objects.get(pk=text.pk).is_active is True


# --- accounts ----------------------------------------------------------------------------------


def test_accounts_show_their_state_and_never_their_password(client: Client, hotel: Hotel) -> None:
    SenderAccountFactory(
        hotel=hotel,
        username="reception",
        password="kept-secret-9",
        failing_since=NOW,
        failure="login_refused|535 5.7.8 no",
    )
    signed_in(client, hotel, Role.CLIENT_ADMIN)

    text = client.get(url("accounts")).content.decode()

    assert "The mail server refused user or password. 535 5.7.8 no" in text
    assert "kept-secret-9" not in text
    assert "f1:" not in text


@pytest.mark.parametrize("count", [1, 3])
def test_accounts_are_listed_with_a_constant_number_of_queries(
    client: Client, hotel: Hotel, count: int, django_assert_num_queries: Callable[..., Any]
) -> None:
    for number in range(count):
        CaughtAccountFactory(hotel=hotel, is_default=number == 0)
    signed_in(client, hotel, Role.CLIENT_ADMIN)
    client.get(url("accounts"))

    with django_assert_num_queries(6):
        client.get(url("accounts"))


def test_an_account_is_tested_from_its_page(
    client: Client, hotel: Hotel, settings: Settings, tmp_path: Path
) -> None:
    settings.CAUGHT_MAIL_DIR = tmp_path
    TemplateFactory(hotel=hotel, kind=MessageKind.ACCOUNT_TEST, wording=("Test", "<p>It works</p>"))
    account = CaughtAccountFactory(hotel=hotel)
    signed_in(client, hotel, Role.CLIENT_ADMIN)

    response = client.post(
        url("test_account", account.pk), {"to_address": "me@example.com"}, follow=True
    )

    assert "The mail server took the test mail for me@example.com." in response.content.decode()
    assert len(list(tmp_path.glob("*.eml"))) == 1
    assert SenderAccount.objects.get().tested_at is not None
