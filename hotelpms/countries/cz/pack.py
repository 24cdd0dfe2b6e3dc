"""Czechia.

Taxes: zákon č. 235/2004 Sb., o dani z přidané hodnoty, § 47 as zákon č. 349/2023 Sb. changed it
from 2024-01-01: 21 % and one reduced rate of 12 %. Annex 2 gives 12 % to lodging and to the
serving of food; drinks, with alcohol or without, pay 21 %, tap water apart. Before that: lodging
10 % from 2020-07-01, served food 10 % from 2020-05-01 (zákony č. 299/2020 and 256/2019 Sb.).
The local fee on stays (zákon č. 565/1990 Sb.) is passed on and is no price.

The smallest coin is one crown (hellers ended on 2008-09-01): cash is rounded to it, and what is
rounded off is no part of what tax is counted on (§ 36 odst. 5 of the same law).
"""

from decimal import Decimal

from django.utils.translation import gettext_noop

from hotelpms.countries.codes import CHARGES, METHODS, ROUNDING, Charge
from hotelpms.countries.country import USUAL_PREFIXES, Country
from hotelpms.countries.taxes import Tax, rate

VAT = gettext_noop("VAT")
CHANGE = "2024-01-01"


class Czechia(Country):
    code = "CZ"
    zones = ("Europe/Prague",)
    subdivision = ""
    currency = "CZK"
    languages = ("cs", "en")
    send_region = "EU"
    taxes = (
        Tax(
            "DPH",
            VAT,
            (rate("2015-01-01", "15"), rate("2020-07-01", "10"), rate(CHANGE, "12")),
            ("ROOM",),
        ),
        Tax(
            "DPH",
            VAT,
            (rate("2016-12-01", "15"), rate("2020-05-01", "10"), rate(CHANGE, "12")),
            ("BREAKFAST", "HALF_BOARD", "RESTAURANT"),
        ),
        Tax(
            "DPH",
            VAT,
            (rate("2013-01-01", "21"),),
            ("BAR", "ALCOHOL", "MINIBAR", "SPA", "LAUNDRY", "PARKING"),
        ),
    )
    charges = (*CHARGES, Charge(ROUNDING, gettext_noop("Cash rounding"), "extra", is_taxed=False))
    methods = METHODS
    cash_unit = Decimal(1)
    tax_id_label = "DIČ"
    prefixes = USUAL_PREFIXES
