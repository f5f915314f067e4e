"""Item kinds of what can be computed: elements, parameters and indicators, checked together as one program."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from ruamel.yaml.comments import CommentedMap
from ruamel.yaml.scalarstring import FoldedScalarString, LiteralScalarString

from lvheng.errors import InputProblem, Problem, Problems, Text
from lvheng.formula import FormulaProblem, Program, Variable
from lvheng.packs import measure_mistakes, mistakes
from lvheng.packs.draft import Draft, Entry, ItemKind
from lvheng.packs.measures import DataElement, Measure, PackIndicator, PackParameter
from lvheng.packs.model import DepartmentType
from lvheng.packs.places import Place
from lvheng.packs.programs import Position, element_variable, indicator_variable, parameters_of

ELEMENT = Text("数据元素", "element")
PARAMETER = Text("参数", "parameter")
INDICATOR = Text("指标", "indicator")
MEASURE = Text("数据元素或指标", "element or indicator")
DEPARTMENT_TYPE = Text("部门类型", "department type")
_POSITION = re.compile(r".+:\d+:\d+")


def _check_elements(draft: Draft) -> Iterator[Problem]:
    types = draft.codes(DepartmentType)
    elements = {item.code: item for item in draft.all(DataElement)}
    for entry in draft.own(DataElement):
        if entry.item.reporter not in types:
            where = entry.place.at("reporter")
            yield mistakes.unknown_code(where, DEPARTMENT_TYPE, entry.item.reporter, types)
        yield from _check_over_time(entry, elements, draft.codes(DataElement))


def _check_over_time(
    entry: Entry[DataElement], elements: Mapping[str, DataElement], codes: Iterable[str]
) -> Iterator[InputProblem]:
    """Whether longer periods can follow from the shorter ones as the element says."""
    item, where = entry.item, entry.place.at("over_time")
    if item.over_time != "none" and item.frequency == "year":
        yield measure_mistakes.nothing_longer(where, item.code, item.over_time)
    elif item.over_time in ("sum", "mean") and item.kind != "number":
        yield measure_mistakes.not_added_up(where, item.code, item.over_time)
    if item.over_time_weight is None:
        return
    weight, where = elements.get(item.over_time_weight), entry.place.at("over_time_weight")
    if item.over_time != "mean":
        yield measure_mistakes.weight_without_mean(where, item.code)
    elif weight is None:
        if item.over_time_weight not in codes:
            yield mistakes.unknown_code(where, ELEMENT, item.over_time_weight, codes)
    elif (weight.frequency, weight.of) != (item.frequency, item.of) or weight.over_time not in ("sum", "mean"):
        yield measure_mistakes.no_weight(where, item.code, weight.code)


def _check_parameters(draft: Draft) -> Iterator[Problem]:
    """Versions of one parameter are one quantity."""
    first: dict[str, Entry[PackParameter]] = {}
    for entry in draft.own(PackParameter):
        earlier = first.setdefault(entry.item.code, entry)
        for key in ("kind", "unit", "rate_unit", "name"):
            if getattr(earlier.item, key) != getattr(entry.item, key):
                yield measure_mistakes.parameter_differs(
                    entry.place.at(key), entry.item.code, key, earlier.place.at(key)
                )


def _check_indicators(draft: Draft) -> Iterator[Problem]:
    """Builds the whole program. It is built only where this pack adds to it and every item could be read."""
    kinds: tuple[type[Measure] | type[PackParameter], ...] = (DataElement, PackParameter, PackIndicator)
    if any(draft.broken.get(kind) for kind in kinds) or not any(any(draft.own(kind)) for kind in kinds):
        return
    try:
        program = Program.build(
            [*map(element_variable, draft.all(DataElement)), *_indicator_variables(draft)],
            parameters_of(draft.all(PackParameter)),
        )
    except Problems as error:
        twice = _declared_twice(draft)
        told = (problem for problem in error.problems if problem.code != "twice" or problem.where not in twice)
        yield from (_placed(problem, draft) for problem in told)
        return
    yield from _check_roll_ups(draft, program)


def _indicator_variables(draft: Draft) -> Iterator[Variable]:
    own = {entry.item.code: entry for entry in draft.own(PackIndicator)}
    for item in draft.all(PackIndicator):
        yield indicator_variable(item, _positions(own[item.code]) if item.code in own else ())


def _positions(entry: Entry[PackIndicator]) -> list[Position]:
    node = entry.place.node
    written = node.get("formula") if isinstance(node, CommentedMap) else None
    if isinstance(written, list):
        return [position_of(each, entry.place) for each in written]
    return [position_of(node, entry.place)]


def position_of(node: object, place: Place) -> Position:
    """Where the text of ``formula`` begins; in a block, the first line of the block."""
    if not isinstance(node, CommentedMap) or "formula" not in node:
        return Position(place.file, place.line)
    line, column = node.lc.value("formula")
    if isinstance(node["formula"], FoldedScalarString | LiteralScalarString):
        return Position(place.file, line + 2)
    return Position(place.file, line + 1, column + 1)


def _placed(problem: Problem, draft: Draft) -> Problem:
    """A problem that names only a code, at the line where the code is declared."""
    if not isinstance(problem, FormulaProblem) or _POSITION.fullmatch(problem.where):
        return problem
    entry = next((entry for entry in reversed(list(_entries(draft))) if entry.item.code == problem.where), None)
    place = f"{draft.shown}/pack.yaml:1" if entry is None else entry.place.at("code")
    return measure_mistakes.formula_mistake(place, problem)


def _entries(draft: Draft) -> Iterator[Entry[DataElement] | Entry[PackParameter] | Entry[PackIndicator]]:
    yield from draft.own(DataElement)
    yield from draft.own(PackParameter)
    yield from draft.own(PackIndicator)


def _declared_twice(draft: Draft) -> set[str]:
    """Codes with two items of one kind in force on one day: the loader tells that mistake for every kind alike."""
    kinds: tuple[type[Measure], ...] = (DataElement, PackIndicator)
    pairs = (pair for kind in kinds for pair in combinations(draft.all(kind), 2))
    return {first.code for first, second in pairs if first.code == second.code and first.overlaps(second)}


def _check_roll_ups(draft: Draft, program: Program) -> Iterator[InputProblem]:
    indicators = {item.code: item for item in draft.all(PackIndicator)}
    measures = [*draft.codes(DataElement), *indicators]
    for entry in draft.own(PackIndicator):
        item, place = entry.item, entry.place
        if item.weight is not None and item.roll_up != "weighted":
            yield measure_mistakes.weight_without_use(place.at("weight"), item.code)
        elif item.weight is not None and item.weight not in measures:
            yield mistakes.unknown_code(place.at("weight"), MEASURE, item.weight, measures)
        needed = sorted(program.names(item.code) & indicators.keys()) if item.roll_up == "recompute" else []
        for code in needed:
            if indicators[code].roll_up != "recompute":
                rule = indicators[code].roll_up
                yield measure_mistakes.rolls_up_otherwise(place.at("formula"), item.code, code, rule)


ELEMENTS = ItemKind("elements", ELEMENT, DataElement, check=_check_elements)
PARAMETERS = ItemKind("parameters", PARAMETER, PackParameter, check=_check_parameters)
INDICATORS = ItemKind("indicators", INDICATOR, PackIndicator, check=_check_indicators)
