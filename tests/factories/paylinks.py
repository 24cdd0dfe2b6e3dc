"""Hotels that can be paid online, invoices that were sent, payments begun at the provider."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from hotelpms.kit.files import documents
from invoicing.domain.online import paylinks, receipts
from invoicing.enums import Provider
from invoicing.gateways.base import EventKind, GatewayEvent
from invoicing.models import (
    GatewaySession,
    Invoice,
    InvoiceDocument,
    PaymentSolution,
    Receipt,
)
from messaging.domain.wording.standards import install_standard
from tests.factories.invoicing import AT, CLERK, House, issued_invoice, open_house

GUEST_ADDRESS = "ana@guest.example.com"
RETURN = "http://127.0.0.1:8000/g/pay/x/return/"
CANCEL = "http://127.0.0.1:8000/g/pay/x/"
PDF = b"%PDF-1.7 as issued"


def payable_house(*, provider: str = Provider.EMBEDDED, **hotel: object) -> House:
    """A hotel with a payment solution and the standard texts of its mails."""
    house = open_house(**hotel)
    PaymentSolution.objects.create(
        hotel=house.hotel,
        provider=provider,
        secret_key="sk_test_reception",
        webhook_secret="whsec_reception",
    )
    install_standard(hotel=house.hotel, now=AT)
    return house


def printed_invoice(house: House, **invoice: str) -> Invoice:
    """An issued invoice whose PDF lies in the store already."""
    issued = issued_invoice(house, **invoice)
    pdf = documents.store(
        hotel_id=house.hotel.pk,
        kind="invoice",
        name=f"{issued.full_number}.pdf",
        content=PDF,
        content_type="application/pdf",
        at=AT,
    )
    InvoiceDocument.objects.create(invoice=issued, document=pdf)
    return issued


@dataclass(frozen=True)
class Sent:
    """An invoice with a link in the guest's hands."""

    house: House
    invoice: Invoice
    token: str
    link_id: int

    def begin(self, *, now: datetime = AT) -> GatewaySession:
        paylinks.begin(token=self.token, now=now, return_url=RETURN, cancel_url=CANCEL)
        return GatewaySession.objects.filter(link_id=self.link_id).latest("pk")

    def state(self, *, now: datetime = AT) -> str:
        return paylinks.find(token=self.token, now=now).state


def sent_link(house: House | None = None, *, now: datetime = AT, **invoice: str) -> Sent:
    """A link made at `now` for a new invoice of 100.00."""
    house = house or payable_house()
    issued = printed_invoice(house, **invoice)
    made = paylinks.create(invoice_id=issued.pk, to_address=GUEST_ADDRESS, actor=CLERK, now=now)
    return Sent(house, issued, made.token, made.link.pk)


def paid_event(session: GatewaySession, **changes: object) -> GatewayEvent:
    """What the provider says of a payment of this session, unless `changes` say otherwise."""
    facts: Mapping[str, object] = {
        "event_id": f"evt_{session.pk}",
        "provider_id": session.provider_id,
        "reference": str(session.link_id),
        "kind": EventKind.PAID,
        "happened_at": AT,
        "amount": Decimal(session.amount),
        "currency": session.currency,
    }
    return GatewayEvent(**{**facts, **changes})  # type: ignore[arg-type]


def refund_event(payment_ref: str, **changes: object) -> GatewayEvent:
    """What the provider says when it has given 100.00 of a payment back."""
    facts: Mapping[str, object] = {
        "event_id": f"re_{payment_ref}",
        "provider_id": "",
        "reference": "",
        "kind": EventKind.REFUNDED,
        "happened_at": AT,
        "amount": Decimal("100.00"),
        "currency": "EUR",
        "payment_ref": payment_ref,
    }
    return GatewayEvent(**{**facts, **changes})  # type: ignore[arg-type]


def take(sent: Sent, event: GatewayEvent, *, now: datetime = AT) -> Receipt:
    """The hotel of a link hears an event."""
    return hear(sent.house, event, now=now)


def hear(house: House, event: GatewayEvent, *, now: datetime = AT) -> Receipt:
    """A hotel with one payment solution hears an event."""
    solution = PaymentSolution.objects.select_related("hotel").get(hotel=house.hotel)
    return receipts.take_event(solution=solution, event=event, now=now)
