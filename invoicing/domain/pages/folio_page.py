"""What the page of a folio shows; a constant number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Sum

from hotelpms.hotels.models import Hotel
from hotelpms.kit.money import quantize
from invoicing.domain.folios import folios
from invoicing.domain.folios.keys import FolioKey, key_of
from invoicing.domain.folios.uninvoiced import rows_of
from invoicing.domain.pages.entries import NIL, Entry, entries_of, with_balance
from invoicing.domain.pages.invoice_list import invoices_of
from invoicing.domain.receivables.settlement import owed_in_both
from invoicing.models import (
    Folio,
    Invoice,
)
from reservations.enums import LOST_STATES, StayState


@dataclass(frozen=True)
class OpenFolio:
    """A folio that is not closed, with what it owes."""

    folio: Folio
    balance: Decimal
    has_left: bool

    @property
    def key(self) -> FolioKey:
        """How addresses name the folio."""
        return key_of(self.folio)


@dataclass(frozen=True)
class FolioPage:
    """A folio with all its lines, as the desk works on it."""

    folio: Folio
    entries: list[Entry]
    balance: Decimal
    deposit: Decimal
    uninvoiced: Decimal
    windows: list[OpenFolio]
    invoices: list[Invoice]
    has_corrections: bool
    # How much of a credit is owed in the city ledger and set off when the folio is closed.
    set_off: Decimal = NIL

    @property
    def key(self) -> FolioKey:
        """How addresses name the folio."""
        return key_of(self.folio)

    @property
    def charged(self) -> Decimal:
        """The sum of all charges, corrections taken off."""
        return sum((entry.debit for entry in self.entries if entry.debit is not None), NIL)

    @property
    def paid(self) -> Decimal:
        """The sum of all payments that settle charges, corrections taken off."""
        credits = (e.credit for e in self.entries if e.credit is not None and not e.is_deposit)
        return sum(credits, NIL)

    @property
    def credit(self) -> Decimal:
        """What can be given back to the guest, above zero; else zero."""
        return max(-self.balance - self.set_off, NIL)

    @property
    def is_open(self) -> bool:
        return folios.takes_postings(self.folio)

    @property
    def leads_to_check_out(self) -> bool:
        return self.folio.stay is not None and self.folio.stay.state == StayState.IN_HOUSE

    @property
    def has_lost_deposit(self) -> bool:
        """A deposit waits although the guest is not coming."""
        is_lost = self.folio.stay is not None and self.folio.stay.state in LOST_STATES
        return self.is_open and self.deposit > 0 and is_lost

    @property
    def can_be_closed(self) -> bool:
        """At zero without a deposit, and not the main folio of a guest here or still to come."""
        is_used = self.folio.pk is None or folios.is_in_use(self.folio)
        is_settled = not self.balance + self.set_off and not self.deposit
        return self.is_open and is_settled and not is_used


def unopened_page(folio: Folio) -> FolioPage:
    """Return the page of a folio that nobody has opened: nothing stands on it."""
    return FolioPage(
        folio=folio,
        entries=[],
        balance=NIL,
        deposit=NIL,
        uninvoiced=NIL,
        windows=[OpenFolio(folio, NIL, has_left=False)],
        invoices=[],
        has_corrections=False,
    )


def folio_page(*, hotel: Hotel, folio_id: int, hides_corrections: bool = False) -> FolioPage:
    """Return everything on one folio of the hotel. Raises Folio.DoesNotExist.

    `hides_corrections` leaves out corrected lines with their mirrors, which cancel out.
    """
    folio = Folio.objects.select_related(
        "payer", "stay__guest", "stay__room", "stay__reservation", "stay__reservation__company"
    ).get(pk=folio_id, hotel=hotel)
    every = entries_of(folio.pk)
    shown = [entry for entry in every if not (hides_corrections and entry.is_paired)]
    entries = list(with_balance(shown))
    balance = entries[-1].balance if entries else NIL
    return FolioPage(
        folio=folio,
        entries=entries,
        balance=balance,
        deposit=folios.deposit(folio_id=folio.pk),
        uninvoiced=sum_uninvoiced([folio.pk], folio.currency),
        windows=with_balances(_windows(folio)),
        invoices=list(invoices_of([folio.pk])),
        has_corrections=any(entry.is_paired for entry in every),
        set_off=owed_in_both(folio=folio, credit=-balance) if balance < 0 else NIL,
    )


def with_balances(rows: Iterable[Folio]) -> list[OpenFolio]:
    """Return folios with what they owe. Two queries for any number."""
    listed = list(rows)
    owed = folios.balances([folio.pk for folio in listed])
    return [
        OpenFolio(
            folio,
            owed[folio.pk],
            has_left=folio.stay is not None and folio.stay.state == StayState.DEPARTED,
        )
        for folio in listed
    ]


def _windows(folio: Folio) -> list[Folio]:
    if folio.stay_id is None:
        return [folio]
    rows = Folio.objects.filter(stay_id=folio.stay_id).select_related("payer", "stay")
    return list(rows.order_by("window", "pk"))


def sum_uninvoiced(folio_ids: list[int], currency: str) -> Decimal:
    rows = rows_of(folio_ids)
    return quantize(rows.aggregate(total=Sum("gross", default=NIL))["total"], currency)
