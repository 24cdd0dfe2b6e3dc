"""What may be done with an issued invoice, and the buttons for it."""

from dataclasses import dataclass, replace

from django.utils.translation import gettext_lazy as _

from hotelpms.hotels.enums import Right
from hotelpms.hotels.models import Hotel
from hotelpms.kit.web.parts import Action, Offer, Opens, offered
from invoicing.enums import InvoiceKind
from invoicing.models import Invoice

# It is the name of the format, in every language.
PDF = Offer("", "PDF", "invoicing:invoice_pdf", "file-text", Opens.PAGE)
SEND = Offer("send", _("E-mail invoice"), "invoicing:send_invoice", "mail")
SEND_LINK = Offer("send_link", _("Send payment link"), "invoicing:send_link", "link")
SETTLE = Offer("settle", _("Record a payment"), "invoicing:settle", "banknote")
CREDIT = Offer("credit", _("Credit note"), "invoicing:credit_note", "undo-2", css="danger")


@dataclass(frozen=True)
class InvoiceActions:
    send: bool
    send_link: bool
    settle: bool
    credit: bool


def invoice_actions(
    invoice: Invoice, rights: frozenset[Right], *, is_payable: bool, is_credited: bool
) -> InvoiceActions:
    """Return what may be done with a document on its page."""
    is_invoice = invoice.kind == InvoiceKind.INVOICE
    may_send = is_invoice and Right.INVOICING_SEND_LINK in rights
    return InvoiceActions(
        send=may_send,
        send_link=may_send and is_payable,
        settle=is_payable and Right.INVOICING_PAY in rights,
        credit=is_invoice and not is_credited and Right.INVOICING_CREDIT_NOTE in rights,
    )


def on_page(hotel: Hotel, invoice: Invoice, may: InvoiceActions) -> list[Action]:
    """Return the buttons above an invoice."""
    link = replace(SEND_LINK, css="primary")
    return offered((PDF, SEND, link, SETTLE, CREDIT), may, hotel.code, invoice.pk)


def on_way_out(
    hotel: Hotel, invoice: Invoice, rights: frozenset[Right], *, takes_online: bool
) -> list[Action]:
    """Return the buttons of an invoice at the check-out."""
    is_invoice = invoice.kind == InvoiceKind.INVOICE
    is_payable = is_invoice and takes_online and invoice.receivable.open_amount > 0
    may = invoice_actions(invoice, rights, is_payable=is_payable, is_credited=True)
    return offered((PDF, SEND, SEND_LINK), may, hotel.code, invoice.pk)
