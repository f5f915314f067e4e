"""From the tables of a run to the result: values, reasons and bases side by side, decimals at last."""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa
from pyarrow.compute import sort_indices

from lvheng.formula.declarations import MAX_DIGITS
from lvheng.indicators.bulk_plan import Plan
from lvheng.indicators.bulk_published import Published
from lvheng.indicators.bulk_tables import NARROW_DIGITS, quoted


def why_column(code: str) -> str:
    """The column that tells why a value is null."""
    return f"{code}__why"


def basis_column(code: str) -> str:
    """The column that tells the basis, where the value alone does not."""
    return f"{code}__basis"


@dataclass(frozen=True)
class Columns:
    """How SQL names what is known of a code: g the grid, c combined, k published; groups by their names."""

    plan: Plan
    known: Published

    @property
    def source(self) -> str:
        """The FROM clause with all tables that there are."""
        names = [group.name for group in self.plan.groups]
        joins = [f"LEFT JOIN {name} ON {name}._n = g._n AND {name}._p = g._p" for name in names]
        if self.known.decimals:
            joins.append("LEFT JOIN known AS k ON k._n = g._n AND k._p = g._p")
        grid = "(SELECT u._n, u.unit, t._p, t.period FROM units AS u CROSS JOIN times AS t WHERE t.wanted)"
        return f"FROM {grid} AS g {' '.join(joins)}"

    def _given(self, code: str) -> str:
        return f"{self.plan.group(code).name}.{quoted(code)}"

    def computed(self, code: str) -> str:
        """What the formula gave, with the decimals of the result."""
        more = self.known.scale(self.plan, code) - self.plan.measure(code).decimals
        return f"({self._given(code)}::HUGEINT * {10**more})" if more else self._given(code)

    def published(self, code: str) -> str:
        """What was published."""
        return f"k.{quoted(code)}" if code in self.known.decimals else "NULL::HUGEINT"

    def final(self, code: str) -> str:
        """The value of a code that is not rolled up by a rule of its own."""
        if code not in self.known.decimals:
            return self.computed(code)
        return f"coalesce({self.computed(code)}, {self.published(code)})"

    def why(self, code: str) -> str:
        """The reason that the formula gave. A group's query leaves out units of kinds that it does not describe."""
        name = self.plan.group(code).name
        return f"CASE WHEN {name}._n IS NULL THEN 'not_applicable' ELSE {name}.{quoted(why_column(code))} END"


def select_result(plan: Plan, known: Published) -> str:
    """The query of the result, numbers still whole, rows in any order and with their places."""
    columns = Columns(plan, known)
    selected = ["g._n", "g._p", "g.unit", "g.period"]
    for code in plan.codes:
        selected += _combined(columns, code) if code in plan.combined else _plain(columns, code)
    joined = "JOIN combined AS c ON c._n = g._n AND c._p = g._p" if plan.combined else ""
    return f"SELECT {', '.join(selected)} {columns.source} {joined}"


def _combined(columns: Columns, code: str) -> list[str]:
    value = f"c.{quoted(code)}"
    return [
        f"{value} AS {quoted(code)}",
        f"CASE WHEN {value} IS NULL THEN {columns.why(code)} END AS {quoted(why_column(code))}",
        f"c.{quoted(basis_column(code))}",
    ]


def _plain(columns: Columns, code: str) -> list[str]:
    value = columns.final(code)
    selected = [f"{value} AS {quoted(code)}"]
    if code not in columns.known.decimals:
        return [*selected, f"{columns.why(code)} AS {quoted(why_column(code))}"]
    known = "reported" if code in columns.plan.measures.elements else "computed"
    return [
        *selected,
        f"CASE WHEN {value} IS NULL THEN {columns.why(code)} END AS {quoted(why_column(code))}",
        f"""CASE WHEN {columns.computed(code)} IS NOT NULL THEN '{known}' WHEN {columns.published(code)} IS NOT NULL
            THEN 'published' ELSE 'none' END AS {quoted(basis_column(code))}""",
    ]


def finish(table: pa.Table, plan: Plan, known: Published) -> pa.Table:
    """In order, and with decimals: only the type of a column says where the point is, its numbers stay as they are."""
    # Arrow puts so many columns in order in a fraction of the time that DuckDB needs to sort them.
    places = table.select(["_n", "_p"])
    table = table.drop_columns(["_n", "_p"]).take(sort_indices(places, [("_n", "ascending"), ("_p", "ascending")]))
    for code in plan.codes:
        if plan.measure(code).kind == "number":
            place = table.column_names.index(code)
            table = table.set_column(place, code, _decimals(table.column(code), known.scale(plan, code)))
    return table


def _decimals(column: pa.ChunkedArray, decimals: int) -> pa.ChunkedArray:
    narrow = pa.types.is_int64(column.type)
    kept = pa.decimal64(NARROW_DIGITS, decimals) if narrow else pa.decimal128(MAX_DIGITS, decimals)
    wide = pa.decimal128(NARROW_DIGITS, decimals) if narrow else kept
    chunks = [
        pa.Array.from_buffers(kept, len(chunk), chunk.buffers(), offset=chunk.offset).cast(wide)
        for chunk in column.chunks
    ]
    return pa.chunked_array(chunks, wide)
