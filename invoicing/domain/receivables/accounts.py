"""What a card of the Cardex brought one hotel, and what it still owes there."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q, QuerySet, Sum

from cardex.enums import ProfileKind
from cardex.models import Profile
from hotelpms.hotels.models import Hotel
from hotelpms.kit.money import quantize
from invoicing.enums import FolioState, Ledger
from invoicing.models import Charge, Folio, Payment, Receivable

NIL = Decimal(0)
MOST_INVOICES = 20


@dataclass(frozen=True)
class Account:
    """Amounts with tax in the hotel's currency; `owed` below zero is a credit of the payer."""

    revenue: Decimal
    owed: Decimal
    unpaid: list[Receivable]


def account_of(*, hotel: Hotel, profile: Profile) -> Account:
    """Return revenue and debts of a card in one hotel. Six queries.

    Revenue are all charges of the stays that the guest slept, or that came by the company or
    the agency; owed is what this card has to pay: its open folios and its unpaid invoices.
    """
    unpaid = list(_unpaid(hotel, profile)[:MOST_INVOICES])
    return Account(
        revenue=quantize(_revenue(hotel, profile), hotel.currency),
        owed=quantize(_owed(hotel, profile), hotel.currency),
        unpaid=unpaid,
    )


def _revenue(hotel: Hotel, profile: Profile) -> Decimal:
    theirs = {
        ProfileKind.COMPANY: Q(folio__stay__reservation__company=profile),
        ProfileKind.AGENCY: Q(folio__stay__reservation__agency=profile),
    }.get(ProfileKind(profile.kind), Q(folio__stay__guest=profile))
    rows = Charge.objects.filter(theirs, hotel=hotel).order_by()
    return _sum(rows, "gross")


def _unpaid(hotel: Hotel, profile: Profile) -> QuerySet[Receivable]:
    rows = Receivable.objects.filter(
        invoice__hotel=hotel, invoice__payer=profile, settled_at__isnull=True
    )
    return rows.select_related("invoice").order_by("invoice__issue_date", "invoice_id")


def _owed(hotel: Hotel, profile: Profile) -> Decimal:
    """Open folios owe their balance and what they moved to the city ledger, less what another
    card was invoiced for before it handed the folio over; elsewhere the invoices speak.
    """
    mine = Folio.objects.filter(hotel=hotel, payer=profile, state=FolioState.OPEN)
    open_ids = list(mine.values_list("pk", flat=True))
    elsewhere = _unpaid(hotel, profile).exclude(invoice__folio__in=open_ids)
    of_others = Receivable.objects.filter(
        invoice__folio__in=open_ids, settled_at__isnull=True
    ).exclude(invoice__payer=profile)
    charged = Charge.objects.filter(folio__in=open_ids).order_by()
    # A move to the city ledger settles nothing: the same card owes it there.
    settled = Payment.objects.filter(
        Q(folio__in=open_ids, ledger=Ledger.GUEST) & ~Q(source_ledger=Ledger.CITY)
        | Q(invoice__folio__in=open_ids, ledger=Ledger.CITY)
    ).order_by()
    owed = _sum(elsewhere.order_by(), "open_amount")
    if open_ids:
        owed += _sum(charged, "gross") - _sum(settled, "amount")
        owed -= _sum(of_others.order_by(), "open_amount")
    return owed


def _sum(rows: QuerySet[Charge] | QuerySet[Payment] | QuerySet[Receivable], name: str) -> Decimal:
    total: Decimal = rows.aggregate(total=Sum(name, default=NIL))["total"]
    return total
