"""States of the database that many tests start from, made once in a run and put back as bytes for each test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar

from django.db import connection, transaction

T = TypeVar("T")


@dataclass(frozen=True)
class _Table:
    """A table that the making changed: a digest of its rows before, and all its rows afterwards."""

    before: str
    content: bytes


@dataclass(frozen=True)
class _State:
    tables: dict[str, _Table]
    result: object


_states: dict[str, _State] = {}


def keep(name: str, make: Callable[[], T]) -> T:
    """``make()``, run really the first time in a process and replayed afterwards; returns what it returned.

    1. The first call notes which tables ``make`` inserts into, changes or deletes from, and copies them out.
    2. Each later call finds these tables as they were before, and copies the rows back in, with their keys. Triggers
       and foreign keys do not run again.
    3. Where a test has put something else into one of them before, ``make`` is run really.

    ``make`` must depend on nothing but its name, and return plain values: no model instances, which would belong to
    the first test. What it does outside the database happens once.
    """
    with transaction.atomic():
        state = _states.get(name)
        if state is None:
            state = _states[name] = _made(make)
        elif all(_digest(table) == kept.before for table, kept in state.tables.items()):
            _put_back(state)
        else:
            return make()
    return state.result  # type: ignore[return-value]


def _made(make: Callable[[], object]) -> _State:
    digests = {table: _digest(table) for table in _tables()}
    before = _writes()
    result = make()
    changed = [table for table, writes in _writes().items() if writes != before.get(table)]
    return _State({table: _Table(digests[table], _copy_out(table)) for table in changed}, result)


def _put_back(state: _State) -> None:
    with _without_triggers():
        for table, kept in state.tables.items():
            with connection.cursor() as cursor:
                if kept.before:
                    cursor.execute(f'DELETE FROM "{table}"')
                with cursor.copy(f'COPY "{table}" FROM STDIN (FORMAT BINARY)') as copy:
                    copy.write(kept.content)


def _copy_out(table: str) -> bytes:
    with connection.cursor() as cursor, cursor.copy(f'COPY "{table}" TO STDOUT (FORMAT BINARY)') as copy:
        return b"".join(bytes(block) for block in copy)


@contextmanager
def _without_triggers() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        yield
        cursor.execute("SET LOCAL session_replication_role = origin")


def _tables() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        return [name for (name,) in cursor.fetchall()]


def _writes() -> dict[str, tuple[int, int, int]]:
    """Rows inserted, changed and deleted in this transaction, by table."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, n_tup_ins, n_tup_upd, n_tup_del FROM pg_stat_xact_user_tables WHERE schemaname = 'public'"
        )
        return {name: (inserted, changed, deleted) for name, inserted, changed, deleted in cursor.fetchall()}


def _digest(table: str) -> str:
    """What the rows of a table are, in any order; empty for an empty table."""
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT md5(string_agg(t::text, chr(10) ORDER BY t::text)) FROM "{table}" t')
        return cursor.fetchone()[0] or ""
