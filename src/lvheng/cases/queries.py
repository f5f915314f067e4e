"""What other rooms read of cases: facts for documents, tasks for briefings, what waits on a desk."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone, translation

from lvheng.areas.acting import Acting
from lvheng.areas.permissions import allow
from lvheng.cases.access import MAY_SEE, MAY_WORK, access_case, visible
from lvheng.cases.catalogue import type_of
from lvheng.cases.clock_kept import read_derivation
from lvheng.cases.clock_words import words as derivation_words
from lvheng.cases.listing import SOON_DAYS
from lvheng.cases.models import Case, Deadline
from lvheng.cases.public_queries import PLAN_TASK, progress_by_article, published
from lvheng.cases.showing import shown_data
from lvheng.indicators.consequences import Consequence

__all__ = [
    "Desk", "PlanTask", "case_for", "cases_of_subject", "cases_of_warnings", "desk", "document_facts",
    "progress_by_article", "published", "tasks_between",
]  # fmt: skip


@dataclass(frozen=True)
class Desk:
    """How many open cases somebody's organisation has, how many are overdue or due soon, and how many it supervises.

    ``assigned`` are those given to the person; ``waits_for`` those that others have to move first.
    """

    mine: int = 0
    overdue: int = 0
    soon: int = 0
    assigned: int = 0
    supervised: int = 0
    supervised_overdue: int = 0
    first_due: datetime.date | None = None


def desk(acting: Acting) -> Desk:
    """What of cases waits for somebody, in one query."""
    if acting.organisation is None or not allow(MAY_WORK, acting):
        return Desk()
    today = timezone.localdate()
    values: dict[str, Any] = {
        "person": acting.person.pk if acting.person else 0,
        "organisation": acting.organisation.pk,
        "today": today,
        "soon": today + datetime.timedelta(days=SOON_DAYS),
    }
    with connection.cursor() as cursor:
        cursor.execute(_DESK, values)
        return Desk(*(cursor.fetchone() or ()))


# Written out, because this is asked on every desk: what counts as one's own is what listing.mine says. Each of the
# three ways in has an index of its own.
_DESK = """
SELECT count(*) FILTER (WHERE own),
       count(*) FILTER (WHERE own AND next_due_on < %(today)s),
       count(*) FILTER (WHERE own AND next_due_on BETWEEN %(today)s AND %(soon)s),
       count(*) FILTER (WHERE assigned),
       count(*) FILTER (WHERE supervised),
       count(*) FILTER (WHERE supervised AND next_due_on < %(today)s),
       min(next_due_on) FILTER (WHERE own)
FROM (
    SELECT next_due_on,
           coalesce(assignee_id = %(person)s, false) AS assigned,
           coalesce(supervisor_id = %(organisation)s, false) AS supervised,
           owner_id = %(organisation)s OR coalesce(assignee_id = ANY (people.ids), false) AS own
    FROM cases_case,
         (SELECT array_append(array_agg(person_id), %(person)s) AS ids FROM cases_delegation
           WHERE to_id = %(person)s AND from_date <= %(today)s AND until_date >= %(today)s AND ended_at IS NULL) people
    WHERE is_open
      AND (owner_id = %(organisation)s OR supervisor_id = %(organisation)s OR assignee_id = ANY (people.ids))
) AS waiting
"""


def case_for(acting: Acting, case_id: int) -> Case:
    """A case that somebody may open. Raises Case.DoesNotExist also where it is none of their business."""
    return access_case(acting, case_id)


def cases_of_subject(acting: Acting, subject: str) -> QuerySet[Case]:
    """The cases about a thing, an indicator, a report, that somebody may open; the newest first."""
    if not allow(MAY_SEE, acting):
        return Case.objects.none()
    return visible(acting).filter(subject=subject).select_related("owner").order_by("-opened_on", "-pk")


# What the fields of types are called in documents; the first that is filled in counts.
_FACTS = {
    "party": ("party", "obligor", "enterprise", "named"),
    "party_id": ("party_id",),
    "party_address": ("party_address", "address"),
    "facts": ("facts", "finding", "matter", "ground", "text", "target", "found"),
    "evidence": ("evidence",),
    "legal_basis": ("law",),
    "decision": ("decision", "answer", "demand", "agreement", "instruction"),
    "amount": ("fine", "amount", "reward"),
    "legal_review": ("review",),
    "hearing_right": ("hearing_right",),
    "measures": ("measures",),
    "reply": ("reply",),
}


def document_facts(case: Case) -> dict[str, str]:
    """What is known of a case, as a document says it, in Chinese; what is not known is left out.

    Who reported something is not among it.
    """
    kind = type_of(case.type)
    with translation.override("zh-hans"):
        data = {each.field.code: each.words for each in shown_data(kind, case.data, personal=True) if each.words}
    facts = {
        "number": case.number,
        "title": case.title,
        "type_name": kind.name,
        "article": case.provision,
        "opened_on": case.opened_on.isoformat(),
        "cause": case.cause,
        "state": kind.state_of[case.state].name,
        "lead_organisation": case.owner.name,
        "supervised_organisation": case.owner.name,
        "organisation": (case.supervisor or case.owner).code if case.type == "supervision" else case.owner.code,
    }
    for name, codes in _FACTS.items():
        facts[name] = next((data[code] for code in codes if code in data), "")
    return {**data, **{name: value for name, value in (*facts.items(), *_due(case)) if value}}


def _due(case: Case) -> Iterator[tuple[str, str]]:
    row = case.deadlines.filter(state__in=("open", "missed"), due_on__isnull=False).order_by("due_on").first()
    if row is not None and row.due_on is not None:
        yield "due_on", row.due_on.isoformat()
        lines = derivation_words(read_derivation(row.derivation))
        yield "due_derivation", "".join(line.zh for line in lines)


@dataclass(frozen=True)
class PlanTask:
    """A task of the plan, as a briefing tells of it."""

    title: str
    article: str
    lead: str
    state_name: str
    due_on: datetime.date | None
    overdue: bool
    url: str


def tasks_between(first: datetime.date, last: datetime.date) -> list[PlanTask]:
    """The tasks that were due between two days, both included, or are overdue on the last; those of their articles."""
    ended = Deadline.objects.filter(case=OuterRef("pk"), due_on__gte=first, due_on__lte=last)
    rows = Case.objects.filter(type=PLAN_TASK, simulated=False).filter(
        Q(Exists(ended)) | Q(is_open=True, next_due_on__lt=last)
    )
    kind = type_of(PLAN_TASK)
    return [
        PlanTask(
            case.title,
            case.provision,
            case.owner.short_name or case.owner.name,
            kind.state_of[case.state].name,
            case.next_due_on,
            bool(case.is_open and case.next_due_on and case.next_due_on < last),
            reverse("cases:case", args=[case.pk]),
        )
        for case in rows.select_related("owner").order_by(F("next_due_on").asc(nulls_last=True), "pk")
    ]


def beside_thing(acting: Acting, thing_id: int) -> list[Any]:
    """The cases about a registered thing, for its page."""
    return list(cases_of_subject(acting, f"thing:{thing_id}")[:20])


def cases_of_warnings(acting: Acting, warnings: Collection[int]) -> dict[int, Consequence]:
    """The cases that warnings opened, of those that somebody may see."""
    if not allow(MAY_SEE, acting):
        return {}
    causes = {f"warning:{number}": number for number in warnings}
    rows = visible(acting).filter(cause__in=causes).only("pk", "number", "cause", "simulated")
    return {
        causes[row.cause]: Consequence(row.number, reverse("cases:case", args=[row.pk]), row.simulated) for row in rows
    }
