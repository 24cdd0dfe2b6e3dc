from datetime import date
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command

from hotelpms.hotels.domain.business_day import business_date
from invoicing.models import ChargeCode
from messaging.models import Template
from tests.factories.hotels import HotelFactory

pytestmark = pytest.mark.django_db


def test_a_new_hotel_gets_its_first_day_codes_and_texts() -> None:
    hotel = HotelFactory(code="lagoon")

    call_command("open_hotel", "lagoon", date="2027-05-10", tax="5.5")

    assert business_date(hotel) == date(2027, 5, 10)
    assert ChargeCode.objects.get(hotel=hotel, code="ROOM").tax.percent == Decimal("5.5")
    assert Template.objects.filter(hotel=hotel, kind="confirmation").exists()


def test_without_a_tax_the_country_says_which_there_are() -> None:
    hotel = HotelFactory(code="lagoon", country="PT", zone="Europe/Lisbon")

    call_command("open_hotel", "lagoon", date="2027-05-10")

    assert ChargeCode.objects.get(hotel=hotel, code="ROOM").tax.percent == 6
    assert ChargeCode.objects.get(hotel=hotel, code="BAR").tax.percent == 23


def test_a_country_that_is_not_known_here_asks_for_its_tax() -> None:
    HotelFactory(code="lagoon", country="NZ", zone="Pacific/Auckland")

    with pytest.raises(CommandError, match="Say its standard rate"):
        call_command("open_hotel", "lagoon", date="2027-05-10")


def test_a_second_call_opens_no_second_day() -> None:
    hotel = HotelFactory(code="lagoon")
    call_command("open_hotel", "lagoon", date="2027-05-10", tax="10")

    with pytest.raises(CommandError, match="May 10, 2027 is already open"):
        call_command("open_hotel", "lagoon", date="2027-06-01", tax="10")

    assert business_date(hotel) == date(2027, 5, 10)


@pytest.mark.parametrize(
    ("code", "day", "tax"),
    [("nowhere", "2027-05-10", "10"), ("lagoon", "10.5.", "10"), ("lagoon", "2027-05-10", "NaN")],
)
def test_what_makes_no_sense_is_refused_in_words(code: str, day: str, tax: str) -> None:
    HotelFactory(code="lagoon")

    with pytest.raises(CommandError):
        call_command("open_hotel", code, date=day, tax=tax)
