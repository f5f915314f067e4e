"""A rule applied to somebody's table: handed in, computed by the worker, fetched, forgotten."""

from __future__ import annotations

import datetime
from collections import deque
from collections.abc import Mapping
from pathlib import Path, PurePath
from typing import Any

import duckdb
from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from lvheng.areas.acting import Acting
from lvheng.areas.permissions import require
from lvheng.audit.actions import record
from lvheng.errors import InputProblem, Problem, Problems, StateConflict, Text
from lvheng.rules import queries
from lvheng.rules.book import Rule
from lvheng.rules.bulk import apply_bulk
from lvheng.rules.bulk_input import text
from lvheng.rules.calculator import ON, Typed
from lvheng.rules.models import Run
from lvheng.rules.values import read_amounts, read_values
from lvheng.rules.working import is_silent, keep_file, new, refuse_unusable, while_telling, work_on

MAY_BULK = "rules.bulk"
KEPT_FOR = datetime.timedelta(days=30)
PREVIEW_ROWS = 50
_Stage = Run.Stage


def hand_in(
    acting: Acting,
    code: str,
    file: File[bytes],
    typed: Mapping[str, str],
    area: str = "",
    output: str = "",
    lang: str = "",
) -> Run:
    """Keep a table and queue it. ``typed``: ``on`` and what is the same for all rows, named as in the calculator.

    Errors: NotAllowed; Problems with everything that cannot be used; Http404 for an unknown rule.
    """
    rule = queries.rule_of(code, area)
    require(MAY_BULK, acting)
    require(queries.MAY_USE, acting, rule.item)
    said = Typed.of(rule, typed)
    problems = [*problems_of_file(file), *problems_of_fixed(rule, said)]
    if problems:
        raise Problems(problems)
    suffix = PurePath(file.name or "").suffix.lower()
    run = new(
        Run,
        acting,
        rule=code,
        area=area,
        on=rule.period(said.on).code if said.on else "",
        fixed={**said.given, **said.parameters},
        output_format=output if f".{output}" in (".csv", ".xlsx", ".parquet") else suffix[1:],
        language=lang or "zh-hans",
    )
    with transaction.atomic():
        keep_file(run, file)
        run.save()
        facts = {"rule": code, "area": area, "file": run.file_name, "bytes": run.size_bytes, "sha256": run.sha256}
        record(acting, "rules.hand_in", "rule_run", run.pk, rule.item.name, facts)
        _queue(run)
    return run


def again(acting: Acting, run: Run) -> None:
    """Start anew what fell silent or failed. Errors: NotAllowed, StateConflict."""
    require(MAY_BULK, acting, run)
    with transaction.atomic():
        stages = [_Stage.FAILED, *([run.stage] if is_silent(run) else [])]
        rows = Run.objects.filter(pk=run.pk, stage__in=stages)
        if not rows.update(stage=_Stage.WAITING, percent=0, problems=[], sign_of_life_at=timezone.now()):
            what = Text("这份表格正在计算或已经算完。", "This table is being computed, or has been.")
            raise StateConflict("run_moved_on", what, run.file_name, Text("请刷新页面。", "Reload the page."))
        _queue(run)


def forget(acting: Acting, run: Run) -> None:
    """Delete a table with its result. Errors: NotAllowed."""
    require(MAY_BULK, acting, run)
    with transaction.atomic():
        facts = {"rule": run.rule, "file": run.file_name, "sha256": run.sha256}
        record(acting, "rules.forget_run", "rule_run", run.pk, run.file_name, facts)
        _delete(run)


def forget_old(now: datetime.datetime | None = None) -> int:
    """Delete what is older than a month; returns how many."""
    old = list(Run.objects.filter(handed_in_at__lt=(now or timezone.now()) - KEPT_FOR))
    for run in old:
        with transaction.atomic():
            _delete(run)
    return len(old)


def _delete(run: Run) -> None:
    names = [file.name for file in (run.file, run.output) if file]
    storage = run.file.storage
    run.delete()
    # Two people may have handed in the same content; it stays until the last of them lets it go.
    shared = set(Run.objects.filter(file__in=names).values_list("file", flat=True))
    gone = [name for name in names if name and name not in shared]
    transaction.on_commit(lambda: deque(map(storage.delete, gone), maxlen=0))


def compute(run_id: int) -> bool:
    """Compute a waiting table. Returns False if there was nothing to do."""
    return work_on(Run, run_id, _compute)


def _compute(run: Run) -> dict[str, Any]:
    rule = queries.rule_of(run.rule, run.area, run.on or None)
    said = Typed.of(rule, run.fixed)
    if said.parameters:
        rule = rule.with_parameters(said.parameters)
    name = f"{run.sha256}-{run.pk}.{run.output_format}"
    target = Path(run.file.path).with_name(name)
    found = while_telling(
        run,
        lambda progress: apply_bulk(
            rule,
            Path(run.file.path),
            target,
            on=run.on or None,
            fixed=said.given,
            language=run.language,
            progress=progress,
        ),
    )
    return {
        "output": str(PurePath(run.file.name or "").with_name(name)),
        "rows": found.rows,
        "incomplete": found.incomplete,
        "reasons": [list(each) for each in found.reasons],
        "totals": {code: f"{total.normalize():f}" for code, total in found.totals.items()},
        "preview": preview(target),
    }


def preview(path: Path) -> dict[str, Any]:
    """The columns and first rows of a table, as texts."""
    readers = {".csv": "read_csv({}, all_varchar = true, header = true)", ".parquet": "read_parquet({})"}
    with duckdb.connect() as connection:
        if path.suffix == ".xlsx":
            return _preview_of_excel(path)
        found = connection.execute(f"FROM {readers[path.suffix].format(text(str(path)))} LIMIT {PREVIEW_ROWS}")
        columns = [column[0] for column in found.description or ()]
        return {
            "columns": columns,
            "rows": [["" if cell is None else str(cell) for cell in row] for row in found.fetchall()],
        }


def _preview_of_excel(path: Path) -> dict[str, Any]:
    from openpyxl import load_workbook

    book = load_workbook(path, read_only=True)
    try:
        rows = list(book.worksheets[0].iter_rows(max_row=PREVIEW_ROWS + 1, values_only=True))
    finally:
        book.close()
    cells = [["" if cell is None else str(cell) for cell in row] for row in rows]
    return {"columns": cells[0], "rows": cells[1:]}


def no_file() -> Problem:
    """No table was handed in."""
    what = Text("没有选择表格。", "No table was chosen.")
    return InputProblem("no_file", what, "file", Text("请选择一份表格。", "Choose one."))


def problems_of_file(file: File[bytes]) -> list[Problem]:
    """What is wrong with a table before it is read."""
    try:
        refuse_unusable(file)
    except Problem as problem:
        return [problem]
    return []


def problems_of_fixed(rule: Rule, said: Typed) -> list[Problem]:
    """What is wrong with what holds for all rows; each names its field."""
    problems: list[Problem] = []
    try:
        read_values(rule.item, said.given)
    except Problems as error:
        problems += error.problems
    for code, written in said.parameters.items():
        try:
            read_amounts(rule.parameters[code][0].item, written)
        except Problem as problem:
            problems.append(problem)
    if said.on:
        try:
            rule.period(said.on)
        except Problem as problem:
            problems.append(InputProblem(problem.code, problem.what, ON, problem.to_do))
    return problems


def _queue(run: Run) -> None:
    from lvheng.rules.jobs import compute_run_job

    compute_run_job.defer(run_id=run.pk)
