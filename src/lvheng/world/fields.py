"""Straw: what can be collected follows from the harvest by the coefficients of the pack."""

from __future__ import annotations

import datetime
from fractions import Fraction

from lvheng.formula import Period
from lvheng.world.assumptions import YEARS, Assumption
from lvheng.world.draft import Draft
from lvheng.world.numbers import nearest, shared_within

PRODUCED, COLLECTABLE = "straw_produced", "straw_collectable"
_HUNDRED = 100
# Thousandths of what can be collected.
_BOUGHT, _SOLD, _RETURNED, _FARMERS = 18, 12, 95, 130
_OWN = 3


def straw(draft: Draft, rule: Assumption) -> None:
    """Straw produced, collectable and utilised, by whom, and what crossed the border of the area."""
    for year in YEARS:
        caps = [_from_harvest(draft, rule, area, year) for area in draft.areas]
        draw = draft.random(rule.element, year)
        lasting = draft.random(rule.element)
        own = [lasting.randint(-rule.spread, rule.spread) + draw.randint(-_OWN, _OWN) for _ in draft.areas]
        weights = [cap * (nearest(rule.years[year] * 10) + change) for cap, change in zip(caps, own, strict=True)]
        total = nearest(sum(caps) * rule.years[year] / _HUNDRED)
        for area, cap, used in zip(draft.areas, caps, shared_within(total, weights, caps), strict=True):
            _put(draft, rule.element, area, year, used)
            _by_whom(draft, area, year, cap, used)


def _from_harvest(draft: Draft, rule: Assumption, area: str, year: int) -> int:
    """Keep what was produced and can be collected; return the latter."""
    produced, collectable = Fraction(0), Fraction(0)
    for crop in rule.of:
        name = crop.removesuffix("_yield")
        straw_of_crop = draft.exact(crop, draft.yearly[crop][(area, year)]) * _coefficient(draft, f"straw_grain_{name}")
        produced += straw_of_crop
        collectable += straw_of_crop * _coefficient(draft, f"straw_collection_{name}")
    _put(draft, PRODUCED, area, year, draft.units(PRODUCED, produced))
    cap = draft.units(COLLECTABLE, collectable)
    _put(draft, COLLECTABLE, area, year, cap)
    return cap


def _coefficient(draft: Draft, code: str) -> Fraction:
    """The value of the pack that is in force at the end of the world's last year."""
    parameter = draft.measures.parameters[code]
    day = datetime.date(YEARS[-1], 12, 31)
    in_force = (parameter.valid_from or day) <= day <= (parameter.valid_until or day)
    if parameter.value is None or not in_force:
        raise ValueError(f"{code} has no value")
    return parameter.value


def _by_whom(draft: Draft, area: str, year: int, collectable: int, used: int) -> None:
    draw = draft.random("straw", area, year)
    bought = collectable * (_BOUGHT + draw.randint(-8, 8)) // 1000
    sold = collectable * (_SOLD + draw.randint(-8, 8)) // 1000
    returned = collectable * (_RETURNED + draw.randint(-10, 10)) // 1000
    farmers = collectable * (_FARMERS + draw.randint(-15, 15)) // 1000
    # What is bought is used here and counted elsewhere; what is sold is counted here and used elsewhere.
    market = used + bought - sold - returned - farmers
    parts = {
        "straw_bought": bought,
        "straw_sold": sold,
        "straw_returned": returned,
        "straw_farmers": farmers,
        "straw_main_users": market,
    }
    for element, amount in parts.items():
        _put(draft, element, area, year, amount)


def _put(draft: Draft, element: str, area: str, year: int, amount: int) -> None:
    draft.yearly.setdefault(element, {})[(area, year)] = amount
    draft.put(element, area, Period.parse(str(year)), amount)
