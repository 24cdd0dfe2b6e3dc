"""Taxes with their dates: what is taxed, and at how many per cent on a given day."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class Rate:
    """Per cent from a date on, until the next rate of the same tax begins."""

    since: date
    percent: Decimal


@dataclass(frozen=True)
class Tax:
    """A tax on some charge codes, which all move together when the law changes their rate.

    label begins the code of the hotel's row, the per cent end it: IVA10. name is an English text
    of the catalogues. charges are charge codes; a tax on none of them is given to be chosen.
    """

    label: str
    name: str
    rates: tuple[Rate, ...]
    charges: tuple[str, ...] = ()

    def percent_on(self, day: date) -> Decimal:
        """Return the per cent of the day; of a day before all known rates, those of the first."""
        known = [rate for rate in self.rates if rate.since <= day]
        return (known or self.rates[:1])[-1].percent

    def code_on(self, day: date) -> str:
        """Return the code of the hotel's row on the day, such as IVA10 or KDV5.5."""
        return f"{self.label}{self.percent_on(day).normalize():f}"


def rate(since: str, percent: str) -> Rate:
    """Return a rate written as texts, such as rate("2012-09-01", "21")."""
    return Rate(date.fromisoformat(since), Decimal(percent))
