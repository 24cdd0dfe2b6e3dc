"""The Canary Islands, where IGIC takes the place of IVA.

Ley 4/2012 de la Comunidad Autónoma de Canarias, article 51: general rate 7 % from 2020-01-01 (Ley
19/2019), which lodging and restaurants pay, reduced 3 %, raised 15 %. Local rules differ for
small traders; the hotel's adviser knows.
"""

from hotelpms.countries.es.pack import Spain
from hotelpms.countries.taxes import Tax, rate

SINCE = "2020-01-01"


class CanaryIslands(Spain):
    zones = ("Atlantic/Canary",)
    subdivision = "CN"
    taxes = (
        Tax(
            "IGIC",
            "IGIC",
            (rate(SINCE, "7"),),
            tuple(charge.code for charge in Spain.charges if charge.is_taxed),
        ),
        Tax("IGIC", "IGIC", (rate(SINCE, "3"),)),
        Tax("IGIC", "IGIC", (rate(SINCE, "15"),)),
    )
