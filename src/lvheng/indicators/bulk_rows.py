"""The relation that a compiled query reads: a row for every unit and period, each element with its reason."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import duckdb
import pyarrow as pa

from lvheng.formula.sql.engines import ENGINES
from lvheng.indicators.bulk_plan import REASON_CODES, Group, KnownOfInputs, Plan
from lvheng.indicators.bulk_tables import Given, literal, quoted
from lvheng.packs.measures import DataElement

# Up to so many more decimals a 64-bit number, and sums of many of them, stay within 128 bits.
_SAFE_SHIFT = 15
_NARROW = ENGINES["duckdb"].narrow


@dataclass(frozen=True)
class Figures:
    """What the queries read: the figures as given, the codes that were added up, and the most that one of them is."""

    given: Given
    summed: frozenset[str]
    most: int


def compute_group(connection: duckdb.DuckDBPyConnection, plan: Plan, group: Group, figures: Figures) -> pa.Table:
    """What the query of the group gives for the wanted periods: _row and its columns, rows in any order."""
    there = {element.code: element for element in figures.given.elements}
    observed = [element for element in plan.inputs(group.codes) if element.code in there]
    nobodys = [element for element in plan.inputs(group.codes) if element.code not in there]
    # What lies above may be of another kind, where not even an absent figure applies.
    absent = [] if plan.looks_above(group) else [each for each in nobodys if each.code not in group.codes]
    columns = [_Column(element, figures, group.added_up) for element in observed]
    known = KnownOfInputs(
        frozenset(column.element.code for column in columns if column.reasons),
        tuple((column.element.code, column.bound) for column in columns if column.element.kind == "number"),
        frozenset(element.code for element in absent),
        plan.unbroken,
    )
    query = plan.query(group, known)
    selected = [part for column in columns for part in column.selected()]
    selected += [part for element in nobodys if element not in absent for part in _nothing(element)]
    things = f"thing IN ({', '.join(map(literal, group.things))})"
    sums = group.added_up and bool(figures.summed)
    connection.execute(f"CREATE OR REPLACE TEMP VIEW rows AS {_rows(selected, group, sums)} WHERE {things}")
    connection.execute(f"CREATE OR REPLACE TEMP VIEW members AS SELECT * FROM all_members WHERE {things}")
    found = connection.sql(f"""
        SELECT * EXCLUDE (unit, period_start) FROM ({query.sql}) {"WHERE _row IS NOT NULL" if group.moving else ""}
    """)  # names of this room
    return found.to_arrow_table()


def _rows(selected: Sequence[str], group: Group, sums: bool) -> str:
    columns = [
        "u._n AS unit",
        "t.period_start AS period_start",
        "u.thing AS thing",
        "u._n::BIGINT * (SELECT count(*) FROM times WHERE wanted) + t.place AS _row",
        *selected,
    ]
    return f"""
        SELECT {", ".join(columns)}
        FROM units AS u CROSS JOIN (SELECT * FROM times {"" if group.moving else "WHERE wanted"}) AS t
            LEFT JOIN own AS o ON o._n = u._n AND o._p = t._p
            {"LEFT JOIN sums AS s ON s._n = u._n AND s._p = t._p" if sums else ""}
    """


_TYPES = {"number": "BIGINT", "boolean": "BOOLEAN", "code": "VARCHAR"}


def _nothing(element: DataElement) -> Iterator[str]:
    yield f"NULL::{_TYPES[element.kind]} AS {quoted(element.code)}"


class _Column:
    """One element in the rows: the figure with the element's own decimals, and why there is none."""

    def __init__(self, element: DataElement, figures: Figures, added_up: bool) -> None:
        self.element = element
        name = quoted(element.code)
        summed = added_up and element.code in figures.summed
        self.value = f"coalesce(o.{name}, s.{name})" if summed else f"o.{name}"
        self.reasons = [(f"s.{quoted(element.code + '__some')}", "members_missing")] if summed else []
        more = element.decimals - figures.given.scale
        self.bound = figures.most * 10**more if more >= 0 else figures.most // 10**-more
        if element.kind == "number":
            self._shift(more)

    def _shift(self, more: int) -> None:
        """Give the whole number so many decimals more, or less where that can be."""
        figure, power = self.value, 10 ** abs(more)
        if more < 0:
            fits = f"{figure} % {power} = 0"
            self.value = f"CASE WHEN {fits} THEN {figure} // {power} END"
            self.reasons.append((f"NOT ({fits})", "invalid_input"))
        elif more > 0 and self.bound <= _NARROW:
            self.value = f"{figure}::BIGINT * {power}"
        elif more > 0:
            wide = f"{figure}::HUGEINT * {power}"
            self.value = wide if more <= _SAFE_SHIFT else f"TRY({wide})"
            if more > _SAFE_SHIFT:
                self.reasons.append((f"{figure} IS NOT NULL AND TRY({wide}) IS NULL", "invalid_input"))

    def selected(self) -> Iterator[str]:
        """The columns as SQL."""
        yield f"{self.value} AS {quoted(self.element.code)}"
        if self.reasons:
            branches = " ".join(f"WHEN {when} THEN {REASON_CODES[reason]}::UTINYINT" for when, reason in self.reasons)
            yield f"CASE {branches} END AS {quoted(self.element.code + '__why')}"
