"""Cash in coins that there are: where the smallest is missing, a bill paid in cash is rounded.

What is rounded off is a line of the bill without tax, as the country's pack says. A bill that
stands on an invoice already is paid as printed.
"""

import datetime
from decimal import Decimal

from hotelpms.countries.codes import ROUNDING
from hotelpms.countries.registry import find
from hotelpms.kit.actor import Actor
from invoicing.domain.folios import folios
from invoicing.domain.folios.postings import post_charge
from invoicing.domain.folios.uninvoiced import uninvoiced
from invoicing.domain.tax.tax import Amounts, total
from invoicing.models import ChargeCode, Folio


def smallest_in_cash(folio: Folio) -> Decimal | None:
    """Return the smallest coin of the folio's currency; None where cash is paid to the cent."""
    pack = find(str(folio.hotel.country), zone=folio.hotel.zone)
    return pack.cash_unit if pack.currency == folio.currency else None


def round_off(*, folio: Folio, actor: Actor, now: datetime.datetime) -> None:
    """Bring the balance to zero that cash has left, when no coin is as small as that.

    Nothing happens when a coin is as small, when all charges stand on invoices, or when the hotel
    has no charge code for roundings.
    """
    unit = smallest_in_cash(folio)
    if unit is None:
        return
    rest = folios.balances([folio.pk])[folio.pk]
    if not 0 < abs(rest) <= unit / 2:
        return
    code = ChargeCode.objects.filter(hotel=folio.hotel_id, code=ROUNDING, is_active=True).first()
    open_amount = total(Amounts.of(charge) for charge in uninvoiced([folio.pk])).gross
    if code is None or open_amount <= rest:
        return
    post_charge(folio_id=folio.pk, code_id=code.pk, unit_price=-rest, actor=actor, now=now)
