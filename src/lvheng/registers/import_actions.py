"""Tables of things: handed in, checked, then written in chunks."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import logging
from collections.abc import Mapping, Sequence
from datetime import timedelta
from pathlib import PurePath
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from lvheng.areas.acting import Acting
from lvheng.audit.actions import record
from lvheng.errors import InputProblem, StateConflict, Text
from lvheng.registers.access import require_keeper
from lvheng.registers.catalogue import kind_of
from lvheng.registers.models import Import
from lvheng.registers.tables import refuse_unusable

logger = logging.getLogger(__name__)

SILENT_AFTER = timedelta(seconds=60)
_Stage = Import.Stage
# A stage in which a worker should be at work, and the one from which it starts.
WORKING: dict[str, Import.Stage] = {
    _Stage.WAITING: _Stage.WAITING,
    _Stage.CHECKING: _Stage.WAITING,
    _Stage.QUEUED: _Stage.QUEUED,
    _Stage.WRITING: _Stage.QUEUED,
}


def hand_in(acting: Acting, kind_code: str, data: bytes, file_name: str, mode: str = Import.Mode.BOTH) -> Import:
    """Keep a table and queue it for the check, which writes nothing.

    Errors: NotAllowed; InputProblem ``unsupported_type``, ``empty_table``, ``too_large``.
    """
    kind = kind_of(kind_code)
    require_keeper(acting, kind)
    refuse_unusable(data, file_name)
    now = timezone.now()
    handed = Import(
        kind=kind.code,
        mode=Import.Mode(mode),
        file_name=PurePath(file_name).name[-200:],
        sha256=hashlib.sha256(data).hexdigest(),
        size_bytes=len(data),
        appointment=acting.appointment,
        handed_in_by=acting.person,
        handed_in_at=now,
        sign_of_life_at=now,
    )
    with transaction.atomic():
        # The name on disk is the content's: nothing that a person typed becomes part of a path.
        suffix = PurePath(file_name).suffix.lower()
        handed.file.save(f"{handed.sha256}{suffix}", ContentFile(data), save=False)
        handed.save()
        facts = {"kind": kind.code, "file": handed.file_name, "bytes": len(data), "sha256": handed.sha256}
        record(acting, "registers.hand_in", "register_import", handed.pk, handed.file_name, facts)
        _queue(handed)
    return handed


def hand_in_rows(
    acting: Acting, kind_code: str, rows: Sequence[Mapping[str, Any]], mode: str = Import.Mode.BOTH
) -> Import:
    """The same for rows that a program sends: keys are the codes of fields. Errors as those of :func:`hand_in`."""
    names = list(dict.fromkeys(name for row in rows for name in row if name.strip()))
    text = io.StringIO(newline="")
    table = csv.writer(text)
    table.writerow([_cell(name) for name in names])
    table.writerows([_cell(row.get(name)) for name in names] for row in rows)
    data = text.getvalue().encode() if rows else b""
    return hand_in(acting, kind_code, data, f"api-{timezone.localtime():%Y%m%d-%H%M%S}.csv", mode)


def _cell(value: Any) -> str:
    if isinstance(value, dict | list):
        return json.dumps(value, default=str)
    return "" if value is None else str(value).replace("\x00", "")


def apply(acting: Acting, import_id: int, skip_wrong: bool = False) -> Import:
    """Queue a checked table for writing, or one whose writer was stopped. What has been written is recognised.

    Errors: NotAllowed; InputProblem ``has_mistakes`` unless the rows with mistakes are to be left out; StateConflict.
    """
    handed = handed_in(acting, import_id)
    if handed.problem_count and not skip_wrong:
        raise InputProblem(
            "has_mistakes",
            Text(f"还有{handed.problem_count}处错误。", f"there are {handed.problem_count} mistakes."),
            where="skip_wrong",
            to_do=Text("请改正后重新交来，或选择略过有错误的行。", "Correct the table, or leave out those rows."),
        )
    _move(handed, (_Stage.CHECKED, _Stage.FAILED), _Stage.QUEUED, skip_wrong=skip_wrong, rows_done=0)
    return handed


def again(acting: Acting, import_id: int) -> Import:
    """Start the check or the writing anew when its worker fell silent. Errors: NotAllowed, StateConflict."""
    handed = handed_in(acting, import_id)
    start = WORKING.get(handed.stage)
    if start is None or not is_silent(handed):
        raise _moved_on(handed)
    _move(handed, (_Stage(handed.stage),), start, rows_done=0)
    return handed


def discard(acting: Acting, import_id: int) -> Import:
    """Lay a table aside that has not been written. Errors: NotAllowed, StateConflict."""
    handed = handed_in(acting, import_id)
    with transaction.atomic():
        changed = Import.objects.filter(pk=handed.pk, stage__in=(_Stage.CHECKED, _Stage.FAILED))
        if not changed.update(stage=_Stage.DISCARDED):
            raise _moved_on(handed)
        facts = {"kind": handed.kind, "file": handed.file_name}
        record(acting, "registers.discard_import", "register_import", handed.pk, handed.file_name, facts)
    return handed


def is_silent(handed: Import) -> bool:
    """Whether a worker that should be at work has not been heard for a minute."""
    return handed.stage in WORKING and timezone.now() - handed.sign_of_life_at > SILENT_AFTER


def handed_in(acting: Acting, import_id: int) -> Import:
    """A table for whoever may write its register. Errors: NotAllowed, Import.DoesNotExist."""
    handed = Import.objects.get(pk=import_id)
    require_keeper(acting, kind_of(handed.kind))
    return handed


def _move(handed: Import, before: Sequence[Import.Stage], after: Import.Stage, **changes: Any) -> None:
    """``UPDATE … WHERE stage = before``, then queue; StateConflict when somebody was faster."""
    with transaction.atomic():
        rows = Import.objects.filter(pk=handed.pk, stage__in=before)
        if not rows.update(stage=after, sign_of_life_at=timezone.now(), **changes):
            raise _moved_on(handed)
        handed.refresh_from_db()
        _queue(handed)


def _moved_on(handed: Import) -> StateConflict:
    return StateConflict(
        "import_moved_on",
        Text(f"这份表格现在是“{handed.get_stage_display()}”。", f"This table is “{handed.stage}” now."),
        where=handed.file_name,
        to_do=Text("请刷新页面查看最新情况。", "Reload the page to see how it stands."),
    )


def _queue(handed: Import) -> None:
    from lvheng.registers.jobs import check_import_job, write_import_job

    job = write_import_job if handed.stage == _Stage.QUEUED else check_import_job
    job.defer(import_id=handed.pk)
