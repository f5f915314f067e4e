"""The list of cases and the list of their terms."""

from __future__ import annotations

import datetime

from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from lvheng.areas.permissions import allow, require
from lvheng.cases import listing as lists
from lvheng.cases.access import MAY_SEE, MAY_WORK, visible
from lvheng.cases.catalogue import type_of, types
from lvheng.cases.pages import ActingRequest, one_page
from lvheng.cases.sheets import organisation_choices, rows_of, term_sheet
from lvheng.packs.case_model import GROUPS, CaseStep
from lvheng.registers.lookups import area_choices

_WINDOWS = (7, 30, 90)


@require_safe
def listing(request: ActingRequest) -> HttpResponse:
    """The cases that the reader may see, narrowed as asked."""
    require(MAY_SEE, request.acting)
    today = timezone.localdate()
    filters = lists.Filters.of(request.GET.dict())
    page = one_page(request, lists.cases(request.acting, filters, today))
    context = {
        "filters": filters,
        "page": page,
        "rows": rows_of(page, today),
        "counts": _counts(request, today),
        "groups": [
            (title, [kind for kind in types().values() if kind.group == code]) for code, title in GROUPS.items()
        ],
        "areas": area_choices(),
        "organisations": organisation_choices(),
        "bulk": _bulk(request, filters),
        "may_work": allow(MAY_WORK, request.acting),
        "states": type_of(filters.type).states if filters.type in types() else (),
    }
    return render(request, "cases/list.html", context)


def _bulk(request: ActingRequest, filters: lists.Filters) -> list[CaseStep]:
    """The steps that can be taken for several cases of a type at once: those that need no fields and files."""
    if filters.type not in types() or not allow(MAY_WORK, request.acting):
        return []
    kind = type_of(filters.type)
    steps = kind.steps_from(filters.state) if filters.state in kind.state_of else kind.steps
    return [step for step in steps if not step.needs and not step.evidence and step.by != ("system",)]


def _counts(request: ActingRequest, today: datetime.date) -> dict[str, int]:
    """How many open cases there are, are overdue, end soon, are the reader's."""
    last = today + datetime.timedelta(days=lists.SOON_DAYS)
    return (
        visible(request.acting)
        .filter(is_open=True)
        .aggregate(
            open=Count("pk"),
            overdue=Count("pk", filter=Q(next_due_on__lt=today)),
            soon=Count("pk", filter=Q(next_due_on__gte=today, next_due_on__lte=last)),
            mine=Count("pk", filter=lists.mine(request.acting)),
        )
    )


@require_safe
def deadlines(request: ActingRequest) -> HttpResponse:
    """The terms that have passed or end soon, day by day, each with its derivation."""
    require(MAY_SEE, request.acting)
    today = timezone.localdate()
    asked = request.GET.get("days", "")
    days = int(asked) if asked in {str(each) for each in _WINDOWS} else _WINDOWS[1]
    rows = lists.running_terms(today, days, request.acting)
    by_day: dict[datetime.date, list[object]] = {}
    for row in rows:
        if row.due_on is not None:
            by_day.setdefault(row.due_on, []).append(term_sheet(row, type_of(row.case.type), today))
    context = {"by_day": by_day, "days": days, "windows": _WINDOWS, "today": today, "count": len(rows)}
    return render(request, "cases/deadlines.html", context)
