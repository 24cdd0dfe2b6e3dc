from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from hotelpms.hotels.enums import Role
from hotelpms.hotels.forms.hotel import HotelForm
from hotelpms.hotels.models import Membership
from tests.factories.hotels import DepartmentFactory, HotelFactory, MembershipFactory

pytestmark = pytest.mark.django_db


def test_a_hotel_with_all_its_facts_is_valid_and_speaks_its_first_language() -> None:
    hotel = HotelFactory(languages=["cs", "en"])
    hotel.full_clean()

    assert hotel.default_language == "cs"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("zone", "Prague"),
        ("zone", "localtime"),
        ("zone", "../etc/passwd"),
        ("currency", "eur"),
        ("currency", "EURO"),
        ("currency", "XXX"),
        ("currency", "ZZZ"),
        ("currency", "ABC"),
        ("currency", "XAU"),
        ("currency", "DEM"),
        ("languages", []),
        ("languages", "en"),
        ("languages", ["en", "en"]),
        ("languages", ["English"]),
        ("languages", ["en", "de"]),
        ("languages", [1]),
        ("brand_colour", "blue"),
        ("brand_colour", "#12345"),
        ("closing_hour", 24),
        ("country", "ZZ"),
    ],
)
def test_a_value_that_makes_no_sense_is_refused(field: Any, value: Any) -> None:
    hotel = HotelFactory.build(**{field: value})
    with pytest.raises(ValidationError) as refusal:
        hotel.full_clean()

    assert list(refusal.value.message_dict) == [field]


@pytest.mark.parametrize("currency", ["ABC", "XTS", "eur"])
def test_every_way_in_refuses_a_currency_that_cannot_be_stored(currency: str) -> None:
    with pytest.raises(IntegrityError, match="hotel_has_a_currency_of_today"):
        HotelFactory(currency=currency)


def test_a_season_may_cross_the_year_but_not_end_before_it_starts() -> None:
    HotelFactory(season_from=date(2027, 11, 1), season_to=date(2028, 3, 31))
    HotelFactory(season_from=date(2027, 11, 1), season_to=None)
    with pytest.raises(IntegrityError, match="hotel_season_ends_after_it_starts"):
        HotelFactory(season_from=date(2027, 5, 2), season_to=date(2027, 5, 1))


def test_a_code_is_given_once() -> None:
    HotelFactory(code="alpha")
    with pytest.raises(IntegrityError), transaction.atomic():
        HotelFactory(code="alpha")


@pytest.mark.parametrize("emails", ["desk@example.com", ["not an address"], [""], [7]])
def test_a_department_has_a_list_of_addresses(emails: Any) -> None:
    with pytest.raises(ValidationError) as refusal:
        DepartmentFactory.build(hotel=HotelFactory(), emails=emails).full_clean()

    assert list(refusal.value.message_dict) == ["emails"]


def test_a_role_is_held_once_but_a_person_may_hold_several() -> None:
    role = MembershipFactory(role=Role.FRONT_DESK)
    MembershipFactory(user=role.user, hotel=role.hotel, role=Role.CASHIER)
    with pytest.raises(IntegrityError), transaction.atomic():
        MembershipFactory(user=role.user, hotel=role.hotel, role=Role.FRONT_DESK)

    assert Membership.objects.filter(user=role.user).count() == 2


def test_the_currency_of_a_hotel_is_chosen_from_those_of_today() -> None:
    field: Any = HotelForm().fields["currency"]
    codes = [code for code, _name in field.choices]

    assert field.clean("KWD") == "KWD"
    assert {"EUR", "JPY", "BHD", "RSD"} <= set(codes)
    assert ("JPY", "JPY – Japanese Yen") in list(field.choices)
    with pytest.raises(ValidationError):
        field.clean("ABC")
