"""What the first page about money shows: folios, debts, deposits, money of the day."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet, Sum

from hotelpms.hotels.models import Hotel
from hotelpms.kit.money import quantize
from invoicing.domain.folios import folios
from invoicing.domain.folios.keys import FolioKey, key_of
from invoicing.domain.pages.entries import NIL
from invoicing.enums import FolioState
from invoicing.models import Folio, Payment, PaymentLink, Receivable
from reservations.enums import LOST_STATES, StayState


@dataclass(frozen=True)
class OpenLine:
    """An open folio with what it owes and the deposit that waits on it."""

    folio: Folio
    balance: Decimal
    deposit: Decimal

    @property
    def key(self) -> FolioKey:
        """How addresses name the folio."""
        return key_of(self.folio)

    @property
    def state(self) -> str:
        """The state of the stay, empty for a house account."""
        return self.folio.stay.state if self.folio.stay else ""

    @property
    def is_in_house(self) -> bool:
        return self.state == StayState.IN_HOUSE

    @property
    def is_left_behind(self) -> bool:
        """Nobody passes the desk for it any more: the guest has left or is not coming."""
        return self.state == StayState.DEPARTED or self.state in LOST_STATES


@dataclass(frozen=True)
class OpenFolios:
    """The open folios by what is to be done with them; totals in the hotel's currency.

    `in_house` owe or have a credit, due out first; `left` are those of guests who have gone with
    something on them; `deposits` wait for guests to come, by arrival; `others` are the rest that
    is not at zero, such as house accounts.
    """

    in_house: list[OpenLine]
    left: list[OpenLine]
    deposits: list[OpenLine]
    others: list[OpenLine]

    @property
    def owed_in_house(self) -> Decimal:
        return _sum(line.balance for line in self.in_house)

    @property
    def owed_by_left(self) -> Decimal:
        return _sum(line.balance for line in self.left)

    @property
    def held(self) -> Decimal:
        """All deposits together, also those of guests who did not come."""
        every = (*self.in_house, *self.left, *self.deposits, *self.others)
        return _sum(line.deposit for line in {line.folio.pk: line for line in every}.values())


def open_folios(*, hotel: Hotel) -> OpenFolios:
    """Return the hotel's open folios that are not at zero. Three queries for any number."""
    lines = [line for line in _open_lines(hotel) if line.balance or line.deposit]
    in_house = [line for line in lines if line.is_in_house]
    left = [line for line in lines if line.is_left_behind]
    deposits = [line for line in lines if line.state == StayState.BOOKED and line.deposit]
    shown = {line.folio.pk for line in (*in_house, *left, *deposits)}
    return OpenFolios(
        in_house=in_house,
        left=left,
        deposits=sorted(deposits, key=_arrival),
        others=[line for line in lines if line.folio.pk not in shown],
    )


def unpaid_invoices(*, hotel: Hotel) -> QuerySet[Receivable]:
    """Return the open receivables, oldest first."""
    return (
        Receivable.objects.filter(invoice__hotel=hotel, settled_at__isnull=True)
        .select_related("invoice__hotel")
        .order_by("invoice__issue_date", "invoice_id")
    )


def unpaid_total(*, hotel: Hotel) -> Decimal:
    """Return what is open on all invoices, in the hotel's currency."""
    rows = unpaid_invoices(hotel=hotel).order_by()
    return quantize(rows.aggregate(total=Sum("open_amount", default=NIL))["total"], hotel.currency)


def waiting_links(*, hotel: Hotel, now: datetime.datetime) -> QuerySet[PaymentLink]:
    """Return the payment links by which a guest may still pay, the next to lapse first."""
    return (
        PaymentLink.objects.filter(
            hotel=hotel,
            revoked_at__isnull=True,
            expires_at__gt=now,
            invoice__receivable__settled_at__isnull=True,
        )
        .select_related("invoice__receivable")
        .order_by("expires_at", "pk")
    )


def payments_of(*, hotel: Hotel, date: datetime.date) -> QuerySet[Payment]:
    """Return the money of one business date, newest first, without moves between ledgers."""
    return (
        Payment.objects.filter(hotel=hotel, business_date=date, source_ledger="")
        .select_related("method", "folio__stay__room", "folio__payer", "invoice")
        .order_by("-id")
    )


def by_method(payments: Iterable[Payment]) -> list[tuple[str, Decimal]]:
    """Return what came in by each method, the largest sum first."""
    sums: dict[str, Decimal] = {}
    for payment in payments:
        sums[payment.method.name] = sums.get(payment.method.name, NIL) + payment.amount
    return sorted(sums.items(), key=lambda pair: -pair[1])


def _open_lines(hotel: Hotel) -> list[OpenLine]:
    rows = Folio.objects.filter(hotel=hotel, state=FolioState.OPEN)
    related = ("payer", "stay__room", "stay__reservation", "stay__guest")
    found = sorted(rows.select_related(*related), key=_place)
    keys = [folio.pk for folio in found]
    owed, held = folios.balances(keys), folios.deposits(keys)
    return [OpenLine(folio, owed[folio.pk], held.get(folio.pk, NIL)) for folio in found]


def _place(folio: Folio) -> tuple[Any, ...]:
    """Who leaves next stands first, then by room; what belongs to no stay at the end."""
    stay = folio.stay
    of_stay = (stay.departure, stay.room_order) if stay else ()
    return stay is None, of_stay, folio.window, folio.pk


def _arrival(line: OpenLine) -> tuple[datetime.date, int]:
    assert line.folio.stay is not None
    return line.folio.stay.arrival, line.folio.pk


def _sum(amounts: Iterable[Decimal]) -> Decimal:
    return sum(amounts, NIL)
