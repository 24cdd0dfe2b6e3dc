"""The way out: what the page shows, what it will do, and the invoice by e-mail."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from decimal import Decimal

import pytest
from django.test import Client

from cardex.models import Profile
from hotelpms.hotels.enums import Role
from invoicing.domain.folios import folios, postings
from invoicing.domain.invoices import invoices
from invoicing.domain.nights import nights
from invoicing.models import Charge, Folio, Invoice
from messaging.domain.wording.standards import install_standard
from messaging.models import Message
from reservations.enums import StayState
from reservations.models import RoomNight, Stay
from tests.addresses import url
from tests.factories.hotels import MembershipFactory
from tests.factories.invoicing import (
    AT,
    CLERK,
    House,
    charge,
    guest_due_out,
    guest_in_house,
    issued_invoice,
    open_house,
    pay,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> House:
    house = open_house(code="grand")
    install_standard(hotel=house.hotel, now=AT)
    return house


@pytest.fixture
def desk(client: Client, house: House) -> Client:
    client.force_login(MembershipFactory(hotel=house.hotel, role=Role.MANAGER).user)
    return client


@pytest.fixture
def leaving(house: House) -> tuple[Stay, Folio]:
    """A guest whose folio of 40.00 is paid and not invoiced yet."""
    stay, folio = guest_due_out(house)
    charge(house, folio, "40.00")
    pay(house, folio, "40.00")
    return stay, folio


def test_the_lines_and_what_will_happen_stand_on_the_page(
    desk: Client, leaving: tuple[Stay, Folio]
) -> None:
    stay, folio = leaving
    page = desk.get(url("invoicing:check_out", stay.pk))
    [window] = page.context["page"].windows

    assert [entry.debit for entry in window.entries if entry.is_charge] == [Decimal("40.00")]
    assert (window.gets_invoice, window.balance) == (True, Decimal("0.00"))
    assert url("invoicing:preview_invoice", folio.pk) in page.content.decode()


def test_the_preview_says_what_the_invoice_will(desk: Client, leaving: tuple[Stay, Folio]) -> None:
    _stay, folio = leaving
    draft = desk.get(url("invoicing:preview_invoice", folio.pk)).context["draft"]

    assert (draft.invoice.payer_name, draft.invoice.total) == (
        folio.payer.full_name,
        Decimal("40.00"),
    )
    assert [row.amounts.gross for row in draft.taxes] == [Decimal("40.00")]
    assert not Invoice.objects.exists()


@pytest.mark.needs_pango
def test_a_name_that_no_font_has_is_told_before_anything_is_issued(
    desk: Client, leaving: tuple[Stay, Folio]
) -> None:
    """B5: the kept invoice can't be changed, so its boxes are announced."""
    stay, folio = leaving
    pages = (
        url("invoicing:check_out", stay.pk),
        url("invoicing:preview_invoice", folio.pk),
    )
    assert all("has no font" not in desk.get(page).content.decode() for page in pages)

    # A private letter stands for a script whose font is not installed.
    Profile.objects.filter(pk=folio.payer_id).update(last_name="\U0010fff0王")

    for page in pages:
        shown = desk.get(page).content.decode()
        assert "This computer has no font for \U0010fff0:" in shown


def test_the_invoice_leaves_by_mail_when_it_is_chosen(
    desk: Client, leaving: tuple[Stay, Folio]
) -> None:
    stay, folio = leaving
    wish = {f"sends_{folio.pk}": "on", f"to_{folio.pk}": "ana@guest.example.com"}
    desk.post(url("invoicing:finish_check_out", stay.pk), wish)

    assert Stay.objects.get(pk=stay.pk).state == StayState.DEPARTED

    letter = Message.objects.get(kind="invoice")

    assert (letter.to_address, letter.state) == ("ana@guest.example.com", "queued")


def test_it_stays_at_home_when_it_is_not(desk: Client, leaving: tuple[Stay, Folio]) -> None:
    stay, folio = leaving
    desk.post(
        url("invoicing:finish_check_out", stay.pk), {f"to_{folio.pk}": "ana@guest.example.com"}
    )

    assert Invoice.objects.count() == 1
    assert not Message.objects.filter(kind="invoice").exists()


def test_a_mistyped_address_stops_before_anything_happens(
    desk: Client, leaving: tuple[Stay, Folio]
) -> None:
    stay, folio = leaving
    wish = {f"sends_{folio.pk}": "on", f"to_{folio.pk}": "ana@"}
    answer = desk.post(url("invoicing:finish_check_out", stay.pk), wish)

    assert answer.status_code == 422
    assert 'value="ana@"' in answer.content.decode()
    assert Stay.objects.get(pk=stay.pk).state == StayState.IN_HOUSE


def test_another_hotels_draft_is_not_found(desk: Client) -> None:
    _stay, theirs = guest_in_house(open_house(code="other"))

    assert desk.get(url("invoicing:preview_invoice", theirs.pk)).status_code == 404


def test_a_check_out_with_its_mail_asks_less_than_fifty_times(
    desk: Client,
    house: House,
    leaving: tuple[Stay, Folio],
    django_assert_max_num_queries: Callable[..., AbstractContextManager[None]],
) -> None:
    stay, folio = leaving
    issued_invoice(house)  # The first one of a year makes its series too.
    wish = {f"sends_{folio.pk}": "on", f"to_{folio.pk}": "ana@guest.example.com"}

    with django_assert_max_num_queries(49):
        desk.post(url("invoicing:finish_check_out", stay.pk), wish)

    stay.refresh_from_db()

    assert (stay.state, Message.objects.count()) == (StayState.DEPARTED, 1)


def test_a_night_that_was_used_is_shown_and_can_be_waived_with_a_reason(
    desk: Client, house: House
) -> None:
    stay, folio = guest_in_house(house, price=Decimal("90.00"))
    night = RoomNight.objects.get(stay=stay)
    page = desk.get(url("invoicing:check_out", stay.pk))

    assert page.context["step"] == "balance"
    assert [one.night for one in page.context["due"]] == [night]
    assert url("invoicing:waive_night", night.pk) in page.content.decode()

    desk.post(url("invoicing:waive_night", night.pk), {"reason": "Noise"})

    assert desk.get(url("invoicing:check_out", stay.pk)).context["step"] == "invoice"
    assert folios.balance(folio_id=folio.pk).is_zero


def test_the_desk_can_post_the_night_but_not_waive_it(client: Client, house: House) -> None:
    stay, folio = guest_in_house(house, price=Decimal("90.00"))
    desk = MembershipFactory(hotel=house.hotel, role=Role.FRONT_DESK).user
    client.force_login(desk)
    night = RoomNight.objects.get(stay=stay)
    address = url("invoicing:waive_night", night.pk)

    assert address not in client.get(url("invoicing:check_out", stay.pk)).content.decode()
    assert client.post(address, {"reason": "Noise"}).status_code == 403

    client.post(url("invoicing:post_due", stay.pk))

    assert folios.balance(folio_id=folio.pk).amount == Decimal("90.00")


def test_a_reversed_night_is_posted_again_by_a_button(desk: Client, house: House) -> None:
    stay, folio = guest_in_house(house, price=Decimal("90.00"))
    nights.post_stay_now(stay_id=stay.pk, actor=CLERK, now=AT)
    postings.reverse_charge(charge_id=Charge.objects.get().pk, reason="Price", actor=CLERK, now=AT)
    address = url("invoicing:post_night", RoomNight.objects.get().pk)

    assert "90.00" in desk.get(address).content.decode()

    desk.post(address, {"once": "1"})

    assert folios.balance(folio_id=folio.pk).amount == Decimal("90.00")


def test_the_page_announces_the_credit_note_for_an_allowance_after_the_invoice(
    desk: Client, house: House
) -> None:
    stay, folio = guest_due_out(house)
    charge(house, folio, "40.00")
    invoices.issue(folio_id=folio.pk, actor=CLERK, now=AT)
    charge(house, folio, "-10.00")
    pay(house, folio, "30.00")

    html = desk.get(url("invoicing:check_out", stay.pk)).content.decode()
    desk.post(url("invoicing:finish_check_out", stay.pk))

    assert "Credit note of €10.00" in html
    note = Invoice.objects.get(kind="credit_note")
    html = desk.get(url("invoicing:invoice", note.original_id)).content.decode()
    assert note.full_number in html
    assert url("invoicing:credit_note", note.original_id) in html
