"""Writes many new rows at once with COPY, several times as fast as INSERT. Triggers and constraints hold as ever."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection

from lvheng.registers.models import Link, Thing, ThingVersion

_JSON = frozenset({"values"})


def copy_things(things: Sequence[Thing]) -> None:
    """Write new things and give each its number. Raises IntegrityError where an identifier is taken."""
    for thing, number in zip(things, _numbers(len(things)), strict=True):
        thing.pk = number
        thing._state.adding = False
        thing._state.db = connection.alias
    _copy(Thing, [each.attname for each in Thing._meta.concrete_fields], things)


def copy_versions(versions: Iterable[ThingVersion]) -> None:
    """Write new versions of things that are written already; the versions do not learn their numbers."""
    _copy(ThingVersion, _without_number(ThingVersion), versions)


def copy_links(links: Iterable[Link]) -> None:
    """Write new links between things that are written already."""
    _copy(Link, _without_number(Link), links)


def _numbers(count: int) -> list[int]:
    with connection.cursor() as cursor:
        table = Thing._meta.db_table
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [table, count],
        )
        return [row[0] for row in cursor.fetchall()]


def _without_number(model: Any) -> list[str]:
    return [each.attname for each in model._meta.concrete_fields if not each.primary_key]


def _copy(model: Any, names: Sequence[str], rows: Iterable[Any]) -> None:
    quote = connection.ops.quote_name
    columns = ", ".join(quote(name) for name in names)
    statement = f"COPY {quote(model._meta.db_table)} ({columns}) FROM STDIN"
    with connection.wrap_database_errors, connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row([_written(name, getattr(row, name)) for name in names])


def _written(name: str, value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False) if name in _JSON else value
