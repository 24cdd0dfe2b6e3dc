"""A report that the house does not know, as an app of tomorrow would bring it."""

from dataclasses import dataclass
from datetime import date as Date
from functools import cached_property
from typing import Self

import pytest

from hotelpms.hotels.enums import Right
from hotelpms.hotels.models import Hotel
from hotelpms.reports.domain import catalogue
from hotelpms.reports.domain.report import Report
from hotelpms.reports.domain.sheets import Column, Kind, Row, Sheet


@dataclass(frozen=True)
class Weather(Report):
    """It has no template of its own, and says no more of itself than it must."""

    kind = "weather_at_the_hotel"
    title = "Weather"
    about = "How warm it was."
    right = Right.REPORTS_VIEW
    tells_money = False
    of_next_day = True
    is_one_day = True

    degrees: int

    @classmethod
    def build(cls, *, hotel: Hotel, first: Date, last: Date) -> Self:
        return cls(hotel, first, last, degrees=21)

    @cached_property
    def sheets(self) -> tuple[Sheet, ...]:
        columns = (Column("Day", Kind.DATE), Column("Degrees", Kind.COUNT))
        return (
            Sheet("Temperature", columns, (Row((self.last, self.degrees)),), self.hotel.currency),
        )


@pytest.fixture
def weather(monkeypatch: pytest.MonkeyPatch) -> type[Weather]:
    """The report, added to the catalogue: the one place that knows of it."""
    monkeypatch.setattr(catalogue, "REPORTS", (*catalogue.REPORTS, Weather))
    return Weather
