"""The small line of an indicator in a table: its values by year and the way to the target, as points of an SVG."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Protocol

from lvheng.indicators.schedule import Schedule, rounded

WIDTH, HEIGHT = 120, 34
MARGIN = 5


class Level(Protocol):
    """A number to reach."""

    @property
    def value(self) -> Fraction: ...


@dataclass(frozen=True)
class Spark:
    """``line`` and ``path`` are points of polylines, empty where there is none; ``x`` and ``y`` the latest value."""

    line: str
    path: str
    x: int
    y: int


def spark(
    values: Sequence[tuple[int, Decimal | bool | str | None]], goal: Level | None, way: Schedule | None
) -> Spark | None:
    """Draw values by year with the schedule, or with the level of the goal; None with fewer than two values."""
    points = [(year, Fraction(value)) for year, value in values if isinstance(value, Decimal)]
    if len(points) < 2:
        return None
    path: list[tuple[int, Fraction]] = []
    if way is not None:
        path = [(year, way.expected(Fraction(year))) for year in range(way.base_year, way.target_year + 1)]
    elif goal is not None:
        path = [(points[0][0], goal.value), (points[-1][0], goal.value)]
    years = [year for year, _ in (*points, *path)]
    levels = [level for _, level in (*points, *path)]
    across, up = _scale(years, WIDTH), _scale(levels, HEIGHT)
    place = [(across(Fraction(year)), HEIGHT - up(level)) for year, level in points]
    drawn = [(across(Fraction(year)), HEIGHT - up(level)) for year, level in path]
    return Spark(_points(place), _points(drawn), *place[-1])


class _Scale:
    def __init__(self, low: Fraction, high: Fraction, length: int) -> None:
        self.low, self.span, self.length = low, high - low, length

    def __call__(self, value: Fraction) -> int:
        share = (value - self.low) / self.span if self.span else Fraction(1, 2)
        return int(rounded(MARGIN + (self.length - 2 * MARGIN) * share, 0))


def _scale(values: Iterable[int | Fraction], length: int) -> _Scale:
    known = [Fraction(value) for value in values]
    return _Scale(min(known), max(known), length)


def _points(places: Iterable[tuple[int, int]]) -> str:
    return " ".join(f"{x},{y}" for x, y in places)
