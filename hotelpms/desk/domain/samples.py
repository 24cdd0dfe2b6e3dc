"""Ten thousand made-up stays for the design page: filtered, sorted and paged like real ones."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache

FIRST_DAY = date(2026, 11, 20)
ROW_COUNT = 10_000
GUESTS = ("Ana Ruiz Molina", "Jan Novák", "Ayşe Yılmaz", "Grace Okafor", "Léa Fontaine", "Tom Reed")
STATES = ("due_in", "in_house", "due_out", "option", "departed", "no_show", "cancelled")
SOURCES = ("Telephone", "Website", "Agency", "Walk-in")


@dataclass(frozen=True)
class SampleRow:
    """A made-up stay."""

    number: int
    guest: str
    room: str
    arrival: date
    nights: int
    state: str
    source: str
    balance: Decimal
    currency: str = "EUR"


ORDERS = {
    "guest": lambda row: (row.guest, row.number),
    "room": lambda row: (row.room, row.number),
    "arrival": lambda row: (row.arrival, row.number),
    "balance": lambda row: (row.balance, row.number),
}


@cache
def all_rows() -> tuple[SampleRow, ...]:
    """Return every made-up stay; they never change."""
    return tuple(_row(number) for number in range(ROW_COUNT))


def found(
    *, text: str = "", state: str = "", sort: str = "", without: Iterable[int] = ()
) -> list[SampleRow]:
    """Return the stays that fit; `sort` is one of ORDERS, with a minus for the other way round."""
    hidden, words = frozenset(without), text.casefold().split()
    rows = [
        row
        for row in all_rows()
        if row.number not in hidden
        and (not state or row.state == state)
        and all(word in f"{row.guest} {row.room}".casefold() for word in words)
    ]
    order = ORDERS.get(sort.removeprefix("-"))
    return sorted(rows, key=order, reverse=sort.startswith("-")) if order else rows


def _row(number: int) -> SampleRow:
    return SampleRow(
        number=number,
        guest=GUESTS[number % len(GUESTS)],
        room=str(101 + number % 40),
        arrival=FIRST_DAY + timedelta(days=number % 14),
        nights=1 + number % 6,
        state=STATES[number % len(STATES)],
        source=SOURCES[number % len(SOURCES)],
        balance=Decimal(number * 137 % 900) - 120,
    )
