"""An allowance after the invoice takes back no more than the invoice holds at its tax rate."""

import pytest
from django.db import transaction

from invoicing.domain.folios import folios
from invoicing.domain.invoices import invoices
from invoicing.domain.invoices.partial import NothingLeftToCredit
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


@pytest.mark.parametrize(("sold", "noted"), [("10.00", []), ("100.00", ["-60.00"])])
def test_a_credit_note_takes_back_no_more_of_a_rate_than_its_invoice_holds(
    house: House, sold: str, noted: list[str]
) -> None:
    """Beside 200.00 without tax, 100.00 at 21 % would take back tax that was never charged."""
    stay, folio = guest_in_house(house)
    charge(house, folio, sold)
    charge(house, folio, "200.00", code="CITY_TAX")
    invoice = invoices.issue(folio_id=folio.pk, actor=CLERK, now=AT)
    for amount in noted:
        charge(house, folio, amount)
        with transaction.atomic():
            invoices.credit_rest(folio=folio, business_date=TODAY, actor=CLERK, now=AT)
    charge(house, folio, "-100.00")
    pay(house, folio, str(folios.balance(folio_id=folio.pk).amount))

    with pytest.raises(NothingLeftToCredit, match="at the rate that was invoiced"):
        check_out(house, stay)
    assert invoice.credit_notes.count() == len(noted)
