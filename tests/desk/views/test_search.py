from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from hotelpms.hotels.enums import Role
from hotelpms.hotels.models import Hotel
from tests.factories.cardex import CompanyFactory, ProfileFactory
from tests.factories.hotels import MembershipFactory, OpenHotelFactory
from tests.factories.reservations import RoomFactory, RoomTypeFactory, booked_stay

pytestmark = pytest.mark.django_db
HOSTILE = "<script>alert(1)</script>"


def search(client: Client, text: str, hotel: str = "grand", **headers: str) -> HttpResponse:
    return client.get(reverse("desk:search", args=[hotel]), {"q": text}, headers=headers)


def test_a_nul_in_the_address_is_dropped(desk: Client) -> None:
    ana = ProfileFactory(first_name="Ana", last_name="Ruiz")

    assert search(desk, "ru\x00iz").context["found"].profiles == [ana]


def test_a_guest_a_company_a_room_and_a_code_are_found(desk: Client, hotel: Hotel) -> None:
    room_type = RoomTypeFactory(hotel=hotel)
    room = RoomFactory(room_type=room_type, number="102")
    guest = ProfileFactory(first_name="Ana", last_name="Núñez")
    company = CompanyFactory(last_name="Acme Ltd")
    stay = booked_stay(room_type=room_type, booker_id=guest.pk)

    assert search(desk, "nunez ana").context["found"].profiles == [guest]
    assert search(desk, "nunez ana").context["found"].reservations == [stay.reservation]
    assert search(desk, "acme").context["found"].profiles == [company]
    assert search(desk, "10").context["found"].rooms == [room]

    by_code = search(desk, stay.reservation.code.lower()).context["found"]

    assert by_code.reservations == [stay.reservation]


def test_what_belongs_to_another_hotel_is_not_found(desk: Client) -> None:
    other = OpenHotelFactory(code="other")
    room_type = RoomTypeFactory(hotel=other)
    RoomFactory(room_type=room_type, number="102")
    stay = booked_stay(room_type=room_type)

    assert search(desk, "102").context["found"].rooms == []
    assert search(desk, stay.reservation.code).context["found"].reservations == []
    assert search(desk, "x", hotel="other").status_code == 404


def test_typing_gets_the_results_alone(desk: Client) -> None:
    ProfileFactory(first_name="Ana", last_name="Ruiz")

    html = search(desk, "ruiz", **{"HX-Request": "true"}).content.decode()

    assert "<html" not in html
    assert "Ana Ruiz" in html


def test_nothing_found_offers_a_card_with_the_name(desk: Client) -> None:
    html = search(desk, "Zoë Quist").content.decode()

    assert "Nothing fits." in html
    assert "/h/grand/cardex/new/?name=Zo%C3%AB%20Quist" in html


def test_an_empty_text_asks_nothing(desk: Client) -> None:
    assert search(desk, "  ").context["found"].is_empty


def test_a_role_finds_only_what_it_may_see(client: Client, hotel: Hotel) -> None:
    ProfileFactory(last_name="102")
    room = RoomFactory(room_type=RoomTypeFactory(hotel=hotel), number="102")
    client.force_login(MembershipFactory(hotel=hotel, role=Role.HOUSEKEEPING).user)

    found = search(client, "102").context["found"]

    assert (found.rooms, found.profiles) == ([room], [])


@pytest.mark.parametrize("count", [1, 3])
def test_a_search_takes_the_same_queries_for_one_and_three(
    desk: Client, hotel: Hotel, count: int, django_assert_num_queries: Callable[..., Any]
) -> None:
    room_type = RoomTypeFactory(hotel=hotel)
    for number in range(count):
        RoomFactory(room_type=room_type, number=f"77{number}")
    for number in range(count):
        guest = ProfileFactory(last_name=f"77{number}")
        booked_stay(room_type=room_type, booker_id=guest.pk)

    # session, user, roles, business date, rooms, reservations, invoices, cards
    with django_assert_num_queries(12):
        search(desk, "77", **{"HX-Request": "true"})


def test_names_and_the_text_itself_are_text(desk: Client) -> None:
    ProfileFactory(first_name=HOSTILE, last_name=HOSTILE)

    for text in ("script", HOSTILE, HOSTILE + "nobody"):
        html = search(desk, text).content.decode()
        assert HOSTILE not in html
