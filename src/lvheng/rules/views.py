"""The library of rules, and each rule with its calculator."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from lvheng.areas.permissions import allow
from lvheng.errors import InputProblem
from lvheng.rules import queries, sheets
from lvheng.rules.book import Rule
from lvheng.rules.calculator import AREA, ON, Calculator, Typed
from lvheng.rules.explaining import explain
from lvheng.rules.pages import ActingRequest, area_choices, in_words, language, open_rule
from lvheng.rules.reform_actions import MAY_DRAFT
from lvheng.rules.supply_views import RULES as ALONG_CHAIN

CERTAINTIES = ("original", "secondary", "to_verify", "to_enter")


@require_safe
def library(request: ActingRequest) -> HttpResponse:
    """All rules, by what they are."""
    filters = queries.Filters.of(request.GET)
    groups = queries.library(request.acting, filters, timezone.localdate())
    context = {
        "filters": filters,
        "groups": groups,
        "count": sum(len(rows) for _title, rows in groups),
        "articles": queries.articles(),
        "group_choices": queries.groups(),
    }
    return render(request, "rules/library.html", context)


@require_safe
def rule(request: ActingRequest, code: str) -> HttpResponse:
    """A rule with its calculator, or the outcome alone with ``?format=json``."""
    calculator = _calculator(request, code)
    if request.GET.get("format") == "json":
        return _as_json(calculator)
    return render(request, "rules/rule.html", _context(request, calculator))


def _calculator(request: ActingRequest, code: str) -> Calculator:
    """The calculator as it was filled in; where the rule is not in force on that day, it says so at the date."""
    latest = open_rule(request, code)
    area = queries.chosen_area(latest, request.GET.get(AREA, ""))
    today = timezone.localdate()
    problem: InputProblem | None = None
    try:
        found = open_rule(request, code, area, request.GET.get(ON, "").strip() or None)
    except InputProblem as error:
        found, problem = open_rule(request, code, area), error
    calculator = Calculator(found, Typed.of(found, request.GET.dict()), today, area)
    if problem is not None:
        calculator.problems[ON] = problem
    return calculator


def _as_json(calculator: Calculator) -> HttpResponse:
    outcome = calculator.outcome
    options = {"ensure_ascii": False, "indent": 2}
    if outcome is not None:
        return JsonResponse(outcome.to_json(language()), json_dumps_params=options)
    problems = [
        {"where": name, "name": label.in_language(language()), "code": each.code, "what": in_words(each)}
        for name, label, each in calculator.told
    ]
    return JsonResponse({"rule": calculator.rule.code, "problems": problems}, status=422, json_dumps_params=options)


def _context(request: ActingRequest, calculator: Calculator) -> dict[str, Any]:
    outcome = calculator.outcome
    found = calculator.rule
    return {
        "rule": found,
        "item": found.item,
        "along_chain": found.code in ALONG_CHAIN,
        "calculator": calculator,
        "groups": calculator.groups,
        "told": calculator.told,
        "outcome": outcome,
        "trees": explain(calculator.applied, outcome) if outcome else (),
        "areas": area_choices(found),
        "follows": sheets.FOLLOWS[found.item.follows],
        "subject": queries.subject(found.item),
        "sentences": queries.sentences(found.code),
        **_library_parts(request, found),
    }


def _library_parts(request: ActingRequest, found: Rule) -> dict[str, Any]:
    today = timezone.localdate()
    versions = queries.versions(found)
    return {
        "parameters": sheets.parameter_rows(found, today, queries.own_area()),
        "formulas": sheets.formula_rows(found),
        "examples": sheets.example_rows(queries.books_of(found), found),
        "versions": versions if len(versions) > 1 else (),
        "may_draft": allow(MAY_DRAFT, request.acting),
    }
