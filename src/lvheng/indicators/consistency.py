"""Finds where published figures contradict each other: a rate its parts, one source another.

Published parts are rounded, so a rate need not follow from them to the last digit. The rate is therefore computed from
the parts as printed and from the least and greatest values that print so: outside of that range it cannot be right.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import combinations, product

from lvheng.formula import Program, Variable, evaluate
from lvheng.formula.rounding import to_decimal
from lvheng.formula.units import factor_between, read_unit
from lvheng.indicators.facts import AreaFacts
from lvheng.indicators.observations import Observation, as_printed, best_figures, origin_of, value_of
from lvheng.packs.figures import in_unit_of
from lvheng.packs.measures import Measure, PackIndicator, PublishedFigure
from lvheng.packs.programs import Measures

# Every part doubles the number of computations.
MAX_PARTS = 8
Key = tuple[str, str, str]


@dataclass(frozen=True)
class Inconsistency:
    """A published result beside what its published parts give.

    ``computed`` is rounded as the published figure is; ``least`` and ``greatest`` are exact. With ``possible`` the
    difference may come from the rounding of the parts, without it the figures contradict each other.
    """

    figure: PublishedFigure
    published: Decimal
    computed: Decimal
    least: Fraction
    greatest: Fraction
    possible: bool
    parts: tuple[PublishedFigure, ...]


@dataclass(frozen=True)
class Conflict:
    """Two sources that give one measure different values."""

    first: PublishedFigure
    second: PublishedFigure


def inconsistencies(measures: Measures) -> list[Inconsistency]:
    """Every published result that its published parts do not give, in the order of the pack."""
    program = _finer(measures.program)
    found = []
    for to_date in (False, True):
        chosen = best_figures(measures.figures, to_date=to_date)
        parts = {key: figure for key, figure in chosen.items() if figure.measure in measures.elements}
        results = [figure for figure in measures.figures if figure.measure in measures.indicators]
        for figure in results:
            if figure.kind == "actual" and figure.to_date == to_date:
                inconsistency = _compare(measures, program, figure, parts)
                found += [inconsistency] if inconsistency is not None else []
    return found


def conflicts(measures: Measures) -> list[Conflict]:
    """Every two figures of one measure, area and period that disagree."""
    groups: dict[tuple[str, str, str, bool, str, str], list[PublishedFigure]] = {}
    for figure in measures.figures:
        key = (figure.measure, figure.area, figure.period, figure.to_date, figure.kind, figure.vintage)
        groups.setdefault(key, []).append(figure)
    pairs = (pair for group in groups.values() for pair in combinations(group, 2))
    return [Conflict(a, b) for a, b in pairs if value_of(measures, a) != value_of(measures, b)]


def _finer(program: Program) -> Program:
    """The same program with inputs that may lie between two printed figures."""
    variables = [_finer_input(variable) if variable.is_input else variable for variable in program.variables.values()]
    return Program.build(variables, program.parameters.values())


def _finer_input(variable: Variable) -> Variable:
    if variable.kind != "number":
        return variable
    return variable.model_copy(update={"decimals": variable.decimals + 6, "digits": variable.digits + 6})


def _compare(
    measures: Measures, program: Program, figure: PublishedFigure, parts: Mapping[Key, PublishedFigure]
) -> Inconsistency | None:
    indicator = measures.indicators[figure.measure]
    printed = {key: in_unit_of(measures.elements[part.measure], part.value, part.unit) for key, part in parts.items()}
    used, middle = _evaluated(measures, program, figure, printed)
    if middle is None or not used or len(used) > MAX_PARTS:
        return None
    published = in_unit_of(indicator, figure.value, figure.unit)
    half = _half_step(indicator, figure)
    computed = as_printed(measures, figure, middle)
    if computed == figure.value:
        return None
    ranges = list(_corners(measures, program, figure, printed, {key: parts[key] for key in used}))
    least, greatest = min(ranges), max(ranges)
    possible = least <= published + half and greatest >= published - half
    shown = tuple(parts[key] for key in used)
    return Inconsistency(figure, figure.value, computed, least, greatest, possible, shown)


def _evaluated(
    measures: Measures, program: Program, figure: PublishedFigure, values: Mapping[Key, Fraction]
) -> tuple[list[Key], Fraction | None]:
    """The parts that the indicator used, and its exact value before rounding."""
    observations = {key: Observation(_decimal(value)) for key, value in values.items()}
    facts = AreaFacts(measures, observations, roll_up=False)
    explanation = evaluate(program, figure.measure, figure.area, figure.period, facts).explanation
    keys = [(cell.key.code, cell.key.unit, cell.key.period.code) for cell in explanation.inputs()]
    return [key for key in keys if key in observations], explanation.cell().unrounded


def _decimal(value: Fraction) -> Decimal:
    decimals = next(n for n in range(40) if (value * 10**n).denominator == 1)
    return to_decimal(value, decimals)


def _corners(
    measures: Measures,
    program: Program,
    figure: PublishedFigure,
    printed: Mapping[Key, Fraction],
    used: Mapping[Key, PublishedFigure],
) -> Iterator[Fraction]:
    """The indicator with every part at the least or greatest value that prints as published."""
    steps = {key: _half_step(measures.elements[part.measure], part) for key, part in used.items()}
    for signs in product((-1, 1), repeat=len(used)):
        moved = {key: printed[key] + sign * steps[key] for key, sign in zip(used, signs, strict=True)}
        _, value = _evaluated(measures, program, figure, {**printed, **moved})
        if value is not None:
            yield value


def _half_step(measure: Measure, figure: PublishedFigure) -> Fraction:
    """Half a unit of the last printed digit, in the measure's unit; a count is exact."""
    if not isinstance(measure, PackIndicator) and measure.decimals == 0:
        return Fraction(0)
    factor = factor_between(read_unit(figure.unit), read_unit(measure.unit))
    return factor / Fraction(2 * 10**figure.places)


def origins(inconsistency: Inconsistency) -> list[str]:
    """Where the figures were published, each once."""
    return list(dict.fromkeys(origin_of(each).zh for each in (inconsistency.figure, *inconsistency.parts)))
