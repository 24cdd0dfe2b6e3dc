"""The mails of an online payment: the link, the receipt for the guest, the notice for the hotel.

The PDF is printed before the transaction that queues the mail: a mail never leaves without
the invoice it promises, and nobody holds a lock while printing.
"""

import datetime
from zoneinfo import ZoneInfo

from babel.dates import get_timezone_location
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import to_locale

from hotelpms.hotels.models import Hotel
from hotelpms.kit.actor import Actor
from hotelpms.kit.dates import format_day, format_hour
from hotelpms.kit.languages import speaking
from hotelpms.kit.models import Document
from hotelpms.kit.money import Money
from invoicing.domain.invoices import documents
from invoicing.domain.invoices.bill import (
    USEFUL,
    Facts,
    bill_of,
    facts_of,
    letter_about,
    money_text,
    words_of,
)
from invoicing.domain.online import paylinks, solutions
from invoicing.enums import Attention, ReceiptOutcome
from invoicing.models import Invoice, Receipt
from messaging.domain.outbox import outbox
from messaging.domain.outbox.outbox import Letter
from messaging.enums import MessageKind
from messaging.models import Message


def queue_payment_link(
    *,
    invoice_id: int,
    to_address: str,
    actor: Actor,
    now: datetime.datetime,
    request_key: str = "",
) -> Message:
    """Make a new payment link and queue its mail: the link and the invoice attached (S0-12).

    The same `request_key` to the same address again returns the first mail and makes no link.
    The token goes into the mail's encrypted address and nowhere else. Prints the PDF first: call
    it outside of a transaction. Raises AddressUnusable, NoPaymentSolution, NothingOpen,
    PdfUnavailable, OtherContent.
    """
    # Once more under the lock below; here so that nothing is printed for a refusal.
    solutions.require_solution(Invoice.objects.get(pk=invoice_id).hotel_id)
    document = documents.invoice_pdf(invoice_id)
    with transaction.atomic():
        paylinks.lock_receivable(invoice_id)
        occasion = f"payment_link:{invoice_id}:{request_key}"
        done = outbox.known(occasion, to_address) if request_key else None
        if done is not None:
            return done
        made = paylinks.create(invoice_id=invoice_id, to_address=to_address, actor=actor, now=now)
        if not request_key:
            occasion = f"payment_link:{invoice_id}:link:{made.link.pk}"
        letter = _link_letter(made, occasion, document, now)
        return outbox.queue(letter=letter, now=now)


def queue_receipt(*, receipt_id: int, now: datetime.datetime) -> None:
    """Queue the receipt to the guest and the notice to the hotel, once per receipt.

    The guest gets one whenever money was taken. A side without an address gets none.
    """
    receipt = Receipt.objects.select_related(
        "hotel", "session__link", "session__link__invoice"
    ).get(pk=receipt_id)
    took_money = receipt.outcome in (ReceiptOutcome.APPLIED, ReceiptOutcome.NEEDS_ATTENTION)
    if took_money and receipt.session is not None and receipt.session.link.to_address:
        outbox.queue(letter=_receipt_letter(receipt, now), now=now)
    if receipt.hotel.email:
        outbox.queue(letter=_notice_letter(receipt, now), now=now)


def payment_page(token: str) -> str:
    """Return the address of the guest's page, built from the configured one, never from Host."""
    return settings.PUBLIC_URL + reverse("guest:guest_pay", args=[token])


def _link_letter(
    made: paylinks.NewLink, occasion: str, document: Document, now: datetime.datetime
) -> Letter:
    link = made.link
    bill = bill_of(link.invoice_id)
    until = _local(link.expires_at, bill.invoice.hotel, bill.language)
    with speaking(bill.language, bill.invoice.hotel.country):
        facts: Facts = (
            (_("To pay"), money_text(bill.open_amount, bill.language)),
            (_("Pay until"), until),
        )
    return letter_about(
        bill,
        MessageKind.PAYMENT_LINK,
        occasion=occasion,
        to_address=link.to_address,
        document=document,
        now=now,
        expires_at=link.expires_at,
        action_url=payment_page(made.token),
        words={"EXPIRES": until},
        facts=facts,
    )


def _receipt_letter(receipt: Receipt, now: datetime.datetime) -> Letter:
    assert receipt.session is not None
    link = receipt.session.link
    bill = bill_of(link.invoice_id)
    with speaking(bill.language, bill.invoice.hotel.country):
        facts: Facts = (
            (_("Paid"), _received(receipt, bill.language)),
            (_("Method"), _("Online payment")),
        )
    return letter_about(
        bill,
        MessageKind.RECEIPT,
        occasion=f"receipt:{receipt.pk}",
        to_address=link.to_address,
        document=None,
        now=now,
        words=_payment_words(receipt, bill.language),
        facts=facts,
    )


def _notice_letter(receipt: Receipt, now: datetime.datetime) -> Letter:
    hotel = receipt.hotel
    language = hotel.default_language
    session = receipt.session
    words = {"NAME": "", "SURNAME": "", "HOTEL": hotel.name, "INVOICE": "", "BALANCE": ""}
    page = reverse("invoicing:receipts", args=[hotel.code])
    is_trouble = receipt.outcome in (ReceiptOutcome.TAKEN_BACK, ReceiptOutcome.FAILED)
    if receipt.outcome == ReceiptOutcome.TAKEN_BACK:
        page = reverse("invoicing:receipt", args=[hotel.code, receipt.pk])
    reason: tuple[str, int] | None = None
    facts: Facts = ()
    if session is not None:
        bill = bill_of(session.link.invoice_id)
        words |= words_of(bill, language)
        reason = ("invoice", bill.invoice.pk)
        if receipt.outcome in (ReceiptOutcome.APPLIED, ReceiptOutcome.FAILED):
            page = reverse("invoicing:invoice", args=[hotel.code, bill.invoice.pk])
        facts = facts_of(bill, language)[:1]
    words |= _payment_words(receipt, language)
    with speaking(language, hotel.country):
        if receipt.amount is not None:
            facts = (*facts, (_("Amount") if is_trouble else _("Paid"), words["AMOUNT"]))
        words["ATTENTION"] = str(Attention(receipt.why).label) if receipt.why else ""
    return Letter(
        hotel_id=hotel.pk,
        kind=MessageKind.PAYMENT_TROUBLE if is_trouble else MessageKind.PAYMENT_NOTICE,
        occasion=f"payment_notice:{receipt.pk}",
        to_address=hotel.email,
        to_name=hotel.name,
        language=language,
        context=words,
        reason=reason,
        due_at=now,
        expires_at=now + USEFUL,
        action_url=settings.PUBLIC_URL + page,
        facts=facts,
    )


def _payment_words(receipt: Receipt, language: str) -> dict[str, str]:
    with speaking(language, receipt.hotel.country):
        return {
            "AMOUNT": _received(receipt, language),
            "METHOD": _("Online payment"),
        }


def _received(receipt: Receipt, language: str) -> str:
    if receipt.amount is None:
        return ""
    return money_text(Money(receipt.amount, receipt.currency), language)


def _local(moment: datetime.datetime, hotel: Hotel, language: str) -> str:
    """Return date, hour and the city whose hour it is: the guest may be in another zone."""
    zone = ZoneInfo(hotel.zone)
    local = moment.astimezone(zone)
    city = get_timezone_location(zone, locale=to_locale(language), return_city=True)
    with speaking(language, hotel.country):
        return f"{format_day(local.date(), 'long')}, {format_hour(local.time())} ({city})"
