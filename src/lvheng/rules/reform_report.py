"""A draft of a rule compared with the law in force on a whole population. Knows no database of the site.

The report is plain data: ``output`` (what is compared), ``rows``, ``compared`` (rows with both results), ``before``,
``after`` and ``change`` (totals), ``winners``, ``losers``, ``same`` (who pays less, more, the same; of an incentive it
is the other way round), ``groups``, ``deciles`` (by what is paid now), ``histogram`` of the changes, ``coverage`` of
the brackets, ``reasons`` of rows without both results. Numbers are texts with all their decimals.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from statistics import NormalDist
from typing import Any

import duckdb
import pyarrow as pa

from lvheng.errors import InputProblem, Text
from lvheng.formula import syntax
from lvheng.formula.parser import parse
from lvheng.formula.rounding import write_exact
from lvheng.packs.measures import Bracket, DatedFormula
from lvheng.packs.mistakes import what_is_valid
from lvheng.packs.rule_model import RuleInput, RuleOutput
from lvheng.rules.book import Rule
from lvheng.rules.bulk import apply_bulk
from lvheng.rules.bulk_input import GIVEN, open_table, quoted
from lvheng.rules.bulk_reasons import REASONS_COLUMN
from lvheng.rules.values import Given

ROW = "lvheng_row"
QUANTITY = "bracketed_quantity"
BARS = 20
MOST_GROUPS = 50
MOST_REASONS = 10
LIMIT_ROWS = 2_000_000
MAX_USERS = 200_000
SHARES = (Decimal("0.8"), Decimal("0.95"))
_Z95 = NormalDist().inv_cdf(0.95)
Progress = Callable[[float], None]


@dataclass(frozen=True)
class Simulated:
    """Made-up users: how many, and of which input the middle one and the one that 95 % do not exceed.

    The input is spread log-normally between them; the same words always make the same users.
    """

    users: int
    input: str
    median: Decimal
    high: Decimal

    def table(self, rule: Rule) -> pa.Table:
        """One row for each user."""
        item = next(each for each in rule.item.all_inputs if each.code == self.input)
        middle = math.log(self.median)
        spread = (math.log(self.high) - middle) / _Z95
        normal, step = NormalDist(), Decimal(1).scaleb(-item.decimals)
        values = (
            Decimal(math.exp(middle + spread * normal.inv_cdf((number + 0.5) / self.users))).quantize(step)
            for number in range(self.users)
        )
        numbers = pa.array(list(values), pa.decimal128(18, item.decimals))
        return pa.table({"unit": [str(number + 1) for number in range(self.users)], self.input: numbers})


def load_population(source: Path, group_by: str = "") -> pa.Table:
    """A table of users. Raises InputProblem for one that cannot be read, is too long or lacks the group's column."""
    with duckdb.connect() as connection:
        columns = open_table(connection, source)
        if group_by and group_by not in columns:
            what = Text(f"表里没有“{group_by}”一列。", f"The table has no column {group_by}.")
            raise InputProblem("unknown_column", what, "group_by", what_is_valid(group_by, list(columns)))
        ((rows,),) = connection.execute(f"SELECT count(*) FROM {GIVEN}").fetchall()
        if rows > LIMIT_ROWS:
            what = Text(f"表格有 {rows} 行，最多 {LIMIT_ROWS} 行。", f"It has {rows} rows; {LIMIT_ROWS} are the limit.")
            raise InputProblem("too_many_rows", what, "file", Text("请抽取一部分用户。", "Take a sample of the users."))
        return connection.sql(f"FROM {GIVEN}").to_arrow_table()


def compare(
    law: Rule,
    draft: Rule,
    population: pa.Table,
    *,
    on: str | None,
    fixed: Mapping[str, Given],
    group_by: str = "",
    progress: Progress = lambda _share: None,
) -> dict[str, Any]:
    """The report. Raises Problems for a table or a draft that cannot be computed."""
    numbered = population.append_column(ROW, pa.array(range(population.num_rows), pa.int64()))
    output = compared_output(law)
    before = apply_bulk(law, numbered, on=on, fixed=fixed, progress=lambda share: progress(share * 0.4)).table
    after = apply_bulk(draft, numbered, on=on, fixed=fixed, progress=lambda share: progress(0.4 + share * 0.4)).table
    with duckdb.connect() as connection:
        connection.register("before", before)
        connection.register("after", after)
        group = f"coalesce(CAST(b.{quoted(group_by)} AS VARCHAR), '')" if group_by else "''"
        value = "CAST({0} AS INTEGER)" if output.kind == "boolean" else "{0}"
        connection.execute(
            f"CREATE TABLE users AS SELECT {value.format('b.' + quoted(output.code))} AS before, "
            f"{value.format('a.' + quoted(output.code))} AS after, {group} AS grouped, "
            f"coalesce(b.{REASONS_COLUMN}, a.{REASONS_COLUMN}) AS why "
            f"FROM before b JOIN after a USING ({ROW})"
        )
        report = {**_totals(connection, output), **_details(connection, bool(group_by))}
    progress(0.9)
    return {**report, "coverage": list(_coverage(law, draft, numbered, on, fixed))}


def compared_output(rule: Rule) -> RuleOutput:
    """The output that a reform is judged by: the first sum of money, else the first number or verdict."""
    outputs = [each for each in rule.item.all_outputs if each.kind != "code"]
    found = next((each for each in outputs if each.role == "amount"), outputs[0] if outputs else None)
    if found is None:
        what = Text("这条规则没有可以比较的数。", "The rule has no number to compare.")
        raise InputProblem("nothing_to_compare", what, rule.code, Text("请用批量计算。", "Use the bulk calculation."))
    return found


def _totals(connection: duckdb.DuckDBPyConnection, output: RuleOutput) -> dict[str, Any]:
    row = _one(
        connection,
        "SELECT count(*), count(after - before), sum(before), sum(after), sum(after - before), "
        "count(*) FILTER (after < before), count(*) FILTER (after > before), count(*) FILTER (after = before), "
        "sum(before - after) FILTER (after < before), sum(after - before) FILTER (after > before), "
        "max(before - after), max(after - before) "
        "FROM (SELECT before, after FROM users WHERE before IS NOT NULL AND after IS NOT NULL "
        "UNION ALL SELECT NULL, NULL FROM users WHERE before IS NULL OR after IS NULL)",
    )
    names = ("rows", "compared", "before", "after", "change", "less", "more", "same", "saved", "added", "most_saved")
    found = {name: _text(value) for name, value in zip((*names, "most_added"), row, strict=True)}
    told = {"code": output.code, "zh": output.name, "en": output.name_en, "unit": output.unit}
    return {"output": told, **found}


def _details(connection: duckdb.DuckDBPyConnection, grouped: bool) -> dict[str, Any]:
    connection.execute(
        "CREATE TABLE known AS SELECT before, after, grouped, after - before AS change FROM users "
        "WHERE before IS NOT NULL AND after IS NOT NULL"
    )
    sums = "count(*), sum(before), sum(after), sum(change), count(*) FILTER (change < 0), count(*) FILTER (change > 0)"
    names = ("name", "rows", "before", "after", "change", "less", "more")
    groups = f"SELECT grouped, {sums} FROM known GROUP BY grouped ORDER BY count(*) DESC, grouped LIMIT {MOST_GROUPS}"
    deciles = (
        f"SELECT decile, {sums} FROM (SELECT *, ntile(10) OVER (ORDER BY before, after) AS decile FROM known) "
        "GROUP BY decile ORDER BY decile"
    )
    reasons = (
        f"SELECT why, count(*) FROM users WHERE why IS NOT NULL GROUP BY why ORDER BY 2 DESC, 1 LIMIT {MOST_REASONS}"
    )
    return {
        "groups": list(_named(connection, groups, names)) if grouped else [],
        "deciles": list(_named(connection, deciles, names)),
        "histogram": list(_histogram(connection)),
        "reasons": list(_named(connection, reasons, ("why", "rows"))),
    }


def _histogram(connection: duckdb.DuckDBPyConnection) -> Iterator[dict[str, Any]]:
    """How many users have which change; the outermost bars hold the hundredth at either end."""
    low, high = _one(connection, "SELECT quantile_disc(change, 0.01), quantile_disc(change, 0.99) FROM known")
    if low is None:
        return
    if low == high:
        ((rows,),) = connection.execute("SELECT count(*) FROM known").fetchall()
        yield {"from": _text(low), "to": _text(high), "rows": _text(rows)}
        return
    low, high = Decimal(low), Decimal(high)
    width = (high - low) / BARS
    place = f"greatest(0, least({BARS - 1}, CAST(floor((change::DOUBLE - {low}) / {width}) AS INTEGER)))"
    counts = dict(connection.execute(f"SELECT {place}, count(*) FROM known GROUP BY 1").fetchall())
    for number in range(BARS):
        begin = low + width * number
        yield {"from": _text(begin), "to": _text(begin + width), "rows": _text(counts.get(number, 0))}


def _coverage(
    law: Rule, draft: Rule, population: pa.Table, on: str | None, fixed: Mapping[str, Given]
) -> Iterator[dict[str, Any]]:
    """Which share of the users stays within each bracket, of the law and of the draft."""
    for scale, expression in _bracketed(law).items():
        # A scale over rates of two parameters may be taken of nothing that the rows have.
        before, after = (_brackets(rule, scale) for rule in (law, draft))
        if not before or not after:
            continue
        measured = apply_bulk(_measuring(law, scale, expression), population, on=on, fixed=fixed).table
        with duckdb.connect() as connection:
            connection.register("measured", measured)
            item = law.parameters[scale][0].item
            shares = _one(
                connection,
                f"SELECT count({QUANTITY}), "
                + ", ".join(f"quantile_disc({QUANTITY}, {share}) FILTER ({QUANTITY} IS NOT NULL)" for share in SHARES)
                + " FROM measured",
            )
            if shares[0]:
                yield {
                    "scale": scale,
                    "zh": item.name,
                    "en": item.name_en,
                    "unit": item.unit,
                    "p80": _text(shares[1]),
                    "p95": _text(shares[2]),
                    "before": list(_within(connection, before)),
                    "after": list(_within(connection, after)),
                }


def _within(connection: duckdb.DuckDBPyConnection, brackets: tuple[Bracket, ...]) -> Iterator[dict[str, Any]]:
    for bracket in brackets:
        limit = "" if bracket.upto is None else write_exact(bracket.upto)
        condition = f"{QUANTITY} <= {limit}" if limit and "/" not in limit else f"{QUANTITY} IS NOT NULL"
        known, within = _one(connection, f"SELECT count({QUANTITY}), count(*) FILTER ({condition}) FROM measured")
        share = (Decimal(within) * 100 / Decimal(known)).quantize(Decimal("0.01"))
        yield {"upto": limit, "rate": write_exact(bracket.rate), "within": f"{share:f}"}


def _bracketed(rule: Rule) -> dict[str, str]:
    """By scale, the quantity that is taken in brackets; of several, that of the last step."""
    found: dict[str, str] = {}
    for part in (*rule.item.steps, *rule.item.outputs):
        for node in syntax.walk(parse(part.formulas[-1].formula)):
            if isinstance(node, syntax.Call) and node.function in ("tier", "slab") and part.repeat is None:
                quantity, scale = node.arguments
                if isinstance(scale, syntax.Name):
                    found[scale.code] = syntax.write(quantity)
    return found


def _measuring(rule: Rule, scale: str, expression: str) -> Rule:
    """The rule with nothing but that quantity as its output."""
    item = rule.parameters[scale][0].item
    measured = RuleOutput.model_construct(
        code=QUANTITY,
        name=item.name,
        name_en=item.name_en,
        unit=item.unit,
        decimals=4,
        role="quantity",
        formulas=(DatedFormula(formula=expression),),
    )
    return replace(rule, item=rule.item.model_copy(update={"outputs": (measured,), "deadlines": ()}))


def _brackets(rule: Rule, scale: str) -> tuple[Bracket, ...]:
    return rule.parameters[scale][-1].item.brackets if scale in rule.parameters else ()


def can_be_simulated(rule: Rule) -> list[RuleInput]:
    """The inputs that simulated users may differ in."""
    return [each for each in rule.item.inputs if each.kind == "number" and each.repeat is None]


def _one(connection: duckdb.DuckDBPyConnection, query: str) -> tuple[Any, ...]:
    (row,) = connection.execute(query).fetchall()
    return tuple(row)


def _named(
    connection: duckdb.DuckDBPyConnection, query: str, names: tuple[str, ...]
) -> Iterator[dict[str, str | None]]:
    for row in connection.execute(query).fetchall():
        yield {name: _text(value) for name, value in zip(names, row, strict=True)}


def _text(value: Any) -> str | None:
    return None if value is None else f"{value:f}" if isinstance(value, Decimal) else str(value)
