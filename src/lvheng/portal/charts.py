"""The arithmetic of the small drawings on pages. Pure: no Django, no floating point."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

WIDTH = 1000


@dataclass(frozen=True)
class Segment:
    """A part of a stacked bar: ``x`` and ``width`` in thousandths of the bar, ``percent`` with one decimal."""

    label: str
    count: int
    kind: str
    x: int
    width: int
    percent: str


def bar_segments(parts: Iterable[tuple[str, int, str]]) -> list[Segment]:
    """Lay the parts side by side over the whole width: no gap, no overlap, empty parts have no width."""
    rows = [(str(label), count, kind) for label, count, kind in parts]
    total = sum(count for _, count, _ in rows)
    segments = []
    before = 0
    for label, count, kind in rows:
        start, end = _thousandths(before, total), _thousandths(before + count, total)
        segments.append(Segment(label, count, kind, start, end - start, _percent(count, total)))
        before += count
    return segments


def _thousandths(count: int, total: int) -> int:
    """``count`` of ``total`` in thousandths, rounded half up."""
    return (2 * WIDTH * count + total) // (2 * total) if total else 0


def _percent(count: int, total: int) -> str:
    """``36.4`` for 4 of 11, ``100`` for all; empty without a total."""
    if not total:
        return ""
    tenths = _thousandths(count, total)
    return f"{tenths // 10}.{tenths % 10}" if tenths % 10 else str(tenths // 10)
