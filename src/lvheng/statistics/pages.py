"""What the pages of reporting share: the page of one report, long lists, the choices of filters."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from lvheng.areas.acting import Acting
from lvheng.areas.permissions import allow
from lvheng.plan.requests import ActingRequest
from lvheng.statistics import page_queries, queries
from lvheng.statistics.models import Report, Version
from lvheng.statistics.sheets import sheet_of

PAGE_LENGTH = 50
CONFLICT, REFUSED = 409, 422


def one_page(request: HttpRequest, rows: QuerySet[Any] | list[Any]) -> Page[Any]:
    """The rows of ``?page=2``; a page beyond the end shows the last one."""
    return Paginator(rows, PAGE_LENGTH).get_page(request.GET.get("page"))


def common(acting: Acting) -> dict[str, Any]:
    """What the tabs of every page need to know of the reader."""
    names = ("read_progress", "fill", "approve")
    return {f"may_{name}": allow(f"statistics.{name}", acting) for name in names}


def report_page(
    request: ActingRequest,
    report: Report,
    version: Version | None = None,
    **wrong: Any,
) -> HttpResponse:
    """A report as it was handed in: the newest version, or ``version``, with its way and history for those inside.

    ``wrong`` says what a form on the page lacks, and makes the answer a refusal.
    """
    shown = version or page_queries.shown_version(request.acting, report)
    inside = queries.reads_inside(request.acting, report)
    beside = queries.Beside([report])
    findings = queries.findings_of(report, shown, beside) if inside and shown else ()
    sheet = sheet_of(report, shown, findings, beside)
    context = {
        **common(request.acting),
        "report": report,
        "version": shown,
        "is_old": version is not None and version.number != report.current,
        "sheet": sheet,
        "head": sheet.definition.head,
        "definition": sheet.definition.form,
        "is_recorded": report.state in (Report.State.APPROVED, Report.State.PUBLISHED) or not inside,
        "may": queries.may(request.acting, report),
        "may_see_words": inside,
        "against_earlier": any(line.earlier is not None for line in sheet.lines),
        "way": queries.steps_of(report),
        "versions": page_queries.versions_of(request.acting, report),
        "returned": page_queries.last_return(report) if inside else None,
        "history": page_queries.history(report) if inside else (),
        **wrong,
    }
    return render(request, "statistics/report.html", context, status=REFUSED if wrong else 200)
