"""Sender accounts are made, changed and tried on pages of the house."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from hotelpms.hotels.enums import Role
from hotelpms.hotels.models import Hotel
from hotelpms.kit.models import AuditEntry
from messaging.domain.wording.standards import install_standard
from messaging.models import SenderAccount
from tests.factories.hotels import HotelFactory, MembershipFactory, OpenHotelFactory
from tests.factories.messaging import NOW, CaughtAccountFactory, SenderAccountFactory
from tests.fixtures import SignIn

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"
SECRET = "kept-secret-9"
TYPED: dict[str, Any] = {
    "provider": "",
    "host": "mail.example.com",
    "port": "587",
    "username": "desk@example.com",
    "password": SECRET,
    "from_email": "desk@example.com",
    "from_name": "Grand",
    "name": "Main",
    "transport": "smtp",
    "rate_per_minute": "0",
    "is_default": "on",
    "is_active": "on",
}


@pytest.fixture
def admin(signed_in: SignIn) -> Client:
    """Nobody of the admin site: the page is enough."""
    return signed_in(Role.CLIENT_ADMIN)


def address(hotel: Hotel, *pk: int) -> str:
    name = "messaging:set_up_account" + ("_change" if pk else "")
    return reverse(name, args=[hotel.code, *pk])


def test_the_password_is_written_and_never_shown(admin: Client, hotel: Hotel) -> None:
    answer = admin.post(address(hotel), TYPED)

    account = SenderAccount.objects.get(hotel=hotel)
    assert answer["Location"] == address(hotel, account.pk)
    assert account.password == SECRET
    page = admin.get(address(hotel, account.pk)).content.decode()
    assert SECRET not in page
    assert reverse("messaging:test_account", args=[hotel.code, account.pk]) in page
    told = AuditEntry.objects.get(action="senderaccount.created").data
    assert told["password"] == "changed"
    assert SECRET not in repr(told)

    admin.post(address(hotel, account.pk), {**TYPED, "password": "", "from_name": "Grand Hotel"})
    account.refresh_from_db()
    assert (account.password, account.from_name) == (SECRET, "Grand Hotel")


def test_a_provider_fills_in_host_and_port(admin: Client, hotel: Hotel) -> None:
    admin.post(address(hotel), {**TYPED, "provider": "google", "host": ""})

    account = SenderAccount.objects.get(hotel=hotel)
    assert (account.host, account.port) == ("smtp.gmail.com", 587)


@pytest.mark.parametrize("change", [{"host": "mail.other.example"}, {"does_not_use_tls": "on"}])
def test_a_stored_password_goes_to_no_other_server_and_not_in_the_open(
    admin: Client, hotel: Hotel, change: dict[str, str]
) -> None:
    """Whoever may not read it could else have it sent to a server of their own."""
    admin.post(address(hotel), TYPED)
    account = SenderAccount.objects.get(hotel=hotel)

    refused = admin.post(address(hotel, account.pk), {**TYPED, "password": "", **change})
    assert refused.status_code == 422
    assert "Type the password again" in refused.content.decode()
    answer = admin.post(address(hotel, account.pk), {**TYPED, "password": "another-9", **change})
    assert answer.status_code == 302


def test_a_new_default_account_takes_the_place_of_the_old(admin: Client, hotel: Hotel) -> None:
    old = SenderAccountFactory(hotel=hotel, name="Old", is_default=True)

    assert admin.post(address(hotel), TYPED).status_code == 302
    old.refresh_from_db()
    assert not old.is_default
    assert SenderAccount.objects.get(hotel=hotel, is_default=True).name == "Main"
    assert AuditEntry.objects.filter(action="senderaccount.changed").exists()


def test_a_test_mail_leads_back_to_the_page_it_was_sent_from(admin: Client, hotel: Hotel) -> None:
    account = CaughtAccountFactory(hotel=hotel)
    page = address(hotel, account.pk)
    url = reverse("messaging:test_account", args=[hotel.code, account.pk])
    wish = {"to_address": "ada@example.com"}

    assert admin.post(url, {**wish, "next": page})["Location"] == page
    listing = reverse("messaging:accounts", args=[hotel.code])
    assert admin.post(url, {**wish, "next": "https://elsewhere.example/"})["Location"] == listing


def test_the_page_is_the_administrators_of_this_hotel(
    admin: Client, signed_in: SignIn, hotel: Hotel
) -> None:
    foreign = SenderAccountFactory(hotel=OpenHotelFactory())

    assert signed_in(Role.MANAGER).get(address(hotel)).status_code == 403
    assert admin.get(address(foreign.hotel)).status_code == 404
    assert admin.get(address(hotel, foreign.pk)).status_code == 404


def test_the_account_is_made_and_tried_before_the_first_day(client: Client) -> None:
    hotel = HotelFactory()
    user = MembershipFactory(hotel=hotel, role=Role.CLIENT_ADMIN).user
    client.force_login(user, backend=BACKEND)

    assert client.get(address(hotel)).status_code == 200
    account = CaughtAccountFactory(hotel=hotel)
    install_standard(hotel=hotel, now=NOW)
    url = reverse("messaging:test_account", args=[hotel.code, account.pk])
    client.post(url, {"to_address": "ada@example.com"})
    account.refresh_from_db()
    assert account.tested_at is not None
    assert client.get(reverse("messaging:accounts", args=[hotel.code])).status_code == 200
    for name in ("messaging:templates", "crm:day_setup"):
        assert client.get(reverse(name, args=[hotel.code])).status_code == 200
