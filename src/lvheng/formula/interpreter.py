"""The exact interpreter: one number, in fractions, with its explanation.

The value of every step is computed with ``fractions.Fraction``. Whether a step overflows is a matter of the language,
not of the engine, so it is asked of the same integer expression that the compiler writes as SQL.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from lvheng.formula import syntax
from lvheng.formula.declarations import Kind, Variable
from lvheng.formula.explanation import Cell, Explanation, JsonObject, Key, refers
from lvheng.formula.facts import Facts, read_fact
from lvheng.formula.overflow import Integers
from lvheng.formula.periods import Period
from lvheng.formula.problems import problem
from lvheng.formula.program import Formula, Program
from lvheng.formula.recording import Recorder, recorded_facts
from lvheng.formula.rounding import round_to, to_decimal
from lvheng.formula.steps import Stepper
from lvheng.formula.values import Missing, Value


@dataclass(frozen=True)
class Result:
    """One computed number: ``value`` with the variable's decimals, or None with the ``reason`` for it."""

    value: Decimal | bool | str | None
    reason: str | None
    explanation: Explanation


def evaluate(
    program: Program, code: str, unit: str, period: Period | str, facts: Facts, *, verify: bool = False
) -> Result:
    """One variable of one unit and period, explained. Raises Problems for an unknown code or an unusable input.

    ``verify`` compares every step with the integers that the engines compute, also where no overflow is possible.
    """
    program.needs([code])
    when = Period.parse(period) if isinstance(period, str) else period
    recorder = Recorder(facts)
    evaluation = Evaluation(program, recorder, verify)
    key = Key(code, unit, when)
    found = evaluation.cell(key).value
    explanation = Explanation(_reachable(evaluation.cells, key), key, program.fingerprint, recorder.to_json())
    if isinstance(found, Missing):
        return Result(None, found.reason, explanation)
    if isinstance(found, Fraction):
        return Result(to_decimal(found, program.variables[code].decimals), None, explanation)
    return Result(found, None, explanation)


def replay(program: Program, exported: JsonObject) -> Result:
    """Compute an exported explanation again from what it recorded.

    Raises FormulaProblem ``replay`` when the declarations are others or when any step comes out differently.
    """
    target = exported["target"]
    facts = recorded_facts(program, exported["read"])
    result = evaluate(program, target["code"], target["unit"], target["period"], facts)
    again = result.explanation.to_json()
    if exported["program"] != again["program"]:
        raise _not_the_same("声明", "the declarations")
    for old, new in zip(exported["cells"], again["cells"], strict=False):
        if old != new:
            name = f"{old['code']}@{old['unit']}@{old['period']}"
            raise _not_the_same(f"{name} 的计算", f"the computation of {name}")
    if len(exported["cells"]) != len(again["cells"]):
        raise _not_the_same("步骤数", "the number of steps")
    return result


def _not_the_same(zh: str, en: str) -> Exception:
    return problem(
        "replay",
        "",
        f"重算与导出的说明不一致：{zh}不同。",
        f"the replay does not agree with the exported explanation: {en} differ.",
        "请用导出时的声明版本，并核对文件是否被改动。",
        "Use the declarations of the day of export, and check whether the file was altered.",
    )


def _reachable(cells: Mapping[Key, Cell], target: Key) -> dict[Key, Cell]:
    """The cells that the target rests on, the target first, each once."""
    found: dict[Key, Cell] = {}
    waiting = [target]
    while waiting:
        key = waiting.pop(0)
        if key in found:
            continue
        cell = cells[key]
        found[key] = cell
        waiting += list(refers(cell.step)) if cell.step is not None else []
    return found


@dataclass
class Evaluation:
    """All numbers computed so far, each once."""

    program: Program
    facts: Facts
    verify: bool = False
    cells: dict[Key, Cell] = field(default_factory=dict)

    def cell(self, key: Key) -> Cell:
        """The cell of a key, with everything it needs in the same row computed before, however long the chain."""
        if key not in self.cells:
            for code in self.program.needs_in_row(key.code):
                needed = Key(code, key.unit, key.period)
                if needed not in self.cells:
                    self.cells[needed] = self._compute(needed)
        return self.cells[key]

    def value(self, code: str, unit: str, period: Period) -> Value:
        """The value of a variable of a unit in a period."""
        return self.cell(Key(code, unit, period)).value

    def applies(self, variable: Variable, unit: str) -> bool:
        """Whether the unit is of the kind that the variable describes."""
        thing = self.facts.thing(unit)
        return thing is None or thing == variable.of

    def _compute(self, key: Key) -> Cell:
        variable = self.program.variables[key.code]
        if not self.applies(variable, key.unit):
            return Cell(key, Missing("not_applicable"), variable.unit)
        if variable.is_input:
            return self._input(key, variable)
        formula = self._in_force(key)
        if formula is None:
            return Cell(key, Missing("no_version"), variable.unit, {"day": key.period.end.isoformat()})
        return self._computed(key, variable, formula)

    def _input(self, key: Key, variable: Variable) -> Cell:
        fact = self.facts.fact(key.code, key.unit, key.period)
        notes = {"origin": fact.origin} if fact is not None and fact.origin else {}
        if variable.source:
            notes["source"] = variable.source
        return Cell(key, read_fact(variable, fact), variable.unit, notes)

    def _in_force(self, key: Key) -> Formula | None:
        formulas = self.program.formulas[key.code]
        return next((f for f in formulas if f.version.in_force_on(key.period.end)), None)

    def _computed(self, key: Key, variable: Variable, formula: Formula) -> Cell:
        step = Stepper(self, key.unit, key.period).step(formula.tree)
        exact = step.value
        value: Value = exact
        if isinstance(exact, Fraction):
            value = round_to(exact, variable.decimals, variable.rounding)
            if not Integers(self, key.unit, key.period, self.verify).holds(formula.lowered, value):
                value = Missing("overflow")
        unrounded = exact if isinstance(exact, Fraction) else None
        return Cell(key, value, variable.unit, _notes(variable, formula), unrounded, step)


def _notes(variable: Variable, formula: Formula) -> dict[str, str]:
    version = formula.version
    notes = {"formula": syntax.write(formula.tree)}
    if variable.kind == Kind.NUMBER:
        notes |= {"decimals": str(variable.decimals), "rounding": variable.rounding.value}
    if version.from_ is not None:
        notes["from"] = version.from_.isoformat()
    if version.until is not None:
        notes["until"] = version.until.isoformat()
    source = version.source or variable.source
    return notes | {"source": source} if source else notes
