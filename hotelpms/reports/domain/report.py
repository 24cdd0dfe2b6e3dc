"""What every report says of itself. Pages, files, papers and the night closing ask nothing else.

A new report is one module with one class, and one line in the catalogue.
"""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import date as Date
from datetime import timedelta
from typing import ClassVar, Self

from django.utils.functional import Promise

from hotelpms.hotels.enums import Right
from hotelpms.hotels.models import Hotel
from hotelpms.kit.declared import Declared
from hotelpms.reports.domain.sheets import Sheet


@dataclass(frozen=True)
class Report(Declared, ABC):
    """A report over the days from `first` to `last`; a report of one day tells of the last."""

    # In addresses and in stored rows, so it never changes. At most 40 characters.
    kind: ClassVar[str]
    title: ClassVar[str | Promise]
    # One sentence that says what is in it.
    about: ClassVar[str | Promise]
    # The right that opens it.
    right: ClassVar[Right]
    # Who gets it after the closing is also told in the mail what the house earned.
    tells_money: ClassVar[bool]
    # The closing looks ahead with it: it makes it of the day that comes next.
    of_next_day: ClassVar[bool]
    is_one_day: ClassVar[bool]
    # The template of its paper; the usual one prints each table under the other.
    paper: ClassVar[str] = "paper/report.html"
    # A template for what stands above its tables on the screen, if anything does.
    screen: ClassVar[str] = ""

    hotel: Hotel
    first: Date
    last: Date

    @classmethod
    @abstractmethod
    def build(cls, *, hotel: Hotel, first: Date, last: Date) -> Self:
        """Read the rows of the days and return the report."""

    @property
    @abstractmethod
    def sheets(self) -> tuple[Sheet, ...]:
        """Its tables: the same rows for the screen, the paper, CSV and Excel."""

    @classmethod
    def of_closing(cls, *, hotel: Hotel, date: Date) -> Self:
        """Return the report as the closing of the date makes it."""
        return cls.of_day(hotel=hotel, date=date + timedelta(days=1) if cls.of_next_day else date)

    @classmethod
    def of_day(cls, *, hotel: Hotel, date: Date) -> Self:
        """Return the report of a single day."""
        return cls.build(hotel=hotel, first=date, last=date)

    @property
    def date(self) -> Date:
        """The day that a report of one day tells of."""
        return self.last
