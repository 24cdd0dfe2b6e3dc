"""From the row of a hotel's payment solution to the gateway that speaks for it."""

from collections.abc import Callable

from invoicing.enums import Provider
from invoicing.gateways.base import Gateway
from invoicing.gateways.embedded import EmbeddedGateway
from invoicing.gateways.stripe import StripeGateway
from invoicing.models import PaymentSolution

BUILDERS: dict[str, Callable[[PaymentSolution], Gateway]] = {
    Provider.EMBEDDED: EmbeddedGateway.of,
    Provider.STRIPE: StripeGateway.of,
}


def gateway_of(solution: PaymentSolution) -> Gateway:
    """Return the gateway with this hotel's keys."""
    return BUILDERS[solution.provider](solution)
