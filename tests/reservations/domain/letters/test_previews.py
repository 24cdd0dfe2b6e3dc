"""D13: what a preview shows is what the mail of its kind will have."""

from decimal import Decimal

import pytest

from invoicing.domain.pages.setup import install_codes
from messaging.domain.wording import samples
from messaging.domain.wording.texts import text_of
from messaging.enums import MessageKind
from messaging.models import Message
from reservations.domain.bookings import bookings, changes
from reservations.models import RoomType
from tests.factories.messaging import TemplateFactory
from tests.factories.reservations import AT, TODAY, booked_stay, day
from tests.fixtures import Told


def labels(facts: list[list[str]]) -> list[str]:
    return [label for label, _value in facts]


def test_a_preview_has_the_lines_and_the_button_of_the_letters_to_the_booker(
    double: RoomType, told: Told
) -> None:
    hotel = double.hotel
    kinds = (MessageKind.CONFIRMATION, MessageKind.CHANGED, MessageKind.CANCELLATION)
    for kind in kinds:
        TemplateFactory(hotel=hotel, kind=kind)
    install_codes(hotel=hotel, on=TODAY, tax_percent=Decimal(21))
    stay = booked_stay(room_type=double, sends_confirmation=True)
    Message.objects.update(state="sent", sent_at=AT)
    changes.change_dates(
        stay_id=stay.pk,
        arrival=day(1),
        departure=day(3),
        version=stay.version,
        tells_booker=True,
        **told,
    )
    bookings.cancel(
        reservation_id=stay.reservation_id, reason="", fee=Decimal(10), sends_letter=True, **told
    )
    letters = {letter.kind: letter for letter in Message.objects.order_by("pk")}

    assert set(letters) == set(kinds)
    for kind, letter in letters.items():
        assert labels(letter.facts) == labels(samples.facts(kind, "en", hotel))
        assert bool(letter.action_url) == bool(text_of(kind, "en").button)


@pytest.mark.parametrize("kind", MessageKind)
def test_every_kind_can_be_previewed(kind: MessageKind, double: RoomType) -> None:
    facts = samples.facts(kind, "tr", double.hotel)

    assert all(label and value for label, value in facts)
