"""What a forecast says: the path to the deadline, its bands, the chance of meeting the target, and by which method."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from lvheng.errors import Text
from lvheng.formula import Period

Method = Literal["none", "known", "last_pace", "pace", "same_season"]
NAMES: Mapping[Method, Text] = {
    "none": Text("不预测", "no forecast"),
    "known": Text("期限的数已知", "the deadline's value is known"),
    "last_pace": Text("按最近一期的变化推算", "on at the last pace"),
    "pace": Text("按平均变化外推（变化越不稳，趋势计得越少）", "mean pace, counted less the less steady it is"),
    "same_season": Text("上年同期值", "the same season of the year before"),
}


@dataclass(frozen=True)
class Bounds:
    """What the value can be at all; None is without end."""

    low: Decimal | None = None
    high: Decimal | None = None


OPEN = Bounds()
PERCENT = Bounds(Decimal(0), Decimal(100))


@dataclass(frozen=True)
class Aim:
    """The number to reach: at least it (``up``) or at most it (``down``)."""

    value: Decimal
    direction: Literal["up", "down"] = "up"

    def met_by(self, value: Decimal) -> bool:
        return value >= self.value if self.direction == "up" else value <= self.value


@dataclass(frozen=True)
class Band:
    """From ``low`` to ``high``, both rounded like the indicator."""

    low: Decimal
    high: Decimal


@dataclass(frozen=True)
class ForecastPoint:
    """One period to come; without bands where the error cannot be told."""

    period: Period
    value: Decimal
    band80: Band | None
    band95: Band | None


@dataclass(frozen=True)
class Forecast:
    """From the period after ``last`` to the deadline; ``points`` are empty where nothing can be said, for ``reason``.

    ``used`` values were used. ``probability`` has two decimals; it is None where it cannot be told, and 1 only for a
    stock that has been reached.
    """

    method: Method
    reason: Text
    used: int
    last: tuple[Period, Decimal] | None = None
    points: tuple[ForecastPoint, ...] = ()
    probability: Decimal | None = None

    @property
    def name(self) -> Text:
        """What the method is called."""
        return NAMES[self.method]

    @property
    def final(self) -> ForecastPoint | None:
        """The deadline's point."""
        return self.points[-1] if self.points else None

    @property
    def rough(self) -> bool:
        """Whether there is a path without an interval."""
        return bool(self.points) and self.points[-1].band80 is None
