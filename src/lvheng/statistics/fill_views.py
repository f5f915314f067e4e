"""Filling in a form: the page, the draft that is saved and checked as one types, and handing it in."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lvheng.errors import Problems
from lvheng.plan.requests import ActingRequest
from lvheng.statistics import actions, page_queries, queries, web_forms
from lvheng.statistics.definitions import definition
from lvheng.statistics.models import Report, Version
from lvheng.statistics.pages import REFUSED, common
from lvheng.statistics.sheets import sheet_of


def fill_page(request: ActingRequest, report: Report, refused: bool = False) -> HttpResponse:
    """The form with the draft in it and what the checks say of it; ``refused``: it could not be handed in."""
    draft = page_queries.current_version(report)
    findings = queries.findings_of(report, draft)
    context = _context(report, draft, findings) | {
        **common(request.acting),
        "may": queries.may(request.acting, report),
        "returned": page_queries.last_return(report),
        "refused": refused,
    }
    return render(request, "statistics/fill.html", context, status=REFUSED if refused else 200)


def save(request: ActingRequest, report: Report) -> HttpResponse:
    """Keep what was typed, without JavaScript; the page then shows what the checks say."""
    _keep(request, report)
    messages.success(request, _("已保存。"))
    return redirect("statistics:report", report.pk)


@require_POST
def check(request: ActingRequest, pk: int) -> HttpResponse:
    """Keep what was typed and answer with the findings, row by row; asked for by htmx as one types."""
    report = queries.report(request.acting, pk)
    findings = _keep(request, report)
    draft = page_queries.current_version(report)
    return render(request, "statistics/_live.html", _context(report, draft, findings))


def submit(request: ActingRequest, report: Report) -> HttpResponse:
    """Hand in what was typed; what still blocks is told on the form, with nothing lost."""
    if "seen" in request.POST:
        _keep(request, report)
    try:
        actions.submit(request.acting, queries.report(request.acting, report.pk))
    except Problems:
        return fill_page(request, queries.report(request.acting, report.pk), refused=True)
    messages.success(request, _("已提交审核。"))
    return redirect("statistics:report", report.pk)


def _keep(request: ActingRequest, report: Report) -> Any:
    form = definition(report.form).form
    typed = web_forms.typed(request.POST, form.elements, [rule.code for rule in form.rules])
    return actions.save_draft(request.acting, report, typed.entries, typed.explanations, seen=typed.seen)


def _context(report: Report, draft: Version, findings: Any) -> dict[str, Any]:
    sheet = sheet_of(report, draft, findings)
    return {
        "report": report,
        "version": draft,
        "sheet": sheet,
        "definition": sheet.definition.form,
        "head": sheet.definition.head,
        "findings": findings,
    }
