"""What waits for my approval, and approving in one go what has no findings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lvheng.areas.permissions import require
from lvheng.errors import Problem, Problems, Text
from lvheng.plan.requests import ActingRequest
from lvheng.statistics import actions, page_queries, queries, web_forms
from lvheng.statistics.definitions import definition
from lvheng.statistics.lateness import days_late
from lvheng.statistics.models import Report, Version
from lvheng.statistics.page_queries import Filters
from lvheng.statistics.pages import common, one_page
from lvheng.statistics.sheets import Compared, compared


@dataclass(frozen=True)
class Largest:
    """The line whose figure changed most, and by how much."""

    number: str
    compared: Compared


@dataclass(frozen=True)
class Waiting:
    """A report that waits, with what an approver wants to know before opening it."""

    report: Report
    step: Text
    handed_in: datetime | None
    late_days: int
    findings: int
    largest: Largest | None

    @property
    def is_clean(self) -> bool:
        """Whether the checks found nothing, so that it may be approved together with others."""
        return not self.findings


@require_http_methods(["GET", "HEAD", "POST"])
def approvals(request: ActingRequest) -> HttpResponse:
    """The reports whose next step is mine; POST approves the ticked ones."""
    require("statistics.approve", request.acting)
    if request.method == "POST":
        return _approve_chosen(request)
    filters = Filters.of(request.GET)
    waiting = _waiting_for(request)
    page = one_page(request, filters.applied(waiting))
    rows = _rows(list(page))
    context = {
        **common(request.acting),
        "filters": filters,
        "choices": page_queries.choices(waiting),
        "page": page,
        "rows": rows,
        "clean_count": sum(row.is_clean for row in rows),
    }
    return render(request, "statistics/approvals.html", context)


def _waiting_for(request: ActingRequest) -> QuerySet[Report]:
    return page_queries.with_names(queries.waiting_for(request.acting).filter(state=Report.State.SUBMITTED))


def _rows(reports: list[Report]) -> list[Waiting]:
    """With what is known beside all of them read once: the page has as many queries for fifty reports as for one."""
    versions, first = page_queries.current_versions(reports), page_queries.first_handed_in(reports)
    beside, today = queries.Beside(reports), timezone.localdate()
    return [
        Waiting(
            report,
            definition(report.form).form.steps[report.step].title,
            versions[report.pk].submitted_at,
            days_late(report, first.get(report.pk), today),
            len(queries.findings_of(report, versions[report.pk], beside)),
            _largest(report, versions[report.pk], beside),
        )
        for report in reports
    ]


def _largest(report: Report, version: Version, beside: queries.Beside) -> Largest | None:
    issued, references = definition(report.form), beside.references(report)
    changed = [
        Largest(row.number, against)
        for row in issued.rows
        if (
            against := compared(
                version.entries.get(row.element, ""),
                references[row.element].last_year,
                issued.elements[row.element].unit,
            )
        ).change
    ]
    return max(changed, key=lambda each: each.compared.size, default=None)


def _approve_chosen(request: ActingRequest) -> HttpResponse:
    chosen = web_forms.chosen(request.POST)
    if not chosen:
        messages.warning(request, _("没有勾选任何报表。"))
        return redirect("statistics:approvals")
    approved, refused = 0, []
    for report in _waiting_for(request).filter(pk__in=chosen):
        if queries.findings_of(report, page_queries.current_version(report)):
            refused.append(_("%(report)s 有疑点，请打开审核。") % {"report": report})
            continue
        try:
            actions.approve(request.acting, report)
            approved += 1
        except (Problem, Problems) as error:
            refused.append(error.in_language(get_language() or ""))
    _tell(request, approved, refused)
    return redirect("statistics:approvals")


def _tell(request: ActingRequest, approved: int, refused: list[Any]) -> None:
    if approved:
        words = ngettext("已审核通过 %(count)s 张。", "已审核通过 %(count)s 张。", approved) % {"count": approved}
        messages.success(request, words)
    for each in refused:
        messages.error(request, each)
