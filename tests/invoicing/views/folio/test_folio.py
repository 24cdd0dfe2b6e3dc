"""Folio, check-out, invoices and the money page through the client."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hotelpms.hotels.enums import Role
from hotelpms.hotels.models import BusinessDay
from invoicing.domain.folios import folios
from invoicing.domain.folios.keys import MainOf
from invoicing.domain.invoices import invoices
from invoicing.enums import FolioState, Ledger
from invoicing.models import Charge, Folio, Invoice, Payment, Receivable
from reservations.enums import StayState
from reservations.models import Stay
from tests.addresses import url
from tests.factories.hotels import MembershipFactory
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
from tests.factories.reservations import booked_stay, stay_in_house

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def desk(client: Client, house: House) -> Client:
    return sign_in(client, house, Role.MANAGER)


def sign_in(client: Client, house: House, role: str) -> Client:
    client.force_login(MembershipFactory(hotel=house.hotel, role=role).user)
    return client


def test_the_folio_shows_charges_and_payments_with_the_running_balance(
    desk: Client, house: House
) -> None:
    _stay, folio = guest_in_house(house)
    charge(house, folio, "50.00")
    pay(house, folio, "20.00")
    charge(house, folio, "5.00", code="SPA")
    page = desk.get(url("invoicing:folio", folio.pk))
    entries = page.context["page"].entries

    assert [entry.balance for entry in entries] == [
        Decimal("50.00"),
        Decimal("55.00"),
        Decimal("35.00"),
    ]

    html = page.content.decode()

    assert "Minibar" in html
    assert "€35.00" in html


@pytest.mark.parametrize("lines", [1, 3])
def test_the_folio_takes_the_same_queries_for_any_number_of_lines(
    desk: Client, house: House, lines: int
) -> None:
    _stay, folio = guest_in_house(house)
    for _ in range(lines):
        charge(house, folio, "5.00")
        pay(house, folio, "1.00")
    with CaptureQueriesContext(connection) as captured:
        assert desk.get(url("invoicing:folio", folio.pk)).status_code == 200

    assert len(captured) <= 22


def test_a_stay_leads_to_its_main_folio(desk: Client, house: House) -> None:
    stay, folio = guest_in_house(house)

    assert desk.get(url("invoicing:stay_folio", stay.pk)).url == url("invoicing:folio", folio.pk)

    unopened = desk.get(url("invoicing:folio", MainOf(stay.pk)))

    assert unopened.url == url("invoicing:folio", folio.pk)


def test_a_folio_that_nobody_has_opened_is_shown_empty_and_stays_unopened(
    desk: Client, house: House
) -> None:
    stay = stay_in_house(room=house.new_room())
    address = desk.get(url("invoicing:stay_folio", stay.pk)).url

    page = desk.get(address)

    assert address == url("invoicing:folio", MainOf(stay.pk))
    assert "Nothing is posted yet." in page.content.decode()
    assert url("invoicing:post_charge", MainOf(stay.pk)) in page.content.decode()
    assert desk.get(url("invoicing:check_out", stay.pk)).status_code == 200
    assert not Folio.objects.exists()


def test_the_first_charge_opens_the_folio(desk: Client, house: House) -> None:
    stay = stay_in_house(room=house.new_room())
    address = url("invoicing:post_charge", MainOf(stay.pk))
    form = desk.get(address).context["form"]
    typed = {
        "code": house.code("SPA").pk,
        "unit_price": "30.00",
        "quantity": "1",
        "once": form["once"].value(),
    }

    for _ in range(2):
        answer = desk.post(address, typed, follow=True)

    folio = Folio.objects.get()

    assert (folio.stay, folio.window, folio.payer) == (stay, 1, stay.guest)
    assert folio.opened_on == TODAY
    assert Charge.objects.get().folio == folio
    assert answer.redirect_chain[-1][0] == url("invoicing:folio", folio.pk)


def test_the_first_payment_opens_the_folio_and_a_guest_to_come_pays_a_deposit(
    desk: Client, house: House
) -> None:
    stay = stay_in_house(room=house.new_room())
    Stay.objects.filter(pk=stay.pk).update(state=StayState.BOOKED)
    typed = {"method": house.method("CASH").pk, "amount": "10.00", "once": "a"}

    desk.post(url("invoicing:take_payment", MainOf(stay.pk)), typed)

    payment = Payment.objects.get()

    assert (payment.folio.stay, payment.ledger) == (stay, Ledger.DEPOSIT)


def test_choosing_the_payer_opens_the_folio_too(desk: Client, house: House) -> None:
    stay = stay_in_house(room=house.new_room())
    booker = stay.reservation.booker_id

    desk.post(url("invoicing:payer", MainOf(stay.pk)), {"payer": booker, "billing_email": ""})

    assert Folio.objects.get().payer_id == booker


def test_the_folio_of_another_hotels_stay_is_not_found(desk: Client) -> None:
    theirs = stay_in_house(room=open_house(code="other").room)

    assert desk.get(url("invoicing:folio", MainOf(theirs.pk))).status_code == 404
    assert desk.get(url("invoicing:post_charge", MainOf(theirs.pk))).status_code == 404


def test_a_charge_is_posted_once_however_often_the_button_is_pressed(
    desk: Client, house: House
) -> None:
    _stay, folio = guest_in_house(house)
    form = desk.get(url("invoicing:post_charge", folio.pk)).context["form"]
    typed = {
        "code": house.code("SPA").pk,
        "unit_price": "30.00",
        "quantity": "1",
        "once": form["once"].value(),
    }
    for _ in range(2):
        answer = desk.post(url("invoicing:post_charge", folio.pk), typed)
        assert answer.url == url("invoicing:folio", folio.pk)
    made = Charge.objects.get()

    assert (made.gross, made.description) == (Decimal("30.00"), "Spa")


def test_the_panel_answers_with_a_fragment_and_refreshes_the_page_below(
    desk: Client, house: House
) -> None:
    _stay, folio = guest_in_house(house)
    panel = desk.get(url("invoicing:take_payment", folio.pk), headers=HTMX)

    assert "<html" not in panel.content.decode()

    typed = {"method": house.method("CASH").pk, "amount": "10.00", "once": "a"}
    done = desk.post(url("invoicing:take_payment", folio.pk), typed, headers=HTMX)

    assert (done.status_code, done["HX-Refresh"]) == (204, "true")

    wrong = desk.post(
        url("invoicing:take_payment", folio.pk), typed | {"amount": "-1"}, headers=HTMX
    )

    assert wrong.status_code == 422


def test_the_open_balance_is_offered_as_the_amount(desk: Client, house: House) -> None:
    _stay, folio = guest_in_house(house)
    charge(house, folio, "12.34")
    form = desk.get(url("invoicing:take_payment", folio.pk)).context["form"]

    assert form["amount"].value() == "12.34"


def test_only_those_who_may_correct_give_allowances(client: Client, house: House) -> None:
    _stay, folio = guest_in_house(house)
    clerk = sign_in(client, house, Role.FRONT_DESK)
    typed = {"code": house.code("SPA").pk, "unit_price": "-5", "quantity": "1", "once": "a"}
    answer = clerk.post(url("invoicing:post_charge", folio.pk), typed)

    assert answer.status_code == 422
    assert "unit_price" in answer.context["form"].errors

    manager = sign_in(client, house, Role.MANAGER)
    manager.post(url("invoicing:post_charge", folio.pk), typed)

    assert Charge.objects.get().gross == Decimal("-5.00")


def test_a_charge_is_corrected_with_a_reason(desk: Client, house: House) -> None:
    _stay, folio = guest_in_house(house)
    made = charge(house, folio, "5.00")

    assert desk.post(url("invoicing:reverse_charge", made.pk), {"reason": ""}).status_code == 422

    desk.post(url("invoicing:reverse_charge", made.pk), {"reason": "Wrong room"})

    assert folios.balance(folio_id=folio.pk).is_zero
    assert "Wrong room" in desk.get(url("invoicing:folio", folio.pk)).content.decode()


def test_corrected_lines_are_shown_as_pairs_and_can_be_left_out(desk: Client, house: House) -> None:
    _stay, folio = guest_in_house(house)
    wrong = charge(house, folio, "30.00")
    charge(house, folio, "5.00", code="SPA")
    desk.post(url("invoicing:reverse_charge", wrong.pk), {"reason": "Wrong room"})

    page = desk.get(url("invoicing:folio", folio.pk)).context["page"]
    pairs = [(entry.id, entry.pair) for entry in page.entries if entry.is_paired]
    mirror = Charge.objects.get(reverses=wrong)

    assert sorted(pairs) == [(wrong.pk, mirror.pk), (mirror.pk, wrong.pk)]
    assert (page.charged, page.balance) == (Decimal("5.00"), Decimal("5.00"))

    tidy = desk.get(url("invoicing:folio", folio.pk), {"corrections": "hidden"}).context["page"]

    assert [entry.balance for entry in tidy.entries] == [Decimal("5.00")]
    assert tidy.has_corrections


def test_the_line_under_the_table_posts_a_charge(desk: Client, house: House) -> None:
    _stay, folio = guest_in_house(house)
    form = desk.get(url("invoicing:folio", folio.pk)).context["quick_form"]
    code = form.fields["code"].queryset.exclude(kind="room").first()
    wish = {"code": code.pk, "unit_price": "4.50", "quantity": "1", "once": "press-1"}
    answer = desk.post(url("invoicing:post_charge", folio.pk), wish)

    assert answer["Location"] == url("invoicing:folio", folio.pk)
    assert Charge.objects.get(folio=folio).gross == Decimal("4.50")


def test_a_payment_is_corrected_by_its_mirror(desk: Client, house: House) -> None:
    _stay, folio = guest_in_house(house)
    made = pay(house, folio, "5.00")

    desk.post(url("invoicing:reverse_payment", made.pk), {"reason": "Counted twice"})

    assert [payment.amount for payment in Payment.objects.order_by("pk")] == [5, -5]


def test_a_credit_is_refunded_and_its_payment_corrected_no_more(desk: Client, house: House) -> None:
    _stay, folio = guest_in_house(house)
    made = pay(house, folio, "5.00")
    typed = {
        "method": house.method("CASH").pk,
        "amount": "5.00",
        "reason": "Not needed",
        "once": "a",
    }
    desk.post(url("invoicing:refund", folio.pk), typed)

    desk.post(url("invoicing:reverse_payment", made.pk), {"reason": "Counted twice"})

    assert folios.balance(folio_id=folio.pk).is_zero
    assert Payment.objects.count() == 2


def test_a_refusal_is_a_sentence_in_the_form_that_keeps_what_was_typed(
    desk: Client, house: House
) -> None:
    _stay, folio = guest_in_house(house)
    typed = {"method": house.method("CASH").pk, "amount": "5", "reason": "Too loud", "once": "a"}
    answer = desk.post(url("invoicing:refund", folio.pk), typed, headers=HTMX)

    assert answer.status_code == 422

    page = answer.content.decode()

    assert "At most €0.00 can be refunded." in page
    assert 'value="Too loud"' in page


def test_the_balance_moves_to_the_city_ledger(desk: Client, house: House) -> None:
    stay, folio = guest_in_house(house)
    charge(house, folio, "5.00")
    answer = desk.post(url("invoicing:city_ledger", folio.pk) + "?from=check_out", {"once": "a"})

    assert answer.url == url("invoicing:check_out", stay.pk)
    assert Payment.objects.get().source_ledger == "city"


def test_payer_and_windows(desk: Client, house: House) -> None:
    stay, folio = guest_in_house(house)
    wish = {"payer": stay.guest_id, "name": "Extras", "once": "press-1"}
    answer = desk.post(url("invoicing:open_window", stay.pk), wish)

    assert answer.status_code == 302

    desk.post(url("invoicing:open_window", stay.pk), wish)

    assert Folio.objects.filter(stay=stay).count() == 2

    second = Folio.objects.get(window=2)
    booker = stay.reservation.booker_id
    desk.post(
        url("invoicing:payer", second.pk), {"payer": booker, "billing_email": "bills@example.com"}
    )
    second.refresh_from_db()

    assert (second.payer_id, second.billing_email) == (booker, "bills@example.com")
    assert "Extras" in desk.get(url("invoicing:folio", folio.pk)).content.decode()


def test_the_check_out_leads_through_its_steps(desk: Client, house: House) -> None:
    stay, folio = guest_in_house(house, nights=0, price=Decimal("40.00"))
    address = url("invoicing:check_out", stay.pk)

    assert desk.get(address).context["step"] == "balance"

    desk.post(url("invoicing:post_due", stay.pk))

    assert desk.get(address).context["step"] == "pay"

    refused = desk.post(url("invoicing:finish_check_out", stay.pk))

    assert refused.status_code == 409

    pay(house, folio, "40.00")

    assert desk.get(address).context["step"] == "invoice"

    desk.post(url("invoicing:finish_check_out", stay.pk))
    done = desk.get(address)

    assert done.context["step"] == "done"

    invoice = Invoice.objects.get()

    assert invoice.full_number in done.content.decode()
    assert Stay.objects.get(pk=stay.pk).state == StayState.DEPARTED

    desk.post(url("invoicing:undo_check_out", stay.pk), {"reason": "Stays on"})

    assert Stay.objects.get(pk=stay.pk).state == StayState.IN_HOUSE


def test_undoing_a_check_out_needs_a_right_of_its_own(client: Client, house: House) -> None:
    stay, _invoice = left_on_account(house)
    desk = sign_in(client, house, Role.FRONT_DESK)
    address = url("invoicing:undo_check_out", stay.pk)

    page = desk.get(url("invoicing:check_out", stay.pk))
    refused = desk.post(address, {"reason": "Stays on"})

    assert address not in page.content.decode()
    assert refused.status_code == 403
    assert Stay.objects.get(pk=stay.pk).state == StayState.DEPARTED


@pytest.mark.parametrize(
    ("role", "offers"), [(Role.MANAGER, True), (Role.NIGHT_AUDITOR, True), (Role.FRONT_DESK, False)]
)
def test_a_lost_deposit_is_kept_by_who_may(
    client: Client, house: House, role: str, offers: bool
) -> None:
    stay = booked_stay(room_type=house.room.room_type)
    folio = folios.main_folio(stay_id=stay.pk, business_date=TODAY)
    pay(house, folio, "100.00")
    Stay.objects.filter(pk=stay.pk).update(state=StayState.NO_SHOW)
    desk = sign_in(client, house, role)
    address = url("invoicing:keep_deposit", folio.pk)

    assert (address in desk.get(url("invoicing:folio", folio.pk)).content.decode()) is offers

    wish = {"amount": "80.00", "reason": "No-show", "once": "1"}
    answer = desk.post(address, wish)

    assert (answer.status_code == 403) is not offers
    left = Decimal("20.00") if offers else Decimal("100.00")
    assert folios.deposit(folio_id=folio.pk) == left


def test_an_invoice_is_issued_shown_credited_and_the_folio_closed(
    desk: Client, house: House
) -> None:
    _stay, folio = guest_in_house(house)
    charge(house, folio, "121.00")
    answer = desk.post(url("invoicing:issue", folio.pk))
    invoice = Invoice.objects.get()

    assert answer.url == url("invoicing:invoice", invoice.pk)

    html = desk.get(answer.url).content.decode()

    assert "€21.00" in html
    assert invoice.hash[:16] in html
    assert url("invoicing:send_invoice", invoice.pk) in html
    assert url("invoicing:send_link", invoice.pk) in html

    wish = {"reason": "Wrong payer"}
    away = desk.post(url("invoicing:credit_note", invoice.pk), wish, headers=HTMX)

    assert away["HX-Redirect"] == url("invoicing:folio", folio.pk)

    note = Invoice.objects.get(kind="credit_note")
    html = desk.get(url("invoicing:invoice", invoice.pk)).content.decode()

    assert note.full_number in html
    assert url("invoicing:send_link", invoice.pk) not in html
    assert desk.get(url("invoicing:invoice", note.pk)).status_code == 200


def test_money_for_an_open_invoice_is_recorded(desk: Client, house: House) -> None:
    _stay, invoice = left_on_account(house)
    typed = {"method": house.method("BANK").pk, "amount": "100.00", "once": "a"}
    desk.post(url("invoicing:settle", invoice.pk), typed)

    assert Receivable.objects.get(invoice=invoice).open_amount == 0
    assert "Bank transfer" in desk.get(url("invoicing:invoice", invoice.pk)).content.decode()


def test_a_closed_folio_is_opened_again_and_closed(desk: Client, house: House) -> None:
    _stay, invoice = left_on_account(house)
    folio = invoice.folio
    desk.post(url("invoicing:reopen_folio", folio.pk), {"reason": "One more bill"})
    folio.refresh_from_db()

    assert folio.state == FolioState.OPEN

    desk.post(url("invoicing:close_folio", folio.pk))
    folio.refresh_from_db()

    assert folio.state == FolioState.CLOSED


def test_the_invoice_list_is_filtered(desk: Client, house: House) -> None:
    paid, unpaid = issued_invoice(house, paid="100"), issued_invoice(house)
    credited = issued_invoice(house)
    note = invoices.credit_note(invoice_id=credited.pk, reason="Wrong", actor=CLERK, now=AT)

    assert listed(desk) == [note, credited, unpaid, paid]
    assert listed(desk, state="open") == [unpaid]
    assert listed(desk, state="paid") == [paid]
    assert listed(desk, state="credited") == [credited]
    assert listed(desk, state="credit_notes") == [note]
    assert listed(desk, q="00002") == [unpaid]
    assert listed(desk, q=paid.payer_name) == [paid]


def listed(desk: Client, **query: str) -> list[Invoice]:
    return [row for row, _state in desk.get(url("invoicing:invoices"), query).context["rows"]]


@pytest.mark.parametrize("count", [1, 3])
def test_the_money_page_shows_what_is_owed(desk: Client, house: House, count: int) -> None:
    for _ in range(count):
        issued_invoice(house, amount="100.00", paid="40.00")
    with CaptureQueriesContext(connection) as captured:
        page = desk.get(url("invoicing:home"))

    shown = {figure.name: figure.value for figure in page.context["figures"]}

    assert shown == {
        "Owed in house": f"€{count * 60}.00",
        "Unpaid invoices": f"€{count * 60}.00",
        "Payments today": f"€{count * 40}.00",
    }
    assert [row.line.balance for row in page.context["in_house"]] == [Decimal("60.00")] * count
    assert len(captured) <= 22


def test_the_money_page_leads_to_what_is_to_be_done(desk: Client, house: House) -> None:
    _stay, owing = guest_in_house(house)
    charge(house, owing, "60.00")
    _stay, even = guest_in_house(house)
    charge(house, even, "10.00")
    pay(house, even, "10.00")
    coming = booked_stay(room_type=house.room.room_type, arrival=TODAY + timedelta(days=3))
    deposit = folios.main_folio(stay_id=coming.pk, business_date=TODAY)
    pay(house, deposit, "25.00")
    page = desk.get(url("invoicing:home"))
    [row] = page.context["in_house"]

    assert row.action.address == url("invoicing:take_payment", owing.pk)
    assert [line.deposit for line in page.context["deposits"]] == [Decimal("25.00")]
    assert "Left with an open folio" not in page.content.decode()
    assert "€25.00" in page.content.decode()


def test_an_invoice_past_its_date_is_overdue(desk: Client, house: House) -> None:
    house.hotel.payment_days = 14
    house.hotel.save()
    issued_invoice(house)
    assert desk.get(url("invoicing:home")).context["unpaid"][0].late is None

    BusinessDay.objects.filter(hotel=house.hotel, state="open").update(
        date=TODAY + timedelta(days=15)
    )
    [debt] = desk.get(url("invoicing:home")).context["unpaid"]

    assert debt.late.text == "Overdue since 24 May"


@pytest.mark.needs_pango
def test_the_pdf_is_printed_once_and_kept(desk: Client, house: House) -> None:
    invoice = issued_invoice(house)
    first = desk.get(url("invoicing:invoice_pdf", invoice.pk))

    assert first["Content-Type"] == "application/pdf"
    assert first.content.startswith(b"%PDF")
    assert desk.get(url("invoicing:invoice_pdf", invoice.pk)).content == first.content


@pytest.mark.parametrize("name", ["folio", "post_charge", "invoice", "invoice_pdf", "credit_note"])
def test_nothing_of_another_hotel_is_found(desk: Client, name: str) -> None:
    foreign = issued_invoice(open_house(code="other"))
    pk = foreign.folio_id if name in ("folio", "post_charge") else foreign.pk

    assert desk.get(url(f"invoicing:{name}", pk)).status_code == 404


def test_housekeeping_sees_no_money(client: Client, house: House) -> None:
    _stay, folio = guest_in_house(house)
    maid = sign_in(client, house, Role.HOUSEKEEPING)
    for address in (
        url("invoicing:home"),
        url("invoicing:folio", folio.pk),
        url("invoicing:invoices"),
    ):
        assert maid.get(address).status_code == 403
