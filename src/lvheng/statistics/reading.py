"""Reads a CSV file as text, row by row as a spreadsheet counts them; nothing is interpreted here."""

from __future__ import annotations

import csv
import hashlib
import io
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
from pyarrow import csv as arrow_csv

from lvheng.errors import InputProblem, Problem, Text

MAX_FILE_BYTES = 256 * 1024**2
MAX_HEADING_BYTES = 64 * 1024
ENCODINGS = ("utf-8", "gb18030")


@dataclass(frozen=True)
class TextTable:
    """A file as read: columns ``row`` (int64; the heading is row 1) and ``c0``, ``c1``, … (text, never null)."""

    file: str
    sha256: str
    heading: tuple[str, ...]
    table: pa.Table
    refused: tuple[Problem, ...]


def read_csv(path: Path) -> TextTable:
    """The rows of a CSV file (UTF-8 or GB 18030).

    Rows with too many or too few cells are refused and told. Errors: InputProblem where the file as a whole is
    missing, empty, too large or not text.
    """
    data = _bytes(path)
    encoding = _encoding(data, path.name)
    heading = _heading(data, encoding, path.name)
    width = len(heading)
    wrong: list[tuple[int, int]] = []
    skipped: set[int] = set()

    def skip(row: arrow_csv.InvalidRow) -> str:
        if row.text.strip():
            wrong.append((row.number, row.actual_columns))
        skipped.add(row.number)
        return "skip"

    try:
        table = _parse(data, encoding, width, skip)
    except pa.ArrowInvalid as error:
        raise _not_csv(path.name, str(error)) from None
    if table.num_rows == 0 and not wrong:
        raise InputProblem(
            "no_rows",
            Text("文件只有表头，没有数据行。", "the file has a heading but no rows."),
            path.name,
            Text("请换一个文件。", "Use another one."),
        )
    refused = tuple(_wrong_width(path.name, number, found, width) for number, found in wrong)
    numbered = table.append_column("row", pa.array(_numbers(table.num_rows, skipped), pa.int64()))
    return TextTable(path.name, hashlib.sha256(data).hexdigest(), heading, numbered, refused)


def _bytes(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > MAX_FILE_BYTES:
            raise InputProblem(
                "file_too_large",
                Text(f"文件超过 {MAX_FILE_BYTES >> 20} MiB。", f"the file is larger than {MAX_FILE_BYTES >> 20} MiB."),
                path.name,
                Text("请按月份拆分。", "Split it, for example by month."),
            )
        data = path.read_bytes()
    except OSError:
        raise InputProblem(
            "file_not_found",
            Text("找不到或打不开这个文件。", "there is no such file, or it cannot be opened."),
            str(path),
            Text("请检查路径和权限。", "Check path and permissions."),
        ) from None
    if not data.strip():
        raise InputProblem(
            "file_empty",
            Text("文件是空的。", "the file is empty."),
            path.name,
            Text("请换一个文件。", "Use another one."),
        )
    return data


def _encoding(data: bytes, file: str) -> str:
    for encoding in ENCODINGS:
        try:
            data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return encoding
    raise InputProblem(
        "not_text",
        Text("文件不是 UTF-8 或 GB 18030 文本。", "the file is not text in UTF-8 or GB 18030."),
        file,
        Text("请另存为 CSV（UTF-8）。", "Save it as CSV (UTF-8)."),
    )


def _heading(data: bytes, encoding: str, file: str) -> tuple[str, ...]:
    first = data[:MAX_HEADING_BYTES].partition(b"\n")[0]
    text = first.decode(encoding, errors="replace").lstrip("\ufeff").rstrip("\r")
    cells = next(csv.reader(io.StringIO(text)), [])
    if len(cells) < 2:
        raise _not_csv(file, "the heading has fewer than two columns")
    return tuple(cell.strip() for cell in cells)


def _parse(data: bytes, encoding: str, width: int, skip: arrow_csv.InvalidRowHandler) -> pa.Table:
    names = [f"c{index}" for index in range(width)]
    return arrow_csv.read_csv(
        io.BytesIO(data),
        read_options=arrow_csv.ReadOptions(column_names=names, skip_rows=1, encoding=encoding, use_threads=False),
        parse_options=arrow_csv.ParseOptions(
            newlines_in_values=True, invalid_row_handler=skip, ignore_empty_lines=False
        ),
        convert_options=arrow_csv.ConvertOptions(
            column_types={name: pa.string() for name in names}, strings_can_be_null=False
        ),
    )


def _numbers(count: int, skipped: set[int]) -> list[int]:
    """The row numbers of the rows that were kept."""
    if not skipped:
        return list(range(2, count + 2))
    numbers: list[int] = []
    row = 2
    while len(numbers) < count:
        if row not in skipped:
            numbers.append(row)
        row += 1
    return numbers


def _not_csv(file: str, reason: str) -> InputProblem:
    return InputProblem(
        "not_csv",
        Text(f"文件不是用逗号分隔的 CSV：{reason}。", f"the file is not CSV with commas: {reason}."),
        file,
        Text("请另存为 CSV（UTF-8）。", "Save it as CSV (UTF-8)."),
    )


def _wrong_width(file: str, row: int, found: int, expected: int) -> InputProblem:
    return InputProblem(
        "wrong_number_of_cells",
        Text(
            f"这一行有 {found} 格，表头有 {expected} 格；这一行未导入。",
            f"the row has {found} cells, the heading {expected}; it was not imported.",
        ),
        f"{file}:{row}",
        Text("请检查多余或缺少的逗号。", "Look for a comma too many or too few."),
    )
