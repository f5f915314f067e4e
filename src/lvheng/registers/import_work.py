"""What the worker does with tables of things: check them whole, then write them in chunks."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from lvheng.areas import queries as area_queries
from lvheng.areas.acting import Acting
from lvheng.audit.actions import record
from lvheng.errors import Problem, Problems, StateConflict, Text
from lvheng.packs.registers import RegisterKind
from lvheng.registers.access import require_keeper
from lvheng.registers.catalogue import kind_of, registers
from lvheng.registers.import_rows import PlannedRow, field_of, header_problems, planned
from lvheng.registers.models import Import, State, Thing, ThingVersion
from lvheng.registers.tables import SheetRows, read_table
from lvheng.registers.writing import Entry, insert, supersede

logger = logging.getLogger(__name__)

MAX_SHOWN = 1000
_Stage = Import.Stage


def check_import(import_id: int) -> bool:
    """Check a waiting table and keep everything that is wrong with it. Returns False if there was nothing to do."""
    return _work(import_id, _Stage.WAITING, _Stage.CHECKING, _check)


def write_import(import_id: int) -> bool:
    """Write a queued table in chunks, each one transaction. Returns False if there was nothing to do."""
    return _work(import_id, _Stage.QUEUED, _Stage.WRITING, _write)


def _work(import_id: int, before: Import.Stage, during: Import.Stage, do: Any) -> bool:
    """Claim the table, so that a job that runs twice works once; what stops it is kept for the page."""
    claimed = Import.objects.filter(pk=import_id, stage=before)
    if not claimed.update(stage=during, sign_of_life_at=timezone.now()):
        return False
    handed = Import.objects.get(pk=import_id)
    try:
        do(handed)
    except (Problem, Problems) as error:
        found = error.problems if isinstance(error, Problems) else (error,)
        _fail(handed, [told(problem) for problem in found])
    except Exception:
        logger.exception("import %s was not completed", import_id)
        what = {"zh": "程序出错，没有完成。", "en": "The program failed; it was not completed."}
        _fail(handed, [{"row": 0, "column": "", "what": what, "to_do": None}])
        raise
    return True


def _fail(handed: Import, problems: list[dict[str, Any]]) -> None:
    Import.objects.filter(pk=handed.pk).update(
        stage=_Stage.FAILED, problems=problems[:MAX_SHOWN], problem_count=len(problems)
    )


def told(problem: Problem, row: int = 0, column: str = "") -> dict[str, Any]:
    """A problem as the page keeps it: row 0 is the file itself."""
    return {
        "row": row,
        "column": column or problem.where,
        "what": {"zh": problem.what.zh, "en": problem.what.en},
        "to_do": {"zh": problem.to_do.zh, "en": problem.to_do.en} if problem.to_do else None,
    }


def _open(handed: Import) -> tuple[RegisterKind, SheetRows, Acting]:
    kind = kind_of(handed.kind)
    with handed.file.open("rb") as file:
        table = read_table(file.read(), handed.file_name, lambda title: field_of(kind, title) is not None)
    acting = area_queries.acting_as(handed.handed_in_by, handed.appointment) if handed.handed_in_by else Acting()
    return kind, table, acting


def _check(handed: Import) -> None:
    kind, table, acting = _open(handed)
    columns = header_problems(kind, table, handed.mode)
    problems = [told(problem, table.header_row) for problem in columns]
    likely: list[dict[str, Any]] = []
    counts: Counter[str] = Counter()
    total = len(columns)
    # Without a column that every row needs, every row would be told to be wrong.
    readable = not any(problem.code == "column_missing" for problem in columns)
    for rows in planned(registers(), kind, table, handed.mode, acting) if readable else ():
        counts.update(row.outcome for row in rows)
        counts["likely"] += sum(row.likely is not None for row in rows)
        total += sum(len(row.problems) for row in rows)
        problems += [told(each, row.number, _column(kind, each)) for row in rows for each in row.problems]
        likely += [_likely(row) for row in rows if row.likely is not None]
        del problems[MAX_SHOWN:], likely[MAX_SHOWN:]
        _report(handed, sum(counts.values()) - counts["likely"], len(table.rows))
    Import.objects.filter(pk=handed.pk, stage=_Stage.CHECKING).update(
        stage=_Stage.CHECKED,
        problems=sorted(problems, key=lambda each: each["row"]),
        problem_count=total,
        likely=likely,
        likely_count=counts["likely"],
        new_count=counts["new"],
        changed_count=counts["changed"],
        same_count=counts["same"],
        left_out_count=counts["left_out"],
    )


def _column(kind: RegisterKind, problem: Problem) -> str:
    declared = kind.by_code.get(problem.where)
    return declared.name if declared else problem.where


def _likely(row: PlannedRow) -> dict[str, Any]:
    thing = row.likely
    return {"row": row.number, "id": thing.pk, "title": thing.title, "identifier": thing.identifier} if thing else {}


def _report(handed: Import, done: int, total: int) -> None:
    Import.objects.filter(pk=handed.pk).update(rows_done=done, rows_total=total, sign_of_life_at=timezone.now())


def _write(handed: Import) -> None:
    kind, table, acting = _open(handed)
    require_keeper(acting, kind)
    if header_problems(kind, table, handed.mode) and not handed.skip_wrong:
        raise Problems(header_problems(kind, table, handed.mode))
    done = 0
    for rows in planned(registers(), kind, table, handed.mode, acting):
        with transaction.atomic():
            written = _write_chunk(handed, kind, acting, rows)
            done += len(rows)
            _report(handed, done, len(table.rows))
            if written:
                facts = {"kind": kind.code, "rows": _span(rows), **written}
                record(acting, "registers.import", "register_import", handed.pk, handed.file_name, facts)
    Import.objects.filter(pk=handed.pk, stage=_Stage.WRITING).update(stage=_Stage.DONE)


def _span(rows: Sequence[PlannedRow]) -> str:
    numbers = [row.number for row in rows]
    return f"{min(numbers)}–{max(numbers)}"


def _write_chunk(handed: Import, kind: RegisterKind, acting: Acting, rows: Sequence[PlannedRow]) -> dict[str, int]:
    """Write the new and changed rows of a chunk; a thing that changed since it was read stops the import."""
    if not handed.skip_wrong and any(row.outcome == "wrong" for row in rows):
        raise Problems([problem for row in rows for problem in row.problems])
    entry = Entry(ThingVersion.Act.IMPORTED, timezone.localdate(), acting.person, handed.file_name)
    fresh = [row.values for row in rows if row.outcome == "new"]
    changed = [row for row in rows if row.outcome == "changed" and row.thing is not None]
    insert(registers(), kind, fresh, entry)
    if changed:
        locked = _locked([row.thing for row in changed if row.thing])
        changes = [(locked[row.thing.pk], row.values, State.ACTIVE) for row in changed if row.thing]
        supersede(registers(), kind, changes, entry)
    counts = {"added": len(fresh), "changed": len(changed)}
    return {name: count for name, count in counts.items() if count}


def _locked(things: Sequence[Thing]) -> dict[int, Thing]:
    """The things, locked in order of their numbers, unchanged since they were read."""
    seen = {thing.pk: thing.versions_count for thing in things}
    locked = {thing.pk: thing for thing in Thing.objects.select_for_update().filter(pk__in=seen).order_by("pk")}
    moved = [thing for pk, thing in locked.items() if thing.versions_count != seen[pk]]
    if moved:
        raise StateConflict(
            "thing_changed_meanwhile",
            Text("刚刚有人改过。", "somebody has just changed it."),
            where=moved[0].title,
            to_do=Text("请再次写入。", "Write again."),
        )
    return locked
