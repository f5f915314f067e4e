"""From text to typed values: one row for each site, time and series, exact, with every cell that cannot be read told.

Works inside DuckDB, so that a year of the whole country goes through as one file. All tables are temporary:

- ``keys``: row, site, name, longitude, latitude, area, hour (hours since 1970 in UTC at which the value begins), why
- ``cells``: row, column_name, series, site, hour, value (:data:`~lvheng.statistics.series.VALUE_TYPE` or null), why
"""

from __future__ import annotations

import datetime

import duckdb

from lvheng.errors import InputProblem, Problem, Text
from lvheng.statistics.layouts import Layout, Recognised
from lvheng.statistics.reading import TextTable
from lvheng.statistics.series import DECIMALS, LOCAL_OFFSET_HOURS, VALUE_TYPE, Resolution

# What public files write where there is no value.
MISSING = ("", "-", "--", "---", "-;", "—", "——", "_", "na", "n/a", "nan", "null", "none", "无", "/")
STAMPS = ("%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y/%m/%d %H:%M", "%Y%m%d%H")
DATES = ("%Y-%m-%d", "%Y%m%d", "%Y/%m/%d")
EARLIEST = datetime.datetime(1980, 1, 1, tzinfo=datetime.UTC)
MAX_TOLD = 10_000
_ZONE = r"(Z|[+-][0-9]{2}:?[0-9]{2})$"
_NUMBER = rf"^[+-]?[0-9]{{1,10}}(\.[0-9]{{1,{DECIMALS}}})?$"
_ANY_NUMBER = r"^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?$"

REASONS: dict[str, tuple[Text, Text]] = {
    "no_site": (
        Text("没有写站点，这一行未导入。", "the site is missing; the row was not imported."),
        Text("请补上站点。", "Fill it in."),
    ),
    "not_a_time": (
        Text("“{0}”不是时间，这一行未导入。", "“{0}” is no time; the row was not imported."),
        Text("请写成 2020-04-02T08:00:00 或 20200402 和 08。", "Write 2020-04-02T08:00:00, or 20200402 and 08."),
    ),
    "not_on_the_hour": (
        Text("“{0}”不是整点，这一行未导入。", "“{0}” is not a full hour; the row was not imported."),
        Text("小时值的时间应是整点。", "The time of an hourly value is a full hour."),
    ),
    "in_the_future": (
        Text("“{0}”在将来，这一行未导入。", "“{0}” lies in the future; the row was not imported."),
        Text("请检查日期和时区（--utc）。", "Check the date and the time zone (--utc)."),
    ),
    "too_early": (
        Text("“{0}”早于 1980 年，这一行未导入。", "“{0}” is before 1980; the row was not imported."),
        Text("请检查日期。", "Check the date."),
    ),
    "unknown_area": (
        Text("没有叫“{0}”的地区，这一行未导入。", "there is no area called “{0}”; the row was not imported."),
        Text("请写地州市的名称，如临夏州。", "Write the name of a prefecture, such as 临夏州."),
    ),
    "not_a_number": (
        Text("“{0}”不是数，这一格未导入。", "“{0}” is no number; the cell was not imported."),
        Text("请写成 12 或 0.8；没有数据就留空。", "Write 12 or 0.8; leave it empty where there is no value."),
    ),
    "too_many_digits": (
        Text(
            f"“{{0}}”超过 10 位整数或 {DECIMALS} 位小数，无法精确保存，这一格未导入。",
            f"“{{0}}” has more than 10 digits or {DECIMALS} decimals and cannot be kept exactly; it was not imported.",
        ),
        Text("请写仪器给出的位数。", "Write the digits that the instrument gave."),
    ),
    "contradictory": (
        Text(
            "同一站点同一时间有另一行写着不同的值；“{0}”未导入。",
            "another row gives a different value for this site and time; “{0}” was not imported.",
        ),
        Text("请只保留正确的一行。", "Keep only the row that is right."),
    ),
}


def parse_keys(
    connection: duckdb.DuckDBPyConnection, text: TextTable, found: Recognised, offset_hours: int, now: datetime.datetime
) -> None:
    """Make the table ``keys``. ``offset_hours`` is the time zone of stamps that name none."""
    connection.register("raw", text.table)
    _keys(connection, found, offset_hours, now)


def parse_cells(connection: duckdb.DuckDBPyConnection, found: Recognised) -> None:
    """Make the table ``cells`` of the rows whose keys are right, and mark cells that contradict each other."""
    _cells(connection, found)
    connection.unregister("raw")
    _mark_contradictions(connection)


def _cell(found: Recognised, column: str | None) -> str:
    return f"trim(c{found.positions[column]})" if column and column in found.positions else "''"


def _keys(connection: duckdb.DuckDBPyConnection, found: Recognised, offset_hours: int, now: datetime.datetime) -> None:
    layout = found.layout
    stamp = " || ' ' || ".join(_cell(found, column) for column in layout.time)
    anything = " || ".join(f"trim(c{index})" for index in found.positions.values())
    shift = layout.resolution.hours * 3600 if layout.ends_at_stamp else 0
    connection.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE keys AS
        WITH text AS (
            SELECT row, {stamp} AS stamp, {_cell(found, layout.site)} AS site, {_cell(found, layout.name)} AS name,
                {_cell(found, layout.longitude)} AS longitude, {_cell(found, layout.latitude)} AS latitude,
                {_cell(found, layout.area)} AS area
            FROM raw WHERE {anything} <> ''
        ), timed AS (
            SELECT *, {_seconds(layout, offset_hours)} - {shift} AS seconds FROM text
        )
        SELECT row, stamp, site, name, longitude, latitude, area,
            CASE WHEN seconds % 3600 = 0 THEN seconds // 3600 END AS hour,
            CASE
                WHEN site = '' THEN 'no_site'
                WHEN seconds IS NULL THEN 'not_a_time'
                WHEN seconds % 3600 <> 0 THEN 'not_on_the_hour'
                WHEN seconds < {int(EARLIEST.timestamp())} THEN 'too_early'
                WHEN seconds >= {int(now.timestamp())} THEN 'in_the_future'
            END AS why
        FROM timed
        """
    )


def _seconds(layout: Layout, offset_hours: int) -> str:
    """Seconds since 1970 in UTC of the text ``stamp``, null where it is no time."""
    if len(layout.time) == 2:
        date = f"try_strptime(split_part(stamp, ' ', 1), {list(DATES)})"
        hour = "TRY_CAST(split_part(stamp, ' ', 2) AS INT)"
        return (
            f"CASE WHEN {hour} BETWEEN 0 AND 24 THEN epoch_us({date}) // 1000000 + ({hour} - {offset_hours}) * 3600 END"
        )
    formats, offset = list(STAMPS), offset_hours
    if layout.resolution is Resolution.DAILY:
        formats, offset = list(DATES), LOCAL_OFFSET_HOURS
    zone = f"regexp_extract(stamp, '{_ZONE}', 1)"
    digits = f"replace(substr({zone}, 2), ':', '')"
    minutes = f"(substr({digits}, 1, 2)::INT * 60 + substr({digits}, 3, 2)::INT)"
    signed = f"CASE {zone}[1] WHEN 'Z' THEN 0 WHEN '-' THEN -{minutes} WHEN '+' THEN {minutes} ELSE {offset * 60} END"
    bare = f"regexp_replace(stamp, '{_ZONE}', '')"
    return f"epoch_us(try_strptime({bare}, {formats})) // 1000000 - ({signed}) * 60"


def _cells(connection: duckdb.DuckDBPyConnection, found: Recognised) -> None:
    parts = [
        f"SELECT row, '{column}' AS column_name, '{code}' AS series, {_cell(found, column)} AS text FROM raw"
        for column, code in found.measures.items()
    ]
    missing = ", ".join(f"'{word}'" for word in MISSING)
    connection.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE cells AS
        WITH text AS ({" UNION ALL ".join(parts)})
        SELECT t.row, t.column_name, t.series, k.site, k.hour, t.text,
            CASE WHEN regexp_matches(t.text, '{_NUMBER}') THEN t.text::{VALUE_TYPE} END AS value,
            CASE
                WHEN regexp_matches(t.text, '{_NUMBER}') THEN NULL
                WHEN lower(t.text) IN ({missing}) THEN 'missing'
                WHEN regexp_matches(t.text, '{_ANY_NUMBER}') THEN 'too_many_digits'
                ELSE 'not_a_number'
            END AS why
        FROM text AS t JOIN keys AS k USING (row) WHERE k.why IS NULL
        """
    )


def _mark_contradictions(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute(
        """
        UPDATE cells SET why = 'contradictory'
        WHERE value IS NOT NULL AND (series, site, hour) IN (
            SELECT (series, site, hour) FROM cells WHERE value IS NOT NULL
            GROUP BY series, site, hour HAVING min(value) <> max(value)
        )
        """
    )


def refused_cells(connection: duckdb.DuckDBPyConnection, file: str) -> tuple[list[Problem], int]:
    """The rows and cells that could not be read, in order, up to :data:`MAX_TOLD`; and how many there are in all."""
    every = """
        SELECT row, '' AS column_name, CASE why WHEN 'unknown_area' THEN area ELSE stamp END AS text, why
        FROM keys WHERE why IS NOT NULL
        UNION ALL
        SELECT row, column_name, text, why FROM cells WHERE why <> 'missing'
    """
    rows = connection.execute(f"SELECT * FROM ({every}) ORDER BY row, column_name LIMIT {MAX_TOLD}").fetchall()
    count = connection.execute(f"SELECT count(*) FROM ({every})").fetchall()[0][0]
    return [_told(file, *row) for row in rows], count


def _told(file: str, row: int, column: str, text: str, why: str) -> InputProblem:
    what, to_do = REASONS[why]
    shown = text if len(text) <= 40 else f"{text[:40]}…"
    where = f"{file}:{row}:{column}" if column else f"{file}:{row}"
    return InputProblem(why, Text(what.zh.format(shown), what.en.format(shown)), where, to_do)
