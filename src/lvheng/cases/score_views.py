"""Scorecards of counties and departments: the points with what they were counted from."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from lvheng.areas.permissions import allow, require
from lvheng.cases import score_queries
from lvheng.cases.access import MAY_SEE, MAY_WORK
from lvheng.cases.pages import ActingRequest
from lvheng.packs.scorecards import MEASURES

# The address under which the cases of a measure are listed.
LISTED = {
    "terms_in_time": "state=all",
    "tasks_begun": "type=plan_task&state=all",
    "tasks_done": "type=plan_task&state=all",
    "supervised": "type=supervision&state=all",
    "overdue_now": "due=overdue",
    "reports_chased": "type=report_chase&state=all",
    "warnings_rectified": "type=rectification&state=all",
}
_YEARS = 5


@require_safe
def scores(request: ActingRequest) -> HttpResponse:
    """The scores of a year by one scorecard."""
    require(MAY_SEE, request.acting)
    today = timezone.localdate()
    cards = score_queries.cards(today)
    card = next((each for each in cards if each.code == request.GET.get("card")), cards[0] if cards else None)
    years = [str(today.year - back) for back in range(_YEARS)]
    year = request.GET.get("year", "")
    chosen = int(year) if year in years else today.year
    context = {
        "cards": cards,
        "card": card,
        "year": chosen,
        "years": years,
        "rows": score_queries.scores(card, chosen, today) if card else [],
        "parts": [(part, MEASURES[part.measure]) for part in card.parts] if card else [],
        "listed": LISTED,
        "works": allow(MAY_WORK, request.acting),
    }
    return render(request, "cases/scores.html", context)
