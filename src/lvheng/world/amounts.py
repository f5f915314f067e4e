"""Amounts that the areas share, shares and multiples of others, parts of a whole, sums, stocks that grow."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from lvheng.world.assumptions import YEARS, Assumption, assumptions
from lvheng.world.draft import Draft, periods_of
from lvheng.world.numbers import nearest, permille, shared
from lvheng.world.spreading import spread

HUNDRED = 100


def total(draft: Draft, rule: Assumption) -> None:
    """An amount of the whole area, shared by the weights of the areas, which differ a little and keep doing so."""
    own = draft.weights(rule.weight)
    lasting = draft.random(rule.element)
    weights = [permille(weight * 1000, lasting.randint(-rule.spread, rule.spread)) for weight in own]
    for year in YEARS:
        draw = draft.random(rule.element, year)
        noise = max(1, rule.spread // 4)
        varied = [permille(weight, draw.randint(-noise, noise)) for weight in weights]
        amount = _amount_of_all(draft, rule, year)
        _keep(draft, rule.element, year, draft.among_areas(rule.element, year, amount, varied))
    spread(draft, rule)


def _amount_of_all(draft: Draft, rule: Assumption, year: int) -> int:
    """What was published; else what a published sum leaves for it; else what is assumed."""
    known = draft.known(rule.element, draft.area, str(year))
    if known is not None:
        return known
    for whole in assumptions():
        sum_known = draft.known(whole.element, draft.area, str(year)) if whole.model == "sum" else None
        if sum_known is not None and rule.element in whole.of:
            return _left_for(draft, rule, whole, year, sum_known)
    return draft.units(rule.element, rule.years[year] * draft.scale)


def _left_for(draft: Draft, rule: Assumption, whole: Assumption, year: int, known_sum: int) -> int:
    courses = {each.element: each for each in assumptions() if each.element in whole.of}
    known = {name: draft.known(name, draft.area, str(year)) for name in whole.of}
    waiting = [name for name in whole.of if known[name] is None]
    rest = known_sum - sum(value for value in known.values() if value is not None)
    given = shared(max(0, rest), [draft.units(name, courses[name].years[year]) for name in waiting])
    return given[waiting.index(rule.element)]


def share(draft: Draft, rule: Assumption) -> None:
    """So many per cent of another element, never more than it; each area a little above or below the whole."""
    _multiple(draft, rule, Fraction(1, HUNDRED), capped=all(value <= HUNDRED for value in rule.years.values()))


def ratio(draft: Draft, rule: Assumption) -> None:
    """So many times another element."""
    _multiple(draft, rule, Fraction(1), capped=False)


def _multiple(draft: Draft, rule: Assumption, factor: Fraction, *, capped: bool) -> None:
    lasting = _deviations(draft, rule)
    for year in YEARS:
        base = [draft.yearly[rule.base][(area, year)] for area in draft.areas]
        caps = [draft.units(rule.element, draft.exact(rule.base, amount)) for amount in base]
        draw = draft.random(rule.element, year)
        noise = max(1, rule.spread // 5)
        own = [change + draw.randint(-noise, noise) for change in lasting]
        weights = [amount * (nearest(rule.years[year] * 1000) + _scaled(change, rule, year)) for amount, change in
                   zip(base, own, strict=True)]  # fmt: skip
        whole = draft.known(rule.element, draft.area, str(year))
        amount = nearest(sum(caps) * rule.years[year] * factor) if whole is None else whole
        given = draft.among_areas(
            rule.element, year, amount, [max(0, each) for each in weights], caps if capped else None
        )
        _keep(draft, rule.element, year, given)
    spread(draft, rule)


def _deviations(draft: Draft, rule: Assumption) -> list[int]:
    """How far each area lies from the whole; the first and the last of a random order lie clearly off."""
    draw = draft.random(rule.element)
    return [draw.randint(-rule.spread, rule.spread) for _ in draft.areas]


def _scaled(change: int, rule: Assumption, year: int) -> int:
    """A deviation in thousandths of the share; nobody differs where there is nothing left to reach."""
    course = rule.years[year]
    if rule.model == "ratio":
        return nearest(course * change)
    room = min(course, HUNDRED - course) if course <= HUNDRED else course
    return nearest(Fraction(change * 100) * min(Fraction(1), room / 10))


def part(draft: Draft, rule: Assumption) -> None:
    """One of the parts of a whole. All parts of it are made when the last of them comes."""
    siblings = [each for each in assumptions() if each.model == "part" and each.base == rule.base]
    if rule.element != siblings[-1].element:
        return
    for year in YEARS:
        for area in draft.areas:
            _divide(draft, siblings, area, year)


def _divide(draft: Draft, parts: Sequence[Assumption], area: str, year: int) -> None:
    base = parts[0].base
    weights = []
    for rule in parts:
        lasting = draft.random(rule.element, area).randint(-rule.spread, rule.spread)
        weights.append(permille(nearest(rule.years[year] * 1000), lasting * 3))
    for period in periods_of(draft.kind(base), year):
        given = shared(int(draft.values[(base, area, period.code)]), weights)
        for rule, amount in zip(parts, given, strict=True):
            draft.put(rule.element, area, period, amount)
            amounts = draft.yearly.setdefault(rule.element, {})
            amounts[(area, year)] = amounts.get((area, year), 0) + amount


def total_of(draft: Draft, rule: Assumption) -> None:
    """The sum of others, in every period."""
    for year in YEARS:
        for area in draft.areas:
            amounts = draft.yearly.setdefault(rule.element, {})
            amounts[(area, year)] = sum(draft.yearly[name][(area, year)] for name in rule.of)
            for period in periods_of(draft.kind(rule.element), year):
                parts = [int(draft.values[(name, area, period.code)]) for name in rule.of]
                draft.put(rule.element, area, period, sum(parts))


def grow(draft: Draft, rule: Assumption) -> None:
    """A share of the first element at the end of the first year; then what the second one adds, up to the whole."""
    whole, inflow = rule.of
    draw = draft.random(rule.element)
    amounts = draft.yearly.setdefault(rule.element, {})
    for area in draft.areas:
        course = rule.years[YEARS[0]] + Fraction(draw.randint(-rule.spread, rule.spread), 10)
        start = nearest(draft.yearly[whole][(area, YEARS[0])] * course / HUNDRED)
        periods = [period for year in YEARS for period in periods_of(draft.kind(rule.element), year)]
        added = [int(draft.values[(inflow, area, period.code)]) for period in periods]
        first = len(periods_of(draft.kind(rule.element), YEARS[0]))
        held = start - sum(added[:first])
        for period, more in zip(periods, added, strict=True):
            held = min(max(0, held) + more, int(draft.values[(whole, area, period.code)]))
            draft.put(rule.element, area, period, held)
            amounts[(area, period.year)] = held


def _keep(draft: Draft, element: str, year: int, given: Sequence[int]) -> None:
    amounts = draft.yearly.setdefault(element, {})
    for area, amount in zip(draft.areas, given, strict=True):
        amounts[(area, year)] = amount
