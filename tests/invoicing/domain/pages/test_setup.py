from decimal import Decimal

import pytest

from invoicing.domain.pages.setup import install_codes
from invoicing.models import ChargeCode, PaymentMethod, TaxRate
from tests.factories.hotels import OpenHotelFactory

pytestmark = pytest.mark.django_db


def test_a_hotel_gets_its_codes_and_running_again_changes_nothing() -> None:
    hotel = OpenHotelFactory()
    install_codes(hotel=hotel, tax_percent=Decimal("21"))
    ChargeCode.objects.filter(code="SPA").update(name="Wellness")
    install_codes(hotel=hotel, tax_percent=Decimal("10"))

    assert ChargeCode.objects.get(hotel=hotel, code="SPA").name == "Wellness"
    assert TaxRate.objects.get(hotel=hotel, code="STANDARD").percent == Decimal("21")
    assert ChargeCode.objects.get(hotel=hotel, kind="room").tax.code == "STANDARD"
    assert ChargeCode.objects.get(hotel=hotel, code="CITY_TAX").tax.percent == 0


def test_there_is_one_method_for_links_and_one_for_the_city_ledger() -> None:
    hotel = OpenHotelFactory()
    install_codes(hotel=hotel, tax_percent=Decimal("21"))
    methods = PaymentMethod.objects.filter(hotel=hotel)

    assert methods.get(is_online=True).code == "ONLINE"
    assert methods.get(kind="deferred").code == "CITY"
