"""What the file says is to happen on which date."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from hotelpms.replay.domain.history import Ending, History, Row


@dataclass
class Calendar:
    """The rows by booking day, cancellation day and arrival."""

    before: list[Row] = field(default_factory=list)
    booked: dict[date, list[Row]] = field(default_factory=lambda: defaultdict(list))
    cancelled: dict[date, list[Row]] = field(default_factory=lambda: defaultdict(list))
    arriving: dict[date, list[Row]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, history: History) -> "Calendar":
        """Sort the rows of a file; what was booked before its first date stands apart."""
        calendar, first = cls(), history.first_date
        for row in history.rows:
            if row.booked_on < first:
                calendar.before.append(row)
            else:
                calendar.booked[row.booked_on].append(row)
            if row.ending is Ending.CANCELLED and row.status_date >= first:
                calendar.cancelled[row.status_date].append(row)
            if row.has_departed:
                calendar.arriving[row.arrival].append(row)
        return calendar
