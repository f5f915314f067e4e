"""Pages for everybody: how far the plan is, good examples, bad cases that were named."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from lvheng.areas.permissions import require
from lvheng.cases import public_queries
from lvheng.cases.catalogue import types
from lvheng.cases.models import Case
from lvheng.cases.pages import ActingRequest, one_page
from lvheng.cases.sheets import Row, row_of
from lvheng.errors import Text


@require_safe
def progress(request: ActingRequest) -> HttpResponse:
    """How the tasks of each article stand; those of one article with ``?article=``."""
    require("plan.read", request.acting)
    today = timezone.localdate()
    articles = public_queries.progress_by_article(today)
    chosen = next((each for each in articles if each.reference == request.GET.get("article")), None)
    tasks = [(row_of(case, today), _told(row_of(case, today))) for case in _tasks(chosen)]
    totals = [sum(getattr(each, name) for each in articles) for name in ("total", "done", "under_way", "overdue")]
    context = {"articles": articles, "chosen": chosen, "tasks": tasks, "totals": totals}
    return render(request, "cases/progress.html", context)


def _tasks(chosen: public_queries.ArticleProgress | None) -> list[Case]:
    return public_queries.tasks_of(chosen.reference) if chosen else []


def _told(row: Row) -> Text | None:
    """What the public is told of the state."""
    state = types()[row.case.type].state_of.get(row.case.state)
    return state.public.text if state is not None and state.public is not None else None


@require_safe
def examples(request: ActingRequest) -> HttpResponse:
    """Good examples, bad cases and results that were published, as long as their period lasts."""
    require("plan.read", request.acting)
    today = timezone.localdate()
    kinds = {"good": ("good_example",), "bad": ("bad_case",), "decisions": ("decision",), "results": ("result",)}
    asked = request.GET.get("kind", "")
    wanted = kinds.get(asked, ("good_example", "bad_case"))
    page = one_page(request, public_queries.published(wanted, today))
    context = {"page": page, "kind": asked if asked in kinds else ""}
    return render(request, "cases/examples.html", context)
