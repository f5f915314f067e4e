"""The steps of one formula in one row: every node of the tree with its exact value."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from lvheng.formula import syntax
from lvheng.formula.checker import is_partial
from lvheng.formula.declarations import Parameter, ParameterKind, ParameterVersion
from lvheng.formula.explanation import Key, Step
from lvheng.formula.overflow import Integers
from lvheng.formula.periods import Period
from lvheng.formula.rounding import write_exact
from lvheng.formula.scales import parts_of
from lvheng.formula.syntax import Expr, write
from lvheng.formula.values import Missing, Value

if TYPE_CHECKING:
    from lvheng.formula.interpreter import Evaluation

_ARITHMETIC: Mapping[str, Callable[[Fraction, Fraction], Fraction]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
}
_COMPARE: Mapping[str, Callable[..., bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


@dataclass(frozen=True)
class Stepper:
    """Evaluates formulas for one unit and period."""

    evaluation: Evaluation
    unit: str
    period: Period

    def step(self, node: Expr) -> Step:
        """The step of a node. A value that does not fit into 38 digits on the way is missing: overflow."""
        step = self._step(node)
        lowered = self.evaluation.program.lowering.nodes.get(node)
        if lowered is None or isinstance(step.value, Missing):
            return step
        if Integers(self.evaluation, self.unit, self.period, self.evaluation.verify).holds(lowered, step.value):
            return step
        return Step(step.text, Missing("overflow"), step.notes, step.steps)

    def _step(self, node: Expr) -> Step:
        match node:
            case syntax.Number() | syntax.Truth() | syntax.Word():
                return Step(write(node), node.value)
            case syntax.Name():
                return self._name(node.code)
            case syntax.Negative():
                return self._strict(node, lambda x: -x)
            case syntax.Binary():
                return self._binary(node)
            case syntax.Compare():
                return self._strict(node, _COMPARE[node.operator])
            case _:
                return self._branching(node)

    def _branching(self, node: Expr) -> Step:
        match node:
            case syntax.Not():
                return self._strict(node, operator.not_)
            case syntax.Logic():
                return self._logic(node)
            case syntax.Choice():
                return self._choice(node)
            case syntax.Call():
                return self._call(node)
            case _:
                raise TypeError(f"unexpected node {node!r}")

    def _name(self, code: str) -> Step:
        if code in self.evaluation.program.variables:
            return self._variable(Key(code, self.unit, self.period))
        parameter = self.evaluation.program.parameters[code]
        version = self._in_force(parameter)
        if isinstance(version, Missing):
            return Step(code, version)
        if version.value is None:
            return Step(code, Missing("parameter_not_set"), version_notes(version))
        return Step(code, version.value, {"measure": parameter.unit, **version_notes(version)})

    def _variable(self, key: Key, text: str = "") -> Step:
        return Step(text or key.code, self.evaluation.cell(key).value, refers=key)

    def _strict(self, node: Expr, function: Callable[..., Value]) -> Step:
        """All parts are needed: the first that is missing gives the reason."""
        steps = tuple(self.step(part) for part in syntax.children(node))
        missing = first_missing(steps)
        return Step(write(node), missing or function(*(step.value for step in steps)), steps=steps)

    def _binary(self, node: syntax.Binary) -> Step:
        def compute(left: Fraction, right: Fraction) -> Value:
            if node.operator == "/" and right == 0:
                return Missing("division_by_zero")
            return _ARITHMETIC[node.operator](left, right)

        return self._strict(node, compute)

    def _logic(self, node: syntax.Logic) -> Step:
        """False decides ``and``, true decides ``or``, whatever is missing beside it."""
        steps = tuple(self.step(part) for part in node.operands)
        decisive = node.operator == "or"
        if any(step.value is decisive for step in steps):
            return Step(write(node), decisive, steps=steps)
        return Step(write(node), first_missing(steps) or not decisive, steps=steps)

    def _choice(self, node: syntax.Choice) -> Step:
        condition = self.step(node.condition)
        if isinstance(condition.value, Missing):
            return Step(write(node), condition.value, steps=(condition,))
        taken = self.step(node.then if condition.value else node.otherwise)
        return Step(write(node), taken.value, steps=(condition, taken))

    def _call(self, node: syntax.Call) -> Step:
        match node.function:
            case "abs":
                return self._strict(node, abs)
            case "min" | "max":
                return self._strict(node, min if node.function == "min" else max)
            case "clip":
                return self._strict(node, lambda x, low, high: min(max(x, low), high))
            case "known":
                inner = self.step(node.arguments[0])
                return Step(write(node), not isinstance(inner.value, Missing), steps=(inner,))
            case "tier" | "slab" | "lookup":
                return self._table(node)
            case "days":
                return Step("days()", Fraction(self.period.days), {"period": self.period.code})
            case "previous" | "base" | "parent":
                return self._moved(node)
            case "cumulative":
                return self._cumulative(node)
            case _:
                return self._members(node)

    # Tables -----------------------------------------------------------------------------------------------------

    def _in_force(self, parameter: Parameter) -> ParameterVersion | Missing:
        day = self.period.end
        found = next((version for version in parameter.versions if version.in_force_on(day)), None)
        return found or Missing("no_version")

    def _table(self, node: syntax.Call) -> Step:
        name, key = node.arguments if node.function == "lookup" else node.arguments[::-1]
        parameter = self.evaluation.program.parameters[write(name)]
        inner = self.step(key)
        version = self._in_force(parameter)
        if isinstance(inner.value, Missing):
            return Step(write(node), inner.value, steps=(inner,))
        if isinstance(version, Missing):
            return Step(write(node), version, steps=(inner,))
        notes = version_notes(version)
        if not version.is_set:
            return Step(write(node), Missing("parameter_not_set"), notes, (inner,))
        if parameter.kind == ParameterKind.TABLE:
            found: Value = version.entries.get(str(inner.value), Missing("not_in_table"))
            return Step(write(node), found, notes, (inner,))
        return self._scale(node, inner, version)

    def _scale(self, node: syntax.Call, inner: Step, version: ParameterVersion) -> Step:
        if not isinstance(inner.value, Fraction):
            raise TypeError("the checker lets only numbers pass")
        parts = parts_of(node.function, inner.value, version.brackets)
        notes = version_notes(version)
        if isinstance(parts, Missing):
            return Step(write(node), parts, notes, (inner,))
        shown = " + ".join(f"{write_exact(amount)} × {write_exact(rate)}" for amount, rate in parts)
        total = sum((amount * rate for amount, rate in parts), Fraction(0))
        return Step(write(node), total, {**notes, "parts": shown}, (inner,))

    # Other rows -------------------------------------------------------------------------------------------------

    def _elsewhere(self, node: Expr, unit: str | None, period: Period | None, reason: str) -> Step:
        """The step of an expression in another row; missing for ``reason`` where there is no such row."""
        if unit is None or period is None or not self.evaluation.facts.covers(unit, period):
            return Step(write(node), Missing(reason))
        step = Stepper(self.evaluation, unit, period).step(node)
        return Step(step.text, step.value, {**step.notes, "row": f"{unit}@{period.code}"}, step.steps, step.refers)

    def _moved(self, node: syntax.Call) -> Step:
        unit, period, reason = other_row(self.evaluation, node, self.unit, self.period)
        inner = self._elsewhere(node.arguments[0], unit, period, reason)
        return Step(write(node), inner.value, steps=(inner,))

    def _cumulative(self, node: syntax.Call) -> Step:
        rows = (Period.of_year(self.period.kind, self.period.year, p) for p in range(1, self.period.position + 1))
        steps = tuple(self._elsewhere(node.arguments[0], self.unit, row, "periods_missing") for row in rows)
        values = numbers(steps)
        total: Value = sum(values, Fraction(0)) if len(values) == len(steps) else Missing("periods_missing")
        return Step(write(node), total, steps=steps)

    def _members(self, node: syntax.Call) -> Step:
        units = members_of(self.evaluation, node, self.unit)
        steps = tuple(self._elsewhere(node.arguments[0], unit, self.period, "not_reported") for unit in units)
        partial = len(node.arguments) == 2 and is_partial(node.arguments[1])
        notes = {"members": str(len(steps)), "reported": str(sum(not isinstance(s.value, Missing) for s in steps))}
        return Step(write(node), collected(node.function, steps, partial), notes, steps)


def other_row(
    evaluation: Evaluation, node: syntax.Call, unit: str, period: Period
) -> tuple[str | None, Period | None, str]:
    """Where ``previous``, ``base`` or ``parent`` looks, and the reason when there is nothing."""
    if node.function == "parent":
        return evaluation.facts.parent(unit), period, "no_parent"
    count = node.arguments[1]
    if not isinstance(count, syntax.Number):
        raise TypeError("the checker lets only whole numbers pass")
    if node.function == "previous":
        return unit, period.back(int(count.value)), "no_previous"
    return unit, period.in_year(int(count.value)), "no_base"


def members_of(evaluation: Evaluation, node: syntax.Call, unit: str) -> list[str]:
    """The members of the kind that the argument of a collecting function describes."""
    variables = evaluation.program.variables
    names = (part.code for part in syntax.walk(node.arguments[0]) if isinstance(part, syntax.Name))
    thing = next(variables[name].of for name in names if name in variables)
    return list(evaluation.facts.members(unit, thing))


def collected(function: str, steps: tuple[Step, ...], partial: bool) -> Value:
    """The sum, mean or count over members."""
    known = [step.value for step in steps if not isinstance(step.value, Missing)]
    enough = bool(known) if partial else len(known) == len(steps)
    if function == "count_of":
        return Fraction(sum(value is True for value in known)) if enough or not steps else Missing("members_missing")
    if not steps:
        return Missing("no_members")
    if not enough:
        return Missing("members_missing")
    total = sum(numbers(steps), Fraction(0))
    return total if function == "sum_of" else total / len(known)


def numbers(steps: tuple[Step, ...]) -> list[Fraction]:
    """The values that are numbers."""
    return [step.value for step in steps if isinstance(step.value, Fraction)]


def first_missing(steps: tuple[Step, ...]) -> Missing | None:
    """The first missing value, in the order in which the formula is written."""
    return next((step.value for step in steps if isinstance(step.value, Missing)), None)


def version_notes(version: ParameterVersion) -> dict[str, str]:
    """Dates, source and certainty of a parameter's version."""
    notes = {"from": version.from_, "until": version.until, "source": version.source, "certainty": version.certainty}
    return {name: str(value) for name, value in notes.items() if value}
