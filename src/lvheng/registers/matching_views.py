"""The page that brings technology offers and needs together."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from lvheng.areas.permissions import require
from lvheng.registers import matching_queries as queries
from lvheng.registers.access import MAY_SEE, may_change
from lvheng.registers.catalogue import registers
from lvheng.registers.pages import ActingRequest


@require_safe
def matching(request: ActingRequest) -> HttpResponse:
    """Open needs with the offers that fit best; ``?need=`` shows all that fit one."""
    if not queries.is_declared():
        raise Http404("the pack declares no offers and needs")
    kinds = registers().kinds
    for code in (queries.OFFER, queries.NEED):
        require(MAY_SEE, request.acting, kinds[code])
    asked = request.GET.get("need", "")
    year = timezone.localdate().year
    context = {
        "found": queries.matched(int(asked) if asked.isascii() and asked.isdigit() else None),
        "is_one": bool(asked),
        "year": year,
        "transfers": queries.transfers_in(year),
        "may_offer": may_change(request.acting, kinds[queries.OFFER]),
        "may_agree": queries.TRANSFER in kinds and may_change(request.acting, kinds[queries.TRANSFER]),
    }
    return render(request, "registers/matching.html", context)
