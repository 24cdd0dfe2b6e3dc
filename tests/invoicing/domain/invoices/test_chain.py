"""The hash chain stands, and every way of tampering is found."""

from collections.abc import Iterator

import pytest
from django.db import connection

from invoicing.domain.invoices.chain import Problem, verify_chain
from invoicing.models import Invoice, InvoiceLine, Series
from tests.factories.invoicing import issued_invoice, open_house

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def three() -> list[Invoice]:
    house = open_house()
    return [issued_invoice(house, amount=amount) for amount in ("10.00", "20.00", "30.00")]


@pytest.fixture
def thawed(three: list[Invoice]) -> Iterator[None]:
    """The tables without their triggers: what somebody with the file could do."""
    tables = {model._meta.db_table for model in (Invoice, InvoiceLine)}
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for table in tables:
                cursor.execute(f'ALTER TABLE "{table}" DISABLE TRIGGER USER')
            yield
            for table in tables:
                cursor.execute(f'ALTER TABLE "{table}" ENABLE TRIGGER USER')
            return
        cursor.execute("SELECT name, sql, tbl_name FROM sqlite_master WHERE type = 'trigger'")
        triggers = [(name, sql) for name, sql, table in cursor.fetchall() if table in tables]
        for name, _sql in triggers:
            cursor.execute(f'DROP TRIGGER "{name}"')
        yield
        for _name, sql in triggers:
            cursor.execute(sql)


def test_a_series_as_issued_has_no_fault(three: list[Invoice]) -> None:
    assert [invoice.previous_hash for invoice in three] == ["", three[0].hash, three[1].hash]
    assert verify_chain(three[0].series_id) == []


def test_a_series_without_documents_has_no_fault() -> None:
    house = open_house()
    series = Series.objects.create(
        hotel=house.hotel, kind="invoice", fiscal_year=2027, prefix="2027-"
    )
    assert verify_chain(series.pk) == []


@pytest.mark.usefixtures("thawed")
def test_a_changed_head_is_found(three: list[Invoice]) -> None:
    Invoice.objects.filter(pk=three[1].pk).update(payer_name="Somebody else")
    assert verify_chain(three[0].series_id) == [Problem(2, "content")]


@pytest.mark.usefixtures("thawed")
def test_a_changed_line_is_found(three: list[Invoice]) -> None:
    InvoiceLine.objects.filter(invoice=three[0]).update(gross=1, net=1, tax=0)
    assert verify_chain(three[0].series_id) == [Problem(1, "content"), Problem(1, "sum")]


@pytest.mark.usefixtures("thawed")
def test_a_hash_made_anew_breaks_the_link_to_the_next(three: list[Invoice]) -> None:
    Invoice.objects.filter(pk=three[0].pk).update(hash="0" * 64)
    assert verify_chain(three[0].series_id) == [Problem(1, "content"), Problem(2, "link")]


@pytest.mark.usefixtures("thawed")
def test_a_missing_document_is_found(three: list[Invoice]) -> None:
    remove(three[1])
    assert verify_chain(three[0].series_id) == [Problem(3, "gap"), Problem(3, "link")]


@pytest.mark.usefixtures("thawed")
def test_a_missing_last_document_is_found(three: list[Invoice]) -> None:
    remove(three[2])
    assert verify_chain(three[0].series_id) == [Problem(3, "end")]


@pytest.mark.usefixtures("thawed")
def test_a_date_that_goes_back_is_found(three: list[Invoice]) -> None:
    Invoice.objects.filter(pk=three[1].pk).update(issue_date="2027-05-09")
    assert verify_chain(three[0].series_id) == [Problem(2, "content"), Problem(2, "date")]


def remove(invoice: Invoice) -> None:
    InvoiceLine.objects.filter(invoice=invoice)._raw_delete("default")
    invoice.receivable.delete()
    Invoice.objects.filter(pk=invoice.pk)._raw_delete("default")
