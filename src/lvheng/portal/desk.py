"""The desk: what waits for a person in the role that they act in, gathered from the rooms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lvheng.areas.permissions import allow
from lvheng.cases import queries as case_queries
from lvheng.plan import queries as plan_queries
from lvheng.plan import waiting_queries
from lvheng.reports import queries as official_queries
from lvheng.statistics import desk_queries as report_queries


@dataclass(frozen=True)
class Item:
    """One thing to do: what, how much of it, and where it is done. ``kind`` is info, warn or bad."""

    icon: str
    title: str
    detail: str
    url: str
    action: str
    count: int | None = None
    kind: str = "info"


def waiting_for(acting: Any) -> list[Item]:
    """Everything that waits, the most pressing room first; empty when nothing does."""
    return [
        *_documents(acting),
        *_cases(acting),
        *_official(acting),
        *_reports(acting),
        *_proposals(acting),
        *_duties(acting),
    ]


def _documents(acting: Any) -> Iterator[Item]:
    reviews, adopts = allow("plan.review", acting), allow("plan.adopt", acting)
    if not (reviews or adopts):
        return
    documents: Iterable[Any] = waiting_queries.documents_under_way()
    for document in documents:
        item = _document(document)
        if reviews or (document.state == "review" and not document.undecided):
            yield item


def _document(document: Any) -> Item:
    url = reverse("plan:document", args=[document.pk])
    if document.state == "failed":
        return Item("error", document.file_name, _("这份文件无法阅读，请看原因。"), url, _("看原因"), kind="bad")
    if document.state != "review":
        return Item("clock", document.file_name, _("正在阅读，稍后即可核对。"), url, _("看进度"))
    if document.undecided:
        done = document.found - document.undecided
        detail = _("共识别 %(found)s 项，已核对 %(done)s 项。") % {"found": document.found, "done": done}
        title = _("核对：%(name)s") % {"name": document.file_name}
        return Item("document", title, detail, url, _("继续核对"), document.undecided, "warn")
    title = _("采纳：%(name)s") % {"name": document.file_name}
    return Item("check-circle", title, _("全部核对完毕，采纳后成为方案的新版本。"), url, _("去采纳"), kind="warn")


def _cases(acting: Any) -> Iterator[Item]:
    """Duties: those that are overdue, those to do, and those that others have to do first."""
    found = case_queries.desk(acting)
    url = reverse("cases:list")
    if found.overdue and found.first_due is not None:
        detail = _("最早的到期日是 %(day)s。") % {"day": date_format(found.first_due, "Y-m-d")}
        yield Item("clock", _("逾期事项"), detail, f"{url}?mine=1&due=overdue", _("去办理"), found.overdue, "bad")
    if found.mine > found.overdue:
        detail = _("其中 %(soon)s 件七日内到期，%(assigned)s 件分办给您本人。") % {
            "soon": found.soon,
            "assigned": found.assigned,
        }
        kind = "warn" if found.soon or found.assigned else "info"
        yield Item("task", _("承办事项"), detail, f"{url}?mine=1", _("去办理"), found.mine, kind)
    if found.supervised:
        detail = _("等承办单位办理，其中 %(late)s 件已逾期。") % {"late": found.supervised_overdue}
        yield Item("people", _("督办事项"), detail, f"{url}?supervised=1", _("看进展"), found.supervised)


def _official(acting: Any) -> Iterator[Item]:
    """Official documents to review or to issue."""
    if not allow("documents.review", acting):
        return
    for document in official_queries.waiting_for(acting):
        title = _("公文：%(name)s") % {"name": document.title}
        yield Item(
            "document", title, document.get_state_display(), document.get_absolute_url(), _("去办理"), kind="warn"
        )


def _reports(acting: Any) -> Iterator[Item]:
    """Reports that came back, those to fill in, to approve and to publish."""
    waiting = report_queries.desk(acting)
    for step in waiting.returned:
        title = _("退回修改：%(report)s") % {"report": report_queries.name_of(step.report)}
        url = reverse("statistics:report", args=[step.report_id])
        yield Item("arrow-left", title, step.words, url, _("去修改"), kind="bad")
    if waiting.owed and waiting.first_due is not None:
        detail = _("最早的截止日期是 %(day)s。") % {"day": date_format(waiting.first_due, "Y-m-d")}
        if waiting.overdue:
            words = ngettext("其中 %(count)s 张已逾期，", "其中 %(count)s 张已逾期，", waiting.overdue)
            detail = words % {"count": waiting.overdue} + detail
        kind = "bad" if waiting.overdue else "warn"
        yield Item("edit", _("填报报表"), detail, reverse("statistics:mine"), _("去填报"), waiting.owed, kind)
    if waiting.to_approve:
        url, detail = reverse("statistics:approvals"), _("填报单位已经提交，等您审核。")
        yield Item("check", _("审核报表"), detail, url, _("去审核"), waiting.to_approve, "warn")
    if waiting.to_publish:
        url, detail = reverse("statistics:publications"), _("已经审定，可以公布。")
        yield Item("globe", _("公布数据"), detail, url, _("去公布"), waiting.to_publish)


def _proposals(acting: Any) -> Iterator[Item]:
    if not allow("plan.assign", acting):
        return
    versions: Iterable[Any] = waiting_queries.proposals_by_version()
    for version in versions:
        url = f"{reverse('plan:responsibilities', args=[version.plan.code])}?state=proposed"
        detail = _("《%(plan)s》的责任分工由数据包建议，尚未有人确认。") % {"plan": version.plan}
        yield Item("check-circle", _("确认责任分工"), detail, url, _("去确认"), version.proposed, "warn")


def _duties(acting: Any) -> Iterator[Item]:
    """For those who carry the plan out: what it asks of their organisation."""
    plan = plan_queries.current_plan()
    if plan is None or acting.organisation is None:
        return
    version = plan_queries.current_version(plan.code)
    counts = waiting_queries.duties_of_organisation(acting.organisation, version)
    if not any(counts.values()):
        return
    url = f"{reverse('plan:tasks', args=[plan.code])}?organisation={acting.organisation.code}"
    detail = _("牵头 %(lead)s 条，参与 %(joins)s 条。") % {"lead": counts["lead"], "joins": counts["participant"]}
    title = _("%(organisation)s在方案中的任务") % {"organisation": acting.organisation}
    yield Item("task", title, detail, url, _("看任务"))
