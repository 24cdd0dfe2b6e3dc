"""Every country pack: a new one is a folder beside this file and a line here."""

from hotelpms.countries.country import Country
from hotelpms.countries.cz.pack import Czechia
from hotelpms.countries.de.pack import Germany
from hotelpms.countries.es.canary_islands import CanaryIslands
from hotelpms.countries.es.pack import Spain
from hotelpms.countries.general.pack import General
from hotelpms.countries.pt.islands import Azores, Madeira
from hotelpms.countries.pt.pack import Portugal
from hotelpms.countries.tr.pack import Turkey

# A country's parts stand behind it.
PACKS: tuple[type[Country], ...] = (
    Spain, CanaryIslands, Turkey, Czechia, Germany, Portugal, Azores, Madeira, General,
)  # fmt: skip


def find(country: str, *, zone: str = "") -> type[Country]:
    """Return the pack of a country (ISO 3166), of the part of it that lies in the zone.

    A country without a pack has the general one.
    """
    packs = [pack for pack in PACKS if pack.code and pack.code == country]
    there = [pack for pack in packs if zone in pack.zones]
    return (there or packs or [General])[0]


def zones_of(country: str) -> list[str]:
    """Return the time zones of all packs of the country, the usual one first."""
    return [zone for pack in PACKS if pack.code and pack.code == country for zone in pack.zones]
