"""What the closed days earned: occupancy, ADR and RevPAR, and how they compare.

A day is compared with the same day of the week 52 weeks before, because hotels live by the week;
a month to date with the same dates of the year before. A house without figures of last year is
compared with the week and the month before, and every comparison says with what. The flash
report, which is kept, compares calendar dates throughout.
"""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date as Date
from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Q
from django.utils.translation import gettext as _

from hotelpms.hotels.models import Hotel
from hotelpms.kit.charts.series import written
from hotelpms.kit.dates import format_day, format_span
from hotelpms.kit.formats.ratios import format_ratio
from invoicing.domain.figures import figures
from invoicing.domain.figures.figures import Sums, year_before
from invoicing.models import DayFigures

SPARK_DAYS = 30
# The same day of the week a year ago, and a week ago.
YEAR, WEEK = timedelta(weeks=52), timedelta(weeks=1)
# A change smaller than this share is not worth an arrow.
HARDLY_ANY = Decimal("0.0005")


@dataclass(frozen=True)
class Comparison:
    """A figure and the one it is held against; None where the house has none.

    `in_points` is for shares such as occupancy: 60 % after 50 % are ten points, not a fifth.
    """

    value: Decimal | None
    before: Decimal | None
    in_points: bool = False

    @property
    def change(self) -> Decimal | None:
        """The difference as a share: of the former figure, or of the whole for points."""
        if self.value is None or self.before is None:
            return None
        difference = self.value - self.before
        if self.in_points:
            return difference
        return difference / self.before if self.before else None

    @property
    def direction(self) -> str:
        """Return up, down, same, or nothing when there is nothing to compare with."""
        if self.change is None:
            return ""
        if abs(self.change) < HARDLY_ANY:
            return "same"
        return "up" if self.change > 0 else "down"

    @property
    def words(self) -> str:
        """Say the change in words: "4.2% higher", "3 points lower"."""
        if self.change is None:
            return ""
        size = abs(self.change)
        if self.in_points:
            points = written((size * 100).quantize(Decimal("0.1"), ROUND_HALF_UP))
            said = {"up": _("%(n)s points higher"), "down": _("%(n)s points lower")}
            return said.get(self.direction, _("the same")) % {"n": points}
        said = {"up": _("%(n)s higher"), "down": _("%(n)s lower")}
        return said.get(self.direction, _("the same")) % {"n": format_ratio(size)}


@dataclass(frozen=True)
class Span:
    """Some closed days beside those that they are compared with."""

    label: str
    against: str
    now: Sums
    before: Sums

    @property
    def occupancy(self) -> Comparison:
        return Comparison(self.now.occupancy, self.before.occupancy, in_points=True)

    @property
    def adr(self) -> Comparison:
        return Comparison(self.now.adr, self.before.adr)

    @property
    def revpar(self) -> Comparison:
        return Comparison(self.now.revpar, self.before.revpar)


@dataclass(frozen=True)
class Course:
    """The last 30 closed days one by one, the oldest first, for the small lines."""

    occupancy: list[Decimal | None]
    adr: list[Decimal | None]
    revpar: list[Decimal | None]


@dataclass(frozen=True)
class Performance:
    """`date` is the last date before the business date, closed here or not.

    `occupancy_before` tells for a coming night how full the same weekday was a year ago.
    """

    date: Date
    day: Span
    month: Span
    course: Course
    occupancy_before: dict[Date, Decimal | None]

    @property
    def compared_with(self) -> str:
        """Say in a sentence what the figures are held against."""
        against = {"day": self.day.against, "month": self.month.against}
        if self.day.before.days and self.month.before.days:
            return (
                _("Compared with %(day)s, the same day of the week, and with %(month)s.") % against
            )
        if self.day.before.days:
            return (
                _(
                    "Compared with %(day)s, the same day of the week; there are no earlier "
                    "figures for the month yet."
                )
                % against
            )
        if self.month.before.days:
            return _("The month is compared with %(month)s.") % against
        return _("There are no earlier figures to compare with yet.")


def performance(*, hotel: Hotel, business_date: Date, coming: int) -> Performance:
    """Return how the house did until yesterday, and last year on the `coming` nights. One query."""
    date = business_date - timedelta(days=1)
    rows = {row.date: row for row in _rows(hotel, date, coming)}

    def sums(first: Date, last: Date) -> Sums:
        return figures.add_up(row for day, row in rows.items() if first <= day <= last)

    return Performance(
        date=date,
        day=_day(date, sums),
        month=_month(date, sums),
        course=_course(rows, date),
        occupancy_before={
            night: sums(night - YEAR, night - YEAR).occupancy
            for night in (business_date + timedelta(days=n) for n in range(coming))
        },
    )


def _rows(hotel: Hotel, date: Date, coming: int) -> Iterable[DayFigures]:
    last_month = date.replace(day=1) - timedelta(days=1)
    this_year = Q(
        date__gte=min(last_month.replace(day=1), date - timedelta(days=SPARK_DAYS - 1)),
        date__lte=date,
    )
    before = year_before(date)
    last_year = Q(
        date__gte=min(before.replace(day=1), date - YEAR),
        date__lte=max(before, date - YEAR + timedelta(days=coming)),
    )
    return DayFigures.objects.filter(this_year | last_year, hotel=hotel).order_by("date")


Sum = Callable[[Date, Date], Sums]


def _day(date: Date, sums: Sum) -> Span:
    against = next((day for day in (date - YEAR, date - WEEK) if sums(day, day).days), date - YEAR)
    return Span(
        label=format_day(date, "weekday"),
        against=format_day(against, "weekday" if against == date - WEEK else "full"),
        now=sums(date, date),
        before=sums(against, against),
    )


def _month(date: Date, sums: Sum) -> Span:
    first = date.replace(day=1)
    before = year_before(date)
    spans = [(before.replace(day=1), before), _month_before(date)]
    against = next((span for span in spans if sums(*span).days), spans[0])
    return Span(
        label=format_span(first, date, "brief"),
        against=format_span(*against, "medium" if against == spans[0] else "brief"),
        now=sums(first, date),
        before=sums(*against),
    )


def _month_before(date: Date) -> tuple[Date, Date]:
    """Return the same dates of the month before, as far as it has them."""
    last = date.replace(day=1) - timedelta(days=1)
    return last.replace(day=1), last.replace(day=min(date.day, last.day))


def _course(rows: dict[Date, DayFigures], date: Date) -> Course:
    days = [date - datetime.timedelta(days=n) for n in range(SPARK_DAYS - 1, -1, -1)]
    sums = [figures.add_up([rows[day]] if day in rows else []) for day in days]
    return Course(
        occupancy=[one.occupancy for one in sums],
        adr=[one.adr for one in sums],
        revpar=[one.revpar for one in sums],
    )
