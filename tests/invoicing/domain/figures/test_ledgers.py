from datetime import date
from decimal import Decimal

import pytest

from hotelpms.closing.domain import runner
from hotelpms.hotels.domain.business_day import roll_day
from invoicing.domain.figures import ledgers
from invoicing.domain.folios import folios, postings
from invoicing.domain.invoices import invoices
from invoicing.domain.payments import payments
from invoicing.domain.receivables import settlement
from invoicing.models import Invoice, LedgerDay, Payment
from reservations.domain.front_desk import arrivals
from tests.factories.invoicing import (
    AT,
    CLERK,
    TODAY,
    House,
    business_date,
    charge,
    check_out,
    guest_in_house,
    left_on_account,
    open_house,
    pay,
    post_nights,
)
from tests.factories.reservations import booked_stay

pytestmark = pytest.mark.django_db

Lines = dict[str, tuple[str, str, str, str]]


def balance(house: House) -> Lines:
    """The trial balance of the open date: opening, debits, credits, closing per ledger."""
    lines = ledgers.trial_balance(hotel=house.hotel, date=business_date(house))
    return {
        line.ledger: (str(line.opening), str(line.debits), str(line.credits), str(line.closing))
        for line in lines
    }


def close(house: House) -> None:
    started = runner.start(is_confirmed=True, hotel=house.hotel, actor=CLERK, now=AT)
    runner.run(closing_id=started.pk, now=lambda: AT, makes_reports=False)


def test_a_house_without_money_balances_at_zero(house: House) -> None:
    nothing = ("0.00", "0.00", "0.00", "0.00")

    assert balance(house) == {"guest": nothing, "deposit": nothing, "city": nothing}


def test_charges_debit_and_payments_credit_the_guest_ledger(house: House) -> None:
    _stay, folio = guest_in_house(house)
    wrong = charge(house, folio, "30.00")
    charge(house, folio, "50.00")
    postings.reverse_charge(charge_id=wrong.pk, reason="Wrong room", actor=CLERK, now=AT)
    pay(house, folio, "20.00")

    assert balance(house)["guest"] == ("0.00", "50.00", "20.00", "30.00")


def test_a_refund_takes_the_credit_back(house: House) -> None:
    _stay, folio = guest_in_house(house)
    charge(house, folio, "10.00")
    pay(house, folio, "50.00")
    payments.refund(
        folio_id=folio.pk,
        method_id=house.method("CASH").pk,
        amount=Decimal("40.00"),
        reason="Paid too much",
        actor=CLERK,
        now=AT,
    )

    assert balance(house)["guest"] == ("0.00", "10.00", "10.00", "0.00")


def test_money_in_advance_is_owed_by_the_house_until_the_guest_is_here(house: House) -> None:
    stay = booked_stay(room_type=house.room.room_type, arrival=date(2027, 5, 20))
    folio = folios.main_folio(stay_id=stay.pk, business_date=TODAY)
    pay(house, folio, "80.00")

    assert balance(house)["deposit"] == ("0.00", "0.00", "80.00", "-80.00")
    assert balance(house)["guest"] == ("0.00", "0.00", "0.00", "0.00")


def test_an_applied_deposit_moves_to_the_guest_ledger(house: House) -> None:
    stay = booked_stay(room_type=house.room.room_type)
    folio = folios.main_folio(stay_id=stay.pk, business_date=TODAY)
    pay(house, folio, "80.00")
    room = house.new_room()
    arrivals.check_in(stay_id=stay.pk, room_id=room.pk, actor=CLERK, now=AT, business_date=TODAY)
    post_nights(house)

    assert balance(house) == {
        "guest": ("0.00", "100.00", "80.00", "20.00"),
        "deposit": ("0.00", "80.00", "80.00", "0.00"),
        "city": ("0.00", "0.00", "0.00", "0.00"),
    }


def test_a_balance_moved_before_its_invoice_stands_in_the_city_ledger(house: House) -> None:
    _stay, folio = guest_in_house(house)
    charge(house, folio, "100.00")
    pay(house, folio, "40.00")
    payments.to_city_ledger(folio_id=folio.pk, actor=CLERK, now=AT)

    assert balance(house) == {
        "guest": ("0.00", "100.00", "100.00", "0.00"),
        "deposit": ("0.00", "0.00", "0.00", "0.00"),
        "city": ("0.00", "60.00", "0.00", "60.00"),
    }


def test_what_left_on_account_is_owed_until_the_company_pays(house: House) -> None:
    _stay, invoice = left_on_account(house)
    close(house)

    assert balance(house)["city"] == ("100.00", "0.00", "0.00", "100.00")

    settle(house, invoice, "30.00")

    assert balance(house)["city"] == ("100.00", "0.00", "30.00", "70.00")

    close(house)
    settle(house, invoice, "70.00")

    assert balance(house)["city"] == ("70.00", "0.00", "70.00", "0.00")


def test_a_credit_note_brings_the_debt_back_from_the_city_ledger(house: House) -> None:
    _stay, invoice = left_on_account(house)
    close(house)
    invoices.credit_note(invoice_id=invoice.pk, reason="Wrong company", actor=CLERK, now=AT)
    lines = balance(house)

    assert lines["city"] == ("100.00", "-100.00", "0.00", "0.00")
    assert lines["guest"] == ("0.00", "0.00", "-100.00", "100.00")


def test_a_taken_back_city_payment_is_owed_again(house: House) -> None:
    _stay, invoice = left_on_account(house)
    paid = settle(house, invoice, "100.00")
    close(house)
    payments.reverse_payment(payment_id=paid.pk, reason="Bounced", actor=CLERK, now=AT)

    assert balance(house)["city"] == ("0.00", "0.00", "-100.00", "100.00")


def test_a_guest_who_paid_and_left_leaves_nothing(house: House) -> None:
    stay, folio = guest_in_house(house)
    charge(house, folio, "25.00")
    pay(house, folio, "25.00")
    check_out(house, stay)

    assert balance(house)["guest"] == ("0.00", "25.00", "25.00", "0.00")


def test_the_opening_of_a_first_closing_counts_what_was_posted_before(house: House) -> None:
    _stay, folio = guest_in_house(house, nights=3)
    charge(house, folio, "15.00")
    roll_day(hotel=house.hotel, from_date=TODAY, now=AT)
    charge(house, folio, "5.00")

    assert balance(house)["guest"] == ("15.00", "5.00", "0.00", "20.00")


def test_days_without_a_closing_are_carried_over(house: House) -> None:
    _stay, folio = guest_in_house(house, nights=9)
    close(house)
    charge(house, folio, "15.00")
    roll_day(hotel=house.hotel, from_date=date(2027, 5, 11), now=AT)

    assert balance(house)["guest"] == ("115.00", "0.00", "0.00", "115.00")


def test_a_posting_past_the_folios_is_found(house: House) -> None:
    _stay, folio = guest_in_house(house)
    charge(house, folio, "15.00")
    type(folio).objects.filter(pk=folio.pk).update(state="closed", closed_on=TODAY)
    with pytest.raises(ledgers.OutOfBalance) as refusal:
        balance(house)

    assert refusal.value.expected == Decimal("0.00")
    assert str(refusal.value) == (
        "Guest ledger of May 10, 2027 does not balance: its postings add up to €15.00, "
        "its open accounts to €0.00."
    )


def test_other_hotels_do_not_count(house: House) -> None:
    other = open_house()
    _stay, folio = guest_in_house(other)
    charge(other, folio, "99.00")

    assert balance(house)["guest"] == ("0.00", "0.00", "0.00", "0.00")


def test_kept_lines_are_those_of_the_balance(house: House) -> None:
    _stay, folio = guest_in_house(house)
    charge(house, folio, "0.10")
    charge(house, folio, "0.20")
    close(house)
    line = LedgerDay.objects.get(ledger="guest")

    assert (line.debits, line.closing) == (Decimal("100.30"), Decimal("100.30"))


def settle(house: House, invoice: Invoice, amount: str) -> Payment:
    return settlement.settle(
        invoice_id=invoice.pk,
        amount=Decimal(amount),
        method_id=house.method("CASH").pk,
        actor=CLERK,
        now=AT,
    )
