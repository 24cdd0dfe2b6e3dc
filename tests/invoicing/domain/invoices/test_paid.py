"""How an invoice was paid when it was issued: what its paper says for ever."""

import datetime
from decimal import Decimal

import pytest

from invoicing.domain.invoices import invoices
from invoicing.domain.invoices.paid import Paid, paid_at_issue
from invoicing.domain.payments import payments
from invoicing.models import Folio, Invoice
from tests.factories.invoicing import AT, CLERK, House, charge, guest_in_house, open_house, pay

pytestmark = pytest.mark.django_db

LATER = AT + datetime.timedelta(hours=1)


@pytest.fixture
def house() -> House:
    return open_house()


@pytest.fixture
def folio(house: House) -> Folio:
    return guest_in_house(house)[1]


def issue(folio: Folio) -> Invoice:
    return invoices.issue(folio_id=folio.pk, actor=CLERK, now=AT)


def told(paid: Paid) -> tuple[list[Decimal], Decimal]:
    return [part.amount for part in paid.parts], paid.due


def test_what_was_paid_before_is_told_and_the_rest_is_due(house: House, folio: Folio) -> None:
    charge(house, folio, "100.00")
    pay(house, folio, "30.00")
    pay(house, folio, "20.00")

    assert told(paid_at_issue(issue(folio))) == ([Decimal("30.00"), Decimal("20.00")], 50)


def test_what_is_paid_later_is_not_told(house: House, folio: Folio) -> None:
    charge(house, folio, "100.00")
    invoice = issue(folio)
    payments.take(
        folio_id=folio.pk,
        method_id=house.method("CASH").pk,
        amount=Decimal("100.00"),
        actor=CLERK,
        now=LATER,
    )

    assert told(paid_at_issue(invoice)) == ([], 100)


def test_money_that_paid_an_earlier_invoice_is_not_told_again(house: House, folio: Folio) -> None:
    charge(house, folio, "100.00")
    pay(house, folio, "130.00")
    issue(folio)
    charge(house, folio, "50.00")
    second = issue(folio)

    assert told(paid_at_issue(second)) == ([Decimal("30.00")], 20)


def test_after_a_credit_note_its_money_pays_the_next_invoice(house: House, folio: Folio) -> None:
    charge(house, folio, "100.00")
    pay(house, folio, "100.00")
    wrong = issue(folio)
    invoices.credit_note(invoice_id=wrong.pk, reason="Wrong payer", actor=CLERK, now=AT)

    assert told(paid_at_issue(issue(folio))) == ([Decimal("100.00")], 0)


def test_a_payment_taken_back_is_not_told(house: House, folio: Folio) -> None:
    charge(house, folio, "100.00")
    pay(house, folio, "40.00")
    wrong = pay(house, folio, "60.00")
    payments.reverse_payment(payment_id=wrong.pk, reason="Wrong", actor=CLERK, now=AT)

    assert told(paid_at_issue(issue(folio))) == ([Decimal("40.00")], 60)


def test_a_debt_in_the_city_ledger_is_still_due(house: House, folio: Folio) -> None:
    charge(house, folio, "100.00")
    payments.to_city_ledger(folio_id=folio.pk, actor=CLERK, now=AT)

    assert told(paid_at_issue(issue(folio))) == ([], 100)


def test_paper_and_receivable_agree(house: House, folio: Folio) -> None:
    charge(house, folio, "100.00")
    pay(house, folio, "130.00")
    issue(folio)
    charge(house, folio, "50.00")
    issue(folio)
    for invoice in Invoice.objects.all():
        assert paid_at_issue(invoice).due == invoice.receivable.open_amount
