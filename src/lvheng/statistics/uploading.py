"""Reports by Excel: a file is received, examined, then kept as drafts, or handed in where nothing is wrong with it.

Nothing of a file is kept before somebody has seen what is wrong with it, and everything that was typed is kept then,
right or wrong. Many reports are written at once: all of them, or none.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone

from lvheng.areas.acting import Acting
from lvheng.areas.permissions import require
from lvheng.audit.actions import record
from lvheng.errors import InputProblem, NotAllowed, Problems, StateConflict, Text
from lvheng.statistics import bulk_writing
from lvheng.statistics.examining import OPEN, Examined, Line, examine
from lvheng.statistics.models import Report, Step, Upload, Version
from lvheng.statistics.workbook_reading import MAX_BYTES

MOST_PROBLEMS = 100_000
# Larger files are examined by a job, so that nobody waits for a page.
AT_ONCE_BYTES = 300_000


@dataclass(frozen=True)
class Saved:
    """How many reports were kept as drafts, and how many of these were handed in."""

    kept: int
    submitted: int


def receive(acting: Acting, name: str, content: bytes) -> Upload:
    """Take a file in; a large one is examined by a job. Raises InputProblem for one that is too large or empty."""
    require("statistics.fill", acting)
    if acting.appointment is None or acting.organisation is None or acting.person is None:
        raise NotAllowed("no_appointment", Text("没有任职，不能填报。", "without an appointment nothing is owed."))
    if not 0 < len(content) <= MAX_BYTES:
        raise _size(len(content))
    upload = Upload.objects.create(
        person=acting.person,
        organisation=acting.organisation,
        appointment=acting.appointment,
        name=name[-200:],
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        uploaded_at=timezone.now(),
    )
    if len(content) <= AT_ONCE_BYTES:
        look_at(upload.pk)
        upload.refresh_from_db()
    else:
        transaction.on_commit(lambda: _later(upload.pk))
    return upload


def look_at(pk: int) -> None:
    """Examine a file that waits; for one that does not wait (any more) nothing happens."""
    upload = Upload.objects.select_related("organisation").filter(pk=pk, state=Upload.State.WAITING).first()
    if upload is None:
        return
    try:
        found = examine(bytes(upload.content), upload.organisation)
    except Problems as error:
        told = [{"row": 0, "place": "", "code": each.code, "severity": "hard", "zh": each.in_language("zh"),
                 "en": each.in_language("en")} for each in error.problems]  # fmt: skip
        Upload.objects.filter(pk=pk, state=Upload.State.WAITING).update(state=Upload.State.REFUSED, problems=told)
        return
    problems = [told for told, _ in zip(found.problems(), range(MOST_PROBLEMS), strict=False)]
    Upload.objects.filter(pk=pk, state=Upload.State.WAITING).update(
        state=Upload.State.CHECKED,
        form=found.form,
        rows=len(found.lines),
        ready=len(found.ready),
        submittable=len(found.clean),
        problems=problems,
    )


def save_upload(acting: Acting, upload: Upload, *, submit: bool = False) -> Saved:
    """Keep the reports of an examined file as drafts; with ``submit`` hand in those that nothing is wrong with.

    The file is examined again under lock: what changed meanwhile counts. Raises StateConflict where it was dealt with.
    """
    _own(acting, upload)
    with transaction.atomic():
        locked = Upload.objects.select_for_update().get(pk=upload.pk)
        if locked.state != Upload.State.CHECKED:
            raise _dealt_with(locked)
        _lock_reports(acting, upload)
        found = examine(bytes(locked.content), acting.organisation, in_numbers=0)
        saved = _write(acting, found, submit)
        Upload.objects.filter(pk=upload.pk).update(state=Upload.State.SAVED, content=b"")
        facts = {"sha256": locked.sha256, "kept": saved.kept, "submitted": saved.submitted, "form": found.form.number}
        record(acting, "statistics.save_upload", "upload", upload.pk, upload.name, facts)
    return saved


def discard_upload(acting: Acting, upload: Upload) -> None:
    """Let a file go without keeping anything of it."""
    _own(acting, upload)
    waiting = (Upload.State.WAITING, Upload.State.CHECKED, Upload.State.REFUSED)
    with transaction.atomic():
        done = Upload.objects.filter(pk=upload.pk, state__in=waiting)
        if not done.update(state=Upload.State.DISCARDED, content=b"", problems=[]):
            raise _dealt_with(upload)
        record(acting, "statistics.discard_upload", "upload", upload.pk, upload.name, {"sha256": upload.sha256})


def _own(acting: Acting, upload: Upload) -> None:
    require("statistics.fill", acting)
    if acting.person is None or upload.person_id != acting.person.pk or upload.organisation != acting.organisation:
        raise NotAllowed("not_your_upload", Text("这是另一个人上传的文件。", "somebody else uploaded this file."))


def _lock_reports(acting: Acting, upload: Upload) -> None:
    """Sorted, so that two people who keep overlapping files wait for each other instead of blocking each other."""
    owed = Report.objects.filter(form=upload.form, organisation=acting.organisation, state__in=OPEN)
    list(owed.select_for_update().order_by("pk").values_list("pk", flat=True))


def _write(acting: Acting, found: Examined, submit: bool) -> Saved:
    now = timezone.now()
    lines = found.ready
    reports = [line.report for line in lines if line.report is not None]
    handed_in = {line.row.row for line in (found.clean if submit else ())}
    drafts = _drafts(reports)
    numbers = dict(
        Version.objects.filter(report__in=reports).values_list("report").annotate(last=Max("number")).order_by()
    )
    fresh: list[Version] = []
    kept: list[Version] = []
    steps: list[Step] = []
    for line in lines:
        report = line.report
        if report is None:
            continue
        version = drafts.get(report.pk)
        if version is None:
            version = Version(
                report=report, number=numbers.get(report.pk, 0) + 1, started_at=now, started_by=acting.person
            )
            fresh.append(version)
        else:
            kept.append(version)
        _fill(version, line, acting, now, line.row.row in handed_in)
        steps += _steps(report, version, acting, now, is_new=report.pk not in drafts)
        _move(report, version)
    bulk_writing.add_versions(fresh)
    bulk_writing.change_versions(kept)
    if bulk_writing.move_reports(reports) != len(reports):
        raise _moved_meanwhile()
    bulk_writing.add_steps(steps)
    return Saved(len(reports), len(handed_in))


def _drafts(reports: Sequence[Report]) -> Mapping[int, Version]:
    drafting = [each.pk for each in reports if each.state == Report.State.DRAFT]
    found = Version.objects.filter(report__in=drafting, number=F("report__current"), submitted_at=None)
    return {each.report_id: each for each in found}


def _fill(version: Version, line: Line, acting: Acting, now: datetime, submit: bool) -> None:
    version.entries = {**version.entries, **line.row.entries}
    version.explanations = {**version.explanations, **line.explanations}
    version.saved_at, version.source = now, "excel"
    if submit:
        version.submitted_at, version.submitted_by = now, acting.person


def _steps(report: Report, version: Version, acting: Acting, now: datetime, *, is_new: bool) -> list[Step]:
    kinds = ([Step.Kind.STARTED] if is_new else []) + ([Step.Kind.SUBMITTED] if version.submitted_at else [])
    who: dict[str, Any] = {"person": acting.person, "organisation": acting.organisation}
    return [Step(report=report, version=version.number, kind=kind, at=now, **who) for kind in kinds]


def _move(report: Report, version: Version) -> None:
    report.state = Report.State.SUBMITTED if version.submitted_at else Report.State.DRAFT
    report.step, report.current = 0, version.number


def _later(pk: int) -> None:
    from lvheng.statistics.jobs import look_at_upload

    look_at_upload.defer(upload_id=pk)


def _moved_meanwhile() -> StateConflict:
    return StateConflict(
        "reports_moved_on",
        Text("有的报表刚刚被别人办理了。", "Somebody has just dealt with some of these reports."),
        to_do=Text("请再存一次。", "Save once more."),
    )


def _size(length: int) -> InputProblem:
    limit = MAX_BYTES // 1024 // 1024
    what = Text(f"文件应在 1 字节到 {limit} MB 之间。", f"a file has between 1 byte and {limit} MB.")
    found = Text(f"这个文件有 {length} 字节。", f"This one has {length} bytes.")
    return InputProblem("file_size", what, "file", found)


def _dealt_with(upload: Upload) -> StateConflict:
    return StateConflict(
        "upload_dealt_with",
        Text(f"这个文件现在是“{upload.get_state_display()}”。", f"this file is {upload.state} now."),
        where=upload.name,
        to_do=Text("请看最新的情况。", "Look at how it stands now."),
    )
