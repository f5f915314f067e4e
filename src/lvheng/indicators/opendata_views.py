"""The page of open data: choose, look, download."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from lvheng.areas.permissions import require
from lvheng.errors import InputProblem, Problem, Problems, Text
from lvheng.indicators import opendata_queries as queries
from lvheng.indicators.opendata import OpenValue
from lvheng.indicators.opendata_files import FORMATS, as_file, structure_file

ROWS_OF_A_PAGE = 50


@dataclass(frozen=True)
class Asked:
    """What stands in the form, as it was typed."""

    indicator: str
    area: str
    since: str
    until: str


@require_safe
def data(request: HttpRequest) -> HttpResponse:
    """The public numbers of a selection as a table; with ``?format=`` as a file."""
    require("plan.read", request.acting)  # type: ignore[attr-defined]
    asked = Asked(*(request.GET.get(name, "").strip() for name in ("indicator", "area", "since", "until")))
    rows: list[OpenValue] = []
    problems: tuple[Problem, ...] = ()
    try:
        rows = _rows(asked)
    except Problems as error:
        problems = error.problems
    wanted = request.GET.get("format", "")
    if wanted and wanted not in FORMATS:
        raise Http404(wanted)
    if wanted and not problems:
        return as_file(rows, wanted)
    status = 400 if problems else 200
    return render(request, "indicators/data.html", _context(request, asked, rows, problems), status=status)


@require_safe
def structure(request: HttpRequest) -> HttpResponse:
    """The SDMX structure of the data."""
    require("plan.read", request.acting)  # type: ignore[attr-defined]
    response = HttpResponse(structure_file(), content_type="application/vnd.sdmx.structure+xml; version=3.0.0")
    response["Content-Disposition"] = 'attachment; filename="lvheng-structure.sdmx.xml"'
    return response


def _rows(asked: Asked) -> list[OpenValue]:
    problems: list[Problem] = []
    years = [_year(name, text, problems) for name, text in (("since", asked.since), ("until", asked.until))]
    try:
        chosen = queries.selection(filter(None, [asked.indicator]), filter(None, [asked.area]), *years)
    except Problems as error:
        raise Problems([*problems, *error.problems]) from None
    if problems:
        raise Problems(problems)
    return queries.public_values(chosen)


def _year(name: str, text: str, problems: list[Problem]) -> int | None:
    if not text:
        return None
    if text.isascii() and text.isdigit():
        return int(text)
    what = Text(f"“{text}”不是年份。", f"`{text}` is not a year.")
    problems.append(
        InputProblem("year", what, name, Text("请写四位数字，如 2025。", "Write four digits, such as 2025."))
    )
    return None


def _context(
    request: HttpRequest, asked: Asked, rows: list[OpenValue], problems: tuple[Problem, ...]
) -> dict[str, Any]:
    names = queries.lists()
    language = get_language() or "zh-hans"
    page = Paginator(rows, ROWS_OF_A_PAGE).get_page(request.GET.get("page"))
    return {
        "asked": asked,
        "indicators": sorted(names.indicators.items(), key=lambda item: item[1].in_language(language)),
        "areas": names.areas,
        "formats": FORMATS.values(),
        "page": page,
        "problems": [each.in_language(language) for each in problems],
    }
