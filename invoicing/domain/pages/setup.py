"""The codes that a hotel starts with, and those that a later version adds.

The hotel changes them in the set-up. One that it renamed or deleted is not given again.
"""

from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from hotelpms.hotels.domain import standards
from hotelpms.hotels.models import Hotel
from hotelpms.kit import languages
from hotelpms.kit.languages import speaking
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

TAXES = {STANDARD: gettext_noop("Standard rate"), EXEMPT: gettext_noop("No tax")}

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
    with speaking(hotel.default_language, hotel.country):
        rates = {STANDARD: (TAXES[STANDARD], tax_percent), EXEMPT: (TAXES[EXEMPT], Decimal(0))}
        TaxRate.objects.bulk_create(
            [
                TaxRate(hotel=hotel, code=code, name=_(name), names=_names(name), percent=percent)
                for code, (name, percent) in rates.items()
            ],
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


@transaction.atomic
def name_codes(*, hotel: Hotel) -> int:
    """Give standard codes, methods and taxes that still have their first name the other ones.

    For hotels of a former version; what a hotel has named itself stays. Returns how many.
    """
    standard: dict[Any, dict[str, str]] = {
        ChargeCode: {code: name for code, name, _kind, _tax in CHARGE_CODES},
        PaymentMethod: {code: name for code, name, _kind, _is_online in PAYMENT_METHODS},
        TaxRate: TAXES,
    }
    count = 0
    for model, names in standard.items():
        for row in model.objects.filter(hotel=hotel, names={}, code__in=names):
            known = _names(names[row.code])
            if row.name in known.values():
                row.names = known
                row.save(update_fields=["names"])
                count += 1
    return count


def _names(name: str) -> dict[str, str]:
    """Return a standard name in every language."""
    found = {}
    for code in languages.codes():
        with speaking(code, ""):
            found[code] = _(name)
    return found


def _standard_rows(hotel: Hotel) -> dict[str, ChargeCode | PaymentMethod]:
    taxes = {tax.code: tax for tax in TaxRate.objects.filter(hotel=hotel)}
    with speaking(hotel.default_language, hotel.country):
        charges: dict[str, ChargeCode | PaymentMethod] = {
            f"charge_code:{code}": ChargeCode(
                hotel=hotel, code=code, name=_(name), names=_names(name), kind=kind, tax=taxes[tax]
            )
            for code, name, kind, tax in CHARGE_CODES
            if tax in taxes
        }
        return charges | {
            f"payment_method:{code}": PaymentMethod(
                hotel=hotel,
                code=code,
                name=_(name),
                names=_names(name),
                kind=kind,
                is_online=is_online,
            )
            for code, name, kind, is_online in PAYMENT_METHODS
        }
