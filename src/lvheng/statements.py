"""Statements that are sent thousands of times: planned once for a connection, several of them in one round trip.

Django writes every statement anew and PostgreSQL plans it anew, which takes longer than the statement itself where it
reads a few rows by their keys. What is asked here is written once, in SQL, and is in the transaction of the caller.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar

import psycopg
from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import JSONField, Model

M = TypeVar("M", bound=Model)
Row = tuple[Any, ...]
# Django forbids psycopg to keep any statement; with this one it keeps those that ask for it, and no other.
_ONLY_WHEN_ASKED = 2**31


class Statement(NamedTuple):
    """SQL with its values."""

    sql: str
    values: Sequence[Any] = ()


def raw_cursor() -> psycopg.Cursor[Any]:
    """A cursor that sends values apart from the statement, so that the server can keep its plan."""
    connection.ensure_connection()
    raw: psycopg.Connection[Any] = connection.connection
    if raw.prepare_threshold is None:
        raw.prepare_threshold = _ONLY_WHEN_ASKED
    return psycopg.Cursor(raw)


def ask(sql: str, values: Sequence[Any] = ()) -> list[Row]:
    """The rows of one statement. Errors: those of Django's database."""
    (rows,) = ask_together([Statement(sql, values)])
    return rows


def ask_together(statements: Sequence[Statement]) -> list[list[Row]]:
    """The rows of several statements in one round trip; each sees what those before it did.

    After an error none of those behind it is done. Errors: those of Django's database.
    """
    with connection.wrap_database_errors:
        return ask_raw(statements)


def ask_raw(statements: Sequence[Statement]) -> list[list[Row]]:
    """As :func:`ask_together`. Errors: those of psycopg."""
    cursors = [raw_cursor() for _ in statements]
    if len(statements) == 1:
        cursors[0].execute(*statements[0], prepare=True)
    else:
        with connection.connection.pipeline():
            for cursor, each in zip(cursors, statements, strict=True):
                cursor.execute(*each, prepare=True)
    # Asking for ``description`` would describe each column anew.
    return [cursor.fetchall() if cursor.pgresult and cursor.pgresult.nfields else [] for cursor in cursors]


@lru_cache(maxsize=64)
def columns(model: type[Model], table: str = "") -> str:
    """All columns of a model, for :func:`instance`; ``table`` is what the statement calls its table."""
    name = table or model._meta.db_table
    return ", ".join(f'"{name}"."{field.column}"' for field in model._meta.concrete_fields)


def instance(model: type[M], row: Sequence[Any]) -> M:
    """The object of a row that begins with :func:`columns` of its model."""
    names, documents = _shape(model)
    values = list(row[: len(names)])
    for place in documents:
        if isinstance(values[place], str):
            values[place] = json.loads(values[place])
    return model.from_db(DEFAULT_DB_ALIAS, names, values)


def width(model: type[Model]) -> int:
    """How many columns a model has."""
    return len(_shape(model)[0])


def insertion(rows: Sequence[Model]) -> Statement:
    """The statement that adds objects of one model, at least one; it answers their primary keys, in their order.

    Keys that were not chosen before (by :func:`next_keys`) are given by the database.
    """
    model, chosen = type(rows[0]), rows[0].pk is not None
    values = []
    for field in _fields(model, chosen):
        column = [getattr(row, field.attname) for row in rows]
        if isinstance(field, JSONField):
            column = [json.dumps(each, ensure_ascii=False) for each in column]
        values.append(column)
    if len(rows) == 1:
        return Statement(_insert(model, chosen, alone=True), [value for (value,) in values])
    return Statement(_insert(model, chosen, alone=False), values)


def next_keys(model: type[Model], number: int) -> Statement:
    """The statement that takes as many primary keys for new objects."""
    sequence = f"pg_get_serial_sequence('\"{model._meta.db_table}\"', '{model._meta.pk.column}')"
    return Statement(f"SELECT nextval({sequence}) FROM generate_series(1, %s)", [number])


@lru_cache(maxsize=64)
def _shape(model: type[Model]) -> tuple[list[str], list[int]]:
    """The names of a model's columns, and which of them are documents of JSON."""
    fields = model._meta.concrete_fields
    return [each.attname for each in fields], [n for n, each in enumerate(fields) if isinstance(each, JSONField)]


def _fields(model: type[Model], with_key: bool) -> list[Any]:
    return [each for each in model._meta.concrete_fields if with_key or not each.primary_key]


@lru_cache(maxsize=64)
def _insert(model: type[Model], with_key: bool, alone: bool) -> str:
    fields = _fields(model, with_key)
    names = ", ".join(f'"{each.column}"' for each in fields)
    # Without its length: a text that is too long is to be refused, which a cast would cut off.
    types = [str(each.db_type(connection)).partition("(")[0] for each in fields]
    # One array for each column takes as long to write as the rest, where there is one row only.
    one = f"VALUES ({', '.join(f'%s::{each}' for each in types)})"
    many = f"SELECT * FROM unnest({', '.join(f'%s::{each}[]' for each in types)})"
    key = model._meta.pk.column
    return f'INSERT INTO "{model._meta.db_table}" ({names}) {one if alone else many} RETURNING "{key}"'
