"""What every payment solution does for us; one module each beside this one.

A gateway knows nothing of invoices. It begins a payment at the provider, verifies what the
provider tells us and reads the provider's own state. It never touches our books.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Protocol

from django.utils.translation import gettext_lazy as _

from hotelpms.kit.errors import Refused
from hotelpms.kit.money import Money


class GatewayDown(Refused):
    """The provider can't be reached or refused to begin; nothing was charged."""

    status = 503

    def __init__(self) -> None:
        super().__init__(
            _("The payment page cannot be opened just now. Please try again in a few minutes.")
        )


class BadSignature(Exception):
    """An event that the provider did not sign, or signed too long ago."""


class EventKind(StrEnum):
    PAID = "paid"
    CLOSED = "closed"
    FAILED = "failed"
    REFUNDED = "refunded"
    REFUND_FAILED = "refund_failed"
    DISPUTED = "disputed"
    DISPUTE_WON = "dispute_won"
    DISPUTE_LOST = "dispute_lost"


@dataclass(frozen=True)
class Order:
    """What is to be paid. `key` makes beginning twice one payment at the provider.

    `reference` comes back with every event. The provider must not take money after
    `expires_at`, as far as its own limits allow.
    """

    key: str
    reference: str
    amount: Money
    title: str
    hotel_name: str
    email: str
    language: str
    return_url: str
    cancel_url: str
    expires_at: datetime


@dataclass(frozen=True)
class Begun:
    """A payment that waits at the provider; `url` is where the guest pays."""

    provider_id: str
    url: str


@dataclass(frozen=True)
class GatewayEvent:
    """What a provider says, in one form for all. `amount` is in `currency`, not in cents.

    `happened_at` is the provider's moment, so that a late delivery is no late payment.
    `payment_ref` is how refunds and disputes name the payment: they know no session, so their
    `provider_id` and `reference` are empty.
    """

    event_id: str
    provider_id: str
    reference: str
    kind: EventKind
    happened_at: datetime
    amount: Decimal | None = None
    currency: str = ""
    payment_ref: str = ""


class Gateway(Protocol):
    """A payment solution with the keys of one hotel."""

    def begin(self, order: Order) -> Begun:
        """Begin a payment; the same order again returns the same one.

        Raises GatewayDown, TooFine.
        """
        ...

    def parse_event(
        self, *, body: bytes, headers: Mapping[str, str], now: datetime
    ) -> GatewayEvent | None:
        """Verify what was delivered and return it; None for events that do not concern us.

        Raises BadSignature, also for an event signed more than 5 minutes from `now`.
        """
        ...

    def fetch(self, provider_id: str, *, now: datetime) -> GatewayEvent | None:
        """Ask the provider; return the event of a payment it took, else None.

        Raises GatewayDown.
        """
        ...

    def session_of(self, payment_ref: str) -> str:
        """Ask under which `provider_id` a payment was begun, empty for one begun elsewhere.

        Raises GatewayDown.
        """
        ...

    def close(self, provider_id: str) -> None:
        """Let this payment not be made any more; one that was made stays. Raises GatewayDown."""
        ...
