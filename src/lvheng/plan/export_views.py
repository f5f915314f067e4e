"""Every table of the room as a file, narrowed as on its page."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext, pgettext
from django.views.decorators.http import require_safe

from lvheng.plan import compare_queries, matrix_queries, overview_queries, table_queries
from lvheng.plan.exports import WRITERS, Cell, Column, Table
from lvheng.plan.models import Responsibility, Target, Version
from lvheng.plan.pages import open_version
from lvheng.plan.table_queries import Duties, Filters
from lvheng.plan.timeline_views import due_by_year
from lvheng.plan.wording import VERDICTS, demand, unit_words

Content = tuple[str, list[Column], list[list[Cell]]]


@require_safe
def export(request: HttpRequest, plan: str, table: str, format: str) -> HttpResponse:
    """The file; its name says plan, version and table."""
    version = open_version(request, plan)
    title, columns, rows = _CONTENT[table](version, Filters.of(request.GET), request.GET.get("verdict", ""))
    content_type, write = WRITERS[format]
    response = HttpResponse(write(Table(title, _source(version), columns, rows)), content_type=content_type)
    name = f"{version.plan.code}-v{version.number}-{table}.{format}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _source(version: Version) -> str:
    return gettext("%(title)s（%(document)s），第%(number)s版；导出于 %(time)s") % {
        "title": version.title,
        "document": version.document_number or version.issuer,
        "number": version.number,
        "time": date_format(timezone.localtime(), "Y-m-d H:i"),
    }


def _names(rows: Iterable[Responsibility], part: str) -> str:
    return "、".join(row.name for row in rows if row.part == part)


def _duties(version: Version) -> Duties:
    return table_queries.duties_of(version, table_queries.provisions(version))


def _targets(version: Version, filters: Filters, verdict: str) -> Content:
    columns = [
        Column(gettext("条款"), 14),
        Column(gettext("条款标题"), 26),
        Column(gettext("指标"), 34),
        Column(gettext("要求"), 22),
        Column(gettext("数值"), 12),
        Column(gettext("上限"), 12),
        Column(gettext("计量单位"), 10),
        Column(gettext("期限（年）"), 10),
        Column(gettext("基期（年）"), 10),
        Column(gettext("范围"), 18),
        Column(gettext("牵头单位"), 26),
        Column(gettext("原文"), 60),
    ]
    duties = _duties(version)
    rows: list[list[Cell]] = [
        [
            *_article(row),
            row.indicator,
            demand(row),
            row.value,
            row.value_max,
            unit_words(row.unit),
            row.deadline_year,
            row.baseline_year,
            row.scope,
            _names(duties.of(row.provision_id), Responsibility.Part.LEAD),
            row.quote,
        ]
        for row in table_queries.targets(version, filters)
    ]
    return gettext("目标"), columns, rows


def _article(row: object) -> tuple[str, str]:
    provision = getattr(row, "provision", None)
    return (provision.reference, provision.heading) if provision else ("", "")


def _tasks(version: Version, filters: Filters, verdict: str) -> Content:
    columns = [
        Column(gettext("条款"), 14),
        Column(gettext("条款标题"), 26),
        Column(gettext("任务"), 70),
        Column(gettext("语气"), 10),
        Column(gettext("期限"), 16),
        Column(gettext("期限（年）"), 10),
        Column(gettext("文中点名"), 24),
        Column(gettext("牵头单位"), 26),
        Column(gettext("参与单位"), 36),
    ]
    duties = _duties(version)
    rows: list[list[Cell]] = [
        [
            *_article(row),
            row.text,
            row.get_modality_display(),
            row.deadline,
            row.deadline_year,
            "、".join(row.named),
            _names(duties.of(row.provision_id), Responsibility.Part.LEAD),
            _names(duties.of(row.provision_id), Responsibility.Part.PARTICIPANT),
        ]
        for row in table_queries.tasks(version, filters, duties)
    ]
    return gettext("任务"), columns, rows


def _responsibilities(version: Version, filters: Filters, verdict: str) -> Content:
    columns = [
        Column(gettext("条款"), 14),
        Column(gettext("条款标题"), 26),
        Column(gettext("单位"), 30),
        Column(gettext("分工"), 10),
        Column(gettext("状态"), 12),
        Column(gettext("依据"), 60),
        Column(gettext("决定日期"), 12),
    ]
    rows: list[list[Cell]] = [
        [
            *_article(row),
            row.name,
            row.get_part_display(),
            row.get_state_display(),
            row.reason,
            timezone.localdate(row.decided_at) if row.decided_at else None,
        ]
        for row in matrix_queries.responsibilities(version, filters)
    ]
    return gettext("责任分工"), columns, rows


def _coverage(version: Version, filters: Filters, verdict: str) -> Content:
    states = {"operated": gettext("已落实"), "recorded": gettext("已登记"), "open": gettext("待安排")}
    columns = [
        Column(gettext("条款"), 14),
        Column(gettext("条款标题"), 26),
        Column(gettext("句子"), 80),
        Column(gettext("状态"), 12),
    ]
    sheet = overview_queries.coverage_sheet(version, filters)
    rows: list[list[Cell]] = [
        [provision.reference, provision.heading, sentence.text, states[state]]
        for sentence, state, provision in sheet.sentences
    ]
    return gettext("落实情况"), columns, rows


def _timeline(version: Version, filters: Filters, verdict: str) -> Content:
    columns = [
        Column(gettext("年份"), 8),
        Column(gettext("类别"), 8),
        Column(gettext("条款"), 14),
        Column(gettext("条款标题"), 26),
        Column(gettext("内容"), 60),
        Column(gettext("要求"), 22),
        Column(gettext("范围"), 18),
    ]
    rows: list[list[Cell]] = []
    for year in due_by_year(version, filters):
        rows += [
            [year.year, pgettext("one", "目标"), *_article(row), row.indicator, demand(row), row.scope]
            for row in year.targets
        ]
        rows += [[year.year, pgettext("one", "任务"), *_article(row), row.text, row.deadline, ""] for row in year.tasks]
    return gettext("时间表"), columns, rows


def _compare(version: Version, filters: Filters, verdict: str) -> Content:
    columns = [
        Column(gettext("结论"), 16),
        Column(gettext("本级指标"), 30),
        Column(gettext("本级要求"), 20),
        Column(gettext("本级期限（年）"), 10),
        Column(gettext("本级原文"), 44),
        Column(gettext("上级指标"), 30),
        Column(gettext("上级要求"), 20),
        Column(gettext("上级期限（年）"), 10),
        Column(gettext("上级原文"), 44),
        Column(gettext("说明"), 44),
    ]
    parent = compare_queries.parent_version(version)
    language = get_language() or ""
    rows: list[list[Cell]] = [
        [
            "、".join(str(VERDICTS[each][0]) for each in pair.comparison.verdicts),
            *_side(pair.child),
            *_side(pair.parent),
            " ".join(note.in_language(language) for note in pair.comparison.notes),
        ]
        for pair in (compare_queries.pairs(version, parent) if parent else [])
        if not verdict or verdict in pair.comparison.verdicts
    ]
    return gettext("与上级方案对照"), columns, rows


def _side(target: Target | None) -> tuple[Cell, ...]:
    if target is None:
        return ("", "", None, "")
    return (target.indicator, demand(target), target.deadline_year, target.quote)


_CONTENT: dict[str, Callable[[Version, Filters, str], Content]] = {
    "targets": _targets,
    "tasks": _tasks,
    "responsibilities": _responsibilities,
    "coverage": _coverage,
    "timeline": _timeline,
    "compare": _compare,
}
