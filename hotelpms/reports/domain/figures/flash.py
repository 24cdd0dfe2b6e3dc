"""The manager's flash: one day, its month and year to date, and the same of last year."""

import datetime
from dataclasses import dataclass
from datetime import date as Date
from decimal import Decimal
from functools import cached_property
from typing import Any, Self

from django.db.models import Q, QuerySet, Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hotelpms.hotels.domain.business_day import business_date
from hotelpms.hotels.enums import Right
from hotelpms.hotels.models import Hotel
from hotelpms.kit.money import quantize
from hotelpms.reports.domain.figures import flash_tables
from hotelpms.reports.domain.figures.flash_tables import Line
from hotelpms.reports.domain.figures.flash_trend import TREND_DAYS, Picture, Trend, pictures, trend
from hotelpms.reports.domain.report import Report
from hotelpms.reports.domain.sheets import Sheet
from invoicing.domain.figures import figures, ledgers
from invoicing.domain.figures.figures import Sums, year_before
from invoicing.models import Charge, DayFigures, LedgerDay, Payment


@dataclass(frozen=True)
class Flash(Report):
    """`is_closed` is False while the date is the open business date: its figures still move."""

    kind = "flash"
    title = gettext_lazy("Manager's flash")
    about = gettext_lazy(
        "Occupancy, ADR, RevPAR, revenue, payments and the trial balance of a day, with month "
        "and year to date and last year."
    )
    right = Right.REPORTS_VIEW
    tells_money = True
    of_next_day = False
    is_one_day = True
    paper = "paper/flash.html"
    screen = "reports/flash.html"

    is_closed: bool
    day: Sums
    month: Sums
    year: Sums
    day_before: Sums
    month_before: Sums
    departments: tuple[Line, ...]
    methods: tuple[Line, ...]
    invitations: tuple[Line, ...]
    ledgers: tuple[LedgerDay, ...]
    trend: tuple[Trend, ...]

    @classmethod
    def build(cls, *, hotel: Hotel, first: Date, last: Date) -> Self:
        """Return the flash of a closed date, or of the open one as it stands now.

        About ten queries.
        """
        rows = {row.date: row for row in _days(hotel, last)}
        is_closed = last in rows
        if not is_closed and last == business_date(hotel):
            rows[last] = figures.compute(hotel=hotel, date=last)
        before = year_before(last)

        def between(start: Date, end: Date) -> Sums:
            return figures.add_up(row for day, row in rows.items() if start <= day <= end)

        return cls(
            hotel=hotel,
            first=first,
            last=last,
            is_closed=is_closed,
            day=between(last, last),
            month=between(last.replace(day=1), last),
            year=between(last.replace(month=1, day=1), last),
            day_before=between(before, before),
            month_before=between(before.replace(day=1), before),
            departments=_by_department(hotel, last),
            methods=_by_method(hotel, last, ~figures.BY_INVITATION),
            invitations=_by_method(hotel, last, figures.BY_INVITATION),
            ledgers=_trial_balance(hotel, last, is_closed=is_closed),
            trend=tuple(trend(rows, last)),
        )

    @cached_property
    def sheets(self) -> tuple[Sheet, ...]:
        spans = (self.day, self.month, self.year, self.day_before, self.month_before)
        departments, methods, currency = self.departments, self.methods, self.hotel.currency
        return (
            flash_tables.statistics(spans, currency),
            flash_tables.sums(
                _("Revenue by department, net"), _("Department"), departments, currency
            ),
            flash_tables.sums(
                _("Payments by method"), _("Method"), methods, currency, beside=self.invitations
            ),
            flash_tables.balance(self.ledgers, currency),
        )

    @property
    def charts(self) -> list[Picture]:
        """Occupancy and revenue of the last days against the same days of the year before."""
        return pictures(self.trend, self.hotel.currency)


def _days(hotel: Hotel, date: Date) -> QuerySet[DayFigures]:
    window = datetime.timedelta(days=TREND_DAYS - 1)
    before = year_before(date)
    this_year = Q(date__gte=min(date.replace(month=1, day=1), date - window), date__lte=date)
    last_year = Q(date__gte=min(before.replace(day=1), before - window), date__lte=before)
    return DayFigures.objects.filter(this_year | last_year, hotel=hotel).order_by("date")


def _by_department(hotel: Hotel, date: Date) -> tuple[Line, ...]:
    charged = Charge.objects.filter(hotel=hotel)
    name = "code__department__name"
    return _summed(hotel, charged, date, "net", name, no_name=_("No department"))


def _by_method(hotel: Hotel, date: Date, which: Q) -> tuple[Line, ...]:
    taken = Payment.objects.filter(which, hotel=hotel, source_ledger="")
    return _summed(hotel, taken, date, "amount", "method__name", no_name="")


def _summed(
    hotel: Hotel, rows: QuerySet[Any], date: Date, column: str, name: str, *, no_name: str
) -> tuple[Line, ...]:
    year = rows.filter(business_date__gte=date.replace(month=1, day=1), business_date__lte=date)
    sums = (
        year.order_by(name)
        .values_list(name)
        .annotate(
            day=Sum(column, filter=Q(business_date=date)),
            month=Sum(column, filter=Q(business_date__gte=date.replace(day=1))),
            year=Sum(column),
        )
    )
    return tuple(
        Line(label or no_name, *(quantize(value or Decimal(0), hotel.currency) for value in found))
        for label, *found in sums
    )


def _trial_balance(hotel: Hotel, date: Date, *, is_closed: bool) -> tuple[LedgerDay, ...]:
    if not is_closed and date == business_date(hotel):
        return tuple(ledgers.draw_up(hotel=hotel, date=date))
    kept = {line.ledger: line for line in LedgerDay.objects.filter(hotel=hotel, date=date)}
    return tuple(kept[ledger] for ledger in ledgers.ORDER if ledger in kept)
