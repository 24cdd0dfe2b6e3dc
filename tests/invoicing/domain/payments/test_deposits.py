"""Money paid in advance, moved to the folio of a guest who has come."""

from decimal import Decimal

import pytest
from pytest_django import DjangoAssertNumQueries

from hotelpms.hotels.models import BusinessDay
from hotelpms.kit.models import AuditEntry
from invoicing.domain.folios import folios
from invoicing.domain.invoices import invoices
from invoicing.domain.payments import deposits
from invoicing.enums import Ledger
from invoicing.models import Folio, Payment, Receivable
from messaging.domain.outbox import outbox
from messaging.models import Message
from reservations.models import Stay
from tests.factories.invoicing import AT, CLERK, TODAY, House, charge, pay
from tests.factories.messaging import TemplateFactory, letter
from tests.factories.reservations import booked_stay

pytestmark = pytest.mark.django_db


def expected_guest(house: House) -> tuple[Stay, Folio]:
    stay = booked_stay(room_type=house.room.room_type)
    return stay, folios.main_folio(stay_id=stay.pk, business_date=TODAY)


def apply(*windows: Folio) -> list[Payment]:
    day = BusinessDay.objects.get(hotel=windows[0].hotel, state="open")
    return deposits.apply(folios=windows, day=day, actor=CLERK, now=AT)


def test_only_a_folio_with_a_deposit_gets_one(house: House) -> None:
    _stay, paid = expected_guest(house)
    _stay, unpaid = expected_guest(house)
    pay(house, paid, "0.50")

    [moved] = apply(unpaid, paid)

    assert (moved.folio, moved.ledger, moved.source_ledger) == (paid, Ledger.GUEST, Ledger.DEPOSIT)
    assert (moved.amount, moved.currency, moved.business_date) == (Decimal("0.50"), "EUR", TODAY)
    assert (moved.posted_at, moved.posted_by) == (AT, "Clerk")
    assert folios.deposit(folio_id=paid.pk) == 0
    assert folios.balance(folio_id=paid.pk).amount == Decimal("-0.50")


def test_a_deposit_keeps_the_method_that_it_was_paid_by(house: House) -> None:
    _stay, folio = expected_guest(house)
    deposit = pay(house, folio, "50.00", method="CASH")
    charge(house, folio, "10.00")
    later = pay(house, folio, "10.00", method="CARD")
    assert (later.ledger, later.method_id > deposit.method_id) == (Ledger.GUEST, True)

    [moved] = apply(folio)

    assert moved.method == deposit.method


def test_the_trail_says_which_folio_got_how_much(house: House) -> None:
    _stay, folio = expected_guest(house)
    pay(house, folio, "50.00")

    apply(folio)

    entry = AuditEntry.objects.get(action="deposit.applied")
    assert entry.data == {"folio": folio.pk, "amount": "50.00"}


def test_an_invoice_that_waited_for_the_money_is_paid(house: House) -> None:
    _stay, folio = expected_guest(house)
    pay(house, folio, "50.00")
    charge(house, folio, "50.00")
    invoice = invoices.issue(folio_id=folio.pk, actor=CLERK, now=AT)

    apply(folio)

    assert Receivable.objects.get(invoice=invoice).open_amount == 0


def test_a_letter_that_waits_demands_no_more_what_the_deposit_pays(house: House) -> None:
    stay, folio = expected_guest(house)
    pay(house, folio, "50.00")
    charge(house, folio, "80.00")
    TemplateFactory(hotel=house.hotel)
    owed = {"BALANCE": "€80.00"}
    outbox.queue(letter=letter(house.hotel, reason=("stay", stay.pk), context=owed), now=AT)

    apply(folio)

    assert Message.objects.get().context["BALANCE"] == "€30.00"


def test_folios_without_a_deposit_cost_one_query(
    house: House, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    _stay, folio = expected_guest(house)
    day = BusinessDay.objects.get(hotel=house.hotel, state="open")

    with django_assert_num_queries(1):
        assert deposits.apply(folios=[folio], day=day, actor=CLERK, now=AT) == []
