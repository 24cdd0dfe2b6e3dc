from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from hotelpms.kit.audit import AuditEntry
from invoicing.domain.folios.postings import ReasonMissing
from invoicing.domain.online import paylinks, receipts, settling
from invoicing.domain.payments import payments
from invoicing.domain.receivables import settlement
from invoicing.enums import LinkState
from invoicing.gateways.base import EventKind
from invoicing.models import Payment, PaymentMethod, Receipt, Receivable
from messaging.models import Message
from tests.factories.invoicing import AT, CLERK, House
from tests.factories.paylinks import (
    GUEST_ADDRESS,
    Sent,
    hear,
    paid_event,
    payable_house,
    printed_invoice,
    sent_link,
    take,
)

pytestmark = pytest.mark.django_db

DAY = timedelta(hours=24)


@pytest.fixture
def sent() -> Sent:
    return sent_link()


def open_amount(sent: Sent) -> Decimal:
    return Receivable.objects.get(invoice=sent.invoice).open_amount


def desk_pays(sent: Sent, amount: str) -> Payment:
    return settlement.settle(
        invoice_id=sent.invoice.pk,
        amount=Decimal(amount),
        method_id=sent.house.method("CASH").pk,
        actor=CLERK,
        now=AT,
    )


def kinds() -> list[str]:
    return sorted(Message.objects.values_list("kind", flat=True))


def test_a_payment_makes_the_invoice_paid(sent: Sent) -> None:
    """S0-14."""
    session = sent.begin()
    receipt = take(sent, paid_event(session), now=AT + timedelta(minutes=1))
    session.refresh_from_db()

    assert (receipt.outcome, receipt.why, session.state) == ("applied", "", "paid")
    assert (open_amount(sent), sent.state()) == (Decimal("0.00"), LinkState.PAID)

    payment = receipt.payment

    assert payment is not None
    assert (payment.amount, payment.method.code, payment.posted_by, payment.reference) == (
        Decimal("100.00"),
        "ONLINE",
        "guest",
        session.provider_id,
    )


def test_both_sides_get_a_mail(sent: Sent) -> None:
    take(sent, paid_event(sent.begin()))

    assert kinds() == ["payment_notice", "receipt"]

    to_guest, to_hotel = (
        Message.objects.get(kind="receipt"),
        Message.objects.get(kind="payment_notice"),
    )

    assert (to_guest.to_address, to_hotel.to_address) == (
        GUEST_ADDRESS,
        "desk@hotel.example.com",
    )
    assert (to_guest.context["AMOUNT"], to_guest.context["BALANCE"]) == ("€100.00", "")
    assert (to_hotel.context["AMOUNT"], to_hotel.context["ATTENTION"]) == ("€100.00", "")
    assert to_hotel.facts == [["Invoice", "2027-00001"], ["Paid", "€100.00"]]


def test_the_same_event_twice_is_one_payment(sent: Sent) -> None:
    event = paid_event(sent.begin())
    first, again = take(sent, event), take(sent, event)

    assert first.pk == again.pk
    assert Payment.objects.count() == 1
    assert kinds() == ["payment_notice", "receipt"]


def test_webhook_and_way_back_tell_the_same_payment_once(sent: Sent) -> None:
    session = sent.begin()
    take(sent, paid_event(session, event_id="evt_1"))
    second = take(sent, paid_event(session, event_id="asked:1"))

    assert (second.outcome, second.payment) == ("ignored", None)
    assert Payment.objects.count() == 1
    assert kinds() == ["payment_notice", "receipt"]


def test_paid_then_closed_stays_paid(sent: Sent) -> None:
    session = sent.begin()
    take(sent, paid_event(session))
    take(sent, paid_event(session, event_id="evt_over", kind=EventKind.CLOSED))
    session.refresh_from_db()

    assert (session.state, open_amount(sent)) == ("paid", Decimal("0.00"))


def test_closed_then_paid_is_paid(sent: Sent) -> None:
    session = sent.begin()
    over = take(sent, paid_event(session, event_id="evt_over", kind=EventKind.CLOSED))
    receipt = take(sent, paid_event(session))
    session.refresh_from_db()

    assert (over.outcome, receipt.outcome, session.state) == ("ignored", "applied", "paid")


@pytest.mark.parametrize(
    ("happened_at", "told_at", "outcome", "why"),
    [
        (AT + DAY - timedelta(seconds=1), AT + DAY - timedelta(seconds=1), "applied", ""),
        (AT + DAY - timedelta(seconds=1), AT + DAY + timedelta(hours=3), "applied", ""),
        (AT + DAY, AT + DAY, "needs_attention", "late"),
        (AT + DAY + timedelta(seconds=1), AT + DAY * 2, "needs_attention", "late"),
    ],
)
def test_the_moment_of_paying_decides_not_that_of_telling(
    sent: Sent, happened_at: datetime, told_at: datetime, outcome: str, why: str
) -> None:
    session = sent.begin()
    receipt = take(sent, paid_event(session, happened_at=happened_at), now=told_at)

    assert (receipt.outcome, receipt.why) == (outcome, why)
    assert open_amount(sent) == Decimal("0.00" if outcome == "applied" else "100.00")


def test_late_money_is_kept_once_and_the_guest_is_not_asked_again(sent: Sent) -> None:
    session, late = sent.begin(), AT + DAY * 2
    first = take(sent, paid_event(session, event_id="evt_1", happened_at=late), now=late)
    second = take(sent, paid_event(session, event_id="asked", happened_at=late), now=late)

    assert (first.outcome, first.amount, second.outcome) == (
        "needs_attention",
        Decimal("100.00"),
        "ignored",
    )
    assert sent.state(now=late) == LinkState.HELD
    assert list(settling.waiting(sent.house.hotel)) == [first]

    notice = Message.objects.get(kind="payment_notice")

    assert notice.context["ATTENTION"] == "Paid after the link had expired."


def test_money_for_an_invoice_paid_at_the_desk_meanwhile_is_held(sent: Sent) -> None:
    session = sent.begin()
    desk_pays(sent, "100.00")
    receipt = take(sent, paid_event(session))

    assert (receipt.outcome, receipt.why, receipt.payment) == (
        "needs_attention",
        "already_paid",
        None,
    )
    assert Payment.objects.count() == 1


def test_money_above_what_is_open_is_held(sent: Sent) -> None:
    session = sent.begin()
    desk_pays(sent, "30.00")
    receipt = take(sent, paid_event(session))

    assert (receipt.outcome, receipt.why) == ("needs_attention", "too_much")
    assert open_amount(sent) == Decimal("70.00")


@pytest.mark.parametrize(
    "changes",
    [
        {"amount": Decimal("99.99")},
        {"amount": Decimal("1000.00")},
        {"currency": "USD"},
        {"amount": None},
    ],
)
def test_a_wrong_amount_or_currency_is_held(sent: Sent, changes: dict[str, object]) -> None:
    receipt = take(sent, paid_event(sent.begin(), **changes))

    assert (receipt.outcome, receipt.why) == ("needs_attention", "other_amount")
    assert open_amount(sent) == Decimal("100.00")


def test_paying_through_a_replaced_link_is_held(sent: Sent) -> None:
    session = sent.begin()
    paylinks.create(invoice_id=sent.invoice.pk, to_address=GUEST_ADDRESS, actor=CLERK, now=AT)
    receipt = take(sent, paid_event(session, happened_at=AT + timedelta(minutes=1)))

    assert (receipt.outcome, receipt.why) == ("needs_attention", "revoked")


def test_a_hotel_without_its_method_loses_no_money(sent: Sent) -> None:
    session = sent.begin()
    PaymentMethod.objects.filter(is_online=True).update(is_active=False)

    assert take(sent, paid_event(session)).why == "no_method"


def test_a_payment_nobody_began_is_held(sent: Sent) -> None:
    event = paid_event(sent.begin(), provider_id="es_else", reference="nothing")
    receipt = take(sent, event)

    assert (receipt.outcome, receipt.why, receipt.session) == (
        "needs_attention",
        "unknown_session",
        None,
    )


def test_a_session_we_failed_to_note_is_found_by_its_reference(sent: Sent) -> None:
    session = sent.begin()
    event = paid_event(session)
    session.delete()

    assert take(sent, event).outcome == "applied"
    assert open_amount(sent) == Decimal("0.00")


def test_another_hotels_session_is_not_ours(sent: Sent) -> None:
    other = payable_house()
    event = paid_event(sent.begin())
    receipt = hear(other, event)

    assert (receipt.outcome, receipt.session, receipt.payment) == ("ignored", None, None)
    assert open_amount(sent) == Decimal("100.00")


def test_receipt_and_payment_stand_or_fall_together(
    sent: Sent, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(**kwargs: object) -> None:
        raise RuntimeError

    session = sent.begin()
    monkeypatch.setattr(receipts.letters, "queue_receipt", broken)
    with pytest.raises(RuntimeError):
        take(sent, paid_event(session))

    assert (Receipt.objects.count(), Payment.objects.count()) == (0, 0)
    assert open_amount(sent) == Decimal("100.00")


def test_what_a_provider_said_is_frozen(sent: Sent) -> None:
    receipt = take(sent, paid_event(sent.begin()))
    for change in ({"amount": 1}, {"outcome": "ignored"}, {"event_id": "x"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Receipt.objects.filter(pk=receipt.pk).update(**change)


def held(sent: Sent) -> Receipt:
    late = AT + DAY
    return take(sent, paid_event(sent.begin(), happened_at=late), now=late)


def test_held_money_is_posted_by_a_person_once(sent: Sent) -> None:
    receipt = held(sent)
    settled = settling.settle_receipt(
        receipt_id=receipt.pk, invoice_id=sent.invoice.pk, actor=CLERK, now=AT + DAY
    )

    assert (settled.settled_by, settled.settled_at) == ("Clerk", AT + DAY)
    assert (open_amount(sent), sent.state(now=AT + DAY)) == (Decimal("0.00"), LinkState.PAID)

    with pytest.raises(settling.AlreadySettled):
        settling.settle_receipt(
            receipt_id=receipt.pk, invoice_id=sent.invoice.pk, actor=CLERK, now=AT
        )

    assert Payment.objects.count() == 1


def test_held_money_may_pay_another_invoice_of_the_hotel(sent: Sent) -> None:
    receipt = held(sent)
    other = printed_invoice(sent.house)
    settling.settle_receipt(receipt_id=receipt.pk, invoice_id=other.pk, actor=CLERK, now=AT)

    assert Receivable.objects.get(invoice=other).open_amount == Decimal("0.00")
    assert open_amount(sent) == Decimal("100.00")


def test_held_money_that_does_not_fit_stays_held(sent: Sent) -> None:
    receipt = held(sent)
    desk_pays(sent, "30.00")
    with pytest.raises(settlement.MoreThanOpen):
        settling.settle_receipt(
            receipt_id=receipt.pk, invoice_id=sent.invoice.pk, actor=CLERK, now=AT
        )
    receipt.refresh_from_db()

    assert receipt.settled_at is None


def test_a_refund_at_the_provider_is_noted_with_its_reason(sent: Sent) -> None:
    receipt = held(sent)
    with pytest.raises(ReasonMissing):
        settling.mark_refunded(receipt_id=receipt.pk, reason=" ", actor=CLERK, now=AT)
    settling.mark_refunded(receipt_id=receipt.pk, reason="Paid twice", actor=CLERK, now=AT)

    assert list(settling.waiting(sent.house.hotel)) == []

    entry = AuditEntry.objects.get(action="receipt.refunded")

    assert entry.data["reason"] == "Paid twice"
    assert Payment.objects.count() == 0


def test_an_applied_receipt_needs_nobody(sent: Sent) -> None:
    receipt = take(sent, paid_event(sent.begin()))
    with pytest.raises(settling.AlreadySettled):
        settling.mark_refunded(receipt_id=receipt.pk, reason="No", actor=CLERK, now=AT)


def test_asking_finds_a_payment_whose_event_was_lost(sent: Sent) -> None:
    session = sent.begin()
    type(session).objects.filter(pk=session.pk).update(state="paid")
    receipts.ask(link_id=sent.link_id, now=AT)

    assert open_amount(sent) == Decimal("0.00")

    receipts.ask(link_id=sent.link_id, now=AT)

    assert Receipt.objects.count() == 1


def test_a_payment_taken_back_opens_the_link_again(sent: Sent) -> None:
    receipt = take(sent, paid_event(sent.begin()))
    payments.reverse_payment(
        payment_id=receipt.payment_id, reason="Charged back", actor=CLERK, now=AT
    )

    assert sent.state() == LinkState.OPEN


def test_a_house_without_mail_address_gets_no_notice() -> None:
    house: House = payable_house(email="")
    sent = sent_link(house)
    take(sent, paid_event(sent.begin()))

    assert kinds() == ["receipt"]


def test_hotels_with_one_account_at_the_provider_each_hear_the_event(sent: Sent) -> None:
    """The provider delivers to every address; the hotel whose link it is takes the money."""
    neighbour = payable_house(code="neighbour")
    event = paid_event(sent.begin())

    theirs = hear(neighbour, event)
    ours = take(sent, event)

    assert (theirs.outcome, ours.outcome) == ("ignored", "applied")
    assert open_amount(sent) == Decimal("0.00")
    assert take(sent, event) == ours


def test_a_reference_of_strange_digits_is_no_link(sent: Sent) -> None:
    event = paid_event(sent.begin(), provider_id="elsewhere", reference="²")

    assert take(sent, event).why == "unknown_session"
