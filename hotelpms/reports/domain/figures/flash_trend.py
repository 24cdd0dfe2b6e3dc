"""The last days of the flash as charts, against the same days of the year before."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date as Date
from decimal import Decimal

from django.utils.translation import gettext as _

from hotelpms.kit import charts
from invoicing.domain.figures import figures
from invoicing.domain.figures.figures import Sums, year_before
from invoicing.models import DayFigures

TREND_DAYS = 30
# Three charts and the tables beside them stand on one sheet of paper.
CHART_HEIGHT = 128


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
class Picture:
    """A chart with its heading."""

    title: str
    drawing: charts.Chart


def trend(rows: Mapping[Date, DayFigures], date: Date) -> list[Trend]:
    """Return one point for each of the days that end with the date."""
    days = [date - datetime.timedelta(days=back) for back in range(TREND_DAYS - 1, -1, -1)]
    return [_point(rows, day) for day in days]


def pictures(points: Sequence[Trend], currency: str) -> list[Picture]:
    """Return occupancy and revenue of the days, and where the revenue came from."""
    labels = charts.day_labels(point.date for point in points)
    occupancy, revenue = _("Occupancy, last 30 days"), _("Net revenue, last 30 days")
    return [
        Picture(occupancy, charts.line_chart(
            _pair([_per_cent(p.occupancy) for p in points],
                  [_per_cent(p.occupancy_before) for p in points]),
            labels=labels, title=occupancy, unit="%", top=100, height=CHART_HEIGHT,
        )),
        Picture(revenue, charts.line_chart(
            _pair([p.revenue for p in points], [p.revenue_before for p in points]),
            labels=labels, title=revenue, unit=currency, height=CHART_HEIGHT,
        )),
        Picture(_("Where the net revenue came from, last 30 days"), charts.area_chart(
            [charts.Series(_("Rooms"), [p.room_revenue for p in points]),
             charts.Series(_("Other"), [p.other_revenue for p in points])],
            labels=labels, title=_("Net revenue by source"), unit=currency, height=CHART_HEIGHT,
        )),
    ]  # fmt: skip


def _point(rows: Mapping[Date, DayFigures], day: Date) -> Trend:
    now, then = (_one(rows, found) for found in (day, year_before(day)))
    return Trend(
        day,
        now.occupancy if now else None,
        then.occupancy if then else None,
        now.revenue if now else None,
        then.revenue if then else None,
        now.room_revenue if now else None,
        now.day_use_revenue + now.other_revenue if now else None,
    )


def _one(rows: Mapping[Date, DayFigures], day: Date) -> Sums | None:
    return figures.add_up([rows[day]]) if day in rows else None


def _pair(now: Sequence[Decimal | None], before: Sequence[Decimal | None]) -> list[charts.Series]:
    this_year = charts.Series(_("This year"), now)
    if all(value is None for value in before):
        return [this_year]
    return [this_year, charts.Series(_("Last year"), before)]


def _per_cent(ratio: Decimal | None) -> Decimal | None:
    return None if ratio is None else round(ratio * 100, 1)
