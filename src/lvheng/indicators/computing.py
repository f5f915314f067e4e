"""One indicator of one area and period: computed, rolled up from the areas below, or as it was published."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Literal

from lvheng.errors import InputProblem, Problems, Text
from lvheng.formula import Explanation, Key, Missing, Period, Result, Step, evaluate
from lvheng.formula.rounding import round_to, to_decimal
from lvheng.indicators.facts import AreaFacts, areas_below
from lvheng.indicators.observations import Observation, Observations, best_figures, published_observations, value_of
from lvheng.indicators.over_time import silent_periods, with_longer_periods
from lvheng.packs.measures import Measure, PackIndicator, PublishedFigure
from lvheng.packs.mistakes import what_is_valid
from lvheng.packs.programs import Measures

Basis = Literal["reported", "computed", "rolled_up", "published", "none"]


@dataclass(frozen=True)
class MissingPart:
    """Something that the number needs and that is not there.

    ``code`` is the element, or empty where the reason lies in the formula itself (``text``: the part of it).
    ``silent`` are the areas below that have not reported, where others have; ``periods`` the shorter periods, where
    others of the same area were reported.
    """

    code: str
    unit: str
    period: Period
    reason: str
    text: str = ""
    silent: tuple[str, ...] = ()
    periods: tuple[Period, ...] = ()


@dataclass(frozen=True)
class Valued:
    """One number without its explanation.

    ``value`` is None where there is none, for ``reason``. ``basis``: an element that was ``reported``; an indicator
    ``computed`` by its formula, ``rolled_up`` from the areas below, or ``published`` (its parts are not known). A
    number that needs anything simulated is ``simulated`` itself.
    """

    measure: Measure
    area: str
    period: Period
    value: Decimal | bool | str | None
    reason: str | None
    basis: Basis
    simulated: bool = field(default=False, kw_only=True)


@dataclass(frozen=True)
class Computed(Valued):
    """One number with everything that belongs to it.

    ``members`` are the areas below that it was rolled up from; ``published`` all figures that were published of it,
    whatever the basis; ``missing`` what it lacks.
    """

    explanation: Explanation
    members: tuple[Computed, ...] = ()
    published: tuple[PublishedFigure, ...] = ()
    missing: tuple[MissingPart, ...] = ()


@dataclass(frozen=True)
class Inputs:
    """Where values come from: reported or published observations, and how areas and entities belong together.

    ``simulated`` observations stand where nothing real does; they are asked only where the real ones give no number.
    """

    measures: Measures
    observations: Observations
    figures: Sequence[PublishedFigure] = ()
    below: Callable[[str], Sequence[str]] = areas_below
    owners: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    simulated: Observations = field(default_factory=dict)

    @staticmethod
    def of_pack(measures: Measures, as_of: datetime.date | None = None) -> Inputs:
        """The published figures of a pack, as they were known on a day."""
        known = [figure for figure in measures.figures if as_of is None or figure.published <= as_of]
        observations = with_longer_periods(measures.elements, published_observations(measures, as_of))
        return Inputs(measures, observations, known)

    def facts(self, *, roll_up: bool, simulated: bool = False) -> AreaFacts:
        """The facts of one computation; with ``simulated`` the simulated observations fill what is not known."""
        observations = self.everything if simulated else self.observations
        return AreaFacts(self.measures, observations, roll_up, self.below, self.owners)

    def observation(self, code: str, unit: str, period: Period) -> Observation | None:
        """The observation of an element, the real one first."""
        key = (code, unit, period.code)
        return self.observations.get(key) or self.simulated.get(key)

    @cached_property
    def real(self) -> Inputs:
        """The same without what is simulated."""
        return replace(self, simulated={}) if self.simulated else self

    @cached_property
    def everything(self) -> Observations:
        """The simulated observations with the real ones over them."""
        return {**self.simulated, **self.observations} if self.simulated else self.observations

    @cached_property
    def figures_by_key(self) -> Mapping[tuple[str, str, str], tuple[PublishedFigure, ...]]:
        """What was published of whole periods, by code, area and period."""
        found: dict[tuple[str, str, str], tuple[PublishedFigure, ...]] = {}
        for figure in self.figures:
            if figure.kind == "actual" and not figure.to_date:
                key = (figure.measure, figure.area, figure.period)
                found[key] = (*found.get(key, ()), figure)
        return found


def compute(inputs: Inputs, code: str, area: str, period: Period | str) -> Computed:
    """The number, or why there is none. Raises Problems for an unknown code or a period that is none.

    1. From what is real: by the indicator's formula, else by its rule of roll-up, else as it was published.
    2. Where that gives nothing: the same with the simulated observations. The number is simulated then.
    """
    measure = inputs.measures.measure(code)
    if measure is None:
        raise Problems([unknown_measure(code, inputs.measures)])
    when = Period.parse(period) if isinstance(period, str) else period
    found = _compute(inputs, measure, area, when, simulated=False)
    if found.value is not None or not inputs.simulated:
        return found
    found = _compute(inputs, measure, area, when, simulated=True)
    return replace(found, simulated=True) if found.value is not None else found


def _compute(inputs: Inputs, measure: Measure, area: str, when: Period, *, simulated: bool) -> Computed:
    rule = measure.roll_up if isinstance(measure, PackIndicator) else "recompute"
    facts = inputs.facts(roll_up=rule == "recompute", simulated=simulated)
    result = evaluate(inputs.measures.program, measure.code, area, when, facts)
    if result.value is not None or not isinstance(measure, PackIndicator) or rule not in ("sum", "weighted"):
        return _finished(inputs, measure, area, when, result, _missing(result.explanation, facts))
    one = compute if simulated else _real
    members = tuple(one(inputs, measure.code, below, when) for below in inputs.below(area))
    value = _rolled_up(inputs, measure, members, one)
    if value is not None:
        known = _published(inputs, measure.code, area, when)
        return Computed(measure, area, when, value, None, "rolled_up", result.explanation, members, known)
    missing = _missing_members(measure, area, when, members) or _missing(result.explanation, facts)
    return _finished(inputs, measure, area, when, result, missing)


def _real(inputs: Inputs, code: str, area: str, period: Period) -> Computed:
    return compute(inputs.real, code, area, period)


def unknown_measure(code: str, measures: Measures) -> InputProblem:
    """There is no such element or indicator."""
    titles = {item.name: item.code for item in (*measures.indicators.values(), *measures.elements.values())}
    valid = [*measures.indicators, *measures.elements]
    return InputProblem(
        "unknown_code",
        Text(f"没有指标或数据元素“{code}”。", f"There is no indicator or element `{code}`."),
        to_do=what_is_valid(code, valid, titles),
    )


def _missing_members(
    indicator: PackIndicator, area: str, period: Period, members: Sequence[Computed]
) -> list[MissingPart]:
    """What keeps a roll-up from being complete, where some of the areas below have a value: the others, or a weight."""
    silent = tuple(member.area for member in members if member.value is None)
    if len(silent) == len(members):
        return []
    if not silent and indicator.weight is not None:
        return [MissingPart(indicator.weight, area, period, "members_missing")]
    return [MissingPart(indicator.code, area, period, "members_missing", silent=silent)]


def _finished(
    inputs: Inputs, measure: Measure, area: str, period: Period, result: Result, parts: Iterable[MissingPart]
) -> Computed:
    published = _published(inputs, measure.code, area, period)
    if result.value is not None:
        basis: Basis = "computed" if isinstance(measure, PackIndicator) else "reported"
        return Computed(measure, area, period, result.value, None, basis, result.explanation, (), published)
    missing = tuple(dict.fromkeys(parts))
    best = best_figures(published).get((measure.code, area, period.code))
    if best is None:
        return Computed(measure, area, period, None, result.reason, "none", result.explanation, (), published, missing)
    value = value_of(inputs.measures, best)
    return Computed(measure, area, period, value, None, "published", result.explanation, (), published, missing)


def _published(inputs: Inputs, code: str, area: str, period: Period) -> tuple[PublishedFigure, ...]:
    """What was published of the whole period; figures to date are another matter."""
    return inputs.figures_by_key.get((code, area, period.code), ())


_One = Callable[[Inputs, str, str, Period], Computed]


def _rolled_up(inputs: Inputs, indicator: PackIndicator, members: Sequence[Computed], one: _One) -> Decimal | None:
    """The sum or the weighted mean of the areas below; None until all have a value."""
    values = [member.value for member in members if isinstance(member.value, Decimal)]
    if not members or len(values) < len(members):
        return None
    if indicator.roll_up == "sum":
        total = sum(map(Fraction, values), Fraction(0))
        return to_decimal(round_to(total, indicator.decimals, indicator.rounding), indicator.decimals)
    weights = [_weight(inputs, indicator, member, one) for member in members]
    known = [weight for weight in weights if weight is not None]
    if len(known) < len(weights) or not sum(known):
        return None
    total = sum((Fraction(value) * weight for value, weight in zip(values, known, strict=True)), Fraction(0))
    mean = total / sum(known)
    return to_decimal(round_to(mean, indicator.decimals, indicator.rounding), indicator.decimals)


def _weight(inputs: Inputs, indicator: PackIndicator, member: Computed, one: _One) -> Fraction | None:
    if indicator.weight is None:
        return Fraction(1)
    found = one(inputs, indicator.weight, member.area, member.period).value
    return Fraction(found) if isinstance(found, Decimal) else None


def _missing(explanation: Explanation, facts: AreaFacts) -> Iterator[MissingPart]:
    """The parts for whose sake the number is missing, in the order of the formula."""
    waiting: list[Key] = [explanation.target]
    seen: set[Key] = set()
    while waiting:
        key = waiting.pop(0)
        cell = explanation.cell(key)
        if key in seen or not isinstance(cell.value, Missing):
            continue
        seen.add(key)
        if cell.step is None:
            yield _missing_input(key, cell.value.reason, facts)
            continue
        for leaf in _missing_leaves(cell.step):
            if leaf.refers is not None:
                waiting.append(leaf.refers)
            elif isinstance(leaf.value, Missing):
                yield MissingPart("", key.unit, key.period, leaf.value.reason, leaf.text)


def _missing_leaves(step: Step) -> Iterator[Step]:
    """The deepest missing steps: a variable, or the part of the formula where the reason arose."""
    below = [part for part in step.steps if isinstance(part.value, Missing)]
    if step.refers is not None or not below:
        if isinstance(step.value, Missing):
            yield step
        return
    yield from _incomplete(step)
    for part in below:
        yield from _missing_leaves(part)


def _incomplete(step: Step) -> Iterator[Step]:
    """What a choice did without because it is not known, where some have reported it and others have not."""
    for part in step.steps:
        if part.value is False and part.text.startswith("known("):
            yield from (each for each in part.steps if each.value == Missing("members_missing"))


def _missing_input(key: Key, reason: str, facts: AreaFacts) -> MissingPart:
    silent: tuple[str, ...] = ()
    if reason == "not_reported":
        waiting = silent_periods(facts.measures.elements, facts.observations, key.code, key.unit, key.period)
        if waiting:
            return MissingPart(key.code, key.unit, key.period, "periods_missing", periods=waiting)
    if reason == "members_missing":
        parts = facts.parts(key.code, key.unit, key.period)
        silent = tuple(area for area, fact in parts if fact is None or fact.value is None)
    return MissingPart(key.code, key.unit, key.period, reason, silent=silent)
