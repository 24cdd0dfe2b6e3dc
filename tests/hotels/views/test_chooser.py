from datetime import date

import pytest
from django.test import Client

from hotelpms.hotels.enums import Role
from tests.factories.hotels import HotelFactory, MembershipFactory, OpenHotelFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_one_hotel_needs_no_choice(client: Client) -> None:
    role = MembershipFactory(hotel=HotelFactory(code="alpha"))
    MembershipFactory(hotel=role.hotel, user=role.user, role=Role.CASHIER)
    client.force_login(role.user)
    response = client.get("/")

    assert (response.status_code, response["Location"]) == (302, "/h/alpha/")


def test_several_hotels_are_listed_and_foreign_ones_are_not(client: Client) -> None:
    user = UserFactory()
    MembershipFactory(user=user, hotel=HotelFactory(code="beta", name="Beta Hotel"))
    MembershipFactory(user=user, hotel=HotelFactory(code="alpha", name="Alpha Hotel"))
    HotelFactory(code="gamma", name="Gamma Hotel")
    client.force_login(user)
    response = client.get("/")
    text = response.content.decode()

    assert [hotel.code for hotel in response.context["hotels"]] == ["alpha", "beta"]
    assert 'href="/h/alpha/"' in text
    assert "Gamma" not in text


def test_no_hotel_tells_what_to_do(client: Client) -> None:
    client.force_login(UserFactory())

    assert "You have no role in any hotel yet." in client.get("/").content.decode()


def test_a_visitor_is_asked_to_sign_in(client: Client) -> None:
    assert client.get("/")["Location"] == "/login/?next=/"


def test_each_hotel_tells_its_business_date(client: Client) -> None:
    user = UserFactory()
    MembershipFactory(user=user, hotel=OpenHotelFactory(name="Alpha"))
    MembershipFactory(user=user, hotel=HotelFactory(name="Beta"))
    client.force_login(user)
    response = client.get("/")
    dates = [hotel.business_date for hotel in response.context["hotels"]]

    assert dates == [date(2027, 5, 10), None]
    assert "Not opened yet" in response.content.decode()
