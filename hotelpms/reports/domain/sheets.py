"""A report as tables: what the screen, the paper, CSV and XLSX all show is the same rows.

Cells hold values (Decimal, int, date, text, None), never formatted text; the format follows
from the kind of the row or column and from the reader's language.
"""

from dataclasses import dataclass
from datetime import date as Date
from decimal import Decimal
from enum import StrEnum

from babel.numbers import format_decimal
from django.utils.translation import to_locale

from hotelpms.kit.currencies import digits
from hotelpms.kit.dates import format_day
from hotelpms.kit.formats.ratios import format_ratio
from hotelpms.kit.money import quantize

Cell = str | int | Decimal | Date | None


class Kind(StrEnum):
    """How a cell is written. A RATIO is 0 to 1 and shown in per cent."""

    TEXT = "text"
    COUNT = "count"
    AMOUNT = "amount"
    RATIO = "ratio"
    DATE = "date"


NUMERIC = (Kind.COUNT, Kind.AMOUNT, Kind.RATIO)


@dataclass(frozen=True)
class Column:
    label: str
    kind: Kind = Kind.TEXT
    # A heading over several columns that follow each other, such as "Month to date".
    group: str = ""

    @property
    def is_numeric(self) -> bool:
        return self.kind in NUMERIC


@dataclass(frozen=True)
class Row:
    """`kind` overrides that of the numeric columns; `role` is "", "group" or "subtotal"."""

    cells: tuple[Cell, ...]
    kind: Kind | None = None
    role: str = ""


@dataclass(frozen=True)
class Sheet:
    """One table of a report; `note` stands below it, such as how a figure is computed.

    Its amounts are in `currency` and have its decimals.
    """

    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    currency: str
    note: str = ""

    def kind_of(self, row: Row, position: int) -> Kind:
        """Return how the cell at this position of the row is written."""
        column = self.columns[position]
        return row.kind if row.kind and column.is_numeric else column.kind

    @property
    def groups(self) -> list[tuple[str, int]]:
        """Return each heading over the columns with the number it spans; empty without any."""
        spans: list[tuple[str, int]] = []
        for column in self.columns:
            if spans and spans[-1][0] == column.group:
                spans[-1] = (column.group, spans[-1][1] + 1)
            else:
                spans.append((column.group, 1))
        return spans if any(group for group, _span in spans) else []


def shown(value: Cell, kind: Kind, language: str, currency: str) -> str:
    """Return a cell as a reader of the language writes it; amounts without their currency."""
    locale = to_locale(language)
    if value is None or value == "":
        return ""
    if isinstance(value, Date):
        return format_day(value, language=language)
    if isinstance(value, str):
        return value
    if kind == Kind.RATIO:
        return percent(Decimal(value), language)
    if kind == Kind.AMOUNT:
        rounded = quantize(Decimal(value), currency)
        return format_decimal(rounded, format=amount_pattern(currency), locale=locale)
    return format_decimal(value, locale=locale)


def percent(ratio: Decimal | None, language: str) -> str:
    """Return 0.823 as 82.3% in the language's way, one decimal; nothing for None."""
    return format_ratio(ratio, language=language, least=1)


def amount_pattern(currency: str) -> str:
    """Return the number format of an amount, for Babel and for Excel: EUR #,##0.00, JPY #,##0."""
    return f"#,##0.{'0' * digits(currency)}".rstrip(".")
