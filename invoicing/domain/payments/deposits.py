"""Money paid before arrival waits in the deposit ledger until the guest is in house."""

import datetime
from collections.abc import Mapping, Sequence
from decimal import Decimal

from django.db.models import F, Max, Q, Sum

from hotelpms.hotels.models import BusinessDay, Hotel
from hotelpms.kit import audit
from hotelpms.kit.actor import Actor
from hotelpms.kit.money import quantize
from invoicing.domain.folios.folios import IN_OR_OUT_OF_DEPOSITS, balances, deposits
from invoicing.domain.folios.guest_debts import correct_letters
from invoicing.domain.receivables.settlement import allocate
from invoicing.enums import FolioState, Ledger
from invoicing.models import Folio, Payment

TAKEN = Sum("amount", filter=Q(ledger=Ledger.DEPOSIT), default=Decimal(0))
APPLIED = Sum("amount", filter=Q(source_ledger=Ledger.DEPOSIT), default=Decimal(0))


def apply(
    *, folios: Sequence[Folio], day: BusinessDay, actor: Actor, now: datetime.datetime
) -> list[Payment]:
    """Move the waiting deposits of locked folios to the guest ledger; return the payments.

    The debit of the deposit ledger and the credit of the folio are one row. One query when
    no folio has a deposit.
    """
    waiting = deposits([folio.pk for folio in folios])
    if not waiting:
        return []
    amounts = {folio_id: amount for folio_id, amount in waiting.items() if amount > 0}
    return _move("deposit.applied", folios, amounts, "", day, actor, now)


def keep(
    *,
    folio: Folio,
    amount: Decimal,
    request_key: str,
    day: BusinessDay,
    actor: Actor,
    now: datetime.datetime,
) -> Payment:
    """Move a part of the waiting deposit of a locked folio to the guest ledger: a fee is paid."""
    amounts = {folio.pk: amount}
    [kept] = _move("deposit.kept", [folio], amounts, "", day, actor, now, request_key=request_key)
    return kept


def take_back(
    *,
    folios: Sequence[Folio],
    since: datetime.datetime,
    reason: str,
    day: BusinessDay,
    actor: Actor,
    now: datetime.datetime,
) -> list[Payment]:
    """Let deposits that were applied to locked folios `since` a moment wait again.

    What the guest has used up or got back meanwhile stays where it is.
    """
    applied = (
        Payment.objects.filter(
            folio__in=[folio.pk for folio in folios],
            source_ledger=Ledger.DEPOSIT,
            posted_at__gte=since,
        )
        .order_by()
        .values_list("folio_id", "currency")
        .annotate(total=Sum("amount"))
    )
    sums = {folio_id: quantize(total, currency) for folio_id, currency, total in applied}
    owed = balances(sums)
    amounts = {folio_id: -min(total, -owed[folio_id]) for folio_id, total in sums.items()}
    left = {folio_id: amount for folio_id, amount in amounts.items() if amount < 0}
    return _move("deposit.taken_back", folios, left, reason, day, actor, now)


def _move(
    action: str,
    folios: Sequence[Folio],
    amounts: Mapping[int, Decimal],
    reason: str,
    day: BusinessDay,
    actor: Actor,
    now: datetime.datetime,
    *,
    request_key: str = "",
) -> list[Payment]:
    """Move an amount of each folio from the deposit to the guest ledger; below zero, back."""
    methods = dict(
        Payment.objects.filter(folio_id__in=amounts, ledger=Ledger.DEPOSIT)
        .order_by()
        .values_list("folio_id")
        .annotate(method=Max("method_id"))
    )
    due = [folio for folio in folios if folio.pk in amounts]
    moved = [
        Payment(
            hotel_id=folio.hotel_id,
            folio=folio,
            business_date=day.date,
            posted_at=now,
            posted_by=actor.name,
            method_id=methods[folio.pk],
            ledger=Ledger.GUEST,
            source_ledger=Ledger.DEPOSIT,
            amount=amounts[folio.pk],
            currency=folio.currency,
            reason=reason,
            request_key=request_key,
        )
        for folio in due
    ]
    Payment.objects.bulk_create(moved)
    for payment in moved:
        _record(action, payment, actor, now)
    for folio in due:
        # An invoice may have been issued while the money still waited.
        allocate(folio=folio, now=now)
        correct_letters(folio)
    return moved


def waiting(*, hotel: Hotel) -> Decimal:
    """Return all money paid in advance that waits on the hotel's folios, closed ones too.

    In the hotel's currency. Reads the payments in advance alone, by their own index.
    """
    moved = Payment.objects.filter(IN_OR_OUT_OF_DEPOSITS, hotel=hotel).aggregate(
        taken=TAKEN, applied=APPLIED
    )
    return quantize(moved["taken"] - moved["applied"], hotel.currency)


def waiting_on_closed(*, hotel: Hotel) -> dict[int, Decimal]:
    """Return by folio the deposits that wait on closed folios, where nobody looks for them.

    In the folio's currency. No verb closes such a folio any more. Two queries.
    """
    moved = Payment.objects.filter(
        IN_OR_OUT_OF_DEPOSITS, hotel=hotel, folio__state=FolioState.CLOSED
    ).order_by()
    uneven = moved.values("folio").annotate(taken=TAKEN, applied=APPLIED)
    return deposits(uneven.exclude(taken=F("applied")).values_list("folio", flat=True))


def _record(action: str, payment: Payment, actor: Actor, now: datetime.datetime) -> None:
    audit.record(
        hotel_id=payment.hotel_id,
        actor=actor,
        action=action,
        subject=payment,
        at=now,
        data={"folio": payment.folio_id, "amount": payment.amount},
    )
