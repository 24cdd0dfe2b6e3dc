"""A charge has a price for one, and as many of it as there are."""

from decimal import Decimal

import pytest

from invoicing.domain.folios import postings
from invoicing.domain.invoices import invoices
from invoicing.models import Charge, ChargeCode, Folio
from tests.factories.invoicing import AT, CLERK, House, guest_in_house

pytestmark = pytest.mark.django_db


@pytest.fixture
def folio(house: House) -> Folio:
    return guest_in_house(house)[1]


def post(house: House, folio: Folio, price: str | None, quantity: str = "1") -> Charge:
    return postings.post_charge(
        folio_id=folio.pk,
        code_id=house.code("MINIBAR").pk,
        unit_price=None if price is None else Decimal(price),
        quantity=Decimal(quantity),
        actor=CLERK,
        now=AT,
    )


@pytest.mark.parametrize(
    ("price", "quantity", "gross"),
    [
        ("20.00", "3", "60.00"),
        ("9.99", "0.25", "2.50"),
        ("-5.00", "2", "-10.00"),
        ("0.01", "0.50", "0.01"),
    ],
)
def test_the_price_is_for_one_and_the_quantity_multiplies(
    house: House, folio: Folio, price: str, quantity: str, gross: str
) -> None:
    made = post(house, folio, price, quantity)
    made.refresh_from_db()

    assert (made.gross, made.unit_price) == (Decimal(gross), Decimal(price))


def test_without_a_price_the_one_of_the_code_is_taken(house: House, folio: Folio) -> None:
    ChargeCode.objects.filter(code="MINIBAR").update(default_price=Decimal("4.50"))

    assert post(house, folio, None, "2").gross == Decimal("9.00")
    assert post(house, folio, "3.00", "2").gross == Decimal("6.00")


def test_a_price_must_come_from_somewhere(house: House, folio: Folio) -> None:
    with pytest.raises(postings.PriceMissing, match="Minibar"):
        post(house, folio, None)


@pytest.mark.parametrize(("price", "quantity"), [("0", "2"), ("0.01", "0.01")])
def test_what_comes_to_nothing_is_not_posted(
    house: House, folio: Folio, price: str, quantity: str
) -> None:
    with pytest.raises(postings.NothingToPost):
        post(house, folio, price, quantity)


def test_a_line_holds_no_more_than_its_column(house: House, folio: Folio) -> None:
    with pytest.raises(postings.TooMuch):
        post(house, folio, "999999999.99", "999999.99")


def test_the_invoice_shows_the_price_for_one_and_so_does_its_credit_note(
    house: House, folio: Folio
) -> None:
    post(house, folio, "20.00", "3")
    invoice = invoices.issue(folio_id=folio.pk, actor=CLERK, now=AT)
    note = invoices.credit_note(invoice_id=invoice.pk, reason="Wrong", actor=CLERK, now=AT)

    line, mirror = invoice.lines.get(), note.lines.get()

    assert (line.quantity, line.unit_price, line.gross) == (3, Decimal("20.00"), Decimal("60.00"))
    assert (mirror.quantity, mirror.unit_price) == (-3, Decimal("20.00"))
