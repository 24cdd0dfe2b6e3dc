"""What the page of the embedded gateway does: try a card, then tell us as any provider would.

Between the two stands the gateway's own book. When the event is lost in between, asking the
gateway on the way back finds the payment.
"""

import datetime

from invoicing.domain.online import receipts
from invoicing.enums import Provider
from invoicing.gateways.base import EventKind
from invoicing.gateways.embedded import Answer, EmbeddedGateway
from invoicing.models import PaymentSolution


def pay(*, provider_id: str, card: str, now: datetime.datetime) -> Answer:
    """Try a test card for a session and deliver the event when it pays."""
    solution = _solution(provider_id)
    answer, delivery = EmbeddedGateway.of(solution).charge(
        provider_id=provider_id, card=card, now=now
    )
    if delivery is not None:
        receipts.hear(solution=solution, body=delivery.body, headers=delivery.headers, now=now)
    return answer


def pay_later(*, provider_id: str, now: datetime.datetime) -> None:
    """Close the session unpaid; the link can begin another."""
    solution = _solution(provider_id)
    gateway = EmbeddedGateway.of(solution)
    gateway.close(provider_id)
    delivery = gateway.tell(provider_id=provider_id, kind=EventKind.CLOSED, now=now)
    receipts.hear(solution=solution, body=delivery.body, headers=delivery.headers, now=now)


def _solution(provider_id: str) -> PaymentSolution:
    rows = PaymentSolution.objects.select_related("hotel").filter(provider=Provider.EMBEDDED)
    return rows.get(sessions__provider_id=provider_id)
