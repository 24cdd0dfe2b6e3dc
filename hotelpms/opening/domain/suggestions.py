"""What a new hotel in a country usually takes, to be changed before it is made."""

import datetime
from dataclasses import dataclass
from decimal import Decimal
from zoneinfo import available_timezones

from babel.numbers import get_territory_currencies
from django.utils.translation import get_language

from hotelpms.countries.registry import find, zones_of
from hotelpms.kit.currencies import CURRENCIES
from invoicing.domain.pages.setup import name_in


@dataclass(frozen=True)
class TaxLine:
    """A tax of the country on a day, named for the reader, and what is sold with it."""

    name: str
    percent: Decimal
    charges: tuple[str, ...]


@dataclass(frozen=True)
class Suggestion:
    """zones has the usual one first. needs_tax_percent: the taxes are not known here."""

    zones: tuple[str, ...]
    currency: str
    languages: tuple[str, ...]
    tax_id_label: str
    taxes: tuple[TaxLine, ...]
    needs_tax_percent: bool


def suggest(*, country: str, on: datetime.date, zone: str = "") -> Suggestion:
    """Return what a hotel in the country (ISO 3166) usually has on a date.

    A zone tells parts of a country apart: Atlantic/Canary has other taxes than Europe/Madrid.
    """
    pack = find(country, zone=zone)
    language = get_language() or "en"
    names = {charge.code: name_in(language, charge.name) for charge in pack.charges}
    lines = [
        TaxLine(
            name=name_in(language, tax.name, percent=tax.percent_on(on)),
            percent=tax.percent_on(on),
            charges=tuple(names[code] for code in tax.charges),
        )
        for tax in pack.taxes
    ]
    return Suggestion(
        zones=tuple(zones_of(country)),
        currency=pack.currency or _currency_of(country),
        languages=pack.languages,
        tax_id_label=pack.tax_id_label,
        taxes=tuple(lines),
        needs_tax_percent=not pack.taxes,
    )


def all_zones() -> list[str]:
    """Return every time zone that is named after a place, for a list to choose from."""
    return sorted(zone for zone in available_timezones() if "/" in zone and zone[:4] != "Etc/")


def _currency_of(country: str) -> str:
    """Return the currency that is used there today; empty for a country that isn't known."""
    return next((code for code in get_territory_currencies(country) if code in CURRENCIES), "")
