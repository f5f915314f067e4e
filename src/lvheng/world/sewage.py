"""Sewage plants: inflow, its BOD5, and sludge, so that the load that reaches the plants is what is assumed."""

from __future__ import annotations

from fractions import Fraction

from lvheng.formula import Period
from lvheng.world.assumptions import YEARS, Assumption, assumptions
from lvheng.world.draft import Draft, periods_of
from lvheng.world.numbers import nearest, permille, shared
from lvheng.world.towns import entity

PLANT = "sewage_plant"
_HUNDRED = 100
_LOAD_OF_A_PERSON = "bod_per_person"


def plants(draft: Draft, rule: Assumption) -> None:
    """One of the figures of a plant; the rule names which."""
    for area in draft.areas:
        names = _names(draft, area)
        for year in YEARS:
            for period in periods_of(draft.kind(rule.element), year):
                for position, unit in enumerate(names):
                    value = _FIGURES[rule.element](draft, rule, unit, period, position)
                    draft.put(rule.element, unit, period, value)


def _names(draft: Draft, area: str) -> list[str]:
    """One plant for an area, two for the most urban one."""
    urban = {each: draft.profiles[each]["urban"] for each in draft.areas}
    count = 2 if urban[area] == max(urban.values()) else 1
    return [entity(draft, area, PLANT, number) for number in range(1, count + 1)]


def _people(draft: Draft, area: str, year: int, position: int) -> int:
    """Those whose sewage is meant for this plant of the area."""
    people = draft.yearly["urban_water_population"][(area, year)]
    return shared(people, [3, 2] if len(_names(draft, area)) == 2 else [1])[position]


def _noise(draft: Draft, rule: Assumption, unit: str, period: Period) -> int:
    return draft.random(rule.element, unit, period.code).randint(-rule.spread, rule.spread)


def _inflow(draft: Draft, rule: Assumption, unit: str, period: Period, position: int) -> int:
    area = draft.entities[unit][1]
    usual = _people(draft, area, period.year, position) * rule.years[period.year]
    return permille(draft.units(rule.element, usual), _noise(draft, rule, unit, period))


def _bod(draft: Draft, rule: Assumption, unit: str, period: Period, position: int) -> int:
    """Milligrams a litre that bring the assumed share of the load of the people, and the load of industry."""
    area = draft.entities[unit][1]
    each = draft.measures.parameters[_LOAD_OF_A_PERSON].value or Fraction(0)
    people = _people(draft, area, period.year, position)
    change = draft.random(rule.element, area).randint(-rule.spread, rule.spread)
    domestic = people * each * (rule.years[period.year] + Fraction(change, 10)) / _HUNDRED / 1000
    industrial = draft.exact("industrial_bod_load", int(draft.values[("industrial_bod_load", area, period.code)]))
    load = domestic + industrial / len(_names(draft, area))
    inflow = draft.exact("sewage_inflow", int(draft.values[("sewage_inflow", unit, period.code)]))
    return draft.units(rule.element, load * 1000 / inflow)


def _sludge(draft: Draft, rule: Assumption, unit: str, period: Period, position: int) -> int:
    area = draft.entities[unit][1]
    course = next(each for each in assumptions() if each.element == rule.base)
    daily = _people(draft, area, period.year, position) * course.years[period.year]
    mass = daily * period.days * rule.years[period.year]
    return permille(draft.units(rule.element, mass), _noise(draft, rule, unit, period))


def _disposed(draft: Draft, rule: Assumption, unit: str, period: Period, position: int) -> int:
    """Never more than there was, at the same moisture."""
    mass = int(draft.values[(rule.base, unit, period.code)])
    share = rule.years[period.year] + Fraction(_noise(draft, rule, unit, period), 10)
    return min(mass, nearest(mass * share / _HUNDRED))


def _moisture(draft: Draft, rule: Assumption, unit: str, period: Period, position: int) -> int:
    noise = draft.random("moisture", unit, period.code).randint(-rule.spread, rule.spread)
    return permille(draft.units(rule.element, rule.years[period.year]), noise)


_FIGURES = {
    "sewage_inflow": _inflow,
    "sewage_inflow_bod": _bod,
    "sludge_mass": _sludge,
    "sludge_moisture": _moisture,
    "sludge_disposed_mass": _disposed,
    "sludge_disposed_moisture": _moisture,
}
