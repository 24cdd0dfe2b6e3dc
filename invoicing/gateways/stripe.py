"""Stripe Checkout: the guest pays on Stripe's page, a signed event tells us.

One Checkout Session per order: the idempotency key makes a second tab, and a repeated request
after a time-out, get the same session. Stripe keeps such keys for 24 hours, which is as long
as a link lives. A session of Stripe lives between 30 minutes and 24 hours.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import stripe

from hotelpms.kit.addresses import in_ascii
from invoicing.enums import Provider
from invoicing.gateways.base import (
    BadSignature,
    Begun,
    EventKind,
    GatewayDown,
    GatewayEvent,
    Order,
)
from invoicing.gateways.units import from_units, in_units
from invoicing.models import PaymentSolution

API = "https://api.stripe.com"
HEADER = "stripe-signature"
# Other shops may use the same account: only sessions with this key are ours.
MARK = "hotelpms_link"
PAID_EVENTS = ("checkout.session.completed", "checkout.session.async_payment_succeeded")
OVER_EVENT = "checkout.session.expired"
FAILED_EVENT = "checkout.session.async_payment_failed"
REFUND_EVENTS = ("refund.created", "refund.updated", "refund.failed")
DISPUTE_EVENTS = ("charge.dispute.created", "charge.dispute.closed")


@dataclass(frozen=True)
class StripeGateway:
    """Stripe with the keys of one hotel; `api` is another address in tests only."""

    secret_key: str
    webhook_secret: str
    api: str = API

    @classmethod
    def of(cls, solution: PaymentSolution) -> "StripeGateway":
        """Return Stripe for a hotel."""
        return cls(solution.secret_key, solution.webhook_secret)

    def begin(self, order: Order) -> Begun:
        with _as_gateway_down():
            session = self._client().v1.checkout.sessions.create(
                _params(order), {"idempotency_key": order.key}
            )
        if not session.url:
            raise GatewayDown
        return Begun(session.id, session.url)

    def parse_event(
        self, *, body: bytes, headers: Mapping[str, str], now: datetime
    ) -> GatewayEvent | None:
        if not self.webhook_secret:
            # Whoever knows that it is empty could sign with it.
            raise BadSignature
        # Stripe's own check compares with the system clock, with a tolerance of 5 minutes.
        given = {name.lower(): value for name, value in headers.items()}
        try:
            event = self._client().construct_event(
                body, given.get(HEADER, ""), self.webhook_secret, tolerance=300
            )
        except (stripe.SignatureVerificationError, ValueError) as error:
            raise BadSignature from error
        about: Any = event.data.object
        found, at = about.to_dict(), datetime.fromtimestamp(event.created, UTC)
        if event.type in REFUND_EVENTS:
            return _told_of_refund(event.type, found, at)
        if event.type in DISPUTE_EVENTS:
            return _told_of_payment(found, _dispute_kind(event.type, found), event.id, at)
        session_kind = _kind(event.type, found)
        return _told(found, session_kind, event.id, at) if session_kind else None

    def fetch(self, provider_id: str, *, now: datetime) -> GatewayEvent | None:
        with _as_gateway_down():
            found = self._client().v1.checkout.sessions.retrieve(
                provider_id, {"expand": ["payment_intent.latest_charge"]}
            )
        session = found.to_dict()
        if session["payment_status"] != "paid":
            return None
        event_id = f"asked:{provider_id}"
        return _told(session, EventKind.PAID, event_id, _charged_at(session) or now)

    def close(self, provider_id: str) -> None:
        try:
            with _as_gateway_down():
                self._client().v1.checkout.sessions.expire(provider_id)
        except GatewayDown as error:
            # Stripe refuses to expire what was paid or is over: then there is nothing to close.
            if not isinstance(error.__cause__, stripe.InvalidRequestError):
                raise

    def session_of(self, payment_ref: str) -> str:
        with _as_gateway_down():
            found = self._client().v1.checkout.sessions.list(
                {"payment_intent": payment_ref, "limit": 1}
            )
        return str(found.data[0].id) if found.data else ""

    def _client(self) -> stripe.StripeClient:
        if not self.secret_key:
            raise GatewayDown
        return stripe.StripeClient(
            self.secret_key,
            base_addresses={"api": self.api},
            max_network_retries=2,
            http_client=stripe.RequestsClient(timeout=(5, 20)),
        )


def _params(order: Order) -> Any:
    price = {
        "currency": order.amount.currency.lower(),
        "unit_amount": in_units(order.amount, Provider.STRIPE),
        "product_data": {"name": order.title, "description": order.hotel_name},
    }
    params: dict[str, Any] = {
        "mode": "payment",
        "line_items": [{"price_data": price, "quantity": 1}],
        "success_url": order.return_url,
        "cancel_url": order.cancel_url,
        "expires_at": int(order.expires_at.timestamp()),
        "client_reference_id": order.reference,
        "metadata": {MARK: order.reference},
        "locale": order.language,
    }
    if order.email:
        params["customer_email"] = in_ascii(order.email)
    return params


def _kind(event_type: str, session: dict[str, Any]) -> EventKind | None:
    if event_type == OVER_EVENT:
        return EventKind.CLOSED
    if event_type == FAILED_EVENT:
        return EventKind.FAILED
    # A session can complete before a slow bank has paid; another event follows then.
    if event_type in PAID_EVENTS and session["payment_status"] == "paid":
        return EventKind.PAID
    return None


def _dispute_kind(event_type: str, dispute: dict[str, Any]) -> EventKind:
    """Only a lost dispute takes money: an early warning is closed without any moving."""
    if event_type == "charge.dispute.created":
        return EventKind.DISPUTED
    return EventKind.DISPUTE_LOST if dispute.get("status") == "lost" else EventKind.DISPUTE_WON


def _told(
    session: dict[str, Any], kind: EventKind, event_id: str, happened_at: datetime
) -> GatewayEvent | None:
    reference = (session.get("metadata") or {}).get(MARK)
    if not reference:
        return None
    currency = str(session["currency"]).upper()
    return GatewayEvent(
        event_id=event_id,
        provider_id=session["id"],
        reference=str(reference),
        kind=kind,
        happened_at=happened_at,
        amount=from_units(session["amount_total"], currency, Provider.STRIPE),
        currency=currency,
        payment_ref=_intent_of(session),
    )


def _told_of_refund(
    event_type: str, refund: dict[str, Any], happened_at: datetime
) -> GatewayEvent | None:
    """A refund counts once it has succeeded; the same one told twice has one event id."""
    state = refund.get("status")
    if event_type == "refund.failed" or state in ("failed", "canceled"):
        return _told_of_payment(
            refund, EventKind.REFUND_FAILED, f"{refund['id']}:failed", happened_at
        )
    if state != "succeeded":
        return None
    return _told_of_payment(refund, EventKind.REFUNDED, refund["id"], happened_at)


def _told_of_payment(
    found: dict[str, Any], kind: EventKind, event_id: str, happened_at: datetime
) -> GatewayEvent | None:
    """What names a payment instead of a session: refunds and disputes."""
    payment_ref = _intent_of(found)
    if not payment_ref:
        return None
    currency = str(found["currency"]).upper()
    return GatewayEvent(
        event_id=event_id,
        provider_id="",
        reference="",
        kind=kind,
        happened_at=happened_at,
        amount=from_units(found["amount"], currency, Provider.STRIPE),
        currency=currency,
        payment_ref=payment_ref,
    )


def _intent_of(found: dict[str, Any]) -> str:
    """Return the id of the payment, which stands there by itself or as the whole object."""
    intent = found.get("payment_intent")
    return str(intent["id"]) if isinstance(intent, dict) else str(intent or "")


def _charged_at(session: dict[str, Any]) -> datetime | None:
    intent = session.get("payment_intent")
    charge = intent.get("latest_charge") if isinstance(intent, dict) else None
    return datetime.fromtimestamp(charge["created"], UTC) if isinstance(charge, dict) else None


@contextmanager
def _as_gateway_down() -> Iterator[None]:
    try:
        yield
    except stripe.StripeError as error:
        raise GatewayDown from error
