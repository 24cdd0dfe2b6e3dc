"""Cells of report tables, on the screen and on paper."""

from django import template
from django.utils.translation import get_language

from hotelpms.reports.domain import catalogue
from hotelpms.reports.domain.sheets import Row, Sheet, percent, shown

register = template.Library()


@register.filter
def cells(row: Row, sheet: Sheet) -> list[dict[str, object]]:
    """Return the cells of a row with their text, head and class, ready to be laid out."""
    language = get_language() or "en"
    return [
        {
            "text": shown(value, sheet.kind_of(row, position), language, sheet.currency),
            "label": column.label,
            "is_numeric": column.is_numeric,
            "css": _css(value) if column.is_numeric else "",
        }
        for position, (value, column) in enumerate(zip(row.cells, sheet.columns, strict=True))
    ]


@register.filter
def ratio(value: object) -> str:
    """Show 0.823 as 82.3%, always with one decimal."""
    return percent(value, get_language() or "en")  # type: ignore[arg-type]


@register.filter
def report_title(kind: str) -> str:
    """Return what a report is called, from the kind that a row keeps."""
    return catalogue.title_of(kind)


def _css(value: object) -> str:
    return "num text-bad" if _is_below_zero(value) else "num"


def _is_below_zero(value: object) -> bool:
    return not isinstance(value, str) and value is not None and value < 0  # type: ignore[operator]
