"""Cash where hellers are no coins any more: the bill is rounded to whole crowns."""

from decimal import Decimal

import pytest

from invoicing.domain.folios import folios
from invoicing.domain.invoices import invoices
from invoicing.models import Charge, Folio, Payment, Receivable
from tests.factories.invoicing import (
    AT,
    CLERK,
    House,
    charge,
    guest_in_house,
    open_house,
    pay,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def crowns() -> House:
    return open_house(country="CZ", currency="CZK")


def folio_of(house: House, amount: str) -> Folio:
    _stay, folio = guest_in_house(house)
    charge(house, folio, amount)
    return folio


def balance(folio: Folio) -> Decimal:
    return folios.balances([folio.pk])[folio.pk]


def roundings(folio: Folio) -> list[tuple[Decimal, Decimal]]:
    rows = Charge.objects.filter(folio=folio, code__code="ROUNDING")
    return list(rows.values_list("gross", "tax"))


@pytest.mark.parametrize(
    ("owed", "paid", "rounded"),
    [("123.40", "123", "-0.40"), ("123.60", "124", "0.40"), ("123.50", "124", "0.50")],
)
def test_whole_crowns_settle_the_bill_by_a_line_without_tax(
    crowns: House, owed: str, paid: str, rounded: str
) -> None:
    folio = folio_of(crowns, owed)

    pay(crowns, folio, paid)

    assert balance(folio) == 0
    assert roundings(folio) == [(Decimal(rounded), Decimal(0))]
    invoice = invoices.issue(folio_id=folio.pk, actor=CLERK, now=AT)
    assert invoice.total == Decimal(paid)
    assert Receivable.objects.get(invoice=invoice).open_amount == 0
    assert list(Payment.objects.values_list("amount", flat=True)) == [Decimal(paid)]


def test_what_a_coin_could_pay_stays_owed(crowns: House) -> None:
    folio = folio_of(crowns, "123.40")

    pay(crowns, folio, "122")

    assert (balance(folio), roundings(folio)) == (Decimal("1.40"), [])


def test_a_card_pays_to_the_heller(crowns: House) -> None:
    folio = folio_of(crowns, "123.40")

    pay(crowns, folio, "123", method="CARD")

    assert (balance(folio), roundings(folio)) == (Decimal("0.40"), [])


def test_an_invoice_is_paid_as_it_is_printed(crowns: House) -> None:
    folio = folio_of(crowns, "123.40")
    invoices.issue(folio_id=folio.pk, actor=CLERK, now=AT)

    pay(crowns, folio, "123")

    assert (balance(folio), roundings(folio)) == (Decimal("0.40"), [])


def test_euros_have_cents_in_prague_too() -> None:
    house = open_house(country="CZ", currency="EUR")
    folio = folio_of(house, "123.40")

    pay(house, folio, "123")

    assert (balance(folio), roundings(folio)) == (Decimal("0.40"), [])
