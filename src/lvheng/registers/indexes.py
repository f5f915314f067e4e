"""Indexes for the numbers that lists show. Which numbers those are is the pack's word: no migration can know them."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import connection
from psycopg import sql

from lvheng.packs.registers import RegisterField, RegisterKind
from lvheng.registers.catalogue import registers
from lvheng.registers.listing import NUMBER_DECIMALS, NUMBER_DIGITS

_NAME_LIMIT = 63


def ensure_indexes() -> int:
    """Make the indexes that are not there yet; returns how many numbers of lists have one.

    An index holds the numbers of one field of one kind, largest first, as lists narrow and sort by them.
    """
    count = 0
    with connection.cursor() as cursor:
        for kind, field in _numbers():
            statement = sql.SQL(
                "CREATE INDEX IF NOT EXISTS {name} ON registers_thing"
                " (((values ->> {field})::numeric({digits}, {decimals})) DESC NULLS LAST) WHERE kind = {kind}"
            ).format(
                name=sql.Identifier(f"things_by_{kind.code}_{field.code}"[:_NAME_LIMIT]),
                field=sql.Literal(field.code),
                digits=sql.Literal(NUMBER_DIGITS),
                decimals=sql.Literal(NUMBER_DECIMALS),
                kind=sql.Literal(kind.code),
            )
            cursor.execute(statement.as_string(cursor.connection))
            count += 1
    return count


def _numbers() -> Iterator[tuple[RegisterKind, RegisterField]]:
    for kind in registers().kinds.values():
        for field in kind.fields:
            if field.is_numeric and field.column:
                yield kind, field
