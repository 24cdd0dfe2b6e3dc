"""Portugal, mainland.

Taxes: Código do IVA, article 18: 23, 13 and 6 %. Lista I, verba 2.17: 6 % for lodging, with the
breakfast that is not invoiced by itself. Lista II, verba 3.1: 13 % for food and drink that is
served, without alcohol and soft drinks, which pay 23 % (Lei 82/2023, from 2024-01-01).

A number reads "FT 2027/00001": the kind of document, a blank, the series, a stroke, the number
(Portaria 302/2016, element InvoiceNo of SAF-T (PT)).
"""

from django.utils.translation import gettext_noop

from hotelpms.countries.codes import CHARGES, METHODS, Method
from hotelpms.countries.country import Country
from hotelpms.countries.taxes import Rate, Tax, rate

VAT = gettext_noop("VAT")


def taxes_at(lodging: tuple[Rate, ...], served: Rate, normal: Rate) -> tuple[Tax, ...]:
    """Return the taxes of a part of the country: the same lists, other rates."""
    return (
        Tax("IVA", VAT, lodging, ("ROOM",)),
        Tax("IVA", VAT, (served,), ("BREAKFAST", "HALF_BOARD", "RESTAURANT")),
        Tax("IVA", VAT, (normal,), ("BAR", "ALCOHOL", "MINIBAR", "SPA", "LAUNDRY", "PARKING")),
    )


class Portugal(Country):
    code = "PT"
    zones = ("Europe/Lisbon",)
    subdivision = ""
    currency = "EUR"
    languages = ("en", "es")
    send_region = "EU"
    taxes = taxes_at((rate("2011-01-01", "6"),), rate("2016-07-01", "13"), rate("2011-01-01", "23"))
    charges = CHARGES
    methods = (
        *METHODS,
        Method("MULTIBANCO", "Multibanco", "credit"),
        Method("MB_WAY", "MB WAY", "credit"),
    )
    cash_unit = None
    tax_id_label = "NIF"
    prefixes = {"invoice": "FT {house}{year}/", "credit_note": "NC {house}{year}/"}
