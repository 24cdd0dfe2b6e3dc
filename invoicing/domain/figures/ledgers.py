"""The trial balance: per ledger, opening + debits - credits = closing, every day.

The closing balance of the day's rows is held against a second sum that does not come from
them: open folios, open receivables, the deposits that wait. When the two differ something
was posted past a folio, and the day is not rolled until somebody has found it.

Guest and city balances are what guests and companies owe the house. A deposit is money the
house owes, so the deposit ledger stands in the negative.
"""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date as Date
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Exists, F, OuterRef, Sum
from django.utils.translation import gettext_lazy as _

from hotelpms.hotels.models import Hotel
from hotelpms.kit.dates import format_day
from hotelpms.kit.errors import Refused
from hotelpms.kit.money import Money, format_money, quantize
from invoicing.domain.payments import deposits
from invoicing.enums import FolioState, Ledger
from invoicing.models import Charge, LedgerDay, Payment, Receivable

ORDER: tuple[str, ...] = tuple(Ledger)

Sides = tuple[Mapping[str, Decimal], Mapping[str, Decimal]]


class OutOfBalance(Refused):
    """A ledger's closing balance is not what its open accounts add up to."""

    def __init__(self, line: LedgerDay, expected: Decimal) -> None:
        self.line, self.expected = line, expected
        currency = line.hotel.currency
        super().__init__(
            _(
                "%(ledger)s of %(date)s does not balance: its postings add up to %(closing)s, "
                "its open accounts to %(expected)s."
            )
            % {
                "ledger": line.get_ledger_display(),
                "date": format_day(line.date),
                "closing": format_money(Money(line.closing, currency), "en"),
                "expected": format_money(Money(expected, currency), "en"),
            }
        )


def trial_balance(*, hotel: Hotel, date: Date) -> list[LedgerDay]:
    """Return the unsaved lines of the open business date. Raises OutOfBalance."""
    lines = draw_up(hotel=hotel, date=date)
    standing = open_accounts(hotel=hotel)
    for line in lines:
        if line.closing != standing[line.ledger]:
            raise OutOfBalance(line, standing[line.ledger])
    return lines


def draw_up(*, hotel: Hotel, date: Date) -> list[LedgerDay]:
    """Return the unsaved lines of a date from the day before and the date's own rows."""
    opening = _balances_before(hotel, date)
    debits, credits = _sides(hotel, {"business_date": date})
    return [
        LedgerDay(
            hotel=hotel,
            date=date,
            ledger=ledger,
            opening=opening[ledger],
            debits=debits[ledger],
            credits=credits[ledger],
            closing=opening[ledger] + debits[ledger] - credits[ledger],
        )
        for ledger in ORDER
    ]


def open_accounts(*, hotel: Hotel) -> dict[str, Decimal]:
    """Return what the open accounts of each ledger add up to right now, in the hotel's currency.

    City: of closed folios the open receivables; of folios still open what they moved there
    less what was paid there, because their invoice may not be issued yet. Deposit: what waits on
    any folio, for the house owes it whatever became of the folio.
    """
    charges = Charge.objects.filter(folio__hotel=hotel, folio__state=FolioState.OPEN)
    payments = Payment.objects.filter(folio__hotel=hotel, folio__state=FolioState.OPEN)
    charged = charges.aggregate(total=Sum("gross"))["total"]
    settled, sources = _by_ledger(payments)
    in_city = sources[Ledger.CITY] - _paid_in_city_for_open_folios(hotel)
    return {
        Ledger.GUEST: _cents(hotel, charged) - _cents(hotel, settled[Ledger.GUEST]),
        Ledger.DEPOSIT: _cents(hotel, -deposits.waiting(hotel=hotel)),
        Ledger.CITY: _cents(hotel, in_city + _receivables_of_closed_folios(hotel)),
    }


def _receivables_of_closed_folios(hotel: Hotel) -> Decimal:
    moved = Payment.objects.filter(folio=OuterRef("invoice__folio"), source_ledger=Ledger.CITY)
    # Money that was taken back after the folio had closed is owed there too.
    paid_there = Payment.objects.filter(invoice=OuterRef("invoice"), ledger=Ledger.CITY)
    owed = Receivable.objects.annotate(
        # A sum has no index: so SQLite starts from the few open receivables and does not
        # walk through every invoice that the hotel has ever issued.
        house=F("invoice__hotel_id") + 0
    ).filter(
        Exists(moved) | Exists(paid_there),
        settled_at__isnull=True,
        house=hotel.pk,
        invoice__folio__state=FolioState.CLOSED,
    )
    return owed.aggregate(total=Sum("open_amount"))["total"] or Decimal(0)


def _paid_in_city_for_open_folios(hotel: Hotel) -> Decimal:
    paid = Payment.objects.filter(
        ledger=Ledger.CITY, invoice__folio__hotel=hotel, invoice__folio__state=FolioState.OPEN
    )
    return paid.aggregate(total=Sum("amount"))["total"] or Decimal(0)


def _balances_before(hotel: Hotel, date: Date) -> dict[str, Decimal]:
    last = list(
        LedgerDay.objects.filter(hotel=hotel, date__lt=date).order_by("-date", "ledger")[
            : len(Ledger)
        ]
    )
    balances = dict.fromkeys(Ledger.values, Decimal(0)) | {row.ledger: row.closing for row in last}
    if last and last[0].date == date - timedelta(days=1):
        return balances
    # A hotel's first closing, or days that were opened without one: their rows count too.
    span: dict[str, Any] = {"business_date__lt": date}
    if last:
        span["business_date__gt"] = last[0].date
    debits, credits = _sides(hotel, span)
    return {ledger: balances[ledger] + debits[ledger] - credits[ledger] for ledger in Ledger}


def _sides(hotel: Hotel, span: dict[str, Any]) -> Sides:
    charged = Charge.objects.filter(hotel=hotel, **span).aggregate(total=Sum("gross"))["total"]
    settled, sources = _by_ledger(Payment.objects.filter(hotel=hotel, **span))
    debits: dict[str, Decimal] = {ledger: _cents(hotel, sources[ledger]) for ledger in Ledger}
    debits[Ledger.GUEST] += _cents(hotel, charged)
    return debits, {ledger: _cents(hotel, settled[ledger]) for ledger in Ledger}


def _by_ledger(payments: Any) -> tuple[dict[str, Decimal], dict[str, Decimal]]:
    """Return the payments' sums by the ledger they settle and by the ledger they come from."""
    settled: dict[str, Decimal] = defaultdict(Decimal)
    sources: dict[str, Decimal] = defaultdict(Decimal)
    for row in payments.values("ledger", "source_ledger").annotate(total=Sum("amount")):
        settled[row["ledger"]] += row["total"]
        sources[row["source_ledger"]] += row["total"]
    return settled, sources


def _cents(hotel: Hotel, amount: Decimal | None) -> Decimal:
    return quantize(amount or Decimal(0), hotel.currency)
