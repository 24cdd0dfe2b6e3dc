from decimal import Decimal

import pytest

from invoicing.domain.check_out.checkout import bring_up_to_date
from invoicing.domain.figures import ledgers
from invoicing.domain.folios import folios
from invoicing.domain.invoices import invoices
from invoicing.domain.payments import payments
from invoicing.domain.receivables import settlement
from invoicing.enums import Ledger
from invoicing.models import Folio, Invoice, Payment, Receivable
from tests.factories.invoicing import (
    AT,
    CLERK,
    TODAY,
    House,
    charge,
    check_out,
    guest_in_house,
    pay,
)

pytestmark = pytest.mark.django_db


def settle(house: House, invoice: Invoice, amount: str) -> Payment:
    return settlement.settle(
        invoice_id=invoice.pk,
        amount=Decimal(amount),
        method_id=house.method("CARD").pk,
        actor=CLERK,
        now=AT,
    )


def invoiced_then_allowed(house: House) -> tuple[Folio, Invoice]:
    """An invoice over 100.00 of a guest in house who was then given an allowance of 70.00."""
    _stay, folio = guest_in_house(house)
    charge(house, folio, "100.00")
    invoice = invoices.issue(folio_id=folio.pk, actor=CLERK, now=AT)
    charge(house, folio, "-70.00")
    return folio, invoice


def test_money_that_the_folio_no_longer_owes_is_the_guests_credit(house: House) -> None:
    folio, invoice = invoiced_then_allowed(house)
    settle(house, invoice, "100.00")
    [made] = Payment.objects.filter(invoice=invoice)

    assert (made.ledger, made.folio, made.amount) == (Ledger.GUEST, folio, Decimal("100.00"))
    assert folios.balance(folio_id=folio.pk).amount == Decimal("-70.00")
    assert Receivable.objects.get(invoice=invoice).open_amount == 0


def test_an_invoice_paid_after_an_allowance_is_credited_and_the_day_still_balances(
    house: House,
) -> None:
    folio, invoice = invoiced_then_allowed(house)
    settle(house, invoice, "100.00")
    invoices.credit_note(invoice_id=invoice.pk, reason="Noise", actor=CLERK, now=AT)
    payments.refund(
        folio_id=folio.pk,
        method_id=house.method("CASH").pk,
        amount=Decimal("70.00"),
        reason="Noise",
        actor=CLERK,
        now=AT,
    )
    check_out(house, folio.stay)
    lines = ledgers.trial_balance(hotel=house.hotel, date=TODAY)

    assert [line.closing for line in lines] == [0, 0, 0]


def test_a_debt_in_both_ledgers_is_paid_in_both(house: House) -> None:
    _stay, folio = guest_in_house(house)
    charge(house, folio, "100.00")
    pay(house, folio, "60.00", method="CITY")
    invoice = invoices.issue(folio_id=folio.pk, actor=CLERK, now=AT)
    settle(house, invoice, "100.00")
    parts = Payment.objects.filter(invoice=invoice).order_by("pk")

    assert list(parts.values_list("ledger", "amount")) == [
        (Ledger.GUEST, Decimal("40.00")),
        (Ledger.CITY, Decimal("60.00")),
    ]


def test_an_applied_deposit_pays_the_invoice_that_waits_for_it(house: House) -> None:
    stay, folio = guest_in_house(house, nights=1)
    stay.state = "booked"
    stay.save()
    pay(house, folio, "100.00")
    charge(house, folio, "100.00")
    invoice = invoices.issue(folio_id=folio.pk, actor=CLERK, now=AT)

    assert Receivable.objects.get(invoice=invoice).open_amount == Decimal("100.00")

    stay.state = "in_house"
    stay.save()
    bring_up_to_date(stay_id=stay.pk, actor=CLERK, now=AT)
    receivable = Receivable.objects.get(invoice=invoice)

    assert (receivable.open_amount, receivable.settled_at) == (Decimal("0.00"), AT)
