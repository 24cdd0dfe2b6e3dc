"""Refunds, disputes and failed payments that the provider tells of (spec 4.5)."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from hotelpms.kit.audit import AuditEntry
from invoicing.domain.figures import ledgers
from invoicing.domain.folios import postings
from invoicing.domain.folios.postings import ReasonMissing
from invoicing.domain.invoices import invoices
from invoicing.domain.online import receipts, settling
from invoicing.domain.payments import payments
from invoicing.domain.receivables import settlement
from invoicing.enums import Attention, LinkState, SessionState
from invoicing.gateways.base import EventKind, GatewayEvent
from invoicing.models import Folio, GatewaySession, Payment, PaymentSolution, Receipt, Receivable
from messaging.models import Message
from tests.factories.invoicing import AT, CLERK, House, check_out
from tests.factories.paylinks import (
    Sent,
    paid_event,
    payable_house,
    refund_event,
    sent_link,
    take,
)
from tests.factories.reservations import TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent() -> Sent:
    """A link through which the guest has paid 100.00."""
    sent = sent_link()
    take(sent, paid_event(sent.begin(), payment_ref="pi_1"))
    Message.objects.all().delete()
    return sent


def told(kind: EventKind, amount: str = "100.00") -> GatewayEvent:
    return refund_event("pi_1", kind=kind, amount=Decimal(amount))


def hear(
    sent: Sent, event: GatewayEvent, monkeypatch: pytest.MonkeyPatch, **asked: str
) -> Receipt | None:
    """The way of a delivery, from the door on; `asked` is what the provider says of payments."""
    solution = PaymentSolution.objects.select_related("hotel").get(hotel=sent.house.hotel)

    class Gateway:
        def parse_event(self, **_facts: Any) -> GatewayEvent:
            return event

        def session_of(self, payment_ref: str) -> str:
            return asked.get(payment_ref, "")

    monkeypatch.setattr(receipts, "gateway_of", lambda _solution: Gateway())
    return receipts.hear(solution=solution, body=b"", headers={}, now=AT)


def leave(house: House, folio: Folio) -> None:
    assert folio.stay is not None
    check_out(house, folio.stay)


def open_amount(sent: Sent) -> Decimal:
    return Receivable.objects.get(invoice=sent.invoice).open_amount


@pytest.mark.parametrize(
    ("kind", "why"),
    [
        (EventKind.REFUNDED, Attention.REFUNDED),
        (EventKind.REFUND_FAILED, Attention.REFUND_FAILED),
        (EventKind.DISPUTED, Attention.DISPUTED),
        (EventKind.DISPUTE_WON, Attention.DISPUTE_WON),
        (EventKind.DISPUTE_LOST, Attention.DISPUTE_LOST),
    ],
)
def test_what_happens_to_a_payment_later_waits_for_a_person(
    sent: Sent, kind: EventKind, why: Attention
) -> None:
    receipt = take(sent, told(kind))
    again = take(sent, told(kind))

    assert (receipt.outcome, receipt.why, receipt.payment) == ("taken_back", why, None)
    assert again.pk == receipt.pk
    assert list(settling.waiting(sent.house.hotel)) == [receipt]
    assert Payment.objects.count() == 1
    # The guest is told by bank and provider; the invoice stays paid until somebody posts it.
    assert (open_amount(sent), sent.state()) == (Decimal("0.00"), LinkState.PAID)
    mail = Message.objects.get()
    assert (mail.kind, mail.context["ATTENTION"]) == ("payment_trouble", str(why.label))
    assert f"/online-payments/{receipt.pk}/" in mail.action_url


def test_what_other_shops_of_the_account_do_is_not_ours(
    sent: Sent, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = refund_event("pi_other")

    assert hear(sent, elsewhere, monkeypatch) is None
    assert hear(sent, told(EventKind.REFUNDED), monkeypatch) is not None


def test_a_hotel_does_not_hear_of_another_hotels_refund(
    sent: Sent, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = sent_link(payable_house())

    assert hear(other, told(EventKind.REFUNDED), monkeypatch) is None


@pytest.mark.parametrize("amount", ["100.00", "30.00"])
def test_a_refund_is_posted_once_and_opens_the_invoice(sent: Sent, amount: str) -> None:
    receipt = take(sent, told(EventKind.REFUNDED, amount))

    settling.post_taken_back(receipt_id=receipt.pk, actor=CLERK, now=AT)

    posted = Payment.objects.latest("pk")
    assert (posted.amount, posted.method.code) == (-Decimal(amount), "ONLINE")
    assert open_amount(sent) == Decimal(amount)
    assert list(settling.waiting(sent.house.hotel)) == []
    assert AuditEntry.objects.filter(action="payment.taken_back").count() == 1
    with pytest.raises(settling.AlreadySettled):
        settling.post_taken_back(receipt_id=receipt.pk, actor=CLERK, now=AT)


def test_the_ledgers_balance_after_a_refund(sent: Sent) -> None:
    receipt = take(sent, told(EventKind.REFUNDED, "30.00"))
    settling.post_taken_back(receipt_id=receipt.pk, actor=CLERK, now=AT)

    rows = ledgers.draw_up(hotel=sent.house.hotel, date=TODAY)

    accounts = ledgers.open_accounts(hotel=sent.house.hotel)
    assert {row.ledger: row.closing for row in rows} == accounts


def test_a_refund_of_a_payment_without_a_kept_name_is_asked_for(
    sent: Sent, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A payment from before the upgrade, or one whose own event was overtaken."""
    session = GatewaySession.objects.get()
    GatewaySession.objects.update(payment_ref="")

    receipt = hear(sent, told(EventKind.REFUNDED), monkeypatch, pi_1=session.provider_id)

    assert receipt is not None
    assert receipt.session == session


@pytest.mark.parametrize("credits", [False, True], ids=["stays", "credited"])
def test_a_refund_after_the_guest_has_left_keeps_the_ledgers_in_balance(credits: bool) -> None:
    """Found in review: the city ledger moved, the open accounts did not, and no day closed."""
    sent = sent_link()
    hotel, folio = sent.house.hotel, sent.invoice.folio
    take(sent, paid_event(sent.begin(), payment_ref="pi_1"))
    leave(sent.house, folio)
    receipt = take(sent, told(EventKind.REFUNDED))

    settling.post_taken_back(receipt_id=receipt.pk, actor=CLERK, now=AT)

    assert open_amount(sent) == Decimal("100.00")
    ledgers.trial_balance(hotel=hotel, date=TODAY)
    if credits:
        invoices.credit_note(invoice_id=sent.invoice.pk, reason="x", actor=CLERK, now=AT)
        assert open_amount(sent) == Decimal("0.00")
        ledgers.trial_balance(hotel=hotel, date=TODAY)


def test_what_left_as_the_folios_credit_is_not_taken_out_of_the_books_again() -> None:
    sent = sent_link()
    folio = sent.invoice.folio
    take(sent, paid_event(sent.begin(), payment_ref="pi_1"))
    invoices.credit_note(invoice_id=sent.invoice.pk, reason="x", actor=CLERK, now=AT)
    for charge in folio.charges.filter(reverses__isnull=True):
        postings.reverse_charge(charge_id=charge.pk, reason="x", actor=CLERK, now=AT)
    payments.refund(
        folio_id=folio.pk,
        method_id=sent.house.method("CASH").pk,
        amount=Decimal("100.00"),
        reason="x",
        actor=CLERK,
        now=AT,
    )
    leave(sent.house, folio)
    receipt = take(sent, told(EventKind.REFUNDED))

    with pytest.raises(settlement.MoreThanPaid):
        settling.post_taken_back(receipt_id=receipt.pk, actor=CLERK, now=AT)

    ledgers.trial_balance(hotel=sent.house.hotel, date=TODAY)


def test_a_refund_of_money_that_a_person_had_posted_is_posted_too() -> None:
    sent = sent_link()
    late = paid_event(sent.begin(), payment_ref="pi_1", happened_at=AT + timedelta(days=2))
    held = take(sent, late)
    settling.settle_receipt(receipt_id=held.pk, invoice_id=sent.invoice.pk, actor=CLERK, now=AT)
    receipt = take(sent, told(EventKind.REFUNDED))

    assert settling.can_be_posted(receipt)
    settling.post_taken_back(receipt_id=receipt.pk, actor=CLERK, now=AT)

    assert open_amount(sent) == Decimal("100.00")


def test_more_than_was_paid_is_not_taken_back(sent: Sent) -> None:
    receipt = take(sent, told(EventKind.REFUNDED, "100.01"))

    with pytest.raises(settlement.MoreThanPaid, match="100"):
        settling.post_taken_back(receipt_id=receipt.pk, actor=CLERK, now=AT)


@pytest.mark.parametrize("kind", [EventKind.DISPUTED, EventKind.DISPUTE_WON])
def test_money_that_is_still_here_is_not_taken_out_of_the_books(
    sent: Sent, kind: EventKind
) -> None:
    receipt = take(sent, told(kind))

    assert not settling.can_be_posted(receipt)
    with pytest.raises(settling.NothingToTakeBack):
        settling.post_taken_back(receipt_id=receipt.pk, actor=CLERK, now=AT)


def test_it_can_be_noted_as_dealt_with_for_a_reason(sent: Sent) -> None:
    receipt = take(sent, told(EventKind.DISPUTED))
    with pytest.raises(ReasonMissing):
        settling.mark_seen(receipt_id=receipt.pk, reason=" ", actor=CLERK, now=AT)

    settling.mark_seen(receipt_id=receipt.pk, reason="Answered", actor=CLERK, now=AT)

    assert list(settling.waiting(sent.house.hotel)) == []
    assert AuditEntry.objects.get(action="receipt.seen").data["reason"] == "Answered"


def test_a_bank_that_does_not_pay_leaves_the_link_open_and_tells_the_hotel() -> None:
    sent = sent_link()
    session = sent.begin()

    receipt = take(sent, paid_event(session, kind=EventKind.FAILED))

    session.refresh_from_db()
    assert (receipt.outcome, session.state) == ("failed", SessionState.CLOSED)
    assert (sent.state(), sent.begin().pk != session.pk) == (LinkState.OPEN, True)
    assert list(Message.objects.values_list("kind", flat=True)) == ["payment_trouble"]
    assert list(settling.waiting(sent.house.hotel)) == []
