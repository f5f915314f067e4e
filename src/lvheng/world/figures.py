"""The figures of a simulated prefecture: one exact value for each element, unit and period that nobody published.

:func:`make_figures` is deterministic: the same pack and seed give the same figures, told by :attr:`Figures.digest`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from lvheng.areas import boundaries
from lvheng.formula import Period
from lvheng.formula.rounding import to_decimal
from lvheng.indicators.observations import Observation, best_figures
from lvheng.indicators.over_time import with_longer_periods
from lvheng.packs.figures import in_unit_of
from lvheng.packs.measures import DataElement
from lvheng.packs.model import Pack
from lvheng.packs.programs import Measures
from lvheng.world import air, amounts, economy, fields, sewage, towns
from lvheng.world.assumptions import Assumption, assumptions
from lvheng.world.draft import Draft, Key, Value

SEED = 2021
_MODELS: Mapping[str, Callable[[Draft, Assumption], None]] = {
    "total": amounts.total,
    "share": amounts.share,
    "ratio": amounts.ratio,
    "part": amounts.part,
    "sum": amounts.total_of,
    "grow": amounts.grow,
    "growth": economy.growth,
    "intensity": economy.intensity,
    "coal": economy.coal,
    "straw": fields.straw,
    "incineration": towns.incineration,
    "milestone": towns.milestone,
    "clear": towns.clear,
    "level": towns.level,
    "users": towns.users,
    "plants": sewage.plants,
    "air": air.good_days,
    "dirty_days": air.dirty_days,
    "concentration": air.concentration,
}


@dataclass(frozen=True)
class Figures:
    """What the world knows.

    ``values`` by element, unit (area or entity) and code of the period; ``entities`` say of a unit that is no area its
    kind and its area; ``published`` are the pack's own figures: of these the world makes none, but reckons with them.
    """

    area: str
    areas: tuple[str, ...]
    seed: int
    values: Mapping[Key, Decimal | bool]
    entities: Mapping[str, tuple[str, str]]
    published: Mapping[Key, Decimal]
    _elements: Mapping[str, DataElement]

    @cached_property
    def digest(self) -> str:
        """A text that changes with any figure."""
        lines = (f"{'|'.join(key)}={value}" for key, value in sorted(self.values.items()))
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()

    def is_published(self, element: str, unit: str, period: Period) -> bool:
        """Whether the pack has this figure, so that the world makes none."""
        return (element, unit, period.code) in self.published

    def value(self, element: str, unit: str, period: Period) -> Decimal | bool | None:
        """The figure that a report of this unit and period gives; None where there is none.

        A published one is given as it is. The whole area's is the sum of the areas, a longer period's what follows from
        the shorter ones as the element says.
        """
        key = (element, unit, period.code)
        own = self.published.get(key, self.values.get(key))
        if own is None and unit == self.area and self._elements[element].roll_up == "sum":
            return self._of_areas(element, period)
        return own if own is not None else self._longer.get(key)

    def units(self, element: str) -> list[str]:
        """The units that have figures of the element, by code."""
        return self._units.get(element, [])

    @cached_property
    def _units(self) -> dict[str, list[str]]:
        found: dict[str, set[str]] = {}
        for element, unit, _ in self.values:
            found.setdefault(element, set()).add(unit)
        return {element: sorted(units) for element, units in found.items()}

    @cached_property
    def _longer(self) -> Mapping[Key, Decimal | bool]:
        known = {key: Observation(value) for key, value in {**self.values, **self.published}.items()}
        found = with_longer_periods(self._elements, known)
        return {key: each.value for key, each in found.items() if isinstance(each.value, Decimal | bool)}

    def _of_areas(self, element: str, period: Period) -> Decimal | None:
        found = [self.value(element, area, period) for area in self.areas]
        numbers = [value for value in found if isinstance(value, Decimal)]
        return sum(numbers, Decimal(0)) if numbers and len(numbers) == len(self.areas) else None


def make_figures(pack: Pack, seed: int = SEED) -> Figures:
    """Make the figures of the pack's own area and those below it, for all years of the world.

    Raises ValueError for a pack without an area.
    """
    if pack.area_code is None:
        raise ValueError("the pack has no area")
    draft = _draft(pack, pack.area_code, seed)
    rules = [rule for rule in assumptions() if _possible(draft.measures, rule)]
    for rule in rules:
        _MODELS[rule.model](draft, rule)
    elements = draft.measures.elements
    published = {key: value for key, value in draft.published.items() if key[0] in elements}
    return Figures(
        draft.area,
        tuple(draft.areas),
        seed,
        {key: _shown(draft, key, value) for key, value in draft.values.items() if key not in published},
        draft.entities,
        {key: _decimal(value, elements[key[0]].decimals) for key, value in published.items()},
        elements,
    )


def _draft(pack: Pack, area: str, seed: int) -> Draft:
    measures = Measures.of(pack)
    below = [division.code for division in boundaries.children(area)]
    known = (_published(measures, to_date=False), _published(measures, to_date=True))
    return Draft(measures, area, below or [area], *known, seed)


def _published(measures: Measures, *, to_date: bool) -> dict[Key, Fraction]:
    """The best published figures of elements and indicators, in their own units."""
    found = {}
    for key, figure in best_figures(measures.figures, to_date=to_date).items():
        measure = measures.measure(figure.measure)
        if measure is not None:
            found[key] = in_unit_of(measure, figure.value, figure.unit)
    return found


def _possible(measures: Measures, rule: Assumption) -> bool:
    """A pack of another country's standards need not have every element."""
    return all(name in measures.elements for name in (rule.element, *rule.of))


def _shown(draft: Draft, key: Key, value: Value) -> Decimal | bool:
    if isinstance(value, bool):
        return value
    return _decimal(draft.exact(key[0], value), draft.measures.elements[key[0]].decimals)


def _decimal(value: Fraction, decimals: int) -> Decimal:
    """Loading has checked that a published figure has no more decimals than its element."""
    return to_decimal(value, decimals)
