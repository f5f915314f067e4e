"""Pages of the bulk calculation: hand a table in, watch it, look at the result and fetch it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lvheng.areas.permissions import require
from lvheng.errors import Problem, Problems
from lvheng.rules import bulk_actions as actions
from lvheng.rules import queries
from lvheng.rules.bulk_input import PERIOD_NAMES, UNIT_NAMES
from lvheng.rules.calculator import AREA, Calculator, Typed
from lvheng.rules.models import Run
from lvheng.rules.pages import ActingRequest, area_choices, language, one_page, open_rule
from lvheng.rules.working import LIMIT_BYTES, is_silent


@require_safe
def runs(request: ActingRequest) -> HttpResponse:
    """What somebody has computed in bulk, and which rules it can be done with."""
    require(actions.MAY_BULK, request.acting)
    own = Run.objects.filter(handed_in_by=request.acting.person)
    rules = queries.usable_by_group(request.acting)
    return render(request, "rules/runs.html", {"page": one_page(request, own), "rules": rules})


@require_http_methods(["GET", "POST"])
def new(request: ActingRequest, code: str) -> HttpResponse:
    """Hand in a table for a rule."""
    rule = open_rule(request, code)
    require(actions.MAY_BULK, request.acting)
    told: Mapping[str, Problem] = {}
    if request.method == "POST":
        area = queries.chosen_area(rule, request.POST.get(AREA, ""))
        try:
            run = _hand_in(request, code, area)
        except Problems as error:
            told = {problem.where or problem.code: problem for problem in error.problems}
        else:
            return redirect("rules:run", run.pk)
    return render(request, "rules/bulk.html", _form(request, code, told), status=422 if told else 200)


def _hand_in(request: ActingRequest, code: str, area: str) -> Run:
    file = request.FILES.get("file")
    if file is None:
        raise Problems([actions.no_file()])
    typed = {name: str(value) for name, value in request.POST.items()}
    return actions.hand_in(request.acting, code, file, typed, area, request.POST.get("output", ""), language())


def _form(request: ActingRequest, code: str, told: Mapping[str, Problem]) -> dict[str, Any]:
    typed = {name: str(value) for name, value in request.POST.items()}
    rule = open_rule(request, code)
    area = queries.chosen_area(rule, request.POST.get(AREA, ""))
    found = queries.rule_of(code, area)
    calculator = Calculator(found, Typed.of(found, typed), timezone.localdate(), area, dict(told))
    return {
        "item": found.item,
        "calculator": calculator,
        "groups": calculator.groups,
        "on": request.POST.get("on", ""),
        "areas": area_choices(found),
        "told": [(name, problem) for name, problem in told.items()],
        "file_problem": told.get("file"),
        "on_problem": told.get("on"),
        "limit": LIMIT_BYTES // 2**20,
        "unit_names": UNIT_NAMES,
        "period_names": PERIOD_NAMES,
        "output": request.POST.get("output", ""),
    }


@require_safe
def page(request: ActingRequest, run_id: int) -> HttpResponse:
    """A table at whatever stage it is."""
    run = _open(request, run_id)
    return render(request, "rules/run.html", _context(run))


@require_safe
def progress(request: ActingRequest, run_id: int) -> HttpResponse:
    """The moving part of the page; when there is nothing more to wait for, the page is loaded anew."""
    run = _open(request, run_id)
    if not run.is_waited_for:
        response = HttpResponse()
        response["HX-Refresh"] = "true"
        return response
    return render(request, "rules/_run_progress.html", _context(run))


@require_safe
def download(request: ActingRequest, run_id: int) -> HttpResponse | FileResponse:
    """The whole result as a file."""
    run = _open(request, run_id)
    if not run.output:
        raise Http404(str(run_id))
    return FileResponse(run.output.open("rb"), as_attachment=True, filename=f"{run.rule}.{run.output_format}")


@require_POST
def again(request: ActingRequest, run_id: int) -> HttpResponse:
    """Start anew what fell silent or failed."""
    actions.again(request.acting, _open(request, run_id))
    return redirect("rules:run", run_id)


@require_POST
def forget(request: ActingRequest, run_id: int) -> HttpResponse:
    """Delete a table with its result."""
    actions.forget(request.acting, _open(request, run_id))
    messages.success(request, _("表格和结果已删除。"))
    return redirect("rules:runs")


def _open(request: ActingRequest, run_id: int) -> Run:
    """The table for who handed it in. Others are not told whether there is one. Errors: NotAllowed."""
    run = Run.objects.filter(pk=run_id).first() or Run()
    require(actions.MAY_BULK, request.acting, run)
    return run


def _context(run: Run) -> dict[str, Any]:
    short = "en" if language().startswith("en") else "zh"
    problems = [
        {"where": each["where"], "what": each["what"][short], "to_do": (each["to_do"] or {}).get(short, "")}
        for each in run.problems
    ]
    item = queries.rule_of(run.rule, run.area).item
    titles = {output.code: output.title for output in item.all_outputs}
    units = {output.code: "" if output.unit == "1" else output.unit for output in item.all_outputs}
    return {
        "run": run,
        "item": item,
        "is_silent": is_silent(run),
        "problems": problems,
        "totals": [(titles[code], total, units[code]) for code, total in run.totals.items() if code in titles],
        "complete": run.rows - run.incomplete,
        "kept_days": actions.KEPT_FOR.days,
    }
