"""What the stays on the room plan owe, as its script asks for it."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from hotelpms.hotels.enums import Role
from invoicing.domain.folios.folios import open_window
from tests.factories.hotels import MembershipFactory, OpenHotelFactory
from tests.factories.invoicing import House, charge, guest_in_house, open_house, pay
from tests.factories.reservations import AT, SYSTEM, TODAY, day

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"


def ask(client: Client, house: House, role: str = Role.FRONT_DESK, **asked: Any) -> Any:
    client.force_login(MembershipFactory(hotel=house.hotel, role=role).user, backend=BACKEND)
    where = reverse("invoicing:stay_balances", args=[house.hotel.code])
    return client.get(where, {"first": TODAY.isoformat(), "days": 7, **asked})


def test_the_windows_of_a_stay_are_added_up(client: Client) -> None:
    house = open_house()
    stay, folio = guest_in_house(house)
    charge(house, folio, "12.50")
    second = open_window(stay_id=stay.pk, payer=stay.guest_id, name="Bar", actor=SYSTEM, now=AT)
    charge(house, second, "7.50")

    assert ask(client, house).json() == {str(stay.pk): ["€20.00", "due"]}


def test_what_was_paid_too_much_is_a_credit_and_what_is_settled_is_left_out(
    client: Client,
) -> None:
    house = open_house()
    stay, folio = guest_in_house(house)
    charge(house, folio, "10.00")
    pay(house, folio, "10.00")

    assert ask(client, house).json() == {}

    pay(house, folio, "5.00")

    assert ask(client, house).json() == {str(stay.pk): ["-€5.00", "credit"]}


def test_stays_outside_the_dates_are_left_out(client: Client) -> None:
    house = open_house()
    _stay, folio = guest_in_house(house)
    charge(house, folio, "10.00")

    assert ask(client, house, first=day(40).isoformat()).json() == {}


@pytest.mark.parametrize("asked", [{"first": "soon"}, {"days": 0}, {"first": "9999-12-31"}])
def test_nonsense_is_refused(client: Client, asked: dict[str, Any]) -> None:
    assert ask(client, open_house(), **asked).status_code == 400


def test_housekeeping_sees_no_balances(client: Client) -> None:
    assert ask(client, open_house(), Role.HOUSEKEEPING).status_code == 403


def test_the_balances_of_another_hotel_are_no_page(client: Client) -> None:
    house = open_house()
    other = MembershipFactory(hotel=OpenHotelFactory(), role=Role.MANAGER)
    client.force_login(other.user, backend=BACKEND)

    where = reverse("invoicing:stay_balances", args=[house.hotel.code])

    assert client.get(where, {"first": TODAY.isoformat(), "days": 7}).status_code == 404
