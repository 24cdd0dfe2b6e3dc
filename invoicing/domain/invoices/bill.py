"""An invoice with what its letters say about it."""

import datetime
from dataclasses import dataclass

from django.utils.translation import gettext as _

from hotelpms.kit.dates import format_day
from hotelpms.kit.languages import speaking
from hotelpms.kit.models import Document
from hotelpms.kit.money import Money, format_money
from invoicing.domain.folios import folios
from invoicing.models import Invoice, Receivable
from messaging.domain.outbox.outbox import Letter
from messaging.domain.wording.greetings import names_of
from messaging.enums import MessageKind
from reservations.domain.letters.wording import stay_context

Facts = tuple[tuple[str, str], ...]


# An invoice or receipt is still wanted after a long week-end without a mail server.
USEFUL = datetime.timedelta(days=7)


@dataclass(frozen=True)
class Bill:
    """An invoice with what its letters say about it."""

    invoice: Invoice
    open_amount: Money

    @property
    def language(self) -> str:
        return self.invoice.language

    @property
    def total(self) -> Money:
        return Money(self.invoice.total, self.invoice.currency)


def bill_of(invoice_id: int) -> Bill:
    """Return what letters say about an invoice. Two queries."""
    loaded = ("hotel", "payer", *(f"folio__{name}" for name in folios.FOR_DOCUMENT))
    return bill_about(Invoice.objects.select_related(*loaded).get(pk=invoice_id))


def bill_about(invoice: Invoice) -> Bill:
    """Return what letters say about an invoice whose folio is loaded with FOR_DOCUMENT."""
    owed = Receivable.objects.filter(invoice=invoice).values_list("open_amount", flat=True).first()
    return Bill(invoice, Money(owed or Money.zero(invoice.currency).amount, invoice.currency))


def letter_about(
    bill: Bill,
    kind: MessageKind,
    *,
    occasion: str,
    to_address: str,
    document: Document | None,
    now: datetime.datetime,
    expires_at: datetime.datetime | None = None,
    action_url: str = "",
    words: dict[str, str] | None = None,
    facts: Facts = (),
) -> Letter:
    invoice = bill.invoice
    return Letter(
        hotel_id=invoice.hotel_id,
        kind=kind,
        occasion=occasion,
        to_address=to_address,
        to_name=invoice.payer_name,
        language=bill.language,
        # The suppression list asks about the address; the payer's consent is not the question.
        profile_id=invoice.payer_id,
        context=words_of(bill, bill.language) | (words or {}),
        reason=("invoice", invoice.pk),
        due_at=now,
        expires_at=expires_at or now + USEFUL,
        documents=((document, document.name),) if document else (),
        action_url=action_url,
        facts=(*facts_of(bill, bill.language), *facts),
    )


def words_of(bill: Bill, language: str) -> dict[str, str]:
    invoice, payer = bill.invoice, bill.invoice.payer
    words = _stay_words(invoice, language)
    with speaking(language, invoice.hotel.country):
        date = format_day(invoice.issue_date, "long")
    return words | {
        **names_of(payer, language),
        "HOTEL": invoice.hotel.name,
        "INVOICE": invoice.full_number,
        "DATE": date,
        "AMOUNT": money_text(bill.total, language),
        "BALANCE": "" if bill.open_amount.is_zero else money_text(bill.open_amount, language),
        "METHOD": "",
    }


def _stay_words(invoice: Invoice, language: str) -> dict[str, str]:
    stay = invoice.folio.stay
    return {} if stay is None else stay_context(stay, language)


def facts_of(bill: Bill, language: str) -> Facts:
    invoice = bill.invoice
    with speaking(language, invoice.hotel.country):
        return (
            (_("Invoice"), invoice.full_number),
            (_("Date"), format_day(invoice.issue_date, "long")),
            (_("Total"), money_text(bill.total, language)),
        )


def money_text(amount: Money, language: str) -> str:
    return format_money(amount.rounded(), language)
