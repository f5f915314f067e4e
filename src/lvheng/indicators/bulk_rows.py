"""The relation that a compiled query reads: a row for every unit and period, each element with its reason."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import duckdb

from lvheng.indicators.bulk_plan import Group, Plan
from lvheng.indicators.bulk_tables import Given, literal, quoted
from lvheng.packs.measures import DataElement

# Up to so many more decimals a 64-bit number, and sums of many of them, stay within 128 bits.
_SAFE_SHIFT = 15


def compute_group(
    connection: duckdb.DuckDBPyConnection, plan: Plan, group: Group, given: Given, summed: frozenset[str]
) -> None:
    """Make the table of the group: _n, _p and the columns of its query for the wanted periods."""
    query = plan.query(group)
    rows = _rows(plan.inputs(group.codes), given, summed if group.added_up else frozenset(), group)
    things = f"thing IN ({', '.join(map(literal, group.things))})"
    connection.execute(f"CREATE OR REPLACE TEMP VIEW rows AS {rows} WHERE {things}")
    connection.execute(f"CREATE OR REPLACE TEMP VIEW members AS SELECT * FROM all_members WHERE {things}")
    connection.execute(f"""
        CREATE TEMP TABLE {group.name} AS
        SELECT q.unit AS _n, t._p AS _p, q.* EXCLUDE (unit, period_start)
        FROM ({query.sql}) AS q JOIN times AS t ON t.period_start = q.period_start
        WHERE t.wanted
    """)  # names of this room


def _rows(elements: Sequence[DataElement], given: Given, summed: frozenset[str], group: Group) -> str:
    observed = {element.code for element in given.elements}
    columns = ["u._n AS unit", "t.period_start AS period_start", "u.thing AS thing"]
    for element in elements:
        columns += _column(element, given, summed) if element.code in observed else _nothing(element)
    sums = "LEFT JOIN sums AS s ON s._n = u._n AND s._p = t._p" if summed else ""
    times = f"SELECT _p, period_start FROM times{'' if group.moving else ' WHERE wanted'}"
    return f"""
        SELECT {", ".join(columns)}
        FROM units AS u CROSS JOIN ({times}) AS t LEFT JOIN own AS o ON o._n = u._n AND o._p = t._p {sums}
    """


_TYPES = {"number": "BIGINT", "boolean": "BOOLEAN", "code": "VARCHAR"}


def _nothing(element: DataElement) -> Iterator[str]:
    yield f"NULL::{_TYPES[element.kind]} AS {quoted(element.code)}"
    yield f"NULL::VARCHAR AS {quoted(element.code + '__why')}"


def _column(element: DataElement, given: Given, summed: frozenset[str]) -> Iterator[str]:
    """The figure with the element's own decimals, and why there is none."""
    name = quoted(element.code)
    figure, reasons = f"o.{name}", []
    if element.code in summed:
        figure = f"coalesce(o.{name}, s.{name})"
        reasons.append(f"WHEN s.{quoted(element.code + '__some')} THEN 'members_missing'")
    if element.kind == "number":
        figure, invalid = _shifted(figure, element.decimals - given.scale)
        if invalid:
            reasons.append(f"WHEN {invalid} THEN 'invalid_input'")
    yield f"{figure} AS {name}"
    why = f"CASE {' '.join(reasons)} END" if reasons else "NULL::VARCHAR"
    yield f"{why} AS {quoted(element.code + '__why')}"


def _shifted(figure: str, more: int) -> tuple[str, str]:
    """A whole number with so many decimals more (or less), and when that cannot be."""
    if more == 0:
        return figure, ""
    power = 10 ** abs(more)
    if more < 0:
        fits = f"{figure} % {power} = 0"
        return f"CASE WHEN {fits} THEN {figure} // {power} END", f"NOT ({fits})"
    wide = f"{figure}::HUGEINT * {power}"
    if more <= _SAFE_SHIFT:
        return wide, ""
    return f"TRY({wide})", f"{figure} IS NOT NULL AND TRY({wide}) IS NULL"
