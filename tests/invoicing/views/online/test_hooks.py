import pytest
from django.test import Client
from django.urls import reverse

from hotelpms.kit import clock
from invoicing.gateways.base import EventKind
from invoicing.gateways.embedded import PAYS, Delivery, EmbeddedGateway
from invoicing.models import Payment, PaymentSolution, Receipt
from tests.factories.paylinks import Sent, payable_house, sent_link

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent() -> Sent:
    return sent_link(now=clock.now())


def paid(sent: Sent) -> Delivery:
    gateway = EmbeddedGateway.of(PaymentSolution.objects.get(hotel=sent.house.hotel))
    session = sent.begin(now=clock.now())
    gateway.charge(provider_id=session.provider_id, card=PAYS, now=clock.now())
    return gateway.tell(provider_id=session.provider_id, kind=EventKind.PAID, now=clock.now())


def hook(code: str, provider: str = "embedded") -> str:
    return reverse("guest:payment_hook", args=[provider, code])


def deliver(address: str, told: Delivery, body: bytes | None = None) -> int:
    client = Client(enforce_csrf_checks=True)
    response = client.post(
        address, body or told.body, content_type="application/json", headers=told.headers
    )
    return response.status_code


def test_a_signed_event_counts_once_however_often_it_comes(sent: Sent) -> None:
    told = paid(sent)
    codes = [deliver(hook(sent.house.hotel.code), told) for _ in range(3)]

    assert codes == [200, 200, 200]
    assert (Receipt.objects.count(), Payment.objects.count()) == (1, 1)


def test_a_forged_event_is_refused(sent: Sent) -> None:
    told = paid(sent)

    assert deliver(hook(sent.house.hotel.code), told, told.body + b" ") == 400
    assert (Receipt.objects.count(), Payment.objects.count()) == (0, 0)


def test_another_hotels_signature_is_refused(sent: Sent) -> None:
    other = payable_house()
    PaymentSolution.objects.filter(hotel=other.hotel).update(webhook_secret="whsec_other")

    assert deliver(hook(other.hotel.code), paid(sent)) == 400


@pytest.mark.parametrize("provider", ["stripe", "nobody"])
def test_a_solution_the_hotel_does_not_use_is_refused(sent: Sent, provider: str) -> None:
    assert deliver(hook(sent.house.hotel.code, provider), paid(sent)) == 400


def test_a_solution_switched_off_still_hears(sent: Sent) -> None:
    told = paid(sent)
    PaymentSolution.objects.update(is_active=False)

    assert deliver(hook(sent.house.hotel.code), told) == 200
    assert Payment.objects.count() == 1


def test_looking_at_the_hook_is_not_allowed(sent: Sent) -> None:
    assert Client().get(hook(sent.house.hotel.code)).status_code == 405
