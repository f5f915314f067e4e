"""Pages set in two columns, as official gazettes are: the left column is read before the right one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from lvheng.documents.lines import Line

_LINES_OF_A_COLUMN = 6
_LONG = 0.6
"""The share of its column that the middle line of running text fills at least; cells of a table do not."""


def in_reading_order(lines: Sequence[Line]) -> list[Line]:
    """The lines of one page; those of a right column follow those of the left one and stand at its edge."""
    if not lines or not all(line.size for line in lines):
        return list(lines)
    middle = (min(line.left for line in lines) + max(line.right for line in lines)) / 2
    left = [line for line in lines if line.right <= middle]
    right = [line for line in lines if line.left >= middle]
    across = len(lines) - len(left) - len(right)
    if not (_is_column(left) and _is_column(right)) or across > len(lines) / 4:
        return list(lines)
    shift = min(line.left for line in right) - min(line.left for line in left)
    ordered: list[Line] = []
    waiting: list[Line] = []
    for line in lines:
        if line.left >= middle:
            waiting.append(replace(line, left=line.left - shift, right=line.right - shift))
        elif line.right <= middle:
            ordered.append(line)
        else:
            ordered += [*waiting, line]
            waiting = []
    return [*ordered, *waiting]


def _is_column(lines: Sequence[Line]) -> bool:
    if len(lines) < _LINES_OF_A_COLUMN:
        return False
    width = max(line.right for line in lines) - min(line.left for line in lines)
    return median(line.right - line.left for line in lines) > _LONG * width
