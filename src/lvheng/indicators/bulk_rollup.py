"""Adds up over areas, level by level from below: elements that are sums, and indicators by their rule of roll-up.

Works on the tables of ``bulk_tables``. Makes:

- ``sums``: n, p and for every element that adds up its own figure or the sum of the areas below, for areas with areas
  below; ``<code>__some`` where some have reported and others have not.
- ``combined``: n, p and for every indicator with such a rule its value and ``<code>__basis``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import duckdb

from lvheng.formula import Rounding
from lvheng.formula.ir import LIMIT
from lvheng.formula.sql.engines import SMALL
from lvheng.indicators.bulk_plan import Plan
from lvheng.indicators.bulk_tables import Given, quoted
from lvheng.packs.measures import PackIndicator

# Bases travel as numbers and become texts at the very end.
BASES = ("computed", "reported", "rolled_up", "published", "none")


def add_up_elements(connection: duckdb.DuckDBPyConnection, codes: Sequence[str]) -> None:
    """Make ``sums`` for elements with figures; a sum is missing until all areas below have a figure."""
    kind = _type_of_sums(connection, codes)
    columns = "".join(f", {quoted(code)} {kind}, {quoted(code + '__some')} BOOLEAN" for code in codes)
    connection.execute(f"CREATE TEMP TABLE sums (_n INTEGER, _p INTEGER{columns})")
    if not codes:
        return
    for height in range(1, _highest(connection) + 1):
        connection.execute(_level_of_elements(codes, height))


def _type_of_sums(connection: duckdb.DuckDBPyConnection, codes: Sequence[str]) -> str:
    """The type that holds any sum; 64 bits are computed much faster than 128."""
    areas = connection.execute("SELECT count(*) FROM units").fetchall()[0][0]
    return "BIGINT" if _most(connection, "own", codes) * areas <= SMALL else "HUGEINT"


def _most(connection: duckdb.DuckDBPyConnection, table: str, codes: Sequence[str]) -> int:
    """The greatest of the numbers in some columns of a table, signs aside."""
    extremes = "".join(f", max({quoted(code)}), -min({quoted(code)}::HUGEINT)" for code in codes)
    return int(connection.execute(f"SELECT greatest(0{extremes}) FROM {table}").fetchall()[0][0])


def most_of_figures(connection: duckdb.DuckDBPyConnection, given: Given, summed: Sequence[str]) -> int:
    """What no figure and no sum of figures exceeds, all bits set, so that similar figures share compiled queries."""
    own = _most(connection, "own", [element.code for element in given.elements if element.kind == "number"])
    return (1 << max(own, _most(connection, "sums", summed)).bit_length()) - 1


def _highest(connection: duckdb.DuckDBPyConnection) -> int:
    return int(connection.execute("SELECT coalesce(max(height), 0) FROM units").fetchall()[0][0])


def _level_of_elements(codes: Sequence[str], height: int) -> str:
    names = ", ".join(map(quoted, codes))
    collected = ", ".join(
        f"sum({quoted(code)}) AS {quoted(code)}, count({quoted(code)}) AS {quoted(code + '__count')}" for code in codes
    )
    finished = ", ".join(map(_finished, codes))
    return f"""
        INSERT INTO sums
        WITH below AS (
            SELECT _n, _p, {names} FROM own SEMI JOIN (SELECT _n FROM units WHERE height = 0) AS lowest USING (_n)
            UNION ALL BY NAME SELECT _n, _p, {names} FROM sums
        ), collected AS (
            SELECT above._n AS _n, below._p AS _p, {collected}
            FROM below JOIN units AS u USING (_n) JOIN units AS above ON above._n = u.parent
            WHERE above.height = {height}
            GROUP BY above._n, below._p
        ), reported AS (
            SELECT own.* FROM own SEMI JOIN (SELECT _n FROM units WHERE height = {height}) AS here USING (_n)
        )
        SELECT coalesce(g._n, o._n) AS _n, coalesce(g._p, o._p) AS _p, {finished}
        FROM collected AS g FULL JOIN reported AS o ON o._n = g._n AND o._p = g._p
            JOIN units AS u ON u._n = coalesce(g._n, o._n)
    """  # codes of measures match a pattern


def _finished(code: str) -> str:
    own, total, count = f"o.{quoted(code)}", f"g.{quoted(code)}", f"g.{quoted(code + '__count')}"
    value = f"coalesce({own}, CASE WHEN {count} = u.size THEN {total} END)"
    some = f"{own} IS NULL AND {count} > 0 AND {count} < u.size"
    return f"{value} AS {quoted(code)}, coalesce({some}, FALSE) AS {quoted(code + '__some')}"


# Indicators -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Combined:
    """One indicator that is rolled up; ``scale``: decimals of its whole numbers; ``weight``: column of the weight."""

    indicator: PackIndicator
    weight: str | None
    scale: int

    @property
    def code(self) -> str:
        return self.indicator.code


def combine_indicators(
    connection: duckdb.DuckDBPyConnection, indicators: Sequence[Combined], weights: Sequence[str]
) -> None:
    """Make ``combined`` from ``before``: the computed values, ``known__<code>`` and the final values of ``weights``.

    ``weights`` are the measures that weigh and are not rolled up themselves.

    A value that the formula gives comes first, then the sum or mean of the areas below once all have one, then what
    was published.
    """
    most = connection.execute("SELECT greatest(max(size), 1) FROM units").fetchall()[0][0]
    for height in range(_highest(connection) + 1):
        select = _level_of_indicators(indicators, weights, height, LIMIT // most)
        connection.execute(
            f"CREATE TEMP TABLE combined AS {select}" if height == 0 else f"INSERT INTO combined {select}"
        )


def _level_of_indicators(indicators: Sequence[Combined], weights: Sequence[str], height: int, limit: int) -> str:
    chosen = [_chosen(each) for each in indicators]
    columns = ["b._n", "b._p", "b._row", *(f"b.{quoted(weight)}" for weight in weights), *chosen]
    if height == 0:
        below = "SELECT NULL::INTEGER AS _n, NULL::INTEGER AS _p" + "".join(
            f", NULL::HUGEINT AS {quoted(each.code)}" for each in indicators
        )
    else:
        collected = ", ".join(_collected(each, limit) for each in indicators)
        below = f"""
            SELECT above._n AS _n, c._p AS _p, {collected}
            FROM combined AS c JOIN units AS u ON u._n = c._n JOIN units AS above ON above._n = u.parent
            WHERE above.height = {height} GROUP BY above._n, c._p, above.size
        """
    return f"""
        SELECT {", ".join(columns)}
        FROM before AS b JOIN units AS u ON u._n = b._n LEFT JOIN ({below}) AS g ON g._n = b._n AND g._p = b._p
        WHERE u.height = {height}
    """


def _chosen(each: Combined) -> str:
    """The value and its basis: computed, rolled up, published or none."""
    name = quoted(each.code)
    computed, rolled, known = f"b.{name}", f"g.{name}", f"b.{quoted('known__' + each.code)}"
    return f"""
        CAST(coalesce({computed}, {rolled}, {known}) AS HUGEINT) AS {name},
        {basis_cases([(computed, "computed"), (rolled, "rolled_up"), (known, "published")])}
            AS {quoted(each.code + "__basis")}
    """


def basis_cases(cases: Sequence[tuple[str, str]]) -> str:
    """The number of the first basis whose value is there."""
    branches = " ".join(f"WHEN {value} IS NOT NULL THEN {BASES.index(basis)}::UTINYINT" for value, basis in cases)
    return f"CASE {branches} ELSE {BASES.index('none')}::UTINYINT END"


def _collected(each: Combined, limit: int) -> str:
    """The sum or mean of all areas below, rounded; null where one has no value, or where 38 digits are too few."""
    value, more = f"c.{quoted(each.code)}", 10 ** (each.scale - each.indicator.decimals)
    limit //= more
    weight = "1::HUGEINT"
    if each.weight is not None:
        given = f"c.{quoted(each.weight)}::HUGEINT"
        weight = f"CASE WHEN abs({given}) <= {limit} THEN {given} END"
    product = f"TRY({value} * {weight})"
    total = f"sum(CASE WHEN abs({product}) <= {limit} THEN {product} END)"
    complete = f"count(CASE WHEN abs({product}) <= {limit} THEN 1 END) = above.size"
    divisor = "1::HUGEINT" if each.indicator.roll_up == "sum" else f"sum({weight})"
    rounded = rounded_quotient(total, f"({divisor} * {more})", each.indicator.rounding)
    return f"CASE WHEN {complete} AND {divisor} <> 0 THEN {rounded} * {more} END AS {quoted(each.code)}"


_AWAY: Mapping[Rounding, str] = {
    Rounding.HALF_EVEN: "{rest} > {d} - {rest} OR ({rest} = {d} - {rest} AND {whole} % 2 = 1)",
    Rounding.HALF_UP: "{rest} >= {d} - {rest}",
    Rounding.UP: "{rest} > 0",
    Rounding.DOWN: "FALSE",
}


def rounded_quotient(n: str, d: str, rounding: Rounding) -> str:
    """SQL for n / d as a whole number, rounded as the indicator says; n and d are whole numbers, d not zero."""
    above, below = f"abs({n})", f"abs({d})"
    whole, rest = f"({above} // {below})", f"({above} % {below})"
    away = _AWAY[rounding].format(rest=rest, d=below, whole=whole)
    return f"(({whole} + CASE WHEN {away} THEN 1 ELSE 0 END) * sign({n})::HUGEINT * sign({d})::HUGEINT)"


def summed_codes(plan: Plan, given: Given) -> list[str]:
    """The observed elements whose figures may be added up over areas."""
    needed = {element.code for group in plan.groups if group.added_up for element in plan.inputs(group.codes)}
    return [e.code for e in given.elements if e.code in needed and e.roll_up == "sum" and e.kind == "number"]
