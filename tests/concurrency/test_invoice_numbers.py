"""Twenty desks issue at once: no number twice, none missing; and what happens without the lock."""

import threading
from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction

from invoicing.domain.invoices import invoices
from invoicing.domain.invoices.chain import verify_chain
from invoicing.models import Folio, Invoice, Series
from tests.concurrency.rivals import compete
from tests.factories.invoicing import AT, CLERK, House, charge, guest_in_house, open_house

pytestmark = [pytest.mark.needs_postgres, pytest.mark.django_db(transaction=True)]

RIVALS = 20


def test_twenty_rivals_leave_no_gap_and_one_chain() -> None:
    house = open_house()
    folios = billed_folios(house, RIVALS)
    failures = race([lambda f=folio: issue(f) for folio in folios])
    assert failures == []
    numbers = Invoice.objects.order_by("number").values_list("number", flat=True)
    assert list(numbers) == list(range(1, RIVALS + 1))
    assert verify_chain(Series.objects.get().pk) == []


def test_rivals_that_fail_leave_no_gap() -> None:
    house = open_house()
    folios = billed_folios(house, 10)

    def issue_and_fail(folio: Folio) -> None:
        with transaction.atomic():
            issue(folio)
            transaction.set_rollback(True)

    every_other = [
        (lambda f=folio: issue_and_fail(f)) if position % 2 else (lambda f=folio: issue(f))
        for position, folio in enumerate(folios)
    ]
    assert race(every_other) == []
    numbers = Invoice.objects.order_by("number").values_list("number", flat=True)
    assert list(numbers) == [1, 2, 3, 4, 5]
    assert verify_chain(Series.objects.get().pk) == []


def test_control_without_the_lock_rivals_take_the_same_number() -> None:
    """Read, meet, write: what the row lock prevents. The constraint still has the last word."""
    house = open_house()
    series = Series.objects.create(
        hotel=house.hotel, kind="invoice", fiscal_year=2027, prefix="2027-"
    )
    meeting = threading.Barrier(2, timeout=20)
    taken: list[int] = []

    def number_without_lock() -> None:
        with transaction.atomic():
            row = Series.objects.get(pk=series.pk)
            meeting.wait()
            row.last_number += 1
            row.save(update_fields=["last_number"])
            taken.append(row.last_number)

    assert race([number_without_lock, number_without_lock]) == []
    assert taken == [1, 1]


def test_two_rivals_for_one_folio_issue_one_invoice() -> None:
    house = open_house()
    (folio,) = billed_folios(house, 1)
    failures = race([lambda: issue(folio)] * 5)
    assert [type(error) for error in failures] == [invoices.NothingToInvoice] * 4
    assert Invoice.objects.count() == 1


def test_the_database_alone_refuses_a_number_twice() -> None:
    house = open_house()
    (folio,) = billed_folios(house, 1)
    invoice = issue(folio)
    invoice.pk = None
    invoice._state.adding = True
    with pytest.raises(IntegrityError):
        invoice.save(force_insert=True)


def billed_folios(house: House, count: int) -> list[Folio]:
    folios = []
    for _ in range(count):
        _stay, folio = guest_in_house(house)
        charge(house, folio, "10.00")
        folios.append(folio)
    return folios


def issue(folio: Folio) -> Invoice:
    return invoices.issue(folio_id=folio.pk, actor=CLERK, now=AT)


def race(deeds: list[Callable[[], object]]) -> list[Exception]:
    """Do all at once; return what was raised."""
    given = compete(len(deeds), lambda number: deeds[number]())
    return [answer for answer in given if isinstance(answer, Exception)]
