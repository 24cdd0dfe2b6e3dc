"""The mail with the invoice (S0-08).

The PDF is printed before the transaction that queues the mail: a mail never leaves without
the invoice it promises, and nobody holds a lock while printing.
"""

import datetime
import hashlib

from django.db import transaction
from django.utils.translation import gettext_lazy

from hotelpms.kit import audit
from hotelpms.kit.actor import Actor
from hotelpms.kit.errors import Refused
from invoicing.domain.invoices import documents
from invoicing.domain.invoices.bill import bill_of, letter_about
from invoicing.models import Invoice
from messaging.domain.mail.addresses import is_address
from messaging.domain.outbox import outbox
from messaging.enums import MessageKind
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
    transaction. Raises AddressUnusable, PdfUnavailable.
    """
    if not is_address(to_address):
        raise AddressUnusable
    document = documents.invoice_pdf(invoice_id)
    bill = bill_of(invoice_id)
    letter = letter_about(
        bill,
        MessageKind.INVOICE,
        occasion=f"invoice:{invoice_id}:{request_key or _digest(to_address)}",
        to_address=to_address,
        document=document,
        now=now,
    )
    with transaction.atomic():
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
