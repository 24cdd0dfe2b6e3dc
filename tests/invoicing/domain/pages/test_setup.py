from datetime import date
from decimal import Decimal

import pytest

from hotelpms.countries.registry import find
from hotelpms.hotels.models import Hotel
from invoicing.domain.pages.setup import TaxRateNeeded, add_codes, install_codes
from invoicing.models import ChargeCode, PaymentMethod, TaxRate
from tests.factories.hotels import OpenHotelFactory

pytestmark = pytest.mark.django_db

TODAY = date(2027, 5, 10)


def rates(hotel: Hotel) -> dict[str, Decimal]:
    return dict(TaxRate.objects.filter(hotel=hotel).values_list("code", "percent"))


def tax_of(hotel: Hotel, code: str) -> str:
    return ChargeCode.objects.get(hotel=hotel, code=code).tax.code


def test_a_hotel_gets_its_codes_and_running_again_changes_nothing() -> None:
    hotel = OpenHotelFactory()
    install_codes(hotel=hotel, on=TODAY, tax_percent=Decimal("21"))
    ChargeCode.objects.filter(code="SPA").update(name="Wellness")
    install_codes(hotel=hotel, on=TODAY, tax_percent=Decimal("10"))
    install_codes(hotel=hotel, on=TODAY)

    assert ChargeCode.objects.get(hotel=hotel, code="SPA").name == "Wellness"
    assert rates(hotel) == {"STANDARD": Decimal(21), "EXEMPT": Decimal(0)}
    assert ChargeCode.objects.get(hotel=hotel, kind="room").tax.code == "STANDARD"
    assert ChargeCode.objects.get(hotel=hotel, code="CITY_TAX").tax.percent == 0


def test_there_is_one_method_for_links_and_one_for_the_city_ledger() -> None:
    hotel = OpenHotelFactory()
    install_codes(hotel=hotel, on=TODAY, tax_percent=Decimal("21"))
    methods = PaymentMethod.objects.filter(hotel=hotel)

    assert methods.get(is_online=True).code == "ONLINE"
    assert methods.get(kind="deferred").code == "CITY"


def test_a_hotel_is_taxed_as_its_country_is_on_the_day_of_its_opening() -> None:
    hotel = OpenHotelFactory(country="DE", zone="Europe/Berlin", languages=["en"])
    install_codes(hotel=hotel, on=date(2025, 12, 31))

    assert rates(hotel) == {"UST7": Decimal(7), "UST19": Decimal(19), "EXEMPT": Decimal(0)}
    assert tax_of(hotel, "ROOM") == "UST7"
    assert tax_of(hotel, "RESTAURANT") == "UST19"
    assert tax_of(hotel, "CITY_TAX") == "EXEMPT"
    assert TaxRate.objects.get(hotel=hotel, code="UST7").name == "VAT 7%"


def test_codes_are_named_in_the_hotels_language_and_for_guests_of_others() -> None:
    hotel = OpenHotelFactory(country="ES", zone="Europe/Madrid", languages=["es", "en"])
    install_codes(hotel=hotel, on=TODAY)

    room = ChargeCode.objects.get(hotel=hotel, code="ROOM")
    tax = TaxRate.objects.get(hotel=hotel, code="IVA10")

    assert room.name == "Habitación"
    assert room.names == {"en": "Room", "tr": "Oda", "cs": "Pokoj"}
    assert [tax.name_in(code) for code in ("es", "en", "tr", "cs")] == [
        "IVA 10\xa0%",
        "VAT 10%",
        "KDV %10",
        "DPH 10\xa0%",
    ]


def test_a_part_of_a_country_has_taxes_of_its_own() -> None:
    hotel = OpenHotelFactory(country="ES", zone="Atlantic/Canary", languages=["es"])
    install_codes(hotel=hotel, on=TODAY)

    assert set(rates(hotel)) == {"IGIC7", "IGIC3", "IGIC15", "EXEMPT"}
    assert tax_of(hotel, "ROOM") == "IGIC7"
    assert PaymentMethod.objects.filter(hotel=hotel, code="BIZUM").exists()


def test_a_country_without_a_pack_asks_for_its_rate() -> None:
    hotel = OpenHotelFactory(country="NZ", zone="Pacific/Auckland")

    with pytest.raises(TaxRateNeeded):
        install_codes(hotel=hotel, on=TODAY)

    assert rates(hotel) == {}
    install_codes(hotel=hotel, on=TODAY, tax_percent=Decimal(15))
    assert rates(hotel) == {"STANDARD": Decimal(15), "EXEMPT": Decimal(0)}


def test_a_new_rate_comes_as_a_new_row_and_moves_no_code(monkeypatch: pytest.MonkeyPatch) -> None:
    hotel = OpenHotelFactory(country="DE", zone="Europe/Berlin")
    install_codes(hotel=hotel, on=date(2020, 6, 30))
    renamed = TaxRate.objects.get(hotel=hotel, code="UST19")
    TaxRate.objects.filter(pk=renamed.pk).update(code="FULL", name="Full")
    before = dict(ChargeCode.objects.filter(hotel=hotel).values_list("code", "tax"))

    first = add_codes(hotel=hotel, on=date(2020, 7, 1))
    second = add_codes(hotel=hotel, on=date(2020, 7, 1))

    assert (first, second) == (["tax:UST5", "tax:UST16"], [])
    assert dict(ChargeCode.objects.filter(hotel=hotel).values_list("code", "tax")) == before
    assert rates(hotel) == {
        "UST7": Decimal(7),
        "FULL": Decimal(19),
        "UST5": Decimal(5),
        "UST16": Decimal(16),
        "EXEMPT": Decimal(0),
    }


def test_what_a_later_version_sells_is_taxed_as_the_country_taxes_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    hotel = OpenHotelFactory(country="ES", zone="Europe/Madrid")
    pack = find("ES")
    fewer = tuple(charge for charge in pack.charges if charge.code != "SPA")
    with monkeypatch.context() as before:
        before.setattr(pack, "charges", fewer)
        install_codes(hotel=hotel, on=TODAY)

    assert add_codes(hotel=hotel, on=TODAY) == ["charge_code:SPA"]
    assert tax_of(hotel, "SPA") == "IVA21"


def test_a_hotel_of_one_rate_stays_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    hotel = OpenHotelFactory(country="ES", zone="Europe/Madrid")
    pack = find("ES")
    fewer = tuple(charge for charge in pack.charges if charge.code != "SPA")
    with monkeypatch.context() as before:
        before.setattr(pack, "charges", fewer)
        install_codes(hotel=hotel, on=TODAY, tax_percent=Decimal(10))

    assert add_codes(hotel=hotel, on=TODAY) == ["charge_code:SPA"]
    assert tax_of(hotel, "SPA") == "STANDARD"
    assert set(rates(hotel)) == {"STANDARD", "EXEMPT"}
