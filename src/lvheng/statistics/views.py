"""One's own reports, one report with its figures, versions and steps, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lvheng.areas.permissions import require
from lvheng.errors import InputProblem, StateConflict
from lvheng.plan.requests import ActingRequest
from lvheng.statistics import actions, fill_views, page_queries, queries, things, web_forms
from lvheng.statistics.models import Report
from lvheng.statistics.pages import common, one_page, report_page


@require_safe
def mine(request: ActingRequest) -> HttpResponse:
    """What the own organisation owes, by deadline, or with ``?view=done`` what it has handed in."""
    require("statistics.fill", request.acting)
    view = "done" if request.GET.get("view") == "done" else "owed"
    owed, done = page_queries.owed_by(request.acting), page_queries.handed_in_by(request.acting)
    context = {
        **common(request.acting),
        "view": view,
        "counts": {"owed": owed.count(), "done": done.count()},
        "page": one_page(request, done if view == "done" else owed),
        "things": things.kinds_asked_of(request.acting),
    }
    return render(request, "statistics/mine.html", context)


@require_POST
def add_thing(request: ActingRequest, code: str) -> HttpResponse:
    """One more thing, such as a sewage plant, for the own organisation to report on from now on."""
    try:
        opened = actions.add_thing(request.acting, queries.form_of_code(code))
    except InputProblem as problem:
        messages.error(request, problem.in_language(get_language() or ""))
    else:
        messages.success(request, _("已增加，{count} 张报表等待填报。").format(count=len(opened)))
    return redirect("statistics:mine")


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: ActingRequest, pk: int) -> HttpResponse:
    """The form to fill in for those who may, for everybody else the figures. POST saves the draft."""
    found = queries.report(request.acting, pk)
    if request.method == "POST":
        return fill_views.save(request, found)
    if "submit" in queries.may(request.acting, found):
        return fill_views.fill_page(request, found)
    return report_page(request, found)


@require_safe
def version(request: ActingRequest, pk: int, number: int) -> HttpResponse:
    """One version as it was handed in."""
    found = queries.report(request.acting, pk)
    shown = page_queries.version_for(request.acting, found, number)
    if shown is None:
        raise Http404(str(number))
    return report_page(request, found, shown)


@require_POST
def act(request: ActingRequest, pk: int, action: str) -> HttpResponse:
    """Take one of the steps in ``_STEPS`` with a report; somebody who was too late is led to how it stands now."""
    step = _STEPS.get(action)
    if step is None:
        raise Http404(action)
    found = queries.report(request.acting, pk)
    try:
        return step(request, found)
    except StateConflict as conflict:
        messages.error(request, conflict.in_language(get_language() or ""))
        return redirect("statistics:report", pk)


def _start(request: ActingRequest, found: Report) -> HttpResponse:
    actions.start(request.acting, found)
    return redirect("statistics:report", found.pk)


def _withdraw(request: ActingRequest, found: Report) -> HttpResponse:
    actions.withdraw(request.acting, found, seen=_mark(request))
    messages.success(request, _("已撤回，可以继续修改。"))
    return redirect("statistics:report", found.pk)


def _approve(request: ActingRequest, found: Report) -> HttpResponse:
    after = actions.approve(request.acting, found, web_forms.words(request.POST), seen=_mark(request))
    done = after.state == Report.State.APPROVED
    messages.success(request, _("已审定，数已记录。") if done else _("已审核通过，转到下一步。"))
    return redirect("statistics:approvals")


def _send_back(request: ActingRequest, found: Report) -> HttpResponse:
    words = web_forms.words(request.POST)
    if not words and "return" in queries.may(request.acting, found):
        return report_page(request, found, words_missing=True)
    actions.send_back(request.acting, found, words, seen=_mark(request))
    messages.success(request, _("已退回，填报单位会在工作台看到您的意见。"))
    return redirect("statistics:approvals")


def _correct(request: ActingRequest, found: Report) -> HttpResponse:
    reason = web_forms.words(request.POST, "reason")
    if not reason and "correct" in queries.may(request.acting, found):
        return report_page(request, found, reason_missing=True)
    actions.correct(request.acting, found, reason, seen=_mark(request))
    messages.success(request, _("已开始更正。原来的数在新版审定之前仍然有效。"))
    return redirect("statistics:report", found.pk)


def _drop(request: ActingRequest, found: Report) -> HttpResponse:
    actions.drop_correction(request.acting, found, seen=_mark(request))
    messages.success(request, _("已放弃更正，原来的数照旧有效。"))
    return redirect("statistics:report", found.pk)


def _mark(request: ActingRequest) -> str | None:
    """How the report stood on the page that the button was on."""
    return request.POST.get("mark") or None


_STEPS: dict[str, Callable[[ActingRequest, Report], HttpResponse]] = {
    "start": _start,
    "submit": fill_views.submit,
    "withdraw": _withdraw,
    "approve": _approve,
    "return": _send_back,
    "correct": _correct,
    "drop": _drop,
}
