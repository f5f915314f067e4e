"""Writes many reports in few statements: the columns go to the database as arrays.

One statement for each row, or one that names each row in a CASE, takes a minute for what this does in two seconds.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection

from lvheng.statistics.models import Report, Step, Version

OPEN = [Report.State.EXPECTED.value, Report.State.DRAFT.value, Report.State.RETURNED.value]
_ADD_VERSIONS = """
    INSERT INTO statistics_version (report_id, number, entries, explanations, reason, source, started_at, saved_at,
                                    started_by_id, submitted_at, submitted_by_id)
    SELECT * FROM unnest(%s::bigint[], %s::int[], %s::jsonb[], %s::jsonb[], %s::text[], %s::text[], %s::timestamptz[],
                         %s::timestamptz[], %s::bigint[], %s::timestamptz[], %s::bigint[])
"""
_CHANGE_VERSIONS = """
    UPDATE statistics_version AS held
    SET entries = given.entries, explanations = given.explanations, saved_at = given.saved_at, source = given.source,
        submitted_at = given.submitted_at, submitted_by_id = given.submitted_by
    FROM unnest(%s::bigint[], %s::jsonb[], %s::jsonb[], %s::timestamptz[], %s::text[], %s::timestamptz[], %s::bigint[])
        AS given (id, entries, explanations, saved_at, source, submitted_at, submitted_by)
    WHERE held.id = given.id
"""
_MOVE_REPORTS = """
    UPDATE statistics_report AS held
    SET state = given.state, step = 0, current = given.current
    FROM unnest(%s::bigint[], %s::text[], %s::int[]) AS given (id, state, current)
    WHERE held.id = given.id AND held.state = ANY(%s)
"""
_ADD_STEPS = """
    INSERT INTO statistics_step (report_id, version, kind, at, person_id, organisation_id, words)
    SELECT * FROM unnest(%s::bigint[], %s::int[], %s::text[], %s::timestamptz[], %s::bigint[], %s::bigint[], %s::text[])
"""


def add_versions(versions: Sequence[Version]) -> None:
    """Add versions that are not kept yet; their ids are not filled in."""
    names = ("report_id", "number", "entries", "explanations", "reason", "source", "started_at", "saved_at",
             "started_by_id", "submitted_at", "submitted_by_id")  # fmt: skip
    _do(_ADD_VERSIONS, _columns(versions, names))


def change_versions(versions: Sequence[Version]) -> None:
    """Keep what was typed into drafts that are there already."""
    names = ("pk", "entries", "explanations", "saved_at", "source", "submitted_at", "submitted_by_id")
    _do(_CHANGE_VERSIONS, _columns(versions, names))


def move_reports(reports: Sequence[Report]) -> int:
    """Move open reports to the state and version that they have here; how many were still open."""
    return _do(_MOVE_REPORTS, [*_columns(reports, ("pk", "state", "current")), OPEN])


def add_steps(steps: Sequence[Step]) -> None:
    """Add to the histories."""
    names = ("report_id", "version", "kind", "at", "person_id", "organisation_id", "words")
    _do(_ADD_STEPS, _columns(steps, names))


def _columns(rows: Iterable[Any], names: Iterable[str]) -> list[list[Any]]:
    listed = list(rows)
    return [[_plain(getattr(row, name)) for row in listed] for name in names]


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
    return str(value) if isinstance(value, str) else value


def _do(statement: str, columns: list[list[Any]]) -> int:
    if not columns[0]:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(statement, columns)
        return int(cursor.rowcount)
