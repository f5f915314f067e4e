"""The pictures of a market: price and volume by day, and the depth of a book. Whole numbers only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

WIDTH, HEIGHT = 720, 260
LEFT, RIGHT, TOP = 8, 8, 16
PRICE_FLOOR, VOLUME_FLOOR, VOLUME_HEIGHT = 170, 236, 50
MOST_DAYS = 370


class Traded(Protocol):
    """A day of a market as :func:`lvheng.markets.queries.price_history` gives it."""

    @property
    def day(self) -> date: ...
    @property
    def highest(self) -> int: ...
    @property
    def lowest(self) -> int: ...
    @property
    def average(self) -> int: ...
    @property
    def lots(self) -> int: ...


@dataclass(frozen=True)
class Mark:
    """One day: the dot of its average price, the line from lowest to highest, and the bar of its volume."""

    x: int
    y: int
    high_y: int
    low_y: int
    bar_x: int
    bar_y: int
    bar_width: int
    bar_height: int


@dataclass(frozen=True)
class PricePicture:
    """All days with the line through their average prices, and the ends of both axes."""

    marks: tuple[Mark, ...]
    line: str
    lowest: int
    highest: int
    first: date
    last: date
    width: int = WIDTH
    height: int = HEIGHT
    price_floor: int = PRICE_FLOOR
    volume_floor: int = VOLUME_FLOOR


def price_picture(days: Sequence[Traded]) -> PricePicture | None:
    """The picture of the last days; None where nothing was traded. Days lie where the calendar has them."""
    days = days[-MOST_DAYS:]
    if not days:
        return None
    lowest, highest = min(each.lowest for each in days), max(each.highest for each in days)
    most = max(each.lots for each in days) or 1
    first, last = days[0].day, days[-1].day
    span = max((last - first).days, 1)
    width = max(min((WIDTH - LEFT - RIGHT) // (span + 1), 12), 2)
    room = WIDTH - LEFT - RIGHT - width

    def level(price: int) -> int:
        if highest == lowest:
            return (TOP + PRICE_FLOOR) // 2
        return PRICE_FLOOR - (price - lowest) * (PRICE_FLOOR - TOP) // (highest - lowest)

    marks = []
    for each in days:
        x = LEFT + (each.day - first).days * room // span
        tall = max(each.lots * VOLUME_HEIGHT // most, 1)
        marks.append(
            Mark(
                x + width // 2, level(each.average), level(each.highest), level(each.lowest),
                x, VOLUME_FLOOR - tall, max(width - 1, 1), tall,
            )
        )  # fmt: skip
    line = " ".join(f"{mark.x},{mark.y}" for mark in marks)
    return PricePicture(tuple(marks), line, lowest, highest, first, last)


def spark(days: Sequence[Traded], width: int = 120, height: int = 32) -> str:
    """The points of a small line of average prices; empty with fewer than two days."""
    days = days[-MOST_DAYS:]
    if len(days) < 2:
        return ""
    low, high = min(each.average for each in days), max(each.average for each in days)
    span = max(high - low, 1)
    last = len(days) - 1
    points = (
        (2 + number * (width - 4) // last, height - 3 - (each.average - low) * (height - 6) // span)
        for number, each in enumerate(days)
    )
    return " ".join(f"{x},{y}" for x, y in points)


@dataclass(frozen=True)
class DepthRow:
    """A price level and how much of the deepest level it is, in percent."""

    price: int
    lots: int
    orders: int
    percent: int


class _Level(Protocol):
    @property
    def price(self) -> int: ...
    @property
    def lots(self) -> int: ...
    @property
    def orders(self) -> int: ...


def depth_rows(levels: Sequence[_Level], most: int) -> list[DepthRow]:
    """Levels with the length of their bars; ``most`` is the deepest of both sides."""
    return [DepthRow(each.price, each.lots, each.orders, max(each.lots * 100 // max(most, 1), 1)) for each in levels]
