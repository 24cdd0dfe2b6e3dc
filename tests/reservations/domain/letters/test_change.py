"""D12: who has a confirmation reads of a change what was and what is, once a change."""

from decimal import Decimal
from typing import Any

import pytest

from messaging.enums import MessageKind, MessageState
from messaging.models import Message
from reservations.domain.bookings import bookings, changes
from reservations.domain.letters import confirmation
from reservations.models import RoomType, Stay
from tests.factories.messaging import TemplateFactory
from tests.factories.reservations import AT, booked_stay, day
from tests.fixtures import Told


@pytest.fixture
def stay(double: RoomType) -> Stay:
    """Booked for one night and confirmed: the booker has the mail."""
    for kind in (MessageKind.CONFIRMATION, MessageKind.CHANGED):
        TemplateFactory(hotel=double.hotel, kind=kind)
    made = booked_stay(room_type=double, price=Decimal(100), sends_confirmation=True)
    Message.objects.update(state=MessageState.SENT, sent_at=AT)
    return made


def change(stay: Stay, first: int, last: int, told: Told, **more: Any) -> Stay:
    stay.refresh_from_db()
    return changes.change_dates(
        stay_id=stay.pk,
        arrival=day(first),
        departure=day(last),
        version=stay.version,
        tells_booker=True,
        **more,
        **told,
    )


def waiting() -> list[Message]:
    return list(Message.objects.filter(state=MessageState.QUEUED).order_by("pk"))


def test_a_change_of_dates_tells_what_was_and_what_is(stay: Stay, told: Told) -> None:
    change(stay, 1, 3, told)

    [letter] = waiting()

    assert letter.kind == MessageKind.CHANGED
    assert [letter.context[name] for name in ("ARRIVAL", "DEPARTURE", "TOTAL")] == [
        "11 May 2027",
        "13 May 2027",
        "€200.00",
    ]
    assert [letter.context[name] for name in ("OLD_ARRIVAL", "OLD_DEPARTURE", "OLD_TOTAL")] == [
        "10 May 2027",
        "11 May 2027",
        "€100.00",
    ]
    assert letter.facts[-1] == ["Until now", "10–11 May 2027, €100.00"]
    assert confirmation.is_still_true(letter)


def test_new_prices_are_told_too(stay: Stay, told: Told) -> None:
    change(stay, 0, 1, told, prices=[Decimal(80)])

    [letter] = waiting()

    assert (letter.context["OLD_TOTAL"], letter.context["TOTAL"]) == ("€100.00", "€80.00")


def test_what_changes_nothing_is_not_told(stay: Stay, told: Told) -> None:
    change(stay, 0, 1, told)

    assert waiting() == []


def test_a_second_change_replaces_the_letter_about_the_first(stay: Stay, told: Told) -> None:
    change(stay, 1, 3, told)
    change(stay, 2, 3, told)

    [letter] = waiting()

    # The guest knows of neither yet: what was before both is what was.
    assert (letter.context["OLD_ARRIVAL"], letter.context["ARRIVAL"]) == (
        "10 May 2027",
        "12 May 2027",
    )


def test_a_change_that_is_not_to_be_told_corrects_the_letter_that_waits(
    stay: Stay, told: Told
) -> None:
    moved = change(stay, 1, 3, told)
    changes.change_dates(
        stay_id=stay.pk, arrival=day(1), departure=day(4), version=moved.version, **told
    )

    [letter] = waiting()

    assert letter.context["DEPARTURE"] == "14 May 2027"


def test_who_was_never_confirmed_gets_the_confirmation(double: RoomType, told: Told) -> None:
    TemplateFactory(hotel=double.hotel)
    stay = booked_stay(room_type=double)

    change(stay, 1, 3, told)

    assert [letter.kind for letter in waiting()] == [MessageKind.CONFIRMATION]


def test_a_letter_about_a_change_dies_with_the_booking(stay: Stay, told: Told) -> None:
    change(stay, 1, 3, told)
    bookings.cancel(
        reservation_id=stay.reservation_id, reason="", fee=None, sends_letter=False, **told
    )

    assert waiting() == []
