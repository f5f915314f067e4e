"""Sums since the year began while the rows pass by, from the file to the query, without a table in between.

Numbers are added to one place in memory for each unit and year. That is right as long as no row of a unit comes before
an earlier period of the same unit, as in rows sorted by period, or by unit and period. Otherwise it stops.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa

from lvheng.rules.bulk_input import quoted
from lvheng.rules.bulk_sums import MOST_EMPTY, Calendar, Integers, blocks

# A year is remembered as bits of 16, one for each period.
MOST_PERIODS = 12
BATCH = 122_880
_LONGEST = 2**63


class OutOfOrder(Exception):
    """A unit's row came before one of an earlier period, or twice."""


@dataclass(frozen=True)
class Extent:
    """What is known of all rows before the first is read.

    Units and days (since 1970) of the periods from first to last, both included; ``most``: what the whole numbers of
    each summed column reach, whatever the sign.
    """

    rows: int
    units: tuple[int, int]
    days: tuple[int, int]
    most: Mapping[str, int]

    def places(self, calendar: Calendar) -> int:
        """One for each unit that there may be, and year."""
        return (self.units[1] - self.units[0] + 1) * calendar.spread

    def suits(self, calendar: Calendar) -> bool:
        """Whether sums can be made in passing: of few periods, few empty places, and not too many digits."""
        sparse = self.places(calendar) * calendar.per_year > MOST_EMPTY * self.rows + calendar.per_year
        long = any(most * MOST_PERIODS >= _LONGEST for most in self.most.values())
        return calendar.per_year <= MOST_PERIODS and not sparse and not long


def extent_of(
    connection: duckdb.DuckDBPyConnection, rows: str, unit: str, period: str, columns: Mapping[str, int]
) -> Extent | None:
    """The extent of the query ``rows``; None where a cell is empty, or there is no row.

    ``unit`` is a column of integers, ``period`` of days; ``columns`` are decimals, each with the decimals to count in.
    """
    keys = [f"{each}({quoted(unit)}), {each}({quoted(period)}) - DATE '1970-01-01'" for each in ("min", "max")]
    summed = [f"max(abs({quoted(column)}))" for column in columns]
    filled = [f"count({quoted(column)})" for column in (unit, period, *columns)]
    query = f"SELECT count(*), {', '.join([*keys, *summed, *filled])} FROM ({rows})"
    ((count, first, first_day, last, last_day, *further),) = connection.execute(query).fetchall()
    reached, counts = further[: len(columns)], further[len(columns) :]
    if not count or any(each < count for each in counts):
        return None
    most = {name: int(each.scaleb(columns[name])) for name, each in zip(columns, reached, strict=True)}
    return Extent(count, (first, last), (first_day, last_day), most)


@dataclass
class Sums:
    """The sums so far, of one or several columns; ``seen`` has a bit for each period of a unit's year."""

    extent: Extent
    calendar: Calendar
    seen: npt.NDArray[np.int16]
    totals: list[Integers]
    _rows: int = 0

    @staticmethod
    def over(extent: Extent, calendar: Calendar) -> Sums:
        """Nothing so far."""
        places = extent.places(calendar)
        return Sums(extent, calendar, np.zeros(places, np.int16), [np.zeros(places, np.int64) for _ in extent.most])

    def add(self, units: Integers, days: npt.NDArray[np.int32], values: Sequence[Integers]) -> list[pa.Array]:
        """The sums up to each of the next rows; null where an earlier period of the year is absent."""
        years, places = self.calendar.at(days)
        rows = units - self.extent.units[0]
        if years is not None:
            rows = rows * self.calendar.spread + years
        found = [np.empty(len(rows), np.int64) for _ in values]
        full: npt.NDArray[np.bool_] | None = None
        for place, block in blocks(places, self.calendar.per_year):
            here = rows[block]
            before = self._mark(here, 1 << (place - 1))
            for numbers, total, result in zip(values, self.totals, found, strict=True):
                after = total[here] + numbers[block]
                total[here] = after
                result[block] = after
            if before is not None:
                full = np.ones(len(rows), np.bool_) if full is None else full
                full[block] = before
        self._rows += len(rows)
        return [pa.array(each, mask=None if full is None else ~full) for each in found]

    def _mark(self, rows: Integers, bit: int) -> npt.NDArray[np.bool_] | None:
        """Notes the period of the rows; whether all periods before were there, None where that holds of all rows."""
        seen = self.seen[rows]
        if int(seen.max()) >= bit:
            raise OutOfOrder
        self.seen[rows] = seen | np.int16(bit)
        return None if int(seen.min()) == bit - 1 else seen == bit - 1

    def finish(self) -> None:
        """Raises OutOfOrder if some unit had a period twice."""
        if int(np.bitwise_count(self.seen).sum()) != self._rows:
            raise OutOfOrder


@dataclass(frozen=True)
class Summed:
    """A column to be summed: the names of its digits and of its sum; ``factor`` brings the digits to whole numbers."""

    column: str
    digits: str
    total: str
    factor: int


@dataclass
class Feed:
    """The rows of ``query``, with the digits of the summed columns and their sums, as they are asked for.

    Every ``open`` starts anew. ``broken`` is true once the rows turned out not to be in order:
    what was made of them must not be used.
    """

    connection: duckdb.DuckDBPyConnection
    query: str
    unit: str
    period: str
    summed: Sequence[Summed]
    extent: Extent
    calendar: Calendar
    broken: bool = field(default=False, init=False)

    def open(self) -> pa.RecordBatchReader:
        """The rows from the first on."""
        reader = self.connection.sql(self.query).to_arrow_reader(BATCH)
        names = [name for each in self.summed for name in (each.digits, each.total)]
        schema = pa.schema([*reader.schema, *(pa.field(name, pa.int64()) for name in names)])
        return pa.RecordBatchReader.from_batches(schema, self._batches(reader, schema))

    def _batches(self, reader: pa.RecordBatchReader, schema: pa.Schema) -> Iterator[pa.RecordBatch]:
        sums = Sums.over(self.extent, self.calendar)
        try:
            for batch in reader:
                if len(batch):
                    yield self._with_sums(batch, schema, sums)
            sums.finish()
        except OutOfOrder:
            self.broken = True
            raise

    def _with_sums(self, batch: pa.RecordBatch, schema: pa.Schema, sums: Sums) -> pa.RecordBatch:
        units = batch[self.unit].to_numpy().astype(np.int64, copy=False)
        days = batch[self.period].cast(pa.int32()).to_numpy()
        digits = [digits_of(batch[each.column]) for each in self.summed]
        values = [
            part * each.factor if each.factor > 1 else part for part, each in zip(digits, self.summed, strict=True)
        ]
        made = sums.add(units, days, values)
        further = [column for part, total in zip(digits, made, strict=True) for column in (pa.array(part), total)]
        return pa.RecordBatch.from_arrays([*batch.columns, *further], schema=schema)


def digits_of(column: pa.Array) -> Integers:
    """The digits of a column of decimals of 32 or 64 bits, without nulls."""
    width = column.type.bit_width // 8
    numbers = np.frombuffer(column.buffers()[1], dtype=f"<i{width}")
    return numbers[column.offset : column.offset + len(column)].astype(np.int64)
