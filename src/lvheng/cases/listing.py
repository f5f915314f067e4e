"""The lists of cases: what a reader asked for, read from the address, and what answers it."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from django.db.models import Q, QuerySet

from lvheng.areas.acting import Acting
from lvheng.cases.access import delegators, visible
from lvheng.cases.models import Case, Deadline

SOON_DAYS = 7
DUE = ("overdue", "today", "soon", "month", "none")
STATES = ("open", "closed", "suspended", "all")
SORTS = {
    "due": ("next_due_on", "id"),
    "-due": ("-next_due_on", "id"),
    "opened": ("opened_on", "id"),
    "-opened": ("-opened_on", "-id"),
    "-changed": ("-changed_at", "-id"),
    "number": ("number", "id"),
}
MAX_TEXT = 100


@dataclass(frozen=True)
class Filters:
    """What the list is narrowed to; "" leaves it wide. Without ``state`` the open cases are shown."""

    q: str = ""
    type: str = ""
    group: str = ""
    area: str = ""
    organisation: str = ""
    state: str = ""
    due: str = ""
    mine: str = ""
    supervised: str = ""
    article: str = ""
    sort: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Self:
        """Take the known fields of a query string; what the database refuses is left out."""
        return cls(**{name: query.get(name, "").replace("\x00", "").strip()[:MAX_TEXT] for name in cls.__annotations__})

    @property
    def are_set(self) -> bool:
        """Whether the list is another one than that of all open cases."""
        return any(getattr(self, name) for name in self.__annotations__ if name != "sort")


def cases(acting: Acting, filters: Filters, today: datetime.date) -> QuerySet[Case]:
    """The cases that somebody may see and asked for, the most urgent first."""
    found = visible(acting).filter(_state(filters), _due(filters.due, today)).filter(*_exact(filters))
    for word in filters.q.split()[:6]:
        found = found.filter(search_text__icontains=word)
    if filters.mine:
        found = found.filter(mine(acting))
    if filters.supervised:
        found = found.filter(supervisor=acting.organisation)
    order = SORTS.get(filters.sort)
    found = found.order_by(*order) if order else found.order_by("-is_open", "next_due_on", "id")
    return found.select_related("owner", "area", "assignee").defer("area__boundary", "data", "steps", "search_text")


def _exact(filters: Filters) -> list[Q]:
    wanted = {"type": filters.type, "area_id": filters.area, "owner__code": filters.organisation,
              "provision": filters.article}  # fmt: skip
    conditions = [Q(**{name: value}) for name, value in wanted.items() if value]
    if filters.group:
        from lvheng.cases.catalogue import types

        conditions.append(Q(type__in=[kind.code for kind in types().values() if kind.group == filters.group]))
    return conditions


def _state(filters: Filters) -> Q:
    match filters.state:
        case "closed":
            return Q(is_open=False)
        case "all":
            return Q()
        case "suspended":
            return Q(is_open=True, suspended_on__isnull=False)
        case "" | "open":
            return Q(is_open=True)
        case state:
            return Q(state=state)


def _due(due: str, today: datetime.date) -> Q:
    match due:
        case "overdue":
            return Q(next_due_on__lt=today, is_open=True)
        case "today":
            return Q(next_due_on=today, is_open=True)
        case "soon":
            last = today + datetime.timedelta(days=SOON_DAYS)
            return Q(next_due_on__gte=today, next_due_on__lte=last, is_open=True)
        case "month":
            last = today + datetime.timedelta(days=31)
            return Q(next_due_on__gte=today, next_due_on__lte=last, is_open=True)
        case "none":
            return Q(next_due_on__isnull=True)
        case _:
            return Q()


def mine(acting: Acting) -> Q:
    """Those that somebody's organisation is in charge of, or that are assigned to them."""
    person = acting.person.pk if acting.person else 0
    return Q(owner=acting.organisation) | Q(assignee__in=[person, *delegators(person)])


def running_terms(today: datetime.date, days: int, acting: Acting | None = None) -> list[Deadline]:
    """The terms that have passed or end within ``days``, earliest first; those that ``acting`` may see, or all."""
    last = today + datetime.timedelta(days=days)
    rows = Deadline.objects.filter(state__in=("open", "missed"), due_on__lte=last, case__is_open=True)
    if acting is not None:
        rows = rows.filter(case__in=visible(acting))
    return list(rows.select_related("case__owner").order_by("due_on", "id")[:2000])
