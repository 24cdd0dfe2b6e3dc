"""What came in goes out once: deposits applied, waiting again, refunded and corrected."""

import datetime
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from hotelpms.kit.errors import Refused
from invoicing.domain.folios import folios
from invoicing.domain.payments import payments
from invoicing.domain.receivables import settlement
from invoicing.enums import Ledger
from invoicing.models import Folio, Payment
from reservations.domain.front_desk import arrivals
from reservations.models import Stay
from tests.factories.invoicing import (
    AT,
    CLERK,
    TODAY,
    House,
    charge,
    left_on_account,
    pay,
)
from tests.factories.reservations import booked_stay

pytestmark = pytest.mark.django_db

STEPS = ("take", "check in", "undo", "refund", "correct", "correct")


def test_a_deposit_that_waited_again_and_was_refunded_is_not_applied_by_a_correction(
    house: House,
) -> None:
    stay, folio = _expected(house)
    pay(house, folio, "60.00")
    _step("check in", 0, house, stay, folio, AT)
    _step("undo", 0, house, stay, folio, AT)
    taken_back = Payment.objects.get(source_ledger=Ledger.DEPOSIT, amount__lt=0)
    _step("refund", 0, house, stay, folio, AT)

    with pytest.raises(payments.OthersBuildOnIt):
        _correct(taken_back)
    assert folios.balance(folio_id=folio.pk).is_zero


def test_an_applied_deposit_that_was_refunded_does_not_wait_again(house: House) -> None:
    stay, folio = _expected(house)
    pay(house, folio, "60.00")
    _step("check in", 0, house, stay, folio, AT)
    applied = Payment.objects.get(source_ledger=Ledger.DEPOSIT)
    _step("refund", 0, house, stay, folio, AT)

    with pytest.raises(payments.OthersBuildOnIt):
        _correct(applied)
    assert folios.deposit(folio_id=folio.pk) == 0


def test_an_applied_deposit_that_charges_use_up_can_be_corrected(house: House) -> None:
    stay, folio = _expected(house)
    pay(house, folio, "60.00")
    _step("check in", 0, house, stay, folio, AT)
    charge(house, folio, "100.00")

    _correct(Payment.objects.get(source_ledger=Ledger.DEPOSIT))

    assert folios.deposit(folio_id=folio.pk) == Decimal("60.00")
    assert folios.balance(folio_id=folio.pk).amount == Decimal("100.00")


def test_money_that_left_an_invoice_and_was_paid_again_does_not_come_back(house: House) -> None:
    _stay, invoice = left_on_account(house)
    facts = {"invoice_id": invoice.pk, "amount": Decimal(100), "actor": CLERK, "now": AT}
    facts["method_id"] = house.method("CARD").pk
    settlement.settle(**facts)
    left = settlement.take_back(**facts, reason="Disputed", request_key="dispute")
    settlement.settle(**facts)

    with pytest.raises(payments.OthersBuildOnIt):
        _correct(left)
    assert settlement.city_balance(folio=invoice.folio) == 0


@settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@example([("take", 0), ("check in", 0), ("undo", 0), ("refund", 0), ("correct", 1), ("refund", 0)])
@example([("take", 0), ("check in", 0), ("refund", 0), ("correct", 1), ("refund", 0)])
@given(st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 4)), min_size=4, max_size=10))
def test_no_more_goes_out_than_came_in(house: House, steps: list[tuple[str, int]]) -> None:
    stay, folio = _expected(house)
    for minute, (what, which) in enumerate(steps):
        now = AT + datetime.timedelta(minutes=minute)
        try:
            _step(what, which, house, stay, folio, now)
        except Refused:
            continue

        outside = folio.payments.filter(source_ledger="")
        assert sum(payment.amount for payment in outside) >= 0, steps[: minute + 1]
        assert folios.deposit(folio_id=folio.pk) >= 0, steps[: minute + 1]


def _expected(house: House) -> tuple[Stay, Folio]:
    stay = booked_stay(room_type=house.room.room_type, price=Decimal(0))
    return stay, folios.main_folio(stay_id=stay.pk, business_date=TODAY)


def _step(
    what: str, which: int, house: House, stay: Stay, folio: Folio, now: datetime.datetime
) -> None:
    when = {"stay_id": stay.pk, "actor": CLERK, "business_date": TODAY, "now": now}
    if what == "take":
        pay(house, folio, "60.00")
    elif what == "check in":
        arrivals.check_in(room_id=house.new_room().pk, **when)
    elif what == "undo":
        arrivals.undo_check_in(**when)
    elif what == "refund":
        payments.refund(
            folio_id=folio.pk,
            method_id=house.method("CASH").pk,
            amount=Decimal("60.00"),
            reason="Left early",
            actor=CLERK,
            now=now,
        )
    else:
        row = folio.payments.order_by("-pk")[which : which + 1].first()
        if row is not None:
            _correct(row)


def _correct(payment: Payment) -> Payment:
    return payments.reverse_payment(payment_id=payment.pk, reason="Wrong", actor=CLERK, now=AT)
