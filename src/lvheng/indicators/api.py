"""The indicators over HTTP: read-only, for everybody."""

from __future__ import annotations

from typing import Any, Literal

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from ninja import Field, Query, Router, Schema

from lvheng.areas.permissions import require
from lvheng.errors import Problem
from lvheng.formula import Period
from lvheng.indicators import opendata_queries, sheets, snapshots
from lvheng.indicators.exporting import to_json
from lvheng.indicators.opendata import to_json as rows_as_json
from lvheng.indicators.opendata_files import as_file, structure_file
from lvheng.packs.measures import PackIndicator

router = Router()
MOST_ROWS = 10_000


class Words(Schema):
    """A text in both languages."""

    zh: str
    en: str


class IndicatorOut(Schema):
    """An indicator: what it is called, its unit and formula."""

    code: str
    name: Words
    unit: str
    decimals: int
    direction: Literal["up", "down"] = Field(description="which way is better")
    nature: Literal["binding", "expected"] = Field(description="约束性 or 预期性")
    roll_up: str = Field(description="how an area's value comes from the areas below: recompute, sum, weighted, none")
    formulas: list[str]
    source: str


class ValueOut(Schema):
    """One number. ``value`` is a text with all its decimals."""

    indicator: str
    name: Words
    area: str
    area_name: str
    period: str
    value: str
    unit: str
    basis: Literal["computed", "rolled_up", "published"]
    simulated: bool


class ValuesOut(Schema):
    """A part of the rows, and how many there are in all."""

    total: int
    values: list[ValueOut]


class Wanted(Schema):
    """What rows are wanted."""

    indicator: list[str] = Field(
        default_factory=list, description="code of an indicator; may be repeated · 指标代码，可重复"
    )
    area: list[str] = Field(
        default_factory=list, description="area code (GB/T 2260); may be repeated · 区划代码（GB/T 2260），可重复"
    )
    since: int | None = Field(None, description="first year · 起始年份")
    until: int | None = Field(None, description="last year · 结束年份")


class Part(Schema):
    """Which part of the rows."""

    offset: int = Field(0, ge=0, description="rows to skip · 跳过的行数")
    limit: int = Field(1000, ge=1, le=MOST_ROWS, description="rows to give · 返回的行数")


@router.get(
    "/indicators",
    response=list[IndicatorOut],
    summary="All indicators · 全部指标",
    openapi_extra={"x-zh": "能够计算的全部指标，含公式和来源。"},
)
def indicators(request: HttpRequest) -> list[dict[str, Any]]:
    """The indicators that can be computed, with formula and source."""
    _may_read(request)
    return [_indicator(item) for item in snapshots.book().measures.indicators.values()]


@router.get(
    "/indicators/{code}",
    response=IndicatorOut,
    summary="One indicator · 一项指标",
    openapi_extra={"x-zh": "按代码查一项指标。"},
)
def indicator(request: HttpRequest, code: str) -> dict[str, Any]:
    """One indicator by its code."""
    _may_read(request)
    found = snapshots.book().measures.indicators.get(code)
    if found is None:
        raise Http404(code)
    return _indicator(found)


@router.get(
    "/values",
    response=ValuesOut,
    summary="Numbers · 指标数值",
    openapi_extra={"x-zh": "按指标、地区、年份选取已公开的数。"},
)
def values(request: HttpRequest, wanted: Query[Wanted], part: Query[Part]) -> dict[str, Any]:
    """The public numbers of a selection, by indicator, area and period."""
    rows = _rows(request, wanted)
    return {"total": len(rows), "values": rows_as_json(rows[part.offset : part.offset + part.limit])}


@router.get(
    "/values.{ending}",
    summary="Numbers as a file · 下载数据文件",
    response={200: bytes},
    openapi_extra={"x-zh": "同样的数，CSV、Excel 或 SDMX 文件，不限行数。"},
)
def file(
    request: HttpRequest, ending: Literal["csv", "xlsx", "sdmx-csv", "sdmx-ml"], wanted: Query[Wanted]
) -> HttpResponse:
    """The same numbers as CSV, Excel or SDMX, without a limit."""
    return as_file(_rows(request, wanted), ending)


@router.get(
    "/explanations/{code}/{area}/{period}",
    response=dict,
    summary="How a number came about · 数的由来",
    openapi_extra={"x-zh": "一个数的公式、输入、来源和每一步；没有数时说明缺什么。"},
)
def explanation(request: HttpRequest, code: str, area: str, period: str) -> dict[str, Any]:
    """A number with its formula, inputs, sources and every step; what is missing where there is no number."""
    _may_read(request)
    book = snapshots.book()
    when = _period(period)
    if when is None or book.measures.measure(code) is None or area not in book.areas():
        raise Http404(request.path)
    return to_json(book.inputs, sheets.explanation_sheet(book, code, area, when).found, get_language() or "")


@router.get(
    "/sdmx/structure",
    summary="SDMX structure · SDMX 结构定义",
    response={200: bytes},
    openapi_extra={"x-zh": "数据结构定义、代码表和概念，SDMX-ML 3.0。"},
)
def structure(request: HttpRequest) -> HttpResponse:
    """The data structure definition with code lists and concepts, SDMX-ML 3.0."""
    _may_read(request)
    return HttpResponse(structure_file(), content_type="application/vnd.sdmx.structure+xml; version=3.0.0")


def _may_read(request: HttpRequest) -> None:
    require("plan.read", request.acting)  # type: ignore[attr-defined]


def _rows(request: HttpRequest, wanted: Wanted) -> list[Any]:
    _may_read(request)
    selection = opendata_queries.selection(wanted.indicator, wanted.area, wanted.since, wanted.until)
    return opendata_queries.public_values(selection)


def _indicator(item: PackIndicator) -> dict[str, Any]:
    return {
        "code": item.code,
        "name": {"zh": item.name, "en": item.name_en},
        "unit": item.unit,
        "decimals": item.decimals,
        "direction": item.direction,
        "nature": item.nature,
        "roll_up": item.roll_up,
        "formulas": [version.formula for version in item.formulas],
        "source": item.source.title,
    }


def _period(written: str) -> Period | None:
    try:
        return Period.parse(written)
    except Problem:
        return None
