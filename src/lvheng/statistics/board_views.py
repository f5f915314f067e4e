"""The progress board, and the publication of what was approved."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from lvheng.areas.permissions import require
from lvheng.errors import Text
from lvheng.plan.exports import WRITERS, Column, Table
from lvheng.plan.exports import Cell as FileCell
from lvheng.plan.requests import ActingRequest
from lvheng.statistics import actions, board_queries, page_queries, web_forms
from lvheng.statistics.board_queries import NOT_YET, Board, Cell, Group
from lvheng.statistics.definitions import definition
from lvheng.statistics.lateness import WAITED_FOR
from lvheng.statistics.models import Form, Release, Report
from lvheng.statistics.page_queries import Filters
from lvheng.statistics.pages import common, one_page
from lvheng.statistics.templatetags.statistics_words import STATES, period_name

# Of what can be published only so much is listed: the newest comes first.
SHOWN_GROUPS = 12


@dataclass(frozen=True)
class ShownCell:
    """A cell with its colour, icon, words and, where the reader may open it, its address."""

    kind: str
    icon: str
    words: str
    late_days: int
    corrected: bool
    simulated: bool
    url: str


@dataclass(frozen=True)
class ShownRow:
    """A form with its cells; ``pairs`` are the same beside their areas."""

    form: Form
    cells: tuple[ShownCell | None, ...]
    pairs: tuple[tuple[Any, ShownCell | None], ...]


@dataclass(frozen=True)
class ShownBoard:
    """The board as the page shows it."""

    period: str
    areas: tuple[Any, ...]
    rows: tuple[ShownRow, ...]


@require_safe
def board(request: ActingRequest) -> HttpResponse:
    """Who has reported what, as a matrix or with ``?format=csv`` as a file."""
    require("plan.read", request.acting)
    filters = Filters.of(request.GET)
    found = board_queries.board(request.acting, filters)
    if request.GET.get("format") == "csv":
        return _csv(found)
    context = {
        **common(request.acting),
        "filters": filters,
        "choices": page_queries.choices(Report.objects.all()),
        "board": _shown_board(found),
        "counts": _counts(found.cells),
    }
    return render(request, "statistics/board.html", context)


def _shown_board(found: Board) -> ShownBoard:
    rows = []
    for row in found.rows:
        cells = tuple(_shown(cell) if cell else None for cell in row.cells)
        rows.append(ShownRow(row.form, cells, tuple(zip(found.areas, cells, strict=True))))
    return ShownBoard(found.period, found.areas, tuple(rows))


def _shown(cell: Cell) -> ShownCell:
    kind, icon = ("none", "minus") if cell.state == NOT_YET else STATES[cell.state]
    if cell.late_days and cell.state in WAITED_FOR:
        kind, icon = "bad", "warning"
    url = reverse("statistics:report", args=[cell.report.pk]) if cell.may_open else ""
    return ShownCell(kind, icon, _words(cell), cell.late_days, cell.corrected, cell.report.simulated, url)


def _words(cell: Cell) -> str:
    return gettext("尚未公布") if cell.state == NOT_YET else str(Report.State(cell.state).label)


def _counts(cells: list[Cell]) -> list[tuple[str, int, str]]:
    """The bar above the matrix: how many stand where, in the order of the way."""
    counted = Counter(cell.state for cell in cells)
    parts = [(gettext("尚未公布"), counted[NOT_YET], "none")]
    order = ("published", "approved", "submitted", "draft", "returned", "expected")
    kinds = {"published": "ok", "approved": "info", "submitted": "warn", "draft": "none", "returned": "bad"}
    parts = [(str(Report.State(each).label), counted[each], kinds.get(each, "none")) for each in order] + parts
    return [part for part in parts if part[1]]


def _csv(found: Board) -> HttpResponse:
    titles = (
        *(gettext("表号"), gettext("报表"), gettext("地区"), gettext("填报单位"), gettext("期间")),
        *(gettext("报送期限"), gettext("状态"), gettext("迟报天数"), gettext("有更正"), gettext("模拟")),
    )
    yes = gettext("是")
    rows: list[list[FileCell]] = [
        [cell.report.form.number, str(cell.report.form), str(cell.report.area), str(cell.report.organisation),
         period_name(cell.report.period), cell.report.due_on, _words(cell), cell.late_days,
         yes if cell.corrected else "", yes if cell.report.simulated else ""]
        for cell in found.cells
    ]  # fmt: skip
    content_type, write = WRITERS["csv"]
    table = Table(gettext("报送进度"), "", [Column(title, 12) for title in titles], rows)
    response = HttpResponse(write(table), content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="reports-{found.period or "none"}.csv"'
    return response


@dataclass(frozen=True)
class ShownRelease:
    """One publication: of which version of which report, when and by whom."""

    report: Report
    version: Any
    released_at: Any
    by: str
    simulated: bool


@require_safe
def publications(request: ActingRequest) -> HttpResponse:
    """What was published when; above it, for who may, what can be published."""
    require("plan.read", request.acting)
    filters = Filters.of(request.GET)
    page = one_page(request, board_queries.releases(filters))
    groups = board_queries.publishable(request.acting)
    context = {
        **common(request.acting),
        "filters": filters,
        "choices": page_queries.choices(board_queries.released_reports()),
        "page": page,
        "rows": [_release(each) for each in page],
        "groups": groups[:SHOWN_GROUPS],
        "more_groups": max(0, len(groups) - SHOWN_GROUPS),
    }
    return render(request, "statistics/publications.html", context)


def _release(release: Release) -> ShownRelease:
    version = release.batch.version
    if version is None:
        raise LookupError(f"release {release.pk} is of no report")
    by = str(release.released_by) if release.released_by else ""
    return ShownRelease(version.report, version, release.released_at, by, release.simulated)


@dataclass(frozen=True)
class PreviewRow:
    """An element with its figures, one for each report."""

    title: Text
    unit: str
    values: tuple[str, ...]


@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: ActingRequest, code: str, period: str) -> HttpResponse:
    """What will be public, and the button that makes it so."""
    require("statistics.publish", request.acting)
    group = board_queries.publishable_group(request.acting, code, period)
    if request.method == "POST":
        return _publish(request, group)
    if group is None:
        raise Http404(code)
    context = {
        **common(request.acting),
        "form": group.form,
        "period": period,
        "reports": group.reports,
        "waiting": group.waiting,
        "simulated": any(report.simulated for report in group.reports),
        "rows": _preview(group),
    }
    return render(request, "statistics/publish.html", context)


def _preview(group: Group) -> list[PreviewRow]:
    issued, figures = definition(group.form), board_queries.figures(group.reports)
    return [
        PreviewRow(
            issued.elements[row.element].title,
            issued.elements[row.element].unit,
            tuple(figures.get((report.pk, row.element), "") for report in group.reports),
        )
        for row in issued.rows
    ]


def _publish(request: ActingRequest, group: Group | None) -> HttpResponse:
    chosen = set(web_forms.chosen(request.POST))
    reports = [report for report in group.reports if report.pk in chosen] if group else []
    if group is None or not reports:
        messages.warning(request, _("没有勾选任何报表。") if group else _("这些报表刚刚已经公布，或者又有了更正。"))
        return redirect("statistics:publications")
    actions.publish(request.acting, group.form, group.period, reports)
    words = ngettext("已公布 %(count)s 张报表。", "已公布 %(count)s 张报表。", len(reports))
    messages.success(request, words % {"count": len(reports)})
    return redirect("statistics:publications")
