"""The hash chain stands, and every way of tampering is found."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from django.db import connection

from invoicing.domain.invoices.chain import Problem, canonical, verify_chain
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


def test_a_series_is_checked_without_those_of_others(three: list[Invoice]) -> None:
    other = issued_invoice(open_house())

    assert verify_chain(three[0].series_id) == []
    assert verify_chain(other.series_id) == []


def test_the_sealed_text_is_this_one_to_the_letter() -> None:
    """Whatever changes here changes every hash that was ever printed."""
    madrid = timezone(timedelta(hours=2))
    invoice = Invoice(
        kind="credit_note",
        full_number="2027-C-7",
        number=7,
        issue_date=date(2027, 5, 10),
        issued_at=datetime(2027, 5, 11, 1, 30, tzinfo=madrid),
        issued_by="Clerk",
        original_id=3,
        folio_id=4,
        payer_id=5,
        reason="Wrong name",
        seller_name="Hotel Limited",
        seller_tax_id="CZ1",
        seller_address="Long Street 1",
        payer_name="José Ruiz",
        payer_tax_id="ES2",
        payer_address="Calle 2",
        stay_text="Room 7",
        language="es",
        currency="EUR",
        net=Decimal("-10"),
        tax=Decimal("-2.1"),
        total=Decimal("-12.1"),
        previous_hash="ab",
    )
    line = InvoiceLine(
        position=1,
        charge_id=8,
        code_id=9,
        date=date(2027, 5, 9),
        description="Minibar",
        quantity=Decimal(1),
        tax_percent=Decimal(21),
        net=Decimal("-10"),
        tax=Decimal("-2.1"),
        gross=Decimal("-12.1"),
    )

    assert canonical(invoice, [line]) == (
        '{"currency":"EUR","folio":4,"form":1,"full_number":"2027-C-7",'
        '"issue_date":"2027-05-10","issued_at":"2027-05-10T23:30:00+00:00","issued_by":"Clerk",'
        '"kind":"credit_note","language":"es",'
        '"lines":[[1,8,9,"2027-05-09","Minibar","1.00","21.000","-10.00","-2.10","-12.10"]],'
        '"net":"-10.00","number":7,"original":3,"payer":5,"payer_address":"Calle 2",'
        '"payer_name":"José Ruiz","payer_tax_id":"ES2","previous_hash":"ab",'
        '"reason":"Wrong name","seller_address":"Long Street 1","seller_name":"Hotel Limited",'
        '"seller_tax_id":"CZ1","stay_text":"Room 7","tax":"-2.10","total":"-12.10"}'
    )


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
def test_a_missing_first_document_is_found(three: list[Invoice]) -> None:
    remove(three[0])

    assert verify_chain(three[0].series_id) == [Problem(2, "gap"), Problem(2, "link")]


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
