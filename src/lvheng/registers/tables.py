"""Reads tables that people hand in: workbooks and CSV files. Knows no database and no kinds.

Everything about the file itself that is wrong raises InputProblem; what its cells hold is judged elsewhere.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from lvheng.errors import InputProblem, Text

LIMIT_BYTES = 40 * 1024 * 1024
LIMIT_UNPACKED_BYTES = 400 * 1024 * 1024
LIMIT_ROWS = 100_000
LIMIT_COLUMNS = 200
FILE_TYPES = (".xlsx", ".csv")
_HEADER_WITHIN = 5

Row = tuple[int, list[Any]]


@dataclass(frozen=True)
class SheetRows:
    """A table: its header with the number of its row, and the rows below it that hold anything."""

    header_row: int
    header: list[str]
    rows: list[Row]


def read_table(data: bytes, file_name: str, knows: Callable[[str], bool]) -> SheetRows:
    """Read a file. The header is the one of the first five rows with most titles that ``knows`` accepts.

    Errors: InputProblem ``unsupported_type``, ``empty_table``, ``too_large``, ``unreadable_table``, ``no_header``,
    ``too_many_rows``.
    """
    refuse_unusable(data, file_name)
    rows = list(_rows(data, file_name))
    head = max(rows[:_HEADER_WITHIN], key=lambda row: _titles_known(row[1], knows), default=None)
    if head is None or not _titles_known(head[1], knows):
        raise InputProblem(
            "no_header",
            Text("前五行里没有认得的列名。", "none of the first five rows has a column title that is known."),
            where=file_name,
            to_do=Text("请用模板的列名。", "Use the column titles of the template."),
        )
    body = [row for row in rows if row[0] > head[0]]
    if not body:
        raise _empty(file_name)
    if len(body) > LIMIT_ROWS:
        raise InputProblem(
            "too_many_rows",
            Text(f"有{len(body)}行，上限是{LIMIT_ROWS}行。", f"it has {len(body)} rows, the limit is {LIMIT_ROWS}."),
            where=file_name,
            to_do=Text("请分成几个文件。", "Split it into several files."),
        )
    return SheetRows(head[0], [str(cell or "").strip() for cell in head[1]], body)


def refuse_unusable(data: bytes, file_name: str) -> None:
    """InputProblem for a file of another type, without content, or too large."""
    if PurePath(file_name).suffix.lower() not in FILE_TYPES:
        raise InputProblem(
            "unsupported_type",
            Text("只能读取 Excel（.xlsx）和 CSV 表格。", "only Excel (.xlsx) and CSV tables can be read."),
            where=file_name,
            to_do=Text("请另存为 .xlsx 或 .csv。", "Save it as .xlsx or .csv."),
        )
    if not data.strip():
        raise _empty(file_name)
    if len(data) > LIMIT_BYTES:
        raise too_large(file_name, LIMIT_BYTES)


def too_large(file_name: str, limit: int) -> InputProblem:
    """The problem of a file beyond the limit."""
    return InputProblem(
        "too_large",
        Text(f"文件超过{limit // 2**20} MB。", f"the file is larger than {limit // 2**20} MB."),
        where=file_name,
        to_do=Text("请分成几个文件。", "Split it into several files."),
    )


def _empty(file_name: str) -> InputProblem:
    return InputProblem(
        "empty_table",
        Text("表格里没有内容。", "the table has no rows."),
        where=file_name,
        to_do=Text("请在列名下面填写。", "Fill in rows below the titles."),
    )


def _titles_known(cells: Sequence[Any], knows: Callable[[str], bool]) -> int:
    return sum(knows(str(cell).strip()) for cell in cells if cell is not None)


def _rows(data: bytes, file_name: str) -> Iterator[Row]:
    """The rows that hold anything, with their numbers as a spreadsheet shows them."""
    found = _of_csv(data, file_name) if file_name.lower().endswith(".csv") else _of_workbook(data, file_name)
    for number, cells in enumerate(found, 1):
        kept = list(cells[:LIMIT_COLUMNS])
        if any(cell not in (None, "") for cell in kept):
            yield number, kept


def _of_csv(data: bytes, file_name: str) -> Iterator[list[Any]]:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        # An export writes an apostrophe before what a spreadsheet would run as a formula.
        reader = csv.reader(io.StringIO(text, newline=""))
        try:
            yield from ([cell[1:] if cell[:2] in _QUOTED else cell for cell in row] for row in reader)
        except csv.Error:
            break
        return
    raise _unreadable(file_name)


_QUOTED = ("'=", "'+", "'-", "'@")


def _of_workbook(data: bytes, file_name: str) -> Iterator[list[Any]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > LIMIT_UNPACKED_BYTES:
                raise too_large(file_name, LIMIT_UNPACKED_BYTES)
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        rows = book.worksheets[0].iter_rows(values_only=True)
        yield from (list(row) for row in rows)
        book.close()
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, IndexError, OSError) as error:
        raise _unreadable(file_name) from error


def _unreadable(file_name: str) -> InputProblem:
    return InputProblem(
        "unreadable_table",
        Text("无法读取这个表格。", "this table cannot be read."),
        where=file_name,
        to_do=Text("请在 Excel 中打开后重新另存。", "Open it in Excel and save it again."),
    )
