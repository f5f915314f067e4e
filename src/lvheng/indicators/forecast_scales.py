"""The scales in which a series is led on, and the way back to figures as they are shown."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from lvheng.formula import Period, Rounding
from lvheng.formula.rounding import round_to, to_decimal
from lvheng.indicators.forecast_methods import Estimate
from lvheng.indicators.forecast_results import Aim, Band, Bounds, ForecastPoint
from lvheng.indicators.student import cumulative, quantile

Scale = Literal["plain", "ratio", "fall"]
# The greatest chance of something that has not happened yet, and may still be undone.
NEARLY_CERTAIN = Decimal("0.99")
CERTAIN = Decimal(1)
_LARGEST_EXPONENT = 40.0
# A value that was rounded to a step lies anywhere within it.
_STEP_DEVIATION = 1 / math.sqrt(12)


@dataclass(frozen=True)
class Chart:
    """A scale: ``there`` from a value to it, ``back`` again; ``falling`` where greater values lie lower on it."""

    there: Callable[[float], float]
    back: Callable[[float], float]
    falling: bool = False

    def step_deviation(self, value: float, decimals: int) -> float:
        """The standard deviation that the rounding of a value alone brings, in this scale."""
        step = 10.0**-decimals
        beside = value - step if self is not RATIO or value > step else value + step
        return abs(self.there(value) - self.there(beside)) * _STEP_DEVIATION


PLAIN = Chart(float, float)
RATIO = Chart(math.log, lambda y: math.exp(min(y, _LARGEST_EXPONENT)))
FALL = Chart(lambda x: math.log(1 - x / 100), lambda y: 100 * (1 - math.exp(min(y, _LARGEST_EXPONENT))), falling=True)


def chart_for(scale: Scale, values: Sequence[Decimal]) -> Chart:
    """The chart of a scale; the plain one where some value has no place on it."""
    if scale == "ratio" and min(values) > 0:
        return RATIO
    if scale == "fall" and max(values) < 100:
        return FALL
    return PLAIN


@dataclass(frozen=True)
class Drawing:
    """Back from the scale to figures as they are shown."""

    chart: Chart
    decimals: int
    limits: Bounds

    def point(self, period: Period, estimate: Estimate) -> ForecastPoint:
        centre = self.shown(estimate.centre)
        return ForecastPoint(period, centre, self._band(estimate, 0.80), self._band(estimate, 0.95))

    def _band(self, estimate: Estimate, share: float) -> Band | None:
        if estimate.spread is None:
            return None
        reach = estimate.spread * quantile((1 + share) / 2, estimate.freedom)
        low, high = sorted((self.shown(estimate.centre - reach), self.shown(estimate.centre + reach)))
        return Band(low, high)

    def shown(self, y: float) -> Decimal:
        """Rounded half to even, within what the value can be."""
        exact = Fraction(self.chart.back(y))
        value = to_decimal(round_to(exact, self.decimals, Rounding.HALF_EVEN), self.decimals)
        if self.limits.low is not None:
            value = max(value, self.limits.low)
        return value if self.limits.high is None else min(value, self.limits.high)


def probability(estimate: Estimate, aim: Aim | None, drawn: Drawing, latest: Decimal, *, stock: bool) -> Decimal | None:
    """The chance that the rounded figure meets the aim, with two decimals; never quite 0 or 1 for what is to come."""
    if aim is None:
        return None
    if stock and aim.direction == "up" and aim.met_by(latest):
        return CERTAIN
    if estimate.spread is None:
        return None
    half_step = 0.5 * 10.0**-drawn.decimals
    limit = float(aim.value) + (-half_step if aim.direction == "up" else half_step)
    above = _chance_above(estimate.centre, estimate.spread, estimate.freedom, drawn.chart, limit)
    chance = above if aim.direction == "up" else 1 - above
    shown = to_decimal(round_to(Fraction(chance), 2, Rounding.HALF_EVEN), 2)
    return min(max(shown, 1 - NEARLY_CERTAIN), NEARLY_CERTAIN)


def _chance_above(centre: float, spread: float, freedom: int, chart: Chart, limit: float) -> float:
    if chart is RATIO and limit <= 0:
        return 1.0
    if chart is FALL and limit >= 100:
        return 0.0
    below = cumulative((chart.there(limit) - centre) / spread, freedom)
    return below if chart.falling else 1 - below
