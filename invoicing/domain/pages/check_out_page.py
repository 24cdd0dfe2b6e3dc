"""Where a guest stands on the way out."""

import datetime
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet, Sum

from hotelpms.kit.money import quantize
from invoicing.domain.folios import folios
from invoicing.domain.folios.keys import FolioKey, key_of
from invoicing.domain.folios.uninvoiced import rows_of
from invoicing.domain.nights.nights import due_of_stay
from invoicing.domain.pages.entries import NIL, Entry, entries_of, with_balance
from invoicing.domain.pages.folio_page import sum_uninvoiced
from invoicing.domain.pages.invoice_list import invoices_of
from invoicing.domain.receivables.settlement import owed_in_both
from invoicing.enums import FolioState
from invoicing.models import Folio, Invoice
from reservations.enums import StayState
from reservations.models import RoomNight, Stay


@dataclass(frozen=True)
class LeavingFolio:
    """A window on the way out: its lines, what it owes and what its invoice will hold."""

    folio: Folio
    balance: Decimal
    entries: list[Entry]
    uninvoiced: Decimal

    @property
    def key(self) -> FolioKey:
        """How addresses name the folio."""
        return key_of(self.folio)

    @property
    def is_open(self) -> bool:
        return folios.takes_postings(self.folio)

    @property
    def gets_invoice(self) -> bool:
        return self.is_open and self.uninvoiced > 0


@dataclass(frozen=True)
class CheckOutPage:
    """Where a guest stands on the way out."""

    windows: list[LeavingFolio]
    due_nights: list[RoomNight]
    deposit: Decimal
    balance: Decimal
    uninvoiced: Decimal
    invoices: list[Invoice]

    @property
    def needs_posting(self) -> bool:
        return bool(self.due_nights) or self.deposit > 0

    @property
    def to_invoice(self) -> list[Folio]:
        """The folios that get an invoice when the guest leaves now."""
        return [window.folio for window in self.windows if window.gets_invoice]

    @property
    def is_balanced(self) -> bool:
        return not any(window.balance for window in self.windows)


def check_out_page(
    *, stay: Stay, business_date: datetime.date, now: datetime.datetime
) -> CheckOutPage:
    """Return the windows with their lines, what is still to be posted, the invoices of a stay.

    Of a guest who has not left a window is shown before it is opened. The queries grow with the
    windows, which are few, not with their lines. The stay comes with hotel, guest and
    reservation selected.
    """
    rows = list(_windows(stay.pk))
    ids = [folio.pk for folio in rows]
    owed = folios.balances(ids)
    for folio in rows:
        if owed[folio.pk] < 0:
            # As the check-out does it: that part is no credit of the guest.
            owed[folio.pk] += owed_in_both(folio=folio, credit=-owed[folio.pk])
    windows = [_leaving(folio, owed[folio.pk]) for folio in rows]
    if not windows and stay.state in (StayState.BOOKED, StayState.IN_HOUSE):
        windows = [LeavingFolio(folios.main_of(stay), NIL, [], NIL)]
    return CheckOutPage(
        windows=windows,
        due_nights=list(due_of_stay(stay, business_date, now)),
        deposit=sum(folios.deposits(ids).values(), NIL),
        balance=sum(owed.values(), NIL),
        uninvoiced=sum_uninvoiced(ids, stay.reservation.currency),
        invoices=list(invoices_of(ids)),
    )


def folios_to_invoice(*, stay_id: int) -> list[Folio]:
    """Return what `CheckOutPage.to_invoice` says, without the rest of the page. Two queries."""
    rows = [folio for folio in _windows(stay_id) if folio.state == FolioState.OPEN]
    pending = rows_of([folio.pk for folio in rows]).values_list("folio_id")
    sums = dict(pending.annotate(total=Sum("gross", default=NIL)))
    return [folio for folio in rows if quantize(sums.get(folio.pk, NIL), folio.currency) > 0]


def _windows(stay_id: int) -> QuerySet[Folio]:
    rows = Folio.objects.filter(stay_id=stay_id).select_related("payer", "stay")
    return rows.order_by("window", "pk")


def _leaving(folio: Folio, owed: Decimal) -> LeavingFolio:
    lines = [entry for entry in entries_of(folio.pk) if not entry.is_paired]
    pending = sum_uninvoiced([folio.pk], folio.currency)
    return LeavingFolio(folio, owed, list(with_balance(lines)), pending)
