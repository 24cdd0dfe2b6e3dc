"""Taxes, charge codes and payment methods are kept: what postings stand on doesn't change."""

import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from hotelpms.hotels.domain.set_up import rows
from hotelpms.kit.actor import Actor
from hotelpms.kit.errors import Refused
from invoicing.models import Charge, ChargeCode, Payment, PaymentMethod, TaxRate

Code = TaxRate | ChargeCode | PaymentMethod


class UsedBefore(Refused):
    """What was posted must mean the same for ever."""

    def __init__(self, field: str, way_out: str | Promise) -> None:
        self.field = field
        super().__init__(way_out)


# What a row keeps once it was used, and what to do instead of changing it.
KEPT: dict[type[Code], tuple[tuple[str, ...], str | Promise]] = {
    TaxRate: (
        ("percent",),
        _(
            "Something was posted with this tax, so its per cent stay. Make a new tax and give it "
            "to the charge codes: it holds for what is posted from then on."
        ),
    ),
    ChargeCode: (
        ("kind", "code"),
        _(
            "This charge code was used, so its kind and its code stay. Make a new one, and "
            "untick “active” here."
        ),
    ),
    PaymentMethod: (
        ("kind",),
        _(
            "Payments were taken by this method, so its kind stays. Make a new method, and "
            "untick “active” here."
        ),
    ),
}


def keep(
    *,
    row: Code,
    hotel_id: int,
    actor: Actor,
    now: datetime.datetime,
    seen: str = "",
    links: rows.Links | None = None,
) -> dict[str, Any]:
    """Store a new or changed tax, charge code or payment method, as `rows.keep` does.

    Raises UsedBefore for a used tax with other per cent, a used charge code with another kind or
    code, a used payment method of another kind; ChangedMeanwhile, Gone.
    """
    fields, way_out = KEPT[type(row)]
    before = type(row)._default_manager.filter(pk=row.pk).first() if row.pk else None
    changed = [name for name in fields if before and getattr(before, name) != getattr(row, name)]
    if changed and is_used(row):
        raise UsedBefore(changed[0], way_out)
    return rows.keep(row=row, hotel_id=hotel_id, actor=actor, now=now, seen=seen, links=links)


def is_used(row: Code) -> bool:
    """Tell whether a posting stands on the row: then the fields in KEPT stay as they are."""
    if not row.pk:
        return False
    if isinstance(row, TaxRate):
        return Charge.objects.filter(code__tax=row).exists()
    if isinstance(row, ChargeCode):
        return Charge.objects.filter(code=row).exists()
    return Payment.objects.filter(method=row).exists()


def kept_fields(row: Code) -> tuple[str, ...]:
    """Return the fields that the row can't change any more, for forms that only show them."""
    return KEPT[type(row)][0] if is_used(row) else ()
