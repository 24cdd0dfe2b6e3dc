"""The PDF of an invoice is printed once, outside the transaction, and kept."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from pypdf import PdfReader

from hotelpms.kit.files import documents as store
from invoicing import tasks
from invoicing.domain.invoices import backlog, documents, invoices
from invoicing.models import Invoice, InvoiceDocument
from tests.factories.invoicing import AT, CLERK, House, issued_invoice, open_house

pytestmark = [pytest.mark.django_db, pytest.mark.needs_pango]


@pytest.fixture
def house() -> House:
    return open_house(legal_name="Hotel Limited", tax_id="CZ123")


def text_of(invoice: Invoice) -> str:
    content = store.read(documents.invoice_pdf(invoice.pk))
    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


def test_the_paper_names_the_parties_the_lines_and_the_tax(house: House) -> None:
    invoice = issued_invoice(house, amount="121.00")
    text = text_of(invoice)
    for part in ("2027-00001", "Hotel Limited", invoice.payer_name, "Minibar", "€121.00", "€21.00"):
        assert part in text


def test_a_credit_note_names_its_invoice(house: House) -> None:
    invoice = issued_invoice(house, amount="121.00")
    note = invoices.credit_note(invoice_id=invoice.pk, reason="Wrong payer", actor=CLERK, now=AT)
    text = text_of(note)

    assert "Credit note" in text
    assert "2027-00001" in text
    assert "Wrong payer" in text


def test_it_is_printed_once(house: House) -> None:
    invoice = issued_invoice(house)
    first = documents.invoice_pdf(invoice.pk)

    assert documents.invoice_pdf(invoice.pk) == first
    assert (first.name, first.kind) == ("2027-00001.pdf", "invoice")
    assert InvoiceDocument.objects.count() == 1


def test_of_two_printers_the_first_counts(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    invoice = issued_invoice(house)
    theirs = documents.invoice_pdf(invoice.pk)
    monkeypatch.setattr(documents, "_kept", lambda invoice_id: None)

    assert documents.invoice_pdf(invoice.pk) == theirs


def test_the_sweep_prints_what_the_bell_missed(house: House) -> None:
    first, second = issued_invoice(house), issued_invoice(house)
    documents.invoice_pdf(first.pk)

    assert documents.missing_pdfs(limit=10, after=0, before=AT) == [second.pk]
    assert documents.missing_pdfs(limit=10, after=second.pk, before=AT) == []

    backlog.print_missing(after=0, seconds=60, now=AT + backlog.FRESH_FOR)

    assert documents.missing_pdfs(limit=10, after=0, before=AT) == []

    tasks.render_invoice(second.pk)

    assert InvoiceDocument.objects.count() == 2


def test_issuing_rings_after_the_commit(
    house: House,
    django_capture_on_commit_callbacks: Callable[..., Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rung: list[tuple[int, ...]] = []
    monkeypatch.setattr(
        tasks.render_invoice, "apply_async", lambda args, **_: rung.append(tuple(args))
    )
    with django_capture_on_commit_callbacks(execute=True):
        invoice = issued_invoice(house)
        assert rung == []

    assert (invoice.pk,) in rung
