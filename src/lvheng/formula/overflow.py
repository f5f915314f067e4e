"""Does a step fit into 38 digits? Asked of the integer expression that the engines compute."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from lvheng.formula.algebra import Lowered
from lvheng.formula.declarations import Dated, Variable
from lvheng.formula.ir import Node, Scalar, evaluate
from lvheng.formula.periods import Period
from lvheng.formula.values import Missing, Value

if TYPE_CHECKING:
    from lvheng.formula.interpreter import Evaluation


@dataclass
class Integers:
    """Integer expressions in one row. ``always`` compares also where the bounds rule an overflow out."""

    evaluation: Evaluation
    unit: str
    period: Period
    always: bool = False
    _rows: dict[tuple[str, Period], Integers] = field(default_factory=dict)

    def holds(self, lowered: Lowered, value: Value) -> bool:
        """Whether the integers hold the value; False is an overflow. A disagreement is an error of this program."""
        lowering = self.evaluation.program.lowering
        if not self.always and not lowering.algebra.may_overflow(lowered):
            return True
        n = evaluate(lowering.arena, lowered.n, self.leaf)
        d = evaluate(lowering.arena, lowered.d, self.leaf) if lowered.d is not None else 1
        if n is None or d is None:
            return False
        found = Fraction(int(n), int(d) * 10**lowered.s) if isinstance(value, Fraction) else n
        if found != value:
            raise AssertionError(f"fractions give {value}, integers {found}")
        return True

    def leaf(self, number: int, node: Node) -> Scalar:
        """The value of a leaf of an integer expression in this row."""
        match node.op:
            case "var" | "why":
                return self._variable(node)
            case "during":
                return self._during(node)
            case "days":
                return self.period.days
            case "position":
                return self.period.position
            case "lag" | "base" | "parent":
                return self._moved(node)
            case "run_sum" | "run_count":
                return self._run(node)
            case _:
                return self._group(node)

    def _variable(self, node: Node) -> Scalar:
        variable = self.evaluation.program.variables[str(node.data)]
        value = self.evaluation.value(variable.code, self.unit, self.period)
        if node.op == "why":
            return value.reason if isinstance(value, Missing) else None
        return None if isinstance(value, Missing) else _scaled(variable, value)

    def _during(self, node: Node) -> bool:
        if not isinstance(node.data, tuple):
            raise TypeError("a condition on dates carries two days")
        first, last = node.data
        return Dated(from_=first, until=last).in_force_on(self.period.end)

    def _at(self, unit: str | None, period: Period | None) -> Integers | None:
        if unit is None or period is None or not self.evaluation.facts.covers(unit, period):
            return None
        if (unit, period) not in self._rows:
            self._rows[unit, period] = Integers(self.evaluation, unit, period)
        return self._rows[unit, period]

    def _argument(self, row: Integers | None, node: Node) -> Scalar:
        arena = self.evaluation.program.lowering.arena
        return evaluate(arena, node.args[0], row.leaf) if row is not None else None

    def _moved(self, node: Node) -> Scalar:
        match node.op:
            case "lag" if isinstance(node.data, int):
                row = self._at(self.unit, self.period.back(node.data))
            case "base" if isinstance(node.data, int):
                row = self._at(self.unit, self.period.in_year(node.data))
            case _:
                row = self._at(self.evaluation.facts.parent(self.unit), self.period)
        return self._argument(row, node)

    def _run(self, node: Node) -> Scalar:
        periods = (
            Period.of_year(self.period.kind, self.period.year, position)
            for position in range(1, self.period.position + 1)
        )
        values = [self._argument(self._at(self.unit, period), node) for period in periods]
        known = [int(value) for value in values if value is not None]
        if node.op == "run_count":
            return len(known)
        return sum(known) if known else None

    def _group(self, node: Node) -> Scalar:
        members = self.evaluation.facts.members(self.unit, str(node.data))
        if node.op == "group_size":
            return len(members)
        values = [self._argument(self._at(member, self.period), node) for member in members]
        known = [value for value in values if value is not None]
        match node.op:
            case "group_count":
                return len(known)
            case "group_true":
                return sum(value is True for value in known)
            case _:
                return sum(int(value) for value in known) if known else None


def _scaled(variable: Variable, value: Value) -> Scalar:
    if isinstance(value, Fraction):
        return int(value * 10**variable.decimals)
    return None if isinstance(value, Missing) else value
