"""Check-out: every folio at zero, every charge invoiced, then the guest leaves.

Also how a single folio is closed, and how a check-out of the same date is undone.
"""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.db.models import Exists, Sum
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from hotelpms.hotels.domain.business_day import lock_business_day, lock_business_day_where
from hotelpms.kit.actor import Actor
from hotelpms.kit.errors import Refused
from hotelpms.kit.locks import locked
from hotelpms.kit.money import Money, format_money
from invoicing.domain.folios import folios, uninvoiced
from invoicing.domain.invoices import invoice_mail, invoices
from invoicing.domain.nights.nights import due_of_stay, post_stay_now
from invoicing.domain.payments import deposits
from invoicing.domain.receivables import settlement
from invoicing.enums import FolioState, InvoiceKind, Ledger
from invoicing.models import Folio, Invoice, Payment, Receivable
from messaging.models import Message
from reservations.domain.front_desk import departures
from reservations.enums import StayState
from reservations.models import Stay


class OpenBalance(Refused):
    """A folio is not at zero; `amount` is above zero when the guest owes, below for a credit."""

    def __init__(self, amount: Money) -> None:
        self.amount = amount
        shown = format_money(abs(amount), get_language() or "en")
        text = (
            _("%(amount)s is still to be paid. Take the payment or move it to the city ledger.")
            if amount.amount > 0
            else _("The guest has a credit of %(amount)s. Refund it first.")
        )
        super().__init__(text % {"amount": shown})


class DepositWaits(Refused):
    """Money paid in advance lies on a folio that is to be closed; nobody would see it again."""

    def __init__(self, amount: Money) -> None:
        self.amount = amount
        super().__init__(
            _(
                "A deposit of %(amount)s waits on this folio. Refund it or keep it, then the folio "
                "can be closed."
            )
            % {"amount": format_money(amount, get_language() or "en")}
        )


class OnNoInvoice(Refused):
    """The city ledger holds something of the folio that no invoice of it still claims."""

    def __init__(self, amount: Money) -> None:
        super().__init__(
            _(
                "%(amount)s of this folio stands in the city ledger, but on no invoice. Correct the"
                " move to the city ledger, then settle the balance here."
            )
            % {"amount": format_money(amount, get_language() or "en")}
        )


class FolioInUse(Refused):
    """The main folio of a stay is closed by its check-out, not by hand."""

    def __init__(self) -> None:
        super().__init__(_("This folio is closed by checking the guest out."))


@dataclass(frozen=True)
class CheckOut:
    """A guest who has left, the invoices that were issued in doing so and their mails."""

    stay: Stay
    invoices: tuple[Invoice, ...]
    mails: tuple[Message, ...] = ()


def check_out(
    *,
    stay_id: int,
    actor: Actor,
    now: datetime.datetime,
    business_date: datetime.date,
    addresses: Mapping[int, str] | None = None,
) -> CheckOut:
    """Invoice, close the folios and let the guest depart, whole or not at all.

    `addresses` says by folio where its invoice goes by e-mail: the mail is in the outbox when the
    guest has left, or nobody has left. Nights still due and waiting deposits are posted first
    and stay posted when the balance refuses. Raises OpenBalance, DepositWaits,
    NothingLeftToCredit, OnNoInvoice, AddressUnusable, and what depart() raises.
    """
    wanted = addresses or {}
    for address in wanted.values():
        invoice_mail.refuse_unusable(address)
    bring_up_to_date(stay_id=stay_id, actor=actor, now=now)
    with transaction.atomic():
        # Holds the business day from here on, and refuses when it is another one.
        stay = departures.depart(stay_id=stay_id, actor=actor, now=now, business_date=business_date)
        windows = _lock_windows(stay_id)
        _refuse_unsettled(windows, business_date, actor, now)
        closed = [_invoice_and_close(folio, business_date, actor, now) for folio in windows]
        issued = tuple(invoice for invoice in closed if invoice)
        mails = _queue_mails(issued, wanted, actor, now)
    return CheckOut(stay, issued, mails)


@transaction.atomic
def bring_up_to_date(*, stay_id: int, actor: Actor, now: datetime.datetime) -> None:
    """Post the nights that a stay in house must pay before it leaves, and apply its deposits."""
    day = lock_business_day_where(hotel__stays=stay_id)
    has_deposit = Exists(folios.deposits_of_stay(stay_id))
    stays = Stay.objects.select_related("hotel").annotate(has_deposit=has_deposit)
    stay = stays.get(pk=stay_id)
    if stay.state != StayState.IN_HOUSE:
        return
    if due_of_stay(stay, day.date, now).exists():
        post_stay_now(stay_id=stay_id, actor=actor, now=now)
    if stay.has_deposit:
        deposits.apply(folios=_lock_windows(stay_id), day=day, actor=actor, now=now)


@transaction.atomic
def undo_check_out(
    *,
    stay_id: int,
    reason: str,
    actor: Actor,
    now: datetime.datetime,
    business_date: datetime.date,
) -> Stay:
    """Bring the guest back on the same business date and open the main folio again.

    Invoices stay as issued; what is charged from now on gets an invoice of its own.
    """
    stay = departures.undo_departure(
        stay_id=stay_id, actor=actor, now=now, business_date=business_date
    )
    for folio in locked(Folio.objects.filter(stay_id=stay_id, window=1)):
        if folio.state == FolioState.CLOSED:
            folios.set_open(folio=folio, reason=reason, actor=actor, now=now)
    return stay


@transaction.atomic
def close_folio(*, folio_id: int, actor: Actor, now: datetime.datetime) -> Invoice | None:
    """Close a folio at zero, issuing the invoice it still lacks; return that invoice if any.

    For further windows and for folios opened again after the check-out. Raises FolioClosed,
    FolioInUse, OpenBalance, DepositWaits, NothingLeftToCredit, OnNoInvoice.
    """
    day, folio = folios.lock(folio_id=folio_id)
    if folios.is_in_use(folio):
        raise FolioInUse
    folios.refuse_closed(folio)
    _refuse_unsettled([folio], day.date, actor, now)
    return _invoice_and_close(folio, day.date, actor, now)


def _lock_windows(stay_id: int) -> list[Folio]:
    rows = Folio.objects.select_related(*folios.FOR_DOCUMENT)
    return list(locked(rows.filter(stay_id=stay_id, state=FolioState.OPEN)))


def _refuse_unsettled(
    windows: Sequence[Folio],
    business_date: datetime.date,
    actor: Actor,
    now: datetime.datetime,
) -> None:
    """Raise OpenBalance, DepositWaits; a credit is set off against the city ledger first."""
    for folio in windows:
        uninvoiced.level(folio=folio, business_date=business_date, actor=actor, now=now)
    ids = [folio.pk for folio in windows]
    owed, waiting = folios.balances(ids), folios.deposits(ids)
    for folio in windows:
        if owed[folio.pk] < 0:
            owed[folio.pk] += _set_off(folio, -owed[folio.pk], actor, now)
        if owed[folio.pk]:
            raise OpenBalance(Money(owed[folio.pk], folio.currency))
        if folio.pk in waiting:
            raise DepositWaits(Money(waiting[folio.pk], folio.currency))


def _set_off(folio: Folio, credit: Decimal, actor: Actor, now: datetime.datetime) -> Decimal:
    """Take a credit off what the locked folio owes in the city ledger; return how much."""
    moved = settlement.return_from_city_ledger(
        folio=folio,
        day=lock_business_day(folio.hotel_id),
        reason=gettext("Set off against a credit."),
        actor=actor,
        now=now,
        at_most=credit,
    )
    return -moved.amount if moved else Decimal(0)


def _invoice_and_close(
    folio: Folio, business_date: datetime.date, actor: Actor, now: datetime.datetime
) -> Invoice | None:
    invoice = _issue_missing(folio, business_date, actor, now)
    _refuse_debt_on_no_invoice(folio)
    folios.set_closed(folio=folio, business_date=business_date, actor=actor, now=now)
    return invoice


def _refuse_debt_on_no_invoice(folio: Folio) -> None:
    """After the folio is closed only its invoices say what the city ledger still holds of it.

    What differs there would let no day close. Raises OnNoInvoice.
    """
    if not Payment.objects.filter(folio=folio, source_ledger=Ledger.CITY).exists():
        return
    in_city = settlement.city_balance(folio=folio)
    claimed = Receivable.objects.filter(invoice__folio=folio).aggregate(
        total=Sum("open_amount", default=Decimal(0))
    )
    missing = in_city - claimed["total"]
    if missing:
        raise OnNoInvoice(Money(missing, folio.currency))


def _queue_mails(
    issued: Sequence[Invoice], addresses: Mapping[int, str], actor: Actor, now: datetime.datetime
) -> tuple[Message, ...]:
    return tuple(
        invoice_mail.queue_issued(
            invoice=invoice, to_address=addresses[invoice.folio_id], actor=actor, now=now
        )
        for invoice in issued
        if invoice.folio_id in addresses
    )


def _issue_missing(
    folio: Folio, business_date: datetime.date, actor: Actor, now: datetime.datetime
) -> Invoice | None:
    try:
        return invoices.issue_locked(folio=folio, business_date=business_date, actor=actor, now=now)
    except invoices.NothingToInvoice:
        return None
    except invoices.NegativeInvoice:
        # Only allowances, paid out as a refund: nothing was ever sold that a document could
        # correct. Beside an invoice that stands a credit note takes a part of it back (ADR 4).
        issued = folio.invoices.filter(kind=InvoiceKind.INVOICE)
        if all(invoices.is_credited(invoice) for invoice in issued):
            return None
        return invoices.credit_rest(folio=folio, business_date=business_date, actor=actor, now=now)
