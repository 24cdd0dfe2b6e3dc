"""Spain, mainland and Balearic Islands.

Taxes: Ley 37/1992 del IVA as it reads since Real Decreto-ley 20/2012, from 2012-09-01. Article
90.Uno: 21 %. Article 91.Uno.2.2: 10 % for lodging, restaurants and "food and drink to be consumed
on the spot", which drinks with alcohol are; the directorate of taxes (DGT) counts the bar and the
washing of clothes with the lodging, massages and treatments not (V0822-13). Parking invoiced by
itself is left at the general rate: whether it goes with the lodging is a question of the case
(V0439-17). Article 91.Dos: 4 % for bread, milk, books. Fees for who doesn't come repair a harm
and are no price.

Credit notes ("facturas rectificativas") have a series of their own: Real Decreto 1619/2012,
article 6.1.a. The tax number of the seller stands on every invoice: article 6.1.d.
"""

from typing import ClassVar

from django.utils.translation import gettext_noop

from hotelpms.countries.codes import CHARGES, METHODS, Method
from hotelpms.countries.country import Country
from hotelpms.countries.taxes import Tax, rate

VAT = gettext_noop("VAT")
SINCE = "2012-09-01"
LODGING = (
    *("ROOM", "BREAKFAST", "HALF_BOARD", "RESTAURANT"),
    *("BAR", "ALCOHOL", "MINIBAR", "LAUNDRY"),
)


class Spain(Country):
    code = "ES"
    zones: ClassVar[tuple[str, ...]] = ("Europe/Madrid", "Africa/Ceuta")
    subdivision = ""
    currency = "EUR"
    languages = ("es", "en")
    send_region = "EU"
    taxes = (
        Tax(
            "IVA",
            VAT,
            (rate(SINCE, "10"),),
            LODGING,
        ),
        Tax("IVA", VAT, (rate(SINCE, "21"),), ("SPA", "PARKING")),
        Tax("IVA", VAT, (rate(SINCE, "4"),)),
    )
    charges = CHARGES
    methods = (*METHODS, Method("BIZUM", "Bizum", "credit"))
    cash_unit = None
    tax_id_label = "NIF/CIF"
    prefixes = {"invoice": "{house}{year}-", "credit_note": "{house}{year}-R-"}
