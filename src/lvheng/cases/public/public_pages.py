"""What everybody may read: counts of reports, decisions with when they were due to be published, feeds."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from lvheng.areas import queries as area_queries
from lvheng.cases.catalogue import area_code, type_of
from lvheng.cases.models import Publication
from lvheng.cases.public.models import Report
from lvheng.cases.public.receiving import POLLUTION
from lvheng.cases.public.statistics import LEAST, told

_PAGE = 30


@require_safe
def statistics(request: HttpRequest) -> HttpResponse:
    """Reports of a year by kind and county, small numbers hidden."""
    years = sorted({each.year for each in Report.objects.dates("received_at", "year")} | {timezone.localdate().year})
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdigit() and int(asked) in years else years[-1]
    of_year = Report.objects.filter(received_at__year=year, case__type=POLLUTION)
    counts = Counter(of_year.values_list("matter", "area_id"))
    options = {each.code: each.title for each in type_of(POLLUTION).field_of["kind"].options}
    areas = {each.code: each for each in area_queries.areas().filter(Q(parent_id=area_code()) | Q(code=area_code()))}
    used = [code for code in areas if code != area_code() or any(place == code for _, place in counts)]
    rows = told(counts, list(options), used)
    language = get_language() or ""
    context = {
        "year": year, "years": years[::-1], "least": LEAST, "areas": [areas[code] for code in used],
        "rows": [(options[row].in_language(language), cells, total) for row, cells, total in rows],
        "is_simulated": of_year.filter(simulated=True).exists(), "any": bool(counts),
    }  # fmt: skip
    return render(request, "public/statistics.html", context)


@require_safe
def decisions(request: HttpRequest) -> HttpResponse:
    """What is published of cases and still to be shown, the newest first."""
    page = Paginator(shown(), _PAGE).get_page(request.GET.get("page"))
    return render(request, "public/decisions.html", {"page": page})


def shown(**conditions: Any) -> QuerySet[Publication]:
    """The publications that stand today."""
    today = timezone.localdate()
    standing = Q(withdrawn_on__isnull=True) & (Q(until__isnull=True) | Q(until__gte=today)) & Q(published_on__lte=today)
    return Publication.objects.filter(standing, **conditions).select_related("case__area")


def place_of(code: str) -> Any:
    """An area of the site. Raises Http404 for another."""
    area = area_queries.areas().filter(Q(parent_id=area_code()) | Q(code=area_code()), code=code).first()
    if area is None:
        raise Http404(code)
    return area
