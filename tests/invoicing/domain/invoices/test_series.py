"""How numbers begin: carried on from year to year, and never alike for one seller."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from hotelpms.hotels.models import Hotel
from hotelpms.kit.models import AuditEntry
from invoicing.domain.invoices import series as topic
from invoicing.domain.invoices.series import carried_on, lock_series, prefix_for, set_prefix
from invoicing.enums import InvoiceKind
from invoicing.models import Series
from tests.factories.hotels import HotelFactory
from tests.factories.invoicing import AT, CLERK, House, issued_invoice, open_house

pytestmark = pytest.mark.django_db

INVOICE, CREDIT_NOTE = InvoiceKind.INVOICE, InvoiceKind.CREDIT_NOTE


def put(hotel: Hotel, prefix: str, *, year: int = 2027, kind: InvoiceKind = INVOICE) -> Series:
    return set_prefix(hotel=hotel, kind=kind, year=year, prefix=prefix, actor=CLERK, now=AT)


def begun(hotel: Hotel, year: int, kind: InvoiceKind = INVOICE) -> str:
    with transaction.atomic():
        return lock_series(hotel=hotel, kind=kind, date=date(year, 3, 1)).prefix


@pytest.mark.parametrize(
    ("prefix", "year", "to_year", "expected"),
    [
        ("PRG/27/", 2027, 2028, "PRG/28/"),
        ("2027-", 2027, 2028, "2028-"),
        ("FTR20270000", 2027, 2028, "FTR20280000"),
        ("FT 2027/", 2027, 2030, "FT 2030/"),
        ("09/A-", 2009, 2010, "10/A-"),
        ("H127-", 2027, 2028, "H127-2028-"),
        ("PRG/", 2027, 2028, "PRG/2028-"),
        ("HOTEL-LAGOON-ROOMS/A", 2027, 2028, "HOTEL-LAGOON-RO2028-"),
    ],
)
def test_a_new_year_carries_the_beginning_on(
    prefix: str, year: int, to_year: int, expected: str
) -> None:
    assert carried_on(prefix, year, to_year) == expected


def test_an_own_prefix_outlives_the_new_year() -> None:
    house = open_house()
    put(house.hotel, "PRG/27/")
    first = issued_invoice(house)
    house.hotel.business_days.update(date=date(2028, 1, 1))

    second = issued_invoice(house)

    assert (first.full_number, second.full_number) == ("PRG/27/00001", "PRG/28/00001")
    assert begun(house.hotel, 2029) == "PRG/29/"


def test_what_will_be_is_told_before_it_is() -> None:
    hotel = HotelFactory(country="PT", zone="Europe/Lisbon")

    told = prefix_for(hotel=hotel, kind=CREDIT_NOTE, year=2027)

    assert told == "NC 2027/"
    assert not Series.objects.exists()
    assert begun(hotel, 2027, CREDIT_NOTE) == told
    assert prefix_for(hotel=hotel, kind=CREDIT_NOTE, year=2027) == told


def test_the_younger_of_two_hotels_of_one_seller_begins_with_its_code() -> None:
    older = HotelFactory(code="grand", tax_id="CZ 123-45")
    younger = HotelFactory(code="lagoon-beach", tax_id="cz12345")
    stranger = HotelFactory(tax_id="CZ99")

    # Whoever issues first.
    assert begun(younger, 2027) == "LAGOON-B-2027-"
    assert begun(older, 2027) == "2027-"
    assert begun(stranger, 2027) == "2027-"
    assert begun(younger, 2027, CREDIT_NOTE) == "LAGOON-B-2027-CN-"
    assert begun(younger, 2028) == "LAGOON-B-2028-"


def test_one_begun_before_its_hotel_had_a_sibling_gives_way_to_none() -> None:
    older, younger = HotelFactory(code="grand"), HotelFactory(code="lagoon")
    assert begun(younger, 2027) == "2027-"
    Hotel.objects.filter(pk__in=(older.pk, younger.pk)).update(tax_id="CZ1")
    older.refresh_from_db()
    younger.refresh_from_db()

    assert begun(older, 2027) == "GRAND-2027-"
    assert begun(younger, 2028) == "2028-"


def test_a_prefix_of_the_same_seller_is_refused_with_a_way_out() -> None:
    older = HotelFactory(code="grand", tax_id="CZ1")
    younger = HotelFactory(code="lagoon", tax_id="CZ 1")
    put(older, "A-2027-")

    with pytest.raises(topic.PrefixTaken, match="such as LAGOON-A-2027-") as refused:
        put(younger, "A-2027-")

    assert put(younger, refused.value.suggestion).prefix == "LAGOON-A-2027-"
    assert put(HotelFactory(tax_id="CZ2"), "A-2027-")
    assert put(HotelFactory(tax_id=""), "A-2027-")
    with pytest.raises(topic.PrefixTaken, match="such as GRAND-A-2027-"):
        put(older, "A-2027-", kind=CREDIT_NOTE)


def test_the_database_keeps_the_numbers_of_one_seller_apart() -> None:
    put(HotelFactory(tax_id="CZ1"), "A-2027-")
    other = HotelFactory(tax_id="CZ1")

    with (
        pytest.raises(IntegrityError, match=r"numbers_of_one_seller|tax_id"),
        transaction.atomic(),
    ):
        Series.objects.create(
            hotel=other, kind=INVOICE, fiscal_year=2027, prefix="A-2027-", tax_id="CZ1"
        )


def test_a_prefix_may_change_until_the_first_document(house: House) -> None:
    put(house.hotel, "A-")
    series = put(house.hotel, " B- ")
    assert issued_invoice(house).full_number == "B-00001"

    with pytest.raises(topic.SeriesHasBegun, match="of 2027 have begun with B- and go on"):
        put(house.hotel, "C-")

    assert put(house.hotel, "C-", year=2028).prefix == "C-"
    entries = AuditEntry.objects.filter(action="series.prefix_set", subject_id=str(series.pk))
    assert [entry.data["prefix"] for entry in entries.order_by("pk")] == [["", "A-"], ["A-", "B-"]]


@pytest.mark.parametrize("prefix", ["", "   ", "X" * 21, "A\tB"])
def test_a_prefix_can_be_printed(house: House, prefix: Any) -> None:
    with pytest.raises(topic.PrefixUnfit):
        put(house.hotel, prefix)
