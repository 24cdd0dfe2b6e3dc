"""The names of standard codes in the other languages, for hotels that opened before there were any.

What a hotel has named itself stays as it is.
"""

from django.db import transaction
from django.utils.translation import gettext, gettext_noop

from hotelpms.hotels.models import Hotel
from hotelpms.kit import languages
from hotelpms.kit.languages import speaking
from invoicing.models import ChargeCode, PaymentMethod, TaxRate

STANDARD_NAMES = (
    gettext_noop("Room"),
    gettext_noop("Breakfast"),
    gettext_noop("Half board"),
    gettext_noop("Restaurant"),
    gettext_noop("Bar"),
    gettext_noop("Minibar"),
    gettext_noop("Spa"),
    gettext_noop("Laundry"),
    gettext_noop("Parking"),
    gettext_noop("City tax"),
    gettext_noop("Cancellation fee"),
    gettext_noop("No-show fee"),
    gettext_noop("Cash"),
    gettext_noop("Card"),
    gettext_noop("Bank transfer"),
    gettext_noop("Online payment"),
    gettext_noop("City ledger"),
    gettext_noop("Invitation"),
    gettext_noop("Standard rate"),
    gettext_noop("No tax"),
)


@transaction.atomic
def name_codes(*, hotel: Hotel) -> int:
    """Give codes, methods and taxes with a standard name and no others the others; say how many."""
    known = _by_name(hotel.default_language)
    count = 0
    for model in (ChargeCode, PaymentMethod, TaxRate):
        for row in model.objects.filter(hotel=hotel, names={}, name__in=known):
            row.names = _names(known[row.name])
            row.save(update_fields=["names"])
            count += 1
    return count


def _by_name(language: str) -> dict[str, str]:
    with speaking(language, ""):
        return {gettext(name): name for name in STANDARD_NAMES}


def _names(name: str) -> dict[str, str]:
    found = {}
    for code in languages.codes():
        with speaking(code, ""):
            found[code] = gettext(name)
    return found
