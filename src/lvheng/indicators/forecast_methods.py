"""How a series is led on: one function a method, over the places of its values in time.

A place is the whole number of periods from some origin. Binary floats are in order here: what comes out is an estimate
with an interval, rounded where it is shown, and no reported figure is ever replaced by it (docs/decisions/0009).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

# How much the mean pace is doubted. One and four do nearly as well on the series of the back-test.
DOUBT = 2
# Three values on a line prove no law: the pace of a year to come differs by at least so much of the mean pace.
LEAST_SCATTER = 0.1


@dataclass(frozen=True)
class Estimate:
    """The centre at a place, the standard error of a new value there, and its degrees of freedom.

    ``spread`` is None where too few values are known to tell it.
    """

    centre: float
    spread: float | None
    freedom: int


def last_pace(values: Mapping[int, float], places: Sequence[int]) -> list[Estimate]:
    """On with the change between the last two values. Two values say nothing of how far they scatter."""
    (before, earlier), (now, latest) = sorted(values.items())[-2:]
    pace = (latest - earlier) / (now - before)
    return [Estimate(latest + pace * (place - now), None, 0) for place in places]


def pace(values: Mapping[int, float], places: Sequence[int], least: float) -> list[Estimate]:
    """On from the last of at least three values at their mean pace, trusted as far as the changes are steady.

    1. The changes between neighbours have a mean a period and scatter around it: a random walk with drift.
    2. The mean counts t²/(t² + 2), where t is its distance from zero in standard errors: in full where every year
       brings the same, hardly where ups and downs cancel out.
    3. The error of a new value grows with the way: that of each step to come, and that of the mean pace itself.

    ``least`` is the least scatter to be assumed: a series that lies on a line by chance is not certain.
    """
    steps = [(now - before, after - first) for (before, first), (now, after) in pairwise(sorted(values.items()))]
    span = sum(length for length, _ in steps)
    mean = math.fsum(change for _, change in steps) / span
    squares = math.fsum((change - length * mean) ** 2 / length for length, change in steps)
    freedom = len(steps) - 1
    scatter = max(math.sqrt(squares / freedom), least, LEAST_SCATTER * abs(mean))
    trusted = mean * _trust(mean, scatter, span)
    latest, value = max(values.items())
    return [
        Estimate(value + trusted * ahead, scatter * math.sqrt(ahead + ahead**2 / span), freedom)
        for ahead in (place - latest for place in places)
    ]


def _trust(mean: float, scatter: float, span: int) -> float:
    doubt = DOUBT * scatter**2 / span
    return mean**2 / (mean**2 + doubt) if doubt else 1.0


def seasonal(
    values: Mapping[int, float], places: Sequence[int], season: int, least: float, needed: int
) -> list[Estimate] | None:
    """The value of the same season of the latest year that has one; None where some season was never seen.

    The error comes from the changes against the year before, of which there must be ``needed``; each further year
    adds as much again.
    """
    changes = [value - values[place - season] for place, value in values.items() if place - season in values]
    squares = math.fsum(change**2 for change in changes)
    sigma = max(math.sqrt(squares / len(changes)), least) if len(changes) >= needed else None
    found = []
    for place in places:
        back = range(1, _years(values, place, season))
        years = next((year for year in back if place - year * season in values), None)
        if years is None:
            return None
        spread = None if sigma is None else sigma * math.sqrt(years)
        found.append(Estimate(values[place - years * season], spread, len(changes)))
    return found


def _years(values: Mapping[int, float], place: int, season: int) -> int:
    """One more than the years that lie between a place and the first value."""
    return (place - min(values)) // season + 2
