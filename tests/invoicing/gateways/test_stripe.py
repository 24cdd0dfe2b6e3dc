import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from hotelpms.kit import clock
from hotelpms.kit.money import Money
from invoicing.gateways.base import BadSignature, GatewayDown, GatewayEvent, Order
from invoicing.gateways.stripe import StripeGateway
from tests.stripe_server import StripeServer, signed, stripe_server

SECRET = "whsec_1"
UNTIL = datetime(2027, 5, 11, 12, 0, tzinfo=UTC)


@pytest.fixture
def book(free_port: Callable[[], int]) -> Iterator[StripeServer]:
    with stripe_server(free_port()) as server:
        yield server


@pytest.fixture
def gateway(book: StripeServer) -> StripeGateway:
    return StripeGateway("sk_test_1", SECRET, api=book.url)


def order(**changes: object) -> Order:
    facts = {
        "key": "link-1",
        "reference": "17",
        "amount": Money(Decimal("12.30"), "EUR"),
        "title": "Invoice 2027-00001",
        "hotel_name": "Hotel",
        "email": "ana@guest.example.com",
        "language": "cs",
        "return_url": "https://pms.example.com/back/",
        "cancel_url": "https://pms.example.com/",
        "expires_at": UNTIL,
    }
    return Order(**{**facts, **changes})  # type: ignore[arg-type]


def test_the_session_asks_for_exactly_the_order(gateway: StripeGateway, book: StripeServer) -> None:
    gateway.begin(order())
    (method, path, form, headers) = book.requests[0]

    assert (method, path) == ("POST", "/v1/checkout/sessions")
    assert form == {
        "mode": "payment",
        "line_items[0][price_data][currency]": "eur",
        "line_items[0][price_data][unit_amount]": "1230",
        "line_items[0][price_data][product_data][name]": "Invoice 2027-00001",
        "line_items[0][price_data][product_data][description]": "Hotel",
        "line_items[0][quantity]": "1",
        "success_url": "https://pms.example.com/back/",
        "cancel_url": "https://pms.example.com/",
        "expires_at": str(int(UNTIL.timestamp())),
        "client_reference_id": "17",
        "metadata[hotelpms_link]": "17",
        "locale": "cs",
        "customer_email": "ana@guest.example.com",
    }
    assert headers["Idempotency-Key"] == "link-1"
    assert headers["Authorization"] == "Bearer sk_test_1"


def test_a_provider_that_is_down_is_a_plain_sentence(
    gateway: StripeGateway, book: StripeServer
) -> None:
    book.fails = True
    with pytest.raises(GatewayDown, match="Please try again in a few minutes"):
        gateway.begin(order())

    assert len(book.requests) == 3
    assert {headers["Idempotency-Key"] for *_rest, headers in book.requests} == {"link-1"}


def test_without_a_key_nobody_is_asked(book: StripeServer) -> None:
    with pytest.raises(GatewayDown):
        StripeGateway("", SECRET, api=book.url).begin(order())

    assert book.requests == []


def test_without_a_webhook_secret_no_event_is_believed(
    gateway: StripeGateway, book: StripeServer
) -> None:
    pid, at = gateway.begin(order()).provider_id, int(clock.now().timestamp())
    book.pay(pid, at=at)
    body = book.event(pid, "checkout.session.completed", at=at)
    forged = signed(body, "", at=at)
    with pytest.raises(BadSignature):
        StripeGateway("sk_test", "", api=book.url).parse_event(
            body=body, headers=forged, now=clock.now()
        )


def test_another_shop_of_the_same_account_is_not_ours(
    gateway: StripeGateway, book: StripeServer
) -> None:
    pid, at = gateway.begin(order()).provider_id, int(clock.now().timestamp())
    book.pay(pid, at=at)
    book.sessions[pid]["metadata"] = {}
    body = book.event(pid, "checkout.session.completed", at=at)
    headers = signed(body, SECRET, at=at)

    assert gateway.parse_event(body=body, headers=headers, now=clock.now()) is None


@pytest.mark.parametrize(
    "kind", ["checkout.session.completed", "customer.created", "charge.refunded"]
)
def test_what_brings_no_money_is_let_pass(
    gateway: StripeGateway, book: StripeServer, kind: str
) -> None:
    pid, at = gateway.begin(order()).provider_id, int(clock.now().timestamp())
    body = book.event(pid, kind, at=at)
    headers = signed(body, SECRET, at=at)

    assert gateway.parse_event(body=body, headers=headers, now=clock.now()) is None


def test_a_slow_bank_pays_by_a_second_event(gateway: StripeGateway, book: StripeServer) -> None:
    pid, at = gateway.begin(order()).provider_id, int(clock.now().timestamp())
    book.pay(pid, at=at)
    body = book.event(pid, "checkout.session.async_payment_succeeded", at=at)
    told = gateway.parse_event(body=body, headers=signed(body, SECRET, at=at), now=clock.now())

    assert told is not None
    assert (told.amount, told.event_id) == (Decimal("12.30"), "evt_1")


def test_closing_expires_the_session(gateway: StripeGateway, book: StripeServer) -> None:
    pid = gateway.begin(order()).provider_id
    gateway.close(pid)

    assert book.sessions[pid]["status"] == "expired"


def test_the_charge_tells_when_it_was_paid(gateway: StripeGateway, book: StripeServer) -> None:
    pid = gateway.begin(order()).provider_id
    book.pay(pid, at=int(UNTIL.timestamp()))
    told = gateway.fetch(pid, now=UNTIL + timedelta(hours=5))

    assert told is not None
    assert told.happened_at == UNTIL


REFUND = {
    "id": "re_1",
    "object": "refund",
    "amount": 1230,
    "currency": "eur",
    "payment_intent": "pi_1",
    "status": "succeeded",
}
DISPUTE = {
    "id": "du_1",
    "object": "dispute",
    "amount": 1230,
    "currency": "eur",
    "payment_intent": "pi_1",
    "status": "needs_response",
}


WARNED = {**DISPUTE, "status": "warning_closed"}


def heard(gateway: StripeGateway, kind: str, about: dict[str, object]) -> GatewayEvent | None:
    at = int(clock.now().timestamp())
    event = {"id": "evt_9", "object": "event", "type": kind, "created": at}
    body = json.dumps({**event, "data": {"object": about}}).encode()
    return gateway.parse_event(body=body, headers=signed(body, SECRET, at=at), now=clock.now())


@pytest.mark.parametrize(
    ("kind", "about", "told"),
    [
        ("refund.created", REFUND, ("refunded", "re_1")),
        ("refund.updated", REFUND, ("refunded", "re_1")),
        ("refund.created", {**REFUND, "status": "pending"}, None),
        ("refund.failed", {**REFUND, "status": "failed"}, ("refund_failed", "re_1:failed")),
        ("refund.created", {**REFUND, "payment_intent": None}, None),
        ("charge.dispute.created", DISPUTE, ("disputed", "evt_9")),
        ("charge.dispute.closed", {**DISPUTE, "status": "won"}, ("dispute_won", "evt_9")),
        # An early warning is closed without any money moving.
        ("charge.dispute.closed", WARNED, ("dispute_won", "evt_9")),
        ("charge.dispute.closed", {**DISPUTE, "status": "lost"}, ("dispute_lost", "evt_9")),
    ],
)
def test_what_becomes_of_a_payment_later_is_told(
    gateway: StripeGateway,
    kind: str,
    about: dict[str, object],
    told: tuple[str, str] | None,
) -> None:
    """Trial: refunds, disputes and failed payments were dropped."""
    event = heard(gateway, kind, about)

    assert (event and (event.kind, event.event_id)) == told
    if event is not None:
        assert (event.amount, event.currency, event.payment_ref) == (
            Decimal("12.30"),
            "EUR",
            "pi_1",
        )


def test_a_bank_that_does_not_pay_is_told(gateway: StripeGateway, book: StripeServer) -> None:
    pid, at = gateway.begin(order()).provider_id, int(clock.now().timestamp())
    body = book.event(pid, "checkout.session.async_payment_failed", at=at)

    told = gateway.parse_event(body=body, headers=signed(body, SECRET, at=at), now=clock.now())

    assert told is not None
    assert (told.kind, told.provider_id) == ("failed", pid)


def test_a_payment_tells_its_name_for_what_comes_later(
    gateway: StripeGateway, book: StripeServer
) -> None:
    pid, at = gateway.begin(order()).provider_id, int(clock.now().timestamp())
    book.pay(pid, at=at)
    body = book.event(pid, "checkout.session.completed", at=at)

    heard_at_the_door = gateway.parse_event(
        body=body, headers=signed(body, SECRET, at=at), now=clock.now()
    )
    asked = gateway.fetch(pid, now=UNTIL)

    assert heard_at_the_door is not None
    assert asked is not None
    assert heard_at_the_door.payment_ref == asked.payment_ref == "pi_1"
