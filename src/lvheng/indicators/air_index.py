"""From daily concentrations to the daily index: one query, compiled from the edition's formulas.

Tables in DuckDB, temporary:

- ``concentrations`` (see :mod:`lvheng.indicators.air_daily`) goes in.
- ``days`` comes out: unit, day (DATE), aqi, level, ``primaries`` and ``missing`` (lists of quantities), a column
  ``iaqi_<quantity>`` each, origin.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from lvheng.formula import PeriodKind, Relations, compile_query
from lvheng.indicators.air_program import program
from lvheng.packs.air import AirIndex

_DATE = "DATE '1970-01-01' + day::INT"


@dataclass(frozen=True)
class IndexQuery:
    """An edition's formulas over some quantities as SQL over the table ``air_rows``. Compiling takes a moment."""

    daily: tuple[str, ...]
    sql: str

    @staticmethod
    def of(index: AirIndex, daily: Sequence[str]) -> IndexQuery:
        """Compile the edition for DuckDB."""
        targets = [*(f"iaqi_{each}" for each in daily), "aqi", "level", *(f"primary_{each}" for each in daily)]
        relations = Relations(rows="air_rows", scaled=True)
        query = compile_query(program(index, daily), targets, PeriodKind.DAY, "duckdb", relations)
        return IndexQuery(tuple(daily), query.sql)


def compute_days(connection: duckdb.DuckDBPyConnection, query: IndexQuery) -> None:
    """Make the table ``days``: a row for every unit and day that has any concentration."""
    daily = query.daily
    _spread(connection, daily)
    primaries = ", ".join(f"CASE WHEN primary_{each} THEN '{each}' END" for each in daily)
    missing = ", ".join(f"CASE WHEN iaqi_{each} IS NULL THEN '{each}' END" for each in daily)
    indexes = ", ".join(f"iaqi_{each}" for each in daily)
    connection.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE days AS
        SELECT unit, period_start AS day, aqi, level,
            list_filter([{primaries}], lambda each: each IS NOT NULL) AS primaries,
            list_filter([{missing}], lambda each: each IS NOT NULL) AS missing, {indexes}, origin
        FROM ({query.sql}) JOIN air_rows USING (unit, period_start)
        """
    )


def _spread(connection: duckdb.DuckDBPyConnection, daily: Sequence[str]) -> None:
    """The concentrations of a day side by side, as the formulas' inputs."""
    columns = ", ".join(
        f"max({column}) FILTER (quantity = '{each}') AS {each}_{name}"
        for each in daily
        for column, name in (("total", "sum"), ("parts", "parts"))
    )
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE air_rows AS SELECT unit, {_DATE} AS period_start, any_value(origin) AS origin, "
        f"{columns} FROM concentrations GROUP BY unit, day"
    )
