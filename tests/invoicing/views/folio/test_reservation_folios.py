"""What a reservation owes, as its page asks for it."""

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.asserts import assertContains

from hotelpms.hotels.enums import Role
from invoicing.models import Folio
from tests.factories.hotels import MembershipFactory, OpenHotelFactory
from tests.factories.invoicing import charge, guest_in_house, open_house
from tests.factories.reservations import booked_stay

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"


def test_it_adds_up_what_the_windows_owe(client: Client) -> None:
    house = open_house()
    stay, folio = guest_in_house(house)
    charge(house, folio, "12.50")
    client.force_login(MembershipFactory(hotel=house.hotel).user, backend=BACKEND)
    where = reverse("invoicing:reservation_folios", args=[house.hotel.code, stay.reservation.code])
    answer = client.get(where, headers={"HX-Request": "true"})

    assert answer.context["balance"] == Decimal("12.50")

    balance = '<dd class="money due" id="balance" hx-swap-oob="true">€12.50</dd>'
    assertContains(answer, balance, html=True)

    assert "<html" in client.get(where).content.decode()


def test_looking_opens_no_folio(client: Client) -> None:
    house = open_house()
    stay = booked_stay(room_type=house.room.room_type)
    client.force_login(MembershipFactory(hotel=house.hotel).user, backend=BACKEND)
    where = reverse("invoicing:reservation_folios", args=[house.hotel.code, stay.reservation.code])

    assert "Nothing is posted yet." in client.get(where).content.decode()
    assert Folio.objects.count() == 0


def test_people_of_another_hotel_find_nothing(client: Client) -> None:
    house = open_house()
    stay = booked_stay(room_type=house.room.room_type)
    other = MembershipFactory(hotel=OpenHotelFactory(), role=Role.MANAGER)
    client.force_login(other.user, backend=BACKEND)
    for hotel in (house.hotel, other.hotel):
        where = reverse("invoicing:reservation_folios", args=[hotel.code, stay.reservation.code])
        assert client.get(where).status_code == 404
