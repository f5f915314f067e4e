"""Answers the questions of the formula language from observations, adding up the areas below where that is the rule."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from itertools import count

from lvheng.areas import boundaries
from lvheng.formula import Fact, Period
from lvheng.formula.rounding import to_decimal
from lvheng.indicators.observations import Observations
from lvheng.packs.programs import Measures

AREA = "area"


def areas_below(code: str) -> list[str]:
    """The codes of the divisions directly below an area."""
    return [division.code for division in boundaries.children(code)]


@dataclass
class AreaFacts:
    """The facts of one computation.

    ``owners`` says of every entity that is no area (a plant, an enterprise) its kind and its area. With ``roll_up`` an
    element that the area did not report itself is the sum of the areas below, once all of them have reported.
    """

    measures: Measures
    observations: Observations
    roll_up: bool = True
    below: Callable[[str], Sequence[str]] = areas_below
    owners: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    _sums: dict[tuple[str, str, str], Fact] = field(default_factory=dict)

    def covers(self, unit: str, period: Period) -> bool:
        """Every area may report for every period: what is not there has not been reported."""
        return True

    def fact(self, code: str, unit: str, period: Period) -> Fact | None:
        own = self.observations.get((code, unit, period.code))
        if own is not None:
            return Fact(own.value, origin=own.origin)
        element = self.measures.elements.get(code)
        if not self.roll_up or element is None or element.roll_up != "sum" or element.kind != "number":
            return None
        key = (code, unit, period.code)
        if key not in self._sums:
            self._sums[key] = self._sum(code, unit, period)
        return self._sums[key]

    def parts(self, code: str, unit: str, period: Period) -> list[tuple[str, Fact | None]]:
        """What the areas below reported; empty where the area reported itself or has none below."""
        if (code, unit, period.code) in self.observations or unit in self.owners:
            return []
        return [(area, self.fact(code, area, period)) for area in self.below(unit)]

    def _sum(self, code: str, unit: str, period: Period) -> Fact:
        facts = [fact for _, fact in self.parts(code, unit, period)]
        values = [fact.value for fact in facts if fact is not None and isinstance(fact.value, Decimal | int)]
        if not values:
            return Fact(None, "not_reported")
        if len(values) < len(facts):
            return Fact(None, "members_missing")
        total = sum(map(Fraction, values), Fraction(0))
        # More decimals than declared are kept: then the sum cannot be used, and says so.
        least = self.measures.elements[code].decimals
        return Fact(to_decimal(total, next(n for n in count(least) if (total * 10**n).denominator == 1)))

    def thing(self, unit: str) -> str | None:
        return self.owners[unit][0] if unit in self.owners else AREA

    def members(self, unit: str, thing: str) -> Sequence[str]:
        if thing == AREA:
            return self.below(unit)
        inside = self._inside(unit)
        return sorted(name for name, (kind, area) in self.owners.items() if kind == thing and area in inside)

    def _inside(self, unit: str) -> set[str]:
        found, waiting = {unit}, [unit]
        while waiting:
            below = [area for area in self.below(waiting.pop()) if area not in found]
            found.update(below)
            waiting += below
        return found

    def parent(self, unit: str) -> str | None:
        if unit in self.owners:
            return self.owners[unit][1]
        return boundaries.division(unit).parent or None
