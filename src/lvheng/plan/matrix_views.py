"""The responsibility matrix, and the decisions of planners below it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.views.decorators.http import require_POST, require_safe

from lvheng.areas import queries as area_queries
from lvheng.areas.permissions import allow, require
from lvheng.errors import InputProblem, Problems, StateConflict, Text
from lvheng.plan import actions, matrix_queries
from lvheng.plan.models import Provision, Responsibility, Version
from lvheng.plan.pages import kept_part, one_page, open_version, page_context
from lvheng.plan.table_queries import Filters

if TYPE_CHECKING:
    from lvheng.areas.models import Organisation


@require_safe
def responsibilities(request: HttpRequest, plan: str) -> HttpResponse:
    """The matrix for everybody, and below it the rows to decide on for planners."""
    version = open_version(request, plan)

    def build() -> dict[str, Any]:
        filters = Filters.of(request.GET)
        rows = matrix_queries.responsibilities(version, filters)
        return {
            "filters": filters,
            "matrix": matrix_queries.matrix(rows),
            "proposed": sum(each.state == Responsibility.State.PROPOSED for each in rows),
            "kinds": area_queries.organisation_kinds(),
            "states": [each for each in Responsibility.State.choices if each[0] != Responsibility.State.WITHDRAWN],
        }

    context = {**page_context(request, version), "body": kept_part(request, version, "plan/_matrix.html", build)}
    if allow("plan.assign", request.acting, version) and "version" not in request.GET:  # type: ignore[attr-defined]
        context |= _decisions(request, version)
    return render(request, "plan/responsibilities.html", context)


def _decisions(request: HttpRequest, version: Version) -> dict[str, Any]:
    rows = matrix_queries.responsibilities(version, Filters.of(request.GET))
    return {
        "may_assign": True,
        "page": one_page(request, rows),
        "proposed_count": sum(each.state == Responsibility.State.PROPOSED for each in rows),
        "organisations": matrix_queries.assignable(version),
        "provisions": matrix_queries.innermost(version),
        "filtered_query": request.GET.urlencode(),
    }


@require_POST
def decide(request: HttpRequest, plan: str) -> HttpResponse:
    """Confirm, change or withdraw the chosen rows, or confirm every proposal that the filters show."""
    version = open_version(request, plan)
    require("plan.assign", request.acting, version)  # type: ignore[attr-defined]
    try:
        count = _decide(request, version)
    except (InputProblem, StateConflict, Problems) as problem:
        messages.error(request, problem.in_language(get_language() or ""))
    else:
        words = ngettext("已处理 %(count)s 项责任分工。", "已处理 %(count)s 项责任分工。", count)
        messages.success(request, words % {"count": count})
    return _back(request, version)


def _decide(request: HttpRequest, version: Version) -> int:
    acting, what = request.acting, request.POST.get("what", "")  # type: ignore[attr-defined]
    ids = _chosen(request)
    if what == "confirm_all":
        rows = matrix_queries.responsibilities(version, Filters.of(request.GET))
        ids = [each.pk for each in rows if each.state == Responsibility.State.PROPOSED]
    if not ids:
        raise InputProblem(
            "nothing_chosen",
            Text("没有选择任何一行。", "No row has been chosen."),
            to_do=Text("请先勾选要处理的行。", "Tick the rows first."),
        )
    if what in ("confirm", "confirm_all"):
        return actions.confirm_responsibilities(acting, version, ids)
    if what == "withdraw":
        return actions.withdraw_responsibilities(acting, version, ids)
    if what in Responsibility.Part:
        return actions.change_responsibilities(acting, version, ids, part=what)
    if what == "organisation":
        return actions.change_responsibilities(acting, version, ids, organisation=_organisation(request))
    raise Http404(what)


def _chosen(request: HttpRequest) -> list[int]:
    return [int(each) for each in request.POST.getlist("row") if each.isascii() and each.isdecimal()]


def _organisation(request: HttpRequest) -> Organisation:
    found = area_queries.open_organisation(request.POST.get("organisation", ""))
    if found is None:
        raise InputProblem(
            "organisation_unknown",
            Text("没有选择单位。", "No organisation has been chosen."),
            to_do=Text("请在列表中选择一个单位。", "Choose one from the list."),
        )
    return found


@require_POST
def add(request: HttpRequest, plan: str) -> HttpResponse:
    """Make an organisation responsible for a provision."""
    version = open_version(request, plan)
    require("plan.assign", request.acting, version)  # type: ignore[attr-defined]
    try:
        provision = _provision(request, version)
        part = request.POST.get("part", "")
        if part not in Responsibility.Part:
            raise Http404(part)
        source = request.POST.get("source", "").strip()[:300]
        actions.add_responsibility(request.acting, provision, _organisation(request), part, source)  # type: ignore[attr-defined]
    except (InputProblem, StateConflict, Problems) as problem:
        messages.error(request, problem.in_language(get_language() or ""))
    else:
        words = ngettext("已处理 %(count)s 项责任分工。", "已处理 %(count)s 项责任分工。", 1)
        messages.success(request, words % {"count": 1})
    return _back(request, version)


def _provision(request: HttpRequest, version: Version) -> Provision:
    found = matrix_queries.provision_by_reference(version, request.POST.get("article", ""))
    if found is None:
        raise InputProblem(
            "article_unknown",
            Text("没有选择条款。", "No article has been chosen."),
            to_do=Text("请在列表中选择一个条款。", "Choose one from the list."),
        )
    return found


def _back(request: HttpRequest, version: Version) -> HttpResponse:
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    return redirect(f"{reverse('plan:responsibilities', args=[version.plan.code])}{query}#decide")
