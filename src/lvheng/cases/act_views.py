"""What people do on the page of a case."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lvheng.areas.permissions import require
from lvheng.cases import actions
from lvheng.cases.access import MAY_SEE, MAY_WORK, is_in_charge
from lvheng.cases.case_views import context_of
from lvheng.cases.catalogue import type_of
from lvheng.cases.file_store import download, read
from lvheng.cases.forms import FILES, SEEN, WORDS, AssignForm, CorrectForm, StepForm
from lvheng.cases.models import Attachment, Case
from lvheng.cases.pages import ActingRequest, files_of, in_words, open_case_page, show_problems
from lvheng.errors import NotAllowed, Problem, Problems, Text

MOST_AT_ONCE = 200


@require_POST
def step(request: ActingRequest, case_id: int, step: str) -> HttpResponse:
    """Take a step; what is refused is said beside the fields of its form."""
    found = open_case_page(request, case_id)
    kind = type_of(found.type)
    declared = kind.step_of.get(step)
    if declared is None:
        raise Http404(step)
    form = StepForm(found, kind, declared, request.POST, request.FILES)
    if form.is_valid():
        data = form.cleaned_data
        files = files_of(request, form.add_prefix(FILES))
        try:
            actions.take_step(
                request.acting, case_id, step, written=form.written(), words=data[WORDS], files=files,
                seen_events=data[SEEN],
            )  # fmt: skip
        except NotAllowed:
            raise
        except (Problem, Problems) as problem:
            show_problems(form, problem)
        else:
            messages.success(request, _("已办理：%(step)s。") % {"step": form.title})
            return redirect("cases:case", case_id)
    found.refresh_from_db()
    return render(request, "cases/case.html", context_of(request, found, form), status=422)


def _comment(request: ActingRequest, case: Case) -> str:
    actions.comment(request.acting, case.pk, request.POST.get(WORDS, ""))
    return _("批注已记入时间线。")


def _attach(request: ActingRequest, case: Case) -> str:
    actions.attach(request.acting, case.pk, files_of(request, FILES), request.POST.get(WORDS, ""))
    return _("附件已保存。")


def _assign(request: ActingRequest, case: Case) -> str:
    form = AssignForm(case, request.POST)
    if not form.is_valid():
        raise Problem(
            "not_of_owner", Text("请选择承办单位的在任人员。", "Choose somebody who holds an appointment there.")
        )
    chosen = form.cleaned_data["person"]
    actions.assign(request.acting, case.pk, int(chosen) if chosen else None, request.POST.get(WORDS, ""))
    return _("已分办。")


def _suspend(request: ActingRequest, case: Case) -> str:
    actions.suspend(request.acting, case.pk, request.POST.get(WORDS, ""))
    return _("期限已中止计算。")


def _resume(request: ActingRequest, case: Case) -> str:
    actions.resume(request.acting, case.pk, request.POST.get(WORDS, ""))
    return _("期限已恢复计算。")


def _set_milestone(request: ActingRequest, case: Case) -> str:
    try:
        day = datetime.date.fromisoformat(request.POST.get("due_on", ""))
    except ValueError:
        raise Problem("not_a_date", Text("请选择节点日期。", "Choose the day of the milestone.")) from None
    actions.set_milestone(request.acting, case.pk, request.POST.get("title", ""), day)
    return _("节点已设定。")


_ACTS: dict[str, Callable[[ActingRequest, Case], str]] = {
    "comment": _comment,
    "attach": _attach,
    "assign": _assign,
    "suspend": _suspend,
    "resume": _resume,
    "set-milestone": _set_milestone,
}


@require_POST
def act(request: ActingRequest, case_id: int, act: str) -> HttpResponse:
    """Comment, attach, assign, suspend, resume, set a milestone."""
    found = open_case_page(request, case_id)
    if act not in _ACTS:
        raise Http404(act)
    require(MAY_WORK, request.acting)
    try:
        messages.success(request, _ACTS[act](request, found))
    except NotAllowed:
        raise
    except (Problem, Problems) as error:
        for problem in error.problems if isinstance(error, Problems) else (error,):
            messages.error(request, in_words(problem))
    return redirect("cases:case", case_id)


@require_POST
def milestone(request: ActingRequest, case_id: int, deadline_id: int) -> HttpResponse:
    """Say that a milestone is reached."""
    open_case_page(request, case_id)
    require(MAY_WORK, request.acting)
    try:
        words, files = request.POST.get(WORDS, ""), files_of(request, FILES)
        actions.meet_milestone(request.acting, case_id, deadline_id, words, files)
    except NotAllowed:
        raise
    except (Problem, Problems) as error:
        for problem in error.problems if isinstance(error, Problems) else (error,):
            messages.error(request, in_words(problem))
    else:
        messages.success(request, _("节点已完成。"))
    return redirect("cases:case", case_id)


@require_http_methods(["GET", "POST"])
def correct(request: ActingRequest, case_id: int) -> HttpResponse:
    """Put the facts of a case right, with the reason."""
    found = open_case_page(request, case_id)
    if not is_in_charge(request.acting, found):
        what = Text("只有承办、督办单位可以更正。", "Only those in charge and their supervisor may correct it.")
        raise NotAllowed("case_not_yours", what)
    kind = type_of(found.type)
    form = CorrectForm(found, kind, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.correct(request.acting, case_id, form.written(), form.cleaned_data[WORDS])
        except NotAllowed:
            raise
        except (Problem, Problems) as problem:
            show_problems(form, problem)
        else:
            messages.success(request, _("已更正，原来的内容保留在时间线中。"))
            return redirect("cases:case", case_id)
    context: dict[str, Any] = {"case": found, "kind": kind, "form": form}
    return render(request, "cases/correct.html", context, status=422 if form.errors else 200)


@require_safe
def attachment(request: ActingRequest, case_id: int, file_id: int) -> HttpResponse:
    """A file of a case, to be saved, never shown by the browser."""
    found = open_case_page(request, case_id)
    row = Attachment.objects.filter(case=found, pk=file_id).first()
    if row is None:
        raise Http404(str(file_id))
    return download(row.name, read(row.sha256))


@require_POST
def bulk(request: ActingRequest) -> HttpResponse:
    """Take the same step of the cases that were ticked."""
    require(MAY_SEE, request.acting)
    require(MAY_WORK, request.acting)
    chosen = [int(each) for each in request.POST.getlist("case") if each.isascii() and each.isdigit()][:MOST_AT_ONCE]
    results = actions.take_steps(request.acting, chosen, request.POST.get("step", ""), request.POST.get(WORDS, ""))
    done = sum(problem is None for _case, problem in results)
    if done:
        words = ngettext("已办理 %(count)s 件。", "已办理 %(count)s 件。", done)
        messages.success(request, words % {"count": done})
    if not chosen:
        messages.error(request, _("请先勾选事项。"))
    numbers = dict(Case.objects.filter(pk__in=chosen).values_list("pk", "number"))
    for case_id, problem in results:
        if problem is not None:
            told = problem.problems if isinstance(problem, Problems) else (problem,)
            messages.error(request, f"{numbers.get(case_id, case_id)}：{' '.join(in_words(each) for each in told)}")
    return redirect(_back(request))


def _back(request: ActingRequest) -> str:
    """The list from which the cases were chosen; only a page of this room."""
    query = request.POST.get("back", "")
    return f"/cases/?{query}" if query.isprintable() else "/cases/"
