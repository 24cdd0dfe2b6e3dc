"""Revenue by department and charge code: net, tax and gross of a day, its month and its year."""

from dataclasses import dataclass
from datetime import date as Date
from decimal import Decimal
from functools import cached_property
from itertools import groupby

from django.db.models import Q, Sum
from django.utils.translation import gettext as _

from hotelpms.hotels.models import Hotel
from hotelpms.kit.money import quantize
from hotelpms.reports.domain.sheets import Column, Kind, Row, Sheet
from hotelpms.reports.enums import ReportKind
from invoicing.models import Charge

PARTS = ("net", "tax", "gross")


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
class Revenue:
    hotel: Hotel
    first: Date
    date: Date
    spans: tuple[Span, ...]
    lines: tuple[RevenueLine, ...]

    @property
    def title(self) -> str:
        return str(ReportKind.REVENUE.label)

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
        return (Sheet(_("Revenue by department and charge code"), columns, tuple(self._rows())),)

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


def revenue(*, hotel: Hotel, date: Date, first: Date | None = None) -> Revenue:
    """Return the revenue of a date with month and year to date, or of the days first to date.

    One query over the charges of the year or of the days asked for.
    """
    spans = _spans(date, first)
    start = min(span.first for span in spans)
    sums = {
        f"{part}_{n}": Sum(part, filter=_within(span))
        for n, span in enumerate(spans)
        for part in PARTS
    }
    names = ("code__department__name", "code__code", "code__name")
    rows = (
        Charge.objects.filter(hotel=hotel, business_date__gte=start, business_date__lte=date)
        .values(*names)
        .annotate(**sums)
        .order_by(*names)
    )
    lines = [
        RevenueLine(
            row[names[0]] or _("No department"),
            row[names[1]],
            row[names[2]],
            tuple(quantize(row[key] or Decimal(0), hotel.currency) for key in sums),
        )
        for row in rows
    ]
    # Databases disagree on where a missing department sorts.
    lines.sort(key=lambda line: (line.department, line.code))
    return Revenue(hotel, first or date, date, spans, tuple(lines))


def _spans(date: Date, first: Date | None) -> tuple[Span, ...]:
    if first is not None and first != date:
        return (Span(_("Period"), first, date),)
    return (
        Span(_("Day"), date, date),
        Span(_("Month to date"), date.replace(day=1), date),
        Span(_("Year to date"), date.replace(month=1, day=1), date),
    )


def _within(span: Span) -> Q:
    return Q(business_date__gte=span.first, business_date__lte=span.last)


def _sum(lines: tuple[RevenueLine, ...], width: int) -> tuple[Decimal, ...]:
    columns = zip(*(line.amounts for line in lines), strict=True)
    return tuple(sum(column, Decimal(0)) for column in columns) or (Decimal("0.00"),) * (width * 3)
