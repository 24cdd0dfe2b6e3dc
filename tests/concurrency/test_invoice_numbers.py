"""Twenty desks issue at once: no number twice, none missing; and what happens without the lock."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction

from invoicing.domain.invoices import invoices
from invoicing.domain.invoices.chain import verify_chain
from invoicing.models import Folio, Invoice, Series
from tests.concurrency.rivals import compete
from tests.concurrency.unguarded import TakeOut, meet_unlocked, take_out
from tests.factories.invoicing import AT, CLERK, House, charge, guest_in_house, open_house

pytestmark = [pytest.mark.needs_postgres, pytest.mark.django_db(transaction=True)]

__all__ = ["take_out"]

RIVALS = 20
NUMBER = 'INSERT INTO "invoicing_invoice"'


def test_twenty_rivals_leave_no_gap_and_one_chain() -> None:
    house = open_house()
    folios = billed_folios(house, RIVALS)
    failures = race([lambda f=folio: issue(f) for folio in folios])

    assert failures == []
    assert numbers() == list(range(1, RIVALS + 1))
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
    assert numbers() == [1, 2, 3, 4, 5]
    assert verify_chain(Series.objects.get().pk) == []


def test_without_the_lock_the_constraint_lets_a_number_be_taken_once() -> None:
    house = open_house()
    first, *folios = billed_folios(house, 3)
    issue(first)

    refused = met([lambda f=folio: issue(f) for folio in folios])

    assert [type(error) for error in refused] == [IntegrityError]
    assert numbers() == [1, 2]


def test_control_without_lock_and_constraint_rivals_take_the_same_number(
    take_out: TakeOut,
) -> None:
    """Two invoices with one number, and a chain that no longer holds."""
    take_out(Invoice, "an_invoice_number_exists_once")
    take_out(Invoice, "a_full_invoice_number_exists_once")
    house = open_house()
    first, *folios = billed_folios(house, 3)
    issue(first)

    refused = met([lambda f=folio: issue(f) for folio in folios])

    assert refused == []
    assert numbers() == [1, 2, 2]
    assert verify_chain(Series.objects.get().pk) != []


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


def numbers() -> list[int]:
    return list(Invoice.objects.order_by("number").values_list("number", flat=True))


def race(deeds: list[Callable[[], object]]) -> list[Exception]:
    """Do all at once; return what was raised."""
    return raised(compete(len(deeds), lambda number: deeds[number]()))


def met(deeds: list[Callable[[], object]]) -> list[Exception]:
    """Do all without row locks, each waiting for the others before it takes its number."""
    return raised(meet_unlocked(len(deeds), lambda number: deeds[number](), before=NUMBER))


def raised(given: list[object]) -> list[Exception]:
    return [answer for answer in given if isinstance(answer, Exception)]
