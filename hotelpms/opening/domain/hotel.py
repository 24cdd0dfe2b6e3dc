"""The hotel itself is changed: what its prices and postings are counted in stays."""

import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from hotelpms.hotels.domain.set_up import rows
from hotelpms.hotels.models import Hotel
from hotelpms.kit.actor import Actor
from hotelpms.kit.errors import Refused
from hotelpms.kit.locks import locked
from invoicing.models import Charge
from reservations.models import RateNight, Reservation


class CodeIsFixed(Refused):
    """The code is part of addresses that guests have in their mails."""

    def __init__(self) -> None:
        super().__init__(
            _("The code of a hotel is part of links in its guests' mails, so it stays.")
        )


class CurrencyIsFixed(Refused):
    """Every price, posting and invoice of the hotel is counted in it."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "The currency of a hotel stays as it was when it was made. For another currency "
                "open another hotel."
            )
        )


class TaxModeIsUsed(Refused):
    """Prices that were set, booked or posted would mean something else."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "There are prices, bookings or postings already, and they would mean other "
                "amounts. Whether prices include tax stays; for the other way open another hotel."
            )
        )


@transaction.atomic
def keep(
    *,
    row: Hotel,
    hotel_id: int,
    actor: Actor,
    now: datetime.datetime,
    seen: str = "",
    links: rows.Links | None = None,
) -> dict[str, Any]:
    """Store a changed hotel, as `rows.keep` does.

    Raises CodeIsFixed, CurrencyIsFixed, TaxModeIsUsed, ChangedMeanwhile.
    """
    before = locked(Hotel.objects.filter(pk=row.pk)).get()
    if before.code != row.code:
        raise CodeIsFixed
    if before.currency != row.currency:
        raise CurrencyIsFixed
    if before.prices_include_tax != row.prices_include_tax and is_tax_mode_used(hotel=row):
        raise TaxModeIsUsed
    return rows.keep(row=row, hotel_id=hotel_id, actor=actor, now=now, seen=seen, links=links)


def is_tax_mode_used(*, hotel: Hotel) -> bool:
    """Tell whether a price, booking or posting says what prices of the hotel include."""
    return (
        RateNight.objects.filter(rate_plan__hotel=hotel).exists()
        or Reservation.objects.filter(hotel=hotel).exists()
        or Charge.objects.filter(hotel=hotel).exists()
    )
