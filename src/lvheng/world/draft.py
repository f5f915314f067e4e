"""The figures while they are being made: whole numbers in the last decimal of each element."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

from lvheng.formula import Period, PeriodKind
from lvheng.packs.programs import Measures
from lvheng.world.assumptions import REFERENCE_AREAS, profiles, seasons
from lvheng.world.numbers import nearest, shared, shared_within

Value = int | bool
Key = tuple[str, str, str]


@dataclass
class Draft:
    """One world in the making.

    ``area`` is the pack's own, ``areas`` those directly below. ``published`` holds what is known of elements and
    indicators, as exact numbers in their units, by code, area and period; ``to_date`` what is known from the beginning
    of the year to the end of a period. ``yearly`` are amounts of whole years (of stocks: at their end) by element, then
    area and year; ``values`` those of every period that is reported, by element, unit and code of the period.
    """

    measures: Measures
    area: str
    areas: Sequence[str]
    published: Mapping[Key, Fraction]
    to_date: Mapping[Key, Fraction]
    seed: int
    yearly: dict[str, dict[tuple[str, int], int]] = field(default_factory=dict)
    values: dict[Key, Value] = field(default_factory=dict)
    entities: dict[str, tuple[str, str]] = field(default_factory=dict)

    @cached_property
    def profiles(self) -> dict[str, dict[str, int]]:
        """The weights of the areas."""
        return profiles(self.areas, self.seed)

    @property
    def scale(self) -> Fraction:
        """How much larger this prefecture is than the one that the data describe."""
        return Fraction(len(self.areas), REFERENCE_AREAS)

    def random(self, *names: object) -> random.Random:
        """Chance of its own for each purpose, so that one more element changes no other."""
        return random.Random("/".join(map(str, (self.seed, *names))))

    def units(self, element: str, value: Fraction) -> int:
        """The number in the last decimal of the element."""
        return nearest(value * 10 ** self.measures.elements[element].decimals)

    def exact(self, element: str, units: int) -> Fraction:
        """The other way round."""
        return Fraction(units, 10 ** self.measures.elements[element].decimals)

    def known(self, element: str, area: str, period: str) -> int | None:
        """What was published, in the last decimal of the element."""
        value = self.published.get((element, area, period))
        return None if value is None else self.units(element, value)

    def kind(self, element: str) -> PeriodKind:
        """How often the element is reported."""
        return PeriodKind(self.measures.elements[element].frequency)

    def weights(self, column: str) -> list[int]:
        """One weight for each area."""
        return [self.profiles[area][column] for area in self.areas]

    def put(self, element: str, unit: str, period: Period, value: Value) -> None:
        """Keep one value."""
        self.values[(element, unit, period.code)] = value

    def among_areas(
        self, element: str, year: int, total: int, weights: Sequence[int], caps: Sequence[int] | None = None
    ) -> list[int]:
        """A total of a year shared among the areas; those whose figure was published keep it."""
        fixed = [self.known(element, area, str(year)) for area in self.areas]
        rest = total - sum(value for value in fixed if value is not None)
        free = [position for position, value in enumerate(fixed) if value is None]
        own = [weights[position] for position in free]
        if caps is None:
            given = shared(max(rest, 0), own)
        else:
            limits = [caps[position] for position in free]
            given = shared_within(min(max(rest, 0), sum(limits)), own, limits)
        return _merged(fixed, given)


def _merged(fixed: Sequence[int | None], given: Sequence[int]) -> list[int]:
    waiting = iter(given)
    return [next(waiting) if value is None else value for value in fixed]


def periods_of(kind: PeriodKind, year: int) -> list[Period]:
    """The periods of one kind in a year."""
    count = kind.per_year or 0
    return [period for n in range(1, count + 1) if (period := Period.of_year(kind, year, n)) is not None]


def season_weights(name: str, periods: Sequence[Period]) -> list[int]:
    """How an amount spreads over periods of one year."""
    months = seasons()[name or "even"]
    return [sum(months[period.start.month - 1 : period.end.month]) for period in periods]
