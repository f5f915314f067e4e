"""Measurement series on disk: Parquet files, one for each series and month, written whole and swapped in by rename.

::

    series/air/hourly/o3_1h/2020-04.parquet              the values in force, ordered by site and time
    series/air/hourly/o3_1h/superseded/2020-04.parquet   what they replaced
    series/air/daily/aqi/2016.parquet                    daily values are few: one file a year

Columns: ``site`` (text), ``time`` (timestamp with time zone: the beginning of the hour or day), ``value``
(DECIMAL(18, 6)), ``flag`` (text, empty where nothing is doubtful), ``file`` (the first 16 digits of the SHA-256 of the
file it came from); superseded ones also ``superseded_by``. Months and years are those of Chinese time.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

from lvheng.errors import StateConflict, Text
from lvheng.statistics.series import LOCAL_OFFSET_HOURS, VALUE_TYPE, Resolution

FILE_DIGITS = 16
ROW_GROUP_ROWS = 122_880
_LOCAL_TIME = f"make_timestamp((hour + {LOCAL_OFFSET_HOURS}) * 3600000000)"
_PARTS = {Resolution.HOURLY: "%Y-%m", Resolution.DAILY: "%Y"}
_COLUMNS = {"site": "VARCHAR", "hour": "BIGINT", "value": VALUE_TYPE, "flag": "VARCHAR", "file": "VARCHAR"}


def connect() -> duckdb.DuckDBPyConnection:
    """A database in memory, which says nothing while it works."""
    connection = duckdb.connect()
    connection.execute("SET enable_progress_bar = false")
    return connection


@dataclass(frozen=True)
class Merged:
    """What a merge did, in values."""

    added: int = 0
    unchanged: int = 0
    revised: int = 0

    def __add__(self, other: Merged) -> Merged:
        return Merged(self.added + other.added, self.unchanged + other.unchanged, self.revised + other.revised)


@dataclass(frozen=True)
class Store:
    """The series of one network below ``folder``."""

    folder: Path

    @staticmethod
    def of_air(data_folder: Path) -> Store:
        """The air monitors' series of a data folder."""
        return Store(data_folder / "series" / "air")

    def path(self, resolution: Resolution, code: str, part: str) -> Path:
        """Where a part of a series lies: a month as ``2020-04``, for daily values a year as ``2020``."""
        return self.folder / resolution.value / code / f"{part}.parquet"

    def parts(self, resolution: Resolution, code: str) -> list[str]:
        """The months, or years, that a series has."""
        return sorted(path.stem for path in (self.folder / resolution.value / code).glob("*.parquet"))

    def codes(self, resolution: Resolution) -> list[str]:
        """The series that there are."""
        return sorted(path.name for path in (self.folder / resolution.value).glob("*") if any(path.glob("*.parquet")))

    def scan(self, resolution: Resolution, code: str, year: int | None = None) -> str:
        """SQL for the rows in force of a series (of one year) with their ``hour``; empty where there are none."""
        parts = [part for part in self.parts(resolution, code) if year is None or part.startswith(f"{year:04}")]
        return _rows([self.path(resolution, code, part) for part in parts])

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Only one program writes at a time; raises StateConflict while another one does."""
        import fcntl

        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / ".lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise _busy() from None
            yield

    def merge(self, connection: duckdb.DuckDBPyConnection, resolution: Resolution, table: str) -> Merged:
        """Take in the rows of ``table`` (series, site, hour, value, flag, file; no key twice).

        A value that is there already stays; one that differs replaces it, and the old one is kept as superseded.
        """
        part_of = f"strftime({_LOCAL_TIME}, '{_PARTS[resolution]}')"
        parts = connection.execute(f"SELECT DISTINCT series, {part_of} FROM {table} ORDER BY ALL").fetchall()
        total = Merged()
        for code, part in parts:
            connection.execute(
                f"CREATE OR REPLACE TEMP TABLE incoming AS SELECT site, hour, value, flag, file FROM {table} "
                f"WHERE series = ? AND {part_of} = ?",
                [code, part],
            )
            total += self._merge_part(connection, self.path(resolution, code, part))
        return total

    def sites(self, connection: duckdb.DuckDBPyConnection) -> set[str]:
        """All sites that have an hourly value in force."""
        parts = [
            self.path(Resolution.HOURLY, code, part)
            for code in self.codes(Resolution.HOURLY)
            for part in self.parts(Resolution.HOURLY, code)
        ]
        rows = connection.execute(f"SELECT DISTINCT site FROM {_rows(parts)}").fetchall()
        return {site for (site,) in rows}

    def withdraw(self, connection: duckdb.DuckDBPyConnection, file: str, by: str) -> int:
        """Take back every value in force that came from one file; they are kept as superseded. Returns their number."""
        count = 0
        for path in sorted(self.folder.glob("*/*/*.parquet")):
            current = _rows([path])
            connection.execute(
                f"CREATE OR REPLACE TEMP TABLE replaced AS SELECT * FROM {current} WHERE file = ?", [file]
            )
            taken = connection.execute("SELECT count(*) FROM replaced").fetchall()[0][0]
            if taken:
                count += taken
                self._keep_superseded(connection, path, by)
                _write(connection, f"SELECT * FROM {current} ANTI JOIN replaced USING (site, hour)", path)
        return count

    def _merge_part(self, connection: duckdb.DuckDBPyConnection, path: Path) -> Merged:
        current = _rows([path] if path.exists() else [])
        connection.execute(f"CREATE OR REPLACE TEMP TABLE existing AS SELECT * FROM {current}")
        connection.execute(
            "CREATE OR REPLACE TEMP TABLE replaced AS SELECT e.* FROM existing AS e JOIN incoming AS i "
            "USING (site, hour) WHERE e.value <> i.value OR e.flag <> i.flag"
        )
        (incoming, matched, revised, by) = connection.execute(
            "SELECT (SELECT count(*) FROM incoming), (SELECT count(*) FROM existing SEMI JOIN incoming "
            "USING (site, hour)), (SELECT count(*) FROM replaced), (SELECT max(file) FROM incoming)"
        ).fetchall()[0]
        merged = Merged(incoming - matched, matched - revised, revised)
        if merged.added or merged.revised:
            self._keep_superseded(connection, path, by)
            connection.execute(
                "CREATE OR REPLACE TEMP TABLE kept AS SELECT * FROM existing ANTI JOIN replaced USING (site, hour)"
            )
            _write(connection, "FROM kept UNION ALL FROM incoming ANTI JOIN kept USING (site, hour)", path)
        return merged

    def _keep_superseded(self, connection: duckdb.DuckDBPyConnection, path: Path, by: str) -> None:
        """Add the table ``replaced`` to what was superseded, before the values in force lose it."""
        if connection.execute("SELECT count(*) FROM replaced").fetchall()[0][0] == 0:
            return
        kept = path.parent / "superseded" / path.name
        before = f"SELECT * FROM {_rows([kept], 'superseded_by')} UNION " if kept.exists() else ""
        _write(connection, f"{before}SELECT *, '{by}' AS superseded_by FROM replaced", kept)


def _rows(paths: list[Path], *more: str) -> str:
    """SQL for the rows of files, with the hour as a number."""
    if not paths:
        empty = ", ".join(f"NULL::{kind} AS {name}" for name, kind in _COLUMNS.items())
        return f"(SELECT {empty} WHERE false)"
    files = ", ".join(_quoted(path) for path in paths)
    columns = ", ".join(["site", "epoch_us(time) // 3600000000 AS hour", "value", "flag", "file", *more])
    return f"(SELECT {columns} FROM read_parquet([{files}]))"


def _write(connection: duckdb.DuckDBPyConnection, query: str, path: Path) -> None:
    """Write a file beside the old one and put it in its place: readers see the one or the other, never half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".writing")
    connection.execute(
        f"COPY (SELECT site, to_timestamp(hour * 3600) AS time, * EXCLUDE (site, hour) FROM ({query}) "
        f"ORDER BY site, hour) TO {_quoted(draft)} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {ROW_GROUP_ROWS})"
    )
    with draft.open("rb") as written:
        os.fsync(written.fileno())
    draft.replace(path)


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"


def _busy() -> StateConflict:
    return StateConflict(
        "series_busy",
        Text("另一个程序正在写测量序列。", "another program is writing the measurement series."),
        to_do=Text("请稍后再试。", "Try again in a moment."),
    )
