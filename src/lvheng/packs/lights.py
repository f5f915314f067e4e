"""Rules of lights: formulas that give the colour of a light from how far the way and the time have gone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import get_args

from lvheng.errors import Problem, Problems, Text
from lvheng.formula import FormulaProblem, FormulaVersion, Kind, Program, Variable
from lvheng.formula.syntax import Word, walk
from lvheng.packs import measure_mistakes, mistakes
from lvheng.packs.draft import Draft, ItemKind
from lvheng.packs.elements import position_of
from lvheng.packs.measures import Light, LightRule, PackIndicator, PackParameter
from lvheng.packs.programs import Position, cite, parameters_of

LIGHT_RULE = Text("亮灯规则", "rule of lights")
LIGHTS: tuple[str, ...] = get_args(Light)
# What a rule may look at; the units are those in which people write thresholds.
INPUTS = (
    Variable(code="gap", unit="%", decimals=12, digits=30),
    Variable(code="pace", unit="1", decimals=12, digits=30),
    Variable(code="completion", unit="%", decimals=12, digits=30),
    Variable(code="change", unit="%", decimals=12, digits=30),
    Variable(code="met", kind=Kind.BOOLEAN),
)


def light_program(rule: LightRule, parameters: Iterable[PackParameter], position: Position | None = None) -> Program:
    """The rule with its inputs, as a program whose variable ``light`` is the colour."""
    place = position or Position()
    version = FormulaVersion(formula=rule.formula, file=place.file, line=place.line, column=place.column)
    light = Variable(code="light", kind=Kind.CODE, versions=(version,), source=cite(rule.source))
    return Program.build([*INPUTS, light], parameters_of(parameters))


def _check(draft: Draft) -> Iterator[Problem]:
    yield from _check_uses(draft)
    if draft.broken.get(PackParameter):
        return
    for entry in draft.own(LightRule):
        where = position_of(entry.place.node, entry.place)
        try:
            program = light_program(entry.item, draft.all(PackParameter), where)
        except Problems as error:
            yield from placed(error, entry.place.at("formula"))
            continue
        for word in (node for formula in program.formulas["light"] for node in walk(formula.tree)):
            if isinstance(word, Word) and word.value not in LIGHTS:
                yield measure_mistakes.not_a_light(str(word.place), word.value, LIGHTS)


def _check_uses(draft: Draft) -> Iterator[Problem]:
    known = draft.codes(LightRule)
    for entry in draft.own(PackIndicator):
        code = entry.item.light
        if code is not None and code not in known:
            yield mistakes.unknown_code(entry.place.at("light"), LIGHT_RULE, code, known)


def placed(error: Problems, where: str) -> Iterator[Problem]:
    """What is wrong with the formula at its own place, what is wrong with the rule at ``where``."""
    for problem in error.problems:
        if isinstance(problem, FormulaProblem) and problem.place is None:
            yield measure_mistakes.formula_mistake(where, problem)
        else:
            yield problem


LIGHT_RULES = ItemKind("lights", LIGHT_RULE, LightRule, check=_check)
