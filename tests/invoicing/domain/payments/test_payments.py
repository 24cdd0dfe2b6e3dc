from decimal import Decimal

import pytest

from hotelpms.kit.money import TooManyDecimals
from invoicing.domain.check_out import checkout
from invoicing.domain.figures import ledgers
from invoicing.domain.folios import folios
from invoicing.domain.folios.postings import AlreadyReversed, ReasonMissing
from invoicing.domain.invoices import invoices
from invoicing.domain.payments import payments
from invoicing.domain.receivables.settlement import settle
from invoicing.enums import Ledger
from invoicing.models import Payment, Receivable
from reservations.domain.front_desk import arrivals
from tests.factories.invoicing import (
    AT,
    CLERK,
    TODAY,
    House,
    charge,
    guest_in_house,
    pay,
)
from tests.factories.reservations import booked_stay

pytestmark = pytest.mark.django_db


def test_a_payment_lowers_the_balance(house: House) -> None:
    _stay, folio = guest_in_house(house)
    charge(house, folio, "50.00")
    made = pay(house, folio, "20.00")

    assert (made.ledger, made.source_ledger, made.business_date) == (Ledger.GUEST, "", TODAY)
    assert folios.balance(folio_id=folio.pk).amount == Decimal("30.00")


def test_the_same_request_pays_once(house: House) -> None:
    _stay, folio = guest_in_house(house)
    twice = [
        payments.take(
            folio_id=folio.pk,
            method_id=house.method("CARD").pk,
            amount=Decimal(10),
            actor=CLERK,
            now=AT,
            request_key="a-click",
        )
        for _ in range(2)
    ]

    assert twice[0] == twice[1]
    assert Payment.objects.count() == 1


@pytest.mark.parametrize("amount", ["0", "-5"])
def test_money_is_taken_above_zero(house: House, amount: str) -> None:
    _stay, folio = guest_in_house(house)
    with pytest.raises(payments.AmountNotPositive):
        pay(house, folio, amount)


def test_money_finer_than_its_currency_is_refused_and_not_rounded(house: House) -> None:
    _stay, folio = guest_in_house(house)
    with pytest.raises(TooManyDecimals, match="EUR has at most 2 decimals"):
        pay(house, folio, "10.125")
    with pytest.raises(TooManyDecimals):
        charge(house, folio, "45.125")


def test_a_refund_gives_back_at_most_the_credit(house: House) -> None:
    _stay, folio = guest_in_house(house)
    charge(house, folio, "50.00")
    pay(house, folio, "80.00")
    with pytest.raises(payments.RefundTooHigh) as refusal:
        refund(house, folio.pk, "30.01")

    assert refusal.value.credit.amount == Decimal("30.00")

    made = refund(house, folio.pk, "30.00")

    assert (made.amount, made.reason, made.ledger) == (
        Decimal("-30.00"),
        "Left early",
        Ledger.GUEST,
    )
    assert folios.balance(folio_id=folio.pk).is_zero


def test_a_refund_says_why(house: House) -> None:
    _stay, folio = guest_in_house(house)
    with pytest.raises(ReasonMissing):
        refund(house, folio.pk, "1.00", reason="")


def test_money_before_arrival_waits_in_the_deposit_ledger(house: House) -> None:
    stay = booked_stay(room_type=house.room.room_type)
    folio = folios.main_folio(stay_id=stay.pk, business_date=TODAY)

    assert pay(house, folio, "60.00").ledger == Ledger.DEPOSIT
    assert folios.balance(folio_id=folio.pk).is_zero
    assert folios.deposit(folio_id=folio.pk) == Decimal("60.00")

    refund(house, folio.pk, "10.00")

    assert folios.deposit(folio_id=folio.pk) == Decimal("50.00")


def test_the_check_in_applies_the_deposit_and_its_undoing_lets_it_wait_again(house: House) -> None:
    stay = booked_stay(room_type=house.room.room_type, nights=2, price=Decimal("80.00"))
    folio = folios.main_folio(stay_id=stay.pk, business_date=TODAY)
    pay(house, folio, "60.00")
    when = {"stay_id": stay.pk, "actor": CLERK, "business_date": TODAY}
    arrivals.check_in(room_id=house.room.pk, now=AT, **when)
    applied = Payment.objects.get(source_ledger=Ledger.DEPOSIT)

    assert (applied.ledger, applied.amount) == (Ledger.GUEST, Decimal("60.00"))
    assert folios.deposit(folio_id=folio.pk) == 0
    assert folios.balance(folio_id=folio.pk).amount == Decimal("-60.00")

    arrivals.undo_check_in(now=AT, **when)

    assert folios.deposit(folio_id=folio.pk) == Decimal("60.00")
    assert folios.balance(folio_id=folio.pk).is_zero


def test_what_the_guest_has_used_up_does_not_wait_again(house: House) -> None:
    stay = booked_stay(room_type=house.room.room_type)
    folio = folios.main_folio(stay_id=stay.pk, business_date=TODAY)
    pay(house, folio, "60.00")
    when = {"stay_id": stay.pk, "actor": CLERK, "business_date": TODAY}
    arrivals.check_in(room_id=house.room.pk, now=AT, **when)
    charge(house, folio, "25.00")

    arrivals.undo_check_in(now=AT, **when)

    assert folios.deposit(folio_id=folio.pk) == Decimal("35.00")
    assert folios.balance(folio_id=folio.pk).is_zero
    assert ledgers.trial_balance(hotel=house.hotel, date=TODAY)


def test_moving_to_the_city_ledger_clears_the_folio_and_pays_no_invoice(house: House) -> None:
    _stay, folio = guest_in_house(house)
    charge(house, folio, "50.00")
    made = payments.to_city_ledger(folio_id=folio.pk, actor=CLERK, now=AT)

    assert (made.ledger, made.source_ledger, made.amount) == (
        Ledger.GUEST,
        Ledger.CITY,
        Decimal("50.00"),
    )
    assert folios.balance(folio_id=folio.pk).is_zero

    invoice = invoices.issue(folio_id=folio.pk, actor=CLERK, now=AT)

    assert Receivable.objects.get(invoice=invoice).open_amount == Decimal("50.00")


def test_a_deferred_method_moves_to_the_city_ledger(house: House) -> None:
    _stay, folio = guest_in_house(house)
    charge(house, folio, "50.00")

    assert pay(house, folio, "20.00", method="CITY").source_ledger == Ledger.CITY


def test_a_deferred_method_moves_no_more_than_is_owed(house: House) -> None:
    _stay, folio = guest_in_house(house)
    charge(house, folio, "50.00")
    with pytest.raises(payments.MoreThanOwed) as refused:
        pay(house, folio, "50.01", method="CITY")

    assert refused.value.owed.amount == Decimal("50.00")
    assert folios.balance(folio_id=folio.pk).amount == Decimal("50.00")


def test_there_must_be_a_balance_to_move(house: House) -> None:
    _stay, folio = guest_in_house(house)
    with pytest.raises(payments.NothingOwed):
        payments.to_city_ledger(folio_id=folio.pk, actor=CLERK, now=AT)


def test_a_payment_taken_back_is_mirrored_and_opens_its_invoice(house: House) -> None:
    _stay, folio = guest_in_house(house)
    charge(house, folio, "50.00")
    made = pay(house, folio, "50.00")
    invoice = invoices.issue(folio_id=folio.pk, actor=CLERK, now=AT)

    assert Receivable.objects.get(invoice=invoice).open_amount == 0

    mirror = payments.reverse_payment(
        payment_id=made.pk, reason="Card refused", actor=CLERK, now=AT
    )

    assert (mirror.amount, mirror.reverses, mirror.method) == (
        Decimal("-50.00"),
        made,
        made.method,
    )

    receivable = Receivable.objects.get(invoice=invoice)

    assert (receivable.open_amount, receivable.settled_at) == (Decimal("50.00"), None)

    with pytest.raises(AlreadyReversed):
        payments.reverse_payment(payment_id=made.pk, reason="Again", actor=CLERK, now=AT)


def test_a_deposit_that_was_applied_is_not_taken_back_under_the_folio(house: House) -> None:
    stay, folio = guest_in_house(house, nights=1, price=Decimal(0))
    stay.state = "booked"
    stay.save()
    deposit = pay(house, folio, "60.00")
    stay.state = "in_house"
    stay.save()
    checkout.bring_up_to_date(stay_id=stay.pk, actor=CLERK, now=AT)
    with pytest.raises(payments.OthersBuildOnIt):
        take_back(deposit)
    take_back(Payment.objects.get(source_ledger=Ledger.DEPOSIT))
    take_back(deposit)

    assert folios.deposit(folio_id=folio.pk) == 0
    assert folios.balance(folio_id=folio.pk).is_zero


def test_a_balance_that_was_paid_in_the_city_ledger_does_not_come_back(house: House) -> None:
    _stay, folio = guest_in_house(house)
    charge(house, folio, "50.00")
    moved = payments.to_city_ledger(folio_id=folio.pk, actor=CLERK, now=AT)
    invoice = invoices.issue(folio_id=folio.pk, actor=CLERK, now=AT)
    paid = settle(
        invoice_id=invoice.pk,
        amount=Decimal("20.00"),
        method_id=house.method("CARD").pk,
        actor=CLERK,
        now=AT,
    )
    with pytest.raises(payments.OthersBuildOnIt):
        take_back(moved)
    take_back(paid)
    take_back(moved)

    assert folios.balance(folio_id=folio.pk).amount == Decimal("50.00")


def take_back(payment: Payment) -> Payment:
    return payments.reverse_payment(payment_id=payment.pk, reason="Wrong", actor=CLERK, now=AT)


def refund(house: House, folio_id: int, amount: str, reason: str = "Left early") -> Payment:
    return payments.refund(
        folio_id=folio_id,
        method_id=house.method("CASH").pk,
        amount=Decimal(amount),
        reason=reason,
        actor=CLERK,
        now=AT,
    )
