"""The picture of an indicator: its values by year and the way to the target, as coordinates of an SVG."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from lvheng.formula.rounding import to_decimal
from lvheng.indicators.schedule import Schedule, rounded

WIDTH, HEIGHT = 640, 280
LEFT, RIGHT, TOP, BOTTOM = 56, 24, 20, 34
# Room for the words beside the first and the last value.
INSET = 28
TICKS = 4
_STEPS = (Fraction(1), Fraction(2), Fraction(5), Fraction(10))


@dataclass(frozen=True)
class Dot:
    """A value: where it stands, and what stands beside it."""

    x: int
    y: int
    label: str
    year: int


@dataclass(frozen=True)
class Tick:
    """A line of the grid with its label."""

    at: int
    label: str


@dataclass(frozen=True)
class Picture:
    """Everything that a template needs; ``line`` and ``path`` are points of polylines, empty where there is none."""

    width: int
    height: int
    left: int
    right: int
    bottom: int
    dots: tuple[Dot, ...]
    line: str
    path: str
    target: Dot | None
    years: tuple[Tick, ...]
    levels: tuple[Tick, ...]


def draw(values: Sequence[tuple[int, Decimal]], goal: tuple[int, Fraction] | None, way: Schedule | None) -> Picture:
    """Draw values by year, the target (year and number), and the schedule where there is one. Needs a value or goal."""
    path = [(year, way.expected(Fraction(year))) for year in range(way.base_year, way.target_year + 1)] if way else []
    points = [*((year, Fraction(value)) for year, value in values), *path, *([goal] if goal else [])]
    if not points:
        raise ValueError("nothing to draw")
    first, last = min(year for year, _ in points), max(year for year, _ in points)
    if first == last:
        first, last = first - 1, last + 1
    levels = _levels([value for _, value in points])
    low, high = levels[0], levels[-1]

    def x(year: int) -> int:
        return _between(Fraction(year - first, last - first), LEFT + INSET, WIDTH - RIGHT - INSET)

    def y(value: Fraction) -> int:
        return _between((value - low) / (high - low), HEIGHT - BOTTOM, TOP)

    dots = tuple(Dot(x(year), y(Fraction(value)), f"{value:f}", year) for year, value in values)
    target = Dot(x(goal[0]), y(goal[1]), _plain(goal[1]), goal[0]) if goal else None
    return Picture(
        WIDTH,
        HEIGHT,
        LEFT,
        WIDTH - RIGHT,
        HEIGHT - BOTTOM,
        dots,
        _points((dot.x, dot.y) for dot in dots) if len(dots) > 1 else "",
        _points((x(year), y(value)) for year, value in path),
        target,
        tuple(Tick(x(year), str(year)) for year in range(first, last + 1)),
        tuple(Tick(y(level), _plain(level)) for level in levels),
    )


def _between(share: Fraction, start: int, end: int) -> int:
    return int(rounded(start + (end - start) * share, 0))


def _points(places: Iterable[tuple[int, int]]) -> str:
    return " ".join(f"{x},{y}" for x, y in places)


def _levels(values: Sequence[Fraction]) -> list[Fraction]:
    """Round numbers from at most the least to at least the greatest value."""
    low, high = min(values), max(values)
    step = _step(high - low if high > low else max(abs(high), Fraction(1)))
    levels = [low // step * step - (step if low == high else 0)]
    while levels[-1] < high or len(levels) < 2:
        levels.append(levels[-1] + step)
    return levels


def _step(span: Fraction) -> Fraction:
    """The least of 1, 2, 5, 10, 20, … and their tenths that covers the span in few steps."""
    unit = Fraction(1)
    while unit * TICKS > span:
        unit /= 10
    while unit * 10 * TICKS <= span:
        unit *= 10
    return next(unit * factor for factor in _STEPS if unit * factor * TICKS >= span)


def _plain(value: Fraction) -> str:
    """With as few decimals as it needs, at most four."""
    decimals = next((n for n in range(4) if (value * 10**n).denominator == 1), 4)
    return f"{to_decimal(rounded(value, decimals), decimals):f}"
