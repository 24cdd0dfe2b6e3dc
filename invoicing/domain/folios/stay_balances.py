"""What the stays of some dates owe, for pages that show many of them at once."""

import datetime
from decimal import Decimal

from hotelpms.hotels.models import Hotel
from hotelpms.kit.money import Money
from invoicing.domain.folios import folios
from invoicing.enums import FolioState
from invoicing.models import Folio


def stay_balances(hotel: Hotel, first: datetime.date, end: datetime.date) -> dict[int, Money]:
    """Return by stay what is owed over all open windows, above or below zero. Two queries.

    Of the stays that are in the house at some time in `[first, end)`.
    """
    rows = Folio.objects.filter(
        hotel=hotel,
        state=FolioState.OPEN,
        stay__arrival__lt=end,
        stay__departure__gte=first,
    )
    windows = list(rows.order_by("pk").values_list("pk", "stay", "currency"))
    owed = folios.balances(pk for pk, _stay, _currency in windows)
    found: dict[int, Money] = {}
    for pk, stay_id, currency in windows:
        if stay_id is not None and owed[pk] != Decimal(0):
            found[stay_id] = found.get(stay_id, Money.zero(currency)) + Money(owed[pk], currency)
    return {stay_id: money for stay_id, money in found.items() if money.amount}
