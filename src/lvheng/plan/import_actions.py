"""A document is handed in, read in the background, and its findings are laid out for review."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from lvheng.areas.acting import Acting
from lvheng.areas.permissions import require
from lvheng.audit.actions import record
from lvheng.errors import InputProblem, Problem, Text
from lvheng.plan.access import latest_version, lock_document, lock_plan
from lvheng.plan.carrying import Carried, Decided, carry_over
from lvheng.plan.importing import Found, findings_of, reading_as_data
from lvheng.plan.models import Document, Finding, Plan, Version

if TYPE_CHECKING:
    from lvheng.areas.models import Area
    from lvheng.documents import Reading

logger = logging.getLogger(__name__)

LIMIT_BYTES = 20 * 1024 * 1024
FILE_TYPES = (".txt", ".docx", ".pdf", ".html", ".htm")
# A worker takes a waiting document at once; a reader that gave no sign for a minute has been stopped.
SILENT_LIMITS = {Document.State.WAITING: timedelta(seconds=15), Document.State.READING: timedelta(seconds=60)}
# Plans are addressed as /plans/<code>/; these words are taken by other pages.
RESERVED_CODES = ("imports",)

# Where each stage of the way begins and ends; getting the text out of a file takes longest.
STAGES = {
    "text": (Decimal("0.05"), Decimal("0.7")),
    "structure": (Decimal("0.7"), Decimal("0.9")),
    "findings": (Decimal("0.9"), Decimal(1)),
}


@dataclass(frozen=True)
class NewPlan:
    """A plan that does not exist yet. ``child`` is the plan whose parent it is, None for a plan of our own."""

    code: str
    title: str
    area: Area
    child: Plan | None = None


def hand_in(acting: Acting, data: bytes, file_name: str, destination: Plan | NewPlan) -> Document:
    """Keep a document and queue it for reading.

    Errors: NotAllowed; InputProblem ``empty_document``, ``too_large``, ``unsupported_type``, ``imported_already``,
    ``plan_code_taken``.
    """
    require("plan.import", acting)
    refuse_unusable(data, file_name)
    with transaction.atomic():
        plan = _make_plan(destination) if isinstance(destination, NewPlan) else lock_plan(destination.pk)
        refuse_known(data, file_name)
        child = destination.child if isinstance(destination, NewPlan) else None
        document = keep_file(plan, data, file_name, acting, parent_of=child)
        changes = {"file": document.file_name, "bytes": len(data), "sha256": document.sha256, "plan": plan.code}
        record(acting, "plan.import", "document", document.pk, document.file_name, changes)
        _queue(document)
    return document


def read_again(acting: Acting, document_id: int) -> Document:
    """Queue a document again that could not be read or whose reader fell silent.

    Errors: NotAllowed; StateConflict while it is being read or after it was read.
    """
    require("plan.import", acting)
    with transaction.atomic():
        document = lock_document(document_id, Document.State.FAILED, Document.State.WAITING, Document.State.READING)
        if document.state != Document.State.FAILED and not is_silent(document):
            lock_document(document_id, Document.State.FAILED)
        changes = {"state": [document.state, Document.State.WAITING.value]}
        document.state = Document.State.WAITING
        document.problem = None
        document.progress_step, document.progress_share, document.progress_at = "", Decimal(0), timezone.now()
        document.save()
        record(acting, "plan.read_again", "document", document.pk, document.file_name, changes)
        _queue(document)
    return document


def is_silent(document: Document) -> bool:
    """Whether a waiting or reading document has heard nothing from a reader for too long."""
    return timezone.now() - document.progress_at > SILENT_LIMITS[Document.State(document.state)]


def refuse_unusable(data: bytes, file_name: str) -> None:
    """InputProblem for what no reader could use; the reader itself judges the content."""
    suffix = PurePath(file_name).suffix.lower()
    if suffix not in FILE_TYPES:
        raise InputProblem(
            "unsupported_type",
            Text(
                f"不能读取“{suffix or '没有扩展名'}”这类文件。", f"files of type “{suffix or 'none'}” cannot be read."
            ),
            where=file_name,
            to_do=Text(f"请使用：{'、'.join(FILE_TYPES)}。", f"Use one of {', '.join(FILE_TYPES)}."),
        )
    if not data.strip():
        raise InputProblem(
            "empty_document",
            Text("文件是空的。", "the file is empty."),
            where=file_name,
            to_do=Text("请选择正确的文件。", "Choose the right file."),
        )
    if len(data) > LIMIT_BYTES:
        raise too_large(file_name, len(data))


def too_large(file_name: str, size_bytes: int) -> InputProblem:
    """The problem of a file beyond ``LIMIT_BYTES``."""
    limit, size = LIMIT_BYTES // 2**20, -(-size_bytes // 2**20)
    return InputProblem(
        "too_large",
        Text(f"文件有{size} MB，上限是{limit} MB。", f"the file has {size} MB, the limit is {limit} MB."),
        where=file_name,
        to_do=Text("请删去图片或只上传方案正文。", "Remove pictures, or upload the text of the plan only."),
    )


def known_document(data: bytes) -> Document | None:
    """The document with the very same content that is under way or was adopted, if any."""
    sha256 = hashlib.sha256(data).hexdigest()
    gone = (Document.State.DISCARDED, Document.State.FAILED)
    return Document.objects.filter(sha256=sha256).exclude(state__in=gone).select_related("plan").first()


def refuse_known(data: bytes, file_name: str) -> None:
    """InputProblem when the same file has been imported before."""
    known = known_document(data)
    if known is not None:
        raise InputProblem(
            "imported_already",
            Text(
                f"这个文件已于{timezone.localtime(known.uploaded_at):%Y-%m-%d}导入（{known.plan}）。",
                f"this file was imported on {timezone.localtime(known.uploaded_at):%Y-%m-%d} ({known.plan.code}).",
            ),
            where=file_name,
            to_do=Text("请打开已导入的文件。", "Open the document that is there already."),
        )


def _make_plan(new: NewPlan) -> Plan:
    """The plan of that code; a code of a plan that was never adopted may be used again."""
    plan = Plan.objects.select_for_update(of=("self",)).filter(code=new.code).first()
    if new.code in RESERVED_CODES or (plan is not None and (plan.versions.exists() or _is_under_way(plan))):
        raise InputProblem(
            "plan_code_taken",
            Text(f"代码“{new.code}”已被使用。", f"the code “{new.code}” is taken."),
            where="code",
            to_do=Text(
                "请换一个代码，或选择“已有方案的新版本”。", "Choose another, or import a new version of that plan."
            ),
        )
    plan = plan or Plan(code=new.code)
    plan.title, plan.area = new.title, new.area
    plan.kind = Plan.Kind.PARENT if new.child else Plan.Kind.OWN
    plan.save()
    return plan


def _is_under_way(plan: Plan) -> bool:
    return plan.documents.exclude(state__in=(Document.State.DISCARDED, Document.State.FAILED)).exists()


def keep_file(
    plan: Plan, data: bytes, file_name: str, acting: Acting | None, parent_of: Plan | None = None
) -> Document:
    """A waiting document with its file stored; no checks, no log."""
    now = timezone.now()
    document = Document(
        plan=plan,
        parent_of=parent_of,
        file_name=PurePath(file_name).name[-200:],
        sha256=hashlib.sha256(data).hexdigest(),
        size_bytes=len(data),
        uploaded_by=acting.person if acting else None,
        uploaded_at=now,
        progress_at=now,
    )
    # The name on disk is the content's: nothing that a person typed becomes part of a path.
    document.file.save(f"{document.sha256}{PurePath(file_name).suffix.lower()}", ContentFile(data), save=False)
    document.save()
    return document


def _queue(document: Document) -> None:
    from lvheng.plan.jobs import read_document_job

    read_document_job.defer(document_id=document.pk)


def read_document(document_id: int) -> bool:
    """Read a waiting document; what stops the reader is kept for the page. Returns False if there was nothing to do.

    1. Claim it: waiting becomes reading, so that a job that runs twice reads once.
    2. Read the file; every sign of progress is written where the page can see it.
    3. Lay the findings out with the decisions that carry over, and open the review.
    """
    claimed = Document.objects.filter(pk=document_id, state=Document.State.WAITING)
    if not claimed.update(state=Document.State.READING, progress_at=timezone.now()):
        return False
    document = Document.objects.select_related("plan").get(pk=document_id)
    try:
        reading = _read(document)
    except Problem as problem:
        _fail(document, problem)
        return True
    except Exception:
        logger.exception("document %s could not be read", document_id)
        _fail(document, _unexpected())
        raise
    _finish(document, reading)
    return True


def _read(document: Document) -> Reading:
    # The reader brings PDF and Word libraries along, which no page needs.
    from lvheng.documents import read_bytes

    with document.file.open("rb") as file:
        data = file.read()

    def report(step: str, share: float) -> None:
        _report(document.pk, step, Decimal(str(share)))

    report("text", 0)
    reading = read_bytes(data, document.file_name, progress=report)
    report("findings", 0)
    return reading


def _report(document_id: int, step: str, share: Decimal) -> None:
    begin, end = STAGES[step]
    Document.objects.filter(pk=document_id, state=Document.State.READING).update(
        progress_step=step,
        progress_share=(begin + (end - begin) * share).quantize(Decimal("0.001")),
        progress_at=timezone.now(),
    )


def _fail(document: Document, problem: Problem) -> None:
    as_data: dict[str, Any] = {
        "code": problem.code,
        "where": problem.where,
        "what": {"zh": problem.what.zh, "en": problem.what.en},
        "to_do": {"zh": problem.to_do.zh, "en": problem.to_do.en} if problem.to_do else None,
    }
    with transaction.atomic():
        failed = Document.objects.filter(pk=document.pk, state=Document.State.READING)
        if failed.update(state=Document.State.FAILED, problem=as_data):
            record(None, "plan.read", "document", document.pk, document.file_name, {"problem": problem.code})


def _unexpected() -> Problem:
    return Problem(
        "reader_failed",
        Text("阅读程序出了意外错误。", "the reader failed unexpectedly."),
        to_do=Text(
            "请再试一次；如仍失败，请把文件另存为 .docx 或粘贴文字，并告知系统管理员。",
            "Try again; if it fails again, save the file as .docx or paste its text, and tell the administrator.",
        ),
    )


def _finish(document: Document, reading: Reading) -> None:
    with transaction.atomic():
        current = Document.objects.select_for_update(of=("self",)).get(pk=document.pk)
        if current.state != Document.State.READING:
            return  # discarded, or another reader was faster
        lay_out(document, reading)
        counts = {
            "findings": document.findings.count(),
            "carried_over": document.findings.filter(carried_over=True).count(),
        }
        record(None, "plan.read", "document", document.pk, document.file_name, counts)


def lay_out(document: Document, reading: Reading, decision: str = Finding.Decision.OPEN) -> None:
    """Keep a reading and its findings and open the review; open findings get ``decision``. In a transaction."""
    document.text = reading.text
    document.reading = reading_as_data(reading)
    document.metadata = document.reading["metadata"]
    document.state = Document.State.REVIEW
    document.progress_share, document.progress_at = Decimal(1), timezone.now()
    document.save()
    if not document.plan.title:
        document.plan.title = (reading.metadata.title or document.file_name)[:200]
        document.plan.save(update_fields=["title"])
    before = latest_version(document.plan)
    found = findings_of(reading)
    carried = _carry(before, found, document) if before else [Carried(each) for each in found]
    _write_findings(document, carried, decision)


def _carry(before: Version, found: list[Found], document: Document) -> list[Carried]:
    source = before.document
    document.matches = source.matches
    document.save(update_fields=["matches"])
    articles = (document.reading or {}).get("articles", [])
    return carry_over(decided_findings(source), found, document.text, articles)


def decided_findings(document: Document) -> list[Decided]:
    """The findings of an adopted document with their decisions, parts below what they were split from."""
    findings = list(document.findings.order_by("start", "end", "id"))
    parts: dict[int, list[Decided]] = {}
    for each in findings:
        if each.split_from_id is not None:
            parts.setdefault(each.split_from_id, []).append(_decided(each))
    return [_decided(each, parts.get(each.pk, ())) for each in findings if each.split_from_id is None]


def _decided(finding: Finding, parts: Sequence[Decided] = ()) -> Decided:
    found = Found(finding.kind, finding.article, finding.start, finding.end, finding.data)
    return Decided(found, finding.decision, finding.found_data, finding.decided_by_id, finding.decided_at, tuple(parts))


def _write_findings(document: Document, carried: list[Carried], decision: str) -> None:
    rows = Finding.objects.bulk_create(_finding(document, each, decision) for each in carried)
    parts = [
        _finding(document, part, decision, split_from=row)
        for row, each in zip(rows, carried, strict=True)
        for part in each.parts
    ]
    Finding.objects.bulk_create(parts)


def _finding(document: Document, carried: Carried, decision: str, split_from: Finding | None = None) -> Finding:
    found, source = carried.found, carried.source
    return Finding(
        document=document,
        kind=found.kind,
        article=found.article[:40],
        start=found.start,
        end=found.end,
        data=found.data,
        found_data=carried.found_data,
        decision=source.decision if source else decision,
        decided_by_id=source.decided_by_id if source else None,
        decided_at=source.decided_at if source else None,
        carried_over=source is not None,
        split_from=split_from,
    )
