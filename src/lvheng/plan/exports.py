"""Tables as files: CSV that Excel opens as it should, and workbooks in which numbers are numbers. Knows no database.

A cell that a spreadsheet would run as a formula is written as text: a plan's words come from documents that anybody may
have made.
"""

from __future__ import annotations

import csv
import datetime
import io
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

Cell = str | int | Decimal | datetime.date | None

TABLES = ("targets", "tasks", "responsibilities", "coverage", "timeline", "compare")
FORMATS = ("csv", "xlsx")

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_HEADER_ROW = 3


@dataclass(frozen=True)
class Column:
    """A column's title and its width in characters."""

    title: str
    width: int


@dataclass(frozen=True)
class Table:
    """What is exported. ``source`` says which version of which plan it is from and when it was taken."""

    title: str
    source: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]


def to_csv(table: Table) -> bytes:
    """UTF-8 with a byte order mark, CRLF line ends, one header line; the source stands in the file's name only."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([safe_text(column.title) for column in table.columns])
    writer.writerows([[_csv_cell(cell) for cell in row] for row in table.rows])
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def _csv_cell(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, Decimal):
        return f"{cell:f}"
    return safe_text(cell) if isinstance(cell, str) else str(cell)


def safe_text(text: str) -> str:
    """Text that no spreadsheet takes for a formula: an apostrophe goes before the signs that begin one."""
    cleaned = _CONTROL.sub("", text)
    return f"'{cleaned}" if cleaned.startswith(_STARTS_A_FORMULA) else cleaned


def to_xlsx(table: Table) -> bytes:
    """A workbook: title, source, then the table with a frozen, filterable header."""
    book = Workbook(write_only=True)
    sheet: WriteOnlyWorksheet = book.create_sheet(re.sub(r"[\\/*?:\[\]]", " ", table.title)[:31])
    for number, column in enumerate(table.columns, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    sheet.freeze_panes = f"A{_HEADER_ROW + 1}"
    sheet.auto_filter.ref = f"A{_HEADER_ROW}:{get_column_letter(len(table.columns))}{_HEADER_ROW + len(table.rows)}"
    sheet.append([_styled(sheet, table.title, Font(bold=True, size=14))])
    sheet.append([_styled(sheet, table.source, Font(color="555555"))])
    sheet.append([_header(sheet, column.title) for column in table.columns])
    for row in table.rows:
        sheet.append([_body(sheet, cell) for cell in row])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _styled(sheet: WriteOnlyWorksheet, value: Cell, font: Font) -> WriteOnlyCell:
    cell = _body(sheet, value)
    cell.font = font
    cell.alignment = Alignment(wrap_text=False)
    return cell


def _header(sheet: WriteOnlyWorksheet, title: str) -> WriteOnlyCell:
    cell = _styled(sheet, title, Font(bold=True, color="FFFFFF"))
    cell.fill = PatternFill("solid", start_color="1C6246")
    cell.alignment = Alignment(vertical="center", wrap_text=True)
    return cell


def _body(sheet: WriteOnlyWorksheet, value: Cell) -> WriteOnlyCell:
    text = isinstance(value, str)
    cell = WriteOnlyCell(sheet, value=_CONTROL.sub("", value) if isinstance(value, str) else value)
    cell.alignment = Alignment(vertical="top", wrap_text=text)
    if text:
        cell.data_type = "s"  # openpyxl takes any text that begins with "=" for a formula
    return cell


WRITERS: dict[str, tuple[str, Callable[[Table], bytes]]] = {
    "csv": ("text/csv; charset=utf-8", to_csv),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", to_xlsx),
}
