"""Turkey.

Taxes: 3065 sayılı KDV Kanunu, article 28, and the lists of Bakanlar Kurulu Kararı 2007/13033 as
Cumhurbaşkanı Kararı 7346 changed them from 2023-07-10: 20 % instead of 18, 10 % instead of 8.
Overnight stays (with the meals sold in their price) and food and drink served in restaurants and
hotels pay 10 %, drinks with alcohol 20 %; basic food 1 %. What is sold by itself pays 20 %.

The accommodation tax (konaklama vergisi): 6802 sayılı Gider Vergileri Kanunu, article 34, from
2023-01-01, is 2 % of the overnight stay and what is sold with it; it stands on the bill by itself
and is no part of what KDV is counted on. It takes the place of a city tax.
"""

from django.utils.translation import gettext_noop

from hotelpms.countries.codes import CHARGES, METHODS, renamed
from hotelpms.countries.country import USUAL_PREFIXES, Country
from hotelpms.countries.taxes import Tax, rate

VAT = gettext_noop("VAT")
CHANGE = "2023-07-10"


class Turkey(Country):
    code = "TR"
    zones = ("Europe/Istanbul",)
    subdivision = ""
    currency = "TRY"
    languages = ("tr", "en")
    send_region = "EU"
    taxes = (
        Tax(
            "KDV",
            VAT,
            (rate("2007-12-30", "8"), rate(CHANGE, "10")),
            ("ROOM", "BREAKFAST", "HALF_BOARD", "RESTAURANT", "BAR"),
        ),
        Tax(
            "KDV",
            VAT,
            (rate("2007-12-30", "18"), rate(CHANGE, "20")),
            ("ALCOHOL", "MINIBAR", "SPA", "LAUNDRY", "PARKING"),
        ),
        Tax("KDV", VAT, (rate("2007-12-30", "1"),)),
    )
    charges = renamed(CHARGES, "CITY_TAX", gettext_noop("Accommodation tax"))
    methods = METHODS
    cash_unit = None
    tax_id_label = "VKN"
    prefixes = USUAL_PREFIXES
