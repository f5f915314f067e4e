"""How good forecasts would have been: a series is cut off at every past period and led on to what then came.

Errors are exact; only the forecasts themselves are estimates.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from lvheng.formula import Period
from lvheng.indicators.forecast import Band, Forecast

Points = Sequence[tuple[Period, Decimal]]


@dataclass(frozen=True)
class Trial:
    """One value that was forecast from ``known`` values before it, ``ahead`` periods away.

    ``last`` is the value at the origin, ``same_season`` that of the same part of the latest year known then; None where
    there was none. ``in80`` and ``in95`` are None where there was no interval.
    """

    known: int
    ahead: int
    actual: Decimal
    forecast: Decimal
    last: Decimal
    same_season: Decimal | None
    in80: bool | None
    in95: bool | None


@dataclass(frozen=True)
class Score:
    """What many trials come to. Errors are means of absolute errors in the unit of the series.

    ``same_season`` is over the trials that have one, None where none has. The shares of the values within the bands
    are over the trials with bands.
    """

    trials: int
    error: Fraction
    last: Fraction
    same_season: Fraction | None
    in80: Fraction | None
    in95: Fraction | None


def trials(
    points: Points,
    ahead: int,
    lead_on: Callable[[Points, Period], Forecast],
    *,
    least: int = 2,
    most: int | None = None,
) -> Iterator[Trial]:
    """Forecasts from every origin after ``least`` values, up to ``ahead`` periods on, of the values that then came.

    ``lead_on`` is given what was known and the last period to reach; at ``most`` so many latest values are known to it.
    An origin where it gives no path has no trials.
    """
    ordered = sorted(points)
    for origin in range(least, len(ordered)):
        known = ordered[max(origin - most, 0) if most else 0 : origin]
        coming = {period: value for period, value in ordered[origin:] if _distance(known[-1][0], period) <= ahead}
        if not coming:
            continue
        found = lead_on(known, max(coming))
        for point in found.points:
            if point.period in coming:
                actual = coming[point.period]
                yield Trial(
                    len(known),
                    _distance(known[-1][0], point.period),
                    actual,
                    point.value,
                    known[-1][1],
                    _same_season(known, point.period),
                    _within(point.band80, actual),
                    _within(point.band95, actual),
                )


def _within(band: Band | None, value: Decimal) -> bool | None:
    return None if band is None else band.low <= value <= band.high


def _distance(earlier: Period, later: Period) -> int:
    per_year = later.kind.per_year or 1
    return (later.year - earlier.year) * per_year + later.position - earlier.position


def _same_season(known: Points, period: Period) -> Decimal | None:
    return next((value for each, value in reversed(known) if each.position == period.position), None)


def score(found: Iterable[Trial]) -> Score | None:
    """The means over trials; None without any."""
    rows = list(found)
    if not rows:
        return None
    return Score(
        len(rows),
        _mean([abs(Fraction(each.forecast) - Fraction(each.actual)) for each in rows]) or Fraction(0),
        _mean([abs(Fraction(each.last) - Fraction(each.actual)) for each in rows]) or Fraction(0),
        _mean(
            [abs(Fraction(each.same_season) - Fraction(each.actual)) for each in rows if each.same_season is not None]
        ),
        _mean([Fraction(each.in80) for each in rows if each.in80 is not None]),
        _mean([Fraction(each.in95) for each in rows if each.in95 is not None]),
    )


def _mean(values: Sequence[Fraction]) -> Fraction | None:
    return sum(values, Fraction(0)) / len(values) if values else None
