"""A hotel is changed, but not what its prices and postings are counted in."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from hotelpms.hotels.domain.set_up import hotel as topic
from hotelpms.hotels.models import Hotel
from hotelpms.kit.models import AuditEntry
from tests.factories.hotels import HotelFactory
from tests.factories.invoicing import AT, CLERK, charge, guest_in_house, open_house
from tests.factories.reservations import RateNightFactory, RoomFactory, booked_stay

pytestmark = pytest.mark.django_db


def keep(hotel: Hotel, **changes: Any) -> dict[str, Any]:
    row = Hotel.objects.get(pk=hotel.pk)
    for name, value in changes.items():
        setattr(row, name, value)
    return topic.change(hotel=row, actor=CLERK, now=AT)


def test_an_unused_hotel_may_change_how_its_prices_count() -> None:
    hotel = HotelFactory()

    keep(hotel, prices_include_tax=False, name="Grand Plaza")

    hotel.refresh_from_db()
    assert (hotel.prices_include_tax, hotel.name) == (False, "Grand Plaza")
    assert AuditEntry.objects.get().data["prices_include_tax"] == ["True", "False"]


@pytest.mark.parametrize("use", ["price", "booking", "posting"])
def test_one_price_booking_or_posting_settles_it(use: str) -> None:
    if use == "price":
        hotel = RateNightFactory().rate_plan.hotel
    elif use == "booking":
        hotel = booked_stay(room_type=RoomFactory().room_type).hotel
    else:
        house = open_house()
        hotel = house.hotel
        charge(house, guest_in_house(house)[1], "10.00")
    assert topic.is_tax_mode_used(hotel)

    with pytest.raises(topic.TaxModeIsUsed):
        keep(hotel, prices_include_tax=False)

    assert keep(hotel, name="Another") != {}


@pytest.mark.parametrize(
    ("change", "refusal"),
    [({"currency": "CZK"}, topic.CurrencyIsFixed), ({"code": "other"}, topic.CodeIsFixed)],
)
def test_currency_and_code_stay_from_the_beginning(
    change: dict[str, Any], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        keep(HotelFactory(), **change)


@pytest.mark.parametrize("change", [{"prices_include_tax": False}, {"currency": "CZK"}])
def test_the_database_keeps_both_once_something_was_posted(change: dict[str, Any]) -> None:
    house = open_house()
    other = HotelFactory()
    charge(house, guest_in_house(house)[1], "10.00")
    Hotel.objects.filter(pk=house.hotel.pk).update(name="Another")
    Hotel.objects.filter(pk=other.pk).update(**change)

    with (
        pytest.raises(IntegrityError, match="a_hotel_with_postings_keeps_how_it_counts"),
        transaction.atomic(),
    ):
        Hotel.objects.filter(pk=house.hotel.pk).update(**change)
