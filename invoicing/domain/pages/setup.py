"""The codes that a new hotel starts with; the hotel changes them in the admin."""

from decimal import Decimal

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

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
    """Create the standard taxes, charge codes and payment methods that the hotel lacks.

    `tax_percent` is the standard rate, such as Decimal("21"). Names are in the hotel's first
    language. Running again changes nothing.
    """
    with translation.override(hotel.default_language):
        rates = {STANDARD: (_("Standard rate"), tax_percent), EXEMPT: (_("No tax"), Decimal(0))}
        TaxRate.objects.bulk_create(
            [TaxRate(hotel=hotel, code=code, name=n, percent=p) for code, (n, p) in rates.items()],
            ignore_conflicts=True,
        )
        _create_charge_codes(hotel)
        _create_payment_methods(hotel)


def _create_charge_codes(hotel: Hotel) -> None:
    taxes = {tax.code: tax for tax in TaxRate.objects.filter(hotel=hotel)}
    ChargeCode.objects.bulk_create(
        [
            ChargeCode(hotel=hotel, code=code, name=_(name), kind=kind, tax=taxes[tax])
            for code, name, kind, tax in CHARGE_CODES
        ],
        ignore_conflicts=True,
    )


def _create_payment_methods(hotel: Hotel) -> None:
    PaymentMethod.objects.bulk_create(
        [
            PaymentMethod(hotel=hotel, code=code, name=_(name), kind=kind, is_online=is_online)
            for code, name, kind, is_online in PAYMENT_METHODS
        ],
        ignore_conflicts=True,
    )
