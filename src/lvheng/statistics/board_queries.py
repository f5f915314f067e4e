"""The progress board, what is ready to be published, and what was."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, Min, OuterRef, QuerySet
from django.utils import timezone

from lvheng.areas.acting import Acting
from lvheng.areas.permissions import allow
from lvheng.statistics import page_queries, queries
from lvheng.statistics.lateness import days_late
from lvheng.statistics.models import Form, Observation, Release, Report, Version
from lvheng.statistics.page_queries import Filters

PUBLISHED, NOT_YET = "published", "not_yet"

_PROGRESS = (
    Report.State.EXPECTED,
    Report.State.RETURNED,
    Report.State.DRAFT,
    Report.State.SUBMITTED,
    Report.State.APPROVED,
    Report.State.PUBLISHED,
)


@dataclass(frozen=True)
class Cell:
    """Where one report stands. For the public ``state`` is only ``published`` or ``not_yet``.

    ``late_days`` is how many days after its deadline a report was handed in, or how long it is overdue; 0 in time.
    ``may_open``: the reader may see its page.
    """

    report: Report
    state: str
    late_days: int
    corrected: bool
    may_open: bool


@dataclass(frozen=True)
class BoardRow:
    """A form with its cell for every area; None where the area does not report it."""

    form: Form
    cells: tuple[Cell | None, ...]


@dataclass(frozen=True)
class Board:
    """Forms by areas for one period; ``period`` is "" while nothing is asked."""

    period: str
    areas: tuple[Any, ...]
    rows: tuple[BoardRow, ...]

    @property
    def cells(self) -> list[Cell]:
        """All cells that there are."""
        return [cell for row in self.rows for cell in row.cells if cell]


@dataclass(frozen=True)
class Group:
    """Approved reports of one form and period that can be published together; ``waiting`` are not yet approved."""

    form: Form
    period: str
    reports: tuple[Report, ...]
    waiting: int


def default_period(reports: QuerySet[Report], today: date | None = None) -> str:
    """The period whose deadline came last, else the first to come: what people ask about now; "" without reports."""
    day = today or timezone.localdate()
    due = reports.filter(due_on__lte=day).order_by("-due_on", "-period_end").first()
    found = due or reports.order_by("due_on", "period_end").first()
    return found.period if found else ""


def board(acting: Acting, filters: Filters) -> Board:
    """The matrix of the chosen period, else of the one that is being reported now."""
    narrowed = Filters(filters.form, filters.area).applied(Report.objects.all())
    period = filters.period or default_period(narrowed)
    reports = list(_with_progress(narrowed.filter(period=period)).order_by("form__number", "area_id", "unit"))
    inside = allow("statistics.read_progress", acting)
    readable = set(queries.readable(acting).filter(period=period).values_list("pk", flat=True)) if inside else set()
    areas = {report.area_id: report.area for report in sorted(reports, key=lambda each: each.area_id)}
    cells: dict[str, dict[str, Cell]] = defaultdict(dict)
    forms: dict[str, Form] = {}
    # Where an area reports on several things, its cell shows the report that is furthest behind.
    for report in sorted(reports, key=lambda each: _PROGRESS.index(each.state)):
        forms.setdefault(report.form.code, report.form)
        cells[report.form.code].setdefault(report.area_id, _cell(report, inside, report.pk in readable))
    rows = (
        BoardRow(form, tuple(cells[code].get(area) for area in areas))
        for code, form in sorted(forms.items(), key=lambda pair: page_queries.number_order(pair[1]))
    )
    return Board(period, tuple(areas.values()), tuple(rows))


def _with_progress(reports: QuerySet[Report]) -> QuerySet[Any]:
    released = Release.objects.filter(batch__version__report=OuterRef("pk"))
    corrections = Version.objects.filter(report=OuterRef("pk")).exclude(reason="")
    return page_queries.with_names(reports).annotate(
        first_handed_in=Min("versions__submitted_at"),
        is_released=Exists(released),
        is_corrected=Exists(corrections.filter(batch__isnull=False)),
    )


def _cell(report: Any, inside: bool, readable: bool) -> Cell:
    if not inside:
        state = PUBLISHED if report.is_released else NOT_YET
        is_open = report.is_released and report.unit == report.area_id
        return Cell(report, state, 0, report.is_released and report.is_corrected, is_open)
    late = days_late(report, report.first_handed_in, timezone.localdate())
    return Cell(report, report.state, late, report.is_corrected, readable or report.is_released)


def publishable(acting: Acting) -> list[Group]:
    """What this person may publish, by form and period, the newest period first."""
    approved = queries.waiting_for(acting).filter(state=Report.State.APPROVED)
    grouped: dict[tuple[str, str], list[Report]] = defaultdict(list)
    for report in page_queries.with_names(approved).order_by("-period_end", "form__number", "area_id"):
        grouped[report.form.code, report.period].append(report)
    waiting = _waiting() if grouped else {}
    return [Group(rows[0].form, key[1], tuple(rows), waiting.get(key, 0)) for key, rows in grouped.items()]


def _waiting() -> dict[tuple[str, str], int]:
    """How many reports of each form and period are not approved yet."""
    done = (Report.State.APPROVED, Report.State.PUBLISHED)
    rows = Report.objects.exclude(state__in=done).order_by().values_list("form__code", "period")
    return {(code, period): count for code, period, count in rows.annotate(count=Count("pk"))}


def publishable_group(acting: Acting, form: str, period: str) -> Group | None:
    """What this person may publish of one form and period; None where there is nothing."""
    return next((each for each in publishable(acting) if (each.form.code, each.period) == (form, period)), None)


def releases(filters: Filters) -> QuerySet[Release]:
    """What was published, the newest first."""
    wanted = {"form__code": filters.form, "area": filters.area, "period": filters.period}
    conditions = {f"batch__version__report__{key}": value for key, value in wanted.items() if value}
    found = Release.objects.filter(batch__version__isnull=False, **conditions)
    related = ("form", "area", "organisation")
    return (
        found.select_related("batch__version", *(f"batch__version__report__{each}" for each in related), "released_by")
        .defer("batch__version__report__area__boundary", "batch__version__report__form__definition")
        .order_by("-released_at", "-id")
    )


def released_reports() -> QuerySet[Report]:
    """The reports of which a version is public."""
    return Report.objects.filter(versions__batch__release__isnull=False).distinct()


def figures(reports: Iterable[Report]) -> dict[tuple[int, str], str]:
    """The figures in force of approved reports, by report and element, as they will be public."""
    wanted = {(report.pk, report.current) for report in reports}
    rows = Observation.objects.filter(batch__version__report__in={pk for pk, _ in wanted}).select_related(
        "batch__version"
    )
    found: dict[tuple[int, str], str] = {}
    for row in rows:
        version = row.batch.version
        if version is not None and (version.report_id, version.number) in wanted:
            found[version.report_id, row.element] = row.word or (
                "" if row.value is None else f"{row.value.normalize():f}"
            )
    return found
