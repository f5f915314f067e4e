"""Nation: 10.2 million figures of 2,844 counties to all pack indicators of counties, prefectures, provinces and nation.

Writes a Parquet file with 60 elements of the pack for 2,844 counties and 60 months, seeded, one figure in a thousand
not reported. Timed is the way from this file to a table in memory with every indicator of the packs (88) for every
area of the mainland (3,209) and month, exact, each missing value with its reason: elements are added up over areas
where all have reported, then the formulas are applied, then indicators that are means of areas are rolled up. The
promise is less than 10 s on two cores, five times faster than pandas, with less than 4 GiB.

Peer: pandas on the same file in the same run. It computes the same indicators in binary floats as a practised user
would: read, pivot with ``unstack``, ``groupby().sum()`` for each level of areas, one expression over numpy arrays per
formula, rounded by ``numpy.round``. It gives no reasons. The table says in how many cells its floats
end in another value. Indicators that count or add up plants or areas are left out of the peer.

Growth: 15, 30 and 60 months. Do not compare runs on different machines, nor while something else uses the processor.
"""

from __future__ import annotations

import json
import operator
import resource
import shutil
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
from rich.console import Console
from rich.table import Table

from lvheng.areas import boundaries
from lvheng.formula import Period, PeriodKind, Program, syntax
from lvheng.indicators.bulk import compute_all
from lvheng.packs import load_pack
from lvheng.packs.programs import Measures

ELEMENTS = 60
MONTHS = (15, 30, 60)
LAST_MONTH = 2025 * 12 + 11
THREADS = 2
# Taiwan, Hong Kong and Macao report by other rules.
ELSEWHERE = ("71", "81", "82")


@dataclass(frozen=True)
class Run:
    """One run: seconds, figures read, values computed, cells of the result."""

    seconds: float
    figures: int
    values: int
    cells: int


def run() -> dict[str, Any]:
    """Measure all sizes and the peer; print the table; return the line of JSON as a dictionary."""
    folder = Path(tempfile.mkdtemp(prefix="lvheng-bench-"))
    measures = Measures.of(load_pack("linxia"))
    tree = _tree()
    runs: dict[int, Run] = {}
    try:
        for months in MONTHS:
            path = folder / f"{months}.parquet"
            _write(path, measures, tree, months)
            runs[months], table = _measure(measures, tree, path)
        rss_mib = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
        peer, different = _peer(measures, tree, folder / f"{MONTHS[-1]}.parquet", table)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    _print(runs, peer, different)
    largest = runs[MONTHS[-1]]
    return {
        "bench": "nation",
        "work": f"{largest.figures} figures to {largest.cells} cells, {largest.values} of them with a value, exact",
        "seconds": round(largest.seconds, 2),
        "peer": "pandas, floats, without reasons",
        "peer_seconds": round(peer.seconds, 2),
        "ratio": round(peer.seconds / largest.seconds, 2),
        "max_rss_mib": rss_mib,
        "growth": {
            name: round(runs[months].seconds, 2) for name, months in zip(("1x", "2x", "4x"), MONTHS, strict=True)
        },
    }


def _tree() -> dict[str, str | None]:
    """Every division of the mainland with the one above."""
    found: dict[str, str | None] = {}
    waiting = [boundaries.division(boundaries.NATION)]
    while waiting:
        here = waiting.pop(0)
        if here.code[:2] not in ELSEWHERE:
            found[here.code] = here.parent or None
            waiting += boundaries.children(here.code) if here.level != "county" else []
    return found


def _elements(measures: Measures) -> list[str]:
    """The elements of areas that most indicators rest on."""
    uses: Counter[str] = Counter()
    for code, indicator in measures.indicators.items():
        if indicator.of == "area":
            uses.update(name for name in measures.program.needs([code]) if name in measures.elements)
    counted = [c for c, _ in uses.most_common() if measures.elements[c].kind == "number"]
    return [code for code in counted if measures.elements[code].of == "area"][:ELEMENTS]


def _write(path: Path, measures: Measures, tree: dict[str, str | None], months: int) -> None:
    """The figures as they come in: month by month, county by county. The same seed for every number of months."""
    counties = [code for code in tree if boundaries.level_of(code) == "county"]
    codes = _elements(measures)
    drop = pa.table({"element": codes, "step": [10 ** (4 - measures.elements[code].decimals) for code in codes]})
    with duckdb.connect() as connection:
        connection.register("elements", drop)
        connection.register("counties", pa.table({"unit": counties}))
        connection.execute(f"""
            COPY (
                SELECT element, unit, strftime(make_date(m // 12, m % 12 + 1, 1), '%Y-%m') AS period,
                    CAST((1000000 + hash(element, unit, m) % 99999000000)::BIGINT // step * step AS DECIMAL(18, 0))
                        * CAST(0.0001 AS DECIMAL(4, 4)) AS scaled,
                    CAST(scaled AS DECIMAL(18, 4)) AS value
                FROM range({LAST_MONTH - months + 1}, {LAST_MONTH + 1}) AS t(m), counties, elements
                WHERE hash(unit, element, m, 7) % 1000 <> 0
                ORDER BY m, unit, element
            ) TO '{path}' (FORMAT parquet, COMPRESSION zstd)
        """)


def _measure(measures: Measures, tree: dict[str, str | None], path: Path) -> tuple[Run, pa.Table]:
    started = time.perf_counter()
    table = compute_all(measures, path, tree, PeriodKind.MONTH, threads=THREADS)
    seconds = time.perf_counter() - started
    codes = [name for name in table.column_names if name in measures.indicators]
    values = sum(len(table) - table[code].null_count for code in codes)
    return Run(seconds, _figures(path), values, len(table) * len(codes)), table


def _figures(path: Path) -> int:
    return int(duckdb.sql(f"SELECT count(*) FROM '{path}'").fetchall()[0][0])


# Peer -------------------------------------------------------------------------------------------------------------


def _peer(measures: Measures, tree: dict[str, str | None], path: Path, exact: pa.Table) -> tuple[Run, int]:
    import numpy as np

    started = time.perf_counter()
    found = _pandas(measures, tree, path)
    seconds = time.perf_counter() - started
    values = sum(int(np.isfinite(column).sum()) for column in found.values())
    cells = sum(column.size for column in found.values())
    return Run(seconds, _figures(path), values, cells), _different(measures, found, exact)


def _pandas(measures: Measures, tree: dict[str, str | None], path: Path) -> dict[str, Any]:
    """Every indicator over areas, as an array of areas and months; nan where it is missing."""
    import numpy as np
    import pandas as pd

    read = pd.read_parquet(path, columns=["element", "unit", "period", "value"])
    read["value"] = read["value"].astype(float)
    wide = read.set_index(["unit", "period", "element"])["value"].unstack("element")
    index = pd.MultiIndex.from_product([list(tree), sorted(wide.index.levels[1])], names=["unit", "period"])
    own = wide.reindex(index)
    sums = _added_up(own, tree)
    found: dict[str, Any] = {}
    for frame, added_up in ((sums, True), (own, False)):
        columns = _Columns(measures.program, frame, list(index.levels[1]), len(tree))
        for code, indicator in measures.indicators.items():
            if (indicator.roll_up == "recompute") == added_up and columns.can(code):
                value = columns.value(code)
                if indicator.roll_up in ("sum", "weighted"):
                    value = np.round(_rolled_up(value.copy(), tree, indicator.roll_up), indicator.decimals)
                found[code] = value
    return found


def _added_up(own: Any, tree: dict[str, str | None]) -> Any:
    """The figures of all areas: an area without its own gets the sum of those below once all of them have one."""
    rows = own
    below = Counter(parent for parent in tree.values() if parent is not None)
    levels = {code: boundaries.level_of(code) for code in tree}
    for level in ("prefecture", "province", "nation"):
        parts = rows[[levels.get(tree[unit] or "") == level for unit in rows.index.get_level_values(0)]]
        parents = parts.index.get_level_values(0).map(tree).rename("unit")
        grouped = parts.groupby([parents, parts.index.get_level_values(1)])
        sizes = grouped.size().index.get_level_values(0).map(below)
        sums = grouped.sum().where(grouped.count().eq(list(sizes), axis=0))
        rows = rows.fillna(sums)
    return rows


def _rolled_up(value: Any, tree: dict[str, str | None], rule: str) -> Any:
    """The sum or the plain mean of the areas below, where the area has no value of its own."""
    import numpy as np

    places = {unit: place for place, unit in enumerate(tree)}
    below: dict[str, list[int]] = {}
    for unit, parent in tree.items():
        if parent is not None:
            below.setdefault(parent, []).append(places[unit])
    for unit in reversed(list(below)):
        parts = value[below[unit]]
        found = parts.sum(axis=0) if rule == "sum" else parts.mean(axis=0)
        value[places[unit]] = np.where(np.isnan(value[places[unit]]), found, value[places[unit]])
    return value


class _Columns:
    """Formulas as one expression of numpy each, over arrays of areas and months."""

    def __init__(self, program: Program, frame: Any, months: list[str], areas: int) -> None:
        self.program = program
        self.months = [Period.parse(month) for month in months]
        self.shape = (areas, len(months))
        self.known = {name: frame[name].to_numpy().reshape(self.shape) for name in frame.columns}

    def can(self, code: str) -> bool:
        """Whether the indicator is one of an area alone."""
        needed = self.program.needs([code])
        trees = [formula.tree for name in needed for formula in self.program.formulas.get(name, ())]
        calls = {node.function for tree in trees for node in syntax.walk(tree) if isinstance(node, syntax.Call)}
        of_areas = all(self.program.variables[name].of == "area" for name in needed)
        return of_areas and not calls & {"sum_of", "count_of"}

    def value(self, code: str) -> Any:
        """An element, indicator or parameter."""
        import numpy as np

        if code not in self.known:
            if code in self.program.parameters:
                self.known[code] = self._parameter(code)
            else:
                found = np.full(self.shape, np.nan)
                for formula in self.program.formulas[code]:
                    here = [formula.version.in_force_on(month.end) for month in self.months]
                    if any(here):
                        found[:, here] = np.broadcast_to(self._of(formula.tree), self.shape)[:, here]
                self.known[code] = np.round(found, self.program.variables[code].decimals)
        return self.known[code]

    def _parameter(self, code: str) -> Any:
        import numpy as np

        versions = self.program.parameters[code].versions
        in_force = [next((v for v in versions if v.in_force_on(month.end)), None) for month in self.months]
        return np.array([float(v.value) if v is not None and v.value is not None else np.nan for v in in_force])

    def _of(self, node: syntax.Expr) -> Any:
        import numpy as np

        match node:
            case syntax.Number():
                return float(node.value)
            case syntax.Name():
                return self.value(node.code)
            case syntax.Binary():
                left, right = self._of(node.left), self._of(node.right)
                with np.errstate(divide="ignore", invalid="ignore"):
                    return _OPERATIONS[node.operator](left, right)
            case syntax.Choice():
                return np.where(self._of(node.condition), self._of(node.then), self._of(node.otherwise))
            case syntax.Call():
                return self._call(node)
            case _:
                raise NotImplementedError(type(node).__name__)

    def _call(self, node: syntax.Call) -> Any:
        import numpy as np

        match node.function:
            case "known":
                return ~np.isnan(self._of(node.arguments[0]))
            case "days":
                return np.array([float(month.days) for month in self.months])
            case "previous":
                return self._moved(node, [month.back(self._count(node)) for month in self.months])
            case "base":
                return self._moved(node, [month.in_year(self._count(node)) for month in self.months])
            case _:
                raise NotImplementedError(node.function)

    def _count(self, node: syntax.Call) -> int:
        count = node.arguments[1]
        assert isinstance(count, syntax.Number)
        return int(count.value)

    def _moved(self, node: syntax.Call, months: list[Period | None]) -> Any:
        import numpy as np

        inner = np.broadcast_to(self._of(node.arguments[0]), self.shape)
        found = np.full(self.shape, np.nan)
        for place, month in enumerate(months):
            if month in self.months:
                found[:, place] = inner[:, self.months.index(month)]
        return found


_OPERATIONS: dict[str, Callable[[Any, Any], Any]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
}


def _different(measures: Measures, found: dict[str, Any], exact: pa.Table) -> int:
    """In how many cells the peer's value, rounded, is not the exact one."""
    import numpy as np

    count = 0
    for code, value in found.items():
        column = exact[code].combine_chunks()
        right = np.array(column.cast(pa.float64()).fill_null(float("nan")))
        flat = value.reshape(-1)
        same = np.abs(flat - right) < 0.5 * 10.0 ** -measures.indicators[code].decimals
        count += int((~same & ~(np.isnan(right) & ~np.isfinite(flat))).sum())
    return count


def _print(runs: dict[int, Run], peer: Run, different: int) -> None:
    table = Table(title="Figures of counties to indicators of all areas", box=None, pad_edge=False)
    for head in ("program", "months", "figures", "cells", "values", "seconds", "not exact"):
        table.add_column(head, justify="left" if head == "program" else "right", no_wrap=True)
    rows = [("lvheng", months, each, "—") for months, each in runs.items()]
    rows.append(("pandas", MONTHS[-1], peer, f"{different:,}"))
    for name, months, each, wrong in rows:
        cells = (f"{each.figures:,}", f"{each.cells:,}", f"{each.values:,}", f"{each.seconds:.2f}")
        table.add_row(name, str(months), *cells, wrong)
    Console().print(table)


if __name__ == "__main__":
    print(json.dumps(run()))
