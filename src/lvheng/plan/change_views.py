"""What a version changed, provision by provision."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from lvheng.areas.permissions import require
from lvheng.plan import queries
from lvheng.plan.change_queries import changes_between, origin_counts
from lvheng.plan.models import Version
from lvheng.plan.requests import ActingRequest


@require_GET
def changes(request: ActingRequest, plan: str, number: int) -> HttpResponse:
    """Version ``number`` against the one before, or against ``?against=1``; the first version has nothing before it."""
    version = _version(plan, number)
    require("plan.read", request.acting, version)
    before = _version(plan, _asked(request, number)) if number > 1 else None
    context: dict[str, Any] = {
        "version": version,
        "plan": version.plan,
        "before": before,
        "others": range(1, number),
        "counts": origin_counts(version),
        "show_all": "all" in request.GET,
    }
    if before:
        context |= changes_between(before, version)
    return render(request, "plan/changes.html", context)


def _version(plan: str, number: int) -> Version:
    try:
        return queries.version_of(plan, number)
    except Version.DoesNotExist as error:
        raise Http404(f"{plan} v{number}") from error


def _asked(request: ActingRequest, number: int) -> int:
    asked = request.GET.get("against", "")
    known = asked.isascii() and asked.isdecimal() and len(asked) < 6 and 0 < int(asked) < number
    return int(asked) if known else number - 1
