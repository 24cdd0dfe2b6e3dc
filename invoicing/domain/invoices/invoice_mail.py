"""The mail with the invoice (S0-08): it never leaves without the invoice that it promises.

Nobody holds a lock while printing. A person who sends an invoice has it printed before the
transaction that queues the mail, and hears at once when that fails. The mail of a check-out is
queued in the transaction that issues the invoice, which is printed as the mail leaves.
"""

import datetime
import hashlib

from django.db import transaction
from django.utils.translation import gettext_lazy

from hotelpms.kit import audit
from hotelpms.kit.actor import Actor
from hotelpms.kit.addresses import is_address
from hotelpms.kit.errors import Refused
from hotelpms.kit.files import documents as files
from hotelpms.kit.models import Document
from invoicing.domain.invoices import documents
from invoicing.domain.invoices.bill import Bill, bill_about, bill_of, letter_about
from invoicing.models import Invoice
from messaging.domain.mail.mime import Attachment
from messaging.domain.outbox import outbox
from messaging.enums import MessageKind, MessageState
from messaging.models import Message


class AddressUnusable(Refused):
    """The text is no e-mail address."""

    def __init__(self) -> None:
        super().__init__(gettext_lazy("Enter an e-mail address that can receive mail."))


def address_for(invoice: Invoice) -> str:
    """Return where the invoice goes unless somebody says otherwise: the folio's, the payer's."""
    return invoice.folio.billing_email or invoice.payer.email


def queue_invoice(
    *,
    invoice_id: int,
    to_address: str,
    actor: Actor,
    now: datetime.datetime,
    request_key: str = "",
) -> Message:
    """Queue the mail with the invoice as attachment (S0-08) and return it.

    `request_key` names one press of the button, so that a double click sends once; without
    it an invoice is sent to an address once. Prints the PDF first: call it outside of a
    transaction. Raises AddressUnusable, PdfUnavailable, OtherContent.
    """
    refuse_unusable(to_address)
    document = documents.invoice_pdf(invoice_id)
    return _queue(bill_of(invoice_id), to_address, document, actor, now, request_key)


def queue_issued(
    *, invoice: Invoice, to_address: str, actor: Actor, now: datetime.datetime
) -> Message:
    """Queue the mail of an invoice in the transaction that has issued it; see attach_invoice."""
    return _queue(bill_about(invoice), to_address, None, actor, now)


def attach_invoice(message: Message) -> Attachment | None:
    """Return the invoice for a mail that was queued without it; called as the mail leaves.

    It is printed unless somebody has, and kept: every copy is the same. Raises PdfUnavailable.
    """
    if message.reason_type != "invoice" or message.reason_id is None:
        return None
    if message.attachments.all():
        return None
    document = documents.invoice_pdf(message.reason_id)
    return Attachment(document.name, document.content_type, files.read(document))


def is_on_its_way(invoice_id: int) -> bool:
    """True when a mail that carries the invoice is being sent or will be next."""
    mails = Message.objects.filter(
        reason_type="invoice",
        reason_id=invoice_id,
        kind=MessageKind.INVOICE,
        state__in=[MessageState.QUEUED, MessageState.SENDING],
    )
    return mails.exists()


def refuse_unusable(address: str) -> None:
    """Raise AddressUnusable for what no mail server takes."""
    if not is_address(address):
        raise AddressUnusable


# Without a savepoint: what promised the mail is undone with it, or not at all.
@transaction.atomic(savepoint=False)
def _queue(
    bill: Bill,
    to_address: str,
    document: Document | None,
    actor: Actor,
    now: datetime.datetime,
    request_key: str = "",
) -> Message:
    occasion = f"invoice:{bill.invoice.pk}:{request_key or _digest(to_address)}"
    if request_key:
        outbox.known(occasion, to_address)
    letter = letter_about(
        bill,
        MessageKind.INVOICE,
        occasion=occasion,
        to_address=to_address,
        document=document,
        now=now,
    )
    message = outbox.queue(letter=letter, now=now)
    _record("invoice.mailed", bill.invoice, message, actor, now)
    return message


def _digest(address: str) -> str:
    return hashlib.sha256(address.strip().lower().encode()).hexdigest()[:24]


def _record(
    action: str, invoice: Invoice, message: Message, actor: Actor, now: datetime.datetime
) -> None:
    audit.record(
        hotel_id=invoice.hotel_id,
        actor=actor,
        action=action,
        subject=invoice,
        at=now,
        data={"number": invoice.full_number, "message": message.pk},
    )
