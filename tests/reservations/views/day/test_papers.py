"""Papers of a booking: who may print them, and what a browser gets."""

from collections.abc import Callable

import pytest
from django.test import Client

from hotelpms.hotels.enums import Role
from reservations.models import RoomType
from tests.addresses import url
from tests.factories.reservations import RoomFactory, booked_stay, day

Url = Callable[..., str]
pytestmark = pytest.mark.needs_pango


def test_the_papers_open_in_the_browser_and_stay_in_no_cache(
    desk: Client, double: RoomType
) -> None:
    stay = booked_stay(room_type=double)
    pages = {
        url("reservations:confirmation_pdf", stay.reservation.code): f"{stay.reservation.code}.pdf",
        url("reservations:card_pdf", stay.pk): f"{stay.reservation.code}-registration.pdf",
        f"{url('reservations:cards_pdf')}?date={day(0)}": f"registration-{day(0)}.pdf",
    }
    for page, name in pages.items():
        answer = desk.get(page)
        assert answer.content.startswith(b"%PDF")
        assert answer["Content-Type"] == "application/pdf"
        assert answer["Content-Disposition"] == f'inline; filename="{name}"'
        assert answer["Cache-Control"] == "private, no-store"


def test_a_date_without_arrivals_is_said_in_a_sentence(desk: Client, double: RoomType) -> None:
    answer = desk.get(f"{url('reservations:cards_pdf')}?date={day(5)}")

    assert answer.status_code == 409
    assert "Nobody arrives on this date" in answer.content.decode()


def test_a_date_that_is_none_means_the_business_date(desk: Client, double: RoomType) -> None:
    booked_stay(room_type=double)

    assert desk.get(f"{url('reservations:cards_pdf')}?date=2027-02-31").status_code == 200


def test_papers_of_another_hotel_are_not_found(
    desk: Client, stranger: Client, double: RoomType, hotel: object
) -> None:
    own, foreign = booked_stay(room_type=double), booked_stay(room_type=RoomFactory().room_type)

    for stay, person in ((own, stranger), (foreign, desk)):
        assert (
            person.get(url("reservations:confirmation_pdf", stay.reservation.code)).status_code
            == 404
        )
        assert person.get(url("reservations:card_pdf", stay.pk)).status_code == 404

    assert stranger.get(url("reservations:cards_pdf")).status_code == 404


def test_cards_are_for_those_who_check_in(
    signed_in: Callable[[str], Client], double: RoomType
) -> None:
    stay = booked_stay(room_type=double)
    housekeeping = signed_in(Role.HOUSEKEEPING)

    assert housekeeping.get(url("reservations:card_pdf", stay.pk)).status_code == 403
    assert housekeeping.get(url("reservations:cards_pdf")).status_code == 403


def test_a_confirmation_is_for_those_who_see_the_card_of_the_booker(
    signed_in: Callable[[str], Client], double: RoomType
) -> None:
    stay = booked_stay(room_type=double)
    housekeeping, accountant = signed_in(Role.HOUSEKEEPING), signed_in(Role.ACCOUNTANT)
    page = url("reservations:detail", stay.reservation.code)
    paper = url("reservations:confirmation_pdf", stay.reservation.code)

    assert housekeeping.get(paper).status_code == 403
    assert paper not in housekeeping.get(page).content.decode()
    assert accountant.get(paper).status_code == 200
    assert paper in accountant.get(page).content.decode()


def test_the_pages_lead_to_the_papers(desk: Client, double: RoomType) -> None:
    stay = booked_stay(room_type=double)

    page = desk.get(url("reservations:detail", stay.reservation.code)).content.decode()

    assert url("reservations:confirmation_pdf", stay.reservation.code) in page
    assert url("reservations:card_pdf", stay.pk) in page
    assert url("reservations:cards_pdf") in desk.get(url("reservations:arrivals")).content.decode()
