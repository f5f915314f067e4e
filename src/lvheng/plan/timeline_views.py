"""The deadlines of a plan on one line of years."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from lvheng.plan import table_queries
from lvheng.plan.models import Target, Task, Version
from lvheng.plan.pages import kept_part, one_page, open_version, page_context
from lvheng.plan.table_queries import Filters
from lvheng.plan.timeline import Due, chart
from lvheng.plan.wording import demand


@dataclass
class Year:
    """What is due in a year."""

    year: int
    targets: list[Target] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)


@require_safe
def timeline(request: HttpRequest, plan: str) -> HttpResponse:
    """Targets and dated tasks by year, as a drawing and as a table."""
    version = open_version(request, plan)
    today = timezone.localdate()

    def build() -> dict[str, Any]:
        filters = Filters.of(request.GET)
        years = due_by_year(version, filters)
        targets = {each.year: [Due(row.pk, f"{row.indicator} {demand(row)}") for row in each.targets] for each in years}
        tasks = {each.year: [Due(row.pk, row.text[:80]) for row in each.tasks] for each in years}
        _, scopes = table_queries.target_choices(version)
        undated = table_queries.targets(version, filters).filter(deadline_year__isnull=True).count()
        drawing = chart(targets, tasks, today)
        return {
            "filters": filters,
            "page": one_page(request, [*_rows(years)]),
            "chart": drawing,
            "scopes": scopes,
            "undated": undated,
            "today": today,
        }

    body = kept_part(request, version, "plan/_timeline.html", build, extra=today.isoformat())
    return render(request, "plan/timeline.html", {**page_context(request, version), "body": body})


def _rows(years: list[Year]) -> Iterator[dict[str, Any]]:
    """The table: of each year the targets, then the tasks."""
    for each in years:
        yield from ({"year": each.year, "target": target} for target in each.targets)
        yield from ({"year": each.year, "task": task} for task in each.tasks)


def due_by_year(version: Version, filters: Filters) -> list[Year]:
    """Everything with a year, earliest first. A scope leaves the tasks out: they have none."""
    years: dict[int, Year] = defaultdict(lambda: Year(0))
    only_dated = table_queries.targets(version, filters).filter(deadline_year__isnull=False)
    for target in only_dated:
        years[target.deadline_year].targets.append(target)  # type: ignore[index]
    if not filters.scope:
        duties = table_queries.Duties()
        for task in table_queries.tasks(version, filters, duties).filter(deadline_year__isnull=False):
            years[task.deadline_year].tasks.append(task)  # type: ignore[index]
    return [Year(year, rows.targets, rows.tasks) for year, rows in sorted(years.items())]
