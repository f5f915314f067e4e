"""The drawing of what is due when: years from left to right, targets above the line, tasks below. No Django."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

FIRST_YEAR, LAST_YEAR = 2021, 2035
YEAR_WIDTH = 60
DOT = 16
DOTS_A_ROW = 3
MOST_DOTS = 45
_MARGIN = 24


@dataclass(frozen=True)
class Due:
    """One thing that is due: where its page is and what it says."""

    key: int
    words: str


@dataclass(frozen=True)
class Dot:
    """A mark of the drawing, in its units."""

    key: int
    words: str
    x: int
    y: int


@dataclass(frozen=True)
class YearColumn:
    """A year with its marks; ``more_targets`` and ``more_tasks`` are those that found no room."""

    year: int
    x: int
    targets: tuple[Dot, ...]
    tasks: tuple[Dot, ...]
    more_targets: int
    more_tasks: int


@dataclass(frozen=True)
class Chart:
    """The whole drawing; lengths in its own units."""

    width: int
    height: int
    axis: int
    label_y: int
    today: int | None
    columns: tuple[YearColumn, ...]


def chart(targets: Mapping[int, Sequence[Due]], tasks: Mapping[int, Sequence[Due]], today: datetime.date) -> Chart:
    """Lay out everything by year; the years run at least from 2021 to 2035."""
    named = [*targets, *tasks]
    first, last = min([FIRST_YEAR, *named]), max([LAST_YEAR, *named])
    above = _height(targets)
    axis = _MARGIN + above
    label_y = axis + 20
    below = label_y + 8
    columns = tuple(
        _column(year, (year - first) * YEAR_WIDTH, axis, below, targets.get(year, ()), tasks.get(year, ()))
        for year in range(first, last + 1)
    )
    width = (last - first + 1) * YEAR_WIDTH
    return Chart(width, below + _height(tasks) + _MARGIN, axis, label_y, _x_of(today, first, last), columns)


def _height(due: Mapping[int, Sequence[Due]]) -> int:
    most = min(max((len(rows) for rows in due.values()), default=0), MOST_DOTS)
    return -(-most // DOTS_A_ROW) * DOT


def _column(year: int, x: int, axis: int, below: int, targets: Sequence[Due], tasks: Sequence[Due]) -> YearColumn:
    return YearColumn(
        year,
        x,
        tuple(_dots(targets, x, axis - DOT // 2, -DOT)),
        tuple(_dots(tasks, x, below + DOT // 2, DOT)),
        max(len(targets) - MOST_DOTS, 0),
        max(len(tasks) - MOST_DOTS, 0),
    )


def _dots(due: Sequence[Due], x: int, y: int, step: int) -> list[Dot]:
    """Rows of three, centred in the year."""
    left = x + (YEAR_WIDTH - DOTS_A_ROW * DOT) // 2 + DOT // 2
    return [
        Dot(each.key, each.words, left + place % DOTS_A_ROW * DOT, y + place // DOTS_A_ROW * step)
        for place, each in enumerate(islice(due, MOST_DOTS))
    ]


def _x_of(day: datetime.date, first: int, last: int) -> int | None:
    """Where a day lies, whole units; None outside the years shown."""
    if not first <= day.year <= last:
        return None
    return (day.year - first) * YEAR_WIDTH + (day.timetuple().tm_yday - 1) * YEAR_WIDTH // 366
