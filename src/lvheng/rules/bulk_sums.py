"""Sums since the year began, in whole numbers: an engine's window over twelve million rows costs several times as much.

Where every unit has about all periods of the year, once each, values are added up period after period, whatever the
order of the rows. Otherwise they are sorted and added up in one pass.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from lvheng.formula.periods import PeriodKind

Integers = npt.NDArray[np.int64]
Truths = npt.NDArray[np.bool_]
Small = npt.NDArray[np.int16]
Days = npt.NDArray[np.int32]
MONTHS_OF_YEAR = 12
DAYS_OF_YEAR = 366
# Places of the table for each row, at most.
MOST_EMPTY = 3
_EPOCH = dt.date(1970, 1, 1).toordinal()
_WIDTHS = {PeriodKind.YEAR: 12, PeriodKind.HALF: 6, PeriodKind.QUARTER: 3, PeriodKind.MONTH: 1}


@dataclass(frozen=True)
class Groups:
    """Sorted rows taken together by unit and year.

    ``firsts``: the index of the first row of each group, ``sizes`` how many rows it has. ``full``: whether the rows of
    the group up to this one are its first periods, each once. ``twice``: whether another row has its unit and period.
    Both are None where they hold of all rows, or of none.
    """

    firsts: Integers
    sizes: Integers
    full: Truths | None
    twice: Truths | None


def groups(units: pa.ChunkedArray, periods: pa.ChunkedArray, kind: PeriodKind) -> Groups:
    """The groups of rows that are sorted by ``units`` and ``periods`` (days of the periods, type date32)."""
    days = np.asarray(pc.fill_null(periods.cast(pa.int32()), 0).combine_chunks().to_numpy())
    count = len(days)
    years, positions = _places(days, kind)
    new = np.ones(count, dtype=bool)
    if count > 1:
        new[1:] = _changes(units)
        if years is not None:
            new[1:] |= years[1:] != years[:-1]
    firsts = np.flatnonzero(new)
    sizes = np.diff(firsts, append=count)
    # Each row follows the one before it, or is the first of its year.
    follows = positions == 1
    follows[1:] = np.where(new[1:], follows[1:], positions[1:] == positions[:-1] + np.int16(1))
    if bool(follows.all()):
        return Groups(firsts, sizes, None, None)
    twice = np.zeros(count, dtype=bool)
    twice[1:] = ~new[1:] & (positions[1:] == positions[:-1])
    twice[:-1] |= twice[1:]
    full = np.arange(1, count + 1) - np.repeat(firsts, sizes) == positions
    return Groups(firsts, sizes, full & ~twice, twice if twice.any() else None)


def sums_by_place(
    units: pa.ChunkedArray, periods: pa.ChunkedArray, values: list[pa.ChunkedArray], kind: PeriodKind
) -> list[pa.Array] | None:
    """The running sums of rows in any order; null where an earlier period of the year is absent.

    None where the rows have to be sorted instead: something is missing or there twice, or the table would be sparse.
    """
    if any(each.null_count for each in (units, periods, *values)) or not len(units):
        return None
    days = np.asarray(periods.cast(pa.int32()).combine_chunks().to_numpy())
    years, positions = _places(days, kind)
    width = _WIDTHS.get(kind)
    per_year = DAYS_OF_YEAR if width is None else MONTHS_OF_YEAR // width
    rows, count = _numbered(units)
    if years is not None:
        first = int(years.min())
        spread = int(years.max()) - first + 1
        rows, count = rows * spread + (years - first), count * spread
    if count * per_year > MOST_EMPTY * len(days) + per_year:
        return None
    parts = list(blocks(positions, per_year))
    full = _full(rows, count, parts)
    if full is None:
        return None
    mask = None if full.all() else ~full
    return [_sum_by_place(each, rows, count, parts, mask) for each in values]


Block = slice | Integers


def blocks(positions: Small, per_year: int) -> list[tuple[int, Block]]:
    """The rows of each place in the year, in the order of places; one slice each where rows come in that order."""
    # Of the same type as the positions: numpy would copy them all to make them so.
    limits = np.arange(1, per_year + 2, dtype=positions.dtype)
    if bool((positions[1:] >= positions[:-1]).all()):
        borders = np.searchsorted(positions, limits)
        spans = ((place, slice(int(borders[place - 1]), int(borders[place]))) for place in range(1, per_year + 1))
        return [(place, span) for place, span in spans if span.start < span.stop]
    order = np.argsort(positions, kind="stable")
    borders = np.searchsorted(positions[order], limits)
    parts = ((place, order[borders[place - 1] : borders[place]]) for place in range(1, per_year + 1))
    return [(place, part) for place, part in parts if len(part)]


def _full(rows: Integers, count: int, parts: list[tuple[int, Block]]) -> Truths | None:
    """Whether all periods of the year up to a row's are there; None where one is there twice."""
    reached = np.zeros(count, np.int16)
    last = np.zeros(count, np.int16)
    full = np.empty(len(rows), dtype=bool)
    for place, block in parts:
        units = rows[block]
        last[units] = place
        if int(np.count_nonzero(last == place)) < len(units):
            return None
        follows = reached[units] == place - 1
        full[block] = follows
        reached[units[follows]] = place
    return full


def _sum_by_place(
    values: pa.ChunkedArray, rows: Integers, count: int, parts: list[tuple[int, Block]], mask: Truths | None
) -> pa.Array:
    """The running sums, place after place: one number for each unit stays near the processor, a table would not."""
    numbers = _integers(values)
    running = np.zeros(count, np.int64)
    total = np.empty(len(numbers), np.int64)
    for _place, block in parts:
        units = rows[block]
        after = running[units] + numbers[block]
        running[units] = after
        total[block] = after
    return pa.array(total, mask=mask)


def _numbered(units: pa.ChunkedArray) -> tuple[Integers, int]:
    """Numbers from 0 for the units, and how many there may be."""
    if pa.types.is_integer(units.type):
        numbers = _integers(units)
        low, high = int(numbers.min()), int(numbers.max())
        if high - low < MOST_EMPTY * len(numbers):
            return numbers - low, high - low + 1
    coded = units.combine_chunks().dictionary_encode()
    return _integers(pa.chunked_array([coded.indices])), len(coded.dictionary)


def running_sum(values: pa.ChunkedArray, found: Groups) -> pa.Array:
    """The sum from the first period of the year to each row; null where any period is missing or absent.

    Sums wrap around in 64 bits and come out right as long as the sum of one year fits.
    """
    total, full = _within(_integers(values), found), found.full
    if values.null_count:
        known = np.asarray(pc.is_valid(values).combine_chunks().to_numpy(zero_copy_only=False), dtype=np.int64)
        whole = _within(known, found) == _within(np.ones_like(known), found)
        full = whole if full is None else full & whole
    return pa.array(total, mask=None if full is None else ~full)


def _within(numbers: Integers, found: Groups) -> Integers:
    """The running sum of each group by itself."""
    total = np.cumsum(numbers)
    before = total[found.firsts] - numbers[found.firsts]
    total -= np.repeat(before, found.sizes)
    return total


def _places(days: Days, kind: PeriodKind) -> tuple[Small | None, Small]:
    """Year (None where it is the same for all) and place in the year, from 1, of each day."""
    if not len(days):
        return None, np.zeros(0, np.int16)
    return Calendar.of(int(days.min()), int(days.max()), kind).at(days)


@dataclass(frozen=True)
class Calendar:
    """Years (counted from the first) and places in the year of the days from ``low`` (since 1970) on."""

    low: int
    years: Small
    places: Small
    spread: int
    per_year: int

    @staticmethod
    def of(low: int, high: int, kind: PeriodKind) -> Calendar:
        """The days from ``low`` to ``high``, both included."""
        dates = [dt.date.fromordinal(_EPOCH + day) for day in range(low, high + 1)]
        width = _WIDTHS.get(kind)
        places = [day.timetuple().tm_yday if width is None else (day.month - 1) // width + 1 for day in dates]
        first = dates[0].year
        years = np.array([day.year - first for day in dates], np.int16)
        per_year = DAYS_OF_YEAR if width is None else MONTHS_OF_YEAR // width
        return Calendar(low, years, np.array(places, np.int16), dates[-1].year - first + 1, per_year)

    def at(self, days: Days) -> tuple[Small | None, Small]:
        """The year (None where there is but one) and the place in the year, from 1, of each day."""
        offset = days - np.int32(self.low)
        return self.years[offset] if self.spread > 1 else None, self.places[offset]


def _integers(column: pa.ChunkedArray) -> Integers:
    filled = pc.fill_null(column, 0) if column.null_count else column
    return np.asarray(filled.combine_chunks().to_numpy(zero_copy_only=False), dtype=np.int64)


def _changes(column: pa.ChunkedArray) -> Truths:
    whole: Any = column.combine_chunks()
    if pa.types.is_integer(whole.type) and not whole.null_count:
        numbers = whole.to_numpy()
        return np.asarray(numbers[1:] != numbers[:-1])
    # Rows without a unit belong to nobody: each is a group of its own.
    changed = pc.fill_null(pc.not_equal(whole[1:], whole[:-1]), True)
    return np.asarray(changed.to_numpy(zero_copy_only=False), dtype=bool)
