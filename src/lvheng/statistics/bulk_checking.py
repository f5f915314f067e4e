"""Checks many reports of one form at once: the same findings as :func:`rules.check`, by one query for all rows.

Cells are read one by one. The rules are compiled to SQL and run over all rows together; only a report that breaks one
is then put into words, by the interpreter.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import duckdb
import pyarrow as pa

from lvheng.formula import FactTable, Kind, Period, PeriodKind, Relations, compile_query
from lvheng.formula.sql import Query
from lvheng.packs.measures import DataElement
from lvheng.statistics import rules
from lvheng.statistics.definitions import Definition
from lvheng.statistics.entries import Entry, Value
from lvheng.statistics.findings import Finding, Findings
from lvheng.statistics.wording import rule_text

Known = Mapping[tuple[str, str, str], Value]
"""Values by element, unit and code of the period."""

# Whole numbers of so many digits fit 64 bits.
_NARROW_DIGITS = 18
# Each takes some milliseconds; whoever has more mistakes than that mends the first and looks again.
MOST_IN_NUMBERS = 1000


@dataclass(frozen=True)
class Asked:
    """One report to be checked."""

    unit: str
    period: Period
    entries: Mapping[str, str]
    explanations: Mapping[str, str]


def check_many(
    definition: Definition,
    reports: Sequence[Asked],
    known: Known,
    parents: Mapping[str, str],
    *,
    in_numbers: int = MOST_IN_NUMBERS,
) -> list[Findings]:
    """The findings of every report, in their order.

    ``known`` holds what else is known of the units, their parents and other periods; ``parents`` says which unit
    belongs to which. No two reports may be about the same unit and period. The first ``in_numbers`` reports that break
    a rule are told with both sides in numbers, the others by the rule alone.
    """
    if not reports:
        return []
    read = [rules.read_entries(definition, each.entries) for each in reports]
    broken = _broken(definition, reports, read, known, parents)
    shown = dict.fromkeys(list(broken)[:in_numbers])
    around = _around(definition, reports, read, known) if shown else {}
    found = []
    for number, each in enumerate(reports):
        if number in shown:
            facts = _facts(each, around, parents)
            found.append(rules.check(definition, each.entries, each.explanations, (each.unit, each.period), facts))
        else:
            by_rule = (_plainly(definition, code, each) for code in broken.get(number, ()))
            found.append(Findings((*rules.cells(definition, read[number]), *by_rule)))
    return found


def _plainly(definition: Definition, code: str, report: Asked) -> Finding:
    """A broken rule without its two sides."""
    rule = next(each for each in definition.form.rules if each.code == code)
    text = rule_text(rule.formula, rules.labels(definition))
    elements = rules.elements_of(definition, definition.program.formulas[code][0].tree)
    return Finding(code, rule.check.severity, elements, rule.name, text, report.explanations.get(code, "").strip())


def _broken(
    definition: Definition,
    reports: Sequence[Asked],
    read: Sequence[Mapping[str, Entry]],
    known: Known,
    parents: Mapping[str, str],
) -> dict[int, list[str]]:
    """The reports that break a rule, by their numbers in order, with the codes of the rules."""
    codes = [rule.code for rule in definition.form.rules]
    if not codes:
        return {}
    query = compile_query(definition.program, codes, reports[0].period.kind, relations=Relations(scaled=True))
    places = {(each.unit, each.period.start): number for number, each in enumerate(reports)}
    with duckdb.connect() as connection:
        connection.execute("SET threads = 2")
        connection.register("rows", _rows(definition, reports, read, known))
        connection.register("parents", _pairs(parents))
        connection.register("members", _members(parents))
        found = connection.execute(_failing(query)).fetchall()
    broken = {
        places[row[:2]]: [code for code, holds in zip(codes, row[2:], strict=True) if holds is False]
        for row in found
        if row[:2] in places
    }
    return dict(sorted(broken.items()))


def _failing(query: Query) -> str:
    """The units and periods for which some rule is false; one that cannot be told is not broken."""
    fails = " OR ".join(f'"{column.name}" = FALSE' for column in query.columns)
    named = ", ".join(f'"{column.name}"' for column in query.columns)
    return f"SELECT unit, period_start, {named} FROM ({query.sql}) WHERE {fails}"


def _rows(
    definition: Definition, reports: Sequence[Asked], read: Sequence[Mapping[str, Entry]], known: Known
) -> pa.Table:
    """A row for every unit and period that is checked or looked at, a column for every element."""
    kind = reports[0].period.kind
    own = frozenset(definition.form.elements)
    values: dict[tuple[str, Period], dict[str, Value]] = {
        (each.unit, each.period): {code: entry.value for code, entry in cells.items()}
        for each, cells in zip(reports, read, strict=True)
    }
    asked = frozenset(values)
    for element, unit, period in _of_kind(known, kind):
        place = (unit, period)
        if element in definition.elements and not (place in asked and element in own):
            values.setdefault(place, {})[element] = known[element, unit, period.code]
    columns = {
        code: pa.array([_scaled(row.get(code), item) for row in values.values()], _type(item))
        for code, item in definition.elements.items()
    }
    return pa.table(
        {
            "unit": pa.array([unit for unit, _ in values], pa.string()),
            "period_start": pa.array([period.start for _, period in values], pa.date32()),
            **columns,
        }
    )


def _of_kind(known: Known, kind: PeriodKind) -> Iterator[tuple[str, str, Period]]:
    """Figures of other kinds of periods stand beside the rows, never in them."""
    read: dict[str, Period] = {}
    for element, unit, code in known:
        period = read.get(code) or read.setdefault(code, Period.parse(code))
        if period.kind == kind:
            yield element, unit, period


def _type(element: DataElement) -> pa.DataType:
    if Kind(element.kind) == Kind.BOOLEAN:
        return pa.bool_()
    if Kind(element.kind) == Kind.CODE:
        return pa.string()
    return pa.int64() if element.digits <= _NARROW_DIGITS else pa.decimal128(38, 0)


def _scaled(value: Value, element: DataElement) -> Any:
    if not isinstance(value, Decimal):
        return value
    whole = int(value.scaleb(element.decimals))
    return whole if element.digits <= _NARROW_DIGITS else Decimal(whole)


def _pairs(parents: Mapping[str, str]) -> pa.Table:
    return pa.table({"unit": pa.array(parents, pa.string()), "parent": pa.array(parents.values(), pa.string())})


def _members(parents: Mapping[str, str]) -> pa.Table:
    return pa.table({"parent": pa.array(parents.values(), pa.string()), "unit": pa.array(parents, pa.string())})


Around = Mapping[str, Mapping[str, Mapping[str, Value]]]
"""What is known of a unit, by period and element."""


def _around(
    definition: Definition, reports: Sequence[Asked], read: Sequence[Mapping[str, Entry]], known: Known
) -> Around:
    """What is known beside the reports and, in its place, what the reports themselves say."""
    own = frozenset(definition.form.elements)
    found: dict[str, dict[str, dict[str, Value]]] = {}
    asked = {(each.unit, each.period.code) for each in reports}
    for (element, unit, period), value in known.items():
        if not ((unit, period) in asked and element in own):
            found.setdefault(unit, {}).setdefault(period, {})[element] = value
    for each, cells in zip(reports, read, strict=True):
        values = {code: entry.value for code, entry in cells.items() if entry.value is not None}
        found.setdefault(each.unit, {}).setdefault(each.period.code, {}).update(values)
    return found


def _facts(report: Asked, around: Around, parents: Mapping[str, str]) -> FactTable:
    facts = FactTable()
    parent = parents.get(report.unit)
    for unit in filter(None, (report.unit, parent)):
        for period, values in around.get(unit, {}).items():
            facts.add(unit, period, **values)
    if parent:
        facts.place(parent, [report.unit])
    return facts
