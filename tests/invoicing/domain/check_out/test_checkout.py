from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hotelpms.kit.jobs import silenced
from hotelpms.kit.models import AuditEntry
from invoicing.domain.check_out import checkout
from invoicing.domain.figures import ledgers
from invoicing.domain.folios import folios, postings
from invoicing.domain.invoices import invoices
from invoicing.domain.invoices.partial import NothingLeftToCredit
from invoicing.domain.nights import nights
from invoicing.domain.pages.check_out_page import check_out_page
from invoicing.domain.pages.folio_page import folio_page
from invoicing.domain.payments import payments
from invoicing.enums import FolioState, InvoiceKind
from invoicing.models import Charge, Folio, Invoice, Receivable
from reservations.domain.bookings import cancellations
from reservations.domain.front_desk import arrivals
from reservations.enums import StayState
from reservations.models import RoomNight, Stay
from tests.factories.cardex import CompanyFactory
from tests.factories.invoicing import (
    AT,
    CLERK,
    TODAY,
    House,
    charge,
    check_out,
    guest_in_house,
    left_on_account,
    pay,
    post_nights,
)
from tests.factories.reservations import booked_stay

pytestmark = pytest.mark.django_db


def test_a_paid_guest_leaves_with_an_invoice(house: House) -> None:
    stay, folio = guest_in_house(house, price=Decimal("121.00"))
    post_nights(house)
    pay(house, folio, "121.00")
    done = check_out(house, stay)
    invoice = done.invoices[0]

    assert done.stay.state == StayState.DEPARTED
    assert (invoice.total, invoice.folio) == (Decimal("121.00"), folio)
    assert Receivable.objects.get(invoice=invoice).open_amount == 0

    folio.refresh_from_db()

    assert (folio.state, folio.closed_on) == (FolioState.CLOSED, TODAY)


def test_an_open_balance_keeps_the_guest_and_names_the_amount(house: House) -> None:
    stay, folio = guest_in_house(house)
    charge(house, folio, "80.50")
    pay(house, folio, "30.00")
    with pytest.raises(checkout.OpenBalance) as refusal:
        check_out(house, stay)

    assert refusal.value.amount.amount == Decimal("50.50")
    assert "50.50" in str(refusal.value)

    stay.refresh_from_db()

    assert stay.state == StayState.IN_HOUSE
    assert not Invoice.objects.exists()


def test_a_credit_is_refunded_before_the_guest_leaves(house: House) -> None:
    stay, folio = guest_in_house(house)
    pay(house, folio, "30.00")
    with pytest.raises(checkout.OpenBalance) as refusal:
        check_out(house, stay)

    assert refusal.value.amount.amount == Decimal("-30.00")


def test_every_window_must_be_at_zero_and_gets_its_invoice(house: House) -> None:
    company = CompanyFactory()
    stay, folio = guest_in_house(house)
    second = folios.open_window(
        stay_id=stay.pk, payer=company.pk, name="Company", actor=CLERK, now=AT
    )

    assert second.window == 2

    charge(house, folio, "10.00")
    charge(house, second, "90.00")
    pay(house, folio, "10.00")
    with pytest.raises(checkout.OpenBalance):
        check_out(house, stay)
    payments.to_city_ledger(folio_id=second.pk, actor=CLERK, now=AT)
    done = check_out(house, stay)

    assert [(i.payer_id, i.total) for i in done.invoices] == [
        (stay.guest_id, Decimal("10.00")),
        (company.pk, Decimal("90.00")),
    ]


def test_a_day_use_is_charged_before_the_balance_is_looked_at(house: House) -> None:
    stay, folio = guest_in_house(house, nights=0, price=Decimal("40.00"))
    with pytest.raises(checkout.OpenBalance):
        check_out(house, stay)

    # The charge stays, so that the desk sees what is to be paid.
    assert folios.balance(folio_id=folio.pk).amount == Decimal("40.00")

    pay(house, folio, "40.00")

    assert check_out(house, stay).invoices[0].total == Decimal("40.00")


def test_a_stay_without_charges_leaves_without_invoice(house: House) -> None:
    stay, _folio = guest_in_house(house)

    assert check_out(house, stay).invoices == ()


def test_allowances_paid_out_leave_without_invoice(house: House) -> None:
    stay, folio = guest_in_house(house)
    RoomNight.objects.filter(stay=stay).update(price=Decimal("-6.38"))
    post_nights(house)
    payments.refund(
        folio_id=folio.pk,
        method_id=house.method("CASH").pk,
        amount=Decimal("6.38"),
        reason="Allowance paid out",
        actor=CLERK,
        now=AT,
    )

    assert check_out(house, stay).invoices == ()


def test_a_debt_in_the_city_ledger_that_no_invoice_claims_keeps_the_folio_open(
    house: House,
) -> None:
    """An allowance paid out and then reversed leaves a debt without anything that was sold."""
    stay, folio = guest_in_house(house)
    allowance = charge(house, folio, "-20.00")
    payments.refund(
        folio_id=folio.pk,
        method_id=house.method("CASH").pk,
        amount=Decimal("20.00"),
        reason="x",
        actor=CLERK,
        now=AT,
    )
    postings.reverse_charge(charge_id=allowance.pk, reason="x", actor=CLERK, now=AT)
    payments.to_city_ledger(folio_id=folio.pk, actor=CLERK, now=AT)

    with pytest.raises(checkout.OnNoInvoice, match="20"):
        check_out(house, stay)

    ledgers.trial_balance(hotel=house.hotel, date=TODAY)


def test_a_deposit_counts_at_the_check_out(house: House) -> None:
    stay, folio = guest_in_house(house)
    type(stay).objects.filter(pk=stay.pk).update(state="booked")
    pay(house, folio, "50.00")
    type(stay).objects.filter(pk=stay.pk).update(state="in_house")
    charge(house, folio, "50.00")
    done = check_out(house, stay)

    assert Receivable.objects.get(invoice=done.invoices[0]).open_amount == 0


def test_on_the_city_ledger_the_guest_leaves_and_the_invoice_stays_open(house: House) -> None:
    stay, invoice = left_on_account(house)
    stay.refresh_from_db()

    assert stay.state == StayState.DEPARTED
    assert Receivable.objects.get(invoice=invoice).open_amount == Decimal("100.00")


def test_a_check_out_is_undone_on_the_same_date(house: House) -> None:
    stay, folio = guest_in_house(house, nights=2)
    charge(house, folio, "10.00")
    pay(house, folio, "10.00")
    first = check_out(house, stay).invoices[0]
    back = checkout.undo_check_out(
        stay_id=stay.pk, reason="Stays on", actor=CLERK, now=AT, business_date=TODAY
    )

    assert back.state == StayState.IN_HOUSE
    assert Folio.objects.get(pk=folio.pk).state == FolioState.OPEN

    charge(house, folio, "5.00")
    pay(house, folio, "5.00")
    second = check_out(house, stay).invoices[0]

    assert (first.total, second.total) == (Decimal("10.00"), Decimal("5.00"))


def test_the_main_folio_of_a_guest_in_house_is_not_closed_by_hand(house: House) -> None:
    _stay, folio = guest_in_house(house)
    with pytest.raises(checkout.FolioInUse):
        checkout.close_folio(folio_id=folio.pk, actor=CLERK, now=AT)


def test_after_a_credit_note_a_folio_is_corrected_and_closed_again(house: House) -> None:
    stay, folio = guest_in_house(house)
    wrong = charge(house, folio, "100.00")
    pay(house, folio, "100.00")
    invoice = check_out(house, stay).invoices[0]
    invoices.credit_note(invoice_id=invoice.pk, reason="Too much", actor=CLERK, now=AT)
    postings.reverse_charge(charge_id=wrong.pk, reason="Too much", actor=CLERK, now=AT)
    charge(house, folio, "60.00")
    with pytest.raises(checkout.OpenBalance):
        checkout.close_folio(folio_id=folio.pk, actor=CLERK, now=AT)
    payments.refund(
        folio_id=folio.pk,
        method_id=house.method("CASH").pk,
        amount=Decimal(40),
        reason="Too much",
        actor=CLERK,
        now=AT,
    )
    again = checkout.close_folio(folio_id=folio.pk, actor=CLERK, now=AT)

    assert again is not None
    assert again.total == Decimal("60.00")
    assert Receivable.objects.get(invoice=again).open_amount == 0
    assert Folio.objects.get(pk=folio.pk).state == FolioState.CLOSED


def test_an_allowance_after_an_invoice_is_credited_by_the_check_out(house: House) -> None:
    stay, folio = guest_in_house(house)
    charge(house, folio, "100.00")
    invoice = invoices.issue(folio_id=folio.pk, actor=CLERK, now=AT)
    allowance = charge(house, folio, "-20.00")
    pay(house, folio, "80.00")

    [note] = check_out(house, stay).invoices

    assert (note.kind, note.original) == (InvoiceKind.CREDIT_NOTE, invoice)
    assert (note.total, note.full_number) == (Decimal("-20.00"), "2027-CN-00001")
    assert note.lines.get(gross__lt=0).charge == allowance
    assert Receivable.objects.get(invoice=invoice).open_amount == 0
    assert invoices.verify_chain(note.series_id) == []
    assert ledgers.trial_balance(hotel=house.hotel, date=TODAY)


def test_a_credit_note_for_the_whole_takes_the_part_back_too(house: House) -> None:
    stay, folio = guest_in_house(house)
    charge(house, folio, "100.00")
    pay(house, folio, "80.00")
    invoice = invoices.issue(folio_id=folio.pk, actor=CLERK, now=AT)
    charge(house, folio, "-20.00")
    check_out(house, stay)

    note = invoices.credit_note(invoice_id=invoice.pk, reason="Payer", actor=CLERK, now=AT)
    again = invoices.issue(folio_id=folio.pk, actor=CLERK, now=AT)

    assert (note.total, again.total) == (Decimal("-80.00"), Decimal("80.00"))
    assert Receivable.objects.get(invoice=invoice).open_amount == 0
    assert Receivable.objects.get(invoice=again).open_amount == 0
    with pytest.raises(invoices.AlreadyCredited):
        invoices.credit_note(invoice_id=invoice.pk, reason="Payer", actor=CLERK, now=AT)


@pytest.mark.parametrize(("amount", "code"), [("-120.00", "MINIBAR"), ("-20.00", "ROOM")])
def test_what_fits_on_no_invoice_still_keeps_the_guest(
    house: House, amount: str, code: str
) -> None:
    stay, folio = guest_in_house(house)
    charge(house, folio, "100.00", code="CITY_TAX" if code == "ROOM" else "MINIBAR")
    invoices.issue(folio_id=folio.pk, actor=CLERK, now=AT)
    charge(house, folio, amount, code=code)
    owed = folios.balance(folio_id=folio.pk).amount
    if owed > 0:
        pay(house, folio, str(owed))
    else:
        pay_back(house, folio, -owed)
    with pytest.raises(NothingLeftToCredit):
        check_out(house, stay)


def pay_back(house: House, folio: Folio, amount: Decimal) -> None:
    payments.refund(
        folio_id=folio.pk,
        method_id=house.method("CASH").pk,
        amount=amount,
        reason="Noise",
        actor=CLERK,
        now=AT,
    )


def test_paying_invoicing_and_leaving_take_few_queries(house: House) -> None:
    leave(house)  # the series of the year exists from the second guest on
    stay, folio = guest_in_house(house, nights=0)
    nights.post_stay_now(stay_id=stay.pk, actor=CLERK, now=AT)
    with CaptureQueriesContext(connection) as captured, silenced():
        pay(house, folio, "100.00")
        check_out(house, stay)
    statements = [q["sql"] for q in captured if "SAVEPOINT" not in q["sql"]]

    assert Charge.objects.filter(folio=folio).count() == 1
    # Two of them look up the method and the date for the test itself.
    assert len(statements) <= 38, "\n".join(statements)


def leave(house: House) -> None:
    stay, folio = guest_in_house(house)
    charge(house, folio, "10.00")
    pay(house, folio, "10.00")
    check_out(house, stay)


@pytest.mark.parametrize("state", [StayState.CANCELLED, StayState.NO_SHOW, StayState.DEPARTED])
def test_a_folio_with_a_waiting_deposit_is_not_closed(house: House, state: StayState) -> None:
    stay = booked_stay(room_type=house.room.room_type)
    folio = folios.main_folio(stay_id=stay.pk, business_date=TODAY)
    pay(house, folio, "100.00")
    Stay.objects.filter(pk=stay.pk).update(state=state)
    with pytest.raises(checkout.DepositWaits, match=r"€100\.00 waits on this folio"):
        checkout.close_folio(folio_id=folio.pk, actor=CLERK, now=AT)

    assert folio_page(hotel=house.hotel, folio_id=folio.pk).can_be_closed is False

    refund(house, folio, "100.00")
    checkout.close_folio(folio_id=folio.pk, actor=CLERK, now=AT)
    folio.refresh_from_db()

    assert folio.state == FolioState.CLOSED


def test_a_further_window_of_a_stay_to_come_keeps_its_deposit_open(house: House) -> None:
    stay = booked_stay(room_type=house.room.room_type)
    second = folios.open_window(stay_id=stay.pk, payer=stay.guest_id, name="", actor=CLERK, now=AT)
    pay(house, second, "100.00")

    with pytest.raises(checkout.DepositWaits):
        checkout.close_folio(folio_id=second.pk, actor=CLERK, now=AT)


def closed_and_reinstated(house: House) -> tuple[Stay, Folio]:
    """A guest who cancelled, paid the fee on a folio that was closed, and changed his mind."""
    stay = booked_stay(room_type=house.room.room_type)
    folio = folios.main_folio(stay_id=stay.pk, business_date=TODAY)
    told = {"actor": CLERK, "now": AT, "business_date": TODAY}
    cancellations.cancel(reservation_id=stay.reservation_id, reason="Ill", fee=Decimal(30), **told)
    pay(house, folio, "30.00")
    checkout.close_folio(folio_id=folio.pk, actor=CLERK, now=AT)
    cancellations.reinstate(reservation_id=stay.reservation_id, **told)
    return stay, folio


def test_the_nights_of_a_reinstated_stay_open_its_closed_folio_again(house: House) -> None:
    stay, folio = closed_and_reinstated(house)
    room = house.new_room()
    arrivals.check_in(stay_id=stay.pk, room_id=room.pk, actor=CLERK, now=AT, business_date=TODAY)

    assert post_nights(house).count == 1

    folio.refresh_from_db()

    assert (folio.state, folio.closed_on) == (FolioState.OPEN, None)
    assert AuditEntry.objects.filter(action="folio.reopened", subject_id=folio.pk).count() == 1


def test_the_desk_posts_to_the_closed_folio_of_a_reinstated_stay(house: House) -> None:
    _stay, folio = closed_and_reinstated(house)

    assert folio_page(hotel=house.hotel, folio_id=folio.pk).is_open is True

    pay(house, folio, "50.00")
    folio.refresh_from_db()

    assert folio.state == FolioState.OPEN
    assert folios.deposit(folio_id=folio.pk) == Decimal("50.00")


def test_a_closed_folio_of_a_guest_who_does_not_come_stays_closed(house: House) -> None:
    stay, folio = closed_and_reinstated(house)
    Stay.objects.filter(pk=stay.pk).update(state=StayState.CANCELLED)

    with pytest.raises(folios.FolioClosed):
        charge(house, folio, "5.00")


def refund(house: House, folio: Folio, amount: str) -> None:
    payments.refund(
        folio_id=folio.pk,
        method_id=house.method("CASH").pk,
        amount=Decimal(amount),
        reason="Not coming",
        actor=CLERK,
        now=AT,
    )


def test_a_credit_is_set_off_against_the_city_ledger_before_the_folio_is_closed(
    house: House,
) -> None:
    """Given back in cash, the company would be asked for less than the city ledger says."""
    stay, folio = guest_in_house(house, price=Decimal(0))
    charge(house, folio, "50.00")
    payments.to_city_ledger(folio_id=folio.pk, actor=CLERK, now=AT)
    charge(house, folio, "-10.00")

    with pytest.raises(payments.CreditIsOwed, match=r"€10\.00 of this credit"):
        refund(house, folio, "10.00")

    page = folio_page(hotel=house.hotel, folio_id=folio.pk)
    leaving = check_out_page(stay=stay, business_date=TODAY, now=AT)

    assert (page.balance, page.credit) == (Decimal("-10.00"), Decimal(0))
    assert leaving.is_balanced is True

    done = check_out(house, stay)

    assert Receivable.objects.get(invoice=done.invoices[0]).open_amount == Decimal("40.00")
    assert ledgers.trial_balance(hotel=house.hotel, date=TODAY)[2].closing == Decimal("40.00")


def test_what_is_to_his_credit_beyond_the_city_ledger_is_given_back(house: House) -> None:
    _stay, folio = guest_in_house(house)
    charge(house, folio, "50.00")
    payments.to_city_ledger(folio_id=folio.pk, actor=CLERK, now=AT)
    pay(house, folio, "60.00")
    with pytest.raises(payments.RefundTooHigh, match=r"€10\.00"):
        refund(house, folio, "60.01")

    refund(house, folio, "10.00")

    assert folios.balance(folio_id=folio.pk).amount == Decimal("-50.00")


def test_allowances_on_a_folio_whose_invoice_was_credited_leave_without_one(house: House) -> None:
    stay, folio = guest_in_house(house, price=Decimal(0))
    charge(house, folio, "50.00")
    pay(house, folio, "50.00")
    invoice = invoices.issue(folio_id=folio.pk, actor=CLERK, now=AT)
    invoices.credit_note(invoice_id=invoice.pk, reason="Wrong", actor=CLERK, now=AT)
    charge(house, folio, "-60.00")
    refund(house, folio, "60.00")

    assert check_out(house, stay).invoices == ()


def test_a_payment_of_which_a_part_was_given_back_is_not_taken_back_under_the_refund(
    house: House,
) -> None:
    """Moved to the city ledger, the refund would be a debt that stands on no invoice."""
    _stay, folio = guest_in_house(house)
    charge(house, folio, "10.00")
    paid = pay(house, folio, "50.00")
    refund(house, folio, "40.00")

    with pytest.raises(payments.OthersBuildOnIt):
        payments.reverse_payment(payment_id=paid.pk, reason="Wrong", actor=CLERK, now=AT)
