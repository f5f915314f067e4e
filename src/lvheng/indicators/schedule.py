"""How far an indicator should be by now, how far it is, and what pace is still needed. Exact, without floats.

Time is a :class:`~fractions.Fraction` of years: the end of 2023 is 2023, the middle of 2023 is 2022.5. A root, as the
geometric schedule needs, is rounded to the decimals asked for and correct in the last one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, localcontext
from fractions import Fraction
from itertools import pairwise
from math import isqrt
from typing import Literal

from lvheng.formula import Period, Rounding
from lvheng.formula.rounding import round_to

Shape = Literal["linear", "geometric", "planned"]
HUNDRED = Fraction(100)
# Roots are computed so finely that no rounding people use can come out otherwise.
ROOT_DECIMALS = 30
GREATEST_ROOT = 64
GUARD_DIGITS = 30


@dataclass(frozen=True)
class Schedule:
    """The way from ``base`` at the end of ``base_year`` to ``target`` at the end of ``target_year``.

    ``linear``: equal steps. ``geometric``: ``target`` is a cumulative fall in per cent of the base, in equal yearly
    rates; ``base`` is then 0. ``planned``: cumulative values by year from the plan's own tasks, linear between them.
    A target that the base has already reached is to be maintained.
    """

    base_year: int
    base: Fraction
    target_year: int
    target: Fraction
    direction: Literal["up", "down"] = "up"
    shape: Shape = "linear"
    planned: Mapping[int, Fraction] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.target_year <= self.base_year:
            raise ValueError("the target lies after the base")
        if self.shape == "geometric" and not (self.base == 0 and 0 <= self.target < HUNDRED):
            raise ValueError("a geometric schedule falls from 0 to less than 100 per cent")

    @property
    def maintained(self) -> bool:
        """Whether the base is as good as the target already."""
        return self.met_by(self.base)

    def met_by(self, value: Fraction) -> bool:
        """Whether a value reaches the target."""
        return value >= self.target if self.direction == "up" else value <= self.target

    def time_share(self, time: Fraction) -> Fraction:
        """The share of the time that has gone, from 0 to 1."""
        share = (time - self.base_year) / (self.target_year - self.base_year)
        return min(max(share, Fraction(0)), Fraction(1))

    def expected(self, time: Fraction) -> Fraction:
        """What the schedule asks for at a time; before the base the base, after the deadline the target."""
        if self.maintained:
            return self.target
        share = self.time_share(time)
        match self.shape:
            case "linear":
                return self.base + (self.target - self.base) * share
            case "geometric":
                return HUNDRED * (1 - power(1 - self.target / HUNDRED, share))
            case "planned":
                return self._planned(time)

    def _planned(self, time: Fraction) -> Fraction:
        points = {self.base_year: self.base, **self.planned, self.target_year: self.target}
        years = sorted(points)
        if time <= years[0]:
            return points[years[0]]
        for begin, end in pairwise(years):
            if time <= end:
                share = (time - begin) / (end - begin)
                return points[begin] + (points[end] - points[begin]) * share
        return self.target

    def completion(self, value: Fraction) -> Fraction | None:
        """The share of the way that has been gone; None where there is no way to go."""
        way = self.target - self.base
        return (value - self.base) / way if way and not self.maintained else None

    def pace(self, value: Fraction, time: Fraction) -> Fraction | None:
        """The share of the way by the share of the time; None at the beginning and where a level is maintained."""
        share, done = self.time_share(time), self.completion(value)
        return done / share if done is not None and share else None

    def gap(self, value: Fraction, time: Fraction) -> Fraction | None:
        """What is missing of what the schedule asks for, in per cent of it; negative when ahead.

        Of a cumulative fall it is (required - actual) / required; of a total, (actual - allowed) / allowed.
        """
        required = self.expected(time)
        if required == 0:
            return None
        missing = required - value if self.direction == "up" else value - required
        return missing / abs(required) * HUNDRED

    def needed_pace(self, value: Fraction, time: Fraction) -> Fraction | None:
        """The change a year that still leads to the target; of a geometric schedule the yearly rate of fall in %.

        None once the deadline has passed.
        """
        left = self.target_year - time
        if left <= 0:
            return None
        if self.shape != "geometric":
            return (self.target - value) / left
        remaining = (1 - self.target / HUNDRED) / (1 - value / HUNDRED)
        return HUNDRED * (1 - power(remaining, 1 / left))


def end_of(period: Period) -> Fraction:
    """A period's last day as a time: the end of 2023 is 2023, the end of June 2023 is 2022.5 (by months)."""
    if period.kind.per_year is None:
        days = 366 if period.start.replace(month=12, day=31).timetuple().tm_yday == 366 else 365
        return period.year - 1 + Fraction(period.position, days)
    return period.year - 1 + Fraction(period.position, period.kind.per_year)


def power(base: Fraction, exponent: Fraction, decimals: int = ROOT_DECIMALS) -> Fraction:
    """``base ** exponent``, neither negative: exact where it is rational, else cut after so many decimals."""
    if base < 0 or exponent < 0:
        raise ValueError("neither the base nor the exponent may be negative")
    if exponent.denominator > GREATEST_ROOT and base not in (0, 1):
        return _by_logarithm(base, exponent, decimals)
    raised = base**exponent.numerator
    return root(Fraction(raised), exponent.denominator, decimals)


def _by_logarithm(base: Fraction, exponent: Fraction, decimals: int) -> Fraction:
    """Daily schedules need the 1830th root: its integers would be too long, so decimal logarithms with guard digits."""
    with localcontext(prec=decimals + GUARD_DIGITS):
        logarithm = (Decimal(base.numerator) / Decimal(base.denominator)).ln()
        found = (logarithm * exponent.numerator / exponent.denominator).exp()
    return round_to(Fraction(found), decimals, Rounding.DOWN)


def root(value: Fraction, degree: int, decimals: int = ROOT_DECIMALS) -> Fraction:
    """The root of a number that is not negative: exact where it is rational, else cut after so many decimals."""
    top, bottom = integer_root(value.numerator, degree), integer_root(value.denominator, degree)
    if top**degree == value.numerator and bottom**degree == value.denominator:
        return Fraction(top, bottom)
    scale = 10**decimals
    return Fraction(integer_root(value.numerator * scale**degree // value.denominator, degree), scale)


def integer_root(value: int, degree: int) -> int:
    """The greatest whole number whose power does not exceed the value."""
    if degree == 1 or value < 2:
        return value
    if degree == 2:
        return isqrt(value)
    guess = 1 << -(-value.bit_length() // degree)
    while True:
        better = ((degree - 1) * guess + value // guess ** (degree - 1)) // degree
        if better >= guess:
            return guess
        guess = better


def trend(points: Sequence[tuple[Fraction, Fraction]], time: Fraction) -> Fraction | None:
    """The least-squares line through at least three points of (time, value), at a time; None with fewer."""
    if len(points) < 3:
        return None
    count = len(points)
    mean_time = sum((when for when, _ in points), Fraction(0)) / count
    mean_value = sum((value for _, value in points), Fraction(0)) / count
    spread = sum(((when - mean_time) ** 2 for when, _ in points), Fraction(0))
    if spread == 0:
        return None
    slope = sum(((when - mean_time) * (value - mean_value) for when, value in points), Fraction(0)) / spread
    return mean_value + slope * (time - mean_time)


def recent_pace(points: Sequence[tuple[Fraction, Fraction]], years: int = 3) -> Fraction | None:
    """The change a year over the last years before the latest point; None with fewer than two points in them."""
    ordered = sorted(points)
    recent = [point for point in ordered if ordered and point[0] >= ordered[-1][0] - years]
    if len(recent) < 2 or recent[-1][0] == recent[0][0]:
        return None
    return (recent[-1][1] - recent[0][1]) / (recent[-1][0] - recent[0][0])


def rounded(value: Fraction, decimals: int) -> Fraction:
    """As figures of a schedule are shown: half to even."""
    return round_to(value, decimals, Rounding.HALF_EVEN)
