from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from hotelpms.hotels.enums import Role
from hotelpms.hotels.models import Hotel
from messaging.domain.wording.standards import install_standard
from messaging.models import SenderAccount, Template
from tests.factories.hotels import MembershipFactory, OpenHotelFactory, UserFactory
from tests.factories.messaging import (
    NOW,
    CaughtAccountFactory,
    SenderAccountFactory,
    TemplateFactory,
)

pytestmark = pytest.mark.django_db
CHANGE = "admin:messaging_senderaccount_change"


@pytest.fixture
def hotel() -> Hotel:
    return OpenHotelFactory(code="miramar")


@pytest.fixture
def admin(client: Client, hotel: Hotel) -> Client:
    user = UserFactory(is_staff=True)
    MembershipFactory(hotel=hotel, role=Role.CLIENT_ADMIN, user=user)
    client.force_login(user)
    return client


def typed(account: SenderAccount, **changes: object) -> dict[str, int | str]:
    values = {
        "hotel": account.hotel_id,
        "name": account.name,
        "transport": "smtp",
        "host": "mail.example.com",
        "port": 587,
        "username": "reception",
        "password": "",
        "from_email": "desk@example.com",
        "from_name": "",
        "rate_per_minute": 0,
        "is_default": "on",
        "is_active": "on",
    }
    return {**values, **changes}


def test_the_password_is_written_and_never_shown(admin: Client, hotel: Hotel) -> None:
    account = SenderAccountFactory(hotel=hotel)
    url = reverse(CHANGE, args=[account.pk])

    admin.post(url, typed(account, password="kept-secret-9"))
    page = admin.get(url).content.decode()

    assert SenderAccount.objects.get().password == "kept-secret-9"
    assert "kept-secret-9" not in page
    assert "f1:" not in page
    assert "Stored. Leave empty to keep it." in page


def test_an_empty_password_keeps_the_stored_one(admin: Client, hotel: Hotel) -> None:
    account = SenderAccountFactory(hotel=hotel, password="kept-secret-9")

    changes = {"host": account.host, "does_not_use_tls": "on", "from_name": "Grand"}
    response = admin.post(reverse(CHANGE, args=[account.pk]), typed(account, **changes))

    assert response.status_code == 302

    row = SenderAccount.objects.get()

    assert (row.from_name, row.password) == ("Grand", "kept-secret-9")


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"host": ""}, "A mail server needs a host."),
        ({"port": 143}, "This port is for reading mail. 587 is right for sending."),
    ],
)
def test_a_setting_that_cannot_work_is_explained(
    admin: Client, hotel: Hotel, changes: dict[str, int] | dict[str, str], complaint: str
) -> None:
    account = SenderAccountFactory(hotel=hotel)
    response = admin.post(reverse(CHANGE, args=[account.pk]), typed(account, **changes))

    assert complaint in response.content.decode()


def test_a_second_default_account_is_refused_with_the_name_of_the_first(
    admin: Client, hotel: Hotel
) -> None:
    SenderAccountFactory(hotel=hotel, name="Front")
    other = SenderAccountFactory(hotel=hotel, is_default=False)
    response = admin.post(reverse(CHANGE, args=[other.pk]), typed(other))

    assert "Front is the default account already." in response.content.decode()


def test_the_test_action_sends_to_the_users_own_address(
    admin: Client, hotel: Hotel, settings: Settings, tmp_path: Path
) -> None:
    settings.CAUGHT_MAIL_DIR = tmp_path
    TemplateFactory(hotel=hotel, kind="account_test", wording=("Test", "<p>x</p>"))
    account = CaughtAccountFactory(hotel=hotel)

    response = admin.post(
        reverse("admin:messaging_senderaccount_changelist"),
        {"action": "send_test_mail", "_selected_action": [account.pk]},
        follow=True,
    )

    assert "The mail server took the test mail for" in response.content.decode()
    assert len(list(tmp_path.glob("*.eml"))) == 1


def test_accounts_of_other_hotels_are_not_found(admin: Client) -> None:
    stranger = SenderAccountFactory()

    assert admin.get(reverse(CHANGE, args=[stranger.pk])).status_code == 302
    assert (
        stranger.name
        not in admin.get(reverse("admin:messaging_senderaccount_changelist")).content.decode()
    )


def test_a_text_saved_in_the_admin_is_a_new_version(admin: Client, hotel: Hotel) -> None:
    text = TemplateFactory(hotel=hotel)
    url = reverse("admin:messaging_template_change", args=[text.pk])

    assert "@ROOM_TYPE" in admin.get(url).content.decode()

    wrong = admin.post(url, {"subject": "x", "body": "@NMAE", "is_active": "on"})
    admin.post(url, {"subject": "New @NAME", "body": "<p>x</p>", "is_active": "on"})

    assert "Did you mean @NAME?" in wrong.content.decode()

    row = Template.objects.get()

    assert (row.current.number, row.current.subject) == (2, "New @NAME")


def test_a_chosen_provider_fills_in_what_was_left_empty(admin: Client, hotel: Hotel) -> None:
    account = SenderAccountFactory(hotel=hotel)
    wish = typed(account, provider="ovh", host="", port=587)

    admin.post(reverse(CHANGE, args=[account.pk]), wish)

    account.refresh_from_db()

    assert (account.host, account.port) == ("ssl0.ovh.net", 465)
    assert 'value="ovh" selected' in admin.get(reverse(CHANGE, args=[account.pk])).content.decode()


def test_sending_without_encryption_is_warned_of(admin: Client, hotel: Hotel) -> None:
    account = SenderAccountFactory(hotel=hotel)

    page = admin.post(
        reverse(CHANGE, args=[account.pk]), typed(account, does_not_use_tls="on"), follow=True
    )

    assert "sends without encryption" in page.content.decode()


def test_the_button_sends_a_real_mail_and_says_what_happened(admin: Client, hotel: Hotel) -> None:
    install_standard(hotel=hotel, now=NOW)
    account = CaughtAccountFactory(hotel=hotel)
    url = reverse("admin:messaging_senderaccount_test", args=[account.pk])

    page = admin.post(url, {"to_address": "me@example.com"}, follow=True)

    assert "The mail server took the test mail for me@example.com." in page.content.decode()

    account.refresh_from_db()

    assert account.tested_at is not None

    page = admin.post(url, {"to_address": "nowhere"}, follow=True)

    assert "Enter the address that the test mail goes to." in page.content.decode()
    assert admin.get(url).status_code == 302


def test_the_account_of_another_hotel_cannot_be_tried(admin: Client) -> None:
    theirs = CaughtAccountFactory()
    url = reverse("admin:messaging_senderaccount_test", args=[theirs.pk])

    assert admin.post(url, {"to_address": "me@example.com"}).status_code == 404


def test_a_text_is_edited_beside_its_keywords_and_a_preview(admin: Client, hotel: Hotel) -> None:
    row = TemplateFactory(hotel=hotel)
    page = admin.get(reverse("admin:messaging_template_change", args=[row.pk])).content.decode()

    assert 'data-keyword="@ARRIVAL"' in page
    assert reverse("messaging:preview", args=[hotel.code, row.pk]) in page


def test_port_465_without_encryption_is_refused_with_a_sentence(
    admin: Client, hotel: Hotel
) -> None:
    account = SenderAccountFactory(hotel=hotel)

    answer = admin.post(
        reverse(CHANGE, args=[account.pk]), typed(account, port=465, does_not_use_tls="on")
    )

    assert "Port 465 is encrypted from the start." in answer.content.decode()
    assert SenderAccount.objects.get().port == account.port


def test_a_changed_account_is_tried_at_once(admin: Client, hotel: Hotel) -> None:
    account = SenderAccountFactory(
        hotel=hotel, paused_until=NOW, failing_since=NOW, failure="sender_refused|550"
    )

    admin.post(reverse(CHANGE, args=[account.pk]), typed(account, from_email="new@example.com"))
    account.refresh_from_db()

    assert (account.paused_until, account.failing_since) == (None, NOW)
