import dataclasses
from datetime import timedelta
from decimal import Decimal

import pytest

from cardex.domain.cards import profiles
from hotelpms.kit.actor import SYSTEM
from invoicing.domain.pages.setup import install_codes
from messaging.domain.outbox import outbox
from messaging.enums import MessageKind, MessageState
from messaging.models import Message
from reservations.domain.bookings import bookings, changes
from reservations.domain.letters import confirmation, wording
from reservations.domain.rooms import assignment
from reservations.models import Room, RoomType, Stay
from tests.factories.cardex import ProfileFactory
from tests.factories.messaging import TemplateFactory
from tests.factories.reservations import AT, booked_stay, day
from tests.fixtures import Told


def test_the_keywords_of_a_stay_are_ready_text_in_the_language(
    double: RoomType, room: Room, told: Told
) -> None:
    guest = ProfileFactory(first_name="Ana", last_name="Ruiz")
    stay = booked_stay(
        room_type=double, nights=2, price=Decimal("1000"), booker_id=guest.pk, language="es"
    )
    assignment.assign(stay_id=stay.pk, room_id=room.pk, **told)

    words = wording.stay_context(Stay.objects.get(), "es")

    assert words == {
        "GREETING": "Hola, Ana Ruiz:",
        "NAME": "Ana",
        "SURNAME": "Ruiz",
        "HOTEL": double.hotel.name,
        "ARRIVAL": "10 de mayo de 2027",
        "DEPARTURE": "12 de mayo de 2027",
        "NIGHTS": "2",
        "CODE": stay.reservation.code,
        "ROOM_TYPE": "Double",
        "ROOM": "101",
        "GUESTS": "1",
        "ADULTS": "1",
        "CHILDREN": "",
        "BOARD": "Solo alojamiento",
        "TOTAL": "2.000,00\xa0€",
    }


def test_the_facts_of_a_stay_are_lines_of_label_and_value(double: RoomType) -> None:
    stay = booked_stay(room_type=double)

    assert wording.stay_facts(stay, "en") == (
        ("Reservation", stay.reservation.code),
        ("Arrival", "Mon, 10 May 2027, from 15:00"),
        ("Departure", "Tue, 11 May 2027, until 11:00"),
        ("Room type", "Double"),
        ("Guests", "1 adult"),
        ("Board", "Room only"),
    )


def test_a_confirmation_is_useless_after_the_departure(double: RoomType) -> None:
    booked_stay(room_type=double, sends_confirmation=True)

    letter = Message.objects.get()

    assert letter.expires_at.isoformat() == "2027-05-11T21:59:00+00:00"
    assert letter.context["TOTAL"] == "€100.00"


def test_a_guest_with_only_a_last_name_is_greeted_by_it_once(double: RoomType) -> None:
    guest = ProfileFactory(first_name="", last_name="Ruiz")
    booked_stay(room_type=double, booker_id=guest.pk, sends_confirmation=True)

    of_stay = wording.stay_context(Stay.objects.get(), "en")
    of_booker = Message.objects.get().context

    for words in (of_stay, of_booker):
        assert (words["NAME"], words["SURNAME"]) == ("Ruiz", "")


def test_a_cancellation_names_its_fee_and_no_price_of_nights_given_up(
    double: RoomType, told: Told
) -> None:
    install_codes(hotel=double.hotel, tax_percent=Decimal(21))
    with_fee = booked_stay(room_type=double, sends_confirmation=True)
    without = booked_stay(room_type=double, sends_confirmation=True)
    for stay, fee in ((with_fee, Decimal(50)), (without, None)):
        bookings.cancel(reservation_id=stay.reservation_id, reason="", fee=fee, **told)

    letters_of = {row.reason_id: row for row in Message.objects.filter(kind="cancellation")}
    letter = letters_of[with_fee.reservation_id]

    assert letter.facts[-1] == ["Cancellation fee", "€50.00"]
    assert letter.context["FEE"] == "€50.00"
    assert letters_of[without.reservation_id].facts[-1][0] == "Board"
    assert "FEE" not in letters_of[without.reservation_id].context


def confirmations() -> list[tuple[str, dict[str, str]]]:
    rows = Message.objects.filter(kind=MessageKind.CONFIRMATION).order_by("pk")
    return [(row.state, row.context) for row in rows]


def test_a_confirmation_that_waits_says_the_new_dates(double: RoomType, told: Told) -> None:
    TemplateFactory(hotel=double.hotel)
    stay = booked_stay(room_type=double, sends_confirmation=True)

    changes.change_dates(
        stay_id=stay.pk, arrival=day(1), departure=day(3), version=stay.version, **told
    )

    (old, _words), (new, words) = confirmations()

    assert (old, new) == (MessageState.CANCELLED, MessageState.QUEUED)
    assert (words["DEPARTURE"], words["TOTAL"]) == ("13 May 2027", "€200.00")


def test_a_confirmation_that_has_left_is_not_sent_anew_by_a_change(
    double: RoomType, told: Told
) -> None:
    TemplateFactory(hotel=double.hotel)
    stay = booked_stay(room_type=double, sends_confirmation=True)
    Message.objects.update(state=MessageState.SENT, sent_at=AT)

    changes.change_dates(
        stay_id=stay.pk, arrival=day(1), departure=day(3), version=stay.version, **told
    )

    assert [state for state, _words in confirmations()] == [MessageState.SENT]


def test_a_confirmation_that_waits_knows_rooms_given_up_and_brought_back(
    double: RoomType, told: Told
) -> None:
    TemplateFactory(hotel=double.hotel)
    wish = bookings.StayRequest(double.pk, day(0), day(1), prices=(Decimal(100),))
    made = bookings.book(
        hotel=double.hotel,
        request=bookings.BookingRequest(booker_id=ProfileFactory().pk, stays=(wish, wish)),
        **told,
    )
    first = made.stays.order_by("pk")[0]

    bookings.cancel_stay(stay_id=first.pk, reason="One less", fee=None, **told)
    bookings.reinstate(reservation_id=made.pk, **told)

    told = [(state, words["TOTAL"]) for state, words in confirmations()]

    assert told == [
        (MessageState.CANCELLED, "€200.00"),
        (MessageState.CANCELLED, "€100.00"),
        (MessageState.QUEUED, "€200.00"),
    ]


def test_what_is_cancelled_is_not_confirmed_again(double: RoomType, told: Told) -> None:
    TemplateFactory(hotel=double.hotel)
    stay = booked_stay(room_type=double, sends_confirmation=True)
    bookings.cancel(reservation_id=stay.reservation_id, reason="", fee=None, **told)
    message = Message.objects.get(kind=MessageKind.CONFIRMATION)

    with pytest.raises(confirmation.ReservationCancelled):
        outbox.resend(message_id=message.pk, actor=SYSTEM, now=AT)
    with pytest.raises(confirmation.ReservationCancelled):
        confirmation.send_confirmation_again(
            reservation_id=stay.reservation_id, actor=SYSTEM, now=AT
        )

    assert [state for state, _words in confirmations()] == [MessageState.CANCELLED]


def test_a_confirmation_sent_again_goes_to_the_corrected_address(
    double: RoomType, told: Told
) -> None:
    TemplateFactory(hotel=double.hotel)
    stay = booked_stay(room_type=double, sends_confirmation=True)
    Message.objects.update(state=MessageState.SENT, sent_at=AT, created_at=AT - timedelta(days=1))
    booker = stay.reservation.booker
    card = dataclasses.replace(profiles.card_of(booker), email="right@example.com")
    profiles.change(profile_id=booker.pk, card=card, actor=SYSTEM, now=AT)

    again = confirmation.send_confirmation_again(
        reservation_id=stay.reservation_id, actor=SYSTEM, now=AT
    )

    assert again.to_address == "right@example.com"
