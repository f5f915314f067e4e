"""All indicators of all areas and periods at once, in DuckDB: the same values as ``computing.compute``, cell by cell.

1. The observations are laid side by side, one row per unit and period (``bulk_tables``).
2. Elements that an area did not report itself become the sum of the areas below (``bulk_rollup``).
3. The compiled formulas run over these rows; those that are not recomputed from sums run over the areas' own figures.
4. Indicators that are sums or means of the areas below are rolled up level by level (``bulk_rollup``).

Numbers are whole all the way, 64 bits wide where the figures allow it, and become decimals at the very end; reasons
are numbers all the way and become texts then.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import duckdb
import pyarrow as pa

from lvheng.formula import Period, PeriodKind
from lvheng.formula.declarations import MAX_DIGITS
from lvheng.indicators.bulk_output import SPECIAL, Columns, Grid, basis_column, finish, select_special, why_column
from lvheng.indicators.bulk_plan import Plan
from lvheng.indicators.bulk_published import Published, keep_published
from lvheng.indicators.bulk_rollup import (
    Combined,
    add_up_elements,
    combine_indicators,
    most_of_figures,
    summed_codes,
)
from lvheng.indicators.bulk_rows import Figures, compute_group
from lvheng.indicators.bulk_tables import NARROW_DIGITS, Owners, Tree, lay_side_by_side, place, quoted
from lvheng.indicators.computing import Basis
from lvheng.indicators.observations import Observations
from lvheng.packs.programs import Measures


@dataclass(frozen=True)
class Cell:
    """One number of the result, with the same meaning as in ``computing.Computed``."""

    code: str
    unit: str
    period: str
    value: Decimal | bool | str | None
    reason: str | None
    basis: Basis


def compute_all(
    measures: Measures,
    observations: pa.Table | Path,
    tree: Tree,
    periods: PeriodKind | Sequence[Period],
    codes: Sequence[str] | None = None,
    *,
    owners: Owners | None = None,
    published: pa.Table | None = None,
    threads: int | None = None,
) -> pa.Table:
    """Every code (default: all indicators) for every unit and period, as ``compute`` gives it.

    ``observations``: an Arrow table or a Parquet file with the columns element, unit, period (a code such as 2025-07),
    value (DECIMAL or integer, in the element's unit), optionally word (true, false or a code, for elements that are no
    numbers); one row per figure. ``tree``: every area with the area above; an area above that is no key is none.
    ``owners``: entities that are no areas with their kind and their area. ``published``: code, unit, period, value of
    what was published, in the measure's unit: it stands in for what cannot be computed.

    The result has a row for every unit and wanted period, in the order of ``tree``, then ``owners``, then periods:
    unit, period, and for each code ``<code>``, ``<code>__why`` (the reason where it is null) and ``<code>__basis``.
    Reasons and bases are dictionary columns.
    Raises Problems for unknown codes, figures that are there twice, floats and values of the wrong kind.
    """
    wanted = periods if not isinstance(periods, PeriodKind) else _periods_of(observations, periods)
    runs = []
    for kind in dict.fromkeys(period.kind for period in wanted):
        plan = Plan.of(measures, codes, [period for period in wanted if period.kind == kind])
        with duckdb.connect() as connection:
            connection.execute("SET enable_progress_bar = false")
            # DuckDB 2.0 takes minutes to place the projections of a long chain of stages, and gains nothing by it.
            connection.execute("SET disabled_optimizers = 'projection_placement'")
            if threads is not None:
                connection.execute(f"SET threads = {int(threads)}")
            runs.append(_run(connection, plan, observations, tree, owners or {}, published))
    return pa.concat_tables(runs) if runs else pa.table({"unit": [], "period": []})


def _periods_of(observations: pa.Table | Path, kind: PeriodKind) -> list[Period]:
    """The periods of a kind for which something was observed."""
    with duckdb.connect() as connection:
        if isinstance(observations, Path):
            found = connection.read_parquet(str(observations))
        else:
            found = connection.from_arrow(observations)
        codes = [code for (code,) in found.project("period").distinct().fetchall()]
    return sorted(period for period in map(Period.parse, codes) if period.kind == kind)


def _run(
    connection: duckdb.DuckDBPyConnection,
    plan: Plan,
    observations: pa.Table | Path,
    tree: Tree,
    owners: Owners,
    published: pa.Table | None,
) -> pa.Table:
    """One kind of period."""
    units = place(connection, plan, tree, owners)
    given = lay_side_by_side(connection, plan, observations)
    known = keep_published(connection, plan, published, units)
    summed = summed_codes(plan, given)
    add_up_elements(connection, summed)
    figures = Figures(given, frozenset(summed), most_of_figures(connection, given, summed))
    grid = Grid(tuple(units), plan.wanted)
    found = {group.name: grid.aligned(compute_group(connection, plan, group, figures)) for group in plan.groups}
    for name, table in found.items():
        connection.register(name, table)
    if plan.combined:
        _combine(connection, plan, known)
    special = select_special(plan, known)
    if special is not None:
        found[SPECIAL] = grid.aligned(connection.sql(special).to_arrow_table())
    return finish(grid, found, plan, known)


def _combine(connection: duckdb.DuckDBPyConnection, plan: Plan, known: Published) -> None:
    """Roll up the indicators that have a rule of their own, from what the formulas gave."""
    weights = [weight for weight in dict.fromkeys(map(plan.weight, plan.combined)) if weight is not None]
    plain = [weight for weight in weights if weight not in plan.combined]
    columns = Columns(plan, known, (*plan.combined, *plain))
    values = [f"{columns.computed(code)} AS {quoted(code)}" for code in plan.combined]
    values += [f"{columns.published(code)} AS {quoted('known__' + code)}" for code in plan.combined]
    values += [f"{columns.final(code)} AS {quoted(code)}" for code in plain]
    places = "g._n AS _n, g._p AS _p, g._row AS _row"
    connection.execute(f"CREATE TEMP TABLE before AS SELECT {places}, {', '.join(values)} {columns.source}")
    combined = [
        Combined(plan.measures.indicators[code], plan.weight(code), known.scale(plan, code)) for code in plan.combined
    ]
    combine_indicators(connection, combined, plain)


def cells(table: pa.Table, measures: Measures) -> Iterator[Cell]:
    """The result one number at a time. For pages; millions of cells are better read as the table."""
    codes = [name for name in table.column_names if name in measures.indicators or name in measures.elements]
    for row in table.to_pylist():
        for code in codes:
            value = row[code]
            given: Basis = "reported" if code in measures.elements else "computed"
            basis: Basis = row.get(basis_column(code)) or ("none" if value is None else given)
            yield Cell(code, row["unit"], row["period"], value, row[why_column(code)], basis)


def observation_table(observations: Observations) -> pa.Table:
    """Observations in memory as the table that ``compute_all`` reads."""
    rows = [(*key, observation.value) for key, observation in observations.items()]
    numbers = [Decimal(value) if _is_number(value) else None for *_, value in rows]
    words = [
        None if _is_number(value) else str(value).lower() if isinstance(value, bool) else value for *_, value in rows
    ]
    return pa.table(
        {
            "element": pa.array([row[0] for row in rows], pa.string()),
            "unit": pa.array([row[1] for row in rows], pa.string()),
            "period": pa.array([row[2] for row in rows], pa.string()),
            "value": pa.array(numbers, _decimal_type(number for number in numbers if number is not None)),
            "word": pa.array(words, pa.string()),
        }
    )


def _is_number(value: object) -> bool:
    return isinstance(value, Decimal | int) and not isinstance(value, bool)


def _decimal_type(numbers: Iterable[Decimal]) -> pa.DataType:
    """The narrowest type for all the numbers; 18 digits are computed faster than more."""
    whole, decimals = 1, 0
    for number in numbers:
        decimals = max(decimals, -int(number.as_tuple().exponent))
        whole = max(whole, number.adjusted() + 1)
    digits = whole + decimals
    return pa.decimal128(NARROW_DIGITS if digits <= NARROW_DIGITS else MAX_DIGITS, decimals)
