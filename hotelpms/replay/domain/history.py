"""The public hotel booking demand data set, row by row, typed and checked.

Every row is kept: what is odd (no adult, unknown country) is counted, what can't be
understood is handed back as a rejected row with its reason.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from functools import cache
from pathlib import Path

from django.utils.translation import gettext as _
from django_countries import countries

from hotelpms.replay.domain.record import COLUMNS, NULL, Record
from hotelpms.replay.domain.table import NotAHistory, read_table
from reservations.enums import Board, Guarantee

BOARDS = {"BB": Board.BB, "HB": Board.HB, "FB": Board.FB, "SC": Board.RO, "Undefined": Board.RO}
GUARANTEES = {
    "No Deposit": Guarantee.NONE,
    "Refundable": Guarantee.DEPOSIT,
    "Non Refund": Guarantee.NON_REFUNDABLE,
}


class Ending(StrEnum):
    """How a reservation of the file ended."""

    DEPARTED = "Check-Out"
    CANCELLED = "Canceled"
    NO_SHOW = "No-Show"


ENDINGS = {ending.value: ending for ending in Ending}


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
    """One hotel of a file: rows in its order, the rejected ones, counts of odd ones."""

    hotel: str
    sha256: str
    read_as: str = ""
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


def read(path: Path, hotel: str = "") -> History:
    """Read one hotel's rows of a .csv or .csv.gz file; the only one when none is named.

    Rows keep the number that they have in the file. Raises NotAHistory when the file is not the
    data set, has not this hotel, or has several and none is named.
    """
    table = read_table(path, COLUMNS)
    records = [Record(number, table, row) for number, row in enumerate(table.rows, start=1)]
    name = _chosen(path, Counter(record.hotel for record in records), hotel)
    history = History(hotel=name, sha256=table.sha256, read_as=table.read_as)
    _take(history, (record for record in records if record.hotel == name))
    if not history.rows:
        raise NotAHistory(
            _("%(file)s holds no usable row. Row %(row)s: %(reason)s.")
            % {"file": path.name, **asdict(history.rejected[0])}
        )
    return history


def _chosen(path: Path, counts: Counter[str], wanted: str) -> str:
    del counts[""]
    told = ", ".join(f"{name} ({count})" for name, count in sorted(counts.items()))
    if wanted and wanted not in counts:
        raise NotAHistory(
            _("%(file)s has no hotel %(hotel)s. It holds: %(hotels)s.")
            % {"file": path.name, "hotel": wanted, "hotels": told}
        )
    if not wanted and len(counts) > 1:
        raise NotAHistory(
            _("%(file)s holds several hotels: %(hotels)s. Say which one lives: --hotel NAME.")
            % {"file": path.name, "hotels": told}
        )
    if not counts:
        raise NotAHistory(_("%(file)s holds no row that names its hotel.") % {"file": path.name})
    return wanted or next(iter(counts))


def _take(history: History, records: Iterable[Record]) -> None:
    for record in records:
        try:
            row = _row(record)
        except ValueError as error:
            history.rejected.append(Rejected(record.number, str(error)))
            continue
        history.rows.append(row)
        _count_odd(history.odd, row, record)


def _row(record: Record) -> Row:
    record.check_width()
    arrival = record.arrival()
    nights = record.nights("stays_in_weekend_nights")
    nights += record.nights("stays_in_week_nights")
    return Row(
        number=record.number,
        ending=record.one_of("reservation_status", ENDINGS),
        arrival=arrival,
        nights=nights,
        booked_on=arrival - record.lead_time(),
        status_date=record.date("reservation_status_date"),
        adults=record.count("adults"),
        # The published file has "NA" in a handful of rows of its other hotel.
        children=record.count("children") if record.optional("children") else 0,
        babies=record.count("babies"),
        board=record.one_of("meal", BOARDS),
        country=country_code(record.text("country")),
        segment=record.text("market_segment"),
        channel=record.text("distribution_channel"),
        is_repeat=record.text("is_repeated_guest") == "1",
        reserved_type=record.text("reserved_room_type"),
        assigned_type=record.text("assigned_room_type"),
        guarantee=record.one_of("deposit_type", GUARANTEES),
        agency=record.optional("agent"),
        company=record.optional("company"),
        customer_type=record.text("customer_type"),
        price=record.price("adr"),
        parking_spaces=record.count("required_car_parking_spaces"),
        special_requests=record.count("total_of_special_requests"),
    )


@cache
def country_code(text: str) -> str:
    """Return the two-letter code of an alpha-3 or alpha-2 one, empty when it is unknown."""
    return str(countries.alpha2(text.strip()))


def _count_odd(odd: Counter[str], row: Row, record: Record) -> None:
    country = record.text("country")
    odd["no_adults"] += row.adults == 0
    odd["no_country"] += country == NULL
    odd["unknown_country"] += country != NULL and not row.country
    odd["no_meal_defined"] += record.text("meal") == "Undefined"
    odd["day_use"] += row.is_day_use
    odd["negative_price"] += row.price < 0
    odd["complimentary"] += row.price == 0
    odd["status_date_disagrees"] += row.has_departed and row.status_date != row.departure
