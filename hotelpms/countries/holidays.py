"""Public holidays of a hotel's country, from the package of the same name."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from holidays import country_holidays

from hotelpms.countries.registry import find
from hotelpms.kit.languages import spoken


def holidays_in(country: str, zone: str, first: date, last: date) -> dict[date, str]:
    """Return the public holidays from `first` to `last`, both counted, with their names.

    `country` is ISO 3166. Of its part that lies in the zone, where a pack has such parts; what a
    region or a town keeps alone is not there. A name is in the language spoken now if the package
    has it, else in the country's own. None of a country that the package doesn't know. No query.
    """
    part = find(country, zone=zone).subdivision
    return {
        day: name
        for year in range(first.year, last.year + 1)
        for day, name in _of_year(country, part, year, spoken()).items()
        if first <= day <= last
    }


@lru_cache(maxsize=500)
def _of_year(country: str, part: str, year: int, language: str) -> Mapping[date, str]:
    try:
        known = country_holidays(country, subdiv=part or None)
    except NotImplementedError:
        return {}
    # Left to itself the package takes the language of the machine for one that it doesn't know.
    there = [name for name in known.supported_languages if name.partition("_")[0] == language]
    named = there[0] if there else known.default_language
    found = country_holidays(country, subdiv=part or None, years=year, language=named)
    return dict(sorted(found.items()))
