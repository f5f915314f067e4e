"""From years to the months, quarters and halves in which they are reported."""

from __future__ import annotations

from collections.abc import Sequence

from lvheng.formula import Period, PeriodKind
from lvheng.world.assumptions import YEARS, Assumption
from lvheng.world.draft import Draft, periods_of, season_weights
from lvheng.world.numbers import permille, shared, shared_within

_NOISE = 40


def spread(draft: Draft, rule: Assumption) -> None:
    """Give every period of the element its value from ``draft.yearly``."""
    kind = draft.kind(rule.element)
    for year in YEARS:
        periods = periods_of(kind, year)
        if rule.time == "stock":
            _stock(draft, rule, year, periods)
        elif rule.time == "level":
            _level(draft, rule, year, periods)
        else:
            _flow(draft, rule, year, periods)


def _flow(draft: Draft, rule: Assumption, year: int, periods: Sequence[Period]) -> None:
    rows = {area: draft.yearly[rule.element][(area, year)] for area in draft.areas}
    rest = list(periods)
    for part in _published_parts(draft, rule.element, year):
        inside = [period for period in rest if part.start <= period.start and period.end <= part.end]
        if not inside:
            continue
        total = draft.known(rule.element, draft.area, part.code) or 0
        taken = shared_within(total, list(rows.values()), list(rows.values()))
        for area, amount in zip(draft.areas, taken, strict=True):
            _along(draft, rule, area, amount, inside)
            rows[area] -= amount
        rest = [period for period in rest if period not in inside]
    for area, amount in rows.items():
        _along(draft, rule, area, amount, rest)


def _published_parts(draft: Draft, element: str, year: int) -> list[Period]:
    """The parts of the year for which the whole area's figure was published, the shortest first."""
    found = [Period.parse(code) for name, area, code in draft.published if (name, area) == (element, draft.area)]
    inside = [period for period in found if period.year == year and period.kind is not PeriodKind.YEAR]
    return sorted(inside, key=lambda period: (period.days, period.start))


def _along(draft: Draft, rule: Assumption, area: str, amount: int, periods: Sequence[Period]) -> None:
    """One area's amount over periods: as what it is a share of, else by the season."""
    base = [draft.values.get((rule.of[0], area, period.code)) for period in periods] if rule.of else []
    known = [int(value) for value in base if value is not None]
    if rule.season == "" and periods and len(known) == len(periods):
        capped = rule.model == "share"
        parts = shared_within(amount, known, known) if capped else shared(amount, known)
    else:
        draw = draft.random(rule.element, area, periods[0].year if periods else "", "season")
        weights = season_weights(rule.season, periods)
        noisy = [permille(weight * 100, draw.randint(-_NOISE, _NOISE)) for weight in weights]
        parts = shared(amount, noisy)
    for period, part in zip(periods, parts, strict=True):
        draft.put(rule.element, area, period, part)


def _stock(draft: Draft, rule: Assumption, year: int, periods: Sequence[Period]) -> None:
    """On a straight line from the end of the year before; into the first year by the rate at which it goes on."""
    yearly = draft.yearly[rule.element]
    for area in draft.areas:
        now = yearly[(area, year)]
        before = yearly[(area, year - 1)] if year > YEARS[0] else now * now // max(1, yearly[(area, year + 1)])
        for number, period in enumerate(periods, 1):
            value = before + (now - before) * number // len(periods)
            if rule.model == "share":
                value = min(value, int(draft.values.get((rule.base, area, period.code), value)))
            draft.put(rule.element, area, period, value)


def _level(draft: Draft, rule: Assumption, year: int, periods: Sequence[Period]) -> None:
    for area in draft.areas:
        value = draft.yearly[rule.element][(area, year)]
        draw = draft.random(rule.element, area, year, "level")
        for period in periods:
            change = draw.randint(-rule.spread, rule.spread) if len(periods) > 1 else 0
            draft.put(rule.element, area, period, permille(value, change))
