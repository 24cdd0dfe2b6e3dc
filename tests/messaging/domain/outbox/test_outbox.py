from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from cardex.domain.consent import consent
from cardex.enums import ConsentAct, ConsentSource, Purpose
from hotelpms.hotels.models import Hotel
from hotelpms.kit.actor import SYSTEM
from hotelpms.kit.files import documents
from hotelpms.kit.models import Document
from messaging.domain.outbox import outbox
from messaging.enums import Lane, MessageKind, MessageState
from messaging.models import Message
from tests.factories.cardex import ProfileFactory, SuppressionFactory
from tests.factories.hotels import HotelFactory
from tests.factories.messaging import NOW, TemplateFactory, letter

pytestmark = pytest.mark.django_db


@pytest.fixture
def hotel() -> Hotel:
    hotel = HotelFactory()
    TemplateFactory(hotel=hotel)
    return hotel


def a_document(hotel: Hotel, content: bytes = b"%PDF-1") -> Document:
    return documents.store(
        hotel_id=hotel.pk,
        kind="invoice",
        name="invoice.pdf",
        content=content,
        content_type="application/pdf",
        at=NOW,
    )


def test_a_letter_becomes_a_row_that_waits(hotel: Hotel) -> None:
    message = outbox.queue(letter=letter(hotel, reason=("stay", 12)), now=NOW)

    assert message.state == MessageState.QUEUED
    assert message.lane == Lane.TRANSACTIONAL
    assert (message.reason_type, message.reason_id) == ("stay", 12)
    assert message.context == {"NAME": "Ana", "CODE": "7K4M2Q", "ARRIVAL": "14 May 2027"}
    assert message.template_version.template.language == "en"


def test_the_same_occasion_is_queued_once(hotel: Hotel) -> None:
    first = outbox.queue(letter=letter(hotel), now=NOW)
    second = outbox.queue(letter=letter(hotel), now=NOW)

    assert second.pk == first.pk
    assert Message.objects.count() == 1


def test_a_waiting_message_is_replaced_by_the_latest_content(hotel: Hotel) -> None:
    invoice = a_document(hotel)
    outbox.queue(letter=letter(hotel, documents=((invoice, "a.pdf"),)), now=NOW)
    later = NOW + timedelta(hours=1)

    newer = a_document(hotel, b"%PDF-2")
    changed = letter(
        hotel,
        context={"NAME": "Ana", "ARRIVAL": "15 May 2027"},
        to_address="ana.ruiz@example.com",
        due_at=later,
        documents=((newer, "b.pdf"),),
    )
    message = outbox.queue(letter=changed, now=NOW)

    assert message.context["ARRIVAL"] == "15 May 2027"
    assert message.to_address == "ana.ruiz@example.com"
    assert message.due_at == later
    assert [item.name for item in message.attachments.all()] == ["b.pdf"]


@pytest.mark.parametrize(
    "state", [MessageState.SENT, MessageState.FAILED, MessageState.STUCK, MessageState.CANCELLED]
)
def test_a_message_that_is_further_on_stays_as_it_is(hotel: Hotel, state: MessageState) -> None:
    message = outbox.queue(letter=letter(hotel), now=NOW)
    Message.objects.update(state=state, sent_at=NOW)

    again = outbox.queue(letter=letter(hotel, context={"NAME": "Eva"}), now=NOW)

    assert again.pk == message.pk
    assert again.state == state
    assert again.context["NAME"] == "Ana"


def test_the_message_id_follows_from_the_occasion(hotel: Hotel) -> None:
    message = outbox.queue(letter=letter(hotel), now=NOW)

    assert message.message_id == outbox.message_id_for("confirmation:1")
    assert message.message_id != outbox.message_id_for("confirmation:2")


def test_a_suppressed_address_is_withheld_with_the_rule(hotel: Hotel) -> None:
    SuppressionFactory(address="ana@example.com")

    message = outbox.queue(letter=letter(hotel), now=NOW)

    assert message.state == MessageState.WITHHELD
    assert message.why == "suppressed"


def test_a_missing_address_is_withheld_with_the_rule(hotel: Hotel) -> None:
    message = outbox.queue(letter=letter(hotel, to_address=""), now=NOW)

    assert (message.state, message.why) == (MessageState.WITHHELD, "no_address")


def test_a_commercial_letter_needs_consent(hotel: Hotel) -> None:
    """S0-21."""
    TemplateFactory(hotel=hotel, kind=MessageKind.POST_STAY)
    guest = ProfileFactory(email="ana@example.com")
    post_stay = {"kind": MessageKind.POST_STAY, "profile_id": guest.pk}

    refused = outbox.queue(letter=letter(hotel, "post_stay:1", **post_stay), now=NOW)
    consent.record(
        profile_id=guest.pk,
        purpose=Purpose.MARKETING_EMAIL,
        act=ConsentAct.GRANTED,
        source=ConsentSource.TABLET,
        clause="",
        actor=SYSTEM,
        now=NOW,
    )
    allowed = outbox.queue(letter=letter(hotel, "post_stay:2", **post_stay), now=NOW)

    assert (refused.state, refused.why) == (MessageState.WITHHELD, "no_consent")
    assert (allowed.state, allowed.lane) == (MessageState.QUEUED, Lane.BULK)


@pytest.mark.parametrize(
    "address",
    ["nobody", "a b@example.com", "a@example.com\r\nRCPT TO:<x@example.com>", "ä@example.com"],
)
def test_what_is_no_address_fails_at_once(hotel: Hotel, address: str) -> None:
    message = outbox.queue(letter=letter(hotel, to_address=address), now=NOW)

    assert (message.state, message.why) == (MessageState.FAILED, "bad_address")


def test_without_a_template_the_row_says_so(hotel: Hotel) -> None:
    message = outbox.queue(letter=letter(hotel, kind=MessageKind.INVOICE), now=NOW)

    assert (message.state, message.why) == (MessageState.FAILED, "no_template")


@pytest.mark.parametrize(
    ("wanted", "found"), [("cs", "cs"), ("cs-CZ", "cs"), ("de", "tr"), ("en", "en")]
)
def test_the_wording_falls_back_to_the_hotels_first_language(wanted: str, found: str) -> None:
    hotel = HotelFactory(languages=["tr", "en"])
    for language in ("en", "cs", "tr"):
        TemplateFactory(hotel=hotel, language=language)

    message = outbox.queue(letter=letter(hotel, language=wanted), now=NOW)

    assert message.template_version.template.language == found


def test_a_passive_text_is_not_used(hotel: Hotel) -> None:
    TemplateFactory(hotel=hotel, language="cs", is_active=False)

    message = outbox.queue(letter=letter(hotel, language="cs"), now=NOW)

    assert message.template_version.template.language == "en"


def test_the_link_of_the_button_is_not_readable_in_the_table(
    hotel: Hotel, django_assert_num_queries: Callable[..., Any]
) -> None:
    link = "https://hotel.example/g/pay/secret-token/"
    message = outbox.queue(letter=letter(hotel, context={"LINK": link}), now=NOW)

    stored = Message.objects.extra(select={"raw": "action_url"}).values_list("raw", flat=True)

    assert Message.objects.get(pk=message.pk).action_url == link
    assert "secret-token" not in stored.get()
    assert message.context == {}


def test_many_letters_are_queued_with_few_queries(
    hotel: Hotel, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    letters = [
        letter(hotel, f"confirmation:{number}", to_address=f"guest{number}@example.com")
        for number in range(20)
    ]
    with django_assert_max_num_queries(10):
        count = outbox.queue_many(letters=letters, now=NOW)

    assert count == 20
    assert outbox.queue_many(letters=[*letters, letter(hotel, "new:1")], now=NOW) == 1
    assert Message.objects.count() == 21


def test_many_letters_keep_their_documents(hotel: Hotel) -> None:
    invoice = a_document(hotel)
    outbox.queue_many(
        letters=[letter(hotel, "a:1", documents=((invoice, "a.pdf"),)), letter(hotel, "b:1")],
        now=NOW,
    )

    message = Message.objects.get(dedupe_key="a:1")

    assert [item.document_id for item in message.attachments.all()] == [invoice.pk]


def test_what_waits_about_a_reason_is_cancelled_and_its_occasion_is_free_again(
    hotel: Hotel,
) -> None:
    for number, stay in ((1, 12), (2, 12), (3, 13)):
        outbox.queue(letter=letter(hotel, f"c:{number}", reason=("stay", stay)), now=NOW)
    Message.objects.filter(dedupe_key="c:2").update(state=MessageState.SENT, sent_at=NOW)

    count = outbox.cancel_about(("stay", 12), why="The stay was cancelled.", now=NOW)

    assert count == 1

    cancelled = Message.objects.get(state=MessageState.CANCELLED)

    assert cancelled.why == "The stay was cancelled."

    again = outbox.queue(letter=letter(hotel, "c:1", reason=("stay", 12)), now=NOW)

    assert again.state == MessageState.QUEUED
    assert again.pk != cancelled.pk
    assert Message.objects.get(dedupe_key="c:2").state == MessageState.SENT
    assert Message.objects.get(dedupe_key="c:3").state == MessageState.QUEUED


def test_only_the_named_kinds_are_cancelled(hotel: Hotel) -> None:
    TemplateFactory(hotel=hotel, kind=MessageKind.PRE_STAY)
    outbox.queue(letter=letter(hotel, "c:1", reason=("stay", 12)), now=NOW)
    pre_stay = letter(hotel, "p:1", reason=("stay", 12), kind=MessageKind.PRE_STAY)
    outbox.queue(letter=pre_stay, now=NOW)

    outbox.cancel_about(("stay", 12), why="Moved.", now=NOW, kinds=[MessageKind.PRE_STAY])

    assert Message.objects.get(dedupe_key="c:1").state == MessageState.QUEUED
    assert Message.objects.filter(state=MessageState.CANCELLED).get().kind == MessageKind.PRE_STAY


def test_a_letter_with_nul_is_queued_without_it(hotel: Hotel) -> None:
    """PostgreSQL takes NUL in no text; the mail is more than that character."""
    asked = letter(hotel, to_name="A\0na", context={"NAME": "A\0na"}, facts=(("To\0tal", "1"),))

    message = outbox.queue(letter=asked, now=NOW)
    message.refresh_from_db()

    assert (message.to_name, message.context["NAME"]) == ("Ana", "Ana")
    assert message.facts == [["Total", "1"]]
