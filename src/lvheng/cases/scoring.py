"""Scores by declared parts, exactly. Knows no database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from lvheng.packs.scorecards import Scorecard, ScorePart

_PLACES = Decimal("0.01")


@dataclass(frozen=True)
class Measured:
    """What was counted: ``of`` is the whole of a share, None where the count itself is the measure."""

    count: int
    of: int | None = None

    @property
    def value(self) -> Fraction | None:
        """The measure: per cent of a share, or the count; None for a share of nothing."""
        if self.of is None:
            return Fraction(self.count)
        return Fraction(self.count * 100, self.of) if self.of else None


@dataclass(frozen=True)
class PartScore:
    """A part with its points; None where there was nothing to measure."""

    part: ScorePart
    measured: Measured
    points: Decimal | None


@dataclass(frozen=True)
class Score:
    """The points of all parts that could be measured, of how many these parts have."""

    parts: tuple[PartScore, ...]

    @property
    def points(self) -> Decimal | None:
        known = [each.points for each in self.parts if each.points is not None]
        return sum(known, Decimal(0)) if known else None

    @property
    def possible(self) -> Decimal:
        return sum((each.part.points for each in self.parts if each.points is not None), Decimal(0))


def score(card: Scorecard, measured: Mapping[str, Measured]) -> Score:
    """The score by ``measured`` (by the names of measures). What was not measured gives no points and costs none."""
    return Score(tuple(_part(part, measured.get(part.measure, Measured(0, 0))) for part in card.parts))


def _part(part: ScorePart, measured: Measured) -> PartScore:
    value = measured.value
    if value is None:
        return PartScore(part, measured, None)
    share = (value - Fraction(part.worst)) / (Fraction(part.best) - Fraction(part.worst))
    exact = Fraction(part.points) * min(Fraction(1), max(Fraction(0), share))
    return PartScore(part, measured, _rounded(exact))


def _rounded(exact: Fraction) -> Decimal:
    return (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(_PLACES, ROUND_HALF_UP)
