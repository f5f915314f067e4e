"""Pages for writing: draft a document, fill it in, put an edited file in its place, and the steps of its way."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRedirect

from lvheng.areas.permissions import require
from lvheng.errors import InputProblem, Problem, Problems, Text
from lvheng.formula import Period
from lvheng.indicators import warning_queries
from lvheng.indicators.wording import period_text
from lvheng.packs.documents import PERIODS, DocumentTemplate
from lvheng.reports import access, actions, case_material, composing, marks, ordering, queries
from lvheng.reports.materials import Material
from lvheng.reports.models import DraftOrder, OfficialDocument
from lvheng.reports.pages import ActingRequest, in_words, open_own, open_template, told

MAX_PERIODS = 8
MAX_WARNINGS = 100


@require_http_methods(["GET", "POST"])
def new(request: ActingRequest, code: str) -> HttpResponse:
    """Draft a document: about which period, warning or case, and by what was known on which day."""
    require("documents.draft", request.acting)
    template = open_template(code)
    problems: list[Problem] = []
    typed = request.POST if request.method == "POST" else request.GET
    if request.method == "POST":
        try:
            subject, day = typed.get("subject", "").strip(), _day(typed.get("as_of", ""))
            order = ordering.order(request.acting, _key(typed.get("key", "")), code, subject, day)
        except (InputProblem, Problems) as error:
            problems = told(error)
        else:
            return redirect("reports:drafting", order.pk)
    context = {
        "template": template,
        "key": uuid4(),
        "choices": _choices(request, template),
        "typed": typed,
        "today": timezone.localdate(),
        "problems": in_words(problems),
        "is_office": access.may_draft(request.acting, template.issuer),
    }
    return render(request, "reports/new.html", context, status=422 if problems else 200)


def _key(written: str) -> UUID:
    """What the form was sent with: the same again is the same draft. Without one, this is another."""
    try:
        return UUID(written)
    except ValueError:
        return uuid4()


@require_http_methods(["GET", "POST"])
def drafting(request: ActingRequest, order_id: int) -> HttpResponse:
    """How a draft goes that one ordered: waiting, failed and why, or the document; POST tries again what failed."""
    require("documents.draft", request.acting)
    try:
        order = ordering.order_of(request.acting, order_id)
    except DraftOrder.DoesNotExist as error:
        raise Http404(str(order_id)) from error
    if request.method == "POST":
        ordering.again(order)
        return redirect("reports:drafting", order.pk)
    is_part = bool(getattr(request, "htmx", False))
    if order.document is not None:
        messages.success(request, _("草稿已拟好。请核对数据，填写原因和措施，再送审。"))
        address = order.document.get_absolute_url()
        return HttpResponseClientRedirect(address) if is_part else redirect(address)
    context = {
        "order": order,
        "template": open_template(order.template),
        "is_silent": ordering.is_silent(order),
        "problems": [Text(*each) for each in order.problems],
    }
    return render(request, "reports/_drafting.html" if is_part else "reports/drafting.html", context)


def _choices(request: ActingRequest, template: DocumentTemplate) -> list[tuple[str, Text]]:
    """What the document can be about: the latest periods, the open warnings, the cases that one may see."""
    if template.subject in PERIODS:
        return [(period.code, period_text(period)) for period in _periods(template)]
    if template.subject == "warning":
        rows = warning_queries.open_warnings()[:MAX_WARNINGS]
        return [
            (f"warning:{each.pk}", Text(f"{each.name_zh}：{each.title_zh}", f"{each.name_en}: {each.title_en}"))
            for each in rows
        ]
    if template.subject == "case":
        return case_material.choices(request.acting)
    return []


def _periods(template: DocumentTemplate) -> list[Period]:
    kind, today = PERIODS[template.subject], timezone.localdate()
    found = [
        period
        for year in range(today.year, today.year - 3, -1)
        for position in range(kind.per_year or 0, 0, -1)
        if (period := Period.of_year(kind, year, position)) is not None and period.end < today
    ]
    return found[:MAX_PERIODS]


def _day(written: str) -> date:
    if not written:
        return timezone.localdate()
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise InputProblem(
            "not_a_day",
            Text(f"“{written[:40]}”不是日期。", f"“{written[:40]}” is not a day."),
            "as_of",
            Text("写成 2025-06-30 这样。", "Write it like 2025-06-30."),
        ) from None


@require_http_methods(["GET", "POST"])
def fill(request: ActingRequest, document_id: int) -> HttpResponse:
    """What people write into a draft, with the notes that they may cite."""
    document = open_own(request, document_id)
    require("documents.draft", request.acting, access.drafting_post(document))
    template = open_template(document.template)
    problems: list[Problem] = []
    if request.method == "POST":
        typed = {each.code: request.POST.get(each.code, "") for each in composing.blanks_of(template)}
        try:
            actions.fill(request.acting, document, typed)
        except (InputProblem, Problems) as error:
            problems = told(error)
        else:
            messages.success(request, _("已保存，并重新排版。"))
            return redirect(document)
    context = {
        "document": document,
        "template": template,
        "fields": _fields(template, document, request.POST, {each.where: each for each in problems}),
        "notes": queries.notes_of(document, queries.latest(document)),
        "problems": in_words(problems),
        "was_replaced": queries.latest(document).how == "replaced",
    }
    return render(request, "reports/fill.html", context, status=422 if problems else 200)


def _fields(
    template: DocumentTemplate, document: OfficialDocument, posted: Mapping[str, str], told: Mapping[str, Problem]
) -> list[dict[str, Any]]:
    usual = composing.usual(template, Material.read(document.data).values)
    return [
        {
            "blank": blank,
            "value": posted.get(blank.code)
            if blank.code in posted
            else marks.shown(document.typed.get(blank.code, usual[blank.code])),
            "problem": told.get(blank.code),
        }
        for blank in composing.blanks_of(template)
    ]


@require_POST
def replace(request: ActingRequest, document_id: int) -> HttpResponse:
    """Put an edited .docx in the place of the draft."""
    document = open_own(request, document_id)
    try:
        actions.replace(request.acting, document, request.FILES.get("file"))
    except (InputProblem, Problems) as error:
        for line in in_words(told(error)):
            messages.error(request, line)
    else:
        messages.success(request, _("已换成上传的修改稿。"))
    return redirect(document)


def _issue(request: ActingRequest, document: OfficialDocument) -> None:
    actions.issue(request.acting, document, _day(request.POST.get("on", "")))


_STEPS: dict[str, Callable[[ActingRequest, OfficialDocument], object]] = {
    "submit": lambda request, document: actions.submit(request.acting, document),
    "approve": lambda request, document: actions.approve(request.acting, document, request.POST.get("remark", "")),
    "return": lambda request, document: actions.return_(request.acting, document, request.POST.get("remark", "")),
    "issue": _issue,
    "publish": lambda request, document: actions.publish(request.acting, document),
    "discard": lambda request, document: actions.discard(request.acting, document, request.POST.get("remark", "")),
}


@require_POST
def step(request: ActingRequest, document_id: int, step: str) -> HttpResponse:
    """Submit, review, return, issue, publish or discard."""
    document = open_own(request, document_id)
    take = _STEPS.get(step)
    if take is None:
        raise Http404(step)
    try:
        take(request, document)
    except (InputProblem, Problems) as error:
        for line in in_words(told(error)):
            messages.error(request, line)
    else:
        messages.success(request, _done(step, document))
    return redirect(document)


def _done(step: str, document: OfficialDocument) -> str:
    said = {
        "submit": _("已送审。"),
        "approve": _("审核通过，等待签发。"),
        "return": _("已退回修改。"),
        "publish": _("已向社会公开。"),
        "discard": _("草稿已作废。"),
    }
    return said.get(step) or _("已印发：%(number)s。文件已归档。") % {"number": document.number}
