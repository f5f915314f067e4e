"""Reporting over HTTP: what is owed, the figures, handing them in. A program acts in the appointment of its key."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from lvheng.areas.acting import Acting
from lvheng.areas.api_auth import SIGNED_IN
from lvheng.statistics import actions, page_queries, queries
from lvheng.statistics.definitions import definition
from lvheng.statistics.findings import Findings
from lvheng.statistics.models import Form, Report

router = Router(auth=SIGNED_IN)
MOST_ROWS = 1000


class Words(Schema):
    """A text in both languages."""

    zh: str
    en: str


class RowOut(Schema):
    """One line of a form."""

    number: str
    element: str
    name: Words
    unit: str
    decimals: int
    required: bool


class FormOut(Schema):
    """A form: 表号, 批准文号, 有效期至 and its rows."""

    code: str
    edition: int
    number: str
    title: Words
    approval: str
    pending: bool = Field(description="the approval is still to come · 尚待批准")
    valid_until: date
    frequency: str
    rows: list[RowOut]


class ReportOut(Schema):
    """A report that is owed or was handed in."""

    id: int
    form: str
    edition: int
    area: str
    unit: str = Field(description="what the figures are about: area or entity · 数字所说的地区或对象")
    period: str
    due_on: date
    state: Literal["expected", "draft", "submitted", "returned", "approved", "published"]
    version: int
    simulated: bool


class ReportsOut(Schema):
    """A part of the reports, and how many there are in all."""

    total: int
    reports: list[ReportOut]


class FiguresOut(ReportOut):
    """A report with its figures as they were typed."""

    entries: dict[str, str]
    explanations: dict[str, str]


class FiguresIn(Schema):
    """Figures by element, as texts; explanations by rule."""

    entries: dict[str, str] = Field(
        description="figures by the code of the element, as texts · 按元素代码填写的数，文本"
    )
    explanations: dict[str, str] = Field(
        default_factory=dict, description="explanations by the code of the rule · 按规则代码填写的说明"
    )


class FindingOut(Schema):
    """Something that is wrong (hard) or strange (soft)."""

    code: str
    severity: Literal["hard", "soft"]
    elements: list[str]
    message: Words
    explained: bool


class CheckedOut(Schema):
    """What there is to say about the figures, and whether they can be handed in."""

    can_submit: bool
    findings: list[FindingOut]


class Wanted(Schema):
    """Which reports, which part of them."""

    state: str = Field("", description="only this state · 只要这种状态的")
    form: str = Field("", description="only this form · 只要这张报表的")
    period: str = Field("", description="only this period · 只要这一期的")
    offset: int = Field(0, ge=0, le=1_000_000_000, description="reports to skip · 跳过的张数")
    limit: int = Field(100, ge=1, le=MOST_ROWS, description="reports to give · 返回的张数")


@router.get(
    "/forms",
    response=list[FormOut],
    auth=None,
    summary="Report forms · 报表制度",
    openapi_extra={"x-zh": "现行的全部报表，含表号、批准文号、有效期和每一行。"},
)
def forms(request: HttpRequest) -> list[dict[str, Any]]:
    """The forms in force, with number, approval, validity and every row."""
    return [_form(form) for form in queries.forms()]


@router.get(
    "/reports",
    response=ReportsOut,
    summary="Reports · 报表",
    openapi_extra={"x-zh": "可以查看的报表：本单位应报的、待本单位办理的、已公布的。"},
)
def reports(request: HttpRequest, wanted: Query[Wanted]) -> dict[str, Any]:
    """The reports that one may read: what the organisation owes, what waits for it, what is public."""
    found = queries.reports_for(_acting(request), form=wanted.form, period=wanted.period, state=wanted.state)
    part = found[wanted.offset : wanted.offset + wanted.limit]
    return {"total": found.count(), "reports": [_report(each) for each in part]}


@router.get(
    "/reports/{pk}",
    response=FiguresOut,
    summary="One report · 一张报表",
    openapi_extra={"x-zh": "一张报表和现在这一稿的数。"},
)
def report(request: HttpRequest, pk: int) -> dict[str, Any]:
    """A report with the figures of the version at hand."""
    return _figures(_acting(request), pk)


@router.put(
    "/reports/{pk}/draft",
    response=CheckedOut,
    summary="Save a draft · 保存草稿",
    openapi_extra={"x-zh": "保存填写的数并检查；有错也保存，一次说明全部问题。"},
)
def save_draft(request: HttpRequest, pk: int, figures: FiguresIn) -> dict[str, Any]:
    """Keep the figures, right or wrong, and tell everything that there is to say about them."""
    acting = _acting(request)
    found = queries.report(acting, pk)
    return _checked(actions.save_draft(acting, found, figures.entries, figures.explanations, source="api"))


@router.post(
    "/reports/{pk}/submit",
    response=ReportOut,
    summary="Hand in · 提交",
    openapi_extra={"x-zh": "提交现在这一稿；有硬性错误或未说明的疑点时不能提交。"},
)
def submit(request: HttpRequest, pk: int) -> dict[str, Any]:
    """Hand the draft in. Hard findings, and soft ones without an explanation, are told as problems."""
    acting = _acting(request)
    return _report(actions.submit(acting, queries.report(acting, pk)))


@router.post(
    "/reports/{pk}/withdraw",
    response=ReportOut,
    summary="Take back · 撤回",
    openapi_extra={"x-zh": "撤回已提交、尚未审核的报表。"},
)
def withdraw(request: HttpRequest, pk: int) -> dict[str, Any]:
    """Take back what was handed in, as long as nobody has approved it."""
    acting = _acting(request)
    actions.withdraw(acting, queries.report(acting, pk))
    return _report(queries.report(acting, pk))


def _acting(request: HttpRequest) -> Acting:
    acting: Acting = request.acting  # type: ignore[attr-defined]
    return acting


def _form(form: Form) -> dict[str, Any]:
    what = definition(form)
    rows = ((row, what.elements[row.element]) for row in what.rows)
    return {
        "code": form.code,
        "edition": form.edition,
        "number": what.head.number,
        "title": {"zh": what.form.name, "en": what.form.name_en},
        "approval": what.head.approval,
        "pending": what.head.pending,
        "valid_until": what.head.valid_until,
        "frequency": what.form.frequency,
        "rows": [
            {
                "number": row.number,
                "element": row.element,
                "name": {"zh": element.name, "en": element.name_en},
                "unit": element.unit,
                "decimals": element.decimals,
                "required": row.required,
            }
            for row, element in rows
        ],
    }


def _report(found: Report) -> dict[str, Any]:
    return {
        "id": found.pk,
        "form": found.form.code,
        "edition": found.form.edition,
        "area": found.area_id,
        "unit": found.unit,
        "period": found.period,
        "due_on": found.due_on,
        "state": found.state,
        "version": found.current,
        "simulated": found.simulated,
    }


def _figures(acting: Acting, pk: int) -> dict[str, Any]:
    found = queries.report(acting, pk)
    inside = queries.reads_inside(acting, found)
    version = page_queries.shown_version(acting, found)
    return _report(found) | {
        "entries": version.entries if version else {},
        "explanations": version.explanations if version and inside else {},
    }


def _checked(found: Findings) -> dict[str, Any]:
    return {
        "can_submit": found.can_submit,
        "findings": [
            {
                "code": each.code,
                "severity": each.severity,
                "elements": list(each.elements),
                "message": {"zh": each.message.zh, "en": each.message.en},
                "explained": each.explained,
            }
            for each in found
        ],
    }
