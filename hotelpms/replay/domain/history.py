"""The public hotel booking demand data set, row by row, typed and checked.

Every row is kept: what is odd (no adult, unknown country) is counted, what can't be
understood is handed back as a rejected row with its reason.
"""

import calendar
import csv
import gzip
import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from functools import cache
from pathlib import Path

from django.utils.translation import gettext as _
from django_countries import countries

from hotelpms.kit.errors import Refused
from reservations.enums import Board, Guarantee

MONTHS = {calendar.month_name[number]: number for number in range(1, 13)}
BOARDS = {"BB": Board.BB, "HB": Board.HB, "FB": Board.FB, "SC": Board.RO, "Undefined": Board.RO}
GUARANTEES = {
    "No Deposit": Guarantee.NONE,
    "Refundable": Guarantee.DEPOSIT,
    "Non Refund": Guarantee.NON_REFUNDABLE,
}
NULL = "NULL"


class Ending(StrEnum):
    """How a reservation of the file ended."""

    DEPARTED = "Check-Out"
    CANCELLED = "Canceled"
    NO_SHOW = "No-Show"


class NotAHistory(Refused):
    """The file is not readable as the data set."""


@dataclass(frozen=True)
class Row:
    """One reservation of the file; `number` counts data rows from 1.

    `price` is per room and night without tax. `status_date` is when the ending was set;
    for departed rows arrival and nights win over it.
    """

    number: int
    ending: Ending
    arrival: date
    nights: int
    booked_on: date
    status_date: date
    adults: int
    children: int
    babies: int
    board: Board
    country: str
    segment: str
    channel: str
    is_repeat: bool
    reserved_type: str
    assigned_type: str
    guarantee: Guarantee
    agency: str
    company: str
    customer_type: str
    price: Decimal
    parking_spaces: int
    special_requests: int

    @property
    def departure(self) -> date:
        return self.arrival + timedelta(days=self.nights)

    @property
    def is_day_use(self) -> bool:
        return self.nights == 0

    @property
    def has_departed(self) -> bool:
        return self.ending is Ending.DEPARTED

    @property
    def reference(self) -> str:
        """The reference of the booking, which makes taking a row twice book it once."""
        return f"ROW-{self.number}"


@dataclass(frozen=True)
class Rejected:
    row: int
    reason: str


@dataclass
class History:
    """The whole file: rows in its order, the rejected ones, counts of odd ones."""

    hotel: str
    sha256: str
    rows: list[Row] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    odd: Counter[str] = field(default_factory=Counter)

    @property
    def row_count(self) -> int:
        return len(self.rows) + len(self.rejected)

    @property
    def first_date(self) -> date:
        return min(row.arrival for row in self.rows)

    @property
    def last_date(self) -> date:
        """The last departure of a guest who came, or the last arrival if that is later."""
        departed = (row.departure for row in self.rows if row.has_departed)
        return max(max(departed, default=date.min), max(row.arrival for row in self.rows))


def read(path: Path) -> History:
    """Read a .csv or .csv.gz file. Raises NotAHistory when it is not the data set."""
    try:
        content = path.read_bytes()
        if path.suffix == ".gz":
            content = gzip.decompress(content)
        lines = csv.DictReader(content.decode("utf-8-sig").splitlines())
        records = list(lines)
    except (OSError, EOFError, UnicodeDecodeError, csv.Error) as error:
        raise NotAHistory(
            _("%(file)s can't be read as a CSV file: %(error)s.")
            % {"file": path.name, "error": error}
        ) from error
    if not records or "reservation_status_date" not in records[0]:
        raise NotAHistory(
            _("%(file)s has not the columns of the hotel booking demand data set.")
            % {"file": path.name}
        )
    history = History(hotel=records[0]["hotel"], sha256=hashlib.sha256(content).hexdigest())
    _take(history, records)
    if not history.rows:
        raise NotAHistory(_("%(file)s holds no usable row.") % {"file": path.name})
    return history


def _take(history: History, records: Iterable[dict[str, str]]) -> None:
    for number, record in enumerate(records, start=1):
        try:
            row = _row(number, record)
        except KeyError as error:
            history.rejected.append(Rejected(number, f"unknown value {error}"))
            continue
        except (ValueError, TypeError) as error:
            history.rejected.append(Rejected(number, str(error)))
            continue
        history.rows.append(row)
        _count_odd(history.odd, row, record)


def _row(number: int, record: dict[str, str]) -> Row:
    arrival = date(
        int(record["arrival_date_year"]),
        MONTHS[record["arrival_date_month"]],
        int(record["arrival_date_day_of_month"]),
    )
    nights = int(record["stays_in_weekend_nights"]) + int(record["stays_in_week_nights"])
    if nights < 0:
        raise ValueError(f"{nights} nights")
    return Row(
        number=number,
        ending=Ending(record["reservation_status"]),
        arrival=arrival,
        nights=nights,
        booked_on=arrival - timedelta(days=int(record["lead_time"])),
        status_date=date.fromisoformat(record["reservation_status_date"]),
        adults=int(record["adults"]),
        children=_count(record["children"]),
        babies=int(record["babies"]),
        board=BOARDS[record["meal"]],
        country=country_code(record["country"]),
        segment=record["market_segment"],
        channel=record["distribution_channel"],
        is_repeat=record["is_repeated_guest"] == "1",
        reserved_type=record["reserved_room_type"].strip(),
        assigned_type=record["assigned_room_type"].strip(),
        guarantee=GUARANTEES[record["deposit_type"]],
        agency=_text(record["agent"]),
        company=_text(record["company"]),
        customer_type=record["customer_type"],
        price=_price(record["adr"]),
        parking_spaces=int(record["required_car_parking_spaces"]),
        special_requests=int(record["total_of_special_requests"]),
    )


@cache
def country_code(text: str) -> str:
    """Return the two-letter code of an alpha-3 or alpha-2 one, empty when it is unknown."""
    return str(countries.alpha2(text.strip()))


def _text(value: str) -> str:
    value = value.strip()
    return "" if value == NULL else value


def _price(value: str) -> Decimal:
    try:
        price = Decimal(value)
    except InvalidOperation:
        price = Decimal("NaN")
    if not price.is_finite():
        raise ValueError(f"{value!r} is not a price")
    return price


def _count(value: str) -> int:
    # The published file has "NA" in a handful of rows of its other hotel.
    return 0 if value in ("NA", NULL, "") else int(Decimal(value))


def _count_odd(odd: Counter[str], row: Row, record: dict[str, str]) -> None:
    odd["no_adults"] += row.adults == 0
    odd["no_country"] += record["country"] == NULL
    odd["unknown_country"] += record["country"] != NULL and not row.country
    odd["no_meal_defined"] += record["meal"] == "Undefined"
    odd["day_use"] += row.is_day_use
    odd["negative_price"] += row.price < 0
    odd["complimentary"] += row.price == 0
    odd["status_date_disagrees"] += row.has_departed and row.status_date != row.departure
