"""The picture of how changes are distributed, as bars of an SVG that the page draws."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

WIDTH, HEIGHT = 640, 220
LEFT, BOTTOM, TOP = 10, 34, 18


@dataclass(frozen=True)
class Bar:
    """One bar in units of the picture. ``kind``: less, more or same."""

    x: int
    y: int
    width: int
    height: int
    kind: str
    begin: str
    end: str
    rows: str


@dataclass(frozen=True)
class Picture:
    """The bars with the ends of the axis and the place of no change, None where that is outside."""

    bars: tuple[Bar, ...]
    low: str
    high: str
    zero: int | None
    width: int = WIDTH
    height: int = HEIGHT
    floor: int = HEIGHT - BOTTOM


def bars(histogram: Sequence[Mapping[str, Any]]) -> Picture | None:
    """The picture of a report's histogram; None where nobody could be compared."""
    if not histogram:
        return None
    most = max(int(each["rows"]) for each in histogram) or 1
    step = (WIDTH - 2 * LEFT) // len(histogram)
    room = HEIGHT - BOTTOM - TOP
    drawn = []
    for number, each in enumerate(histogram):
        height = int(each["rows"]) * room // most
        drawn.append(
            Bar(
                LEFT + number * step,
                HEIGHT - BOTTOM - height,
                max(step - 2, 1),
                height,
                _kind(Decimal(each["from"]), Decimal(each["to"])),
                _short(each["from"]),
                _short(each["to"]),
                each["rows"],
            )
        )
    low, high = Decimal(histogram[0]["from"]), Decimal(histogram[-1]["to"])
    inside = low < 0 < high
    zero = LEFT + int(-low * step * len(histogram) / (high - low)) if inside else None
    return Picture(tuple(drawn), _short(histogram[0]["from"]), _short(histogram[-1]["to"]), zero)


def _kind(begin: Decimal, end: Decimal) -> str:
    middle = (begin + end) / 2
    return "less" if middle < 0 else "more" if middle > 0 else "same"


def _short(written: str) -> str:
    return f"{Decimal(written):.2f}"
