"""A small world for formula tests: declarations, rows and memberships, computed by the interpreter or by an engine."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import duckdb
import psycopg
import pyarrow as pa

from lvheng.formula import (
    Fact,
    FactTable,
    FormulaVersion,
    Kind,
    Parameter,
    Period,
    PeriodKind,
    Program,
    Query,
    Relations,
    Variable,
    compile_query,
    evaluate,
)
from lvheng.formula.values import REASONS

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

_POSTGRES = {"stri": "text", "date": "date", "bool": "boolean", "deci": "numeric"}
Answer = tuple[Decimal | bool | str | None, str | None]
Answers = dict[tuple[str, str, str], Answer]


@dataclass
class World:
    """A program with the rows to compute; values of rows are Decimal, bool, str or None."""

    variables: Sequence[Variable]
    rows: Sequence[tuple[str, str, Mapping[str, Any]]]
    parameters: Sequence[Parameter] = ()
    members: Mapping[str, Sequence[str]] = field(default_factory=dict)
    things: Mapping[str, str] = field(default_factory=dict)
    kind: PeriodKind = PeriodKind.YEAR

    def __post_init__(self) -> None:
        self.program = Program.build(self.variables, self.parameters)
        self.targets = [variable.code for variable in self.variables if variable.versions]
        self.reasons = frozenset(
            code for _, _, values in self.rows for code, value in values.items() if isinstance(value, Fact)
        )
        self.inputs = [variable for variable in self.variables if not variable.versions]

    def facts(self) -> FactTable:
        table = FactTable(things=dict(self.things))
        for unit, period, values in self.rows:
            table.add(unit, period, **values)
        for parent, units in self.members.items():
            table.place(parent, units)
        return table

    def interpreted(self) -> Answers:
        """Every target in every row by the interpreter, each step verified against the integers."""
        facts, answers = self.facts(), {}
        for unit, period, _ in self.rows:
            for code in self.targets:
                result = evaluate(self.program, code, unit, period, facts, verify=True)
                answers[code, unit, period] = (result.value, result.reason)
        return answers

    def query(self, dialect: str, **options: Any) -> Query:
        return compile_query(self.program, self.targets, self.kind, dialect, Relations(reasons=self.reasons, **options))

    def on_duckdb(self) -> Answers:
        connection = duckdb.connect()
        for name, table in self.tables().items():
            connection.register(name, table)
        return self.answers(connection.execute(self.query("duckdb").sql).fetchall())

    def narrowed_on_duckdb(self) -> Answers:
        """The same by a query that is told what the figures reach, what is absent, and numbers for the reasons."""
        given = {variable.code: [row.get(variable.code) for _, _, row in self.rows] for variable in self.inputs}
        above = any("parent(" in version.formula for variable in self.variables for version in variable.versions)
        absent = frozenset(code for code, values in given.items() if not above and set(values) == {None})
        known = {code: number for number, code in enumerate([*REASONS, *self._own_reasons()])}
        bounds = {v.code: max(map(_whole, [v] * len(self.rows), given[v.code]), default=0) for v in self.inputs}
        query = self.query("duckdb", codes=known, bounds=bounds, absent=absent, unbroken=self._is_unbroken())
        tables = self.tables()
        for code in self.reasons:
            place, name = tables["rows"].column_names.index(f"{code}__why"), f"{code}__why"
            numbers = [known.get(reason) for reason in tables["rows"][name].to_pylist()]
            tables["rows"] = tables["rows"].set_column(place, name, pa.array(numbers, pa.uint8()))
        tables["rows"] = tables["rows"].drop_columns(list(absent))
        connection = duckdb.connect()
        for name, table in tables.items():
            connection.register(name, table)
        texts = {number: code for code, number in known.items()}
        found = self.answers(connection.execute(query.sql).fetchall())
        return {key: (value, None if why is None else texts[why]) for key, (value, why) in found.items()}

    def _is_unbroken(self) -> bool:
        """Whether the periods of every unit follow each other."""
        periods: dict[str, list[Period]] = {}
        for unit, code, _ in self.rows:
            periods.setdefault(unit, []).append(Period.parse(code))
        pairs = (pair for found in periods.values() for pair in pairwise(sorted(found)))
        return all(later.back(1) == earlier for earlier, later in pairs)

    def _own_reasons(self) -> list[str]:
        facts = [value for _, _, row in self.rows for value in row.values() if isinstance(value, Fact)]
        return sorted({fact.reason for fact in facts if fact.reason is not None} - REASONS.keys())

    def on_postgres(self, url: str) -> Answers:
        with psycopg.connect(url) as connection:
            for name, table in self.tables().items():
                columns = ", ".join(f'"{field.name}" {_POSTGRES[str(field.type)[:4]]}' for field in table.schema)
                connection.execute(f"CREATE TEMPORARY TABLE {name} ({columns})")  # type: ignore[call-overload]
                with connection.cursor().copy(f"COPY {name} FROM STDIN") as copy:  # type: ignore[call-overload]
                    for row in table.to_pylist():
                        copy.write_row(list(row.values()))
            found = connection.execute(self.query("postgres").sql).fetchall()  # type: ignore[call-overload]
            connection.rollback()
        return self.answers(found)

    def on_spark(self, session: SparkSession) -> Answers:
        for name, table in self.tables().items():
            session.createDataFrame(table).createOrReplaceTempView(name)
        return self.answers([tuple(row) for row in session.sql(self.query("spark").sql).collect()])

    def tables(self) -> dict[str, pa.Table]:
        """The relations that a query reads."""
        columns: dict[str, pa.Array] = {
            "unit": pa.array([unit for unit, _, _ in self.rows], pa.string()),
            "period_start": pa.array([Period.parse(code).start for _, code, _ in self.rows], pa.date32()),
            "thing": pa.array([self.things.get(unit, "area") for unit, _, _ in self.rows], pa.string()),
        }
        for variable in self.inputs:
            given = [row.get(variable.code) for _, _, row in self.rows]
            values = [item.value if isinstance(item, Fact) else item for item in given]
            columns[variable.code] = pa.array(values, arrow_type(variable))
            if variable.code in self.reasons:
                whys = [item.reason if isinstance(item, Fact) else None for item in given]
                columns[f"{variable.code}__why"] = pa.array(whys, pa.string())
        pairs = [(parent, unit) for parent, units in self.members.items() for unit in units]
        parents, units = [parent for parent, _ in pairs], [unit for _, unit in pairs]
        things = [self.things.get(unit, "area") for unit in units]
        text = pa.string()
        return {
            "rows": pa.table(columns),
            "members": pa.table(
                {"parent": pa.array(parents, text), "unit": pa.array(units, text), "thing": pa.array(things, text)}
            ),
            "parents": pa.table({"unit": pa.array(units, text), "parent": pa.array(parents, text)}),
        }

    def answers(self, rows: Sequence[Sequence[Any]]) -> Answers:
        """The rows of a query as answers."""
        found = {}
        for unit, start, *values in rows:
            period = Period(self.kind, start if isinstance(start, dt.date) else dt.date.fromisoformat(start)).code
            for index, code in enumerate(self.targets):
                found[code, unit, period] = (values[2 * index], values[2 * index + 1])
        return found


def _whole(variable: Variable, value: Any) -> int:
    """The integer of a figure, as far as its declaration allows it."""
    number = value.value if isinstance(value, Fact) else value
    return abs(int(number.scaleb(variable.decimals))) if isinstance(number, Decimal) else 0


def arrow_type(variable: Variable) -> pa.DataType:
    if variable.kind == Kind.BOOLEAN:
        return pa.bool_()
    if variable.kind == Kind.CODE:
        return pa.string()
    # Two more decimals than declared where there is room, so that an unusable input can be stored.
    spare = 2 if variable.digits + 2 <= 38 else 0
    return pa.decimal128(38, variable.decimals + spare)


def number(code: str, **declared: Any) -> Variable:
    """An input."""
    return Variable(code=code, **declared)


def computed(code: str, formula: str, **declared: Any) -> Variable:
    """A variable with one formula that is always in force."""
    return Variable(code=code, versions=(FormulaVersion(formula=formula),), **declared)


def same(left: Answers, right: Answers) -> bool:
    """Equal to the last digit, written decimals included."""
    return {key: _shown(answer) for key, answer in left.items()} == {key: _shown(a) for key, a in right.items()}


def _shown(answer: Answer) -> tuple[str, str | None]:
    value, reason = answer
    if isinstance(value, Decimal):
        # Engines have no negative zero, and the interpreter gives none.
        return f"{value:f}", reason
    return repr(value), reason
