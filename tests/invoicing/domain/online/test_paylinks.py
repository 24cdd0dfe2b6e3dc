from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError
from pytest_django.fixtures import Settings

from hotelpms.kit.audit import AuditEntry
from hotelpms.kit.keys.tokens import token_hash
from hotelpms.kit.money import Money
from invoicing import tasks
from invoicing.domain.invoices import invoices
from invoicing.domain.online import paylinks, solutions
from invoicing.domain.receivables import settlement
from invoicing.enums import LinkState, SessionState
from invoicing.models import GatewaySession, PaymentLink, PaymentMethod, PaymentSolution
from tests.factories.invoicing import AT, CLERK, House
from tests.factories.paylinks import (
    CANCEL,
    GUEST_ADDRESS,
    RETURN,
    payable_house,
    printed_invoice,
    sent_link,
)

pytestmark = pytest.mark.django_db

DAY = timedelta(hours=24)
SECOND = timedelta(seconds=1)


@pytest.fixture
def house() -> House:
    return payable_house()


def create(invoice_id: int, address: str = GUEST_ADDRESS) -> paylinks.NewLink:
    return paylinks.create(invoice_id=invoice_id, to_address=address, actor=CLERK, now=AT)


def desk_pays(house: House, invoice_id: int, amount: str) -> None:
    settlement.settle(
        invoice_id=invoice_id,
        amount=Decimal(amount),
        method_id=house.method("CASH").pk,
        actor=CLERK,
        now=AT,
    )


def test_only_the_hash_of_the_token_is_kept(house: House) -> None:
    made = create(printed_invoice(house).pk)

    assert len(made.token) == 32

    row = PaymentLink.objects.values().get(pk=made.link.pk)

    assert row["token_hash"] == token_hash(made.token)
    assert made.token not in str(row)
    assert made.token not in str(list(AuditEntry.objects.values()))


def test_a_link_is_valid_for_24_hours(house: House) -> None:
    """S0-13."""
    made = create(printed_invoice(house).pk)

    assert (made.link.created_at, made.link.expires_at) == (AT, AT + DAY)


@pytest.mark.parametrize(
    ("after", "state"),
    [
        (timedelta(0), LinkState.OPEN),
        (timedelta(hours=23, minutes=59, seconds=59), LinkState.OPEN),
        (DAY - timedelta(microseconds=1), LinkState.OPEN),
        (DAY, LinkState.EXPIRED),
        (DAY + SECOND, LinkState.EXPIRED),
        (DAY * 400, LinkState.EXPIRED),
    ],
)
def test_it_expires_at_the_24th_hour(after: timedelta, state: LinkState) -> None:
    """S0-13."""
    assert sent_link().state(now=AT + after) == state


def test_a_new_link_revokes_the_one_before(house: House) -> None:
    invoice = printed_invoice(house)
    old, new = create(invoice.pk), create(invoice.pk)

    assert paylinks.find(token=old.token, now=AT).state == LinkState.REVOKED
    assert paylinks.find(token=new.token, now=AT).state == LinkState.OPEN


def test_two_live_links_cannot_be_stored(house: House) -> None:
    link = create(printed_invoice(house).pk).link
    link.pk, link.token_hash = None, "other"
    with pytest.raises(IntegrityError, match=r"one_live_payment_link_per_invoice|invoice_id"):
        link.save(force_insert=True)


def test_a_link_can_be_revoked_once(house: House) -> None:
    made = create(printed_invoice(house).pk)
    first = paylinks.revoke(link_id=made.link.pk, actor=CLERK, now=AT)
    again = paylinks.revoke(link_id=made.link.pk, actor=CLERK, now=AT + SECOND)

    assert (first.revoked_at, again.revoked_at) == (AT, AT)
    assert AuditEntry.objects.filter(action="payment_link.revoked").count() == 1


def test_paying_at_the_desk_closes_the_link(house: House) -> None:
    sent = sent_link(house)
    desk_pays(house, sent.invoice.pk, "100.00")

    assert sent.state() == LinkState.PAID


def test_opening_shows_what_is_open_today(house: House) -> None:
    sent = sent_link(house)
    desk_pays(house, sent.invoice.pk, "30.00")
    view = paylinks.find(token=sent.token, now=AT + timedelta(hours=1))

    assert view.open_amount == Money(Decimal("70.00"), "EUR")
    assert view.left == timedelta(hours=23)


def test_a_credited_invoice_has_nothing_to_pay(house: House) -> None:
    sent = sent_link(house)
    invoices.credit_note(invoice_id=sent.invoice.pk, reason="Wrong", actor=CLERK, now=AT)

    assert sent.state() == LinkState.PAID


def test_an_unknown_token_is_one_lookup_by_hash(
    house: House, django_assert_num_queries: Callable[..., Any]
) -> None:
    with django_assert_num_queries(1), pytest.raises(paylinks.UnknownLink):
        paylinks.find(token="x" * 32, now=AT)
    sent = sent_link(house)
    with django_assert_num_queries(1):
        paylinks.find(token=sent.token, now=AT)


def test_links_of_an_invoice_come_newest_first_in_one_query(
    house: House, django_assert_num_queries: Callable[..., Any]
) -> None:
    invoice = printed_invoice(house)
    made = [create(invoice.pk) for _ in range(3)]
    with django_assert_num_queries(1):
        views = paylinks.links_of(invoice_id=invoice.pk, now=AT)

    assert [view.link.pk for view in views] == [new.link.pk for new in reversed(made)]
    assert [view.state for view in views] == ["open", "revoked", "revoked"]


def test_without_a_payment_solution_no_link_is_made() -> None:
    """S0-15."""
    house = payable_house()
    PaymentSolution.objects.update(is_active=False)
    with pytest.raises(solutions.NoPaymentSolution):
        create(printed_invoice(house).pk)

    assert PaymentLink.objects.count() == 0


def test_without_a_method_for_links_no_link_is_made(house: House) -> None:
    PaymentMethod.objects.filter(is_online=True).update(is_active=False)
    with pytest.raises(solutions.NoPaymentSolution):
        create(printed_invoice(house).pk)


def test_for_a_paid_invoice_no_link_is_made(house: House) -> None:
    invoice = printed_invoice(house, paid="100.00")
    with pytest.raises(paylinks.NothingOpen, match="2027-00001"):
        create(invoice.pk)


def test_for_a_credit_note_no_link_is_made(house: House) -> None:
    """S0-11."""
    invoice = printed_invoice(house)
    note = invoices.credit_note(invoice_id=invoice.pk, reason="Wrong", actor=CLERK, now=AT)
    with pytest.raises(paylinks.NothingOpen):
        create(note.pk)


@pytest.mark.parametrize("address", ["", "ana", "ana@x\r\nBcc: all@y.example", "a b@c.example"])
def test_an_address_that_is_none_is_refused(house: House, address: str) -> None:
    with pytest.raises(paylinks.AddressUnusable):
        create(printed_invoice(house).pk, address)


def test_beginning_twice_is_one_payment_at_the_provider() -> None:
    sent = sent_link()
    first, second = sent.begin(), sent.begin(now=AT + timedelta(minutes=5))

    assert first.pk == second.pk
    assert (first.amount, first.currency, first.state) == (Decimal("100.00"), "EUR", "open")


def test_after_a_part_payment_another_payment_begins_and_the_old_one_is_closed(
    house: House,
) -> None:
    sent = sent_link(house)
    old = sent.begin()
    desk_pays(house, sent.invoice.pk, "30.00")
    new = sent.begin()
    old.refresh_from_db()

    assert (old.state, new.state, new.amount) == ("closed", "open", Decimal("70.00"))


def test_a_payment_that_was_closed_can_begin_again() -> None:
    sent = sent_link()
    first = sent.begin()
    GatewaySession.objects.update(state=SessionState.CLOSED)

    assert sent.begin().provider_id != first.provider_id


def test_a_closed_payment_over_another_amount_begins_no_second_one(house: House) -> None:
    sent = sent_link(house)
    sent.begin()
    desk_pays(house, sent.invoice.pk, "30.00")

    assert sent.begin().pk == sent.begin().pk


def test_a_link_is_revoked_although_the_provider_cannot_be_spoken_to(
    settings: Settings, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    sent = sent_link()
    sent.begin()
    settings.TEST_GATEWAY = False
    with django_capture_on_commit_callbacks(execute=True):
        revoked = paylinks.revoke(link_id=sent.link_id, actor=CLERK, now=AT)

    assert revoked.revoked_at == AT


@pytest.mark.parametrize("now", [AT + DAY, AT + DAY * 2])
def test_an_expired_link_begins_nothing(now: datetime) -> None:
    sent = sent_link()
    with pytest.raises(paylinks.LinkNotOpen):
        sent.begin(now=now)

    assert GatewaySession.objects.count() == 0


def test_a_paid_invoice_begins_nothing(house: House) -> None:
    sent = sent_link(house)
    desk_pays(house, sent.invoice.pk, "100.00")
    with pytest.raises(paylinks.LinkNotOpen):
        paylinks.begin(token=sent.token, now=AT, return_url=RETURN, cancel_url=CANCEL)


def test_revoking_closes_what_was_begun_at_the_provider(
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:
    sent = sent_link()
    session = sent.begin()
    with django_capture_on_commit_callbacks(execute=True):
        paylinks.revoke(link_id=sent.link_id, actor=CLERK, now=AT)
    session.refresh_from_db()

    assert session.state == SessionState.CLOSED


def test_a_credit_note_closes_what_was_begun_at_the_provider(house: House) -> None:
    sent = sent_link(house)
    session = sent.begin()
    invoices.credit_note(invoice_id=sent.invoice.pk, reason="wrong", actor=CLERK, now=AT)

    tasks.stop_other_amounts(sent.invoice.pk)

    session.refresh_from_db()
    assert session.state == SessionState.CLOSED


def test_what_was_begun_over_the_whole_open_amount_goes_on(house: House) -> None:
    sent = sent_link(house)
    session = sent.begin()

    tasks.stop_other_amounts(sent.invoice.pk)

    session.refresh_from_db()
    assert session.state == SessionState.OPEN


@pytest.mark.parametrize("deed", ["desk_pays", "credit_note"])
def test_whatever_lowers_what_is_open_rings_for_payments_under_way(
    house: House,
    deed: str,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:
    """Trial, security D10: a credit note left the guest on the provider's page."""
    sent = sent_link(house)
    sent.begin()
    rung: list[tuple[Any, ...]] = []
    monkeypatch.setattr("hotelpms.kit.jobs._send", lambda name, args: rung.append((name, *args)))

    with django_capture_on_commit_callbacks(execute=True):
        if deed == "desk_pays":
            desk_pays(house, sent.invoice.pk, "30.00")
        else:
            invoices.credit_note(invoice_id=sent.invoice.pk, reason="x", actor=CLERK, now=AT)

    assert ("invoicing.tasks.stop_other_amounts", sent.invoice.pk) in rung
