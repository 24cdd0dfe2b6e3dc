"""Confirmation and registration card as PDFs."""

import io
from decimal import Decimal
from typing import Never

import pytest
from pypdf import PdfReader

from cardex.domain.consent import consent
from cardex.enums import ConsentAct, ConsentSource, Purpose
from hotelpms.hotels.models import Hotel
from hotelpms.kit.actor import SYSTEM
from hotelpms.kit.files.pdf import PdfUnavailable
from messaging.enums import MessageKind, MessageState
from messaging.models import Message
from reservations.domain.bookings import bookings, changes
from reservations.domain.front_desk import papers
from reservations.domain.rooms import assignment
from reservations.models import Room, RoomType, Stay, StayGuest
from tests.factories.cardex import ProfileFactory
from tests.factories.reservations import AT, booked_stay, day
from tests.fixtures import Told

pytestmark = pytest.mark.needs_pango


def sheets(content: bytes) -> list[str]:
    """The texts of the pages, each on one line."""
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(content)).pages]


def test_a_confirmation_says_what_is_booked_in_the_guests_language(double: RoomType) -> None:
    guest = ProfileFactory(first_name="Žofie", last_name="Dvořáková")
    stay = booked_stay(
        room_type=double, nights=2, price=Decimal("1000"), booker_id=guest.pk, language="cs"
    )

    content = papers.print_confirmation(reservation_id=stay.reservation_id)

    (text,) = sheets(content)

    assert "Žofie Dvořáková" in text
    assert stay.reservation.code in text
    assert "pondělí 10. května 2027" in text
    assert "středa 12. května 2027" in text
    assert "2 000,00 €" in text.replace("\xa0", " ")
    assert PdfReader(io.BytesIO(content)).trailer["/Root"]["/Lang"] == "cs"


def test_a_confirmation_lists_rooms_that_are_still_booked_and_adds_them_up(
    double: RoomType, told: Told
) -> None:
    wish = bookings.StayRequest(double.pk, day(0), day(1), prices=(Decimal("100"),))
    made = bookings.book(
        hotel=double.hotel,
        request=bookings.BookingRequest(
            booker_id=ProfileFactory().pk, stays=(wish, wish), sends_confirmation=False
        ),
        **told,
    )
    first, _second = made.stays.order_by("pk")
    bookings.cancel_stay(stay_id=first.pk, reason="One less", fee=None, **told)

    (text,) = sheets(papers.print_confirmation(reservation_id=made.pk))

    assert "Total €100.00" in text


def test_a_cancelled_booking_is_not_confirmed(double: RoomType, told: Told) -> None:
    stay = booked_stay(room_type=double)
    bookings.cancel(reservation_id=stay.reservation_id, reason="", fee=None, **told)

    (text,) = sheets(papers.print_confirmation(reservation_id=stay.reservation_id))

    assert "This reservation is cancelled." in text


def test_the_same_rows_give_the_same_bytes_with_fonts_and_headings_inside(double: RoomType) -> None:
    stay = booked_stay(room_type=double)
    one, other = (papers.print_confirmation(reservation_id=stay.reservation_id) for _ in range(2))

    assert one == other

    fonts = fonts_of(one)

    assert fonts
    assert all(any(name.startswith("/FontFile") for name in font) for font in fonts)

    root = PdfReader(io.BytesIO(one)).trailer["/Root"]

    assert root["/MarkInfo"]["/Marked"]


def fonts_of(content: bytes) -> list[dict[str, object]]:
    """What the PDF says about its fonts; a FontFile is the font itself."""
    return [
        below.get_object()["/FontDescriptor"]
        for page in PdfReader(io.BytesIO(content)).pages
        for font in page["/Resources"]["/Font"].values()
        for below in font.get_object()["/DescendantFonts"]
    ]


def test_the_code_is_drawn_as_qr() -> None:
    drawn = papers.code_as_qr("H4K2PQ")

    assert drawn.startswith("<svg")
    assert "<title>H4K2PQ</title>" in drawn


def test_a_card_has_facts_clauses_and_rows_for_all_who_travel(
    double: RoomType, room: Room, told: Told
) -> None:
    guest = ProfileFactory(first_name="Ana", last_name="Ruiz", language="es", city="Málaga")
    mate = ProfileFactory(first_name="Luis", last_name="Gil")
    stay = booked_stay(room_type=double, booker_id=guest.pk)
    Stay.objects.update(adults=2, children=1)
    assignment.assign(stay_id=stay.pk, room_id=room.pk, **told)
    StayGuest.objects.create(stay=stay, profile=mate)
    stay.refresh_from_db()

    content = papers.print_card(stay=stay)

    (text,) = sheets(content)
    for fact in ("Ruiz", "Ana", "Málaga", "Luis Gil", "101", stay.reservation.code):
        assert fact in text
    for number in ("1.", "2.", "3. Acepto que el hotel me envíe"):
        assert number in text

    assert "✓" not in text


def test_the_third_box_is_ticked_for_who_has_agreed_before(double: RoomType) -> None:
    stay = booked_stay(room_type=double)
    consent.record(
        profile_id=stay.guest_id,
        purpose=Purpose.MARKETING_EMAIL,
        act=ConsentAct.GRANTED,
        source=ConsentSource.PAPER,
        clause="yes",
        actor=SYSTEM,
        now=AT,
    )

    (text,) = sheets(papers.print_card(stay=stay))

    assert text.count("✓") == 1
    assert "(accepted before)" in text


def test_cards_of_a_date_are_a_sheet_each_by_guest(double: RoomType, hotel: Hotel) -> None:
    for name in ("Zorn", "Abel"):
        guest = ProfileFactory(last_name=name)
        booked_stay(room_type=double, booker_id=guest.pk)

    texts = sheets(papers.print_cards(hotel=hotel, date=day(0)))

    assert [("Abel" in text, "Zorn" in text) for text in texts] == [(True, False), (False, True)]


def test_a_date_without_arrivals_has_no_cards(double: RoomType, hotel: Hotel) -> None:
    with pytest.raises(papers.NobodyArrives):
        papers.print_cards(hotel=hotel, date=day(0))


def test_the_paper_goes_with_the_confirmation_mail(
    double: RoomType, monkeypatch: pytest.MonkeyPatch
) -> None:
    stay = booked_stay(room_type=double, sends_confirmation=True)
    message = Message.objects.get()

    paper = papers.attach_confirmation(message)

    assert paper is not None
    assert (paper.name, paper.content_type) == (
        f"{stay.reservation.code}.pdf",
        "application/pdf",
    )
    assert stay.reservation.code in sheets(paper.content)[0]

    def unavailable(**_told) -> Never:
        raise PdfUnavailable

    monkeypatch.setattr(papers, "print_confirmation", unavailable)

    assert papers.attach_confirmation(message) is None


def test_a_mail_that_says_something_else_by_now_goes_without_the_paper(
    double: RoomType, told: Told
) -> None:
    changed = booked_stay(room_type=double, sends_confirmation=True)
    cancelled = booked_stay(room_type=double, sends_confirmation=True)
    Message.objects.update(state=MessageState.SENT, sent_at=AT)
    changes.change_dates(
        stay_id=changed.pk, arrival=day(1), departure=day(3), version=changed.version, **told
    )
    bookings.cancel(reservation_id=cancelled.reservation_id, reason="", fee=None, **told)

    for message in Message.objects.filter(kind=MessageKind.CONFIRMATION):
        assert papers.attach_confirmation(message) is None


def test_a_message_about_something_else_has_no_paper(double: RoomType) -> None:
    assert papers.attach_confirmation(Message(kind="confirmation", reason_type="stay")) is None

    gone = Message(kind="confirmation", reason_type="reservation", reason_id=999)

    assert papers.attach_confirmation(gone) is None
