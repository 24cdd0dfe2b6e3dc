"""The manager's flash: one day, its month and year to date, and the same of last year."""

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date as Date
from decimal import Decimal
from functools import cached_property
from typing import Any

from django.db.models import Q, QuerySet, Sum
from django.utils.translation import gettext as _

from hotelpms.hotels.domain.business_day import business_date
from hotelpms.hotels.models import Hotel
from hotelpms.kit import charts
from hotelpms.kit.money import quantize
from hotelpms.reports.domain.sheets import Cell, Column, Kind, Row, Sheet
from hotelpms.reports.enums import ReportKind
from invoicing.domain.figures import figures, ledgers
from invoicing.domain.figures.figures import Sums
from invoicing.models import Charge, DayFigures, LedgerDay, Payment

TREND_DAYS = 30
# Three charts and the tables beside them stand on one sheet of paper.
CHART_HEIGHT = 128


@dataclass(frozen=True)
class Line:
    """A department's net revenue or a method's payments: day, month and year to date."""

    name: str
    day: Decimal
    month: Decimal
    year: Decimal


@dataclass(frozen=True)
class Trend:
    """One day of the charts; None where the house has no figures."""

    date: Date
    occupancy: Decimal | None
    occupancy_before: Decimal | None
    revenue: Decimal | None
    revenue_before: Decimal | None
    room_revenue: Decimal | None
    other_revenue: Decimal | None


@dataclass(frozen=True)
class Flash:
    """`is_closed` is False while the date is the open business date: its figures still move."""

    hotel: Hotel
    date: Date
    is_closed: bool
    day: Sums
    month: Sums
    year: Sums
    day_before: Sums
    month_before: Sums
    departments: tuple[Line, ...]
    methods: tuple[Line, ...]
    ledgers: tuple[LedgerDay, ...]
    trend: tuple[Trend, ...]

    @property
    def title(self) -> str:
        return str(ReportKind.FLASH.label)

    @cached_property
    def sheets(self) -> tuple[Sheet, ...]:
        return (
            _statistics(self),
            _lines(_("Revenue by department, net"), _("Department"), self.departments),
            _lines(_("Payments by method"), _("Method"), self.methods),
            _balance(self.ledgers),
        )

    @property
    def charts(self) -> list["Picture"]:
        """Occupancy and revenue of the last days against the same days of the year before."""
        labels = charts.day_labels(point.date for point in self.trend)
        currency = self.hotel.currency
        occupancy, revenue = _("Occupancy, last 30 days"), _("Net revenue, last 30 days")
        return [
            Picture(occupancy, charts.line_chart(
                _pair([_per_cent(p.occupancy) for p in self.trend],
                      [_per_cent(p.occupancy_before) for p in self.trend]),
                labels=labels, title=occupancy, unit="%", top=100, height=CHART_HEIGHT,
            )),
            Picture(revenue, charts.line_chart(
                _pair([p.revenue for p in self.trend], [p.revenue_before for p in self.trend]),
                labels=labels, title=revenue, unit=currency, height=CHART_HEIGHT,
            )),
            Picture(_("Where the net revenue came from, last 30 days"), charts.area_chart(
                [charts.Series(_("Rooms"), [p.room_revenue for p in self.trend]),
                 charts.Series(_("Other"), [p.other_revenue for p in self.trend])],
                labels=labels, title=_("Net revenue by source"), unit=currency, height=CHART_HEIGHT,
            )),
        ]  # fmt: skip


@dataclass(frozen=True)
class Picture:
    """A chart with its heading."""

    title: str
    drawing: charts.Chart


def flash(*, hotel: Hotel, date: Date) -> Flash:
    """Return the flash of a closed date, or of the open one as it stands now. About ten queries."""
    rows = {row.date: row for row in _days(hotel, date)}
    is_closed = date in rows
    if not is_closed and date == business_date(hotel):
        rows[date] = figures.compute(hotel=hotel, date=date)
    before = year_before(date)

    def between(first: Date, last: Date) -> Sums:
        return figures.add_up(row for day, row in rows.items() if first <= day <= last)

    return Flash(
        hotel=hotel,
        date=date,
        is_closed=is_closed,
        day=between(date, date),
        month=between(date.replace(day=1), date),
        year=between(date.replace(month=1, day=1), date),
        day_before=between(before, before),
        month_before=between(before.replace(day=1), before),
        departments=_by_department(hotel, date),
        methods=_by_method(hotel, date),
        ledgers=_trial_balance(hotel, date, is_closed=is_closed),
        trend=tuple(_trend(rows, date)),
    )


def year_before(date: Date) -> Date:
    """Return the same day of the year before; 29 February becomes the 28th."""
    if (date.month, date.day) == (2, 29):
        return date.replace(year=date.year - 1, day=28)
    return date.replace(year=date.year - 1)


def _days(hotel: Hotel, date: Date) -> QuerySet[DayFigures]:
    window = datetime.timedelta(days=TREND_DAYS - 1)
    before = year_before(date)
    this_year = Q(date__gte=min(date.replace(month=1, day=1), date - window), date__lte=date)
    last_year = Q(date__gte=min(before.replace(day=1), before - window), date__lte=before)
    return DayFigures.objects.filter(this_year | last_year, hotel=hotel).order_by("date")


def _trend(rows: dict[Date, DayFigures], date: Date) -> list[Trend]:
    points = []
    for back in range(TREND_DAYS - 1, -1, -1):
        day = date - datetime.timedelta(days=back)
        now, then = (_one(rows, d) for d in (day, year_before(day)))
        points.append(
            Trend(
                day,
                now.occupancy if now else None,
                then.occupancy if then else None,
                now.revenue if now else None,
                then.revenue if then else None,
                now.room_revenue if now else None,
                now.other_revenue if now else None,
            )
        )
    return points


def _one(rows: dict[Date, DayFigures], day: Date) -> Sums | None:
    return figures.add_up([rows[day]]) if day in rows else None


def _by_department(hotel: Hotel, date: Date) -> tuple[Line, ...]:
    charged = Charge.objects.filter(hotel=hotel)
    name = "code__department__name"
    return _summed(hotel, charged, date, "net", name, no_name=_("No department"))


def _by_method(hotel: Hotel, date: Date) -> tuple[Line, ...]:
    taken = Payment.objects.filter(hotel=hotel, source_ledger="")
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


def _statistics(report: Flash) -> Sheet:
    spans = (report.day, report.month, report.year, report.day_before, report.month_before)
    columns = (
        Column(_("Figure")),
        Column(_("Day"), Kind.COUNT),
        Column(_("Month to date"), Kind.COUNT),
        Column(_("Year to date"), Kind.COUNT),
        Column(_("Day last year"), Kind.COUNT),
        Column(_("Month last year"), Kind.COUNT),
    )

    def row(label: str, value: Callable[[Sums], Cell], kind: Kind = Kind.COUNT) -> Row:
        return Row((label, *(value(span) if span.days else None for span in spans)), kind)

    return Sheet(
        _("Rooms and revenue"),
        columns,
        (
            Row((_("Rooms"), *[None] * 5), role="group"),
            row(_("Rooms available"), lambda s: s.rooms_total),
            row(_("Rooms sold"), lambda s: s.rooms_sold),
            row(_("Complimentary"), lambda s: s.rooms_complimentary),
            row(_("Day use"), lambda s: s.day_use),
            row(_("Out of order"), lambda s: s.rooms_out_of_order),
            row(_("Occupancy"), lambda s: s.occupancy, Kind.RATIO),
            row(_("ADR"), lambda s: s.adr, Kind.AMOUNT),
            row(_("RevPAR"), lambda s: s.revpar, Kind.AMOUNT),
            Row((_("Guests and reservations"), *[None] * 5), role="group"),
            row(_("Guest nights"), lambda s: s.guests),
            row(_("Arrivals"), lambda s: s.arrivals),
            row(_("Departures"), lambda s: s.departures),
            row(_("No-shows"), lambda s: s.no_shows),
            row(_("Cancellations"), lambda s: s.cancellations),
            row(_("New reservations"), lambda s: s.bookings),
            Row((_("Money"), *[None] * 5), role="group"),
            row(_("Room revenue, net"), lambda s: s.room_revenue, Kind.AMOUNT),
            row(_("Other revenue, net"), lambda s: s.other_revenue, Kind.AMOUNT),
            row(_("Revenue, net"), lambda s: s.revenue, Kind.AMOUNT),
            row(_("Tax"), lambda s: s.tax, Kind.AMOUNT),
            row(_("Payments"), lambda s: s.payments, Kind.AMOUNT),
        ),
        note=_(
            "Occupancy is rooms sold per room available, out-of-order rooms counted as "
            "available. ADR is net room revenue per room sold, RevPAR per room available. "
            "Complimentary rooms and day use are not rooms sold."
        ),
    )


def _lines(title: str, label: str, lines: Sequence[Line]) -> Sheet:
    columns = (
        Column(label),
        Column(_("Day"), Kind.AMOUNT),
        Column(_("Month to date"), Kind.AMOUNT),
        Column(_("Year to date"), Kind.AMOUNT),
    )
    rows = [Row((line.name, line.day, line.month, line.year)) for line in lines]
    total = (sum((getattr(line, span) for line in lines), Decimal(0)) for span in SPANS)
    return Sheet(title, columns, (*rows, Row((_("Total"), *total), role="subtotal")))


SPANS = ("day", "month", "year")


def _balance(lines: Sequence[LedgerDay]) -> Sheet:
    columns = (
        Column(_("Ledger")),
        Column(_("Opening"), Kind.AMOUNT),
        Column(_("Debits"), Kind.AMOUNT),
        Column(_("Credits"), Kind.AMOUNT),
        Column(_("Closing"), Kind.AMOUNT),
    )
    rows = tuple(
        Row((str(line.get_ledger_display()), line.opening, line.debits, line.credits, line.closing))
        for line in lines
    )
    note = _("Closing = opening + debits - credits. Deposits are owed to guests: below zero.")
    return Sheet(_("Trial balance"), columns, rows, note=note)


def _pair(now: Sequence[Decimal | None], before: Sequence[Decimal | None]) -> list[charts.Series]:
    this_year = charts.Series(_("This year"), now)
    if all(value is None for value in before):
        return [this_year]
    return [this_year, charts.Series(_("Last year"), before)]


def _per_cent(ratio: Decimal | None) -> Decimal | None:
    return None if ratio is None else round(ratio * 100, 1)
