"""How many reports there were, by kind and county, without anybody being recognisable in a small number.

A count of one to four is not told; where only one number of a row is hidden, the smallest other one is hidden as well,
and a row's sum is hidden where it would tell what the hidden numbers are together. No other sums are told.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
    for row in rows:
        hidden |= _one_more(counts, hidden, [(row, column) for column in columns])
    found = []
    for row in rows:
        cells = [Cell(None if (row, each) in hidden else counts.get((row, each), 0)) for each in columns]
        total = sum(counts.get((row, each), 0) for each in columns)
        secret = sum(counts.get((row, each), 0) for each in columns if (row, each) in hidden)
        found.append((row, cells, Cell(None if 0 < secret < LEAST else total)))
    return found


def _one_more(counts: Table, hidden: set[tuple[str, str]], line: Sequence[tuple[str, str]]) -> set[tuple[str, str]]:
    """The smallest other number of a line in which a single hidden one would follow from the sum."""
    others = [place for place in line if place not in hidden and counts.get(place, 0) > 0]
    if sum(place in hidden for place in line) != 1 or not others:
        return set()
    return {min(others, key=lambda place: (counts[place], place))}
