"""A rule applied to a whole table: one query for all rows, exact, with one column that says what could not be computed.

::

    apply_bulk(rule, Path("use.parquet"), Path("bills.parquet"), fixed={"cycle": "year"})

The table may be CSV, Excel, Parquet or Arrow. Its columns are found by the codes or names of the inputs; a column
``unit`` says which rows belong together, ``period`` when they are. All columns are handed on; the outputs and
``reasons`` are added. Rows stay in the order in which they came; only where sums since the year began are needed, some
unit lacks periods, and the result is Parquet or Arrow, they are sorted by unit and period.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from lvheng.errors import InputProblem, Text
from lvheng.formula import Kind, Period, Program, Query, Relations, compile_query
from lvheng.formula.periods import PeriodKind
from lvheng.packs.rule_model import RuleInput
from lvheng.packs.rules import rule_program
from lvheng.rules.bulk_input import (
    GIVEN,
    INTEGERS,
    Reading,
    decimal_places,
    is_packed,
    match,
    open_table,
    packed,
    quoted,
    text,
    unpacked,
)
from lvheng.rules.bulk_needs import constant_parameters, is_dated, over_rows_of, summed_inputs
from lvheng.rules.bulk_output import BulkResult, NumberColumn, finish, write
from lvheng.rules.bulk_progress import Progress, watched
from lvheng.rules.bulk_reasons import REASONS_COLUMN, TWICE, output_reasons, told
from lvheng.rules.bulk_stream import MOST_PERIODS, Feed, Summed, extent_of
from lvheng.rules.bulk_sums import Calendar, groups, running_sum, sums_by_place
from lvheng.rules.specialising import pure_parameters, specialise, to_date
from lvheng.rules.values import Given, read_values

if TYPE_CHECKING:
    from lvheng.rules.book import Rule

ROWS = "rows"
_SORTED = "_sorted"
_ARROW = "_arrow"
_NULLS = {Kind.NUMBER: "NULL::BIGINT", Kind.BOOLEAN: "NULL::BOOLEAN", Kind.CODE: "NULL::VARCHAR"}


def apply_bulk(
    rule: Rule,
    source: Path | pa.Table,
    target: Path | None = None,
    *,
    on: Period | str | None = None,
    fixed: Mapping[str, Given | None] | None = None,
    language: str = "zh-hans",
    threads: int | None = None,
    progress: Progress | None = None,
) -> BulkResult:
    """The rule for every row of ``source``, written to ``target`` (.csv, .xlsx, .parquet) or returned.

    ``fixed`` are inputs that are the same for all rows, ``on`` the period of all rows where the table has none.
    ``progress`` is told the share done, from 0 to 1. Raises Problems for a table that cannot be used at all; what is
    wrong with single rows stands in their column ``reasons``, and no row is lost.
    """
    with duckdb.connect() as connection:
        if threads is not None:
            connection.execute(f"SET threads = {int(threads)}")
        columns = open_table(connection, source)
        rule = rule.on(rule.period(on) if on is not None else None)
        keep_order = target is not None and target.suffix.lower() != ".parquet"
        job = _Job.of(rule, columns, read_values(rule.item, fixed or {}), on, language, keep_order)
        job.check_names()
        with watched(connection, progress):
            if not job.write_streamed(connection, source, target):
                job.make_rows(connection)
                job.write(connection, target)
        return finish(connection, [part.code for part in job.numbers], target)


@dataclass
class _Job:
    """One run: the rule as it is for this table, and the query that computes it."""

    rule: Rule
    reading: Reading
    program: Program
    relations: Relations
    query: Query
    summed: Sequence[str]
    over_rows: bool
    on: Period | None
    language: str
    numbers: Sequence[NumberColumn]
    back_in_order: bool
    feed: Feed | None = None

    @staticmethod
    def of(
        rule: Rule,
        columns: Mapping[str, str],
        fixed: Mapping[str, Decimal | bool | str],
        on: Period | str | None,
        language: str,
        keep_order: bool,
    ) -> _Job:
        """Finds the columns and specialises the rule for what is the same in all rows."""
        names = over_rows_of(rule.program)
        when = rule.period(on) if on is not None else None
        loose = match(rule.item, columns, fixed, needs_unit=False, needs_period=False)
        summed = sorted(
            code
            for code in summed_inputs(rule.program)
            if code in loose.inputs and rule.item.frequency != PeriodKind.YEAR
        )
        item = specialise(rule.item, loose.fixed, loose.absent(), constant_parameters(rule), summed)
        versions = pure_parameters(each.item for several in rule.parameters.values() for each in several)
        program = rule_program(item, versions, rule.pools)
        targets = [output.code for output in item.all_outputs]
        needed = set(program.needs(targets))
        used = [code for code in summed if to_date(code) in needed]
        over_rows = bool(names) and bool(over_rows_of(program) or used)
        dated = when is None and (over_rows or is_dated(rule))
        reading = match(rule.item, columns, fixed, needs_unit=over_rows, needs_period=dated)
        back_in_order = keep_order and over_rows
        carried = [f"_c{number}" for number in range(len(columns))]
        relations = Relations(
            rows=ROWS,
            scaled=True,
            reasons=frozenset(needed & {*reading.inputs, *map(to_date, used)}),
            carried=(*carried, "_told", *(["_row"] if back_in_order else [])),
        )
        query = compile_query(program, targets, rule.item.frequency, "duckdb", relations)
        numbers = [
            NumberColumn(column.name, column.decimals, program.variables[column.name].digits)
            for column in query.columns
            if column.kind == Kind.NUMBER
        ]
        return _Job(rule, reading, program, relations, query, used, over_rows, when, language, numbers, back_in_order)

    @property
    def codes(self) -> list[str]:
        """The columns of the results."""
        return [column.name for column in self.query.columns]

    @property
    def optimistic(self) -> bool:
        """Whether the reasons are needed only where a result is missing, because no cell is text that may be wrong."""
        kinds = {self.reading.columns[column] for column in self.reading.inputs.values()}
        return not any(kind in ("VARCHAR", "DOUBLE", "FLOAT") for kind in kinds)

    def check_names(self) -> None:
        """The results must not bear the names of columns that are there already."""
        for code in (*self.codes, REASONS_COLUMN):
            if code in self.reading.columns:
                what = Text(f"表里已有“{code}”一列。", f"The table has a column {code} already.")
                to_do = Text("给它改名：结果要用这个名称。", "Rename it: the result is called so.")
                raise InputProblem("name_taken", what, code, to_do)

    def write(self, connection: duckdb.DuckDBPyConnection, target: Path | None) -> None:
        """The result of the rows that were made."""

        def select(*, with_reasons: bool) -> str:
            if self.feed is not None:
                # It passes but once: each query needs one of its own.
                connection.register(_ARROW, self.feed.open())
            return self.select(with_reasons=with_reasons)

        write(connection, select, target, self.codes if self.optimistic else None)

    def write_streamed(
        self, connection: duckdb.DuckDBPyConnection, source: Path | pa.Table, target: Path | None
    ) -> bool:
        """The result, with sums made while the rows pass by; False where they have to be looked at together first."""
        self.feed = self._feed(connection, source) if self.summed else None
        if self.feed is None:
            return False
        most = {code: self.feed.extent.most[self.reading.inputs[code]] for code in self.summed}
        self._narrow(most, {code: each * MOST_PERIODS for code, each in most.items()})
        connection.register(_ARROW, self.feed.open().schema.empty_table())
        connection.execute(f"CREATE VIEW {_SORTED} AS FROM {_ARROW}")
        self._view_rows(connection, "")
        try:
            self.write(connection, target)
        except duckdb.Error:
            if not self.feed.broken:
                raise
            self.feed = None
            connection.execute(f"DROP VIEW IF EXISTS {ROWS}; DROP VIEW IF EXISTS {_SORTED}")
            connection.unregister(_ARROW)
            return False
        return True

    def make_rows(self, connection: duckdb.DuckDBPyConnection) -> None:
        """The relation that the query reads; over sorted rows with their sums, where they are needed."""
        numbered = ", row_number() OVER () AS _row" if self.back_in_order else ""
        if not self.summed:
            source = f"(SELECT *{numbered} FROM {GIVEN})" if numbered else GIVEN
            connection.execute(f"CREATE VIEW {ROWS} AS {self._rows(source, self._unit(), self._period_start(), '')}")
            return
        table = connection.sql(self._packed(numbered)).to_arrow_table()
        unit, period = self._keys()
        kind, twice = self.rule.item.frequency, ""
        summands = [self._summands(table, code) for code in self.summed]
        sums = sums_by_place(table[unit], table[period], summands, kind)
        if sums is None:
            connection.register("_packed", table)
            ordered = f"SELECT * FROM _packed ORDER BY {quoted(unit)}, {quoted(period)}"
            table = connection.sql(ordered).to_arrow_table()
            found = groups(table[unit], table[period], kind)
            sums = [running_sum(self._summands(table, code), found) for code in self.summed]
            if found.twice is not None:
                table = table.append_column("_twice", pa.array(found.twice))
                twice = f"CASE WHEN _twice THEN {text(TWICE.in_language(self.language))} END"
        for code, total in zip(self.summed, sums, strict=True):
            table = table.append_column(to_date(code), total)
        self._narrow(
            {code: _most(table[self.reading.inputs[code]]) * self._factor(code) for code in self._raw()},
            {code: _most(total) for code, total in zip(self.summed, sums, strict=True)},
        )
        connection.register(_ARROW, table)
        columns = self.reading.columns
        given = ", ".join(unpacked(name, kind) for name, kind in columns.items())
        further = "".join(f", {quoted(name)}" for name in table.column_names if name not in columns)
        further += "".join(f", {quoted(self.reading.inputs[code])} AS _{code}" for code in self._raw())
        connection.execute(f"CREATE VIEW {_SORTED} AS SELECT {given}{further} FROM {_ARROW}")
        self._view_rows(connection, twice)

    def _view_rows(self, connection: duckdb.DuckDBPyConnection, twice: str) -> None:
        unit, period = self._keys()
        start = self._period_start() if period != "_period" else "_period"
        connection.execute(f"CREATE VIEW {ROWS} AS {self._rows(_SORTED, quoted(unit), start, twice)}")

    def _feed(self, connection: duckdb.DuckDBPyConnection, source: Path | pa.Table) -> Feed | None:
        """The rows with their sums; None where they cannot be had in passing."""
        unit, period = self._keys()
        if self.reading.columns[unit] not in INTEGERS or self._raw() != self.summed:
            return None
        reader = connection.cursor()
        if isinstance(source, pa.Table):
            reader.register(GIVEN, source)
        # Decimals as short as they are.
        reader.execute("SET arrow_output_version = '1.5'")
        start = f", {self._period_start()} AS _period" if period == "_period" else ""
        numbered = ", row_number() OVER () AS _row" if self.back_in_order else ""
        rows = f"SELECT *{start}{numbered} FROM {GIVEN}"
        inputs = {self.reading.inputs[code]: self._input(code) for code in self.summed}
        extent = extent_of(reader, rows, unit, period, {name: each.decimals for name, each in inputs.items()})
        if extent is None or any(extent.most[name] >= 10**each.digits for name, each in inputs.items()):
            return None
        calendar = Calendar.of(*extent.days, self.rule.item.frequency)
        if not extent.suits(calendar):
            return None
        parts = [
            Summed(name, f"_{each.code}", to_date(each.code), self._factor(each.code)) for name, each in inputs.items()
        ]
        return Feed(reader, rows, unit, period, parts, extent, calendar)

    def _narrow(self, given: Mapping[str, int], sums: Mapping[str, int]) -> None:
        """Compile the query anew for what the figures reach: what cannot overflow need not be checked row by row."""
        found = {**{to_date(code): most for code, most in sums.items()}, **given}
        inside = {code: most for code, most in found.items() if most < 10 ** self.program.variables[code].digits}
        targets = [column.name for column in self.query.columns]
        self.relations = replace(self.relations, bounds=inside)
        self.query = compile_query(self.program, targets, self.rule.item.frequency, "duckdb", self.relations)

    def _packed(self, numbered: str) -> str:
        """The rows as given, with whole numbers for decimals: the fewer bytes are moved, the faster it goes."""
        _, period = self._keys()
        parts = [packed(name, kind) for name, kind in self.reading.columns.items()]
        if period == "_period":
            parts.append(f"{self._period_start()} AS _period")
        values = {code: value for code, value, _ in self.reading.expressions()}
        parts += [f"{values[code]} AS _{code}" for code in self.summed if not self._is_plain(code)]
        return f"SELECT {', '.join(parts)}{numbered} FROM {GIVEN}"

    def _keys(self) -> tuple[str, str]:
        """The columns of unit and period in the sorted rows."""
        period = self.reading.period
        if self.reading.unit is None:
            raise TypeError("sums need a unit")
        is_day = period is not None and self.on is None and self.reading.columns[period] == "DATE"
        return self.reading.unit, period if is_day and period is not None else "_period"

    def _is_plain(self, code: str) -> bool:
        """Whether an input's whole numbers can be had from its column as it is sorted."""
        kind = self.reading.columns[self.reading.inputs[code]]
        return is_packed(kind) and decimal_places(kind)[1] <= self._input(code).decimals

    def _raw(self) -> list[str]:
        """The summed inputs whose whole numbers stand in the sorted rows as ``_<code>``."""
        return [code for code in self.summed if self._is_plain(code) and self._input(code).default is None]

    def _whole(self, expression: tuple[str, str, str]) -> tuple[str, str, str]:
        """The value of an input and its reason, from its whole numbers."""
        code = expression[0]
        factor, most = self._factor(code), 10 ** self._input(code).digits - 1
        value = f"_{code} * {factor}::BIGINT" if factor > 1 else f"_{code}"
        if self.relations.bounds.get(code, most + 1) <= most:
            return code, value, f"CASE WHEN _{code} IS NULL THEN 'not_reported' END"
        usable = f"abs(_{code}) <= {most // factor}"
        why = f"CASE WHEN _{code} IS NULL THEN 'not_reported' WHEN NOT ({usable}) THEN 'invalid_input' END"
        return code, f"CASE WHEN {usable} THEN {value} END", why

    def _factor(self, code: str) -> int:
        kind = self.reading.columns[self.reading.inputs[code]]
        return int(10 ** (self._input(code).decimals - decimal_places(kind)[1]))

    def _input(self, code: str) -> RuleInput:
        return next(each for each in self.rule.item.all_inputs if each.code == code)

    def _summands(self, table: pa.Table, code: str) -> pa.ChunkedArray:
        if not self._is_plain(code):
            return table[f"_{code}"]
        item, name = self._input(code), self.reading.inputs[code]
        factor = self._factor(code)
        values = pc.multiply(table[name], factor) if factor > 1 else table[name]
        most = 10**item.digits - 1
        if _most(values) > most:
            values = pc.if_else(pc.less_equal(pc.abs(values), most), values, pa.scalar(None, pa.int64()))
        return values

    def _rows(self, source: str, unit: str, period: str, twice: str) -> str:
        """Every input of every row, with what is wrong with its cells."""
        needed = set(self.query.inputs)
        inner = [f"{unit} AS unit", f"{period} AS period_start"]
        inner += [f"{quoted(name)} AS _c{number}" for number, name in enumerate(self.reading.columns)]
        raw = self._raw() if source == _SORTED else []
        expressions = [
            self._whole(each) if each[0] in raw else each
            for each in self.reading.expressions()
            if self._is_used(each[0], needed)
        ]
        for code, value, why in expressions:
            inner += [f"{value} AS {code}", f"{why} AS {code}__why"]
        for code in map(to_date, self.summed):
            inner += [code, f"CASE WHEN {code} IS NULL THEN 'periods_missing' END AS {code}__why"]
        given = {code for code, _, _ in expressions} | {to_date(code) for code in self.summed}
        inner += [f"{_NULLS[self.program.variables[code].kind]} AS {code}" for code in sorted(needed - given)]
        inner += ["_row"] if self.back_in_order else []
        inner.append(f"{twice or 'NULL::VARCHAR'} AS _same")
        codes = [code for code, _, _ in expressions]
        message = told(self.rule.item, codes, self.on is None and self.reading.period is not None, self.language)
        return f"SELECT *, coalesce(_same, {message}) AS _told FROM (SELECT {', '.join(inner)} FROM {source})"

    def _is_used(self, code: str, needed: set[str]) -> bool:
        return code in needed or code in self.summed

    def _unit(self) -> str:
        return quoted(self.reading.unit) if self.over_rows and self.reading.unit is not None else "0"

    def _period_start(self) -> str:
        if self.on is not None:
            return f"DATE {text(self.on.start.isoformat())}"
        return self.reading.period_start() if self.reading.period else "DATE '2000-01-01'"

    def select(self, *, with_reasons: bool) -> str:
        """The query of the result: the columns that were given, the outputs, the reasons."""
        columns = [f"_c{number} AS {quoted(name)}" for number, name in enumerate(self.reading.columns)]
        decimals = {number.code: number.expression() for number in self.numbers}
        columns += [f"{decimals.get(column.name, column.name)} AS {column.name}" for column in self.query.columns]
        reasons = output_reasons(self.rule, self.query, self.language) if with_reasons else "NULL::VARCHAR"
        columns.append(f"{reasons} AS {REASONS_COLUMN}")
        order = " ORDER BY _row" if self.back_in_order else ""
        return f"SELECT {', '.join(columns)} FROM ({self.query.sql}){order}"


def _most(values: pa.Array | pa.ChunkedArray) -> int:
    """The most that whole numbers reach, whatever their sign; 0 where there are none."""
    found = pc.min_max(values).as_py()
    return 0 if found["max"] is None else max(abs(found["min"]), abs(found["max"]))
