"""What every payment solution must keep, held against each of them."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
import time_machine

from hotelpms.kit import clock
from hotelpms.kit.money import Money
from invoicing.enums import Provider
from invoicing.gateways.base import BadSignature, EventKind, Gateway, Order
from invoicing.gateways.embedded import PAYS, EmbeddedGateway, _sign
from invoicing.gateways.stripe import StripeGateway
from invoicing.models import GatewaySession, PaymentSolution
from tests.factories.paylinks import Sent, payable_house, sent_link
from tests.stripe_server import signed, stripe_server

pytestmark = pytest.mark.django_db

SECRET = "whsec_reception"
# Stripe's own check reads the system clock, so this contract does too.
NOW = clock.now().replace(microsecond=0)


@pytest.fixture(autouse=True)
def clock_stands_still() -> Iterator[None]:
    """Providers compare an event's time with the system's, and a suite takes minutes."""
    with time_machine.travel(NOW, tick=False):
        yield


@dataclass
class Subject:
    """A gateway with what a test needs to play its provider."""

    gateway: Gateway
    sent: Sent
    pay: Callable[[str], None]
    deliver: Callable[[str, EventKind, datetime], tuple[bytes, dict[str, str]]]

    def order(self, **changes: object) -> Order:
        facts = {
            "key": f"link-{self.sent.link_id}",
            "reference": str(self.sent.link_id),
            "amount": Money(Decimal("100.00"), "EUR"),
            "title": "Invoice 2027-00001",
            "hotel_name": "Hotel",
            "email": "ana@guest.example.com",
            "language": "en",
            "return_url": "https://pms.example.com/back/",
            "cancel_url": "https://pms.example.com/",
            "expires_at": NOW + timedelta(hours=24),
        }
        return Order(**{**facts, **changes})  # type: ignore[arg-type]

    def begin(self, **changes: object) -> str:
        begun = self.gateway.begin(self.order(**changes))
        GatewaySession.objects.get_or_create(
            solution=PaymentSolution.objects.get(hotel=self.sent.house.hotel),
            provider_id=begun.provider_id,
            defaults={
                "link_id": self.sent.link_id,
                "amount": Decimal("100.00"),
                "currency": "EUR",
                "created_at": NOW,
            },
        )
        return begun.provider_id


def embedded() -> Subject:
    house = payable_house()
    gateway = EmbeddedGateway.of(PaymentSolution.objects.get(hotel=house.hotel))

    def deliver(pid: str, kind: EventKind, at: datetime) -> tuple[bytes, dict[str, str]]:
        told = gateway.tell(provider_id=pid, kind=kind, now=at)
        return told.body, told.headers

    return Subject(
        gateway,
        sent_link(house),
        lambda pid: void(gateway.charge(provider_id=pid, card=PAYS, now=NOW)),
        deliver,
    )


def void(_result: object) -> None:
    return None


@pytest.fixture(params=["embedded", "stripe"])
def subject(request: pytest.FixtureRequest, free_port: Callable[[], int]) -> Iterator[Subject]:
    if request.param == "embedded":
        yield embedded()
        return
    house = payable_house(provider=Provider.STRIPE)
    with stripe_server(free_port()) as book:
        gateway = StripeGateway("sk_test_1", SECRET, api=book.url)

        def deliver(pid: str, kind: EventKind, at: datetime) -> tuple[bytes, dict[str, str]]:
            if kind == EventKind.PAID:
                book.pay(pid, at=int(at.timestamp()))
            name = "completed" if kind == EventKind.PAID else "expired"
            body = book.event(pid, f"checkout.session.{name}", at=int(at.timestamp()))
            return body, signed(body, SECRET, at=int(at.timestamp()))

        yield Subject(
            gateway,
            sent_link(house),
            lambda pid: book.pay(pid, at=int(NOW.timestamp())),
            deliver,
        )


def test_beginning_leads_to_a_page(subject: Subject) -> None:
    begun = subject.gateway.begin(subject.order())

    assert begun.provider_id[:3] in ("es_", "cs_")
    assert begun.provider_id in begun.url


def test_the_same_order_is_the_same_payment(subject: Subject) -> None:
    first, again = subject.begin(), subject.begin()
    other = subject.begin(key="another")

    assert first == again != other


def test_nothing_is_told_before_it_is_paid(subject: Subject) -> None:
    assert subject.gateway.fetch(subject.begin(), now=NOW) is None


def test_asking_tells_a_payment_with_its_amount(subject: Subject) -> None:
    pid = subject.begin()
    subject.pay(pid)
    told = subject.gateway.fetch(pid, now=NOW)

    assert told is not None
    assert (told.provider_id, told.kind, told.amount, told.currency) == (
        pid,
        EventKind.PAID,
        Decimal("100.00"),
        "EUR",
    )
    assert (told.reference, told.happened_at) == (str(subject.sent.link_id), NOW)


# The others are of one provider only.
@pytest.mark.parametrize("kind", [EventKind.PAID, EventKind.CLOSED])
def test_a_signed_event_is_read(subject: Subject, kind: EventKind) -> None:
    pid = subject.begin()
    body, headers = subject.deliver(pid, kind, NOW)
    told = subject.gateway.parse_event(body=body, headers=headers, now=NOW)

    assert told is not None
    assert (told.provider_id, told.kind, told.reference) == (pid, kind, str(subject.sent.link_id))
    assert (told.amount, told.currency) == (Decimal("100.00"), "EUR")
    assert told.happened_at == NOW.astimezone(UTC)


def test_a_changed_body_is_refused(subject: Subject) -> None:
    body, headers = subject.deliver(subject.begin(), EventKind.PAID, NOW)
    with pytest.raises(BadSignature):
        subject.gateway.parse_event(body=body + b" ", headers=headers, now=NOW)


@pytest.mark.parametrize("headers", [{}, {"Stripe-Signature": "t=1", "X-Gateway-Signature": "v1"}])
def test_without_a_signature_it_is_refused(subject: Subject, headers: dict[str, str]) -> None:
    body, _headers = subject.deliver(subject.begin(), EventKind.PAID, NOW)
    with pytest.raises(BadSignature):
        subject.gateway.parse_event(body=body, headers=headers, now=NOW)


def test_an_event_signed_six_minutes_ago_is_refused(subject: Subject) -> None:
    old = NOW - timedelta(minutes=6)
    body, headers = subject.deliver(subject.begin(), EventKind.PAID, old)
    with pytest.raises(BadSignature):
        subject.gateway.parse_event(body=body, headers=headers, now=NOW)


def test_closing_keeps_what_was_paid(subject: Subject) -> None:
    pid = subject.begin()
    subject.pay(pid)
    subject.gateway.close(pid)

    assert subject.gateway.fetch(pid, now=NOW) is not None


def rubbish(**wrong: object) -> bytes:
    told = {"id": "e", "session": "s", "reference": "1", "kind": "paid", "at": 1, "amount": "1"}
    return json.dumps({**told, "currency": "EUR", **wrong}).encode()


@pytest.mark.parametrize(
    "told",
    [
        b"not JSON",
        b"[]",
        b"{}",
        rubbish(at=1e18),
        rubbish(amount="NaN"),
        rubbish(amount=None),
        rubbish(kind="stolen"),
    ],
)
def test_signed_rubbish_is_refused_by_the_test_gateway(told: bytes) -> None:
    """Trial, security: whoever held the signing key got an error of ours, 500."""
    gateway = EmbeddedGateway(b"key")
    moment = int(NOW.timestamp())
    headers = {"X-Gateway-Signature": f"t={moment},v1={_sign(b'key', moment, told)}"}

    with pytest.raises(BadSignature):
        gateway.parse_event(body=told, headers=headers, now=NOW)
