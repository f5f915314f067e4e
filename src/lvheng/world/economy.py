"""Real growth, constant prices and energy: three series that have to follow from each other."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from lvheng.formula import Period
from lvheng.world.assumptions import YEARS, Assumption
from lvheng.world.draft import Draft, periods_of
from lvheng.world.numbers import nearest

CONSTANT_PRICES = "gdp_2020_prices"
FALL = "energy_per_gdp_published_fall"
_HUNDRED = 100
# Energy per unit of GDP is kept to so many decimals before anything else is computed from it.
_INTENSITY = 10_000
_GROWTH = 100
# One area uses more energy for each yuan than the year before, so that a warning has something to say.
_RISING_YEAR, _RISE = 2023, 85
# Thousandths of what is burnt in a year that lie in stock at its end.
_STOCK = 60


def growth(draft: Draft, rule: Assumption) -> None:
    """Growth at constant prices, and the GDP at 2020 prices that it chains; the first year stands at its own prices."""
    first = YEARS[0]
    prices = {(area, first): draft.yearly[rule.base][(area, first)] for area in draft.areas}
    for year in YEARS[1:]:
        _chain(draft, rule, prices, year)
    draft.yearly[CONSTANT_PRICES] = prices
    for (area, year), amount in prices.items():
        draft.put(CONSTANT_PRICES, area, Period.parse(str(year)), amount)
    for area in (*draft.areas, draft.area):
        for year in YEARS:
            _put_growth(draft, rule, area, year, _grown(draft, rule, prices, area, year))


def _chain(draft: Draft, rule: Assumption, prices: dict[tuple[str, int], int], year: int) -> None:
    before = [prices[(area, year - 1)] for area in draft.areas]
    told = draft.published.get((rule.element, draft.area, str(year)), rule.years[year])
    total = nearest(sum(before) * (1 + told / _HUNDRED))
    draw = draft.random(rule.element, year)
    own = [told + Fraction(draw.randint(-rule.spread, rule.spread), _GROWTH) for _ in draft.areas]
    weights = [nearest(amount * (1 + rate / _HUNDRED)) for amount, rate in zip(before, own, strict=True)]
    fixed = {
        area: nearest(prices[(area, year - 1)] * (1 + rate / _HUNDRED))
        for area in draft.areas
        if (rate := draft.published.get((rule.element, area, str(year)))) is not None
    }
    free = [position for position, area in enumerate(draft.areas) if area not in fixed]
    rest = total - sum(fixed.values())
    whole = sum(weights[position] for position in free)
    prices.update({(area, year): amount for area, amount in fixed.items()})
    for position in free:
        prices[(draft.areas[position], year)] = nearest(Fraction(rest * weights[position], whole))


def _grown(draft: Draft, rule: Assumption, prices: Mapping[tuple[str, int], int], area: str, year: int) -> Fraction:
    """Growth of a year in per cent; that of the first year is assumed."""
    if year == YEARS[0]:
        draw = draft.random(rule.element, area, year)
        return rule.years[year] + Fraction(draw.randint(-rule.spread, rule.spread), _GROWTH)
    areas = draft.areas if area == draft.area else [area]
    now, before = (sum(prices[(each, y)] for each in areas) for y in (year, year - 1))
    return (Fraction(now, before) - 1) * _HUNDRED


def _put_growth(draft: Draft, rule: Assumption, area: str, year: int, value: Fraction) -> None:
    units = draft.units(rule.element, value)
    draft.put(rule.element, area, Period.parse(str(year)), units)
    periods = periods_of(draft.kind(rule.element), year)
    if len(periods) > 1:
        draw = draft.random(rule.element, area, year, "part")
        for period in periods:
            draft.put(rule.element, area, period, units + draw.randint(-rule.spread, rule.spread) // 2)


def intensity(draft: Draft, rule: Assumption) -> None:
    """Total energy from energy per unit of GDP, which falls year by year; and that fall as bulletins tell it."""
    energy: dict[tuple[str, int], int] = {}
    rates = _first_year(draft, rule)
    rising = draft.random(rule.element, "rising").choice(list(draft.areas))
    for year in YEARS:
        for area in draft.areas:
            if year > YEARS[0]:
                rates[(area, year)] = _next(draft, rule, area, year, rates[(area, year - 1)], rising == area)
            energy[(area, year)] = _energy(draft, rule, area, year, rates[(area, year)])
    draft.yearly[rule.element] = energy
    for (area, year), amount in energy.items():
        draft.put(rule.element, area, Period.parse(str(year)), amount)
    _put_falls(draft, rule, rates)


def _first_year(draft: Draft, rule: Assumption) -> dict[tuple[str, int], int]:
    """In ten-thousandths of a tonne of coal equivalent for 10,000 yuan."""
    first = YEARS[0]
    gdp = [draft.yearly[rule.base][(area, first)] for area in draft.areas]
    energy = sum(gdp) * rule.years[first]
    weights = draft.weights(rule.weight)
    return {
        (area, first): nearest(energy * weight / sum(weights) / own * _INTENSITY)
        for area, weight, own in zip(draft.areas, weights, gdp, strict=True)
    }


def _next(draft: Draft, rule: Assumption, area: str, year: int, before: int, rises: bool) -> int:
    told = draft.published.get((FALL, area, str(year)))
    draw = draft.random(rule.element, area, year)
    change = rule.years[year] + Fraction(draw.randint(-rule.spread, rule.spread), _HUNDRED)
    if rises and year == _RISING_YEAR:
        change = Fraction(_RISE, _HUNDRED)
    if told is not None:
        change = -told
    return nearest(before * (1 + change / _HUNDRED))


def _energy(draft: Draft, rule: Assumption, area: str, year: int, rate: int) -> int:
    gdp = draft.exact(rule.base, draft.yearly[rule.base][(area, year)])
    return draft.units(rule.element, gdp * Fraction(rate, _INTENSITY))


def _put_falls(draft: Draft, rule: Assumption, rates: Mapping[tuple[str, int], int]) -> None:
    if FALL not in draft.measures.elements:
        return
    whole = dict(rates)
    for year in YEARS:
        energy, gdp = (_of_all(draft, element, year) for element in (rule.element, rule.base))
        whole[(draft.area, year)] = nearest(energy / gdp * _INTENSITY)
    for area, year in whole:
        if year == YEARS[0]:
            fall = Fraction(100 + draft.random(FALL, area).randint(-rule.spread, rule.spread), _HUNDRED)
        else:
            fall = (1 - Fraction(whole[(area, year)], whole[(area, year - 1)])) * _HUNDRED
        draft.put(FALL, area, Period.parse(str(year)), draft.units(FALL, fall))


def coal(draft: Draft, rule: Assumption) -> None:
    """Coal burnt and the balance around it: what was there and bought is burnt, sold or still there."""
    for area in draft.areas:
        burnt = [_burnt(draft, rule, area, year) for year in YEARS]
        stock = burnt[0] * _STOCK // 1000
        for year, amount in zip(YEARS, burnt, strict=True):
            draw = draft.random(rule.element, area, year)
            left = amount * (_STOCK + draw.randint(-rule.spread, rule.spread)) // 1000
            sold = amount * draw.randint(0, rule.spread) // 1000
            balance = {
                "coal_opening_stock": stock,
                "coal_purchased": amount + sold + left - stock,
                "coal_burnt": amount,
                "coal_sold": sold,
                "coal_closing_stock": left,
            }
            for element, units in balance.items():
                draft.put(element, area, Period.parse(str(year)), units)
            stock = left


def _burnt(draft: Draft, rule: Assumption, area: str, year: int) -> int:
    energy = draft.exact(rule.base, draft.yearly[rule.base][(area, year)])
    return draft.units(rule.element, energy * rule.years[year])


def _of_all(draft: Draft, element: str, year: int) -> Fraction:
    return draft.exact(element, sum(draft.yearly[element][(area, year)] for area in draft.areas))
