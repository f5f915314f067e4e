"""From a reviewed document to a version that counts, or to one that was laid aside."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Count, F
from django.utils import timezone

from lvheng.areas.acting import Acting
from lvheng.areas.permissions import require
from lvheng.audit.actions import record
from lvheng.errors import InputProblem, Text
from lvheng.plan.access import latest_version, lock_document, lock_plan
from lvheng.plan.continuing import continue_version
from lvheng.plan.models import Document, Finding, Plan, Version
from lvheng.plan.writing import COUNTING, write_version


def adopt(
    acting: Acting, document_id: int, *, accept_open: bool = False, nothing_found_is_right: bool = False
) -> Version:
    """Make the reviewed document the version in force of its plan.

    1. Refuse what is not decided, unless ``accept_open`` says that the rest is right as it was found.
    2. Refuse a document without a counting target or task, unless ``nothing_found_is_right``.
    3. Write the version, and continue responsibilities and operations of the version before.
    4. Close the document and log it. All in one transaction.

    Errors: NotAllowed, StateConflict when it is not under review, InputProblem for 1 and 2.
    """
    require("plan.adopt", acting)
    with transaction.atomic():
        lock_plan(Document.objects.values_list("plan_id", flat=True).get(pk=document_id))
        document = lock_document(document_id, Document.State.REVIEW)
        accepted = _settle_open(acting, document, accept_open)
        _refuse_nothing(document, nothing_found_is_right)
        version = adopt_document(document, Version.Origin.REVIEW, acting)
        changes = {"number": version.number, "accepted_in_bulk": accepted, "findings": decision_counts(document)}
        record(acting, "plan.adopt", "plan", document.plan.pk, name_in_log(document.plan), changes)
    return version


def name_in_log(plan: Plan) -> str:
    """What the action log calls a plan: its title, and the code that tells plans of one title apart."""
    return f"{plan.title[:110]} ({plan.code})"


def adopt_document(document: Document, origin: Version.Origin, acting: Acting | None) -> Version:
    """Write the next version from a locked document, in the caller's transaction; no checks and no log."""
    plan = document.plan
    before = latest_version(plan)
    number = before.number + 1 if before else 1
    written = write_version(document, number, origin, acting.person if acting else None)
    if before:
        continue_version(before, written)
    document.state = Document.State.ADOPTED
    document.save(update_fields=["state"])
    _settle_plan(plan, written.version)
    if document.parent_of_id is not None:
        Plan.objects.filter(pk=document.parent_of_id).update(parent=plan)
    return written.version


def _settle_plan(plan: Plan, version: Version) -> None:
    """A plan is called what its version in force is called; a parent is found by the document it is based on."""
    plan.title = version.title
    if plan.kind == Plan.Kind.OWN and plan.parent_id is None:
        numbers = [each.get("document_number") for each in version.metadata.get("based_on", [])]
        plan.parent = Plan.objects.filter(
            kind=Plan.Kind.PARENT, versions__document_number__in=[number for number in numbers if number]
        ).first()
    plan.save(update_fields=["title", "parent"])


def discard(acting: Acting, document_id: int, reason: str) -> Document:
    """Lay a document aside for good, with the reason; its findings stay to be read.

    Errors: NotAllowed, StateConflict when it was adopted or discarded, InputProblem without a reason.
    """
    require("plan.discard", acting)
    if not reason.strip():
        raise InputProblem(
            "reason_needed",
            Text("没有写明放弃的理由。", "no reason is given."),
            where="reason",
            to_do=Text("请写一句说明。", "Say why in a sentence."),
        )
    with transaction.atomic():
        document = lock_document(
            document_id, Document.State.WAITING, Document.State.READING, Document.State.FAILED, Document.State.REVIEW
        )
        before = document.state
        document.state = Document.State.DISCARDED
        document.discard_reason = reason.strip()[:300]
        document.save(update_fields=["state", "discard_reason"])
        changes = {"state": [before, document.state], "reason": document.discard_reason}
        record(acting, "plan.discard", "document", document.pk, document.file_name, changes)
    return document


def decision_counts(document: Document) -> dict[str, int]:
    """How many findings have which decision."""
    rows: Any = document.findings.order_by().values_list("decision").annotate(Count("id"))
    return dict(rows)


def _settle_open(acting: Acting, document: Document, accept_open: bool) -> int:
    undecided = document.findings.filter(decision=Finding.Decision.OPEN)
    count = undecided.count()
    if count and not accept_open:
        raise InputProblem(
            "findings_undecided",
            Text(f"还有{count}条没有核对。", f"{count} findings are not decided yet."),
            where=document.file_name,
            to_do=Text(
                "请逐条核对，或勾选“其余各条按识别结果确认”。",
                "Decide on each, or tick “accept the rest as found”.",
            ),
        )
    return undecided.update(
        decision=Finding.Decision.ACCEPTED,
        decided_by=acting.person,
        decided_at=timezone.now(),
        revision=F("revision") + 1,
    )


def _refuse_nothing(document: Document, nothing_found_is_right: bool) -> None:
    counting = document.findings.filter(decision__in=COUNTING).exclude(kind=Finding.Kind.RESPONSIBILITY)
    if not nothing_found_is_right and not counting.exists():
        raise InputProblem(
            "nothing_found",
            Text("文件中没有任何目标或任务。", "there is no target and no task in this document."),
            where=document.file_name,
            to_do=Text(
                "请确认这就是要采纳的方案，或手工添加后再采纳。",
                "Confirm that this is the plan to adopt, or add what is missing first.",
            ),
        )
