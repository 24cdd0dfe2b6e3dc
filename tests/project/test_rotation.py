"""The keys of the installation are changed: what guests hold in their hands goes on working."""

import re
from pathlib import Path

import pytest
from django.conf import settings as present
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from hotelpms.hotels.models import Hotel
from hotelpms.kit import clock
from invoicing.gateways.base import EventKind
from invoicing.gateways.embedded import PAYS, EmbeddedGateway
from invoicing.models import Payment, PaymentSolution
from messaging.domain.outbox.queueing import message_id_for
from messaging.domain.preferences import preferences
from tests.factories.cardex import ProfileFactory
from tests.factories.hotels import HotelFactory, MembershipFactory, OpenHotelFactory, UserFactory
from tests.factories.paylinks import payable_house, sent_link

pytestmark = pytest.mark.django_db

OTHER_KEY = "9vTq" + "zyxwvutsrqponmlk" * 4
# Signs with the key of the sessions, because it may die with it: *Undo* lasts a quarter of an hour.
MAY_DIE = {"reservations/views/plan/moves.py"}
SIGNS = re.compile(r"\bSECRET_KEY\b|django\.core(\.signing| import signing)|salted_hmac|Signer\(")


def page_of(hotel: Hotel, profile_id: int) -> str:
    token = preferences.token_for(
        hotel_id=hotel.pk, profile_id=profile_id, address="ana@example.com"
    )
    return reverse("guest_mail:unsubscribe", args=[token])


def test_another_secret_key_leaves_links_message_ids_and_payments_alive(
    client: Client, settings: Settings
) -> None:
    hotel, guest = HotelFactory(), ProfileFactory(email="ana@example.com")
    address, message_id = page_of(hotel, guest.pk), message_id_for("confirmation:1")
    house = payable_house()
    PaymentSolution.objects.update(webhook_secret="")
    session = sent_link(house, now=clock.now()).begin(now=clock.now())
    gateway = EmbeddedGateway.of(session.solution)
    gateway.charge(provider_id=session.provider_id, card=PAYS, now=clock.now())
    told = gateway.tell(provider_id=session.provider_id, kind=EventKind.PAID, now=clock.now())

    settings.SECRET_KEY = OTHER_KEY

    assert client.get(address).status_code == 200
    assert message_id_for("confirmation:1") == message_id

    hook = reverse("guest:payment_hook", args=["embedded", house.hotel.code])
    client.post(hook, told.body, content_type="application/json", headers=told.headers)

    assert Payment.objects.count() == 1


def test_a_link_key_in_front_keeps_the_links_of_before_and_one_taken_out_ends_them(
    client: Client, settings: Settings
) -> None:
    hotel, guest = HotelFactory(), ProfileFactory(email="ana@example.com")
    old, message_id = page_of(hotel, guest.pk), message_id_for("confirmation:1")
    before = list(settings.LINK_KEYS)

    settings.LINK_KEYS = [OTHER_KEY, *before]
    new = page_of(hotel, guest.pk)

    assert new != old
    assert [client.get(address).status_code for address in (old, new)] == [200, 200]
    assert message_id_for("confirmation:1") == message_id

    settings.LINK_KEYS = [OTHER_KEY]

    assert [client.get(address).status_code for address in (old, new)] == [404, 200]


def test_nobody_is_signed_out_while_the_old_key_stands_among_the_fallbacks(
    client: Client, settings: Settings
) -> None:
    user = UserFactory()
    hotel = MembershipFactory(user=user, hotel=OpenHotelFactory()).hotel
    client.force_login(user)
    address, old = f"/h/{hotel.code}/today/", settings.SECRET_KEY

    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = OTHER_KEY, [old]

    assert client.get(address).status_code == 200

    client.logout()
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = old, []
    client.force_login(user)
    settings.SECRET_KEY = OTHER_KEY

    assert client.get(address).url.startswith("/login/")


def test_only_what_may_die_with_it_signs_with_the_key_of_the_sessions() -> None:
    apps = [Path(present.BASE_DIR, name.replace(".", "/")) for name in present.OURS]
    signing = {
        str(path.relative_to(present.BASE_DIR))
        for app in apps
        for path in app.rglob("*.py")
        if SIGNS.search(path.read_text())
    }

    assert signing == MAY_DIE | {
        # The one that signs with the link keys, and the error that it raises.
        "hotelpms/kit/keys/signatures.py",
        "messaging/domain/preferences/preferences.py",
    }
