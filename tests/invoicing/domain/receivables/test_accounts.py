"""What a card brought and owes, by every way that a debt can stand."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from cardex.models import Profile
from hotelpms.hotels.models import Hotel
from invoicing.domain.folios import folios
from invoicing.domain.invoices import invoices
from invoicing.domain.payments import payments
from invoicing.domain.receivables.accounts import account_of
from reservations.models import Reservation
from tests.factories.cardex import ProfileFactory
from tests.factories.invoicing import (
    AT,
    CLERK,
    charge,
    guest_in_house,
    left_on_account,
    open_house,
    pay,
)

pytestmark = pytest.mark.django_db


def figures(hotel: Hotel, profile: Profile) -> tuple[Decimal, Decimal, int]:
    found = account_of(hotel=hotel, profile=profile)
    return found.revenue, found.owed, len(found.unpaid)


def test_an_open_folio_owes_its_balance() -> None:
    house = open_house()
    stay, folio = guest_in_house(house)
    charge(house, folio, "50.00")
    pay(house, folio, "20.00")

    assert figures(house.hotel, stay.guest) == (Decimal("50.00"), Decimal("30.00"), 0)


def test_a_debt_is_counted_once_wherever_it_stands() -> None:
    house = open_house()
    stay, folio = guest_in_house(house)
    charge(house, folio, "50.00")
    invoices.issue(folio_id=folio.pk, actor=CLERK, now=AT)

    assert figures(house.hotel, stay.guest) == (Decimal("50.00"), Decimal("50.00"), 1)

    payments.to_city_ledger(folio_id=folio.pk, actor=CLERK, now=AT)

    assert figures(house.hotel, stay.guest) == (Decimal("50.00"), Decimal("50.00"), 1)


def test_who_left_on_account_owes_the_invoice() -> None:
    house = open_house()
    stay, invoice = left_on_account(house)
    revenue, owed, count = figures(house.hotel, stay.guest)

    assert (owed, count) == (invoice.total, 1)
    assert revenue == invoice.total


def test_a_company_counts_what_came_by_it_and_another_hotel_nothing() -> None:
    house, other = open_house(), open_house()
    stay, folio = guest_in_house(house)
    charge(house, folio, "50.00")
    company = ProfileFactory(kind="company")
    Reservation.objects.filter(pk=stay.reservation_id).update(company=company)

    assert figures(house.hotel, company) == (Decimal("50.00"), Decimal("0.00"), 0)
    assert figures(other.hotel, stay.guest) == (Decimal("0.00"), Decimal("0.00"), 0)


def test_an_invoice_stays_with_whom_it_was_issued_to() -> None:
    house = open_house()
    stay, folio = guest_in_house(house)
    charge(house, folio, "50.00")
    invoices.issue(folio_id=folio.pk, actor=CLERK, now=AT)
    other = ProfileFactory()
    folios.change_payer(folio_id=folio.pk, payer=other.pk, billing_email="", actor=CLERK, now=AT)
    charge(house, folio, "8.00")

    assert figures(house.hotel, stay.guest)[1:] == (Decimal("50.00"), 1)
    assert figures(house.hotel, other)[1:] == (Decimal("8.00"), 0)


def test_it_takes_seven_queries(django_assert_num_queries: Callable[..., Any]) -> None:
    house = open_house()
    stay, folio = guest_in_house(house)
    charge(house, folio, "50.00")
    guest = stay.guest
    with django_assert_num_queries(7):
        account_of(hotel=house.hotel, profile=guest)
