"""The embedded test gateway: a provider inside the house, for demonstrations and tests.

It behaves like a real one: its page stands on an address of its own, it keeps its own book
(the state of the session) and tells us by events that it signs. No money moves.
"""

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.crypto import constant_time_compare

from hotelpms.kit.keys import secrets, signatures
from invoicing.enums import Provider, SessionState
from invoicing.gateways.base import BadSignature, Begun, EventKind, GatewayEvent, Order
from invoicing.models import GatewaySession, PaymentSolution

HEADER = "X-Gateway-Signature"
TOLERANCE_SECONDS = 300
PAYS = "4242424242424242"
DECLINES = "4000000000000002"


class Answer(StrEnum):
    """What the test gateway says to a card."""

    PAID = "paid"
    DECLINED = "declined"
    NOT_A_TEST_CARD = "not_a_test_card"
    OVER = "over"


@dataclass(frozen=True)
class Delivery:
    """An event on its way to our webhook."""

    body: bytes
    headers: dict[str, str]


@dataclass(frozen=True)
class EmbeddedGateway:
    """Signs with the hotel's webhook secret, or with a key derived from the installation's."""

    signing_key: bytes

    @classmethod
    def of(cls, solution: PaymentSolution) -> "EmbeddedGateway":
        """Return the test gateway of a hotel."""
        if solution.webhook_secret:
            return cls(solution.webhook_secret.encode())
        return cls(signatures.digest("gateway", str(solution.hotel_id)).encode())

    def begin(self, order: Order) -> Begun:
        # Derived from the order: beginning twice is one session, and nobody can guess it.
        provider_id = "es_" + _digest(self.signing_key, order.key)[:40]
        back = {"paid": _path(order.return_url), "later": _path(order.cancel_url)}
        # Encrypted, because the way back carries the token of the link.
        query = urlencode({"back": secrets.encrypt(json.dumps(back))})
        return Begun(provider_id, f"{reverse('guest:gateway', args=[provider_id])}?{query}")

    def parse_event(
        self, *, body: bytes, headers: Mapping[str, str], now: datetime
    ) -> GatewayEvent | None:
        moment, signature = _header(headers)
        if not constant_time_compare(signature, _sign(self.signing_key, moment, body)):
            raise BadSignature
        if abs(now.timestamp() - moment) > TOLERANCE_SECONDS:
            raise BadSignature
        try:
            return _event(json.loads(body))
        except (ValueError, KeyError, TypeError, ArithmeticError, OSError) as error:
            # Signed, but nothing that we ever tell.
            raise BadSignature from error

    def fetch(self, provider_id: str, *, now: datetime) -> GatewayEvent | None:
        session = _sessions(provider_id).filter(state=SessionState.PAID).first()
        if session is None:
            return None
        return GatewayEvent(
            event_id=f"asked:{provider_id}",
            provider_id=provider_id,
            reference=str(session.link_id),
            kind=EventKind.PAID,
            happened_at=now,
            amount=session.amount,
            currency=session.currency,
        )

    def session_of(self, payment_ref: str) -> str:
        """Here nobody gives money back or disputes a payment."""
        return ""

    def close(self, provider_id: str) -> None:
        _move(provider_id, SessionState.CLOSED)

    def charge(
        self, *, provider_id: str, card: str, now: datetime
    ) -> tuple[Answer, Delivery | None]:
        """Try a card on the gateway's page; a payment is booked once and comes with its event."""
        number = "".join(card.split())
        if number == DECLINES:
            return Answer.DECLINED, None
        if number != PAYS:
            return Answer.NOT_A_TEST_CARD, None
        if not _move(provider_id, SessionState.PAID):
            return Answer.OVER, None
        return Answer.PAID, self.tell(provider_id=provider_id, kind=EventKind.PAID, now=now)

    def tell(self, *, provider_id: str, kind: EventKind, now: datetime) -> Delivery:
        """Return the signed event about a session, as the webhook gets it."""
        session = _sessions(provider_id).get()
        moment = int(now.timestamp())
        told = {
            "id": f"{kind}:{provider_id}",
            "session": provider_id,
            "reference": str(session.link_id),
            "kind": kind,
            "at": moment,
            "amount": str(session.amount),
            "currency": session.currency,
        }
        body = json.dumps(told).encode()
        return Delivery(body, {HEADER: f"t={moment},v1={_sign(self.signing_key, moment, body)}"})


def _event(told: dict[str, Any]) -> GatewayEvent:
    amount = Decimal(told["amount"])
    if not amount.is_finite():
        raise ValueError
    return GatewayEvent(
        event_id=told["id"],
        provider_id=told["session"],
        reference=told["reference"],
        kind=EventKind(told["kind"]),
        happened_at=datetime.fromtimestamp(told["at"], UTC),
        amount=amount,
        currency=told["currency"],
    )


def ways_back(sealed: str) -> dict[str, str]:
    """Return the two paths that begin() gave along: "paid" and "later".

    Raises SecretUnreadable for anything that we did not seal.
    """
    paths: dict[str, str] = json.loads(secrets.decrypt(sealed))
    return paths


def _sessions(provider_id: str) -> QuerySet[GatewaySession]:
    return GatewaySession.objects.filter(
        solution__provider=Provider.EMBEDDED, provider_id=provider_id
    )


def _move(provider_id: str, state: SessionState) -> bool:
    return bool(_sessions(provider_id).filter(state=SessionState.OPEN).update(state=state))


def _header(headers: Mapping[str, str]) -> tuple[int, str]:
    text = next((value for name, value in headers.items() if name.lower() == HEADER.lower()), "")
    parts = dict(part.split("=", 1) for part in text.split(",") if "=" in part)
    try:
        return int(parts["t"]), parts["v1"]
    except (KeyError, ValueError) as error:
        raise BadSignature from error


def _sign(key: bytes, moment: int, body: bytes) -> str:
    return hmac.new(key, str(moment).encode() + b"." + body, hashlib.sha256).hexdigest()


def _digest(key: bytes, text: str) -> str:
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()


def _path(url: str) -> str:
    # Its page is one of ours: leading back by path stays on the host the guest is on.
    return urlsplit(url).path
