"""A recomputed series beside the published one, day by day: where they agree, and each way in which they do not."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from lvheng.errors import Text
from lvheng.indicators.air import Day
from lvheng.packs.air import AirIndex
from lvheng.statistics import pollutant_of

KINDS: dict[str, Text] = {
    "equal": Text("完全一致", "equal"),
    "ozone_left_out": Text(
        "公布值低于臭氧分指数：公布的 AQI 没有计入同时公布的臭氧浓度",
        "below the index of ozone: the published AQI leaves out the ozone published beside it",
    ),
    "below_an_index": Text(
        "公布值低于其他污染物的分指数：不可能由同日公布的浓度算得",
        "below the index of another pollutant: it cannot follow from the concentrations of that day",
    ),
    "above_all_indexes": Text(
        "公布值高于所有分指数：像是小时 AQI 的平均，而不是日均浓度的 AQI",
        "above every index: like a mean of hourly indexes, not the index of daily means",
    ),
    "not_computed": Text("没有算出指数", "no index was computed"),
    "not_published": Text("没有公布指数", "no index was published"),
}
"""How a published and a computed index may differ."""

NEAR = 1


@dataclass(frozen=True)
class Difference:
    """One day. ``difference`` is published less computed; None where one is missing."""

    day: datetime.date
    published: Decimal | None
    computed: int | None
    kind: str
    same_level: bool

    @property
    def difference(self) -> Decimal | None:
        return None if self.published is None or self.computed is None else self.published - self.computed


@dataclass(frozen=True)
class Comparison:
    """All days in order. ``shared``: days with both; ``near``: those at most 1 apart."""

    days: tuple[Difference, ...]

    @property
    def shared(self) -> int:
        return sum(day.difference is not None for day in self.days)

    @property
    def near(self) -> int:
        return sum(day.difference is not None and abs(day.difference) <= NEAR for day in self.days)

    @property
    def same_level(self) -> int:
        return sum(day.same_level for day in self.days)

    def count(self, kind: str) -> int:
        """Days of a kind."""
        return Counter(day.kind for day in self.days)[kind]

    def other_level(self, kind: str) -> int:
        """Days of a kind on which the level differs as well."""
        return sum(day.kind == kind and day.difference is not None and not day.same_level for day in self.days)

    def median(self, kind: str) -> Decimal | None:
        """The middle difference of a kind (the lower one of two)."""
        found = sorted(day.difference for day in self.days if day.kind == kind and day.difference is not None)
        return found[(len(found) - 1) // 2] if found else None


def compare(days: Sequence[Day], published: Mapping[datetime.date, Decimal], index: AirIndex) -> Comparison:
    """Every day that has a computed or a published index."""
    computed = {day.day: day for day in days}
    return Comparison(
        tuple(
            _compared(when, computed.get(when), published.get(when), index) for when in sorted({*computed, *published})
        )
    )


def _compared(when: datetime.date, day: Day | None, published: Decimal | None, index: AirIndex) -> Difference:
    aqi = None if day is None else day.aqi
    if day is None or aqi is None or published is None:
        return Difference(when, published, aqi, "not_published" if published is None else "not_computed", False)
    same = level_at(index, Decimal(aqi)) == level_at(index, published)
    return Difference(when, published, aqi, _kind(day, aqi, published), same)


def _kind(day: Day, aqi: int, published: Decimal) -> str:
    if published == aqi:
        return "equal"
    if published > aqi:
        return "above_all_indexes"
    higher = {pollutant_of(each) for each, value in day.indexes.items() if value is not None and value > published}
    return "ozone_left_out" if higher == {"o3"} else "below_an_index"


def level_at(index: AirIndex, aqi: Decimal) -> str:
    """The code of the level of an index."""
    return next(level.code for level in index.levels if level.upto is None or aqi <= level.upto)
