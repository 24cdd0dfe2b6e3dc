import pytest
from pytest_django import Settings

from invoicing.enums import Provider
from invoicing.gateways.embedded import EmbeddedGateway
from invoicing.gateways.registry import NoTestGateway, gateway_of
from invoicing.models import PaymentSolution


def test_the_test_gateway_takes_no_money_where_it_is_switched_off(
    settings: Settings,
) -> None:
    solution = PaymentSolution(hotel_id=1, provider=Provider.EMBEDDED)
    settings.TEST_GATEWAY = True

    assert isinstance(gateway_of(solution), EmbeddedGateway)

    settings.TEST_GATEWAY = False
    with pytest.raises(NoTestGateway):
        gateway_of(solution)
