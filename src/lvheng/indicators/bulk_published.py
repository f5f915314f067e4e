"""What was published of measures, as whole numbers beside what is computed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

import duckdb
import pyarrow as pa

from lvheng.formula.declarations import MAX_DIGITS
from lvheng.indicators.bulk_plan import Plan
from lvheng.indicators.bulk_tables import quoted


@dataclass(frozen=True)
class Published:
    """The table ``known``: n, p and a column per code of ``decimals``, which says the decimals of its whole numbers.

    A figure may be published with more decimals than its measure has.
    """

    decimals: Mapping[str, int] = field(default_factory=dict)

    def scale(self, plan: Plan, code: str) -> int:
        """The decimals of the whole numbers of a measure, published or not."""
        return max(self.decimals.get(code, 0), plan.measure(code).decimals)


def keep_published(
    connection: duckdb.DuckDBPyConnection, plan: Plan, published: pa.Table | None, units: Mapping[str, int]
) -> Published:
    """Make ``known`` from code, unit, period and value; figures of other codes, units and periods are left out."""
    cells = dict(_cells(plan, published, units)) if published is not None else {}
    found = Published(_decimals(plan, cells))
    keys = sorted({(n, p) for _, n, p in cells})
    columns = {"_n": pa.array([n for n, _ in keys], pa.int32()), "_p": pa.array([p for _, p in keys], pa.int32())}
    for code, decimals in found.decimals.items():
        values = [cells.get((code, n, p)) for n, p in keys]
        whole = [None if value is None else Decimal(int(Fraction(value) * 10**decimals)) for value in values]
        columns[code] = pa.array(whole, pa.decimal128(38, 0))
    connection.register("given_known", pa.table(columns))
    casts = ", ".join(["_n", "_p", *(f"{quoted(code)}::HUGEINT AS {quoted(code)}" for code in found.decimals)])
    connection.execute(f"CREATE TEMP TABLE known AS SELECT {casts} FROM given_known")
    connection.unregister("given_known")
    return found


def _cells(plan: Plan, published: pa.Table, units: Mapping[str, int]) -> Iterator[tuple[tuple[str, int, int], Decimal]]:
    places = {period.code: place for place, period in enumerate(plan.looked_at)}
    codes = {code for group in plan.groups for code in group.codes if plan.measure(code).kind == "number"}
    for row in published.select(["code", "unit", "period", "value"]).to_pylist():
        code, unit, period, value = row.values()
        if code in codes and unit in units and period in places and value is not None:
            yield (code, units[unit], places[period]), Decimal(value)


def _decimals(plan: Plan, cells: Mapping[tuple[str, int, int], Decimal]) -> dict[str, int]:
    found: dict[str, int] = {}
    for (code, _, _), value in cells.items():
        needed = next(n for n in range(MAX_DIGITS + 1) if (Fraction(value) * 10**n).denominator == 1)
        found[code] = max(found.get(code, plan.measure(code).decimals), needed)
    return found
