"""The PDF of an invoice is printed once, outside the transaction, and kept."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from pypdf import PdfReader

from hotelpms.kit.files import documents as store
from invoicing import tasks
from invoicing.domain.invoices import backlog, documents, invoices, previews
from invoicing.models import Invoice, InvoiceDocument
from tests.factories.invoicing import (
    AT,
    CLERK,
    TODAY,
    House,
    charge,
    guest_in_house,
    issued_invoice,
    open_house,
    pay,
)

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


def test_it_says_what_was_paid_and_where_to_pay_the_rest() -> None:
    house = open_house(
        iban="ES9121000418450200051332", payment_days=14, invoice_note="Kind regards"
    )
    _stay, folio = guest_in_house(house)
    charge(house, folio, "121.00")
    pay(house, folio, "21.00")
    invoice = invoices.issue(folio_id=folio.pk, actor=CLERK, now=AT)
    text = text_of(invoice)

    for part in (
        "€100.00",
        "ES91 2100 0418 4502 0005 1332",
        "14 days",
        "24 May 2027",
        "Kind regards",
    ):
        assert part in text


def test_one_that_is_paid_asks_for_nothing() -> None:
    house = open_house(iban="ES9121000418450200051332")
    _stay, folio = guest_in_house(house)
    charge(house, folio, "121.00")
    pay(house, folio, "121.00")
    text = text_of(invoices.issue(folio_id=folio.pk, actor=CLERK, now=AT))

    assert "Paid in full" in text
    assert "IBAN" not in text


def test_the_sums_of_a_long_invoice_do_not_stand_alone(house: House) -> None:
    _stay, folio = guest_in_house(house)
    for _ in range(60):
        charge(house, folio, "1.00")
    invoice = invoices.issue(folio_id=folio.pk, actor=CLERK, now=AT)
    content = store.read(documents.invoice_pdf(invoice.pk))
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]
    [sums] = [text for text in pages if "€60.00" in text]

    assert len(pages) > 1
    assert "Minibar" in sums
    assert all("Unit price" in text for text in pages if "Minibar" in text)


def test_a_draft_says_that_it_is_none(house: House) -> None:
    _stay, folio = guest_in_house(house)
    charge(house, folio, "121.00")
    draft = previews.preview(folio=folio, business_date=TODAY, actor=CLERK, now=AT)
    content = previews.print_preview(draft)
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)

    assert "Draft of the invoice" in text
    assert "€121.00" in text
    assert not Invoice.objects.exists()


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
