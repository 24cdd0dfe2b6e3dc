"""The key of a press answers only for what was pressed: the same again, or a refusal."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from hotelpms.kit.keys.once import OtherContent
from invoicing.domain.folios import folios, postings
from invoicing.domain.invoices import invoices
from invoicing.domain.payments import payments
from invoicing.domain.receivables import settlement
from invoicing.models import Charge, Folio, Payment
from messaging.domain.outbox import outbox
from tests.factories.cardex import CompanyFactory, ProfileFactory
from tests.factories.invoicing import AT, CLERK, House, charge, guest_in_house, pay
from tests.factories.messaging import letter

pytestmark = pytest.mark.django_db

TOLD: dict[str, Any] = {"actor": CLERK, "now": AT, "request_key": "press"}


@pytest.fixture
def folio(house: House) -> Folio:
    """A hundred charged, nothing paid."""
    folio = guest_in_house(house)[1]
    charge(house, folio, "100.00")
    return folio


def held(act: Callable[..., Any], asked: dict[str, Any], others: dict[str, Any]) -> None:
    """The same again is the same row; each other content is refused and makes none."""
    first = act(**asked, **TOLD)
    before = Charge.objects.count(), Payment.objects.count(), Folio.objects.count()

    assert act(**asked, **TOLD) == first
    for name, value in others.items():
        with pytest.raises(OtherContent):
            act(**asked | {name: value}, **TOLD)
    assert (Charge.objects.count(), Payment.objects.count(), Folio.objects.count()) == before


def test_a_charge(house: House, folio: Folio) -> None:
    asked = {
        "folio_id": folio.pk,
        "code_id": house.code("MINIBAR").pk,
        "unit_price": Decimal("5.00"),
        "quantity": 2,
    }
    others = {
        "code_id": house.code("SPA").pk,
        "unit_price": Decimal("6.00"),
        "quantity": 3,
        "description": "Beer",
    }
    held(postings.post_charge, asked, others)


def test_a_payment(house: House, folio: Folio) -> None:
    asked = {
        "folio_id": folio.pk,
        "method_id": house.method("CASH").pk,
        "amount": Decimal("40.00"),
    }
    others = {
        "method_id": house.method("CARD").pk,
        "amount": Decimal("41.00"),
        "reference": "slip 2",
        "folio_id": guest_in_house(house)[1].pk,
    }
    held(payments.take, asked, others)


def test_a_refund(house: House, folio: Folio) -> None:
    pay(house, folio, "150.00")
    asked = {
        "folio_id": folio.pk,
        "method_id": house.method("CASH").pk,
        "amount": Decimal("10.00"),
        "reason": "Too much",
    }
    held(payments.refund, asked, {"amount": Decimal("11.00"), "reason": "Another"})


def test_a_debt_for_the_city_ledger(house: House, folio: Folio) -> None:
    payments.take(
        folio_id=folio.pk, method_id=house.method("CASH").pk, amount=Decimal("40.00"), **TOLD
    )

    with pytest.raises(OtherContent):
        payments.to_city_ledger(folio_id=folio.pk, **TOLD)


def test_a_settled_invoice(house: House, folio: Folio) -> None:
    invoice = invoices.issue(folio_id=folio.pk, actor=CLERK, now=AT)
    asked = {
        "invoice_id": invoice.pk,
        "method_id": house.method("CASH").pk,
        "amount": Decimal("40.00"),
    }
    others = {"amount": Decimal("50.00"), "method_id": house.method("CARD").pk}
    held(settlement.settle, asked, others)


def test_a_window(house: House, folio: Folio) -> None:
    asked = {"stay_id": folio.stay_id, "payer": CompanyFactory().pk, "name": "Company"}
    held(folios.open_window, asked, {"payer": ProfileFactory().pk, "name": "Other"})


def test_a_mail_to_another_address(house: House) -> None:
    first = outbox.queue(letter=letter(house.hotel, "press"), now=AT)

    assert outbox.known(first.dedupe_key, f" {first.to_address.upper()}") == first
    assert outbox.known("another", "x@example.com") is None
    with pytest.raises(OtherContent, match=first.to_address):
        outbox.known(first.dedupe_key, "x@example.com")
