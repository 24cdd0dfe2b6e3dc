"""What waits, and what is sent again, goes to the address that the card has now."""

import dataclasses

import pytest

from cardex.domain.cards import profiles
from cardex.models import Profile
from hotelpms.hotels.models import Hotel
from hotelpms.kit.actor import Actor
from messaging.domain.outbox import outbox
from messaging.domain.outbox.corrections import address_on_card
from messaging.enums import MessageKind, MessageState
from messaging.models import Message
from tests.factories.cardex import ProfileFactory
from tests.factories.hotels import HotelFactory
from tests.factories.messaging import NOW, TemplateFactory, letter

pytestmark = pytest.mark.django_db
ADA = Actor(1, "Ada")


@pytest.fixture
def hotel() -> Hotel:
    hotel = HotelFactory()
    TemplateFactory(hotel=hotel)
    TemplateFactory(hotel=hotel, kind=MessageKind.INVOICE)
    return hotel


@pytest.fixture
def card() -> Profile:
    return ProfileFactory(email="typo@example.com")


def queued(hotel: Hotel, card: Profile, to: str = "typo@example.com", **changes: object) -> Message:
    occasion = f"c:{Message.objects.count()}"
    asked = letter(hotel, occasion, profile_id=card.pk, to_address=to, **changes)
    return outbox.queue(letter=asked, now=NOW)


def correct(card: Profile, **changes: str) -> None:
    new = dataclasses.replace(profiles.card_of(card), **changes)
    profiles.change(profile_id=card.pk, card=new, actor=ADA, now=NOW)


def test_what_waits_follows_a_corrected_address_and_nothing_else_does(
    hotel: Hotel, card: Profile
) -> None:
    waiting = queued(hotel, card)
    elsewhere = queued(hotel, card, to="office@example.com")
    sent = queued(hotel, card)
    Message.objects.filter(pk=sent.pk).update(state=MessageState.SENT, sent_at=NOW)

    correct(card, email="right@example.com")

    assert [Message.objects.get(pk=row.pk).to_address for row in (waiting, elsewhere, sent)] == [
        "right@example.com",
        "office@example.com",
        "typo@example.com",
    ]


def test_an_address_that_is_taken_away_cancels_what_waits_for_it(
    hotel: Hotel, card: Profile
) -> None:
    waiting = queued(hotel, card)

    correct(card, email="")

    waiting.refresh_from_db()

    assert (waiting.state, waiting.why) == (MessageState.CANCELLED, "address_gone")


def test_sending_again_goes_to_the_corrected_address_when_asked(
    hotel: Hotel, card: Profile
) -> None:
    first = queued(hotel, card)
    Message.objects.filter(pk=first.pk).update(state=MessageState.FAILED)
    correct(card, email="right@example.com")

    again = outbox.resend(message_id=first.pk, actor=ADA, now=NOW, to_card=True)

    assert again.to_address == "right@example.com"


def test_sending_again_stays_with_the_old_address_unless_asked(hotel: Hotel, card: Profile) -> None:
    first = queued(hotel, card)
    Message.objects.filter(pk=first.pk).update(state=MessageState.SENT, sent_at=NOW)
    correct(card, email="right@example.com")

    assert outbox.resend(message_id=first.pk, actor=ADA, now=NOW).to_address == "typo@example.com"


def test_sending_to_the_card_does_not_return_the_copy_for_the_old_address(
    hotel: Hotel, card: Profile
) -> None:
    first = queued(hotel, card)
    Message.objects.filter(pk=first.pk).update(state=MessageState.SENT, sent_at=NOW)
    correct(card, email="right@example.com")
    asked = [
        outbox.resend(message_id=first.pk, actor=ADA, now=NOW, to_card=to_card)
        for to_card in (False, True, True, False)
    ]

    assert [row.to_address for row in asked[:2]] == ["typo@example.com", "right@example.com"]
    assert [row.pk for row in asked[2:]] == [asked[1].pk, asked[0].pk]


def test_a_bill_goes_to_the_address_for_invoices(hotel: Hotel, card: Profile) -> None:
    bill = queued(hotel, card, kind=MessageKind.INVOICE)
    confirmation = queued(hotel, card)
    correct(card, email="typo@example.com", billing_email="bills@example.com")

    for row in (bill, confirmation):
        row.refresh_from_db()

    assert address_on_card(bill) == "bills@example.com"
    assert address_on_card(confirmation) == "typo@example.com"


@pytest.mark.parametrize(
    ("before", "after", "confirmation_to", "bill_to"),
    [
        (("a@x.org", "a@x.org"), ("a@x.org", ""), "a@x.org", "a@x.org"),
        (("a@x.org", "a@x.org"), ("a@x.org", "b@x.org"), "a@x.org", "b@x.org"),
        (("a@x.org", "a@x.org"), ("c@x.org", "a@x.org"), "c@x.org", "a@x.org"),
        (("a@x.org", ""), ("a@x.org", "b@x.org"), "a@x.org", "b@x.org"),
        (("a@x.org", "b@x.org"), ("c@x.org", "b@x.org"), "c@x.org", "b@x.org"),
        (("a@x.org", "b@x.org"), ("a@x.org", ""), "a@x.org", "a@x.org"),
        (("a@x.org", "b@x.org"), ("b@x.org", "a@x.org"), "b@x.org", "a@x.org"),
        (("a@x.org", "b@x.org"), ("", "b@x.org"), None, "b@x.org"),
        (("a@x.org", "b@x.org"), ("", ""), None, None),
    ],
)
def test_each_mail_follows_the_address_of_its_kind(
    hotel: Hotel,
    before: tuple[str, str],
    after: tuple[str, str],
    confirmation_to: str | None,
    bill_to: str | None,
) -> None:
    card = ProfileFactory(email=before[0], billing_email=before[1])
    confirmation = queued(hotel, card, to=before[0])
    bill = queued(hotel, card, to=before[1] or before[0], kind=MessageKind.INVOICE)

    correct(card, email=after[0], billing_email=after[1])

    for row, to in ((confirmation, confirmation_to), (bill, bill_to)):
        row.refresh_from_db()
        is_cancelled = row.state == MessageState.CANCELLED
        assert (None if is_cancelled else row.to_address) == to
