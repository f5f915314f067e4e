"""Pages of the indicators, for everybody."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from lvheng.areas.permissions import require
from lvheng.errors import Problem
from lvheng.formula import Period
from lvheng.indicators import queries, sheets
from lvheng.indicators.book import Book
from lvheng.indicators.charting import Spec
from lvheng.indicators.editions import editions_of, mark_of
from lvheng.indicators.exporting import to_json
from lvheng.indicators.keeping import Kept, kept_part
from lvheng.indicators.knowing import knowledge_of
from lvheng.indicators.overview import Filters, Overview
from lvheng.indicators.overview import overview as overview_of
from lvheng.indicators.paper import explanation_pdf
from lvheng.indicators.rendering import png, svg
from lvheng.indicators.shown import query_of
from lvheng.indicators.side_by_side import comparison_chart, ranking_chart
from lvheng.plan import queries as plan_queries
from lvheng.statistics import Store


@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """All targets of the plan with their lights, and what else the plan needs figures of."""
    require("plan.read", request.acting)  # type: ignore[attr-defined]
    knowledge = knowledge_of(request)
    book, filters = queries.book(knowledge), Filters.of(request.GET)
    today = queries.day_of(book)
    state = (book.fingerprint, _revision(book), today)

    def build() -> dict[str, Any]:
        # The rows are the same whatever a reader narrows them down to.
        whole = _overviews.get((*state, get_language()), lambda: overview_of(book, today))
        return {"overview": whole, "groups": whole.narrowed(filters), "filters": filters, "query": query_of(book)}

    content = kept_part("indicators/_overview.html", (*state, filters), build)
    return render(request, "indicators/list.html", {"content": content, "knowledge": knowledge})


def _revision(book: Book) -> str:
    version = queries.adopted_version(book)
    return plan_queries.revision(version) if version else ""


# Present and past, public and office, in two languages.
_overviews: Kept[Overview] = Kept(8)


@require_safe
def indicator(request: HttpRequest, code: str) -> HttpResponse:
    """One indicator: where it stands, its areas side by side, by which formula, what was published of it."""
    require("plan.read", request.acting)  # type: ignore[attr-defined]
    knowledge = knowledge_of(request)
    book, asked = queries.book(knowledge), _asked(request)
    if code not in book.measures.indicators:
        raise Http404(code)
    today = queries.day_of(book)
    state = (book.fingerprint, _revision(book), today, code, asked)
    found = book.measures.indicators[code]
    measured = mark_of(Store.of_air(settings.CONFIGURATION.data_dir))
    content = kept_part("indicators/_indicator.html", (*state, measured), lambda: _context(book, _sheet(book, state)))
    aside = kept_part("indicators/_indicator_aside.html", state, lambda: {"sheet": _sheet(book, state)})
    context = {"indicator": found, "content": content, "aside": aside, "knowledge": knowledge}
    return render(request, "indicators/indicator.html", context)


_sheets: Kept[sheets.IndicatorSheet] = Kept(16)


def _sheet(book: Book, state: tuple[Any, ...]) -> sheets.IndicatorSheet:
    *_, today, code, asked = state
    return _sheets.get((*state, get_language()), lambda: sheets.indicator_sheet(book, code, asked, today))


def _context(book: Book, sheet: sheets.IndicatorSheet) -> dict[str, Any]:
    """The sheet with its charts drawn, and for good days what each edition of the index gives."""
    drawn = {name: svg(spec) for name, spec in charts_of(sheet).items()}
    until = book.as_of.year if book.as_of is not None else None
    editions = None
    if sheet.is_of_air and sheet.chosen.area:
        editions = editions_of(settings.CONFIGURATION.data_dir, book.pack, sheet.chosen.area, until=until)
    return {"sheet": sheet, "asked": sheet.asked, "charts": drawn, "editions": editions}


def charts_of(sheet: sheets.IndicatorSheet) -> dict[str, Spec]:
    """The charts of a page by name, each where there is something to draw."""
    found, indicator = sheet.side_by_side, sheet.indicator
    charts: dict[str, Spec] = {}
    if sheet.chosen.chart is not None:
        charts["trend"] = sheet.chosen.chart
    if found is not None:
        charts["ranking"] = ranking_chart(found, indicator, sheet.chosen.demand)
        if any(row.earlier is not None and row.later is not None for row in found.pairs):
            charts["comparison"] = comparison_chart(found, indicator, sheet.chosen.demand)
    return charts


@require_safe
def chart(request: HttpRequest, code: str, name: str) -> HttpResponse:
    """A chart of an indicator as a PNG, with the same choices as the page."""
    require("plan.read", request.acting)  # type: ignore[attr-defined]
    book, asked = queries.book(knowledge_of(request)), _asked(request)
    if code not in book.measures.indicators:
        raise Http404(code)
    state = (book.fingerprint, _revision(book), queries.day_of(book), code, asked)
    spec = charts_of(_sheet(book, state)).get(name)
    if spec is None:
        raise Http404(name)
    response = HttpResponse(png(spec), content_type="image/png")
    response.headers["Content-Disposition"] = f'attachment; filename="{code}-{name}.png"'
    return response


def _asked(request: HttpRequest) -> sheets.Asked:
    area, day = request.GET.get("area", "")[:20], request.GET.get("as_of", "")
    return sheets.Asked(area, _year(request, "year"), _year(request, "before"), day)


def _year(request: HttpRequest, name: str) -> int | None:
    written = request.GET.get(name, "")
    return int(written) if written.isascii() and written.isdecimal() and len(written) == 4 else None


@require_safe
def explanation(request: HttpRequest, code: str, area: str, period: str) -> HttpResponse:
    """How one number came about, as a page or, with ``?format=json`` or ``pdf``, as a file."""
    require("plan.read", request.acting)  # type: ignore[attr-defined]
    knowledge = knowledge_of(request)
    book, when = queries.book(knowledge), _period(period)
    if when is None or book.measures.measure(code) is None or area not in book.areas():
        raise Http404(request.path)
    sheet = sheets.explanation_sheet(book, code, area, when)
    if request.GET.get("format") == "json":
        content = to_json(book.inputs, sheet.found, get_language() or "")
        return JsonResponse(content, json_dumps_params={"ensure_ascii": False, "indent": 2})
    if request.GET.get("format") == "pdf":
        address, today = request.build_absolute_uri("/"), timezone.localdate().isoformat()
        response = HttpResponse(explanation_pdf(sheet, address, today), content_type="application/pdf")
        response.headers["Content-Disposition"] = f'attachment; filename="{code}-{area}-{period}.pdf"'
        return response
    return render(request, "indicators/explanation.html", {"sheet": sheet, "knowledge": knowledge})


def _period(written: str) -> Period | None:
    try:
        return Period.parse(written)
    except Problem:
        return None
