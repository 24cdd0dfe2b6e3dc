"""The payment solutions of a hotel: one begins payments, each answers for what it has begun.

Changing the provider, or switching a solution off, loses nothing that is under way: a payment
remembers its solution, which is asked, heard and closed whatever is active meanwhile.
"""

import logging
from collections.abc import Iterable, Iterator

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from hotelpms.kit.errors import Refused
from invoicing.enums import SessionState
from invoicing.gateways.base import Gateway, GatewayDown
from invoicing.gateways.registry import gateway_of
from invoicing.models import GatewaySession, PaymentMethod, PaymentSolution

logger = logging.getLogger(__name__)

Spoken = tuple[PaymentSolution, Gateway, GatewaySession]


class NoPaymentSolution(Refused):
    """The hotel cannot be paid online yet (S0-15)."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "This hotel has no payment solution yet, so a payment link cannot be sent. "
                "Set one up in the administration, with a payment method for payment links."
            )
        )


def require_solution(hotel_id: int) -> PaymentSolution:
    """Return the solution under which payments begin. Raises NoPaymentSolution (S0-15)."""
    solution = PaymentSolution.objects.filter(hotel_id=hotel_id, is_active=True).first()
    if solution is None or online_method(hotel_id) is None:
        raise NoPaymentSolution
    return solution


def online_method(hotel_id: int) -> PaymentMethod | None:
    """Return the method under which money from payment links is recorded."""
    return PaymentMethod.objects.filter(hotel_id=hotel_id, is_online=True, is_active=True).first()


def under_way(solution_id: int) -> int:
    """Return how many payments were begun under a solution and are neither paid nor over."""
    return GatewaySession.objects.filter(solution_id=solution_id, state=SessionState.OPEN).count()


def each(sessions: Iterable[GatewaySession]) -> Iterator[Spoken]:
    """Yield payments with their solution and its gateway.

    Those whose gateway can't be spoken to are left out: keys that can't be read, a test gateway
    that was switched off. The others are not kept waiting by them.
    """
    known: dict[int, tuple[PaymentSolution, Gateway] | None] = {}
    for session in sessions:
        pk = session.solution_id
        if pk not in known:
            known[pk] = _reached(pk)
        reached = known[pk]
        if reached is not None:
            yield (*reached, session)


def close(sessions: Iterable[GatewaySession]) -> None:
    """Close at the provider; if that fails, money that still comes is held for a person."""
    for _solution, gateway, session in each(sessions):
        try:
            gateway.close(session.provider_id)
        except GatewayDown:
            logger.warning("session_not_closed session=%s", session.pk)


def close_other_amounts(invoice_id: int) -> None:
    """Close at the provider what was begun over an amount that the invoice owes no more.

    The desk took cash, a credit note was issued, a rebate given: whoever still stands on the
    provider's page is spared a payment that would have to be given back.
    """
    sessions = GatewaySession.objects.filter(
        link__invoice_id=invoice_id, state=SessionState.OPEN
    ).exclude(amount=F("link__invoice__receivable__open_amount"))
    close(sessions.order_by("pk"))


def _reached(pk: int) -> tuple[PaymentSolution, Gateway] | None:
    try:
        solution = PaymentSolution.objects.select_related("hotel").get(pk=pk)
        return solution, gateway_of(solution)
    except Refused as error:
        logger.warning("solution_not_reached solution=%s error=%s", pk, type(error).__name__)
        return None
