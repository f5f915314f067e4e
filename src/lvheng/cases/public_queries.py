"""What everybody may read: how far each article is, what was published. Counts and masked texts only."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from lvheng.cases.models import Case, Publication
from lvheng.plan import queries as plan_queries

PLAN_TASK = "plan_task"


@dataclass(frozen=True)
class ArticleProgress:
    """How the tasks of an article stand. ``share`` is the part that is done, in per cent, rounded down."""

    reference: str
    number: str
    heading: str
    total: int
    done: int
    under_way: int
    overdue: int

    @property
    def waiting(self) -> int:
        return self.total - self.done - self.under_way

    @property
    def share(self) -> int:
        return self.done * 100 // self.total if self.total else 0

    @property
    def parts(self) -> list[tuple[str, int, str]]:
        from django.utils.translation import gettext as _

        return [
            (_("已完成"), self.done, "ok"),
            (_("推进中"), self.under_way, "info"),
            (_("待启动"), self.waiting, "none"),
        ]


def progress_by_article(today: datetime.date, simulated: bool = False) -> list[ArticleProgress]:
    """How the tasks of each article of the plan in force stand; without made-up cases unless ``simulated``."""
    plan = plan_queries.current_plan()
    if plan is None:
        return []
    rows = Case.objects.filter(type=PLAN_TASK, simulated=simulated).exclude(outcome=Case.Outcome.ENDED)
    counted = rows.values("provision").annotate(
        total=Count("pk"),
        done=Count("pk", filter=Q(outcome=Case.Outcome.DONE)),
        under_way=Count("pk", filter=Q(state__in=("under_way", "completed"))),
        overdue=Count("pk", filter=Q(is_open=True, next_due_on__lt=today)),
    )
    counts = {row["provision"]: row for row in counted}
    version = plan_queries.current_version(plan.code)
    found = []
    for provision in version.provisions.order_by("order"):
        row = counts.get(provision.reference)
        if row is not None:
            numbers = [row[name] for name in ("total", "done", "under_way", "overdue")]
            found.append(ArticleProgress(provision.reference, provision.number, provision.heading, *numbers))
    return found


def published(kinds: Iterable[str], today: datetime.date) -> QuerySet[Publication]:
    """What is shown on a day, the newest first."""
    rows = Publication.objects.filter(kind__in=list(kinds), published_on__lte=today, withdrawn_on__isnull=True)
    return rows.filter(Q(until__isnull=True) | Q(until__gte=today)).select_related("case__area")


def tasks_of(reference: str) -> list[Case]:
    """The tasks of an article as everybody may read them."""
    rows = Case.objects.filter(type=PLAN_TASK, provision=reference, simulated=False).select_related("owner")
    return list(rows.order_by("pk"))
