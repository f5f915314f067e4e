"""A rule applied to one thing: results with their explanations, what is asked for, parameters and law used."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lvheng.errors import Problem, Problems, Text
from lvheng.formula import Explanation, Fact, FactTable, Missing, Period, Step, evaluate
from lvheng.formula.rounding import write_exact
from lvheng.packs.measures import PackParameter
from lvheng.packs.programs import cite
from lvheng.rules.deadlines import due
from lvheng.rules.outcome import Ask, Deadline, Outcome, Result, UsedParameter, Value
from lvheng.rules.values import Given, Read, day_of, read_value, read_values

if TYPE_CHECKING:
    from lvheng.rules.book import Rule

UNIT = "this"
NOT_SET = frozenset({"parameter_not_set", "no_version"})
TABLE_CALL = re.compile(r"(?:tier|slab)\(.*, ([a-z][a-z0-9_]*)\)\Z|lookup\(([a-z][a-z0-9_]*), .*\)\Z")


def apply(
    rule: Rule,
    values: Mapping[str, Given | None],
    period: Period,
    history: Mapping[str, Mapping[str, Given | None]],
) -> Outcome:
    """The rule for one thing. Raises Problems with every input that cannot be used."""
    rule = rule.on(period)
    given = read_values(rule.item, values)
    earlier = {rule.period(code): row for code, row in history.items()}
    defaults = {
        each.code: read_value(each, each.default)
        for each in rule.item.all_inputs
        if each.default is not None and each.code not in given
    }
    facts = _facts(rule, given, defaults, period, earlier)
    results = tuple(_result(rule, output.code, period, facts) for output in rule.item.all_outputs)
    # Dates are the days' own numbers in the formulas; people get them back as they gave them.
    return Outcome(
        rule=rule.item,
        period=period,
        results=results,
        asks=tuple(_asks(rule, period, results)),
        parameters=tuple(_parameters(rule, period, results)),
        deadlines=tuple(_deadlines(rule, period, facts, {**defaults, **given})),
        law=rule.law_on(period.end),
        given=_shown(rule, given),
        defaults=_shown(rule, defaults),
    )


def _facts(
    rule: Rule,
    given: Mapping[str, Read],
    defaults: Mapping[str, Read],
    period: Period,
    earlier: Mapping[Period, Mapping[str, Given | None]],
) -> FactTable:
    facts = FactTable()
    problems: list[Problem] = []
    for when, row in earlier.items():
        try:
            facts.add(UNIT, when, **{**defaults, **read_values(rule.item, row)})
        except Problems as error:
            problems += error.problems
    if problems:
        raise Problems(problems)
    named = {code: Fact(value, origin="使用者填写") for code, value in given.items()}
    facts.add(UNIT, period, **{**{code: Fact(value, origin="缺省值") for code, value in defaults.items()}, **named})
    return facts


def _shown(rule: Rule, values: Mapping[str, Read]) -> dict[str, Value]:
    dates = {each.code for each in rule.item.all_inputs if each.kind == "date"}
    return {
        code: day_of(value).isoformat() if code in dates and not isinstance(value, bool | str) else value
        for code, value in values.items()
    }


def _result(rule: Rule, code: str, period: Period, facts: FactTable) -> Result:
    found = evaluate(rule.program, code, UNIT, period, facts)
    output = next(each for each in rule.item.all_outputs if each.code == code)
    return Result(output, found.value, found.reason, found.explanation)


@dataclass(frozen=True)
class _Use:
    """A parameter where a step used it or missed it."""

    code: str
    missing: bool


def _uses(rule: Rule, explanation: Explanation) -> Iterator[_Use]:
    for cell in explanation.cells.values():
        if cell.step is not None:
            yield from _uses_in(rule, cell.step)


def _uses_in(rule: Rule, step: Step) -> Iterator[_Use]:
    if step.refers is None:
        found = TABLE_CALL.match(step.text)
        code = (found[1] or found[2]) if found else step.text
        if code in rule.parameters:
            reached = not any(isinstance(part.value, Missing) for part in step.steps)
            missing = isinstance(step.value, Missing) and step.value.reason in NOT_SET and reached
            yield _Use(code, missing)
    for part in step.steps:
        yield from _uses_in(rule, part)


def _asks(rule: Rule, period: Period, results: Sequence[Result]) -> Iterator[Ask]:
    """What is missing, each once: inputs in the order of the rule, then parameters."""
    open_results = [result for result in results if result.value is None]
    missing: dict[tuple[str, str | None], None] = {}
    wanted: dict[str, None] = {}
    for result in open_results:
        for cell in result.explanation.cells.values():
            if cell.value == Missing("not_reported") and cell.step is None:
                missing[cell.key.code, None if cell.key.period == period else cell.key.period.code] = None
        wanted |= {use.code: None for use in _uses(rule, result.explanation) if use.missing}
    known = counted(rule, period)
    wanted |= {code: None for each in rule.item.deadlines for code in each.parameters if code not in known}
    yield from _input_asks(rule, missing, bool(wanted))
    for code in wanted:
        item = rule.parameters[code][0].item
        yield Ask("parameter", code, item.title, _unit(item))


def _input_asks(rule: Rule, missing: Mapping[tuple[str, str | None], None], others: bool) -> Iterator[Ask]:
    """Inputs that are not required are asked for only where nothing else is missing."""
    inputs = {each.code: each for each in rule.item.all_inputs}
    required = [key for key in missing if inputs[key[0]].required]
    chosen = required or ([] if others else list(missing))
    for code in inputs:
        for key in (each for each in chosen if each[0] == code):
            item = inputs[code]
            yield Ask("input", code, item.title, item.unit, key[1])


def _parameters(rule: Rule, period: Period, results: Sequence[Result]) -> Iterator[UsedParameter]:
    used = dict.fromkeys(use.code for result in results for use in _uses(rule, result.explanation) if not use.missing)
    used |= dict.fromkeys(sorted(counted(rule, period)))
    for code in used:
        for version in rule.parameters[code]:
            item = version.item
            first, last = item.valid_from or datetime.date.min, item.valid_until or datetime.date.max
            if first <= period.end <= last:
                yield UsedParameter(
                    code,
                    item.title,
                    amounts_text(item),
                    _unit(item),
                    item.valid_from,
                    item.valid_until,
                    cite(item.source),
                    item.source.certainty,
                    version.area,
                    code in rule.entered,
                )


def amounts_text(item: PackParameter) -> str:
    """A parameter's value in one line, in the form in which it can be entered; empty while it has none."""
    if item.kind == "scale":
        limits = ((each.upto, each.rate) for each in item.brackets)
        return ",".join(f"{'' if upto is None else write_exact(upto)}:{write_exact(rate)}" for upto, rate in limits)
    if item.kind == "table":
        return ",".join(f"{code}:{write_exact(value)}" for code, value in item.entries.items())
    return "" if item.value is None else write_exact(item.value)


def _unit(item: PackParameter) -> str:
    return f"{item.unit}:{item.rate_unit}" if item.kind == "scale" else item.unit


def _deadlines(rule: Rule, period: Period, facts: FactTable, values: Mapping[str, Read]) -> Iterator[Deadline]:
    dates = {
        each.code: day_of(value)
        for each in rule.item.all_inputs
        if each.kind == "date" and not isinstance(value := values.get(each.code), bool | str | None)
    }
    for deadline in rule.item.deadlines:
        if deadline.when is not None and evaluate(rule.program, deadline.when, UNIT, period, facts).value is not True:
            continue
        law = Text(deadline.law.zh, deadline.law.en) if deadline.law else None
        found = due(deadline, period, dates, counted(rule, period))
        yield Deadline(
            deadline.code,
            deadline.title,
            found.day if found else None,
            law,
            found.provisional if found else False,
        )


def counted(rule: Rule, period: Period) -> dict[str, int]:
    """The parameters by which the rule's deadlines count, on the last day of a period; those that have a value."""
    found: dict[str, int] = {}
    for code in {code for deadline in rule.item.deadlines for code in deadline.parameters}:
        item = _in_force(rule, code, period.end)
        if item is not None and item.value is not None:
            found[code] = int(item.value)
    return found


def _in_force(rule: Rule, code: str, day: datetime.date) -> PackParameter | None:
    for version in rule.parameters[code]:
        first, last = version.item.valid_from or datetime.date.min, version.item.valid_until or datetime.date.max
        if first <= day <= last:
            return version.item
    return None
