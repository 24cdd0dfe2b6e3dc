"""Webhook, way back and cashier at one moment: the invoice is paid once. And without the door."""

from decimal import Decimal

import pytest

from invoicing.domain.online import receipts
from invoicing.domain.receivables import settlement
from invoicing.models import Payment, Receipt, Receivable
from messaging.models import Message
from tests.concurrency.rivals import compete
from tests.concurrency.unguarded import meet_unlocked
from tests.factories.invoicing import AT, CLERK
from tests.factories.paylinks import Sent, paid_event, sent_link, take

PAY = 'INSERT INTO "invoicing_payment"'

pytestmark = [pytest.mark.needs_postgres, pytest.mark.django_db(transaction=True)]


def cashier(sent: Sent) -> Payment:
    return settlement.settle(
        invoice_id=sent.invoice.pk,
        amount=Decimal("100.00"),
        method_id=sent.house.method("CASH").pk,
        actor=CLERK,
        now=AT,
    )


def test_webhook_way_back_and_cashier_make_one_payment() -> None:
    sent = sent_link()
    session = sent.begin()
    webhook, way_back = paid_event(session, event_id="evt_1"), paid_event(session, event_id="asked")
    acts = [
        lambda: take(sent, webhook),
        lambda: take(sent, way_back),
        lambda: cashier(sent),
        lambda: take(sent, webhook),
        lambda: take(sent, way_back),
        lambda: receipts.ask(link_id=sent.link_id, now=AT),
    ]
    results = compete(len(acts), lambda number: acts[number]())
    crashed = [one for one in results if isinstance(one, Exception)]

    assert [type(error) for error in crashed if type(error) is not settlement.AlreadyPaid] == []
    assert Payment.objects.count() == 1
    assert Receivable.objects.get().open_amount == Decimal("0.00")

    # The guest's money is on the invoice, or on the list of a person because the desk was first.
    money = Receipt.objects.exclude(outcome="ignored")
    by_cashier = Payment.objects.filter(method__code="CASH").exists()

    assert [row.outcome for row in money] == ["needs_attention" if by_cashier else "applied"]
    assert Message.objects.filter(kind="receipt").count() == 1


def test_ten_deliveries_of_one_event_are_one_receipt() -> None:
    sent = sent_link()
    event = paid_event(sent.begin())
    results = compete(10, lambda number: take(sent, event).pk)

    assert len(set(results)) == 1
    assert (Receipt.objects.count(), Payment.objects.count()) == (1, 1)


def test_control_without_the_locks_guest_and_cashier_both_pay() -> None:
    """Both find the invoice open before either has paid: the hotel has the money twice."""
    sent = sent_link()
    event = paid_event(sent.begin())
    acts = [lambda: take(sent, event), lambda: cashier(sent)]

    results = meet_unlocked(2, lambda number: acts[number](), before=PAY)

    assert [type(one) for one in results] == [Receipt, Payment]

    amounts = Payment.objects.values_list("amount", flat=True)

    assert list(amounts) == [Decimal("100.00"), Decimal("100.00")]
