"""Observations side by side: one row per unit and period, one column per element, whole numbers.

Works inside DuckDB; the tables are temporary:

- ``units``: _n, unit, thing, parent (a number _n), size (how many areas lie directly below), height (levels below).
- ``times``: _p, period, period_start, wanted, place (among the wanted).
- ``own``: _n, _p and a column per observed element. Numbers are whole, times ten to the power of ``Given.scale``.
- ``all_members``: parent, unit, thing, as the formula language's functions over members see them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa
from sqlglot import exp

from lvheng.errors import InputProblem, Problem, Problems, Text
from lvheng.formula.declarations import MAX_DIGITS
from lvheng.formula.ir import LIMIT
from lvheng.formula.sql.engines import ENGINES
from lvheng.indicators.bulk_plan import Plan, heights
from lvheng.packs.measures import DataElement

AREA = "area"
# Whole numbers of so many digits fit 64 bits; longer ones take 128.
NARROW_DIGITS = 18
_SHOWN = 5
Tree = Mapping[str, str | None]
Owners = Mapping[str, tuple[str, str]]


@dataclass(frozen=True)
class Given:
    """What ``own`` holds: the observed elements, the decimals of its whole numbers, whether they are 64 bits wide."""

    elements: tuple[DataElement, ...]
    scale: int
    narrow: bool

    @property
    def number_type(self) -> str:
        return "BIGINT" if self.narrow else "HUGEINT"


def quoted(name: str) -> str:
    """A name of a column; codes may be words of SQL."""
    return f'"{name}"'


def literal(text: str) -> str:
    """A text in SQL."""
    return "'" + text.replace("'", "''") + "'"


def place(connection: duckdb.DuckDBPyConnection, plan: Plan, tree: Tree, owners: Owners) -> dict[str, int]:
    """Make ``units``, ``times`` and ``members``; return the numbers of the units. Areas in a circle: Problems."""
    try:
        height = heights(tree)
    except ValueError as error:
        raise Problems([_circle(error)]) from error
    numbers = {unit: number for number, unit in enumerate([*tree, *(name for name in owners if name not in tree)])}
    sizes = dict.fromkeys(numbers, 0)
    for parent in tree.values():
        if parent in sizes:
            sizes[parent] += 1
    units = pa.table(
        {
            "_n": pa.array(numbers.values(), pa.int32()),
            "unit": pa.array(numbers, pa.string()),
            "thing": pa.array([owners[unit][0] if unit in owners else AREA for unit in numbers], pa.string()),
            "parent": pa.array([numbers.get(tree.get(unit) or "") for unit in numbers], pa.int32()),
            "owner": pa.array([numbers.get(_above(unit, tree, owners)) for unit in numbers], pa.int32()),
            "size": pa.array(sizes.values(), pa.int32()),
            "height": pa.array([height.get(unit, 0) for unit in numbers], pa.int32()),
        }
    )
    _keep(connection, "units", units)
    _keep(connection, "times", _times(plan))
    _keep(connection, "all_members", _members(numbers, tree, owners))
    connection.execute(
        'CREATE TEMP VIEW parents AS SELECT _n AS unit, "owner" AS parent FROM units WHERE "owner" IS NOT NULL'
    )
    return numbers


def _circle(error: ValueError) -> InputProblem:
    return InputProblem(
        "areas_in_circle",
        Text(f"区划互为上下级：{error}。", f"{error}."),
        to_do=Text("请改正上级代码。", "Correct the codes of the areas above."),
    )


def _keep(connection: duckdb.DuckDBPyConnection, name: str, table: pa.Table) -> None:
    connection.register(f"given_{name}", table)
    connection.execute(f"CREATE TEMP TABLE {name} AS SELECT * FROM given_{name}")  # names of this module
    connection.unregister(f"given_{name}")


def _above(unit: str, tree: Tree, owners: Owners) -> str:
    return owners[unit][1] if unit in owners else tree.get(unit) or ""


def _times(plan: Plan) -> pa.Table:
    places = {period: place for place, period in enumerate(plan.wanted)}
    return pa.table(
        {
            "_p": pa.array(range(len(plan.looked_at)), pa.int32()),
            "period": pa.array([period.code for period in plan.looked_at], pa.string()),
            "period_start": pa.array([period.start for period in plan.looked_at], pa.date32()),
            "wanted": pa.array([period in places for period in plan.looked_at], pa.bool_()),
            "place": pa.array([places.get(period) for period in plan.looked_at], pa.int64()),
        }
    )


def _members(numbers: Mapping[str, int], tree: Tree, owners: Owners) -> pa.Table:
    """Areas belong to the area above; an entity to its area (or entity) and to every area above that."""
    pairs = [(parent, area, AREA) for area, parent in tree.items() if parent is not None and parent in tree]
    for name, (thing, inside) in owners.items():
        above: str | None = inside
        while above is not None:
            pairs.append((above, name, thing))
            above = tree.get(above)
    kept = [(numbers[parent], numbers[unit], thing) for parent, unit, thing in pairs if parent in numbers]
    return pa.table(
        {
            "parent": pa.array([row[0] for row in kept], pa.int32()),
            "unit": pa.array([row[1] for row in kept], pa.int32()),
            "thing": pa.array([row[2] for row in kept], pa.string()),
        }
    )


# Observations ---------------------------------------------------------------------------------------------------


def lay_side_by_side(connection: duckdb.DuckDBPyConnection, plan: Plan, source: pa.Table | Path) -> Given:
    """Make ``own``. Raises Problems for floats, values of another kind and figures that are there twice."""
    relation, types = _open(connection, source)
    elements = _observed(connection, plan, relation)
    areas = connection.execute("SELECT count(*) FROM units").fetchall()[0][0]
    given, whole = _whole(connection, elements, relation, types["value"], areas)
    _keep(
        connection,
        "elements",
        pa.table(
            {
                "e": pa.array(range(len(elements)), pa.int16()),
                "element": pa.array([element.code for element in elements], pa.string()),
            }
        ),
    )
    word = "o.word" if "word" in types else "NULL::VARCHAR"
    picked = [f"{_picked(element, number)} AS {quoted(element.code)}" for number, element in enumerate(elements)]
    words = ", list(w) AS w" if any(element.kind != "number" for element in elements) else ""
    periods = len(plan.looked_at)
    columns = ["(k // $1)::INTEGER AS _n", "(k % $1)::INTEGER AS _p", "len(e) AS _figures", *picked]
    connection.execute(f"""
        CREATE TEMP TABLE own AS
        SELECT {", ".join(columns).replace("$1", str(periods))}
        FROM (
            SELECT k, list(e) AS e, list(v) AS v{words}
            FROM (
                SELECT u._n::BIGINT * {periods} + t._p AS k, e.e AS e, {whole} AS v, {word} AS w
                FROM {relation} AS o JOIN units AS u ON u.unit = o.unit JOIN times AS t ON t.period = o.period
                    JOIN elements AS e ON e.element = o.element
                WHERE o.value IS NOT NULL OR {word} IS NOT NULL
            )
            GROUP BY k
        )
    """)  # codes of measures match a pattern, the rest is of this module
    _check(connection, elements, relation, types)
    return given


def _open(connection: duckdb.DuckDBPyConnection, source: pa.Table | Path) -> tuple[str, dict[str, str]]:
    """How SQL names the observations, and the types of their columns."""
    if isinstance(source, Path):
        path = literal(str(source))
        connection.execute(f"CREATE TEMP VIEW observations AS SELECT * FROM read_parquet({path})")
    else:
        connection.register("observations", source)
    described = connection.execute("DESCRIBE observations").fetchall()
    types = {name: kind for name, kind, *_ in described}
    absent = [name for name in ("element", "unit", "period", "value") if name not in types]
    if absent:
        raise Problems([_no_column(name) for name in absent])
    return "observations", types


def _no_column(name: str) -> Problem:
    return InputProblem(
        "column_missing",
        Text(f"观测数据没有 {name} 列。", f"the observations have no column {name}."),
        to_do=Text("需要 element、unit、period、value 四列。", "They need element, unit, period and value."),
    )


def _observed(connection: duckdb.DuckDBPyConnection, plan: Plan, relation: str) -> tuple[DataElement, ...]:
    """The elements that the plan needs and that somebody reported."""
    rows = connection.execute(f"SELECT DISTINCT element FROM {relation}").fetchall()
    there = {element for (element,) in rows}
    needed = {element.code: element for group in plan.groups for element in plan.inputs(group.codes)}
    return tuple(element for code, element in needed.items() if code in there)


_DECIMAL = re.compile(r"DECIMAL\((\d+),(\d+)\)")
_INTEGERS = frozenset({"TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER"})


def _whole(
    connection: duckdb.DuckDBPyConnection, elements: Sequence[DataElement], relation: str, kind: str, areas: int
) -> tuple[Given, str]:
    """What the values are as whole numbers, and the expression that makes them so."""
    if kind in _INTEGERS:
        return Given(tuple(elements), 0, True), "CAST(o.value AS BIGINT)"
    match = _DECIMAL.fullmatch(kind)
    if match is None:
        raise Problems([_not_exact(kind)])
    digits, decimals = map(int, match.groups())
    if digits <= NARROW_DIGITS:
        return Given(tuple(elements), decimals, True), _times_ten("o.value", decimals)
    few = min(decimals, max((element.decimals for element in elements), default=0))
    narrow = f"TRY_CAST(value AS DECIMAL({NARROW_DIGITS}, {few}))"
    most, fits = connection.execute(
        f"SELECT max(abs(value)), bool_and(value IS NULL OR coalesce(value = {narrow}, FALSE)) FROM {relation}"
    ).fetchall()[0]
    if fits is not False:
        return Given(tuple(elements), few, True), _times_ten(f"CAST(o.value AS DECIMAL({NARROW_DIGITS}, {few}))", few)
    if most * 10**decimals * areas > LIMIT:
        raise Problems([_too_long(most)])
    whole = ENGINES["duckdb"].from_decimal(exp.column("value", table="o"), decimals, MAX_DIGITS).sql("duckdb")
    return Given(tuple(elements), decimals, False), whole


def _times_ten(value: str, decimals: int) -> str:
    """A decimal of at most 18 digits as a whole number: in two parts, because DuckDB keeps a product to 18 digits."""
    if not decimals:
        return f"CAST({value} AS BIGINT)"
    rest = (
        f"{value} % 1" if 2 * decimals <= NARROW_DIGITS else f"CAST({value} % 1 AS DECIMAL({MAX_DIGITS}, {decimals}))"
    )
    return f"(CAST(TRUNC({value}) AS BIGINT) * {10**decimals} + CAST(({rest}) * {10**decimals} AS BIGINT))"


def _picked(element: DataElement, number: int) -> str:
    place = f"list_position(e, {number}::SMALLINT)"
    if element.kind == "number":
        return f"v[{place}]"
    if element.kind == "code":
        return f"w[{place}]"
    return f"CASE w[{place}] WHEN 'true' THEN TRUE WHEN 'false' THEN FALSE END"


def _check(
    connection: duckdb.DuckDBPyConnection, elements: Sequence[DataElement], relation: str, types: Mapping[str, str]
) -> None:
    """Every figure must have found its own cell."""
    counts = " + ".join(["0", *(f"count({quoted(element.code)})" for element in elements)])
    figures, cells = connection.execute(f"SELECT coalesce(sum(_figures), 0), {counts} FROM own").fetchall()[0]
    if figures != cells:
        word = "o.word" if "word" in types else "NULL::VARCHAR"
        raise Problems([*_of_other_kinds(connection, elements, relation, word), *_twice(connection, relation)])


def _twice(connection: duckdb.DuckDBPyConnection, relation: str) -> list[Problem]:
    rows = connection.execute(f"""
        SELECT element, unit, period FROM {relation} GROUP BY ALL HAVING count(*) > 1 ORDER BY ALL LIMIT {_SHOWN}
    """).fetchall()
    return [
        InputProblem(
            "figure_twice",
            Text("同一数据元素、地区和期间有两个数。", "there are two figures of one element, area and period."),
            where=f"{element} {unit} {period}",
            to_do=Text("请只留当前有效的一个。", "Keep only the one that is in force."),
        )
        for element, unit, period in rows
    ]


def _of_other_kinds(
    connection: duckdb.DuckDBPyConnection, elements: Sequence[DataElement], relation: str, word: str
) -> list[Problem]:
    """Figures of elements that are yes or no, words of elements that are numbers."""
    _keep(
        connection,
        "kinds",
        pa.table({"element": [each.code for each in elements], "kind": [each.kind for each in elements]}),
    )
    rows = connection.execute(f"""
        SELECT o.element, o.unit, o.period, k.kind
        FROM {relation} AS o JOIN kinds AS k ON k.element = o.element
        WHERE (o.value IS NOT NULL OR {word} IS NOT NULL) AND CASE k.kind
            WHEN 'number' THEN o.value IS NULL
            WHEN 'boolean' THEN coalesce({word} NOT IN ('true', 'false'), TRUE)
            ELSE {word} IS NULL END
        ORDER BY ALL LIMIT {_SHOWN}
    """).fetchall()
    return [
        InputProblem(
            "input_kind",
            Text(f"值应是 {kind}。", f"the value should be a {kind}."),
            where=f"{element} {unit} {period}",
            to_do=Text(
                "数写在 value 列；是否写 true 或 false，代码写在 word 列。",
                "Numbers belong in the column value; true or false and codes in the column word.",
            ),
        )
        for element, unit, period, kind in rows
    ]


def _not_exact(kind: str) -> Problem:
    return InputProblem(
        "not_exact",
        Text(
            f"value 列的类型是 {kind}，不是精确的小数或整数。",
            f"the column value is {kind}, no exact decimal or integer.",
        ),
        to_do=Text("请用 DECIMAL，不用浮点数。", "Use DECIMAL, no floats."),
    )


def _too_long(most: object) -> Problem:
    return InputProblem(
        "too_long",
        Text(f"有一个数是 {most}，加总后会超过 38 位。", f"one figure is {most}: sums may need more than 38 digits."),
        to_do=Text("请检查单位。", "Check its unit."),
    )
