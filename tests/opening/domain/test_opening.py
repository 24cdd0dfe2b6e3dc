"""A hotel is made whole or not at all, by who may, and says what is wrong."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from crm.models import DaySetup
from hotelpms.closing.domain import subscriptions
from hotelpms.hotels.domain.queries import hotel_and_rights
from hotelpms.hotels.enums import Right, Role
from hotelpms.hotels.models import BusinessDay, Department, Hotel, User
from hotelpms.kit.actor import Actor
from hotelpms.kit.models import AuditEntry
from hotelpms.opening.domain import opening
from hotelpms.opening.domain.opening import NewHotel, create_hotel, may_open
from hotelpms.opening.domain.suggestions import all_zones, suggest
from invoicing.domain.pages.setup import TaxRateNeeded
from invoicing.models import ChargeCode
from messaging.models import Template
from tests.factories.hotels import HotelFactory, MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2027, 5, 10, 22, 30, tzinfo=UTC)
LAGOON = NewHotel(
    code="lagoon",
    name="Lagoon",
    country="ES",
    zone="Atlantic/Canary",
    currency="EUR",
    languages=("es", "en"),
    email="hola@lagoon.example.com",
)


@pytest.fixture
def creator() -> User:
    return MembershipFactory(role=Role.CLIENT_ADMIN).user


def create(creator: User, wish: NewHotel = LAGOON) -> Hotel:
    return create_hotel(wish=wish, creator=creator, actor=Actor.of(creator), now=NOW)


def test_a_new_hotel_has_all_that_it_starts_with_and_belongs_to_its_creator(creator: User) -> None:
    hotel = create(creator)

    found = hotel_and_rights(user=creator, code="lagoon")
    assert found is not None
    assert found[0] == hotel
    assert Right.HOTELS_SETUP in found[1]
    assert ChargeCode.objects.get(hotel=hotel, code="ROOM").tax.code == "IGIC7"
    assert Template.objects.filter(hotel=hotel, kind="confirmation", language="es").exists()
    assert DaySetup.objects.count() == 1
    assert AuditEntry.objects.get(action="hotel.created").hotel_id == hotel.pk
    assert not BusinessDay.objects.filter(hotel=hotel).exists()


def test_its_departments_get_their_usual_reports_at_the_hotels_address(creator: User) -> None:
    hotel = create(creator)

    reports = {s.department.code: set(s.kinds) for s in subscriptions.subscribers(hotel=hotel)}
    assert set(reports) == {"management", "front-office", "accounting", "housekeeping"}
    assert reports["accounting"] == {"revenue"}
    assert reports["front-office"] < reports["management"]
    house = Department.objects.get(hotel=hotel, code="housekeeping")
    assert (house.name, house.emails) == ("Pisos", ["hola@lagoon.example.com"])


def test_the_same_code_again_is_refused_and_makes_nothing(creator: User) -> None:
    create(creator)

    with pytest.raises(opening.CodeTaken, match="code lagoon already"):
        create(creator, replace(LAGOON, name="Another"))

    assert Hotel.objects.filter(code="lagoon").count() == 1
    assert not Hotel.objects.filter(name="Another").exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("zone", "Europe/Atlantis"),
        ("currency", "XXX"),
        ("country", "QQ"),
        ("languages", ("xx",)),
        ("languages", ()),
        ("brand_colour", "blue"),
        ("email", "nobody"),
        ("code", "no code"),
        ("code", ""),
        ("name", "  "),
        ("tax_percent", Decimal(100)),
    ],
)
def test_what_does_not_exist_is_refused_at_its_field(creator: User, field: str, value: Any) -> None:
    with pytest.raises(opening.IdentityUnfit) as refused:
        create(creator, replace(LAGOON, **{field: value}))

    assert list(refused.value.errors) == [field]
    assert not Hotel.objects.filter(code=LAGOON.code).exists()


def test_a_country_without_a_pack_needs_its_rate(creator: User) -> None:
    there = replace(LAGOON, country="NZ", zone="Pacific/Auckland", currency="NZD")

    with pytest.raises(TaxRateNeeded):
        create(creator, there)

    assert not Hotel.objects.filter(code="lagoon").exists()
    hotel = create(creator, replace(there, tax_percent=Decimal(15)))
    assert ChargeCode.objects.get(hotel=hotel, code="SPA").tax.percent == 15


def test_only_who_sets_up_a_hotel_may_open_another() -> None:
    clerk = MembershipFactory(role=Role.MANAGER).user
    owner = UserFactory(is_superuser=True)
    gone = MembershipFactory(role=Role.CLIENT_ADMIN, user__is_active=False).user

    assert [may_open(user) for user in (clerk, owner, gone)] == [False, True, False]
    with pytest.raises(opening.MayNotOpen):
        create(clerk)
    assert create(owner).code == "lagoon"


def test_a_country_suggests_zone_money_languages_and_taxes() -> None:
    spain = suggest(country="ES", on=NOW.date())
    islands = suggest(country="ES", on=NOW.date(), zone="Atlantic/Canary")
    unknown = suggest(country="JP", on=NOW.date())

    assert spain.zones == ("Europe/Madrid", "Africa/Ceuta", "Atlantic/Canary")
    assert (spain.currency, spain.languages, spain.tax_id_label) == ("EUR", ("es", "en"), "NIF/CIF")
    assert [(tax.name, tax.charges[:1]) for tax in spain.taxes] == [
        ("VAT 10%", ("Room",)),
        ("VAT 21%", ("Spa",)),
        ("VAT 4%", ()),
    ]
    assert islands.taxes[0].name == "IGIC 7%"
    assert (unknown.zones, unknown.currency, unknown.needs_tax_percent) == ((), "JPY", True)
    assert "Asia/Tokyo" in all_zones()
    assert HotelFactory(zone="Asia/Tokyo").zone in all_zones()
