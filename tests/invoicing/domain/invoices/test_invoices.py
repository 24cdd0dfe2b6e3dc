from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from hotelpms.hotels.domain.business_day import roll_day
from hotelpms.kit.models import AuditEntry
from invoicing.domain.folios import folios, postings
from invoicing.domain.folios.postings import ReasonMissing
from invoicing.domain.invoices import invoices
from invoicing.domain.payments import payments
from invoicing.domain.receivables import settlement
from invoicing.enums import FolioState, InvoiceKind, Ledger
from invoicing.models import Invoice, InvoiceLine, Payment, Receivable, Series
from tests.factories.invoicing import (
    AT,
    CLERK,
    TODAY,
    House,
    charge,
    guest_in_house,
    issued_invoice,
    left_on_account,
    open_house,
    pay,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> House:
    return open_house(legal_name="Hotel Limited", tax_id="CZ123", city="Prague")


def issue(folio_id: int) -> Invoice:
    return invoices.issue(folio_id=folio_id, actor=CLERK, now=AT)


def credit(invoice: Invoice) -> Invoice:
    return invoices.credit_note(invoice_id=invoice.pk, reason="Wrong payer", actor=CLERK, now=AT)


def open_amount(invoice: Invoice) -> Decimal:
    return Receivable.objects.get(invoice=invoice).open_amount


def test_an_invoice_holds_the_charges_and_a_snapshot_of_the_parties(house: House) -> None:
    stay, folio = guest_in_house(house)
    folio.payer.street, folio.payer.city = "Calle 1", "Madrid"
    folio.payer.save()
    first, second = charge(house, folio, "121.00"), charge(house, folio, "10.00", code="CITY_TAX")
    invoice = issue(folio.pk)
    invoice.refresh_from_db()

    assert (invoice.full_number, invoice.number, invoice.issue_date) == ("2027-00001", 1, TODAY)
    assert (invoice.net, invoice.tax, invoice.total) == (
        Decimal("110.00"),
        Decimal("21.00"),
        Decimal("131.00"),
    )
    assert (invoice.seller_name, invoice.seller_tax_id) == ("Hotel Limited", "CZ123")
    assert invoice.seller_address == "Long Street 1\n110 00 Prague\nCzechia"
    assert invoice.payer_name == folio.payer.full_name
    assert invoice.payer_address == "Calle 1\nMadrid"
    assert invoice.stay_text == (f"{stay.reservation.code}, {stay.room.number}, 10–11 May 2027")

    lines = invoice.lines.order_by("position")

    assert [(line.charge_id, line.gross, line.tax_percent) for line in lines] == [
        (first.pk, Decimal("121.00"), Decimal("21.000")),
        (second.pk, Decimal("10.00"), Decimal("0.000")),
    ]


def test_a_card_changed_later_does_not_touch_the_invoice(house: House) -> None:
    invoice = issued_invoice(house)
    name = invoice.payer_name
    invoice.payer.last_name = "Married"
    invoice.payer.save()

    assert Invoice.objects.get(pk=invoice.pk).payer_name == name


def test_numbers_follow_without_gap_even_when_an_issue_fails(house: House) -> None:
    first = issued_invoice(house)
    with transaction.atomic():
        assert issued_invoice(house).full_number == "2027-00002"
        transaction.set_rollback(True)
    second = issued_invoice(house)

    assert [first.full_number, second.full_number] == ["2027-00001", "2027-00002"]
    assert second.previous_hash == first.hash


def test_two_hotels_have_series_of_their_own(house: House) -> None:
    assert issued_invoice(house).full_number == "2027-00001"
    assert issued_invoice(open_house()).full_number == "2027-00001"


def test_a_configured_prefix_is_used(house: House) -> None:
    Series.objects.create(hotel=house.hotel, kind="invoice", fiscal_year=2027, prefix="PRG/27/")

    assert issued_invoice(house).full_number == "PRG/27/00001"


def test_a_new_year_starts_a_new_series(house: House) -> None:
    first = issued_invoice(house)
    house.hotel.business_days.update(date=TODAY.replace(year=2028))
    second = issued_invoice(house)

    assert (first.full_number, second.full_number) == ("2027-00001", "2028-00001")
    assert second.previous_hash == ""


def test_a_date_before_the_last_of_the_series_is_refused(house: House) -> None:
    issued_invoice(house)
    Series.objects.update(last_date=TODAY + timedelta(days=1))
    with pytest.raises(invoices.DatesGoBack):
        issued_invoice(house)

    assert Invoice.objects.count() == 1


def test_only_what_no_invoice_holds_is_invoiced(house: House) -> None:
    _stay, folio = guest_in_house(house)
    charge(house, folio, "10.00")
    issue(folio.pk)
    later = charge(house, folio, "20.00")

    assert [line.charge for line in issue(folio.pk).lines.all()] == [later]

    with pytest.raises(invoices.NothingToInvoice):
        issue(folio.pk)


def test_a_corrected_charge_and_its_mirror_are_left_out(house: House) -> None:
    _stay, folio = guest_in_house(house)
    wrong = charge(house, folio, "99.00")
    right = charge(house, folio, "9.00")
    postings.reverse_charge(charge_id=wrong.pk, reason="Wrong", actor=CLERK, now=AT)

    assert [line.charge for line in issue(folio.pk).lines.all()] == [right]


def test_a_small_amount_is_invoiced_too(house: House) -> None:
    invoice = issued_invoice(house, amount="0.01")

    assert (invoice.total, [line.position for line in invoice.lines.all()]) == (
        Decimal("0.01"),
        [1],
    )


def test_the_trail_names_each_document_its_folio_and_its_total(house: House) -> None:
    invoice = issued_invoice(house, amount="100.00")
    note = credit(invoice)

    entries = AuditEntry.objects.filter(action__startswith="invoice.").order_by("pk")

    assert [(entry.action, entry.data) for entry in entries] == [
        (
            "invoice.issued",
            {
                "number": invoice.full_number,
                "folio": invoice.folio_id,
                "total": "100.00",
                "original": None,
            },
        ),
        (
            "invoice.credited",
            {
                "number": note.full_number,
                "folio": invoice.folio_id,
                "total": "-100.00",
                "original": invoice.pk,
            },
        ),
    ]


def test_zero_is_not_invoiced_and_a_credit_is_refunded_instead(house: House) -> None:
    _stay, folio = guest_in_house(house)
    charge(house, folio, "10.00")
    charge(house, folio, "-10.00")
    with pytest.raises(invoices.NothingToInvoice):
        issue(folio.pk)
    charge(house, folio, "-1.00")
    with pytest.raises(invoices.NegativeInvoice):
        issue(folio.pk)


def test_money_taken_before_lowers_what_is_open(house: House) -> None:
    assert open_amount(issued_invoice(house, amount="100.00", paid="0")) == Decimal("100.00")
    assert open_amount(issued_invoice(house, amount="100.00", paid="30")) == Decimal("70.00")

    paid = issued_invoice(house, amount="100.00", paid="130")

    assert open_amount(paid) == 0
    assert Receivable.objects.get(invoice=paid).settled_at == AT


def test_one_payment_does_not_pay_two_invoices(house: House) -> None:
    _stay, folio = guest_in_house(house)
    charge(house, folio, "60.00")
    pay(house, folio, "80.00")
    first = issue(folio.pk)
    charge(house, folio, "50.00")
    second = issue(folio.pk)

    assert (open_amount(first), open_amount(second)) == (0, Decimal("30.00"))

    pay(house, folio, "30.00")

    assert open_amount(second) == 0


def test_the_database_refuses_to_change_an_issued_invoice(house: House) -> None:
    invoice = issued_invoice(house)
    line = invoice.lines.get()
    for change in (
        lambda: Invoice.objects.filter(pk=invoice.pk).update(payer_name="Other"),
        lambda: InvoiceLine.objects.filter(pk=line.pk).update(description="Other"),
        lambda: InvoiceLine.objects.filter(pk=line.pk)._raw_delete("default"),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


def test_the_database_refuses_a_charge_on_two_invoices(house: House) -> None:
    first, second = issued_invoice(house), issued_invoice(house)
    line = first.lines.get()
    copy = InvoiceLine(
        invoice=second,
        position=2,
        charge=line.charge,
        code=line.code,
        date=line.date,
        description="Again",
        quantity=1,
        tax_percent=line.tax_percent,
        net=line.net,
        tax=line.tax,
        gross=line.gross,
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        copy.save()
    # Nor may it follow a line that was already followed.
    credit(first)
    copy.follows = line
    with pytest.raises(IntegrityError), transaction.atomic():
        copy.save()


def test_a_credit_note_mirrors_the_lines_in_a_series_of_its_own(house: House) -> None:
    invoice = issued_invoice(house, amount="100.00")
    note = credit(invoice)
    note.refresh_from_db()

    assert (note.full_number, note.kind, note.original) == (
        "2027-CN-00001",
        InvoiceKind.CREDIT_NOTE,
        invoice,
    )
    assert (note.net, note.tax, note.total) == (-invoice.net, -invoice.tax, -invoice.total)
    assert (note.payer_name, note.reason) == (invoice.payer_name, "Wrong payer")

    line, mirror = invoice.lines.get(), note.lines.get()

    assert (mirror.charge, mirror.tax, mirror.quantity) == (line.charge, -line.tax, -1)
    assert open_amount(invoice) == 0


@pytest.mark.parametrize("reason", ["", " "])
def test_a_credit_note_says_why(house: House, reason: str) -> None:
    invoice = issued_invoice(house)

    with pytest.raises(ReasonMissing):
        invoices.credit_note(invoice_id=invoice.pk, reason=reason, actor=CLERK, now=AT)


def test_a_credit_note_on_an_open_folio_reopens_nothing(house: House) -> None:
    credit(issued_invoice(house))

    assert not AuditEntry.objects.filter(action="folio.reopened").exists()


def test_an_invoice_is_credited_once_and_a_credit_note_never(house: House) -> None:
    invoice = issued_invoice(house)
    note = credit(invoice)
    for document in (invoice, note):
        with pytest.raises(invoices.AlreadyCredited):
            credit(document)


def test_after_a_credit_note_the_charges_are_invoiced_again(house: House) -> None:
    invoice = issued_invoice(house, amount="100.00", paid="100")
    credit(invoice)
    again = issue(invoice.folio_id)

    assert [line.charge_id for line in again.lines.all()] == [
        line.charge_id for line in invoice.lines.all()
    ]
    assert (open_amount(invoice), open_amount(again)) == (0, 0)

    credit(again)
    third = issue(invoice.folio_id)

    assert third.full_number == "2027-00003"


def test_a_credit_note_brings_a_debt_back_from_the_city_ledger(house: House) -> None:
    _stay, invoice = left_on_account(house)
    invoices.settle(
        invoice_id=invoice.pk,
        amount=Decimal(40),
        method_id=house.method("BANK").pk,
        actor=CLERK,
        now=AT,
    )
    note = credit(invoice)
    folio = note.folio
    folio.refresh_from_db()

    assert folio.state == FolioState.OPEN

    back = Payment.objects.get(reason=note.full_number)

    assert (back.ledger, back.source_ledger, back.amount) == (
        Ledger.GUEST,
        Ledger.CITY,
        Decimal("-60.00"),
    )
    assert folios.balance(folio_id=folio.pk).amount == Decimal("60.00")

    again = issue(folio.pk)

    assert open_amount(again) == Decimal("60.00")


def test_payer_can_be_another_profile_before_issue_only_for_new_invoices(house: House) -> None:
    from tests.factories.cardex import CompanyFactory

    company = CompanyFactory(last_name="Big Travel", tax_id="ES1")
    _stay, folio = guest_in_house(house)
    charge(house, folio, "10.00")
    folios.change_payer(folio_id=folio.pk, payer=company.pk, billing_email="", actor=CLERK, now=AT)
    invoice = issue(folio.pk)

    assert (invoice.payer_name, invoice.payer_tax_id) == ("Big Travel", "ES1")


def test_settling_pays_exactly_once(house: House) -> None:
    _stay, invoice = left_on_account(house)
    twice = [settle(house, invoice, "100.00", key="event-1") for _ in range(2)]

    assert twice[0] == twice[1]
    assert (twice[0].ledger, twice[0].folio, twice[0].invoice) == (Ledger.CITY, None, invoice)

    receivable = Receivable.objects.get(invoice=invoice)

    assert (receivable.open_amount, receivable.settled_at, receivable.version) == (0, AT, 1)

    with pytest.raises(settlement.AlreadyPaid):
        settle(house, invoice, "100.00", key="event-2")


@pytest.mark.parametrize("amount", ["100.01", "0", "-1"])
def test_settling_takes_no_more_than_is_open(house: House, amount: str) -> None:
    _stay, invoice = left_on_account(house)
    with pytest.raises(settlement.MoreThanOpen):
        settle(house, invoice, amount)


def test_an_invoice_of_an_open_folio_is_paid_in_the_guest_ledger(house: House) -> None:
    invoice = issued_invoice(house, amount="100.00")
    payment = settle(house, invoice, "100.00")

    assert (payment.ledger, payment.folio_id) == (Ledger.GUEST, invoice.folio_id)
    assert folios.balance(folio_id=invoice.folio_id).is_zero
    assert open_amount(invoice) == 0


def test_a_debt_in_both_ledgers_is_paid_in_both(house: House) -> None:
    _stay, folio = guest_in_house(house)
    charge(house, folio, "100.00")
    pay(house, folio, "70.00", method="CITY")
    invoice = issue(folio.pk)
    payment = settle(house, invoice, "100.00", key="event")

    assert (payment.ledger, payment.amount) == (Ledger.GUEST, Decimal("30.00"))

    other = Payment.objects.get(ledger=Ledger.CITY)

    assert (other.amount, other.invoice) == (Decimal("70.00"), invoice)
    assert open_amount(invoice) == 0


def test_a_city_payment_taken_back_opens_the_invoice(house: House) -> None:
    _stay, invoice = left_on_account(house)
    payment = settle(house, invoice, "100.00")
    payments.reverse_payment(payment_id=payment.pk, reason="Bounced", actor=CLERK, now=AT)

    assert open_amount(invoice) == Decimal("100.00")


def test_invoices_of_the_next_day_carry_its_date(house: House) -> None:
    issued_invoice(house)
    roll_day(hotel=house.hotel, from_date=TODAY, now=AT)

    assert issued_invoice(house).issue_date == TODAY + timedelta(days=1)


def settle(house: House, invoice: Invoice, amount: str, key: str = "") -> Payment:
    return invoices.settle(
        invoice_id=invoice.pk,
        amount=Decimal(amount),
        method_id=house.method("ONLINE").pk,
        actor=CLERK,
        now=AT,
        request_key=key,
    )
