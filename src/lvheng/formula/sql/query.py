"""The whole dependency graph as one query.

``WITH _0 AS (inputs), _1 AS (…), … SELECT``: stage 0 reads the rows and brings numbers to integers, every further stage
adds the columns that need only those before it, the last SELECT turns integers back into decimals.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlglot import exp

from lvheng.formula.declarations import Kind, Variable
from lvheng.formula.ir import Node
from lvheng.formula.periods import PeriodKind
from lvheng.formula.program import Program
from lvheng.formula.sql import calendar
from lvheng.formula.sql.engines import ENGINES, Engine, call, case, cast, integer, wrap
from lvheng.formula.sql.pruning import prune
from lvheng.formula.sql.stages import OVER_GROUPS, OVER_ROWS, Stages, why_column
from lvheng.formula.sql.writer import Writer


@dataclass(frozen=True)
class Relations:
    """The tables that the query reads.

    ``rows``: ``unit``, ``period_start`` (DATE), a column per input; a row for every unit and period that is wanted or
    needed, no two alike. ``thing``, the kind of the unit, only where the program describes several kinds.
    ``members``: ``parent``, ``unit`` for the functions over members. ``parents``: ``unit``, ``parent`` for parent().
    ``scaled``: numbers come and go as integers, multiplied by ten to the power of their decimals.
    ``reasons``: the inputs that have a column ``<code>__why`` with the reason why they are missing.
    ``codes``: reasons come and go as these numbers, up to 255, instead of as texts; all that occur must be there.
    ``bounds``: the most that the integers of an input reach, where that is known to be less than its digits allow.
    ``absent``: inputs that nobody reported and that are no targets; ``rows`` needs no columns for them.
    ``unbroken``: the periods of every unit in ``rows`` follow each other without a gap.
    ``carried``: further columns of ``rows`` that the result hands on as they are; none may be named as a variable.
    """

    rows: str = "rows"
    members: str = "members"
    parents: str = "parents"
    scaled: bool = False
    reasons: frozenset[str] = frozenset()
    codes: Mapping[str, int] = field(default_factory=dict)
    bounds: Mapping[str, int] = field(default_factory=dict)
    absent: frozenset[str] = frozenset()
    unbroken: bool = False
    carried: tuple[str, ...] = ()


@dataclass(frozen=True)
class Column:
    """One computed column of the result; ``why`` names the column with the reason where it is null."""

    name: str
    why: str
    kind: Kind
    unit: str
    decimals: int


@dataclass(frozen=True)
class Query:
    """The query and its result columns: ``unit``, ``period_start``, then two for every target."""

    sql: str
    dialect: str
    columns: tuple[Column, ...]
    inputs: tuple[str, ...]


def compile_query(
    program: Program,
    targets: Sequence[str],
    kind: PeriodKind,
    dialect: str = "duckdb",
    relations: Relations | None = None,
) -> Query:
    """Targets and all that they need, for rows whose periods are of one kind. Raises Problems for unknown targets."""
    relations = relations or Relations()
    if relations.bounds or relations.absent:
        program = program.narrowed(targets, relations.bounds, relations.absent)
    compiler = _Compiler(program, list(dict.fromkeys(targets)), kind, ENGINES[dialect], relations)
    return compiler.query()


@dataclass
class _Compiler:
    program: Program
    targets: Sequence[str]
    kind: PeriodKind
    engine: Engine
    relations: Relations
    ctes: list[tuple[str, exp.Select]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.needed = self.program.needs(self.targets)
        self.variables = [self.program.variables[code] for code in self.needed]
        self.several = len({variable.of for variable in self.variables}) > 1
        self.plan = Stages(self.program, self.engine, self.needed, self.several).plan()
        self.writer = Writer(
            self.program.lowering.arena, self.engine, self.kind, self.plan.columns, codes=self.relations.codes
        )

    def query(self) -> Query:
        self.ctes.append(("_0", self._inputs()))
        for number, columns in enumerate(self.plan.stages, start=1):
            self._stage(number, columns)
        select = self._outputs()
        prune(self.ctes, select)
        for name, body in self.ctes:
            materialized = True if self.engine.keeps_stages_apart else None
            select = select.with_(name, as_=body, copy=False, materialized=materialized)
        sql = select.sql(dialect=self.engine.dialect, pretty=True, identify=True, copy=False)
        results = tuple(
            Column(v.code, why_column(v.code), v.kind, v.unit, v.decimals)
            for v in (self.program.variables[code] for code in self.targets)
        )
        return Query(sql + "\n", self.engine.dialect, results, tuple(v.code for v in self.inputs))

    @property
    def inputs(self) -> list[Variable]:
        """What is read from the rows."""
        return [v for v in self.variables if v.is_input and v.code not in self.relations.absent]

    # Stage 0 ----------------------------------------------------------------------------------------------------

    def _inputs(self) -> exp.Select:
        start = exp.column("period_start")
        columns: list[exp.Expr] = [exp.column("unit"), start]
        if self.several:
            columns.append(exp.column("thing"))
        columns += [exp.column(name) for name in self.relations.carried]
        uses = {node.op for node in self._nodes()}
        if "lag" in uses:
            columns.append(_named("_index", calendar.index(self.kind, start, self.engine.dialect)))
        if "base" in uses:
            columns.append(_named("_place", calendar.place_in_year(start)))
        if uses & {"run_sum", "run_count", "base"}:
            columns.append(_named("_year", calendar.extract("YEAR", start)))
        for variable in self.inputs:
            columns += self._input(variable)
        return exp.select(*columns).from_(exp.to_table(self.relations.rows))

    def _nodes(self) -> Iterable[Node]:
        arena = self.program.lowering.arena
        return (arena[number] for stage in self.plan.stages for _, number in stage)

    def _input(self, variable: Variable) -> list[exp.Expr]:
        given = exp.column(variable.code)
        absent = exp.Is(this=given, expression=exp.null())
        reason = self.writer.reason("not_reported")
        if variable.code in self.relations.reasons:
            reason = exp.Coalesce(this=exp.column(why_column(variable.code)), expressions=[reason])
        branches: list[tuple[exp.Expr, exp.Expr]] = [(absent, reason)]
        value: exp.Expr = given
        if variable.kind == Kind.NUMBER:
            value = self._integer(variable, given)
            usable = self._usable(variable, given)
            if usable is not None:
                value = case([(usable, value)], None)
                branches.append((exp.Not(this=wrap(usable)), self.writer.reason("invalid_input")))
        if self.several:
            other = exp.NEQ(this=exp.column("thing"), expression=exp.Literal.string(variable.of))
            same = exp.EQ(this=exp.column("thing"), expression=exp.Literal.string(variable.of))
            branches.insert(0, (other, self.writer.reason("not_applicable")))
            value = case([(same, value)], None)
        return [_named(variable.code, value), _named(why_column(variable.code), case(branches, None))]

    def _usable(self, variable: Variable, given: exp.Expr) -> exp.Expr | None:
        """Whether the figure keeps to its declaration; None where that is known beforehand."""
        if self.relations.scaled and self.program.lowering.bound(variable) < 10**variable.digits - 1:
            return None
        if self.relations.scaled:
            return exp.LTE(this=self.engine.absolute(given), expression=integer(10**variable.digits - 1))
        most = integer(10 ** (variable.digits - variable.decimals) - 1)
        within = exp.LTE(this=self.engine.whole_part(given), expression=most)
        return exp.And(this=within, expression=self.engine.has_decimals(given, variable.decimals))

    def _integer(self, variable: Variable, given: exp.Expr) -> exp.Expr:
        if self.relations.scaled:
            return cast(given, self.engine.type_of(self.program.lowering.bound(variable)))
        return self.engine.from_decimal(given, variable.decimals, variable.digits)

    # Further stages ---------------------------------------------------------------------------------------------

    def _stage(self, number: int, columns: Sequence[tuple[str, int]]) -> None:
        before = f"_{number - 1}"
        arena = self.program.lowering.arena
        groups = [
            (name, node) for name, node in columns if arena[node].op in OVER_GROUPS and self.plan.columns[node] == name
        ]
        moved = [
            (name, node) for name, node in columns if arena[node].op == "parent" and self.plan.columns[node] == name
        ]
        joined = bool(groups or moved)
        writer = self.writer.at("_s" if joined else None)
        select = exp.select("_s.*" if joined else "*").from_(
            exp.alias_(exp.to_table(before), "_s", table=True) if joined else exp.to_table(before)
        )
        if groups:
            select = self._join_groups(select, number, groups)
        if moved:
            select = self._join_parents(select, before)
        for name, node in columns:
            select = select.select(_named(name, self._column(name, node, writer)), copy=False)
        self.ctes.append((f"_{number}", select))

    def _column(self, name: str, number: int, writer: Writer) -> exp.Expr:
        node = self.program.lowering.arena[number]
        if number in self.plan.columns and self.plan.columns[number] != name:
            return self._copied(name, number, writer.write(number), writer)
        if node.op in OVER_ROWS:
            return self._window(node, writer)
        if node.op in OVER_GROUPS:
            grouped = exp.column(name, table="_g" if node.op != "group_size" else "_z")
            if node.op == "group_sum":
                return grouped
            return cast(exp.Coalesce(this=grouped, expressions=[integer(0)]), self.engine.type_of(node.bound))
        if node.op == "parent":
            return writer.at("_q").write(node.args[0])
        return self._copied(name, number, writer.write_out(number), writer)

    def _copied(self, name: str, number: int, value: exp.Expr, writer: Writer) -> exp.Expr:
        """A variable's column, of the type that its users expect; only units of its kind have a value."""
        code = name.removesuffix("__why")
        variable = self.program.variables.get(code)
        if variable is None:
            return value
        is_why = name != code
        if isinstance(value, exp.Null | exp.Literal | exp.Neg):
            value = cast(value, self._type_of_reasons() if is_why else self._type(variable))
        elif not is_why and variable.kind == Kind.NUMBER:
            wanted = self.engine.type_of(self.program.lowering.bound(variable))
            if wanted != self.engine.type_of(self.program.lowering.arena[number].bound):
                value = cast(value, wanted)
        if not self.several:
            return value
        thing = exp.EQ(this=writer.column("thing"), expression=exp.Literal.string(variable.of))
        return case([(thing, value)], self.writer.reason("not_applicable") if is_why else None)

    def _type_of_reasons(self) -> str:
        return "UTINYINT" if self.relations.codes else "TEXT"

    def _type(self, variable: Variable) -> str:
        if variable.kind == Kind.NUMBER:
            return self.engine.type_of(10**variable.digits - 1)
        return "BOOLEAN" if variable.kind == Kind.BOOLEAN else "TEXT"

    def _window(self, node: Node, writer: Writer) -> exp.Expr:
        value = writer.write(node.args[0])
        unit, start, year = (writer.column(name) for name in ("unit", "period_start", "_year"))
        if node.op == "lag":
            bound = integer(int(str(node.data)))
            ordered = exp.Order(expressions=[exp.Ordered(this=writer.column("_index"))])
            if self.relations.unbroken:
                # Counting rows takes a quarter of the time that looking for the period takes.
                return exp.Window(this=call("LAG", value, bound), partition_by=[unit], order=ordered)
            spec = exp.WindowSpec(kind="RANGE", start=bound, start_side="PRECEDING", end=bound, end_side="PRECEDING")
            return exp.Window(this=call("FIRST_VALUE", value), partition_by=[unit], order=ordered, spec=spec)
        if node.op == "base":
            then = case([(exp.EQ(this=year, expression=integer(int(str(node.data)))), value)], None)
            chosen = exp.LogicalOr(this=then) if node.sort == "bool" else exp.Max(this=then)
            return exp.Window(this=chosen, partition_by=[unit, writer.column("_place")])
        spec = exp.WindowSpec(kind="ROWS", start="UNBOUNDED", start_side="PRECEDING", end="CURRENT ROW")
        ordered = exp.Order(expressions=[exp.Ordered(this=start)])
        collected = exp.Count(this=value) if node.op == "run_count" else exp.Sum(this=self._summand(value, node))
        window = exp.Window(this=collected, partition_by=[unit, year], order=ordered, spec=spec)
        return cast(window, self.engine.type_of(node.bound))

    def _summand(self, value: exp.Expr, node: Node) -> exp.Expr:
        """What is summed, in the type of the sum: Spark adds BIGINT up in BIGINT."""
        part = self.program.lowering.arena[node.args[0]]
        wide = self.engine.type_of(node.bound)
        return value if self.engine.type_of(part.bound) == wide else cast(value, wide)

    def _join_groups(self, select: exp.Select, number: int, groups: Sequence[tuple[str, int]]) -> exp.Select:
        arena = self.program.lowering.arena
        sizes = [(name, arena[node]) for name, node in groups if arena[node].op == "group_size"]
        values = [(name, arena[node]) for name, node in groups if arena[node].op != "group_size"]
        if sizes:
            self.ctes.append((f"_size_{number}", self._sizes(sizes)))
            select = _left_join(select, f"_size_{number}", "_z", ["unit"])
        if values:
            self.ctes.append((f"_group_{number}", self._grouped(f"_{number - 1}", values)))
            select = _left_join(select, f"_group_{number}", "_g", ["unit", "period_start"])
        return select

    def _sizes(self, sizes: Sequence[tuple[str, Node]]) -> exp.Select:
        columns: list[exp.Expr] = [_named("unit", exp.column("parent", table="_m"))]
        for name, node in sizes:
            mine = self._if_thing(exp.column("unit", table="_m"), "_m", str(node.data))
            columns.append(_named(name, exp.Count(this=mine)))
        members = exp.alias_(exp.to_table(self.relations.members), "_m", table=True)
        return exp.select(*columns).from_(members).group_by(exp.column("parent", table="_m"))

    def _grouped(self, before: str, values: Sequence[tuple[str, Node]]) -> exp.Select:
        parent, start = exp.column("parent", table="_m"), exp.column("period_start", table="_s")
        columns: list[exp.Expr] = [_named("unit", parent), start]
        for name, node in values:
            columns.append(_named(name, self._collected(node)))
        members = exp.alias_(exp.to_table(self.relations.members), "_m", table=True)
        joined = exp.EQ(this=exp.column("unit", table="_s"), expression=exp.column("unit", table="_m"))
        select = exp.select(*columns).from_(exp.alias_(exp.to_table(before), "_s", table=True))
        return select.join(members, on=joined).group_by(parent, start)

    def _collected(self, node: Node) -> exp.Expr:
        value = self._if_thing(self.writer.at("_s").write(node.args[0]), "_s", str(node.data))
        if node.op == "group_count":
            return exp.Count(this=value)
        if node.op == "group_true":
            return exp.Count(this=case([(value, integer(1))], None))
        return cast(exp.Sum(this=self._summand(value, node)), self.engine.type_of(node.bound))

    def _if_thing(self, value: exp.Expr, table: str, thing: str) -> exp.Expr:
        if not self.several:
            return value
        same = exp.EQ(this=exp.column("thing", table=table), expression=exp.Literal.string(thing))
        return case([(same, value)], None)

    def _join_parents(self, select: exp.Select, before: str) -> exp.Select:
        select = _left_join(select, self.relations.parents, "_p", ["unit"])
        same = exp.and_(
            exp.EQ(this=exp.column("unit", table="_q"), expression=exp.column("parent", table="_p")),
            exp.EQ(this=exp.column("period_start", table="_q"), expression=exp.column("period_start", table="_s")),
        )
        return select.join(exp.alias_(exp.to_table(before), "_q", table=True), on=same, join_type="left")

    # The result -------------------------------------------------------------------------------------------------

    def _outputs(self) -> exp.Select:
        columns: list[exp.Expr] = [exp.column("unit"), exp.column("period_start")]
        columns += [exp.column(name) for name in self.relations.carried]
        for code in self.targets:
            variable = self.program.variables[code]
            value: exp.Expr = exp.column(code)
            if variable.kind == Kind.NUMBER and not self.relations.scaled:
                value = self.engine.to_decimal(value, variable.decimals, variable.digits)
            columns += [_named(code, value), exp.column(why_column(code))]
        return exp.select(*columns).from_(exp.to_table(self.ctes[-1][0]))


def _named(name: str, value: exp.Expr) -> exp.Expr:
    if isinstance(value, exp.Column) and value.name == name and not value.table:
        return value
    return exp.alias_(value, name)


def _left_join(select: exp.Select, table: str, alias: str, keys: Sequence[str]) -> exp.Select:
    same = exp.and_(
        *(exp.EQ(this=exp.column(key, table=alias), expression=exp.column(key, table="_s")) for key in keys)
    )
    return select.join(exp.alias_(exp.to_table(table), alias, table=True), on=same, join_type="left")
