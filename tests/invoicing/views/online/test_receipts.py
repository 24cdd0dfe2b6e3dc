from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from hotelpms.hotels.enums import Role
from invoicing.gateways.base import EventKind
from invoicing.models import Invoice, PaymentLink, PaymentSolution, Receipt
from messaging.models import Message
from tests.factories.hotels import MembershipFactory
from tests.factories.invoicing import AT, House
from tests.factories.paylinks import (
    Sent,
    paid_event,
    payable_house,
    printed_invoice,
    refund_event,
    sent_link,
    take,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_noon() -> Iterator[None]:
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def house() -> House:
    return payable_house()


def signed_in(house: House, role: Role = Role.CASHIER) -> Client:
    client = Client()
    client.force_login(
        MembershipFactory(hotel=house.hotel, role=role).user,
        backend="django.contrib.auth.backends.ModelBackend",
    )
    return client


def page(name: str, house: House, *args: int) -> str:
    return reverse(f"invoicing:{name}", args=[house.hotel.code, *args])


def send(client: Client, house: House, invoice: Invoice, name: str, **data: str) -> HttpResponse:
    return client.post(
        page(name, house, invoice.pk),
        {"to_address": "ana@guest.example.com", "key": "k1", **data},
    )


@pytest.mark.parametrize(
    ("name", "kind"), [("send_invoice", "invoice"), ("send_link", "payment_link")]
)
def test_the_desk_sends_it_once(house: House, name: str, kind: str) -> None:
    invoice, client = printed_invoice(house), signed_in(house)
    for _ in range(2):
        response = send(client, house, invoice, name)
        assert (response.status_code, response.url) == (302, page("invoice", house, invoice.pk))

    assert Message.objects.get().kind == kind


def test_the_address_stands_there_already(house: House) -> None:
    invoice = printed_invoice(house)
    invoice.folio.billing_email = "billing@example.com"
    invoice.folio.save()
    client = signed_in(house)
    for name in ("send_invoice", "send_link"):
        text = client.get(page(name, house, invoice.pk)).content.decode()
        assert 'value="billing@example.com"' in text


def test_a_bad_address_is_shown_again(house: House) -> None:
    invoice = printed_invoice(house)
    response = send(signed_in(house), house, invoice, "send_link", to_address="ana@x\nBcc: b@c.de")

    assert response.status_code == 422
    assert Message.objects.count() == 0


def test_without_a_solution_the_desk_is_told_before_typing(house: House) -> None:
    invoice = printed_invoice(house)
    PaymentSolution.objects.update(is_active=False)
    response = signed_in(house).get(page("send_link", house, invoice.pk))

    assert response.status_code == 409
    assert "no payment solution yet" in response.content.decode()


def test_a_paid_invoice_gets_no_link(house: House) -> None:
    invoice = printed_invoice(house, paid="100.00")
    response = signed_in(house).get(page("send_link", house, invoice.pk))

    assert response.status_code == 409
    assert "has nothing left to pay" in response.content.decode()


def test_the_invoice_page_lists_its_links_and_revokes(house: House) -> None:
    sent, client = sent_link(house), signed_in(house)
    where = page("invoice", house, sent.invoice.pk)
    text = client.get(where).content.decode()

    assert "ana@guest.example.com" in text
    assert page("revoke_link", house, sent.link_id) in text

    client.post(page("revoke_link", house, sent.link_id))

    assert PaymentLink.objects.get().revoked_at == AT
    assert page("revoke_link", house, sent.link_id) not in client.get(where).content.decode()


def test_the_panel_is_a_fragment(house: House) -> None:
    invoice, client = printed_invoice(house), signed_in(house)
    response = client.get(page("send_link", house, invoice.pk), headers={"HX-Request": "true"})

    assert "<html" not in response.content.decode()


def held(sent: Sent) -> Receipt:
    late = AT + timedelta(hours=24)
    return take(sent, paid_event(sent.begin(), happened_at=late), now=late)


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_one_and_three(
    house: House, count: int, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    rows = [held(sent_link(house)) for _ in range(count)]
    client = signed_in(house)
    client.get(page("receipts", house))
    with django_assert_max_num_queries(8):
        text = client.get(page("receipts", house)).content.decode()

    assert all(page("receipt", house, row.pk) in text for row in rows)
    assert "Paid after the link had expired." in text


def test_a_cashier_posts_held_money(house: House) -> None:
    sent = sent_link(house)
    row = held(sent)
    client = signed_in(house)

    assert "not posted" in client.get(page("receipt", house, row.pk)).content.decode()

    data = {"number": sent.invoice.full_number}
    client.post(page("apply_receipt", house, row.pk), data)
    row.refresh_from_db()

    assert row.settled_at == AT
    assert "No payment needs attention." in client.get(page("receipts", house)).content.decode()


def test_an_unknown_number_posts_nothing(house: House) -> None:
    row = held(sent_link(house))
    response = signed_in(house).post(page("apply_receipt", house, row.pk), {"number": "2099-1"})

    assert response.status_code == 422

    row.refresh_from_db()

    assert row.settled_at is None


def test_a_refund_needs_the_right_and_a_reason(house: House) -> None:
    row = held(sent_link(house))
    address = page("refunded_receipt", house, row.pk)

    assert signed_in(house, Role.FRONT_DESK).post(address, {"reason": "Twice"}).status_code == 403

    cashier = signed_in(house)

    assert cashier.post(address, {"reason": " "}).status_code == 422
    assert cashier.post(address, {"reason": "Twice"}).status_code == 302

    row.refresh_from_db()

    assert row.settled_at == AT


def test_a_refund_at_the_provider_is_posted_from_its_page(house: House) -> None:
    sent = sent_link(house)
    take(sent, paid_event(sent.begin(), payment_ref="pi_1"))
    row = take(sent, refund_event("pi_1"))
    client = signed_in(house)
    shown = client.get(page("receipt", house, row.pk)).content.decode()

    refused = signed_in(house, Role.FRONT_DESK).post(page("post_taken_back", house, row.pk))
    posted = client.post(page("post_taken_back", house, row.pk))

    assert "given back to the guest at the provider" in shown
    assert (refused.status_code, posted.status_code) == (403, 302)
    row.refresh_from_db()
    assert row.settled_at == AT


def test_a_dispute_is_noted_with_a_reason(house: House) -> None:
    sent = sent_link(house)
    take(sent, paid_event(sent.begin(), payment_ref="pi_1"))
    row = take(sent, refund_event("pi_1", kind=EventKind.DISPUTED))
    client = signed_in(house)
    shown = client.get(page("receipt", house, row.pk)).content.decode()

    empty = client.post(page("seen_receipt", house, row.pk), {"reason": " "})
    noted = client.post(page("seen_receipt", house, row.pk), {"reason": "Answered"})

    assert "Post what was taken back" not in shown
    assert (empty.status_code, noted.status_code) == (422, 302)


def test_another_hotels_rows_are_not_found(house: House) -> None:
    other = payable_house()
    sent = sent_link(other)
    row = held(sent)
    client = signed_in(house)
    for name, pk in (
        ("send_invoice", sent.invoice.pk),
        ("send_link", sent.invoice.pk),
        ("receipt", row.pk),
    ):
        assert client.get(page(name, house, pk)).status_code == 404
    for name, pk in (
        ("revoke_link", sent.link_id),
        ("apply_receipt", row.pk),
        ("refunded_receipt", row.pk),
        ("post_taken_back", row.pk),
        ("seen_receipt", row.pk),
    ):
        assert client.post(page(name, house, pk)).status_code == 404


def test_the_admin_never_shows_a_secret_and_keeps_it_when_left_empty(house: House) -> None:
    client = Client()
    admin = MembershipFactory(hotel=house.hotel, role=Role.CLIENT_ADMIN, user__is_staff=True).user
    client.force_login(admin, backend="django.contrib.auth.backends.ModelBackend")
    solution = PaymentSolution.objects.get()
    address = reverse("admin:invoicing_paymentsolution_change", args=[solution.pk])
    text = client.get(address).content.decode()

    assert "sk_test_reception" not in text
    assert "whsec_reception" not in text
    assert f"/g/hooks/embedded/{house.hotel.code}/" in text

    data = {
        "hotel": house.hotel.pk,
        "provider": "stripe",
        "secret_key": "sk_new",
        "webhook_secret": "",
        "is_active": "on",
    }

    assert client.post(address, data).status_code == 302

    solution.refresh_from_db()

    assert (solution.secret_key, solution.webhook_secret) == ("sk_new", "whsec_reception")
