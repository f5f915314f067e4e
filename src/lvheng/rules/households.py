"""The simulated households of the site with their use, as the users on whom a reform is tried. Knows no database.

The files are ``<data>/world/households/<rule>.parquet``, written with the simulated world: a row for each household
and month, with ``unit``, ``area`` (code), ``kind`` (urban or rural), ``people``, ``low_income``, ``period``, ``use``.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import duckdb
import pyarrow as pa

from lvheng.errors import InputProblem, Text
from lvheng.formula import Period
from lvheng.rules.bulk_input import text

GROUPS: Mapping[str, Text] = {
    "area": Text("县（市）", "County"),
    "kind": Text("城乡", "Town or country"),
    "people": Text("家庭人口", "People in the household"),
}
_KINDS = {"urban": "城镇", "rural": "农村"}


def households_file(data_folder: Path, rule: str) -> Path | None:
    """The households on whom a rule can be tried; None where there are none."""
    path = data_folder / "world" / "households" / f"{rule}.parquet"
    return path if path.is_file() else None


def load_households(path: Path, on: Period | None, names: Mapping[str, str]) -> pa.Table:
    """The households of a month, or of all months with a column ``period``; ``names`` of areas by their codes.

    Raises InputProblem for a month that the file does not have.
    """
    chosen = f"WHERE period = DATE {text(on.start.isoformat())}" if on else ""
    columns = f"unit, {_named('area', names)}, {_named('kind', _KINDS)}, people, low_income, use"
    period = "" if on else ", period"
    with duckdb.connect() as connection:
        source = f"read_parquet({text(str(path))})"
        table = connection.sql(f"SELECT {columns}{period} FROM {source} {chosen}").to_arrow_table()
        if not table.num_rows and on is not None:
            (row,) = connection.execute(f"SELECT min(period)::VARCHAR, max(period)::VARCHAR FROM {source}").fetchall()
            what = Text(f"模拟住户没有 {on.code} 的用量。", f"The simulated households have no use in {on.code}.")
            first, last = row[0][:7], row[1][:7]
            to_do = Text(f"有 {first} 至 {last}。", f"There is {first} to {last}.")
            raise InputProblem("no_such_month", what, "on", to_do)
    return table


def _named(column: str, names: Mapping[str, str]) -> str:
    cases = "".join(f" WHEN {text(code)} THEN {text(name)}" for code, name in names.items())
    return f"CASE {column}{cases} ELSE {column} END AS {column}" if cases else column
