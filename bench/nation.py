"""Nation: 10.2 million figures of 2,844 counties to all pack indicators of counties, prefectures, provinces and nation.

Writes a Parquet file with 60 elements of the pack for 2,844 counties and 60 months, seeded, one figure in a thousand
not reported. Timed is the way from this file to a table in memory with every indicator of the packs (88) for every
area of the mainland (3,209) and month, exact, each missing value with its reason: elements are added up over areas
where all have reported, then the formulas are applied, then indicators that are means of areas are rolled up. The
promise is less than 10 s on two cores, five times faster than pandas, with less than 4 GiB.

Peers, on the same file in the same run, in floats rounded to the decimals of the indicator:

- pandas: as an analyst writes it. Read, ``pivot``, ``groupby().sum()`` for each level of areas where all have reported,
  every formula an expression over the columns of the table. It says of what is missing that it is missing, not why.
  The ratio is against this one. It does less than the product, which is exact and gives every reason.
- numpy: the same, tuned by hand: formulas over arrays of areas and months, first without and then with the reasons as
  arrays of small integers. It is no program that an analyst would write; it is printed to show what tuning gives.

The table says in how many cells a peer's floats end in another value than the exact one.

Processor time is of all threads together; on a machine that does other work too it says more than seconds.
Growth: 15, 30 and 60 months. Do not compare runs on different machines, nor while something else uses the processor.
"""

from __future__ import annotations

import argparse
import json
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

import _nation_frames
from _nation_pandas import Tree, computed, different
from lvheng.areas import boundaries
from lvheng.formula import PeriodKind
from lvheng.indicators.bulk import compute_all
from lvheng.packs import load_pack
from lvheng.packs.programs import Measures

ELEMENTS = 60
MONTHS = (15, 30, 60)
LAST_MONTH = 2025 * 12 + 11
THREADS = 2
WIDTH = 120
# Taiwan, Hong Kong and Macao report by other rules.
ELSEWHERE = ("71", "81", "82")


@dataclass(frozen=True)
class Run:
    """One run: seconds, seconds of the processor, figures read, values computed, cells of the result."""

    seconds: float
    processor: float
    figures: int
    values: int
    cells: int


def run(provinces: int | None = None) -> dict[str, Any]:
    """Measure all sizes and the peers; print the table; return the line of JSON as a dictionary.

    ``provinces``: only the first so many, for a quick look; no promise is about that.
    """
    folder = Path(tempfile.mkdtemp(prefix="lvheng-bench-"))
    measures = Measures.of(load_pack("linxia"))
    tree = _tree(provinces)
    runs: dict[int, Run] = {}
    try:
        for months in MONTHS:
            path = folder / f"{months}.parquet"
            _write(path, measures, tree, months)
            runs[months], table = _measure(measures, tree, path)
        rss_mib = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
        path = folder / f"{MONTHS[-1]}.parquet"
        plain, written = _peer(measures, path, lambda: _nation_frames.computed(measures, tree, path))
        wrong, _ = different(measures, written, table)
        del written
        floats, _ = _peer(measures, path, lambda: computed(measures, tree, path, reasons=False))
        tuned, found = _peer(measures, path, lambda: computed(measures, tree, path, reasons=True))
        wrong_tuned, otherwise = different(measures, found, table)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    _print(runs, (plain, wrong), floats, (tuned, wrong_tuned))
    largest = runs[MONTHS[-1]]
    return {
        "bench": "nation",
        "work": f"{largest.figures} figures to {largest.cells} cells, {largest.values} of them with a value, exact",
        "seconds": round(largest.seconds, 2),
        "processor_seconds": round(largest.processor, 2),
        "peer": "pandas, floats, without reasons",
        "peer_seconds": round(plain.seconds, 2),
        "peer_processor_seconds": round(plain.processor, 2),
        "ratio": round(plain.seconds / largest.seconds, 2),
        "processor_ratio": round(plain.processor / largest.processor, 2),
        "peer_cells_not_exact": wrong,
        "numpy_seconds": round(floats.seconds, 2),
        "numpy_with_reasons_seconds": round(tuned.seconds, 2),
        "numpy_with_reasons_processor_seconds": round(tuned.processor, 2),
        "numpy_cells_not_exact": wrong_tuned,
        "numpy_reasons_that_differ": otherwise,
        "max_rss_mib": rss_mib,
        "growth": {
            name: round(runs[months].seconds, 2) for name, months in zip(("1x", "2x", "4x"), MONTHS, strict=True)
        },
    }


def _tree(provinces: int | None = None) -> Tree:
    """Every division of the mainland, or of its first provinces, with the one above."""
    found: Tree = {}
    waiting = [boundaries.division(boundaries.NATION)]
    while waiting:
        here = waiting.pop(0)
        if here.code[:2] not in ELSEWHERE:
            found[here.code] = here.parent or None
            below = boundaries.children(here.code) if here.level != "county" else []
            waiting += below[:provinces] if here.level == "nation" else below
    return found


def _elements(measures: Measures) -> list[str]:
    """The elements of areas that most indicators rest on."""
    uses: Counter[str] = Counter()
    for code, indicator in measures.indicators.items():
        if indicator.of == "area":
            uses.update(name for name in measures.program.needs([code]) if name in measures.elements)
    counted = [c for c, _ in uses.most_common() if measures.elements[c].kind == "number"]
    return [code for code in counted if measures.elements[code].of == "area"][:ELEMENTS]


def _write(path: Path, measures: Measures, tree: Tree, months: int) -> None:
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


def _measure(measures: Measures, tree: Tree, path: Path) -> tuple[Run, pa.Table]:
    started = time.perf_counter(), _processor()
    table = compute_all(measures, path, tree, PeriodKind.MONTH, threads=THREADS)
    seconds, processor = time.perf_counter() - started[0], _processor() - started[1]
    codes = [name for name in table.column_names if name in measures.indicators]
    values = sum(len(table) - table[code].null_count for code in codes)
    return Run(seconds, processor, _figures(path), values, len(table) * len(codes)), table


def _processor() -> float:
    """The processor time of this process so far, in seconds."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def _figures(path: Path) -> int:
    return int(duckdb.sql(f"SELECT count(*) FROM '{path}'").fetchall()[0][0])


def _peer(measures: Measures, path: Path, compute: Callable[[], dict[str, Any]]) -> tuple[Run, dict[str, Any]]:
    """How long a peer takes, and what it found."""
    import pandas as pd  # noqa: F401  (loading it is not timed)

    started = time.perf_counter(), _processor()
    found = compute()
    seconds, processor = time.perf_counter() - started[0], _processor() - started[1]
    values = sum(int(found[code].notna().sum()) for code in measures.indicators)
    return Run(seconds, processor, _figures(path), values, len(measures.indicators) * len(found["unit"])), found


def _print(runs: dict[int, Run], plain: tuple[Run, int], floats: Run, tuned: tuple[Run, int]) -> None:
    table = Table(title="Figures of counties to indicators of all areas", box=None, pad_edge=False)
    for head in ("program", "months", "figures", "cells", "values", "seconds", "processor", "not exact"):
        table.add_column(head, justify="left" if head == "program" else "right", no_wrap=True)
    rows = [("lvheng", months, each, "—") for months, each in runs.items()]
    rows.append(("pandas", MONTHS[-1], plain[0], f"{plain[1]:,}"))
    rows.append(("numpy, tuned", MONTHS[-1], floats, f"{tuned[1]:,}"))
    rows.append(("numpy, tuned, with reasons", MONTHS[-1], tuned[0], f"{tuned[1]:,}"))
    for name, months, each, not_exact in rows:
        counts = (f"{each.figures:,}", f"{each.cells:,}", f"{each.values:,}")
        table.add_row(name, str(months), *counts, f"{each.seconds:.2f}", f"{each.processor:.2f}", not_exact)
    Console(width=WIDTH).print(table)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Figures of counties to indicators of all areas.")
    parser.add_argument("--provinces", type=int, help="only the first so many provinces")
    print(json.dumps(run(parser.parse_args().provinces)))
