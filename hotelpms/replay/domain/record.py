"""One row of the data set by the names of its columns, each cell held to what it may say."""

import calendar
from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import TypeVar

from hotelpms.replay.domain.table import Table

COLUMNS = frozenset(
    [
        "hotel",
        "lead_time",
        "arrival_date_year",
        "arrival_date_month",
        "arrival_date_day_of_month",
        "stays_in_weekend_nights",
        "stays_in_week_nights",
        "adults",
        "children",
        "babies",
        "meal",
        "country",
        "market_segment",
        "distribution_channel",
        "is_repeated_guest",
        "reserved_room_type",
        "assigned_room_type",
        "deposit_type",
        "agent",
        "company",
        "customer_type",
        "adr",
        "required_car_parking_spaces",
        "total_of_special_requests",
        "reservation_status",
        "reservation_status_date",
    ]
)
MONTHS = {calendar.month_name[number]: number for number in range(1, 13)}
NULL = "NULL"
NOTHING = (NULL, "NA", "")
# What lies beyond is a slip of whoever wrote the file: a replay lives every date in between.
YEARS = range(2000, 2101)
MOST_LEAD_DAYS = 3650
MOST_NIGHTS = 366
MOST_COUNT = 99
MOST_PRICE = 99_999
LONGEST = {"reserved_room_type": 8, "assigned_room_type": 8}
LONGEST_TEXT = 20

T = TypeVar("T")


class Record:
    """One line of the file by the names of its columns; whatever is odd is a ValueError."""

    def __init__(self, number: int, table: Table, cells: list[str]) -> None:
        self.number = number
        self._table, self._cells = table, cells
        self._values = dict(zip(table.columns, (cell.strip() for cell in cells), strict=False))

    @property
    def hotel(self) -> str:
        """Whose row it is; empty where it says so no more."""
        return self._values.get("hotel", "")

    def check_width(self) -> None:
        """Raise ValueError for a row with another number of cells than the head."""
        found, wanted = len(self._cells), len(self._table.columns)
        if found != wanted:
            raise ValueError(f"{found} cells instead of {wanted}")

    def arrival(self) -> date:
        year = self.number_of("arrival_date_year", YEARS[-1], least=YEARS[0])
        month = self.one_of("arrival_date_month", MONTHS)
        return date(year, month, self.number_of("arrival_date_day_of_month", 31, least=1))

    def lead_time(self) -> timedelta:
        return timedelta(days=self.number_of("lead_time", MOST_LEAD_DAYS))

    def nights(self, name: str) -> int:
        return self.number_of(name, MOST_NIGHTS)

    def count(self, name: str) -> int:
        return self.number_of(name, MOST_COUNT)

    def text(self, name: str) -> str:
        """A name or a code, as it stands there."""
        value = self._values[name]
        if len(value) > LONGEST.get(name, LONGEST_TEXT):
            raise ValueError(f"{name}: {value[:LONGEST_TEXT]!r} is too long")
        return value

    def optional(self, name: str) -> str:
        value = self.text(name)
        return "" if value in NOTHING else value

    def number_of(self, name: str, most: int, *, least: int = 0) -> int:
        """A whole number from `least` to `most`."""
        value = self.decimal(name)
        if not least <= value <= most or value != int(value):
            raise ValueError(f"{name}: {self.text(name)} is not a number from {least} to {most}")
        return int(value)

    def price(self, name: str) -> Decimal:
        value = self.decimal(name)
        if abs(value) > MOST_PRICE:
            raise ValueError(f"{name}: {self.text(name)} is no price of a night")
        return value

    def decimal(self, name: str) -> Decimal:
        value = self.text(name)
        try:
            found = Decimal(value.replace(",", ".") if self._table.delimiter != "," else value)
        except InvalidOperation:
            found = Decimal("NaN")
        if not found.is_finite():
            raise ValueError(f"{name}: {value!r} is not a number")
        return found

    def date(self, name: str) -> date:
        try:
            return date.fromisoformat(self.text(name))
        except ValueError as error:
            raise ValueError(f"{name}: {self.text(name)!r} is no date like 2015-07-31") from error

    def one_of(self, name: str, meanings: Mapping[str, T]) -> T:
        value = self.text(name)
        if value not in meanings:
            raise ValueError(f"{name}: unknown value {value!r}")
        return meanings[value]
