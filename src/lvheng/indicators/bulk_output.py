"""From what the queries gave to the result: values, reasons and bases side by side, decimals and texts at last."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from lvheng.formula import Period
from lvheng.formula.declarations import MAX_DIGITS
from lvheng.indicators.bulk_plan import REASON_CODES, Group, Plan
from lvheng.indicators.bulk_published import Published
from lvheng.indicators.bulk_rollup import BASES, basis_cases
from lvheng.indicators.bulk_tables import NARROW_DIGITS, quoted

# The table of the codes whose value is not only what a formula gave.
SPECIAL = "special"


def why_column(code: str) -> str:
    """The column that tells why a value is null."""
    return f"{code}__why"


def basis_column(code: str) -> str:
    """The column that tells the basis, where the value alone does not."""
    return f"{code}__basis"


@dataclass(frozen=True)
class Grid:
    """The rows of the result: every unit with every wanted period, unit by unit. ``_row`` counts them."""

    units: Sequence[str]
    periods: Sequence[Period]

    @cached_property
    def rows(self) -> pa.Array:
        """The numbers of all rows."""
        return pa.arange(0, len(self.units) * len(self.periods))

    def keys(self) -> dict[str, pa.Array]:
        """The columns unit and period."""
        many = len(self.periods)
        units = pc.divide(self.rows, many)
        places = pc.subtract(self.rows, pc.multiply(units, many))
        codes = pa.array([period.code for period in self.periods], pa.string())
        return {"unit": pa.array(self.units, pa.string()).take(units), "period": codes.take(places)}

    def aligned(self, table: pa.Table) -> pa.Table:
        """The table with exactly the rows of the grid; rows that it lacks do not apply."""
        given = table["_row"].combine_chunks()
        if given.equals(self.rows):
            return table
        # Arrow puts so many columns in order in a fraction of the time that a join takes.
        places = pc.index_in(self.rows, value_set=given)
        found = table.take(places).set_column(table.column_names.index("_row"), "_row", [self.rows])
        return _without_gaps(found, places) if places.null_count else found


def _without_gaps(table: pa.Table, places: pa.Array) -> pa.Table:
    """Where a row was lacking the reason is that the measure does not apply to such a unit."""
    lacking, reason = places.is_null(), pa.scalar(REASON_CODES["not_applicable"], pa.uint8())
    for place, name in enumerate(table.column_names):
        if name.endswith("__why"):
            table = table.set_column(place, name, pc.if_else(lacking, reason, table[name]))
    return table


@dataclass(frozen=True)
class Columns:
    """How SQL names what is known of a few codes: g the grid, c combined, k published; groups by their names."""

    plan: Plan
    known: Published
    codes: Sequence[str]

    @property
    def source(self) -> str:
        """The FROM clause with all tables that the codes need."""
        groups: dict[str, Group] = {self.plan.group(code).name: self.plan.group(code) for code in self.codes}
        joins = [f"JOIN {name} ON {name}._row = g._row" for name in groups]
        if self.known.decimals:
            joins.append("LEFT JOIN known AS k ON k._n = g._n AND k._p = g._p")
        grid = f"""
            (SELECT u._n, t._p, u._n::BIGINT * {len(self.plan.wanted)} + t.place AS _row
            FROM units AS u CROSS JOIN times AS t WHERE t.wanted)
        """
        return f"FROM {grid} AS g {' '.join(joins)}"

    def _given(self, code: str) -> str:
        return f"{self.plan.group(code).name}.{quoted(code)}"

    def computed(self, code: str) -> str:
        """What the formula gave, with the decimals of the result."""
        more = self.known.scale(self.plan, code) - self.plan.measure(code).decimals
        whole = f"{self._given(code)}::HUGEINT" if self.plan.measure(code).kind == "number" else self._given(code)
        return f"({whole} * {10**more})" if more else whole

    def published(self, code: str) -> str:
        """What was published."""
        return f"k.{quoted(code)}" if code in self.known.decimals else "NULL::HUGEINT"

    def final(self, code: str) -> str:
        """The value of a code that is not rolled up by a rule of its own."""
        if code not in self.known.decimals:
            return self.computed(code)
        return f"coalesce({self.computed(code)}, {self.published(code)})"

    def why(self, code: str) -> str:
        """The reason that the formula gave."""
        return f"{self.plan.group(code).name}.{quoted(why_column(code))}"


def _special_codes(plan: Plan, known: Published) -> list[str]:
    return [code for code in plan.codes if code in plan.combined or code in known.decimals]


def select_special(plan: Plan, known: Published) -> str | None:
    """The query of the codes that are rolled up by a rule of their own or were published; None where none is."""
    codes = _special_codes(plan, known)
    if not codes:
        return None
    columns = Columns(plan, known, codes)
    selected = ["g._row AS _row"]
    for code in codes:
        selected += _combined(columns, code) if code in plan.combined else _with_published(columns, code)
    joined = "JOIN combined AS c ON c._row = g._row" if set(codes) & set(plan.combined) else ""
    return f"SELECT {', '.join(selected)} {columns.source} {joined}"


def _combined(columns: Columns, code: str) -> list[str]:
    value = f"c.{quoted(code)}"
    return [
        f"{value} AS {quoted(code)}",
        f"CASE WHEN {value} IS NULL THEN {columns.why(code)} END AS {quoted(why_column(code))}",
        f"c.{quoted(basis_column(code))} AS {quoted(basis_column(code))}",
    ]


def _with_published(columns: Columns, code: str) -> list[str]:
    value = columns.final(code)
    known = "reported" if code in columns.plan.measures.elements else "computed"
    basis = basis_cases([(columns.computed(code), known), (columns.published(code), "published")])
    return [
        f"{value} AS {quoted(code)}",
        f"CASE WHEN {value} IS NULL THEN {columns.why(code)} END AS {quoted(why_column(code))}",
        f"{basis} AS {quoted(basis_column(code))}",
    ]


def finish(grid: Grid, found: Mapping[str, pa.Table], plan: Plan, known: Published) -> pa.Table:
    """The result from the aligned tables of the groups and, where there are such codes, of the special ones."""
    columns: dict[str, pa.Array | pa.ChunkedArray] = grid.keys()
    special = set(_special_codes(plan, known))
    for code in plan.codes:
        measure = plan.measure(code)
        table = found[SPECIAL if code in special else plan.group(code).name]
        columns[code] = table[code]
        if measure.kind == "number":
            digits = NARROW_DIGITS if measure.digits <= NARROW_DIGITS and code not in special else MAX_DIGITS
            columns[code] = _decimals(table[code], digits, known.scale(plan, code))
        columns[why_column(code)] = _texts(table[why_column(code)], list(REASON_CODES))
        if code in special:
            columns[basis_column(code)] = _texts(table[basis_column(code)], BASES)
    return pa.table(columns)


def _texts(column: pa.ChunkedArray, texts: Sequence[str]) -> pa.ChunkedArray:
    """Numbers of texts as a dictionary column."""
    words = pa.array(texts, pa.string())
    chunks = [pa.DictionaryArray.from_arrays(chunk, words) for chunk in column.chunks]
    return pa.chunked_array(chunks, pa.dictionary(column.type, words.type))


def _decimals(column: pa.ChunkedArray, digits: int, decimals: int) -> pa.ChunkedArray:
    """Whole numbers as decimals: only the type of a column says where the point is, its numbers stay as they are."""
    kept = pa.decimal128(digits, decimals)
    chunks = []
    for chunk in column.chunks:
        present, whole = chunk.buffers()
        if not pa.types.is_decimal(column.type):
            whole = _widened(whole)
        chunks.append(pa.Array.from_buffers(kept, len(chunk), [present, whole], offset=chunk.offset))
    return pa.chunked_array(chunks, kept)


def _widened(whole: pa.Buffer) -> pa.Buffer:
    """64-bit numbers as 128-bit numbers, whose upper half repeats the sign; many times faster than casting them."""
    low = np.frombuffer(whole, np.int64)
    return pa.py_buffer(np.stack([low, low >> 63], axis=1))
