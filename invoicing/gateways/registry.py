"""From the row of a hotel's payment solution to the gateway that speaks for it."""

from collections.abc import Callable

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from hotelpms.kit.errors import Refused
from invoicing.enums import Provider
from invoicing.gateways.base import Gateway
from invoicing.gateways.embedded import EmbeddedGateway
from invoicing.gateways.stripe import StripeGateway
from invoicing.models import PaymentSolution

BUILDERS: dict[str, Callable[[PaymentSolution], Gateway]] = {
    Provider.EMBEDDED: EmbeddedGateway.of,
    Provider.STRIPE: StripeGateway.of,
}


class NoTestGateway(Refused):
    """The embedded test gateway moves no money and is switched off here."""

    def __init__(self) -> None:
        super().__init__(_("The test gateway is switched off in this installation."))


def gateway_of(solution: PaymentSolution) -> Gateway:
    """Return the gateway with this hotel's keys. Raises NoTestGateway where it is switched off."""
    if solution.provider == Provider.EMBEDDED and not settings.TEST_GATEWAY:
        raise NoTestGateway
    return BUILDERS[solution.provider](solution)
