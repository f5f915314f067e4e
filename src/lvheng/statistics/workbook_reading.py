"""Reads what somebody filled into a workbook: every cell as it was typed, with its place in the sheet.

Numbers are stored in an Excel file as binary floats; the shortest decimal that stands for one is what was typed, up to
the 15 digits that Excel keeps.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, Literal
from zipfile import BadZipFile

from openpyxl.utils import get_column_letter
from python_calamine import CalamineError, CalamineWorkbook

from lvheng.errors import InputProblem, Problem, Problems, Text
from lvheng.statistics.workbooks import (
    ELEMENT_COLUMN,
    FIRST_ELEMENT,
    FIRST_ROW,
    MARK_SHEET,
    PERIOD,
    TABLE_HEAD_ROW,
    UNIT_CODE,
    VALUE_COLUMN,
)

MAX_BYTES = 32 * 1024 * 1024
MAX_ROWS = 100_000
_AGAIN = Text("请下载模板，在模板中填写后再上传。", "Download the template, fill it in and upload that.")


@dataclass(frozen=True)
class Mark:
    """What the hidden sheet says: the form with its edition; of a single report also its unit and period."""

    layout: Literal["form", "table"]
    form: str
    edition: int
    unit: str = ""
    period: str = ""


@dataclass(frozen=True)
class FilledRow:
    """One report in a file. ``row`` is its row in the sheet; of a single report, 0. ``explanation`` answers doubts."""

    row: int
    unit: str
    period: str
    entries: dict[str, str]
    explanation: str = ""


@dataclass(frozen=True)
class Filled:
    """A file that was understood. ``places``: in which column (of a single report: cell) an element stands."""

    mark: Mark
    rows: tuple[FilledRow, ...]
    places: dict[str, str]

    def place(self, row: FilledRow, element: str) -> str:
        """The cell of an element, as Excel names it; the row, where the element has none."""
        found = self.places.get(element, "")
        return found if self.mark.layout == "form" or not found else f"{found}{row.row}"


def read_workbook(content: bytes) -> Filled:
    """What a workbook says. Raises Problems where it is none of ours, is too large, or its headings were changed."""
    if len(content) > MAX_BYTES:
        limit = MAX_BYTES // 1024 // 1024
        raise Problems(
            [_problem("file_too_large", f"文件超过 {limit} MB。", f"the file is larger than {limit} MB.", "")]
        )
    book = _open(content)
    mark = _mark(book)
    page = next((name for name in book.sheet_names if name != MARK_SHEET), "")
    rows = book.get_sheet_by_name(page).to_python(skip_empty_area=False)
    return _read_form(mark, rows) if mark.layout == "form" else _read_table(mark, rows)


def _open(content: bytes) -> CalamineWorkbook:
    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(content))
    except (CalamineError, BadZipFile, OSError, ValueError) as error:
        problem = _problem(
            "no_workbook",
            "这个文件不是可以读取的 Excel 工作簿（.xlsx）。",
            "this file is no readable Excel workbook (.xlsx).",
            "",
        )
        raise Problems([problem]) from error


def _mark(book: CalamineWorkbook) -> Mark:
    try:
        if MARK_SHEET not in book.sheet_names:
            raise ValueError(MARK_SHEET)
        said = json.loads(str(book.get_sheet_by_name(MARK_SHEET).to_python()[0][0]))
        layout: Literal["form", "table"] = "form" if said["layout"] == "form" else "table"
        return Mark(layout, str(said["form"]), int(said["edition"]), said.get("unit", ""), said.get("period", ""))
    except (ValueError, KeyError, IndexError, TypeError) as error:
        problem = _problem(
            "not_our_workbook",
            "这个工作簿不是本系统的填报模板，不知道是哪张报表。",
            "this workbook is no template of this system, so its form is unknown.",
            "",
        )
        raise Problems([problem]) from error


def _read_form(mark: Mark, rows: Sequence[Sequence[Any]]) -> Filled:
    entries: dict[str, str] = {}
    places: dict[str, str] = {}
    for number, row in enumerate(rows[FIRST_ROW:], start=FIRST_ROW + 1):
        code = written(_cell(row, ELEMENT_COLUMN))
        if code:
            entries[code] = written(_cell(row, VALUE_COLUMN))
            places[code] = f"{get_column_letter(VALUE_COLUMN)}{number}"
    if not entries:
        raise Problems([_headings_changed()])
    return Filled(mark, (FilledRow(0, mark.unit, mark.period, entries),), places)


def _read_table(mark: Mark, rows: Sequence[Sequence[Any]]) -> Filled:
    codes = [written(cell) for cell in rows[TABLE_HEAD_ROW - 2]] if len(rows) >= TABLE_HEAD_ROW else []
    if codes[:3] != ["unit", "name", "period"] or "explanation" not in codes:
        raise Problems([_headings_changed()])
    body = rows[TABLE_HEAD_ROW:]
    if len(body) > MAX_ROWS:
        what = (
            f"文件有 {len(body)} 行，最多 {MAX_ROWS} 行。",
            f"the file has {len(body)} rows; {MAX_ROWS} are the most.",
        )
        raise Problems([_problem("too_many_rows", *what, "", Text("请分成几个文件。", "Split it into several files."))])
    last = codes.index("explanation")
    elements = [(code, column) for column, code in enumerate(codes) if FIRST_ELEMENT - 1 <= column < last and code]
    filled = tuple(_table_rows(body, elements, last))
    return Filled(mark, filled, {code: get_column_letter(column + 1) for code, column in elements})


def _table_rows(body: Sequence[Sequence[Any]], elements: Sequence[tuple[str, int]], last: int) -> Iterator[FilledRow]:
    for number, row in enumerate(body, start=TABLE_HEAD_ROW + 1):
        entries = {code: written(row[column]) if column < len(row) else "" for code, column in elements}
        unit, period = written(_cell(row, UNIT_CODE)), written(_cell(row, PERIOD))
        if unit or period or any(entries.values()):
            yield FilledRow(number, unit, period, entries, written(row[last]) if last < len(row) else "")


def _cell(row: Sequence[Any], column: int) -> Any:
    return row[column - 1] if len(row) >= column else ""


def written(value: Any) -> str:
    """A cell as somebody would write it: 12 for 12.0, 是 for TRUE, a date as a date."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return "" if value is None else str(value)


def _number(value: float) -> str:
    """The shortest decimal that the float stands for, without an exponent and without ``.0``."""
    if value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return format(Decimal(repr(value)), "f")


def _headings_changed() -> Problem:
    return _problem(
        "headings_changed",
        "表头或隐藏的代码行、代码列被改动，看不出哪一列是哪一项。",
        "the headings or the hidden codes were changed, so that the cells cannot be told apart.",
        "",
    )


def _problem(code: str, zh: str, en: str, where: str, to_do: Text = _AGAIN) -> Problem:
    return InputProblem(code, Text(zh, en), where, to_do)
