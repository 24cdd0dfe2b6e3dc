"""The codes that a hotel starts with, and those that a later version adds.

The hotel changes them in the set-up. One that it renamed or deleted is not given again.
"""

from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from hotelpms.hotels.domain import standards
from hotelpms.hotels.models import Hotel
from invoicing.enums import ChargeKind, MethodKind
from invoicing.models import ChargeCode, PaymentMethod, TaxRate

STANDARD, EXEMPT = "STANDARD", "EXEMPT"

CHARGE_CODES = (
    ("ROOM", gettext_noop("Room"), ChargeKind.ROOM, STANDARD),
    ("BREAKFAST", gettext_noop("Breakfast"), ChargeKind.BOARD, STANDARD),
    ("HALF_BOARD", gettext_noop("Half board"), ChargeKind.BOARD, STANDARD),
    ("RESTAURANT", gettext_noop("Restaurant"), ChargeKind.EXTRA, STANDARD),
    ("BAR", gettext_noop("Bar"), ChargeKind.EXTRA, STANDARD),
    ("MINIBAR", gettext_noop("Minibar"), ChargeKind.EXTRA, STANDARD),
    ("SPA", gettext_noop("Spa"), ChargeKind.EXTRA, STANDARD),
    ("LAUNDRY", gettext_noop("Laundry"), ChargeKind.EXTRA, STANDARD),
    ("PARKING", gettext_noop("Parking"), ChargeKind.EXTRA, STANDARD),
    ("CITY_TAX", gettext_noop("City tax"), ChargeKind.CITY_TAX, EXEMPT),
    ("CANCEL_FEE", gettext_noop("Cancellation fee"), ChargeKind.FEE, EXEMPT),
    ("NO_SHOW_FEE", gettext_noop("No-show fee"), ChargeKind.FEE, EXEMPT),
)

PAYMENT_METHODS = (
    ("CASH", gettext_noop("Cash"), MethodKind.CASH, False),
    ("CARD", gettext_noop("Card"), MethodKind.CREDIT, False),
    ("BANK", gettext_noop("Bank transfer"), MethodKind.CREDIT, False),
    ("ONLINE", gettext_noop("Online payment"), MethodKind.CREDIT, True),
    ("CITY", gettext_noop("City ledger"), MethodKind.DEFERRED, False),
    ("INVITATION", gettext_noop("Invitation"), MethodKind.INVITATION, False),
)


@transaction.atomic
def install_codes(*, hotel: Hotel, tax_percent: Decimal) -> None:
    """Give a new hotel the standard taxes, charge codes and payment methods.

    `tax_percent` is the standard rate, such as Decimal("21"). Running again changes nothing.
    """
    with translation.override(hotel.default_language):
        rates = {STANDARD: (_("Standard rate"), tax_percent), EXEMPT: (_("No tax"), Decimal(0))}
        TaxRate.objects.bulk_create(
            [TaxRate(hotel=hotel, code=code, name=n, percent=p) for code, (n, p) in rates.items()],
            ignore_conflicts=True,
        )
    add_codes(hotel=hotel)


@transaction.atomic
def add_codes(*, hotel: Hotel) -> list[str]:
    """Give the hotel the standard codes that it was never given; return their names.

    Names are in the hotel's first language. A code whose tax rate the hotel has taken away
    waits until there is one. A row of the hotel's own with the same code stays as it is.
    """
    rows = _standard_rows(hotel)
    new = standards.never_given(hotel_id=hotel.pk, names=list(rows))
    for model in (ChargeCode, PaymentMethod):
        made: list[Any] = [rows[name] for name in new if isinstance(rows[name], model)]
        model.objects.bulk_create(made, ignore_conflicts=True)
    standards.note_given(hotel_id=hotel.pk, names=new)
    return new


def _standard_rows(hotel: Hotel) -> dict[str, ChargeCode | PaymentMethod]:
    taxes = {tax.code: tax for tax in TaxRate.objects.filter(hotel=hotel)}
    with translation.override(hotel.default_language):
        charges: dict[str, ChargeCode | PaymentMethod] = {
            f"charge_code:{code}": ChargeCode(
                hotel=hotel, code=code, name=_(name), kind=kind, tax=taxes[tax]
            )
            for code, name, kind, tax in CHARGE_CODES
            if tax in taxes
        }
        return charges | {
            f"payment_method:{code}": PaymentMethod(
                hotel=hotel, code=code, name=_(name), kind=kind, is_online=is_online
            )
            for code, name, kind, is_online in PAYMENT_METHODS
        }
