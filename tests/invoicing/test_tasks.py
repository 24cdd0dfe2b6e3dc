import pytest

from invoicing import tasks
from invoicing.domain.invoices import documents
from tests.factories.invoicing import issued_invoice, open_house

pytestmark = pytest.mark.django_db


def test_an_invoice_that_cannot_be_printed_does_not_stop_those_behind_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    house = open_house()
    broken, sound = (issued_invoice(house) for _ in range(2))
    printed = []

    def print_pdf(invoice_id: int) -> None:
        if invoice_id == broken.pk:
            raise ValueError
        printed.append(invoice_id)

    monkeypatch.setattr(documents, "invoice_pdf", print_pdf)
    tasks.print_missing()

    assert printed == [sound.pk]
