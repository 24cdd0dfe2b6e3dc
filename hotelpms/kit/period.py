"""Spans of nights, half open: the departure date is not slept."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, order=True)
class Nights:
    """The nights from arrival up to, not including, departure. Zero nights is a day use.

    Raises ValueError when the departure lies before the arrival.
    """

    arrival: date
    departure: date

    def __post_init__(self) -> None:
        if self.departure < self.arrival:
            raise ValueError(f"departure {self.departure} lies before arrival {self.arrival}")

    @property
    def is_day_use(self) -> bool:
        return self.arrival == self.departure

    def __len__(self) -> int:
        return (self.departure - self.arrival).days

    def __bool__(self) -> bool:
        # Without this, len() would make a day use falsy.
        return True

    def __iter__(self) -> Iterator[date]:
        return (self.arrival + timedelta(days=n) for n in range(len(self)))

    def __contains__(self, night: object) -> bool:
        return isinstance(night, date) and self.arrival <= night < self.departure

    def overlaps(self, other: "Nights") -> bool:
        """Tell whether some night lies in both. A day use holds no night, so it never overlaps."""
        return max(self.arrival, other.arrival) < min(self.departure, other.departure)
