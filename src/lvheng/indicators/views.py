"""Pages of the indicators, for everybody."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from lvheng.areas.permissions import require
from lvheng.errors import Problem
from lvheng.formula import Period
from lvheng.indicators import queries, sheets
from lvheng.indicators.exporting import to_json


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """All indicators that the plan needs, with what is known of them."""
    require("plan.read", request.acting)  # type: ignore[attr-defined]
    groups = sheets.overview(queries.book())
    rows = [row for group in groups for row in group.rows]
    known = sum(row.number is not None for row in rows)
    return render(request, "indicators/list.html", {"groups": groups, "total": len(rows), "known": known})


@require_safe
def indicator(request: HttpRequest, code: str) -> HttpResponse:
    """One indicator: what it measures, by which formula, its values, what was published of it."""
    require("plan.read", request.acting)  # type: ignore[attr-defined]
    book = queries.book()
    if code not in book.measures.indicators:
        raise Http404(code)
    return render(request, "indicators/indicator.html", {"sheet": sheets.indicator_sheet(book, code)})


@require_safe
def explanation(request: HttpRequest, code: str, area: str, period: str) -> HttpResponse:
    """How one number came about, as a page or, with ``?format=json``, as data."""
    require("plan.read", request.acting)  # type: ignore[attr-defined]
    book = queries.book()
    when = _period(period)
    if when is None or book.measures.measure(code) is None or area not in book.areas():
        raise Http404(request.path)
    sheet = sheets.explanation_sheet(book, code, area, when)
    if request.GET.get("format") == "json":
        content = to_json(book.inputs, sheet.found, get_language() or "")
        return JsonResponse(content, json_dumps_params={"ensure_ascii": False, "indent": 2})
    return render(request, "indicators/explanation.html", {"sheet": sheet})


def _period(written: str) -> Period | None:
    try:
        return Period.parse(written)
    except Problem:
        return None
