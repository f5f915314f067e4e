"""Writes the result of a table: CSV, Excel or Parquet, beside its place first and moved there when it is whole."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Protocol

import duckdb
import openpyxl
import pyarrow as pa

from lvheng.errors import InputProblem, Text
from lvheng.rules.bulk_input import quoted, text
from lvheng.rules.bulk_reasons import REASONS_COLUMN

RESULT = "result"
MAX_EXCEL_ROWS = 1_048_575
MOST_REASONS = 20
# A dictionary is given up after a thousand different values: long ones cost more time than they save.
_PARQUET = "(FORMAT parquet, PARQUET_VERSION V2, COMPRESSION lz4_raw, DICTIONARY_SIZE_LIMIT 1000)"
FORMATS = {".parquet": _PARQUET, ".csv": "(FORMAT csv, HEADER)"}


@dataclass(frozen=True)
class BulkResult:
    """What came of a table: how many rows, how many of them without a full result, the commonest reasons, the totals.

    ``table`` holds the rows where no file was asked for.
    """

    rows: int
    incomplete: int
    reasons: tuple[tuple[str, int], ...]
    totals: Mapping[str, Decimal]
    table: pa.Table | None = None


class Select(Protocol):
    """The query of the result, with or without its reasons; asked for anew whenever it is run."""

    def __call__(self, *, with_reasons: bool) -> str: ...


def write(
    connection: duckdb.DuckDBPyConnection, select: Select, target: Path | None, hopeful: Sequence[str] | None
) -> None:
    """Computes the result into a file, or into the table ``result`` where none is named.

    ``hopeful``: the results for which reasons are made only if one of them is missing, because they cost half as much
    again; None where they are always needed.
    """
    suffix = target.suffix.lower() if target is not None else ""
    if target is None or suffix == ".xlsx":
        connection.execute(f"CREATE TABLE {RESULT} AS {select(with_reasons=True)}")
        if target is not None:
            _beside(target, lambda path: _write_excel(connection, path))
    elif suffix in FORMATS:
        _beside(target, lambda path: _copy(connection, select, path, suffix, hopeful))
        reader = "read_parquet" if suffix == ".parquet" else "read_csv"
        options = "" if suffix == ".parquet" else ", all_varchar = true, header = true"
        connection.execute(f"CREATE VIEW {RESULT} AS SELECT * FROM {reader}({text(str(target))}{options})")
    else:
        to_do = Text("写 .csv、.xlsx 或 .parquet。", "Write .csv, .xlsx or .parquet.")
        raise InputProblem(
            "unknown_format", Text("不知道写成什么格式。", "The format is not known."), target.name, to_do
        )


def finish(connection: duckdb.DuckDBPyConnection, numbers: Sequence[str], target: Path | None) -> BulkResult:
    """Counts rows, reasons and totals of what was written."""
    # In the text of a CSV file the numbers must be read first.
    read = "::DECIMAL(38, 10)" if target is not None and target.suffix.lower() == ".csv" else ""
    sums = "".join(f", sum({quoted(code)}{read})" for code in numbers)
    ((rows, incomplete, *totals),) = connection.execute(
        f"SELECT count(*), count({REASONS_COLUMN}){sums} FROM {RESULT}"
    ).fetchall()
    reasons = connection.execute(
        f"SELECT {REASONS_COLUMN}, count(*) FROM {RESULT} WHERE {REASONS_COLUMN} IS NOT NULL "
        f"GROUP BY ALL ORDER BY 2 DESC, 1 LIMIT {MOST_REASONS}"
    ).fetchall()
    table: pa.Table | None = connection.sql(f"FROM {RESULT}").to_arrow_table() if target is None else None
    found = {code: Decimal(total or 0) for code, total in zip(numbers, totals, strict=True)}
    return BulkResult(rows, incomplete, tuple((str(why), int(count)) for why, count in reasons), found, table)


def _beside(target: Path, make: Callable[[Path], None]) -> None:
    path = target.with_name(f".{target.stem}.part{target.suffix}")
    try:
        make(path)
        path.replace(target)
    finally:
        path.unlink(missing_ok=True)


def _copy(
    connection: duckdb.DuckDBPyConnection, select: Select, path: Path, suffix: str, hopeful: Sequence[str] | None
) -> None:
    into = f"TO {text(str(path))} {FORMATS[suffix]}"
    if hopeful is not None and suffix == ".parquet":
        connection.execute(f"COPY ({select(with_reasons=False)}) {into}")
        if _is_full(connection, path, hopeful):
            return
    connection.execute(f"COPY ({select(with_reasons=True)}) {into}")


def _is_full(connection: duckdb.DuckDBPyConnection, path: Path, codes: Sequence[str]) -> bool:
    """Whether every row of a Parquet file has all results."""
    counts = ", ".join(f"count({quoted(code)})" for code in codes)
    query = f"SELECT count(*), {counts} FROM read_parquet({text(str(path))})"
    ((rows, *found),) = connection.execute(query).fetchall()
    return all(count == rows for count in found)


def _write_excel(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    ((count,),) = connection.execute(f"SELECT count(*) FROM {RESULT}").fetchall()
    if count > MAX_EXCEL_ROWS:
        what = Text(f"Excel 装不下 {count} 行。", f"Excel cannot hold {count} rows.")
        raise InputProblem("too_many_rows", what, path.name, Text("写成 .csv 或 .parquet。", "Write .csv or .parquet."))
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    relation = connection.execute(f"FROM {RESULT}")
    sheet.append([column[0] for column in relation.description])
    while rows := relation.fetchmany(10_000):
        for row in rows:
            sheet.append(list(row))
    book.save(path)


@dataclass(frozen=True)
class NumberColumn:
    """An output that is a number: it comes as an integer and goes as a decimal."""

    code: str
    decimals: int
    digits: int

    def expression(self) -> str:
        """The decimal in SQL."""
        if not self.decimals:
            return f"CAST({self.code} AS DECIMAL({self.digits}, 0))"
        unit = f"CAST(0.{'0' * (self.decimals - 1)}1 AS DECIMAL({self.decimals}, {self.decimals}))"
        if self.digits + self.decimals <= 38:
            return f"CAST({self.code} AS DECIMAL({self.digits}, 0)) * {unit}"
        return f"CAST(CAST({self.code} AS DECIMAL(38, 0)) * {unit} AS DECIMAL({self.digits}, {self.decimals}))"
