"""The same rules written once more, hour by hour with fractions, to compare the program with."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from fractions import Fraction

from lvheng.packs.air import AirIndex

Hours = Sequence[Fraction | None]


def index_of(index: AirIndex, quantity: str, concentration: Fraction) -> int | None:
    """The index of one concentration, rounded up; None where the edition has none."""
    if quantity in index.decimals:
        scale = 10 ** index.decimals[quantity]
        concentration = Fraction(round(concentration * scale), scale)
    points = index.breakpoints[quantity]
    if concentration > points[-1]:
        above = index.above.get(quantity, "cap")
        return {"cap": index.steps[len(points) - 1], "none": None}.get(str(above), None if above == "none" else above)
    for place in range(1, len(points)):
        low, high = points[place - 1], points[place]
        if concentration <= high:
            first, second = index.steps[place - 1], index.steps[place]
            return math.ceil(Fraction(second - first, high - low) * (concentration - low) + first)
    raise AssertionError("a concentration below the last breakpoint lies between two")


def day_of(index: AirIndex, concentrations: Mapping[str, Fraction | None]) -> tuple[int | None, list[str]]:
    """The daily index and its primary pollutants."""
    indexes: dict[str, int] = {}
    for quantity in index.daily:
        concentration = concentrations.get(quantity)
        found = None if concentration is None else index_of(index, quantity, concentration)
        if found is not None:
            indexes[quantity] = found
    if not indexes:
        return None, []
    worst = max(indexes.values())
    complete = len(indexes) == len(index.daily)
    if index.missing_pollutant == "exceeding_only" and not complete and worst <= index.exceeding:
        return None, []
    aqi = max(worst, index.lowest)
    return aqi, [each for each in index.daily if aqi > index.primary_above and indexes.get(each) == worst]


def mean_of_day(hours: Hours) -> Fraction | None:
    """The 24-hour mean; needs 20 hours."""
    there = [hour for hour in hours if hour is not None]
    return sum(there, Fraction(0)) / len(there) if len(there) >= 20 else None


def largest_hour(hours: Hours) -> Fraction | None:
    """The daily maximum 1-hour value; needs 20 hours."""
    there = [hour for hour in hours if hour is not None]
    return max(there) if len(there) >= 20 else None


def largest_sliding_mean(hours: Hours) -> Fraction | None:
    """The daily maximum 8-hour mean: 14 means of at least 6 hours, or one above the limit of 160."""
    means = []
    for end in range(8, 25):
        there = [hour for hour in hours[end - 8 : end] if hour is not None]
        if len(there) >= 6:
            means.append(sum(there, Fraction(0)) / len(there))
    if means and (len(means) >= 14 or max(means) > 160):
        return max(means)
    return None


def mean_of_sites(values: Sequence[Fraction | None]) -> Fraction | None:
    """The mean of a city: of at least three quarters of its sites."""
    there = [value for value in values if value is not None]
    return sum(there, Fraction(0)) / len(there) if there and 4 * len(there) >= 3 * len(values) else None
