"""What the page of a case that came from the public shows beside it: the way to its place, reporter and reward."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from lvheng.cases.models import Case
from lvheng.cases.public.access import may_award, visible


def beside_case(request: HttpRequest, case: Case) -> tuple[str, Mapping[str, Any]] | None:
    """The template with its context; None where the case came from elsewhere, or the reader does not deal with it."""
    acting = request.acting  # type: ignore[attr-defined]
    report = visible(acting).filter(case=case).select_related("first__case").first()
    if report is None:
        return None
    context = {"report": report, "others": report.others.count(), "may_award": may_award(acting, case)}
    return "public/_beside.html", context
