"""Reporting by Excel: download a template, hand in the file, look at what is wrong with it, keep it."""

from __future__ import annotations

import csv
import io
from typing import Literal

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lvheng.areas.permissions import require
from lvheng.errors import InputProblem, Text
from lvheng.plan.exports import safe_text
from lvheng.plan.requests import ActingRequest
from lvheng.statistics import queries, upload_queries, uploading
from lvheng.statistics.models import Upload
from lvheng.statistics.workbook_reading import MAX_BYTES
from lvheng.statistics.workbooks import form_workbook, table_workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PROBLEMS_OF_A_PAGE = 100


@require_safe
def template(request: ActingRequest, pk: int) -> HttpResponse:
    """One report as a workbook, with what has been typed so far."""
    report = queries.report(request.acting, pk)
    require("statistics.fill", request.acting)
    definition, sheet = upload_queries.sheet_of(report)
    content = form_workbook(definition, report.form.edition, sheet, _language())
    return _file(content, f"{definition.head.number}-{report.unit}-{report.period}.xlsx")


@require_safe
def table(request: ActingRequest, code: str) -> HttpResponse:
    """All open reports of one form that the organisation owes, one in each row."""
    require("statistics.fill", request.acting)
    form = upload_queries.form_in_force(code)
    if form is None:
        raise Http404(code)
    definition, rows = upload_queries.table_of(form, request.acting.organisation)
    content = table_workbook(definition, form.edition, rows, _language())
    return _file(content, f"{definition.head.number}.xlsx")


@require_http_methods(["GET", "HEAD", "POST"])
def uploads(request: ActingRequest) -> HttpResponse:
    """Hand a file in; what was handed in before."""
    require("statistics.fill", request.acting)
    if request.method == "POST":
        sent = request.FILES.get("file")
        if sent is None:
            raise InputProblem("no_file", Text("没有选择文件。", "no file was chosen."), "file")
        taken = uploading.receive(request.acting, sent.name or "", sent.read(MAX_BYTES + 1))
        return redirect("statistics:upload", taken.pk)
    context = {
        "uploads": upload_queries.uploads_of(request.acting),
        "forms": upload_queries.owed_forms(request.acting.organisation),
    }
    return render(request, "statistics/uploads.html", context)


@require_safe
def upload(request: ActingRequest, pk: int) -> HttpResponse:
    """What is wrong with a file, page by page; while it is being examined, that."""
    found = _upload(request, pk)
    grave = request.GET.get("severity", "")
    told = [each for each in found.problems if not grave or each["severity"] == grave]
    page = Paginator(told, PROBLEMS_OF_A_PAGE).get_page(request.GET.get("page"))
    counts = {name: sum(each["severity"] == name for each in found.problems) for name in ("hard", "soft", "explained")}
    context = {"upload": found, "page": page, "counts": counts, "severity": grave, "english": _language() == "en"}
    name = "statistics/_upload_waiting.html" if request.htmx and found.state == "waiting" else "statistics/upload.html"
    response = render(request, name, context)
    if request.htmx and found.state != "waiting":
        response = HttpResponse(headers={"HX-Refresh": "true"})
    return response


@require_safe
def problems(request: ActingRequest, pk: int) -> HttpResponse:
    """All problems of a file as a table, to be worked through beside the workbook."""
    found = _upload(request, pk)
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([_("行"), _("单元格"), _("规则"), _("程度"), _("问题")])
    key = "en" if _language() == "en" else "zh"
    writer.writerows(
        [each["row"], each["place"], each["code"], each["severity"], safe_text(each[key])] for each in found.problems
    )
    response = HttpResponse(b"\xef\xbb\xbf" + text.getvalue().encode(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="lvheng-upload-{found.pk}.csv"'
    return response


@require_POST
def save(request: ActingRequest, pk: int) -> HttpResponse:
    """Keep the reports as drafts; on request hand in those that nothing is wrong with."""
    found = _upload(request, pk)
    done = uploading.save_upload(request.acting, found, submit=request.POST.get("submit") == "yes")
    messages.success(
        request,
        _("已存入 %(kept)s 张报表，其中提交 %(submitted)s 张。") % {"kept": done.kept, "submitted": done.submitted},
    )
    return redirect("statistics:upload", pk)


@require_POST
def discard(request: ActingRequest, pk: int) -> HttpResponse:
    """Let the file go."""
    uploading.discard_upload(request.acting, _upload(request, pk))
    return redirect("statistics:uploads")


def _upload(request: ActingRequest, pk: int) -> Upload:
    """Only who handed a file in sees it."""
    require("statistics.fill", request.acting)
    found = upload_queries.uploads_of(request.acting).filter(pk=pk).first()
    if found is None:
        raise Http404(str(pk))
    return found


def _file(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    return response


def _language() -> Literal["zh", "en"]:
    return "en" if (get_language() or "").startswith("en") else "zh"
