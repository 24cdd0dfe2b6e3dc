"""Who may set up rooms and prices, of which hotel, and when."""

import pytest
from django.test import Client
from django.urls import reverse

from hotelpms.hotels.enums import Role
from hotelpms.hotels.models import Hotel
from tests.factories.hotels import HotelFactory, MembershipFactory, OpenHotelFactory
from tests.factories.reservations import RatePlanFactory, RoomFactory, RoomTypeFactory

pytestmark = pytest.mark.django_db

PAGES = (
    "rooms",
    "rooms_new",
    "rooms_bulk",
    "rooms_together",
    "room-types",
    "room-types_new",
    "rate-plans",
    "rate-plans_new",
    "rates",
    "rates_trial",
    "fees",
    "fees_example",
)


def test_every_page_answers_before_the_first_day(client: Client) -> None:
    """D1, D17."""
    hotel = HotelFactory(code="nueva")
    manager = MembershipFactory(hotel=hotel, role=Role.MANAGER).user
    client.force_login(manager, backend="django.contrib.auth.backends.ModelBackend")

    def opened() -> dict[str, int]:
        return {
            page: client.get(reverse(f"reservations:set_up_{page}", args=["nueva"])).status_code
            for page in PAGES
        }

    assert opened() == dict.fromkeys(PAGES, 200)
    RoomFactory(room_type__hotel=hotel)
    RatePlanFactory(hotel=hotel)
    assert opened() == dict.fromkeys(PAGES, 200)


def test_the_desk_sets_up_neither_rooms_nor_prices(desk: Client, hotel: Hotel) -> None:
    for page in PAGES:
        address = reverse(f"reservations:set_up_{page}", args=[hotel.code])
        assert desk.get(address).status_code == 403, page


def test_another_hotel_is_not_found(manager: Client, hotel: Hotel) -> None:
    other = OpenHotelFactory(code="other")
    rows = {
        "rooms": RoomFactory(room_type__hotel=other),
        "room-types": RoomTypeFactory(hotel=other),
        "rate-plans": RatePlanFactory(hotel=other),
    }

    for page in PAGES:
        address = reverse(f"reservations:set_up_{page}", args=["other"])
        assert manager.get(address).status_code == 404, page
    for key, row in rows.items():
        address = reverse(f"reservations:set_up_{key}_change", args=[hotel.code, row.pk])
        assert manager.post(address).status_code == 404, key
