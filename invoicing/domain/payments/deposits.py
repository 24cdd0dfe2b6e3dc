"""Money paid before arrival waits in the deposit ledger until the guest is in house."""

import datetime
from collections.abc import Sequence

from django.db.models import Max

from hotelpms.hotels.models import BusinessDay
from hotelpms.kit import audit
from hotelpms.kit.actor import Actor
from invoicing.domain.folios.folios import deposits
from invoicing.domain.folios.guest_debts import correct_letters
from invoicing.domain.receivables.settlement import allocate
from invoicing.enums import Ledger
from invoicing.models import Folio, Payment


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
    methods = dict(
        Payment.objects.filter(folio_id__in=waiting, ledger=Ledger.DEPOSIT)
        .order_by()
        .values_list("folio_id")
        .annotate(method=Max("method_id"))
    )
    due = [folio for folio in folios if waiting.get(folio.pk, 0) > 0]
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
            amount=waiting[folio.pk],
            currency=folio.currency,
        )
        for folio in due
    ]
    Payment.objects.bulk_create(moved)
    for payment in moved:
        _record(payment, actor, now)
    for folio in due:
        # An invoice may have been issued while the money still waited.
        allocate(folio=folio, now=now)
        correct_letters(folio)
    return moved


def _record(payment: Payment, actor: Actor, now: datetime.datetime) -> None:
    audit.record(
        hotel_id=payment.hotel_id,
        actor=actor,
        action="deposit.applied",
        subject=payment,
        at=now,
        data={"folio": payment.folio_id, "amount": payment.amount},
    )
