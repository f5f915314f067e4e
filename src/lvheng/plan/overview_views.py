"""The plan from above: the list of plans, its versions, its coverage and its progress."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lvheng.areas.permissions import allow, require
from lvheng.plan import overview_queries, queries
from lvheng.plan.pages import kept_part, one_page, open_version, page_context
from lvheng.plan.table_queries import Filters


@require_safe
def plans(request: HttpRequest) -> HttpResponse:
    """The plans that have been adopted."""
    acting = request.acting  # type: ignore[attr-defined]
    require("plan.read", acting)
    return render(request, "plan/list.html", {"plans": queries.plans(), "may_import": allow("plan.import", acting)})


@require_safe
def versions(request: HttpRequest, plan: str) -> HttpResponse:
    """The versions of a plan, newest first."""
    version = open_version(request, plan)
    page = one_page(request, queries.versions_of(version.plan))
    return render(request, "plan/versions.html", {**page_context(request, version), "page": page})


@require_safe
def coverage(request: HttpRequest, plan: str) -> HttpResponse:
    """How much of the plan is operated, by article, and the sentences that are not."""
    version = open_version(request, plan)

    def build() -> dict[str, Any]:
        filters = Filters.of(request.GET)
        sheet = overview_queries.coverage_sheet(version, filters)
        return {"sheet": sheet, "filters": filters, "page": one_page(request, sheet.sentences)}

    body = kept_part(request, version, "plan/_coverage.html", build)
    return render(request, "plan/coverage.html", {**page_context(request, version), "body": body})


@require_safe
def progress(request: HttpRequest, plan: str) -> HttpResponse:
    """Every target under its article, with its light."""
    version = open_version(request, plan)
    body = kept_part(
        request, version, "plan/_progress.html", lambda: {"sheet": overview_queries.progress_sheet(version)}
    )
    return render(request, "plan/progress.html", {**page_context(request, version), "body": body})
