"""The plan beside its parent, and the planner's word on which target answers which."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from lvheng.areas.permissions import allow, require
from lvheng.plan import actions, compare_queries
from lvheng.plan.comparison import Verdict, counts
from lvheng.plan.models import Target, Version
from lvheng.plan.pages import kept_part, one_page, open_version, page_context
from lvheng.plan.wording import VERDICTS


@require_safe
def compare(request: HttpRequest, plan: str) -> HttpResponse:
    """Both plans' targets side by side, narrowed to one verdict when asked."""
    version = open_version(request, plan)
    may_pair = allow("plan.compare_parent", request.acting, version)  # type: ignore[attr-defined]
    parent = compare_queries.parent_version(version)

    def build() -> dict[str, Any]:
        pairs = compare_queries.pairs(version, parent) if parent else []
        found = counts(each.comparison for each in pairs)
        wanted = request.GET.get("verdict", "")
        shown = [each for each in pairs if not wanted or wanted in each.comparison.verdicts]
        return {
            "parent": parent,
            "may_pair": may_pair,
            "page": one_page(request, shown),
            "total": len(pairs),
            "verdict": wanted,
            "verdicts": [(each.value, *VERDICTS[each], found[each]) for each in Verdict],
        }

    body = kept_part(request, version, "plan/_compare.html", build, extra=str(may_pair))
    context = {**page_context(request, version), "body": body, "parent": parent}
    return render(request, "plan/compare.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def pair(request: HttpRequest, plan: str, target_id: int) -> HttpResponse:
    """A planner chooses which target of the parent plan this one answers to, or that it answers to none."""
    try:
        target = compare_queries.target_of(plan, target_id)
    except Target.DoesNotExist as error:
        raise Http404(str(target_id)) from error
    require("plan.compare_parent", request.acting, target)  # type: ignore[attr-defined]
    parent = compare_queries.parent_version(target.version)
    if parent is None:
        raise Http404(plan)
    if request.method == "POST":
        return _pair(request, plan, target, parent)
    candidates = compare_queries.targets_of(parent)
    answer = compare_queries.pair_of(target, parent)
    context = {"target": target, "parent": parent, "candidates": candidates, "chosen": answer.parent}
    return render(request, "plan/pair.html", {**page_context(request, target.version), **context})


def _pair(request: HttpRequest, plan: str, target: Target, parent: Version) -> HttpResponse:
    chosen = request.POST.get("parent", "")
    candidates = {str(each.pk): each for each in compare_queries.targets_of(parent)}
    if chosen and chosen not in candidates:
        raise Http404(chosen)
    answer = candidates.get(chosen)
    actions.pair_targets(request.acting, target, answer)  # type: ignore[attr-defined]
    messages.success(request, gettext("已记录对应关系。"))
    return redirect(f"{reverse('plan:compare', args=[plan])}#t{target.pk}")
