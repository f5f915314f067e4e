"""What a reviewer does with the findings of a document, each for the state of the finding that the reviewer saw."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from lvheng.areas.acting import Acting
from lvheng.areas.permissions import require
from lvheng.audit.actions import record
from lvheng.errors import InputProblem, StateConflict, Text
from lvheng.plan.access import lock_document, lock_finding
from lvheng.plan.importing import Found
from lvheng.plan.models import Document, Finding

_UNDECIDED = (Finding.Decision.OPEN, Finding.Decision.UNCHECKED)
_PLACE = "place"


def accept(acting: Acting, document_id: int, finding_id: int, seen: int) -> Finding:
    """The finding is right as the reader found it."""
    return _decide(acting, document_id, finding_id, seen, Finding.Decision.ACCEPTED, "plan.accept_finding")


def reject(acting: Acting, document_id: int, finding_id: int, seen: int) -> Finding:
    """The finding is none: it will not become part of the plan."""
    return _decide(acting, document_id, finding_id, seen, Finding.Decision.REJECTED, "plan.reject_finding")


def _decide(
    acting: Acting, document_id: int, finding_id: int, seen: int, decision: Finding.Decision, action: str
) -> Finding:
    require("plan.review", acting)
    with transaction.atomic():
        document = lock_document(document_id, Document.State.REVIEW)
        finding = lock_finding(document, finding_id, seen)
        if finding.decision == Finding.Decision.SPLIT:
            raise _wrong_state(finding)
        before = finding.decision
        _save(acting, finding, decision)
        _log(acting, action, finding, {"decision": [before, decision.value]})
    return finding


def correct(acting: Acting, document_id: int, finding_id: int, seen: int, found: Found) -> Finding:
    """Replace what the reader found; its own answer is kept beside the correction."""
    require("plan.review", acting)
    with transaction.atomic():
        document = lock_document(document_id, Document.State.REVIEW)
        finding = lock_finding(document, finding_id, seen)
        if finding.decision == Finding.Decision.SPLIT:
            raise _wrong_state(finding)
        by_person = finding.split_from_id is not None or finding.decision == Finding.Decision.ADDED
        if finding.found_data is None and not by_person:
            finding.found_data = {**finding.data, _PLACE: [finding.article, finding.start, finding.end]}
        changes = _differences(finding, found)
        _place(finding, found)
        _save(acting, finding, Finding.Decision.ADDED if by_person else Finding.Decision.CORRECTED)
        _log(acting, "plan.correct_finding", finding, changes)
    return finding


def split(acting: Acting, document_id: int, finding_id: int, seen: int, parts: Sequence[Found]) -> list[Finding]:
    """Put several findings in the place of one that holds more than one target, task or responsibility."""
    require("plan.review", acting)
    if len(parts) < 2:
        raise ValueError("a split needs two parts")
    with transaction.atomic():
        document = lock_document(document_id, Document.State.REVIEW)
        finding = lock_finding(document, finding_id, seen)
        if finding.decision == Finding.Decision.SPLIT or finding.split_from_id is not None:
            raise _wrong_state(finding)
        _save(acting, finding, Finding.Decision.SPLIT)
        rows = [_new(acting, document, part, split_from=finding) for part in parts]
        Finding.objects.bulk_create(rows)
        _log(acting, "plan.split_finding", finding, {"parts": [part.data for part in parts]})
    return rows


def add(acting: Acting, document_id: int, found: Found) -> Finding:
    """Add what the reader overlooked."""
    require("plan.review", acting)
    with transaction.atomic():
        document = lock_document(document_id, Document.State.REVIEW)
        finding = _new(acting, document, found)
        finding.save()
        _log(acting, "plan.add_finding", finding, {"data": found.data, "article": found.article})
    return finding


def undo(acting: Acting, document_id: int, finding_id: int, seen: int) -> Finding | None:
    """Take the decision on a finding back; a split is undone as a whole, and what a person added disappears (None)."""
    require("plan.review", acting)
    with transaction.atomic():
        document = lock_document(document_id, Document.State.REVIEW)
        finding = lock_finding(document, finding_id, seen)
        whole = finding.split_from or finding
        before = whole.decision
        whole.parts.all().delete()
        if before == Finding.Decision.ADDED:
            _log(acting, "plan.undo_finding", whole, {"removed_finding": whole.data})
            whole.delete()
            return None
        _restore(whole)
        _save(acting, whole, Finding.Decision.OPEN)
        _log(acting, "plan.undo_finding", whole, {"decision": [before, Finding.Decision.OPEN.value]})
    return whole


def accept_rest(acting: Acting, document_id: int, articles: Sequence[str] | None = None) -> int:
    """Accept every undecided finding, of ``articles`` or of the whole document. Returns how many."""
    require("plan.review", acting)
    with transaction.atomic():
        document = lock_document(document_id, Document.State.REVIEW)
        undecided = document.findings.filter(decision__in=_UNDECIDED)
        if articles is not None:
            undecided = undecided.filter(article__in=articles)
        count = undecided.update(
            decision=Finding.Decision.ACCEPTED,
            decided_by=acting.person,
            decided_at=timezone.now(),
            carried_over=False,
            revision=F("revision") + 1,
        )
        changes = {"accepted": count, "articles": None if articles is None else list(articles)}
        record(acting, "plan.accept_rest", "document", document.pk, document.file_name, changes)
    return count


def correct_metadata(acting: Acting, document_id: int, seen: int, metadata: Mapping[str, Any]) -> Document:
    """Correct title, number, issuer, date and what the document is based on. ``metadata`` has the reading's keys."""
    require("plan.review", acting)
    with transaction.atomic():
        document = _lock_revision(document_id, seen)
        before, after = document.metadata, {**document.metadata, **metadata}
        document.metadata = after
        _save_document(document)
        changes = {key: [before.get(key), after[key]] for key in after if before.get(key) != after[key]}
        record(acting, "plan.correct_metadata", "document", document.pk, document.file_name, changes)
    return document


def correct_heading(acting: Acting, document_id: int, seen: int, article: str, heading: str) -> Document:
    """Correct the heading of an article. Errors: InputProblem ``no_such_article``."""
    require("plan.review", acting)
    with transaction.atomic():
        document = _lock_revision(document_id, seen)
        found = next((each for each in (document.reading or {})["articles"] if each["id"] == article), None)
        if found is None:
            raise InputProblem(
                "no_such_article", Text("文件中没有这一条。", "there is no such article."), where=article
            )
        before = document.headings.get(article, found["heading"])
        document.headings = {**document.headings, article: heading}
        _save_document(document)
        record(acting, "plan.correct_heading", "document", document.pk, article, {"heading": [before, heading]})
    return document


def match_names(acting: Acting, document_id: int, seen: int, matches: Mapping[str, str]) -> Document:
    """Say which organisation (code) a name as written means; an empty code leaves the name as it is written."""
    require("plan.review", acting)
    with transaction.atomic():
        document = _lock_revision(document_id, seen)
        before = document.matches
        document.matches = {**before, **matches}
        _save_document(document)
        changes = {name: [before.get(name), code] for name, code in matches.items() if before.get(name) != code}
        record(acting, "plan.match_names", "document", document.pk, document.file_name, changes)
    return document


def _lock_revision(document_id: int, seen: int) -> Document:
    document = lock_document(document_id, Document.State.REVIEW)
    if document.revision != seen:
        raise StateConflict(
            "document_corrected_meanwhile",
            Text("文件信息刚刚被其他人更正过。", "Somebody else has just corrected this document's data."),
            where=document.file_name,
            to_do=Text("请刷新页面核对后再保存。", "Reload the page, check, then save again."),
        )
    return document


def _save_document(document: Document) -> None:
    document.revision += 1
    document.save(update_fields=["metadata", "headings", "matches", "revision"])


def _save(acting: Acting, finding: Finding, decision: Finding.Decision) -> None:
    finding.decision = decision
    is_open = decision == Finding.Decision.OPEN
    finding.decided_by = None if is_open else acting.person
    finding.decided_at = None if is_open else timezone.now()
    finding.carried_over = False
    finding.revision += 1
    finding.save()


def _new(acting: Acting, document: Document, found: Found, split_from: Finding | None = None) -> Finding:
    return Finding(
        document=document,
        kind=found.kind,
        article=found.article,
        start=found.start,
        end=found.end,
        data=found.data,
        decision=Finding.Decision.ADDED,
        decided_by=acting.person,
        decided_at=timezone.now(),
        split_from=split_from,
    )


def _place(finding: Finding, found: Found) -> None:
    finding.article, finding.start, finding.end, finding.data = found.article, found.start, found.end, found.data


def _restore(finding: Finding) -> None:
    """Bring back what the reader had found, at its place."""
    if finding.found_data is not None:
        data = dict(finding.found_data)
        article, start, end = data.pop(_PLACE, [finding.article, finding.start, finding.end])
        _place(finding, Found(finding.kind, article, start, end, data))
        finding.found_data = None


def _differences(finding: Finding, found: Found) -> dict[str, Any]:
    before = {**finding.data, "article": finding.article}
    after = {**found.data, "article": found.article}
    return {key: [before.get(key), after[key]] for key in after if before.get(key) != after[key]}


def _wrong_state(finding: Finding) -> StateConflict:
    return StateConflict(
        "finding_split",
        Text("这一条已经拆分。", "This finding has been split."),
        where=str(finding),
        to_do=Text("请在拆分后的各条上操作，或先撤销拆分。", "Work on its parts, or undo the split first."),
    )


def _log(acting: Acting, action: str, finding: Finding, changes: Mapping[str, Any]) -> None:
    record(acting, action, "finding", finding.pk, str(finding), {**changes, "document": finding.document_id})
