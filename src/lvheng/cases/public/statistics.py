"""How many reports there were, by kind, county and month, without anybody being recognisable in a small number.

A count of one to four is not told; where only one number of a row or column is hidden, the smallest other one is hidden
as well, and a sum is hidden where it would tell what the hidden numbers are together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

LEAST = 5

Table = Mapping[tuple[str, str], int]


@dataclass(frozen=True)
class Cell:
    """A count as it may be told; ``count`` None where it is hidden."""

    count: int | None

    @property
    def is_hidden(self) -> bool:
        """Whether it is not told."""
        return self.count is None


def told(counts: Table, rows: Sequence[str], columns: Sequence[str]) -> list[tuple[str, list[Cell], Cell]]:
    """The table row by row with the row's sum, hidden where it has to be."""
    hidden = {place for place, count in counts.items() if 0 < count < LEAST}
    while more := _alone(counts, hidden, rows, columns):
        hidden |= more
    found = []
    for row in rows:
        cells = [Cell(None if (row, each) in hidden else counts.get((row, each), 0)) for each in columns]
        total = sum(counts.get((row, each), 0) for each in columns)
        secret = sum(counts.get((row, each), 0) for each in columns if (row, each) in hidden)
        found.append((row, cells, Cell(None if 0 < secret < LEAST else total)))
    return found


def _alone(
    counts: Table, hidden: set[tuple[str, str]], rows: Sequence[str], columns: Sequence[str]
) -> set[tuple[str, str]]:
    """One more to hide in each line where a single hidden number would follow from the sum."""
    for line in _lines(rows, columns):
        gone = [place for place in line if place in hidden]
        others = [place for place in line if place not in hidden and counts.get(place, 0) > 0]
        if len(gone) == 1 and others:
            return {min(others, key=lambda place: (counts[place], place))}
    return set()


def _lines(rows: Sequence[str], columns: Sequence[str]) -> Iterable[list[tuple[str, str]]]:
    yield from ([(row, column) for column in columns] for row in rows)
    yield from ([(row, column) for row in rows] for column in columns)
