"""The item kind of rules: each is built as a program of the formula language when the pack is loaded."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ruamel.yaml.comments import CommentedMap

from lvheng.errors import Problem, Problems, Text
from lvheng.formula import FormulaProblem, FormulaVersion, Kind, Pool, Program, Variable
from lvheng.packs import measure_mistakes, mistakes, rule_mistakes
from lvheng.packs.draft import Draft, Entry, ItemKind
from lvheng.packs.elements import ELEMENT, PARAMETER, position_of
from lvheng.packs.measures import DataElement, PackParameter
from lvheng.packs.places import Place, Raw
from lvheng.packs.programs import Position, cite, parameters_of
from lvheng.packs.rule_model import PackRule, RuleInput, RuleStep
from lvheng.packs.validation import resolve_source

RULE = Text("规则", "rule")
PERIOD_ENDS = ("period_end", "quarter_end", "year_end")
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_QUOTED = re.compile(r"'[^']*'")
_POSITION = re.compile(r".+:\d+:\d+")


@dataclass(frozen=True)
class Positions:
    """Where the formulas of a rule are written: by the code of a step or output, one for each dated formula."""

    of: Mapping[str, Sequence[Position]]


def names_in(rule: PackRule) -> frozenset[str]:
    """Every name that may stand for something in the formulas and deadlines of a rule."""
    texts = (_QUOTED.sub("", dated.formula) for part in _computed(rule) for dated in part.formulas)
    counted = (code for deadline in rule.deadlines for code in deadline.parameters)
    return frozenset((*(name for text in texts for name in _NAME.findall(text)), *counted))


def rule_program(
    rule: PackRule,
    parameters: Iterable[PackParameter],
    pools: Mapping[str, Pool] | None = None,
    positions: Positions | None = None,
    *,
    unused: bool = False,
) -> Program:
    """The rule with those of the parameters that it uses. Raises Problems; loading a pack has found them all.

    ``pools``: the pools of data elements, which decide over what an input says of itself. ``unused``: with all
    parameters, so that one that is misspelt is recognised.
    """
    used = names_in(rule)
    found = [item for item in parameters if unused or item.code in used]
    inputs = [input_variable(each, rule, pools or {}) for each in rule.all_inputs]
    where = positions.of if positions else {}
    return Program.build(
        [*inputs, *(_step_variable(part, rule, where.get(part.code, ())) for part in _computed(rule))],
        parameters_of(found),
    )


def input_variable(item: RuleInput, rule: PackRule, pools: Mapping[str, Pool]) -> Variable:
    """An input as a variable; a date is the number of its day."""
    is_date = item.kind == "date"
    return Variable(
        code=item.code,
        unit=item.unit,
        kind=Kind.NUMBER if is_date else Kind(item.kind),
        decimals=item.decimals,
        digits=7 if is_date else item.digits,
        of=rule.of,
        pool=pools.get(item.element or "", Pool(item.pool)),
    )


def _computed(rule: PackRule) -> tuple[RuleStep, ...]:
    return (*rule.all_steps, *rule.all_outputs)


def _step_variable(part: RuleStep, rule: PackRule, positions: Sequence[Position]) -> Variable:
    places = positions or [Position()] * len(part.formulas)
    versions = tuple(
        FormulaVersion(
            formula=dated.formula,
            **{"from": dated.valid_from or rule.valid_from},
            until=dated.valid_until or rule.valid_until,
            file=place.file,
            line=place.line,
            column=place.column,
        )
        for dated, place in zip(part.formulas, places, strict=True)
    )
    return Variable(
        code=part.code,
        unit=part.unit,
        kind=Kind(part.kind),
        decimals=part.decimals,
        digits=part.digits,
        rounding=part.rounding,
        of=rule.of,
        effect=rule.effect,
        versions=versions,
        source=cite(rule.source),
    )


# Checks when a pack is loaded --------------------------------------------------------------------------------------


def _prepare(raw: Raw, draft: Draft) -> Iterator[Problem]:
    """Legal texts may cite the pack's sources by key, as an item's own source does."""
    problems: list[Problem] = []
    written = raw.values.get("law")
    laws: list[Any] = written if isinstance(written, list) else []
    for number, law in enumerate(laws):
        if isinstance(law, dict) and "cites" in law:
            days = {key: law.pop(key) for key in ("from", "until") if key in law}
            held: dict[str, Any] = {"source": law}
            resolve_source(held, _below(raw.place, "law", number), draft.sources, problems)
            laws[number] = {**held["source"], **days}
    yield from problems


def _below(place: Place, *path: str | int) -> Place:
    node = place.node
    for step in path:
        node = node[step]
    return Place(place.file, int(place.at(*path).rpartition(":")[2]), node)


def _check(draft: Draft) -> Iterator[Problem]:
    elements = {item.code: Pool(item.pool) for item in draft.all(DataElement)}
    parameters = draft.all(PackParameter)
    for entry in draft.own(PackRule):
        for number, each in enumerate(entry.item.inputs):
            if each.element is not None and each.element not in elements:
                where = entry.place.at("inputs", number, "element")
                yield mistakes.unknown_code(where, ELEMENT, each.element, draft.codes(DataElement))
        yield from _check_references(entry)
        yield from _check_counts(entry, parameters)
        if not draft.broken.get(PackParameter):
            yield from _check_program(entry, parameters, elements)


def _check_program(
    entry: Entry[PackRule], parameters: Sequence[PackParameter], pools: Mapping[str, Pool]
) -> Iterator[Problem]:
    positions = _positions(entry)
    try:
        rule_program(entry.item, parameters, pools, positions)
    except Problems as error:
        if any(problem.code == "unknown_name" for problem in error.problems):
            error = _built_with_all(entry.item, parameters, pools, positions) or error
        own = {part.code for part in (*entry.item.all_inputs, *_computed(entry.item))}
        codes = {parameter.code for parameter in parameters} - own
        told = (each for each in error.problems if each.where not in codes)
        yield from (_placed(problem, entry) for problem in told)


def _built_with_all(
    rule: PackRule, parameters: Sequence[PackParameter], pools: Mapping[str, Pool], positions: Positions
) -> Problems | None:
    """The same problems, with the parameters that were probably meant."""
    try:
        rule_program(rule, parameters, pools, positions, unused=True)
    except Problems as error:
        return error
    return None


def _positions(entry: Entry[PackRule]) -> Positions:
    found: dict[str, Sequence[Position]] = {}
    for key, parts in (("steps", entry.item.steps), ("outputs", entry.item.outputs)):
        for number, part in enumerate(parts):
            where = _formula_positions(entry.place, key, number)
            for repetition in range(part.repeat or 1):
                found[part.code.replace("{n}", str(repetition + 1))] = where
    return Positions(found)


def _formula_positions(place: Place, key: str, number: int) -> list[Position]:
    node = place.node[key][number]
    written = node.get("formula") if isinstance(node, CommentedMap) else None
    if isinstance(written, list):
        return [position_of(each, place) for each in written]
    return [position_of(node, place)]


def _placed(problem: Problem, entry: Entry[PackRule]) -> Problem:
    """A problem that names only a code, at the line where the code is declared."""
    if not isinstance(problem, FormulaProblem) or _POSITION.fullmatch(problem.where):
        return problem
    item = entry.item
    for key, parts in (("inputs", item.inputs), ("steps", item.steps), ("outputs", item.outputs)):
        for number, part in reversed(list(enumerate(parts))):
            codes = {part.code.replace("{n}", str(n + 1)) for n in range(part.repeat or 1)}
            if problem.where in codes:
                return measure_mistakes.formula_mistake(entry.place.at(key, number, "code"), problem)
    return measure_mistakes.formula_mistake(entry.place.at("code"), problem)


def _check_references(entry: Entry[PackRule]) -> Iterator[Problem]:
    """Deadlines and examples name things that the rule has."""
    item, place = entry.item, entry.place
    inputs = {each.code: each for each in item.all_inputs}
    dates = [code for code, each in inputs.items() if each.kind == "date"]
    truths = [part.code for part in _computed(item) if part.kind == "boolean"]
    for number, deadline in enumerate(item.deadlines):
        if deadline.after not in (*PERIOD_ENDS, *dates):
            where = place.at("deadlines", number, "after")
            yield mistakes.unknown_code(where, rule_mistakes.DAY, deadline.after, (*PERIOD_ENDS, *dates))
        if deadline.when is not None and deadline.when not in truths:
            where = place.at("deadlines", number, "when")
            yield mistakes.unknown_code(where, rule_mistakes.TRUTH, deadline.when, truths)
    results = [*(part.code for part in _computed(item)), *(deadline.code for deadline in item.deadlines)]
    for number, example in enumerate(item.examples):
        given = {*example.given, *(code for row in example.history.values() for code in row)}
        for code in sorted(given - inputs.keys()):
            where = place.at("examples", number, "given", code)
            yield mistakes.unknown_code(where, rule_mistakes.INPUT, code, inputs)
        for code in sorted(example.gives.keys() - set(results)):
            where = place.at("examples", number, "gives", code)
            yield mistakes.unknown_code(where, rule_mistakes.RESULT, code, results)
        asked = {*inputs, *names_in(item)}
        for code in sorted({*example.asks, *example.parameters} - asked):
            yield mistakes.unknown_code(place.at("examples", number), rule_mistakes.INPUT, code, sorted(asked))


def _check_counts(entry: Entry[PackRule], parameters: Sequence[PackParameter]) -> Iterator[Problem]:
    """Deadlines count by parameters that there are and that are numbers."""
    numbers = sorted({each.code for each in parameters if each.kind == "number"})
    for number, deadline in enumerate(entry.item.deadlines):
        for unit, count in deadline.counts.items():
            if isinstance(count, str) and count not in numbers:
                where = entry.place.at("deadlines", number, unit)
                yield mistakes.unknown_code(where, PARAMETER, count, numbers)


RULES = ItemKind("rules", RULE, PackRule, _prepare, _check)
