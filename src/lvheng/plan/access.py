"""The only way from an id to a row that is about to be written: locked, and in the state that the writer needs."""

from __future__ import annotations

from collections.abc import Iterable

from lvheng.errors import InputProblem, StateConflict, Text
from lvheng.plan.models import Document, Finding, Plan, Responsibility, Version


def lock_plan(plan_id: int) -> Plan:
    """The plan, locked until the end of the transaction: everything that makes or follows a version queues here."""
    return Plan.objects.select_for_update().get(pk=plan_id)


def lock_document(document_id: int, *states: Document.State) -> Document:
    """The document, locked; StateConflict when it is in none of ``states``."""
    document = Document.objects.select_for_update(of=("self",)).select_related("plan__area").get(pk=document_id)
    if document.state not in states:
        raise StateConflict(
            "document_moved_on",
            Text(
                f"文件现在的状态是“{document.get_state_display()}”，不能再这样操作。",
                f"The document is now “{document.state}”; this can no longer be done.",
            ),
            where=document.file_name,
            to_do=Text("请刷新页面查看最新情况。", "Reload the page to see how it stands."),
        )
    return document


def lock_finding(document: Document, finding_id: int, seen_revision: int) -> Finding:
    """A finding of a locked document; StateConflict when somebody decided on it after ``seen_revision``."""
    finding = Finding.objects.select_for_update().filter(document=document, pk=finding_id).first()
    if finding is None or finding.revision != seen_revision:
        raise StateConflict(
            "finding_decided_meanwhile",
            Text("这一条刚刚被其他人处理过。", "Somebody else has just decided on this finding."),
            where=str(finding or ""),
            to_do=Text("已显示最新内容，请核对后再操作。", "Look at how it stands now, then repeat if needed."),
        )
    return finding


def latest_version(plan: Plan) -> Version | None:
    """The version in force, or None before the first adoption."""
    return plan.versions.order_by("-number").first()


def lock_responsibilities(
    version: Version, ids: Iterable[int], states: tuple[Responsibility.State, ...]
) -> list[Responsibility]:
    """The rows in ascending order, all in one of ``states``; StateConflict names those that are not.

    Errors: InputProblem for an empty choice or a version that has been replaced; StateConflict for rows that are gone
    or decided.
    """
    refuse_replaced(version)
    wanted = sorted(set(ids))
    if not wanted:
        raise InputProblem(
            "nothing_selected",
            Text("没有选择任何责任分工。", "no responsibility is selected."),
            to_do=Text("请先勾选。", "Tick some first."),
        )
    rows = list(
        Responsibility.objects.filter(version=version, pk__in=wanted)
        .select_related("provision", "organisation")
        .order_by("pk")
    )
    others = [row for row in rows if row.state not in states]
    if others or len(rows) < len(wanted):
        names = "、".join(f"{row.provision.reference} {row.name}" for row in others)
        raise StateConflict(
            "responsibility_decided_meanwhile",
            Text("有的责任分工已经被处理过。", "Some of these responsibilities have been decided already."),
            where=names,
            to_do=Text("请刷新页面后重新选择。", "Reload the page and select again."),
        )
    return rows


def refuse_replaced(version: Version) -> None:
    """Lock the plan of ``version``; InputProblem unless it is the version in force."""
    latest = latest_version(lock_plan(version.plan_id))
    if latest is None or latest.pk != version.pk:
        number = latest.number if latest else 0
        raise InputProblem(
            "version_replaced",
            Text("这个版本已被新版本取代，只能查看。", "This version has been replaced and can only be read."),
            where=str(version),
            to_do=Text(f"请在第{number}版中操作。", f"Do it in version {number}."),
        )
