"""The link of a commercial mail, from the mail as received to the ledger."""

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings

from cardex.domain.consent import consent
from cardex.enums import ConsentAct, ConsentSource, Purpose
from cardex.models import ConsentEvent, Profile
from hotelpms.hotels.models import Hotel
from hotelpms.kit.actor import SYSTEM
from hotelpms.kit.errors import UnknownLink
from hotelpms.kit.keys import signatures
from messaging.domain.outbox import outbox
from messaging.domain.pages import queries
from messaging.domain.preferences import preferences
from messaging.domain.preferences.preferences import Reader
from messaging.domain.worker import dispatch
from messaging.domain.worker.dispatch import Outcome
from messaging.enums import MessageKind, MessageState
from messaging.models import Message
from tests.factories.cardex import ProfileFactory
from tests.factories.hotels import HotelFactory
from tests.factories.messaging import NOW, SenderAccountFactory, TemplateFactory, letter
from tests.smtp import MailServer

pytestmark = pytest.mark.django_db


@pytest.fixture
def hotel(smtp_server: MailServer) -> Hotel:
    hotel = HotelFactory(name="Hotel Miramar", email="desk@miramar.example")
    TemplateFactory(hotel=hotel)
    TemplateFactory(hotel=hotel, kind=MessageKind.POST_STAY)
    SenderAccountFactory(hotel=hotel, port=smtp_server.port)
    return hotel


@pytest.fixture
def guest() -> Profile:
    guest = ProfileFactory(email="ana@example.com")
    grant(guest)
    return guest


def grant(guest: Profile, purpose: Purpose = Purpose.MARKETING_EMAIL) -> None:
    consent.record(
        profile_id=guest.pk,
        purpose=purpose,
        act=ConsentAct.GRANTED,
        source=ConsentSource.CARDEX,
        clause="",
        actor=SYSTEM,
        now=NOW,
    )


def queue(
    hotel: Hotel,
    guest: Profile,
    occasion: str = "post_stay:1",
    kind: MessageKind = MessageKind.POST_STAY,
    **changes: object,
) -> Message:
    changed = letter(hotel, occasion, kind=kind, profile_id=guest.pk, **changes)
    return outbox.queue(letter=changed, now=NOW)


def reader_of(hotel: Hotel, guest: Profile) -> Reader:
    return preferences.find(token_of(hotel, guest))


def token_of(hotel: Hotel, guest: Profile) -> str:
    return preferences.token_for(hotel_id=hotel.pk, profile_id=guest.pk, address=guest.email)


def lines_since(guest: Profile, count: int = 1) -> list[Any] | list[tuple[str, str, str, str]]:
    rows = ConsentEvent.objects.filter(profile=guest).order_by("pk")[count:]
    return [(row.purpose, row.act, row.source, row.actor_name) for row in rows]


# --- more than one card ------------------------------------------------------------------------


def test_a_no_ends_the_consent_of_every_card_with_the_address(hotel: Hotel, guest: Profile) -> None:
    twin, silent = ProfileFactory(email="ana@example.com"), ProfileFactory(email="ana@example.com")
    other = ProfileFactory(email="leo@example.com")
    grant(twin)
    grant(other)

    preferences.unsubscribe(reader=reader_of(hotel, guest), clause="No more.", now=NOW)

    no = [("marketing_email", "withdrawn", "unsubscribe", "guest")]

    assert (lines_since(guest), lines_since(twin)) == (no, no)
    assert (lines_since(silent, 0), lines_since(other)) == ([], [])
    assert preferences.unsubscribe(reader=reader_of(hotel, guest), clause="", now=NOW) is None


def test_a_switch_on_the_page_does_the_same(hotel: Hotel, guest: Profile) -> None:
    twin = ProfileFactory(email="ana@example.com")
    grant(twin)

    shown = [Purpose.MARKETING_EMAIL]
    preferences.choose(reader=reader_of(hotel, guest), shown=shown, wanted=[], now=NOW)

    assert lines_since(twin) == [("marketing_email", "withdrawn", "preferences", "guest")]


def test_a_no_is_for_the_mailbox_that_the_mail_went_to(hotel: Hotel, guest: Profile) -> None:
    twin, erased = ProfileFactory(email="ana@example.com"), ProfileFactory(email="ana@example.com")
    moved = ProfileFactory(email="ana@new.example")
    for card in (twin, moved):
        grant(card)
    token, of_erased = token_of(hotel, guest), token_of(hotel, erased)
    Profile.objects.filter(pk=guest.pk).update(email="ana@new.example")

    preferences.unsubscribe(reader=preferences.find(token), clause="", now=NOW)

    no = ("marketing_email", "withdrawn", "unsubscribe", "guest")

    assert [lines_since(card) for card in (guest, twin, moved)] == [[no]] * 3

    grant(twin)
    Profile.objects.filter(pk=erased.pk).update(anonymised_at=NOW, email="")
    preferences.unsubscribe(reader=preferences.find(of_erased), clause="", now=NOW)

    assert lines_since(twin, 3) == [no]


def test_a_link_from_before_mailboxes_were_named_ends_the_consent_of_its_card(
    hotel: Hotel, guest: Profile
) -> None:
    token = signatures.signer(preferences.SALT).sign(f"{hotel.pk}.{guest.pk}")

    preferences.unsubscribe(reader=preferences.find(token), clause="", now=NOW)

    assert lines_since(guest) == [("marketing_email", "withdrawn", "unsubscribe", "guest")]


# --- the mail ----------------------------------------------------------------------------------


def test_a_commercial_mail_arrives_with_both_headers_and_a_link_in_both_twins(
    hotel: Hotel, guest: Profile, smtp_server: MailServer
) -> None:
    queue(hotel, guest)

    assert dispatch.run(now=lambda: NOW) == Outcome(sent=1)

    token = token_of(hotel, guest)
    page = f"{settings.PUBLIC_URL}/g/unsubscribe/{token}/"
    [mail] = smtp_server.mails

    assert mail["List-Unsubscribe"] == f"<{page}>, <mailto:desk@miramar.example>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert f'href="{page}"' in mail.get_body(("html",)).get_content()
    assert f"Unsubscribe: {page}" in mail.get_body(("plain",)).get_content()
    assert preferences.find(token).profile == guest


def test_a_mail_about_a_booking_has_neither(
    hotel: Hotel, guest: Profile, smtp_server: MailServer
) -> None:
    queue(hotel, guest, kind=MessageKind.CONFIRMATION)

    assert dispatch.run(now=lambda: NOW) == Outcome(sent=1)

    [mail] = smtp_server.mails

    assert mail["List-Unsubscribe"] is None
    assert mail["List-Unsubscribe-Post"] is None
    assert "/g/unsubscribe/" not in mail.get_body(("plain",)).get_content()


def test_staff_read_the_mail_without_the_key_of_the_guest(
    hotel: Hotel, guest: Profile, smtp_server: MailServer
) -> None:
    message = queue(hotel, guest)
    dispatch.run(now=lambda: NOW)

    body = queries.body_of(Message.objects.get(pk=message.pk), hotel)

    token = token_of(hotel, guest)

    assert "/g/unsubscribe/.../" in body.text
    assert token not in body.text + body.html


def test_what_waits_is_withheld_once_the_guest_has_unsubscribed(
    hotel: Hotel, guest: Profile, smtp_server: MailServer
) -> None:
    offer = queue(hotel, guest, due_at=NOW + timedelta(hours=1))
    booking = queue(hotel, guest, "confirmation:1", MessageKind.CONFIRMATION)
    preferences.unsubscribe(reader=reader_of(hotel, guest), clause="", now=NOW)

    later = NOW + timedelta(hours=1)

    assert dispatch.run(now=lambda: later) == Outcome(sent=1, withheld=1)

    offer.refresh_from_db()
    booking.refresh_from_db()

    assert (offer.state, offer.why) == (MessageState.WITHHELD, "no_consent")
    assert booking.state == MessageState.SENT
    assert smtp_server.message_ids == [booking.message_id]


# --- the key -----------------------------------------------------------------------------------


def test_a_key_opens_its_own_card_only(hotel: Hotel, guest: Profile) -> None:
    other = ProfileFactory()
    token = token_of(hotel, guest)
    _body, _colon, signature = token.partition(":")

    assert preferences.find(token).profile == guest

    for forged in (f"{hotel.pk}.{other.pk}:{signature}", token[:-1], _body, "", "x" * 60):
        with pytest.raises(UnknownLink):
            preferences.find(forged)


def test_a_key_signed_for_another_purpose_opens_nothing(hotel: Hotel, guest: Profile) -> None:
    with pytest.raises(UnknownLink):
        preferences.find(signatures.signer("elsewhere").sign(f"{hotel.pk}.{guest.pk}"))


def test_an_erased_card_leaves_nothing_to_end(hotel: Hotel, guest: Profile) -> None:
    reader = reader_of(hotel, guest)
    guest.anonymised_at = NOW
    guest.save()

    reader = reader_of(hotel, guest)

    assert (reader.profile, reader.language) == (None, hotel.default_language)
    assert preferences.unsubscribe(reader=reader, clause="", now=NOW) is None
    assert preferences.choose(reader=reader, shown=[], wanted=list(Purpose), now=NOW) == []
    assert lines_since(guest) == []


# --- the choice --------------------------------------------------------------------------------


def test_unsubscribing_twice_writes_one_line(hotel: Hotel, guest: Profile) -> None:
    reader = reader_of(hotel, guest)

    assert preferences.unsubscribe(reader=reader, clause="No more", now=NOW).clause == "No more"
    assert preferences.unsubscribe(reader=reader, clause="", now=NOW) is None

    assert lines_since(guest) == [("marketing_email", "withdrawn", "unsubscribe", "guest")]
    assert preferences.gets_offers(reader) is False


def test_only_what_was_switched_is_written(hotel: Hotel, guest: Profile) -> None:
    grant(guest, Purpose.DATA_PROCESSING)
    reader = reader_of(hotel, guest)
    before = [line.is_granted for line in preferences.lines_of(reader)]

    events = preferences.choose(
        reader=reader,
        shown=["marketing_email", "data_processing"],
        wanted=["marketing_sms", "data_processing"],
        now=NOW,
    )

    assert before == [True, False, True]
    assert [line.is_granted for line in preferences.lines_of(reader)] == [False, True, True]
    assert lines_since(guest, 2) == [
        ("marketing_email", "withdrawn", "preferences", "guest"),
        ("marketing_sms", "granted", "preferences", "guest"),
    ]
    assert events[1].clause == (
        "I agree to get offers and news from Hotel Miramar by SMS and WhatsApp."
    )


def test_an_old_page_does_not_bring_a_withdrawn_consent_back(hotel: Hotel, guest: Profile) -> None:
    reader = reader_of(hotel, guest)
    preferences.unsubscribe(reader=reader, clause="", now=NOW)

    on = ["marketing_email"]

    assert preferences.choose(reader=reader, shown=on, wanted=on, now=NOW) == []
    assert preferences.gets_offers(reader) is False


def test_a_purpose_that_does_not_exist_is_not_written(hotel: Hotel, guest: Profile) -> None:
    assert (
        preferences.choose(reader=reader_of(hotel, guest), shown=[], wanted=["all"], now=NOW) == []
    )
