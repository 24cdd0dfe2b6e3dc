"""A hotel changes its provider, or switches a solution off, while a guest is paying."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from decimal import Decimal

import pytest
from cryptography.fernet import Fernet
from django.db import IntegrityError
from pytest_django import Settings

from invoicing.domain.online import paylinks, receipts, solutions
from invoicing.enums import LinkState, Provider, SessionState
from invoicing.gateways import registry
from invoicing.gateways.base import Begun, EventKind, Order
from invoicing.gateways.embedded import PAYS, EmbeddedGateway
from invoicing.models import GatewaySession, Payment, PaymentSolution, Receivable
from tests.factories.invoicing import AT, CLERK
from tests.factories.paylinks import Sent, sent_link

pytestmark = pytest.mark.django_db

Executing = Callable[..., AbstractContextManager[list[Callable[[], object]]]]


class AnotherProvider:
    """A provider that begins payments and is asked nothing here."""

    def begin(self, order: Order) -> Begun:
        return Begun("cs_1", "https://provider.example.com/cs_1")


@pytest.fixture
def sent() -> Sent:
    return sent_link()


def change_provider(sent: Sent, monkeypatch: pytest.MonkeyPatch) -> None:
    """The embedded gateway is switched off and Stripe takes its place."""
    PaymentSolution.objects.filter(hotel=sent.house.hotel).update(is_active=False)
    PaymentSolution.objects.create(hotel=sent.house.hotel, provider=Provider.STRIPE)
    monkeypatch.setitem(registry.BUILDERS, Provider.STRIPE, lambda _row: AnotherProvider())


def pay_at_the_provider(session: GatewaySession) -> EmbeddedGateway:
    gateway = EmbeddedGateway.of(session.solution)
    gateway.charge(provider_id=session.provider_id, card=PAYS, now=AT)
    return gateway


def test_the_old_providers_event_counts_after_the_change(
    sent: Sent, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = sent.begin()
    gateway = pay_at_the_provider(session)
    change_provider(sent, monkeypatch)

    told = gateway.tell(provider_id=session.provider_id, kind=EventKind.PAID, now=AT)
    receipts.hear(solution=session.solution, body=told.body, headers=told.headers, now=AT)

    assert sent.state() == LinkState.PAID
    assert Payment.objects.get().amount == Decimal("100.00")


def test_asking_asks_the_solution_under_which_it_was_begun(
    sent: Sent, monkeypatch: pytest.MonkeyPatch
) -> None:
    pay_at_the_provider(sent.begin())
    change_provider(sent, monkeypatch)

    receipts.ask(link_id=sent.link_id, now=AT)

    assert Receivable.objects.get().open_amount == Decimal("0.00")


def test_beginning_at_another_provider_closes_what_was_begun_before(
    sent: Sent, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = sent.begin()
    change_provider(sent, monkeypatch)

    new = sent.begin()

    old.refresh_from_db()

    assert (old.state, new.state) == (SessionState.CLOSED, SessionState.OPEN)
    assert (old.solution.provider, new.solution.provider) == (Provider.EMBEDDED, Provider.STRIPE)


def test_a_revoked_link_is_closed_at_the_provider_of_before(
    sent: Sent,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Executing,
) -> None:
    session = sent.begin()
    change_provider(sent, monkeypatch)

    with django_capture_on_commit_callbacks(execute=True):
        paylinks.revoke(link_id=sent.link_id, actor=CLERK, now=AT)

    session.refresh_from_db()

    assert session.state == SessionState.CLOSED


def test_keys_that_cannot_be_read_keep_no_other_payment_waiting(
    sent: Sent, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    pay_at_the_provider(sent.begin())
    change_provider(sent, monkeypatch)
    sent.begin()
    kept, settings.FIELD_KEYS = settings.FIELD_KEYS, [Fernet.generate_key().decode()]
    PaymentSolution.objects.filter(provider=Provider.STRIPE).update(secret_key="sk_lost")
    settings.FIELD_KEYS = kept

    receipts.ask(link_id=sent.link_id, now=AT)

    assert Receivable.objects.get().open_amount == Decimal("0.00")


def test_only_one_solution_of_a_hotel_is_active(sent: Sent) -> None:
    with pytest.raises(IntegrityError):
        PaymentSolution.objects.create(hotel=sent.house.hotel, provider=Provider.STRIPE)


@pytest.mark.parametrize("change", [{"provider": Provider.STRIPE}, {"hotel": None}])
def test_a_solution_keeps_what_its_payments_count_on(sent: Sent, change: dict[str, object]) -> None:
    change = {name: value or sent_link().house.hotel for name, value in change.items()}

    with pytest.raises(IntegrityError, match="a_payment_solution_keeps_its_provider"):
        PaymentSolution.objects.filter(hotel=sent.house.hotel).update(**change)


def test_payments_under_way_are_those_neither_paid_nor_over(sent: Sent) -> None:
    session = sent.begin()

    assert solutions.under_way(session.solution_id) == 1

    pay_at_the_provider(session)

    assert solutions.under_way(session.solution_id) == 0
