"""The officers' side: what came in, one report with its place and reporter, the reward and its fund."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lvheng.areas.permissions import allow, require
from lvheng.cases.catalogue import type_of
from lvheng.cases.public import rewards
from lvheng.cases.public.access import (
    MAY_AWARD,
    MAY_FUND,
    MAY_HANDLE,
    MAY_UNSEAL,
    access_report,
    may_award,
    may_unseal,
    visible,
)
from lvheng.cases.public.alike import alike
from lvheng.cases.public.amounts import GRADE, amounts_in_force
from lvheng.cases.public.identity import look_at_reporter
from lvheng.cases.public.models import Report, SealedName
from lvheng.cases.public.receiving import POLLUTION, spot_of
from lvheng.cases.public.where import report_map
from lvheng.errors import NotAllowed, Problem, Problems
from lvheng.registers.pages import ActingRequest
from lvheng.rules.reform_actions import MAY_ADOPT

_PAGE = 50


@require_safe
def reports(request: ActingRequest) -> HttpResponse:
    """The reports and objections that somebody may deal with, the newest first."""
    require(MAY_HANDLE, request.acting)
    found = visible(request.acting).select_related("area", "case__owner", "first__case").order_by("-received_at", "-id")
    page = Paginator(found, _PAGE).get_page(request.GET.get("page"))
    rows = [(each, type_of(each.case.type), type_of(each.case.type).state_of[each.case.state]) for each in page]
    context = {"page": page, "rows": rows, "may_fund": allow(MAY_FUND, request.acting)}
    context["may_enter"] = allow(MAY_ADOPT, request.acting)
    return render(request, "public/reports.html", context)


@require_safe
def report(request: ActingRequest, report_id: int) -> HttpResponse:
    """One report."""
    return _report_page(request, _open(request, report_id))


@require_POST
def look(request: ActingRequest, report_id: int) -> HttpResponse:
    """Show who reported, once, on the answer to this request; nothing of it is kept anywhere."""
    require(MAY_UNSEAL, request.acting)
    found = _open(request, report_id)
    try:
        reporter = look_at_reporter(request.acting, report_id, request.POST.get("reason", ""))
    except (Problems, Problem) as problem:
        if _is_refusal(problem):
            raise
        return _report_page(request, found, status=422, wrong=problem)
    response = _report_page(request, found, reporter=reporter)
    response["Cache-Control"] = "no-store"
    return response


@require_POST
def award(request: ActingRequest, report_id: int) -> HttpResponse:
    """Decide the reward by the rule."""
    require(MAY_AWARD, request.acting)
    found = _open(request, report_id)
    try:
        on_duty = request.POST.get("on_duty") == "on"
        case = rewards.decide(request.acting, report_id, request.POST.get("grade", ""), on_duty=on_duty)
    except (Problems, Problem) as problem:
        if _is_refusal(problem):
            raise
        return _report_page(request, found, status=422, wrong=problem)
    decided = _("奖励已决定：%(amount)s 元，举报人可以凭回执号领取。")
    messages.success(request, decided % {"amount": f"{Decimal(case.data[rewards.REWARD]):,.2f}"})
    return redirect("public:desk_report", report_id)


class FundForm(forms.Form):
    """Money for rewards, by a document of the budget."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["amount"] = forms.DecimalField(label=_("金额（元）"), max_digits=12, decimal_places=2)
        self.fields["reference"] = forms.CharField(label=_("预算文号"), max_length=120)


@require_http_methods(["GET", "HEAD", "POST"])
def fund(request: ActingRequest) -> HttpResponse:
    """What the fund for rewards holds, and adding to it."""
    require(MAY_FUND, request.acting)
    form = FundForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            rewards.add_to_fund(request.acting, form.cleaned_data["amount"], form.cleaned_data["reference"])
        except Problems as problems:
            for each in problems.problems:
                form.add_error(each.where, each.what.in_language(get_language() or ""))
        else:
            messages.success(request, _("已记入奖励资金。"))
            return redirect("public:fund")
    context = {"form": form, "held": Decimal(rewards.fund_fen()) / rewards.FEN}
    return render(request, "public/fund.html", context, status=422 if form.errors else 200)


def _open(request: ActingRequest, report_id: int) -> Report:
    try:
        return access_report(request.acting, report_id)
    except Report.DoesNotExist as error:
        raise Http404 from error


def _is_refusal(problem: Problem | Problems) -> bool:
    return isinstance(problem, NotAllowed)


def _report_page(
    request: ActingRequest, found: Report, *, status: int = 200, reporter: Any = None, wrong: Any = None
) -> HttpResponse:
    kind = type_of(found.case.type)
    grades = kind.field_of[GRADE].options if GRADE in kind.field_of else ()
    context = {
        "report": found,
        "kind": kind,
        "state": kind.state_of[found.case.state],
        "attachments": found.case.attachments.filter(event__number=1),
        "receipts": found.receipts.count(),
        "has_name": SealedName.objects.filter(report=found).exists(),
        "may_unseal": may_unseal(request.acting, found),
        "may_award": may_award(request.acting, found.case),
        "grades": grades,
        "lacks_amounts": not amounts_in_force(timezone.localdate()),
        "may_enter": allow(MAY_ADOPT, request.acting),
        "reporter": reporter,
        "problems": wrong.problems if isinstance(wrong, Problems) else (wrong,) if wrong else (),
        "alike": _alike(request, found),
        "map": report_map() if found.longitude is not None else None,
        "spot": _spot(found),
    }
    return render(request, "public/desk_report.html", context, status=status)


def _spot(found: Report) -> tuple[int, int] | None:
    drawn = report_map()
    if drawn is None or found.longitude is None or found.latitude is None:
        return None
    return drawn.drawing.place(float(found.longitude), float(found.latitude))


def _alike(request: ActingRequest, found: Report) -> list[Report]:
    """Others that tell of the same, joined or not."""
    if found.case.type != POLLUTION:
        return []
    others = visible(request.acting).filter(matter=found.matter, area=found.area_id).exclude(pk=found.pk)
    near = others.select_related("case").order_by("received_at")[:200]
    return [each for each in near if alike(spot_of(found), spot_of(each))]
