"""What guests owe on the folios that they pay themselves, as the departure letter says it."""

from collections.abc import Collection

from django.db.models import F

from hotelpms.kit.money import Money, format_money
from invoicing.domain.folios import folios
from invoicing.models import Folio
from messaging.domain.outbox import outbox


def owed_by_guests(stay_ids: Collection[int]) -> dict[int, Money]:
    """Return by stay what its guest still owes, above zero only. Two queries."""
    own = Folio.objects.filter(stay__in=stay_ids, payer=F("stay__guest"))
    rows = list(own.values_list("pk", "stay", "currency"))
    balances = folios.balances([folio_id for folio_id, _stay, _currency in rows])
    owed: dict[int, Money] = {}
    for folio_id, stay_id, currency in rows:
        if stay_id is not None:
            known = owed.get(stay_id, Money.zero(currency))
            owed[stay_id] = known + Money(balances[folio_id], currency)
    return {stay_id: amount for stay_id, amount in owed.items() if amount.amount > 0}


def correct_letters(folio: Folio) -> None:
    """Let a letter that waits demand what is owed now, or nothing once it is paid.

    Called after every change of a folio's balance. One query unless such a letter waits.
    """
    if folio.stay_id is None:
        return
    stay_id = folio.stay_id

    def words(language: str) -> str:
        owed = owed_by_guests([stay_id]).get(stay_id)
        return format_money(owed, language) if owed else ""

    outbox.restate(reason=("stay", stay_id), keyword="BALANCE", words=words)
