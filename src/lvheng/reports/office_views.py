"""Pages of the office: templates, and what the schedules owe."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from lvheng.areas.permissions import allow, require
from lvheng.errors import InputProblem, Problem, Problems
from lvheng.reports import access, actions, contract, queries
from lvheng.reports.jobs import queue_drafts
from lvheng.reports.pages import ActingRequest, in_words, open_template, told
from lvheng.reports.serving import CONTENT_TYPES


@require_safe
def templates(request: ActingRequest) -> HttpResponse:
    """The kinds of documents with the template in use."""
    require("documents.review", request.acting)
    rows = [
        {
            "template": each,
            "version": queries.template_versions(each.code).first(),
            "may_draft": access.may_draft(request.acting, each.issuer),
        }
        for each in queries.templates()
    ]
    return render(request, "reports/templates.html", {"rows": rows})


@require_http_methods(["GET", "POST"])
def template(request: ActingRequest, code: str) -> HttpResponse:
    """One template: what it may name, its versions, and where to upload another."""
    require("documents.review", request.acting)
    found = open_template(code)
    problems: list[Problem] = []
    if request.method == "POST":
        try:
            saved = actions.save_template(
                request.acting, code, request.FILES.get("file"), request.POST.get("remark", "")
            )
        except (InputProblem, Problems) as error:
            problems = told(error)
        else:
            messages.success(request, _("已启用第 %(number)s 版模板。") % {"number": saved.number})
            return redirect("reports:template", code)
    context = {
        "template": found,
        "names": contract.names(found),
        "versions": queries.template_versions(code),
        "may_change": allow("documents.templates", request.acting),
        "may_draft": access.may_draft(request.acting, found.issuer),
        "problems": list(zip([each.where for each in problems], in_words(problems), strict=True)),
    }
    return render(request, "reports/template.html", context, status=422 if problems else 200)


@require_safe
def template_file(request: ActingRequest, code: str) -> HttpResponse:
    """The template in use, to be edited in Word or WPS."""
    require("documents.review", request.acting)
    found = open_template(code)
    number, content = queries.template_file(code)
    response = HttpResponse(content, content_type=CONTENT_TYPES["docx"])
    response["Content-Disposition"] = content_disposition_header(True, f"{found.name}-{number}.docx")
    return response


@require_http_methods(["GET", "POST"])
def schedules(request: ActingRequest) -> HttpResponse:
    """What is due, what is drafted; the drafts that are due can be asked for at once."""
    require("documents.review", request.acting)
    today = timezone.localdate()
    if request.method == "POST":
        require("documents.issue", request.acting)
        queue_drafts()
        messages.success(request, _("正在拟稿，完成后显示在这里。"))
        return redirect("reports:schedules")
    context = {"rows": queries.dues(today), "may_draft": allow("documents.issue", request.acting)}
    return render(request, "reports/schedules.html", context)
