"""Reading observations: what was known, or public, at the end of a day."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Context, Decimal
from typing import Any

import pyarrow as pa
from django.db import connection
from django.utils import timezone

from lvheng.errors import Text
from lvheng.statistics.models import VALUE_DECIMALS, VALUE_DIGITS, Batch

# The usual context would round to 28 digits.
_EXACT = Context(prec=VALUE_DIGITS)
SCHEMA = pa.schema(
    [
        ("element", pa.string()),
        ("unit", pa.string()),
        ("period", pa.string()),
        ("value", pa.decimal128(VALUE_DIGITS, VALUE_DECIMALS)),
        ("word", pa.string()),
        ("simulated", pa.bool_()),
        ("batch", pa.int64()),
    ]
)


@dataclass(frozen=True)
class Knowledge:
    """Whose knowledge at the end of a day: the office's (what was approved) or the ``public``'s (what was released).

    ``as_of`` None is now.
    """

    public: bool = True
    as_of: date | None = None

    @property
    def until(self) -> datetime | None:
        """The moment before which something had to be known; None without such a day."""
        if self.as_of is None:
            return None
        return timezone.make_aware(datetime.combine(self.as_of + timedelta(days=1), time.min))


@dataclass(frozen=True)
class Origin:
    """Where a batch came from; ``report`` is the number of its report, None where it has none."""

    title: Text
    recorded_at: datetime
    simulated: bool
    report: int | None
    version: int | None


def observations(knowledge: Knowledge, elements: Collection[str] | None = None) -> pa.Table:
    """The values that hold, one row per element, unit and period; columns as in ``SCHEMA``.

    A reported value comes before a simulated one, a later before an earlier one; withdrawn values are left out.
    ``word`` is "" for numbers.
    """
    where, values = _conditions(knowledge)
    if elements is not None:
        where.append("o.element = ANY(%s)")
        values.append(list(elements))
    # The text is made of constants; what varies are parameters.
    query = f"""
        SELECT element, unit, period, value, word, simulated, batch_id FROM (
            SELECT DISTINCT ON (o.element, o.unit, o.period) o.*
            FROM statistics_observation o
            JOIN statistics_batch b ON b.id = o.batch_id
            LEFT JOIN statistics_release r ON r.batch_id = b.id
            WHERE {" AND ".join(where)}
            ORDER BY o.element, o.unit, o.period, o.simulated, b.recorded_at DESC, b.id DESC
        ) held WHERE value IS NOT NULL OR word <> ''
    """
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return _table(cursor.fetchall())


def watermark(knowledge: Knowledge) -> str:
    """A text that changes whenever :func:`observations` may have changed."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*), coalesce(max(b.id), 0), count(r.id), coalesce(max(r.id), 0) "
            "FROM statistics_batch b LEFT JOIN statistics_release r ON r.batch_id = b.id"
        )
        counts = cursor.fetchone()
    return "-".join(map(str, (*counts, knowledge.public, knowledge.as_of)))


def origins(batches: Iterable[int]) -> dict[int, Origin]:
    """Where batches came from, by their ids."""
    found = Batch.objects.filter(pk__in=set(batches)).select_related("version")
    return {each.pk: _origin(each) for each in found}


def _origin(batch: Batch) -> Origin:
    version = batch.version
    return Origin(
        Text(batch.title, batch.title_en or batch.title),
        batch.recorded_at,
        batch.simulated,
        version.report_id if version else None,
        version.number if version else None,
    )


def _conditions(knowledge: Knowledge) -> tuple[list[str], list[Any]]:
    until = knowledge.until
    where, values = ["TRUE"], []
    if until is not None:
        where.append("b.recorded_at < %s")
        values.append(until)
    if knowledge.public:
        where.append("r.id IS NOT NULL" if until is None else "r.released_at < %s")
        values += [] if until is None else [until]
    return where, values


def _table(rows: list[tuple[Any, ...]]) -> pa.Table:
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(SCHEMA)
    arrays = [pa.array(_as_kept(column), field.type) for column, field in zip(columns, SCHEMA, strict=True)]
    return pa.Table.from_arrays(arrays, schema=SCHEMA)


def _as_kept(column: tuple[Any, ...]) -> list[Any]:
    """Decimals with all their decimals, which is how Arrow wants them."""
    quantum = Decimal(1).scaleb(-VALUE_DECIMALS)
    return [value.quantize(quantum, context=_EXACT) if isinstance(value, Decimal) else value for value in column]
