"""Pages of reforms: draft, comparison with the law in force, report, adoption."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lvheng.areas.permissions import allow, require
from lvheng.errors import Problem, Problems, Text
from lvheng.rules import queries
from lvheng.rules import reform_actions as actions
from lvheng.rules.book import Rule
from lvheng.rules.calculator import FORMS, Calculator, Field, Typed
from lvheng.rules.households import GROUPS, households_file
from lvheng.rules.models import Reform
from lvheng.rules.pages import ActingRequest, in_words, language, one_page, open_rule
from lvheng.rules.reform_drawing import bars
from lvheng.rules.reform_report import MAX_USERS, can_be_simulated
from lvheng.rules.values import amounts_said
from lvheng.rules.working import LIMIT_BYTES, is_silent


@require_safe
def reforms(request: ActingRequest) -> HttpResponse:
    """The reforms that were tried, and which rules one can be tried with."""
    require(actions.MAY_DRAFT, request.acting)
    rules = queries.usable_by_group(request.acting)
    page = one_page(request, Reform.objects.select_related("handed_in_by"))
    return render(request, "rules/reforms.html", {"page": page, "rules": rules})


@require_http_methods(["GET", "POST"])
def new(request: ActingRequest, code: str) -> HttpResponse:
    """Draft a reform of a rule."""
    rule = open_rule(request, code)
    require(actions.MAY_DRAFT, request.acting)
    told: dict[str, Problem] = {}
    if request.method == "POST":
        typed = {name: str(value) for name, value in request.POST.items()}
        try:
            reform = actions.try_reform(request.acting, code, typed, request.FILES.get("file"), language())
        except Problems as error:
            told = {problem.where or problem.code: problem for problem in error.problems}
        else:
            return redirect("rules:reform", reform.pk)
    return render(request, "rules/new_reform.html", _form(request, rule, told), status=422 if told else 200)


def _form(request: ActingRequest, rule: Rule, told: Mapping[str, Problem]) -> dict[str, Any]:
    typed = {name: str(value) for name, value in request.POST.items()}
    today = timezone.localdate()
    rest = {name: value for name, value in typed.items() if name not in rule.parameters}
    calculator = Calculator(rule, Typed.of(rule, rest), today, "", dict(told))
    inputs = [field for group in calculator.groups for field in group.fields]
    known = {each.code for each in rule.item.all_inputs}
    simulated = [(each.code, each.title) for each in can_be_simulated(rule)]
    has_households = households_file(settings.CONFIGURATION.data_dir, rule.code) is not None
    return {
        "item": rule.item,
        "told": list(told.items()),
        "typed": typed,
        "on": typed.get("on", ""),
        "problems": told,
        "parameters": [_parameter(rule, code, typed, told) for code in rule.parameters],
        "formulas": [_formula(part, typed, told) for part in (*rule.item.steps, *rule.item.outputs)],
        "fixed": [field for field in inputs if field.name in known],
        "basics": _basics(typed, told, rule),
        "population": typed.get("population", "households" if has_households else "simulated"),
        "has_households": has_households,
        "household_groups": GROUPS.items(),
        "simulation": _simulation(typed, told, tuple(simulated)),
        "file_problem": told.get("file"),
        "limit": LIMIT_BYTES // 2**20,
    }


def _basics(typed: Mapping[str, str], told: Mapping[str, Problem], rule: Rule) -> list[Field]:
    example = rule.period(timezone.localdate()).code
    return [
        Field("title", Text("名称", "Title"), "text", typed.get("title", ""), problem=told.get("title")),
        Field(
            "effective_from",
            Text("拟从哪天起", "To hold from"),
            "date" if "effective_from" not in told else "text",
            typed.get("effective_from", ""),
            problem=told.get("effective_from"),
        ),
        Field(
            "on",
            Text("按哪一期比较", "Period of the comparison"),
            "text",
            typed.get("on", ""),
            help=Text(
                f"例如 {example}；表里有期间一列时不填。", f"For example {example}; empty where the table says it."
            ),
            problem=told.get("on"),
        ),
    ]


def _simulation(
    typed: Mapping[str, str], told: Mapping[str, Problem], inputs: tuple[tuple[str, Text], ...]
) -> list[Field]:
    users = Text(f"最多 {MAX_USERS}。", f"At most {MAX_USERS}.")
    spread = Text("对数正态分布，每次相同。", "Spread log-normally, the same each time.")
    return [
        Field("users", Text("多少个用户", "How many users"), "number", typed.get("users", "10000"), help=users,
              problem=told.get("users")),
        Field("input", Text("用户之间哪一项不同", "In which input they differ"), "code", typed.get("input", ""),
              choices=inputs, problem=told.get("input")),
        Field("median", Text("中间的用户是多少", "That of the middle user"), "number", typed.get("median", ""),
              help=spread, problem=told.get("median")),
        Field("high", Text("95%的用户不超过多少", "What 95 % do not exceed"), "number", typed.get("high", ""),
              problem=told.get("high")),
    ]  # fmt: skip


def _parameter(rule: Rule, code: str, typed: Mapping[str, str], told: Mapping[str, Problem]) -> Field:
    name = f"{actions.CHANGED}{code}"
    item = rule.parameters[code][-1].item
    now = actions.in_force(rule, code, timezone.localdate())
    unit = item.rate_unit if item.kind == "scale" else item.unit
    return Field(
        name,
        item.title,
        "text",
        typed.get(name, now),
        unit="" if unit == "1" else unit,
        help=FORMS[item.kind],
        problem=told.get(name),
    )


def _formula(part: Any, typed: Mapping[str, str], told: Mapping[str, Problem]) -> Field:
    name = f"{actions.FORMULA}{part.code}"
    now = " ".join(part.formulas[-1].formula.split())
    return Field(name, part.title, "text", typed.get(name, now), problem=told.get(name))


@require_safe
def page(request: ActingRequest, reform_id: int) -> HttpResponse:
    """A reform at whatever stage it is."""
    reform = _open(request, reform_id)
    return render(request, "rules/reform.html", _context(request, reform, {}))


@require_safe
def progress(request: ActingRequest, reform_id: int) -> HttpResponse:
    """The moving part of the page; when there is nothing more to wait for, the page is loaded anew."""
    reform = _open(request, reform_id)
    if not reform.is_waited_for:
        response = HttpResponse()
        response["HX-Refresh"] = "true"
        return response
    return render(request, "rules/_reform_progress.html", {"reform": reform, "is_silent": is_silent(reform)})


@require_POST
def again(request: ActingRequest, reform_id: int) -> HttpResponse:
    """Start anew what fell silent or failed."""
    actions.again(request.acting, _open(request, reform_id))
    return redirect("rules:reform", reform_id)


@require_POST
def adopt(request: ActingRequest, reform_id: int) -> HttpResponse:
    """Make the draft a dated version."""
    require(actions.MAY_ADOPT, request.acting)
    reform = _open(request, reform_id)
    typed = {name: str(value) for name, value in request.POST.items()}
    try:
        actions.adopt(
            request.acting,
            reform,
            typed.get("effective_from", ""),
            typed.get("source_title", ""),
            typed.get("source_number", ""),
        )
    except Problems as error:
        told = {problem.where or problem.code: problem for problem in error.problems}
        return render(request, "rules/reform.html", _context(request, reform, told), status=422)
    messages.success(request, _("已采纳，从生效日起按新的计算。"))
    return redirect("rules:reform", reform_id)


def _open(request: ActingRequest, reform_id: int) -> Reform:
    require(actions.MAY_DRAFT, request.acting)
    reform = Reform.objects.filter(pk=reform_id).select_related("handed_in_by").first()
    if reform is None:
        raise Http404(str(reform_id))
    return reform


def _context(request: ActingRequest, reform: Reform, told: Mapping[str, Problem]) -> dict[str, Any]:
    rule = queries.rule_of(reform.rule, reform.area)
    short = "en" if language().startswith("en") else "zh"
    report = reform.report
    return {
        "reform": reform,
        "item": rule.item,
        "report": report,
        "changes": list(_changes(rule, reform)),
        "is_silent": is_silent(reform),
        "problems": [
            {"where": each["where"], "what": each["what"][short], "to_do": (each["to_do"] or {}).get(short, "")}
            for each in reform.problems
        ],
        "unit": "" if not report or report["output"]["unit"] == "1" else report["output"]["unit"],
        "bars": bars(report["histogram"]) if report else None,
        "output": Text(report["output"]["zh"], report["output"]["en"]) if report else None,
        "coverage": [(Text(each["zh"], each["en"]), each) for each in report["coverage"]] if report else [],
        "unknown": int(report["rows"]) - int(report["compared"]) if report else 0,
        "percent": _percent(report) if report else "",
        "version": reform.versions.first(),
        "may_adopt": allow(actions.MAY_ADOPT, request.acting),
        "told": [(name, in_words(problem)) for name, problem in told.items()],
        "typed": request.POST,
    }


def _changes(rule: Rule, reform: Reform) -> list[tuple[Text, str, str]]:
    """What the draft changes: name, what was in force when it was compared, what is drafted."""
    was = reform.report.get("was") or actions.written_of(rule, reform)
    titles = {code: versions[-1].item.title for code, versions in rule.parameters.items()}
    titles |= {part.code: part.title for part in (*rule.item.steps, *rule.item.outputs)}
    drafted = {**reform.parameters, **reform.formulas}
    return [(titles[code], _said(was.get(code, "")), _said(written)) for code, written in drafted.items()]


def _said(written: str) -> str:
    return amounts_said(written).in_language(language())


def _percent(report: Mapping[str, Any]) -> str:
    """The change of the total in per cent; empty where there is nothing to compare it with."""
    before = Decimal(report["before"] or 0)
    if not before:
        return ""
    return f"{Decimal(report['change']) * 100 / before:+.2f}%"
