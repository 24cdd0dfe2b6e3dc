"""Germany.

Taxes: Umsatzsteuergesetz § 12. Absatz 1: 19 %. Absatz 2 Nr. 11: 7 % for short lodging, from
2010-01-01, and for nothing that is paid with it. Absatz 2 Nr. 15: 7 % for food in restaurants,
2020-07-01 to 2023-12-31 and for good from 2026-01-01 (Steueränderungsgesetz 2025); drinks pay
19 %. In the second half of 2020 both rates were lower: 16 and 5 % (§ 28 Absatz 1 and 2).

A breakfast or half board with drinks in its price is split, 30 % of it for the drinks (BMF,
2025-12-22): their part is posted as Bar.
"""

from django.utils.translation import gettext_noop

from hotelpms.countries.codes import CHARGES, METHODS
from hotelpms.countries.country import USUAL_PREFIXES, Country
from hotelpms.countries.taxes import Tax, rate

VAT = gettext_noop("VAT")
LOWER, HIGHER = "2020-07-01", "2021-01-01"


class Germany(Country):
    code = "DE"
    zones = ("Europe/Berlin", "Europe/Busingen")
    subdivision = ""
    currency = "EUR"
    languages = ("en",)
    send_region = "EU"
    taxes = (
        Tax(
            "UST",
            VAT,
            (rate("2010-01-01", "7"), rate(LOWER, "5"), rate(HIGHER, "7")),
            ("ROOM",),
        ),
        Tax(
            "UST",
            VAT,
            (
                rate("2007-01-01", "19"),
                rate(LOWER, "5"),
                rate(HIGHER, "7"),
                rate("2024-01-01", "19"),
                rate("2026-01-01", "7"),
            ),
            ("BREAKFAST", "HALF_BOARD", "RESTAURANT"),
        ),
        Tax(
            "UST",
            VAT,
            (rate("2007-01-01", "19"), rate(LOWER, "16"), rate(HIGHER, "19")),
            ("BAR", "ALCOHOL", "MINIBAR", "SPA", "LAUNDRY", "PARKING"),
        ),
    )
    charges = CHARGES
    methods = METHODS
    cash_unit = None
    tax_id_label = "USt-IdNr."
    prefixes = USUAL_PREFIXES
