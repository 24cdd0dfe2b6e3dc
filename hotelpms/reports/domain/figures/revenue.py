"""Revenue by department and charge code: net, tax and gross of a day, its month and its year."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date as Date
from decimal import Decimal
from functools import cached_property
from itertools import groupby
from typing import Any, Self

from django.db.models import Q, Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hotelpms.hotels.enums import Right
from hotelpms.hotels.models import Hotel
from hotelpms.kit.money import quantize
from hotelpms.reports.domain.report import Report
from hotelpms.reports.domain.sheets import Column, Kind, Row, Sheet
from invoicing.models import Charge

PARTS = ("net", "tax", "gross")
NAMES = ("code__department__name", "code__code", "code__name")


@dataclass(frozen=True)
class Span:
    label: str
    first: Date
    last: Date


@dataclass(frozen=True)
class RevenueLine:
    """One charge code; `amounts` holds net, tax and gross for each span in turn."""

    department: str
    code: str
    name: str
    amounts: tuple[Decimal, ...]


@dataclass(frozen=True)
class Revenue(Report):
    kind = "revenue"
    title = gettext_lazy("Revenue")
    about = gettext_lazy(
        "Net, tax and gross by department and charge code: day, month, year or any period."
    )
    right = Right.REPORTS_VIEW
    tells_money = True
    of_next_day = False
    is_one_day = False
    paper = "paper/revenue.html"

    spans: tuple[Span, ...]
    lines: tuple[RevenueLine, ...]

    @classmethod
    def build(cls, *, hotel: Hotel, first: Date, last: Date) -> Self:
        """Return the revenue of a date with month and year to date, or of several days.

        One query over the charges of the year or of the days asked for.
        """
        spans = _spans(first, last)
        lines = [_line(row, hotel) for row in _summed(hotel, spans)]
        # Databases disagree on where a missing department sorts.
        lines.sort(key=lambda line: (line.department, line.code))
        return cls(hotel, first, last, spans, tuple(lines))

    @property
    def total(self) -> tuple[Decimal, ...]:
        """Net, tax and gross for each span in turn, over all codes."""
        return _sum(self.lines, len(self.spans))

    @cached_property
    def sheets(self) -> tuple[Sheet, ...]:
        labels = {"net": _("Net"), "tax": _("Tax"), "gross": _("Gross")}
        columns = (
            Column(_("Code")),
            Column(_("Name")),
            *(Column(labels[p], Kind.AMOUNT, span.label) for span in self.spans for p in PARTS),
        )
        title, rows = _("Revenue by department and charge code"), tuple(self._rows())
        return (Sheet(title, columns, rows, self.hotel.currency),)

    def _rows(self) -> list[Row]:
        width = len(self.spans)
        has_several = len({line.department for line in self.lines}) > 1
        rows = []
        for department, group in groupby(self.lines, key=lambda line: line.department):
            lines = tuple(group)
            rows.append(Row((department, *[None] * (1 + width * 3)), role="group"))
            rows += [Row((line.code, line.name, *line.amounts)) for line in lines]
            if has_several:
                rows.append(Row(("", _("Together"), *_sum(lines, width)), role="subtotal"))
        return [*rows, Row((_("Total"), "", *self.total), role="subtotal")]


def _spans(first: Date, last: Date) -> tuple[Span, ...]:
    if first != last:
        return (Span(_("Period"), first, last),)
    return (
        Span(_("Day"), last, last),
        Span(_("Month to date"), last.replace(day=1), last),
        Span(_("Year to date"), last.replace(month=1, day=1), last),
    )


def _summed(hotel: Hotel, spans: tuple[Span, ...]) -> Iterable[tuple[Any, ...]]:
    """Return department, code and name, then net, tax and gross for each span in turn."""
    start, end = min(span.first for span in spans), max(span.last for span in spans)
    sums = {
        f"{part}_{n}": Sum(part, filter=_within(span))
        for n, span in enumerate(spans)
        for part in PARTS
    }
    charges = Charge.objects.filter(hotel=hotel, business_date__gte=start, business_date__lte=end)
    return charges.order_by(*NAMES).values_list(*NAMES).annotate(**sums)


def _line(row: tuple[Any, ...], hotel: Hotel) -> RevenueLine:
    department, code, name, *sums = row
    amounts = tuple(quantize(found or Decimal(0), hotel.currency) for found in sums)
    return RevenueLine(department or _("No department"), code, name, amounts)


def _within(span: Span) -> Q:
    return Q(business_date__gte=span.first, business_date__lte=span.last)


def _sum(lines: tuple[RevenueLine, ...], width: int) -> tuple[Decimal, ...]:
    columns = zip(*(line.amounts for line in lines), strict=True)
    return tuple(sum(column, Decimal(0)) for column in columns) or (Decimal("0.00"),) * (width * 3)
