"""The compiled query: stable text, linear size, scaled numbers, several kinds of things."""

from __future__ import annotations

from decimal import Decimal

import duckdb
import psycopg
import pyarrow as pa
import pytest
import sqlglot
from sqlglot import exp
from tests.formula.cases import GOOD, read_case
from tests.formula.snapshots import FOLDER, snapshots
from tests.formula.support import World, computed, number

from lvheng.formula import PeriodKind, Program, Relations, compile_query


def test_the_sql_of_every_case_is_the_one_in_the_snapshot() -> None:
    kept = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.sql")}
    assert kept == snapshots(), "look at the difference; if it is wanted: python -m tests.formula.snapshots"


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.stem)
def test_no_query_divides_decimals_or_touches_floats(path: object) -> None:
    world = read_case(path).world  # type: ignore[arg-type]
    tree = sqlglot.parse_one(world.query("duckdb").sql, read="duckdb")
    assert not list(tree.find_all(exp.Div))
    assert not [cast for cast in tree.find_all(exp.Cast) if cast.to.is_type("float", "double")]


def test_the_query_grows_with_the_program_and_not_faster() -> None:
    def size(count: int) -> int:
        chain = [
            number("v0"),
            *(computed(f"v{i}", f"v{i - 1} * v{i - 1} / v0", decimals=1) for i in range(1, count + 1)),
        ]
        return len(compile_query(Program.build(chain), [f"v{count}"], PeriodKind.YEAR).sql)

    assert size(40) < 2.2 * size(20)


def test_only_what_the_targets_need_is_computed() -> None:
    program = Program.build([number("a"), number("b"), computed("c", "a + 1"), computed("d", "b + 1")])
    query = compile_query(program, ["c"], PeriodKind.YEAR)
    assert query.inputs == ("a",)
    assert '"b"' not in query.sql
    assert [column.name for column in query.columns] == ["c"]


def test_scaled_numbers_come_and_go_as_integers() -> None:
    program = Program.build([number("a", decimals=2, digits=9), computed("b", "a / 3", decimals=1)])
    query = compile_query(program, ["b"], PeriodKind.YEAR, relations=Relations(scaled=True))
    connection = duckdb.connect()
    connection.execute("CREATE TABLE rows AS SELECT 'u' AS unit, DATE '2025-01-01' AS period_start, 1234 AS a")
    assert connection.execute(query.sql).fetchall()[0][2:] == (41, None)


@pytest.mark.parametrize("kind", ["INTEGER", "BIGINT", "DECIMAL(9,2)", "DECIMAL(38,4)", "SMALLINT", "HUGEINT"])
def test_a_column_of_any_exact_type_is_read_exactly(kind: str) -> None:
    program = Program.build([number("a", decimals=6, digits=18), computed("b", "a * 1000", decimals=3, digits=18)])
    query = compile_query(program, ["b"], PeriodKind.YEAR)
    connection = duckdb.connect()
    connection.execute(
        f"CREATE TABLE rows AS SELECT 'u' AS unit, DATE '2025-01-01' AS period_start, CAST(32001 AS {kind}) AS a"
    )
    assert connection.execute(query.sql).fetchall()[0][2:] == (Decimal("32001000.000"), None)


def test_codes_that_are_words_of_sql_are_quoted() -> None:
    variables = [number(code) for code in ("limit", "order", "table", "s", "g", "user")]
    world = World(
        [*variables, computed("select", "limit + order + table + s + g + user"), computed("where", "sum_of(s)")],
        [("a", "2025", {variable.code: Decimal(1) for variable in variables}), ("b", "2025", {"s": Decimal(2)})],
        members={"a": ["b"]},
    )
    answers = world.on_duckdb()
    assert answers == world.interpreted()
    assert answers["select", "a", "2025"] == (Decimal(6), None)
    assert answers["where", "a", "2025"] == (Decimal(2), None)


def test_several_kinds_of_things_share_one_query() -> None:
    world = World(
        [
            number("mass", of="outlet"),
            number("limit", of="plant"),
            computed("over", "mass > parent(limit)", of="outlet", kind="boolean"),
            computed("bad_outlets", "count_of(over)", of="plant"),
            computed("emitted", "sum_of(mass)", of="plant"),
            computed("county", "sum_of(emitted)"),
        ],
        [
            ("c", "2025", {}),
            ("p1", "2025", {"limit": Decimal(5)}),
            ("p2", "2025", {"limit": Decimal(50)}),
            ("o1", "2025", {"mass": Decimal(10)}),
            ("o2", "2025", {"mass": Decimal(3)}),
            ("o3", "2025", {"mass": Decimal(30)}),
        ],
        members={"c": ["p1", "p2"], "p1": ["o1", "o2"], "p2": ["o3"]},
        things={"p1": "plant", "p2": "plant", "o1": "outlet", "o2": "outlet", "o3": "outlet"},
    )
    answers = world.on_duckdb()
    assert answers == world.interpreted()
    assert answers["bad_outlets", "p1", "2025"] == (Decimal(1), None)
    assert answers["county", "c", "2025"] == (Decimal(43), None)
    assert answers["county", "o1", "2025"] == (None, "not_applicable")


def test_the_result_keeps_the_declared_decimals() -> None:
    program = Program.build([number("a"), computed("b", "a / 8", decimals=3, digits=9)])
    connection = duckdb.connect()
    connection.execute("CREATE TABLE rows AS SELECT 'u' AS unit, DATE '2025-01-01' AS period_start, 1 AS a")
    table: pa.Table = connection.sql(compile_query(program, ["b"], PeriodKind.YEAR).sql).to_arrow_table()
    assert table.schema.field("b").type == pa.decimal128(9, 3)


def test_formulas_of_different_things_do_not_share_masked_columns() -> None:
    world = World(
        [
            number("x", of="outlet"),
            computed("of_outlet", "days() * 2", of="outlet"),
            computed("of_area", "days() * 2 + 1"),
            computed("same_again", "days() * 2"),
            computed("total", "sum_of(x)"),
        ],
        [("county", "2025", {}), ("outlet", "2025", {"x": Decimal(1)})],
        members={"county": ["outlet"]},
        things={"outlet": "outlet"},
    )
    answers = world.on_duckdb()
    assert answers == world.interpreted()
    assert answers["of_area", "county", "2025"] == (Decimal(731), None)
    assert answers["same_again", "county", "2025"] == (Decimal(730), None)


def test_scaled_numbers_are_integers_on_postgresql_too(postgres_url: str) -> None:
    program = Program.build([number("a", decimals=2, digits=9), computed("b", "a / 3", decimals=1)])
    query = compile_query(program, ["b"], PeriodKind.YEAR, "postgres", Relations(scaled=True))
    with psycopg.connect(postgres_url) as connection:
        connection.execute(
            "CREATE TEMPORARY TABLE rows AS SELECT 'u' AS unit, DATE '2025-01-01' AS period_start, 1234 AS a"
        )
        row = connection.execute(query.sql).fetchone()  # type: ignore[call-overload]
        connection.rollback()
    assert row is not None
    assert row[2:] == (41, None)
