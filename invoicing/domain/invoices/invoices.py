"""Invoices: numbered and frozen when issued, corrected by a credit note only.

A number comes from the locked row of its series inside the issuing transaction, so there is
no gap: when the transaction fails, the number was never taken.
"""

import datetime
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from hotelpms.hotels.models import Hotel
from hotelpms.kit import audit, jobs
from hotelpms.kit.actor import Actor
from hotelpms.kit.dates import format_day
from hotelpms.kit.errors import Refused
from hotelpms.kit.languages import speaking
from hotelpms.kit.locks import locked
from invoicing.domain.folios import folios
from invoicing.domain.folios.descriptions import said_in
from invoicing.domain.folios.postings import ReasonMissing
from invoicing.domain.folios.uninvoiced import as_printed, level, live_lines, uninvoiced
from invoicing.domain.invoices.chain import Problem, seal, verify_chain
from invoicing.domain.invoices.partial import invoice_to_credit
from invoicing.domain.invoices.parties import billing_party, seller, stay_text
from invoicing.domain.receivables import settlement
from invoicing.domain.receivables.settlement import settle
from invoicing.domain.tax.tax import Amounts, total
from invoicing.enums import FolioState, InvoiceKind
from invoicing.models import Folio, Invoice, InvoiceLine, Receivable, Series

__all__ = ["Problem", "credit_note", "issue", "issue_locked", "settle", "verify_chain"]

PREFIX = {InvoiceKind.INVOICE: "{year}-", InvoiceKind.CREDIT_NOTE: "{year}-CN-"}


class NothingToInvoice(Refused):
    """No charge is left to invoice, or they come to zero."""

    def __init__(self) -> None:
        super().__init__(_("There is nothing to invoice on this folio."))


class NegativeInvoice(Refused):
    """Allowances exceed the charges; an invoice never pays out."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "The charges come to less than zero. Refund the credit balance, or make a "
                "credit note for the earlier invoice and issue a new one."
            )
        )


class DatesGoBack(Refused):
    """The series already holds a document of a later date."""

    def __init__(self, last_date: datetime.date) -> None:
        super().__init__(
            _("The last document of this series is dated %(date)s; an earlier one cannot follow.")
            % {"date": format_day(last_date)}
        )


class AlreadyCredited(Refused):
    """An invoice is credited once, and a credit note never."""

    def __init__(self, number: str) -> None:
        super().__init__(_("%(number)s cannot be credited again.") % {"number": number})


@transaction.atomic
def issue(*, folio_id: int, actor: Actor, now: datetime.datetime) -> Invoice:
    """Issue an invoice over everything on the folio that no invoice holds yet.

    Dated with the business date, numbered from the series of its year, addressed to the
    folio's payer as the card reads now. Payments already taken lower what is open. The PDF
    is printed after the commit. Raises NothingToInvoice, NegativeInvoice, DatesGoBack.
    """
    day, folio = folios.lock(folio_id=folio_id)
    level(folio=folio, business_date=day.date, actor=actor, now=now)
    return issue_locked(folio=folio, business_date=day.date, actor=actor, now=now)


def issue_locked(
    *, folio: Folio, business_date: datetime.date, actor: Actor, now: datetime.datetime
) -> Invoice:
    """Like issue(), for a caller that holds the locks of day and folio and has levelled its tax."""
    charges = as_printed(uninvoiced([folio.pk]).annotate(credit_line=_last_credit_line()))
    amounts = total(Amounts.of(charge) for charge in charges)
    if not charges or amounts.gross == 0:
        raise NothingToInvoice
    if amounts.gross < 0:
        raise NegativeInvoice
    invoice = _invoice(folio, amounts, InvoiceKind.INVOICE, business_date, actor, now)
    lines = _lines_of(charges, invoice.language)
    _number_and_save(invoice, lines, folio.hotel)
    Receivable.objects.create(invoice=invoice, open_amount=invoice.total)
    settlement.allocate(folio=folio, now=now)
    _record("invoice.issued", invoice, actor, now)
    return invoice


@transaction.atomic
def credit_note(*, invoice_id: int, reason: str, actor: Actor, now: datetime.datetime) -> Invoice:
    """Cancel what is left of an invoice by a credit note that mirrors its lines; return the note.

    What was credited in part before is mirrored too. Then: nothing is open on the invoice any
    more; its charges can be corrected and invoiced again; the money paid stays on the folio as a
    credit; a closed folio is open again, and what it had moved to the city ledger is back on it.
    Raises ReasonMissing, AlreadyCredited.
    """
    if not reason.strip():
        raise ReasonMissing
    folio_id = Invoice.objects.values_list("folio_id", flat=True).get(pk=invoice_id)
    day, folio = folios.lock(folio_id=folio_id)
    original = Invoice.objects.get(pk=invoice_id)
    if original.kind == InvoiceKind.CREDIT_NOTE or is_credited(original):
        raise AlreadyCredited(original.full_number)
    taken_back = [*original.lines.order_by("position"), *_credited_in_part(original)]
    lines = [_mirror_of(line, position) for position, line in enumerate(taken_back, start=1)]
    amounts = total(Amounts.of(line) for line in lines)
    if not amounts.gross:
        raise AlreadyCredited(original.full_number)
    note = _note_head(original, amounts, reason, day.date, actor, now)
    _number_and_save(note, lines, folio.hotel)
    if folio.state == FolioState.CLOSED:
        folios.set_open(folio=folio, reason=note.full_number, actor=actor, now=now)
    settlement.return_from_city_ledger(
        folio=folio, day=day, reason=note.full_number, actor=actor, now=now
    )
    # Its charges are back on the folio, where they join others.
    level(folio=folio, business_date=day.date, actor=actor, now=now)
    settlement.allocate(folio=folio, now=now)
    _record("invoice.credited", note, actor, now)
    return note


def credit_rest(
    *, folio: Folio, business_date: datetime.date, actor: Actor, now: datetime.datetime
) -> Invoice:
    """Issue a credit note over charges of a locked folio that come to less than zero.

    They are allowances given after an invoice: the note names the newest one of the folio that
    they fit on, by what is left of it at each tax rate. The caller holds the business day.
    Raises NothingLeftToCredit when they fit on none.
    """
    charges = as_printed(uninvoiced([folio.pk]).annotate(credit_line=_last_credit_line()))
    amounts = total(Amounts.of(charge) for charge in charges)
    original = invoice_to_credit(folio=folio, charges=charges)
    lines = _lines_of(charges, original.language)
    with speaking(original.language, folio.hotel.country):
        reason = gettext("Allowance after the invoice")
    note = _note_head(original, amounts, reason, business_date, actor, now)
    _number_and_save(note, lines, folio.hotel)
    settlement.allocate(folio=folio, now=now)
    _record("invoice.credited_in_part", note, actor, now)
    return note


def is_credited(invoice: Invoice) -> bool:
    """Tell whether a credit note has taken the whole invoice back."""
    return invoice.lines.filter(follower__isnull=False).exists()


def _credited_in_part(invoice: Invoice) -> QuerySet[InvoiceLine]:
    """Return the lines of credit notes that took a part of the invoice back."""
    return live_lines().filter(invoice__original=invoice).order_by("pk")


def _number_and_save(invoice: Invoice, lines: Sequence[InvoiceLine], hotel: Hotel) -> None:
    series = _lock_series(hotel, InvoiceKind(invoice.kind), invoice.issue_date)
    invoice.series = series
    invoice.number = series.last_number + 1
    invoice.full_number = f"{series.prefix}{invoice.number:05d}"
    invoice.previous_hash = series.last_hash
    invoice.hash = seal(invoice, lines)
    invoice.save(force_insert=True)
    for line in lines:
        line.invoice = invoice
    InvoiceLine.objects.bulk_create(lines)
    series.last_number, series.last_hash = invoice.number, invoice.hash
    series.last_date = invoice.issue_date
    series.save(update_fields=["last_number", "last_hash", "last_date"])
    jobs.ring("invoicing.tasks.render_invoice", invoice.pk)


def _lock_series(hotel: Hotel, kind: InvoiceKind, date: datetime.date) -> Series:
    rows = Series.objects.filter(hotel=hotel, kind=kind, fiscal_year=date.year)
    series = locked(rows).first()
    if series is None:
        Series.objects.get_or_create(
            hotel=hotel,
            kind=kind,
            fiscal_year=date.year,
            defaults={"prefix": PREFIX[kind].format(year=date.year)},
        )
        series = locked(rows).get()
    if series.last_date and date < series.last_date:
        raise DatesGoBack(series.last_date)
    return series


def _invoice(
    folio: Folio,
    amounts: Amounts,
    kind: InvoiceKind,
    business_date: datetime.date,
    actor: Actor,
    now: datetime.datetime,
) -> Invoice:
    payer = folio.payer
    spoken = payer.language in dict(settings.LANGUAGES)
    language = payer.language if spoken else folio.hotel.default_language
    return Invoice(
        hotel=folio.hotel,
        kind=kind,
        issue_date=business_date,
        issued_at=now,
        issued_by=actor.name,
        folio=folio,
        payer=payer,
        **seller(folio.hotel, language),
        **billing_party(payer, language),
        stay_text=stay_text(folio.stay, language),
        language=language,
        currency=folio.currency,
        net=amounts.net,
        tax=amounts.tax,
        total=amounts.gross,
    )


def _note_head(
    original: Invoice,
    amounts: Amounts,
    reason: str,
    date: datetime.date,
    actor: Actor,
    now: datetime.datetime,
) -> Invoice:
    copied = (
        "hotel_id", "folio_id", "payer_id", "seller_name", "seller_tax_id", "seller_address",
        "payer_name", "payer_tax_id", "payer_address", "stay_text", "language", "currency",
    )  # fmt: skip
    return Invoice(
        **{name: getattr(original, name) for name in copied},
        kind=InvoiceKind.CREDIT_NOTE,
        original=original,
        reason=reason,
        issue_date=date,
        issued_at=now,
        issued_by=actor.name,
        net=amounts.net,
        tax=amounts.tax,
        total=amounts.gross,
    )


def _last_credit_line() -> Subquery:
    """Return the id of the credit line that the charge's new line follows, empty the first time."""
    lines = InvoiceLine.objects.filter(
        charge=OuterRef("pk"), invoice__kind=InvoiceKind.CREDIT_NOTE, follower__isnull=True
    )
    return Subquery(lines.values("pk")[:1])


def _lines_of(charges: list[Any], language: str) -> list[InvoiceLine]:
    return [_line_of(charge, place, language) for place, charge in enumerate(charges, start=1)]


def _line_of(charge: Any, position: int, language: str) -> InvoiceLine:
    return InvoiceLine(
        position=position,
        charge_id=charge.pk,
        follows_id=charge.credit_line,
        code_id=charge.code_id,
        date=charge.business_date,
        description=said_in(charge.description, charge.code, language)[:200],
        quantity=charge.quantity,
        tax_percent=charge.tax_percent,
        net=charge.net,
        tax=charge.tax,
        gross=charge.gross,
    )


def _mirror_of(line: InvoiceLine, position: int) -> InvoiceLine:
    return InvoiceLine(
        position=position,
        charge_id=line.charge_id,
        follows=line,
        code_id=line.code_id,
        date=line.date,
        description=line.description,
        quantity=-line.quantity,
        tax_percent=line.tax_percent,
        net=-line.net,
        tax=-line.tax,
        gross=-line.gross,
    )


def _record(action: str, invoice: Invoice, actor: Actor, now: datetime.datetime) -> None:
    audit.record(
        hotel_id=invoice.hotel_id,
        actor=actor,
        action=action,
        subject=invoice,
        at=now,
        data={
            "number": invoice.full_number,
            "folio": invoice.folio_id,
            "total": Decimal(invoice.total),
            "original": invoice.original_id,
        },
    )
