"""The list of warnings, for everybody."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lvheng.areas.permissions import require
from lvheng.indicators import warning_queries
from lvheng.indicators.consequences import consequences
from lvheng.indicators.models import IndicatorWarning
from lvheng.indicators.warning_queries import Filters
from lvheng.indicators.warning_sheets import listed
from lvheng.plan.pages import one_page


@require_safe
def warnings(request: HttpRequest) -> HttpResponse:
    """Open warnings, or as the reader asks closed ones, with their reasons and the numbers that they rest on."""
    require("plan.read", request.acting)  # type: ignore[attr-defined]
    filters = Filters.of(request.GET)
    page = one_page(request, warning_queries.warnings(filters))
    led_to = consequences(request.acting, [each.pk for each in page])  # type: ignore[attr-defined]
    context = {
        "filters": filters,
        "page": page,
        "rows": [(listed(each), led_to.get(each.pk)) for each in page],
        "counts": warning_queries.count_by_severity(),
        "severities": IndicatorWarning.Severity.choices,
        "follows": IndicatorWarning.Follow.choices,
    }
    return render(request, "indicators/warnings.html", context)
