"""What the pages of the portal show, gathered from the rooms."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from lvheng.plan import queries as plan_queries


def plan_of_page(request: HttpRequest) -> Any:
    """The plan in the page's address, else the one that the site opens with; None while nothing is adopted."""
    code = request.resolver_match.kwargs.get("plan") if request.resolver_match else None
    named = plan_queries.plans().filter(code=code).first() if code else None
    return named or plan_queries.current_plan()
