"""The pages of the reporting path. They set no cookie, know no session, and ask nothing that they do not need.

Cross-site protection by cookie is left out on purpose: nobody is signed in here, so nobody's rights can be borrowed; a
form is accepted only with a token that this site gave with it.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from lvheng.cases.public import receipts
from lvheng.cases.public.following import follow_up
from lvheng.cases.public.forms import CodeForm, ObjectionForm, ReportForm
from lvheng.cases.public.no_trace import LANGUAGE
from lvheng.cases.public.promises import promise
from lvheng.cases.public.receiving import OBJECTION, POLLUTION, receipt_of, receive, reply
from lvheng.cases.public.rewards import claim as claim_reward
from lvheng.cases.public.subjects import subject_of
from lvheng.cases.public.where import report_map
from lvheng.errors import InputProblem, Problem, Problems, StateConflict

_READ_AND_SEND = ["GET", "HEAD", "POST"]


@csrf_exempt
@require_http_methods(_READ_AND_SEND)
def report(request: HttpRequest) -> HttpResponse:
    """Report pollution or waste; the answer to what was sent shows the receipt, once."""
    form = ReportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        answered = _received(request, form)
        if answered is not None:
            return answered
    return _page(
        request,
        "public/report.html",
        {"form": form, "map": report_map(), "token": receipts.new_token(), "promise": promise(POLLUTION)},
    )


@csrf_exempt
@require_http_methods(_READ_AND_SEND)
def objection(request: HttpRequest, about: str) -> HttpResponse:
    """Suggest or object to something that is published; it becomes a case with a receipt."""
    subject = subject_of(about)
    form = ObjectionForm(about, request.POST or None)
    if request.method == "POST" and form.is_valid():
        answered = _received(request, form)
        if answered is not None:
            return answered
    context = {"form": form, "subject": subject, "token": receipts.new_token(), "promise": promise(OBJECTION)}
    return _page(request, "public/objection.html", context)


def _received(request: HttpRequest, form: ReportForm | ObjectionForm) -> HttpResponse | None:
    """The page with the receipts; None where something was wrong, which the form then shows."""
    try:
        found, codes = receive(form.told(), form.cleaned_data["token"])
    except (InputProblem, Problems, StateConflict) as problem:
        form.show_problems(problem)
        return None
    return _page(
        request, "public/received.html", {"codes": codes, "report": found, "promise": promise(found.case.type)}
    )


@csrf_exempt
@require_http_methods(_READ_AND_SEND)
def follow(request: HttpRequest) -> HttpResponse:
    """Where a report stands, for whoever holds its receipt. The code is sent in the body, never in the address."""
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _follow_page(request, form, None)
    return _page(request, "public/follow.html", {"form": form})


@csrf_exempt
@require_POST
def add(request: HttpRequest) -> HttpResponse:
    """The reporter adds something or answers a question."""
    return _with_code(request, lambda code: reply(code, request.POST.get("words", "")))


@csrf_exempt
@require_POST
def claim(request: HttpRequest) -> HttpResponse:
    """The reporter claims the reward."""
    return _with_code(request, claim_reward)


def _with_code(request: HttpRequest, act: Any) -> HttpResponse:
    form = CodeForm(request.POST)
    form.is_valid()
    wrong: Problem | Problems | None = None
    try:
        act(form.cleaned_data.get("code", ""))
    except (InputProblem, Problems, StateConflict) as problem:
        wrong = problem
    return _follow_page(request, form, wrong)


def _follow_page(request: HttpRequest, form: CodeForm, wrong: Problem | Problems | None) -> HttpResponse:
    code = form.cleaned_data.get("code", "")
    try:
        receipt = receipt_of(code)
    except InputProblem as problem:
        form.show_problems(problem)
        return _page(request, "public/follow.html", {"form": form})
    problems = wrong.problems if isinstance(wrong, Problems) else (wrong,) if wrong else ()
    context = {"code": code, "found": follow_up(receipt), "problems": problems, "done": not problems}
    return _page(request, "public/followed.html", context, status=422 if problems else 200)


def _page(request: HttpRequest, template: str, context: dict[str, Any], status: int = 0) -> HttpResponse:
    """A page without a token against cross-site requests, since asking for one would set a cookie."""
    form = context.get("form")
    language = request.GET.get(LANGUAGE, "")
    kept = f"?{LANGUAGE}={language}" if language in ("en", "zh-hans") else ""
    wrong = bool(form is not None and form.is_bound and form.errors)
    return render(
        request, template, {"csrf_token": "", "kept": kept, **context}, status=status or (422 if wrong else 200)
    )
