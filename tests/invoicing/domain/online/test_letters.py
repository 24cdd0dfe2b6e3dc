from datetime import timedelta

import pytest
from django.db import connection

from hotelpms.kit.keys.tokens import token_hash
from invoicing.domain.invoices import invoice_mail
from invoicing.domain.online import letters, paylinks, solutions
from invoicing.models import PaymentLink, PaymentSolution
from messaging.enums import MessageState
from messaging.models import Message
from tests.factories.invoicing import AT, CLERK, House
from tests.factories.paylinks import GUEST_ADDRESS, payable_house, printed_invoice

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> House:
    return payable_house()


def send_invoice(invoice_id: int, *, key: str = "", address: str = GUEST_ADDRESS) -> Message:
    return invoice_mail.queue_invoice(
        invoice_id=invoice_id, to_address=address, actor=CLERK, now=AT, request_key=key
    )


def send_link(invoice_id: int, *, key: str = "") -> Message:
    return letters.queue_payment_link(
        invoice_id=invoice_id, to_address=GUEST_ADDRESS, actor=CLERK, now=AT, request_key=key
    )


def attached(message: Message) -> list[str]:
    return [row.name for row in message.attachments.all()]


def test_the_invoice_mail_has_the_invoice_attached(house: House) -> None:
    invoice = printed_invoice(house)
    message = send_invoice(invoice.pk)

    assert (message.state, message.kind, message.to_address) == (
        MessageState.QUEUED,
        "invoice",
        GUEST_ADDRESS,
    )
    assert attached(message) == ["2027-00001.pdf"]
    assert (message.context["INVOICE"], message.context["AMOUNT"]) == ("2027-00001", "€100.00")
    assert (message.reason_type, message.reason_id) == ("invoice", invoice.pk)


def test_a_double_click_sends_once_and_a_later_press_again(house: House) -> None:
    invoice = printed_invoice(house)
    first, double, later = (send_invoice(invoice.pk, key=key) for key in ("a", "a", "b"))

    assert first.pk == double.pk != later.pk


def test_the_link_mail_has_the_link_and_the_invoice(house: House) -> None:
    """S0-12."""
    message = send_link(printed_invoice(house).pk)
    link = PaymentLink.objects.get()

    assert attached(message) == ["2027-00001.pdf"]

    token = message.action_url.rstrip("/").rpartition("/")[2]

    assert token_hash(token) == link.token_hash
    assert message.action_url == f"http://127.0.0.1:8000/g/pay/{token}/"
    assert message.expires_at == link.expires_at == AT + timedelta(hours=24)


def test_the_token_stands_nowhere_in_clear(house: House) -> None:
    message = send_link(printed_invoice(house).pk)
    token = message.action_url.rstrip("/").rpartition("/")[2]
    # Straight from the table: values() would decrypt.
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM messaging_message")
        row = str(cursor.fetchall())

    assert token not in row
    assert "f1:" in row


def test_a_double_click_makes_one_link(house: House) -> None:
    invoice = printed_invoice(house)

    assert send_link(invoice.pk, key="a").pk == send_link(invoice.pk, key="a").pk
    assert PaymentLink.objects.count() == 1


def test_a_new_link_cancels_the_mail_of_the_old_one(house: House) -> None:
    invoice = printed_invoice(house)
    old, new = send_link(invoice.pk), send_link(invoice.pk)
    old.refresh_from_db()

    assert (old.state, new.state) == (MessageState.CANCELLED, MessageState.QUEUED)


def test_revoking_cancels_the_mail_that_waits(house: House) -> None:
    message = send_link(printed_invoice(house).pk)
    paylinks.revoke(link_id=PaymentLink.objects.get().pk, actor=CLERK, now=AT)
    message.refresh_from_db()

    assert message.state == MessageState.CANCELLED


def test_a_refused_link_leaves_no_mail(house: House) -> None:
    PaymentSolution.objects.update(is_active=False)
    with pytest.raises(solutions.NoPaymentSolution):
        send_link(printed_invoice(house).pk)

    assert Message.objects.count() == 0


def test_the_address_is_the_folios_then_the_payers(house: House) -> None:
    invoice = printed_invoice(house)
    invoice.payer.email = "payer@example.com"

    assert invoice_mail.address_for(invoice) == "payer@example.com"

    invoice.folio.billing_email = "billing@example.com"

    assert invoice_mail.address_for(invoice) == "billing@example.com"


def test_a_bad_address_is_refused_before_anything_is_printed(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(letters.documents, "invoice_pdf", pytest.fail)
    with pytest.raises(invoice_mail.AddressUnusable):
        send_invoice(printed_invoice(house).pk, address="nobody")
