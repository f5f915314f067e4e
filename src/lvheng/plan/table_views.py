"""The tables of targets and tasks, and a page for each row."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lvheng.areas.permissions import allow
from lvheng.plan import compare_queries, reading_queries, table_queries
from lvheng.plan.models import Target, Task
from lvheng.plan.pages import kept_part, one_page, open_version, page_context, version_of_row
from lvheng.plan.table_queries import Filters
from lvheng.plan.wording import KINDS


@require_safe
def targets(request: HttpRequest, plan: str) -> HttpResponse:
    """All targets, sorted and narrowed as asked."""
    version = open_version(request, plan)

    def build() -> dict[str, Any]:
        filters = Filters.of(request.GET)
        provisions = table_queries.provisions(version)
        duties = table_queries.duties_of(version, provisions)
        page = one_page(request, table_queries.targets(version, filters))
        years, scopes = table_queries.target_choices(version)
        return {
            "filters": filters,
            "page": page,
            "rows": [(each, duties.leads(each.provision_id)) for each in page],
            "provisions": provisions,
            "years": years,
            "scopes": scopes,
            "kinds": {name: label for name, (label, _) in KINDS.items()},
        }

    body = kept_part(request, version, "plan/_targets.html", build)
    return render(request, "plan/targets.html", {**page_context(request, version), "body": body})


@require_safe
def tasks(request: HttpRequest, plan: str) -> HttpResponse:
    """All tasks, sorted and narrowed as asked."""
    version = open_version(request, plan)

    def build() -> dict[str, Any]:
        filters = Filters.of(request.GET)
        provisions = table_queries.provisions(version)
        duties = table_queries.duties_of(version, provisions)
        page = one_page(request, table_queries.tasks(version, filters, duties))
        return {
            "filters": filters,
            "page": page,
            "rows": [(each, duties.of(each.provision_id)) for each in page],
            "provisions": provisions,
            "years": table_queries.task_years(version),
            "modalities": Task.Modality.choices,
            "organisations": table_queries.organisations(duties),
        }

    body = kept_part(request, version, "plan/_tasks.html", build)
    return render(request, "plan/tasks.html", {**page_context(request, version), "body": body})


@require_safe
def target(request: HttpRequest, plan: str, target_id: int) -> HttpResponse:
    """One target: its words in their place, who answers for it, its counterpart in the parent plan, its history."""
    version = version_of_row(request, Target, plan, target_id)

    def build() -> dict[str, Any]:
        found = table_queries.target(target_id)
        parent = compare_queries.parent_version(version)
        return {
            "target": found,
            **_place(found),
            "parent": parent,
            "pair": compare_queries.pair_of(found, parent) if parent else None,
            "history": compare_queries.history(found),
        }

    may_pair = allow("plan.compare_parent", request.acting, version)  # type: ignore[attr-defined]
    body = kept_part(request, version, "plan/_target.html", lambda: {**build(), "may_pair": may_pair}, str(may_pair))
    context = {**page_context(request, version), "body": body, "name": table_queries.indicator(target_id)}
    return render(request, "plan/target.html", context)


@require_safe
def task(request: HttpRequest, plan: str, task_id: int) -> HttpResponse:
    """One task: its words in their place and who carries it out."""
    version = version_of_row(request, Task, plan, task_id)

    def build() -> dict[str, Any]:
        found = table_queries.task(task_id)
        return {"task": found, **_place(found)}

    body = kept_part(request, version, "plan/_task.html", build)
    return render(request, "plan/task.html", {**page_context(request, version), "body": body})


def _place(found: Target | Task) -> dict[str, Any]:
    """The sentence with the quote marked, and who is responsible for the provision."""
    version, sentence = found.version, found.sentence
    spans = [(found.start, found.end)]
    duties = table_queries.duties_of(version, table_queries.provisions(version))
    return {
        "pieces": reading_queries.pieces(version.text, sentence.start, sentence.end, spans),
        "anchor": reading_queries.sentence_anchor(sentence),
        "responsible": duties.of(found.provision_id),
    }
