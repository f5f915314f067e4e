"""What organisations are scored by: counted from their cases of a year, in few queries for all of them."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from lvheng.areas import queries as area_queries
from lvheng.cases.catalogue import area_code, pack
from lvheng.cases.models import Case, Deadline
from lvheng.cases.public_queries import PLAN_TASK
from lvheng.cases.scoring import Measured, Score, score
from lvheng.packs.scorecards import Scorecard, scorecards_of


@dataclass(frozen=True)
class Scored:
    """An organisation with its score; ``simulated`` where made-up cases count."""

    organisation: Any
    score: Score
    simulated: bool


def cards(day: datetime.date) -> list[Scorecard]:
    """The scorecards in force."""
    return scorecards_of(pack(), day)


def scores(card: Scorecard, year: int, today: datetime.date) -> list[Scored]:
    """The organisations that a card scores, the best first; those without anything to measure last, by code."""
    measured = _measures(year, today)
    made_up = set(Case.objects.filter(simulated=True, year=year).values_list("owner_id", flat=True).distinct())
    rows = [
        Scored(each, score(card, measured.get(each.pk, {})), each.pk in made_up) for each in _organisations(card.scores)
    ]
    return sorted(rows, key=lambda row: (row.score.points is None, -(row.score.points or 0), row.organisation.code))


def _organisations(which: str) -> list[Any]:
    found = [each for each in area_queries.organisations_by_code().values() if each.closed_on is None]
    if which == "counties":
        return [each for each in found if each.kind == "county_government"]
    return [each for each in found if each.kind == "department" and each.area_id == area_code()]


def _measures(year: int, today: datetime.date) -> Mapping[int, Mapping[str, Measured]]:
    found: dict[int, dict[str, Measured]] = defaultdict(dict)
    ended = Deadline.objects.filter(due_on__year=year, due_on__lt=today, state__in=("met", "late", "missed"))
    terms = ended.values("case__owner").annotate(all=Count("pk"), good=Count("pk", filter=Q(state="met")))
    for ended_terms in terms:
        found[ended_terms["case__owner"]]["terms_in_time"] = Measured(ended_terms["good"], ended_terms["all"])
    cases = Case.objects.values("owner").annotate(
        tasks=Count("pk", filter=Q(type=PLAN_TASK) & ~Q(outcome="ended")),
        begun=Count("pk", filter=Q(type=PLAN_TASK) & ~Q(outcome="ended") & ~Q(state="planned")),
        done=Count("pk", filter=Q(type=PLAN_TASK, outcome="done")),
        supervised=Count("pk", filter=Q(type="supervision", year=year)),
        overdue=Count("pk", filter=Q(is_open=True, next_due_on__lt=today)),
        chased=Count("pk", filter=Q(type="report_chase", year=year)),
        warned=Count("pk", filter=Q(type="rectification", year=year)),
        rectified=Count("pk", filter=Q(type="rectification", year=year, outcome="done")),
    )
    for row in cases:
        found[row["owner"]] |= {
            "tasks_begun": Measured(row["begun"], row["tasks"]),
            "tasks_done": Measured(row["done"], row["tasks"]),
            "supervised": Measured(row["supervised"]),
            "overdue_now": Measured(row["overdue"]),
            "reports_chased": Measured(row["chased"]),
            "warnings_rectified": Measured(row["rectified"], row["warned"]),
        }
    return found
