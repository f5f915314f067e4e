"""Waste that is burnt from some month on, things that are built once, problems that are cleared, levels, key users."""

from __future__ import annotations

from fractions import Fraction

from lvheng.formula import Period
from lvheng.world.assumptions import YEARS, Assumption
from lvheng.world.draft import Draft, periods_of
from lvheng.world.numbers import nearest, permille, shared_within
from lvheng.world.spreading import spread

LANDFILLED, EMERGENCY = "raw_waste_landfilled", "emergency_landfilled"
KEY_USER = "key_energy_user"
_MAINTENANCE, _CHANCE = 120, 4


def incineration(draft: Draft, rule: Assumption) -> None:
    """Waste burnt once the area sends it to a plant, and what goes to the landfill: all of it before, nothing after.

    While a plant is repaired some waste is landfilled, with approval.
    """
    starts = _starts(draft, rule)
    for area in draft.areas:
        for year in YEARS:
            draw = draft.random(rule.element, area, year)
            repair = draw.randint(1, 12) if draw.randint(1, _CHANCE) == 1 else 0
            for period in periods_of(draft.kind(rule.element), year):
                _burn(draft, rule, area, period, starts.get(area), repaired=period.start.month == repair)


def _burn(
    draft: Draft, rule: Assumption, area: str, period: Period, start: tuple[int, int] | None, *, repaired: bool
) -> None:
    treated, *recycled = (int(draft.values[(name, area, period.code)]) for name in rule.of)
    rest = treated - sum(recycled)
    running = start is not None and (period.year, period.start.month) >= start
    emergency = permille(rest, _MAINTENANCE - 1000) if running and repaired else 0
    landfilled = emergency if running else rest
    draft.put(rule.element, area, period, rest - landfilled)
    draft.put(LANDFILLED, area, period, landfilled)
    draft.put(EMERGENCY, area, period, emergency)


def _starts(draft: Draft, rule: Assumption) -> dict[str, tuple[int, int]]:
    """From which year and month each area burns its waste; those that never do are not in it."""
    order = _order(draft, rule)
    starts: dict[str, tuple[int, int]] = {}
    for year in YEARS:
        for area in order[: _count(draft, rule, year)]:
            month = draft.random(rule.element, area, "start").randint(2, 11)
            starts.setdefault(area, (year, 1 if year == YEARS[0] else month))
    return starts


def _order(draft: Draft, rule: Assumption) -> list[str]:
    order = list(draft.areas)
    draft.random(rule.element, "order").shuffle(order)
    return order


def _count(draft: Draft, rule: Assumption, year: int) -> int:
    return min(len(draft.areas), nearest(rule.years[year] * draft.scale))


def milestone(draft: Draft, rule: Assumption) -> None:
    """Whether something has been built; once built it stays."""
    order = _order(draft, rule)
    before = 0
    for year in YEARS:
        now = _count(draft, rule, year)
        periods = periods_of(draft.kind(rule.element), year)
        for number, period in enumerate(periods, 1):
            built = before + (now - before) * number // len(periods)
            for position, area in enumerate(order):
                draft.put(rule.element, area, period, position < built)
        before = now


def clear(draft: Draft, rule: Assumption) -> None:
    """A number of problems that falls to what is still open at the end of each year."""
    weights = draft.weights(rule.weight)
    before = nearest(rule.years[YEARS[0]] * draft.scale) + len(draft.areas) // 2
    open_there = [before] * len(draft.areas)
    for year in YEARS:
        now = nearest(rule.years[year] * draft.scale)
        periods = periods_of(draft.kind(rule.element), year)
        for number, period in enumerate(periods, 1):
            still = before + (now - before) * number // len(periods)
            open_there = shared_within(still, weights, open_there)
            for area, amount in zip(draft.areas, open_there, strict=True):
                draft.put(rule.element, area, period, amount)
        before = now


def level(draft: Draft, rule: Assumption) -> None:
    """A property that neither adds up nor is shared."""
    amounts = draft.yearly.setdefault(rule.element, {})
    for area in draft.areas:
        lasting = draft.random(rule.element, area).randint(-rule.spread, rule.spread)
        for year in YEARS:
            amounts[(area, year)] = permille(draft.units(rule.element, rule.years[year]), lasting)
    spread(draft, rule)


def users(draft: Draft, rule: Assumption) -> None:
    """What one key user of energy consumes: one user in each area, of the size of its energy."""
    weights = draft.weights("energy")
    for area, weight in zip(draft.areas, weights, strict=True):
        unit = entity(draft, area, KEY_USER, 1)
        lasting = draft.random(rule.element, area).randint(-rule.spread, rule.spread)
        for year in YEARS:
            amount = rule.years[year] * Fraction(weight * len(weights), sum(weights))
            draft.put(rule.element, unit, Period.parse(str(year)), permille(draft.units(rule.element, amount), lasting))


def entity(draft: Draft, area: str, kind: str, number: int) -> str:
    """The code of something that reports and is no area; it says where it lies and of which kind it is."""
    unit = f"{area}-{kind}-{number}"
    draft.entities[unit] = (kind, area)
    return unit
