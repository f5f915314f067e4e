"""Filling in a form: the page, the draft that is saved and checked as one types, and handing it in."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lvheng.errors import Problems, StateConflict
from lvheng.plan.requests import ActingRequest
from lvheng.statistics import actions, page_queries, queries, web_forms
from lvheng.statistics.definitions import definition
from lvheng.statistics.findings import Findings
from lvheng.statistics.models import Report, Version
from lvheng.statistics.pages import CONFLICT, REFUSED, common
from lvheng.statistics.sheets import sheet_of
from lvheng.statistics.web_forms import Typed


def fill_page(
    request: ActingRequest, report: Report, refused: bool = False, conflict: StateConflict | None = None
) -> HttpResponse:
    """The form with the draft in it and what the checks say of it.

    ``refused``: it could not be handed in. ``conflict``: somebody else saved meanwhile, so that the form shows what was
    typed and not what is kept.
    """
    draft = page_queries.current_version(report)
    if conflict is not None:
        typed = _typed(request, report)
        draft.entries = {**draft.entries, **typed.entries}
        draft.explanations = {**draft.explanations, **typed.explanations}
    beside = queries.Beside([report])
    context = _context(report, draft, queries.findings_of(report, draft, beside), beside) | {
        **common(request.acting),
        "may": queries.may(request.acting, report),
        "returned": page_queries.last_return(report),
        "refused": refused,
        "conflict": conflict,
    }
    status = CONFLICT if conflict else REFUSED if refused else 200
    return render(request, "statistics/fill.html", context, status=status)


def save(request: ActingRequest, report: Report) -> HttpResponse:
    """Keep what was typed, without JavaScript; the page then shows what the checks say."""
    try:
        _keep(request, report)
    except StateConflict as conflict:
        return _answer_conflict(request, report, conflict)
    messages.success(request, _("已保存。"))
    return redirect("statistics:report", report.pk)


@require_POST
def check(request: ActingRequest, pk: int) -> HttpResponse:
    """Keep what was typed and answer with the findings, row by row; asked for by htmx as one types."""
    report = queries.report(request.acting, pk)
    findings = _keep(request, report)
    report = queries.report(request.acting, pk)  # saving may have begun the first draft
    draft = page_queries.current_version(report)
    return render(request, "statistics/_live.html", _context(report, draft, findings))


def submit(request: ActingRequest, report: Report) -> HttpResponse:
    """Hand in what was typed; what still blocks is told on the form, with nothing lost."""
    try:
        if "seen" in request.POST:
            _keep(request, report)
        actions.submit(request.acting, queries.report(request.acting, report.pk))
    except StateConflict as conflict:
        return _answer_conflict(request, report, conflict)
    except Problems:
        return fill_page(request, queries.report(request.acting, report.pk), refused=True)
    messages.success(request, _("已提交审核。"))
    return redirect("statistics:report", report.pk)


def _answer_conflict(request: ActingRequest, report: Report, conflict: StateConflict) -> HttpResponse:
    """On the form, where there still is one to go on with."""
    now = queries.report(request.acting, report.pk)
    if "submit" not in queries.may(request.acting, now):
        raise conflict
    return fill_page(request, now, conflict=conflict)


def _keep(request: ActingRequest, report: Report) -> Findings:
    typed = _typed(request, report)
    return actions.save_draft(request.acting, report, typed.entries, typed.explanations, seen=typed.seen)


def _typed(request: ActingRequest, report: Report) -> Typed:
    form = definition(report.form).form
    return web_forms.typed(request.POST, form.elements, [rule.code for rule in form.rules])


def _context(
    report: Report, draft: Version, findings: Findings, beside: queries.Beside | None = None
) -> dict[str, Any]:
    sheet = sheet_of(report, draft, findings, beside)
    return {
        "report": report,
        "version": draft,
        "sheet": sheet,
        "definition": sheet.definition.form,
        "head": sheet.definition.head,
        "findings": findings,
    }
