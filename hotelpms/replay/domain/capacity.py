"""How many rooms the hotel of a history needs, computed from the history itself."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from hotelpms.replay.domain.history import Row


@dataclass(frozen=True)
class TypeNeed:
    """Rooms of one type, and how far beyond them the hotel may sell.

    The file's hotel took more bookings than it had rooms (more than a quarter were
    cancelled later), so the overbooking limit is what its own books once held.
    """

    code: str
    rooms: int
    overbooking: int


def needs(rows: Iterable[Row]) -> list[TypeNeed]:
    """Return one need per room type that was reserved or assigned, by code.

    Rooms are the greatest number of guests' rooms of the assigned type in house on one
    night; day use must fit beside those who stay over.
    """
    in_house: dict[str, Counter[date]] = defaultdict(Counter)
    by_day: dict[str, Counter[date]] = defaultdict(Counter)
    on_the_books: dict[str, Counter[date]] = defaultdict(Counter)
    for row in rows:
        for code in {row.reserved_type, row.assigned_type}:
            on_the_books[code].update(_nights(row))
        if row.has_departed:
            in_house[row.assigned_type].update(_nights(row))
            by_day[row.assigned_type].update(_days(row))
    return [
        _need(code, in_house[code], by_day[code], on_the_books[code])
        for code in sorted(on_the_books)
    ]


def _need(
    code: str, nights: Counter[date], days: Counter[date], on_the_books: Counter[date]
) -> TypeNeed:
    rooms = max(max(nights.values(), default=0), max(days.values(), default=0))
    return TypeNeed(code, rooms, max(0, max(on_the_books.values(), default=0) - rooms))


def _nights(row: Row) -> list[date]:
    return [row.arrival + timedelta(days=n) for n in range(row.nights)]


def _days(row: Row) -> list[date]:
    """The dates on which the room is taken by day: day use itself, and each day of staying over."""
    return [row.arrival] if row.is_day_use else _nights(row)[1:]
