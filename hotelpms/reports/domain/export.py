"""Reports as CSV and XLSX. What a guest typed never becomes a formula in somebody's spreadsheet."""

import csv
import io
from datetime import date as Date
from decimal import Decimal

import xlsxwriter

from hotelpms.kit.money import quantize
from hotelpms.reports.domain.report import Report
from hotelpms.reports.domain.sheets import Cell, Kind, Row, Sheet, amount_pattern

# What a spreadsheet may take for a formula at the start of a cell.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")

FORMATS = {
    Kind.TEXT: {},
    Kind.COUNT: {"num_format": "#,##0"},
    Kind.RATIO: {"num_format": "0.0%"},
    Kind.DATE: {"num_format": "yyyy-mm-dd", "align": "left"},
}


def as_csv(report: Report) -> bytes:
    """Return the tables one below the other in UTF-8 with a byte order mark, which Excel needs.

    Numbers have a decimal point whatever the language, dates are ISO, ratios 0 to 1.
    """
    text = io.StringIO()
    writer = csv.writer(text)
    for position, sheet in enumerate(report.sheets):
        if position:
            writer.writerow([])
        if len(report.sheets) > 1:
            writer.writerow([harmless(sheet.title)])
        writer.writerow([harmless(head) for head in _heads(sheet)])
        for row in sheet.rows:
            writer.writerow([_plain(sheet, row, n, cell) for n, cell in enumerate(row.cells)])
    return text.getvalue().encode("utf-8-sig")


def as_xlsx(report: Report) -> bytes:
    """Return a workbook with one sheet per table; numbers and dates are real ones."""
    content = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
    }
    with xlsxwriter.Workbook(content, options) as book:
        for number, sheet in enumerate(report.sheets, 1):
            _write_sheet(book, sheet, number)
    return content.getvalue()


def harmless(text: str) -> str:
    """Return the text with an apostrophe before anything that could start a formula."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def _heads(sheet: Sheet) -> list[str]:
    return [
        f"{column.group}: {column.label}" if column.group else column.label
        for column in sheet.columns
    ]


def _plain(sheet: Sheet, row: Row, position: int, cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return harmless(cell)
    if isinstance(cell, Date):
        return cell.isoformat()
    return str(_rounded(cell, sheet.kind_of(row, position), sheet.currency))


def _rounded(value: Decimal | int, kind: Kind, currency: str) -> Decimal | int:
    if isinstance(value, int):
        return value
    return round(value, 4) if kind == Kind.RATIO else quantize(value, currency)


def _write_sheet(book: xlsxwriter.Workbook, sheet: Sheet, number: int) -> None:
    page = book.add_worksheet(_tab_name(sheet.title, number))
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "bottom"})
    for column, label in enumerate(_heads(sheet)):
        page.write_string(0, column, harmless(label), head)
        page.set_column(column, column, 28 if not sheet.columns[column].is_numeric else 14)
    page.freeze_panes(1, 0)
    formats = {
        (kind, bold): book.add_format({**style, "bold": bold})
        for kind, style in (FORMATS | _format_of_amounts(sheet.currency)).items()
        for bold in (False, True)
    }
    for line, row in enumerate(sheet.rows, 1):
        for column, cell in enumerate(row.cells):
            kind = sheet.kind_of(row, column)
            value = _rounded(cell, kind, sheet.currency) if isinstance(cell, Decimal) else cell
            _write_cell(page, line, column, value, formats[kind, bool(row.role)])


def _format_of_amounts(currency: str) -> dict[Kind, dict[str, str]]:
    return {Kind.AMOUNT: {"num_format": amount_pattern(currency)}}


def _write_cell(
    page: "xlsxwriter.worksheet.Worksheet",
    line: int,
    column: int,
    cell: Cell,
    style: object,
) -> None:
    if cell is None:
        page.write_blank(line, column, None, style)
    elif isinstance(cell, str):
        page.write_string(line, column, harmless(cell), style)
    elif isinstance(cell, Date):
        page.write_datetime(line, column, cell, style)
    else:
        page.write_number(line, column, cell, style)


def _tab_name(title: str, number: int) -> str:
    # Excel forbids these signs and more than 31 characters; the number keeps names apart.
    kept = "".join(sign for sign in title if sign not in "[]:*?/\\'")
    return f"{number} {kept}"[:31]
