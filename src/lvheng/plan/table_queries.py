"""The rows of the plan's tables: targets, tasks and who is responsible, filtered and sorted as the reader asks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from typing import Self, TypeVar

from django.db.models import F, Q, QuerySet

from lvheng.plan.models import Provision, Responsibility, Target, Task, Version
from lvheng.plan.queries import standing_responsibilities
from lvheng.plan.wording import KINDS

_Row = TypeVar("_Row", Target, Task)

TARGET_ORDERS = {
    "article": ("start", "id"),
    "indicator": ("indicator", "start"),
    "value": ("value", "start"),
    "deadline": ("deadline_year", "start"),
    "scope": ("scope", "start"),
}
TASK_ORDERS = {
    "article": ("start", "id"),
    "modality": ("modality", "start"),
    "deadline": ("deadline_year", "start"),
}


@dataclass(frozen=True)
class Filters:
    """What a reader narrowed a table to; empty fields ask for nothing. Read from a query string as it comes."""

    q: str = ""
    article: str = ""
    year: str = ""
    scope: str = ""
    kind: str = ""
    modality: str = ""
    organisation: str = ""
    state: str = ""
    sort: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Self:
        """Take the known fields of a query string: at most 100 characters, nothing that the database refuses."""
        return cls(**{each.name: query.get(each.name, "").replace("\x00", "").strip()[:100] for each in fields(cls)})

    @property
    def are_set(self) -> bool:
        """Whether anything is left out because of them."""
        return any(getattr(self, each.name) for each in fields(self) if each.name != "sort")


@dataclass
class Duties:
    """Who is responsible for each provision; a provision without anybody takes those of the one that it stands in."""

    rows: dict[int, list[Responsibility]] = field(default_factory=dict)
    parents: dict[int, int | None] = field(default_factory=dict)

    def of(self, provision_id: int | None) -> list[Responsibility]:
        """Leads first. Empty where nobody is responsible."""
        while provision_id is not None:
            if rows := self.rows.get(provision_id):
                return rows
            provision_id = self.parents.get(provision_id)
        return []

    def leads(self, provision_id: int | None) -> list[Responsibility]:
        """Those of :meth:`of` that lead."""
        return [row for row in self.of(provision_id) if row.part == Responsibility.Part.LEAD]

    def provisions_of(self, organisation: str) -> list[int]:
        """Provisions that an organisation, by code or name, leads or takes part in, inherited ones included."""
        return [provision for provision in self.parents if any(_is(row, organisation) for row in self.of(provision))]


def _is(row: Responsibility, organisation: str) -> bool:
    return organisation in (row.name, row.organisation.code if row.organisation else None)


def duties_of(version: Version, provisions: Iterable[Provision]) -> Duties:
    """All standing responsibilities of a version by provision; one query."""
    found: dict[int, list[Responsibility]] = defaultdict(list)
    for row in standing_responsibilities(version):
        found[row.provision_id].append(row)
    return Duties(dict(found), {each.pk: each.parent_id for each in provisions})


def provisions(version: Version) -> list[Provision]:
    """All provisions in the order of the text; one query."""
    return list(Provision.objects.filter(version=version))


def targets(version: Version, filters: Filters) -> QuerySet[Target]:
    """The targets that pass, sorted; each with its provision."""
    found = Target.objects.filter(version=version).select_related("provision", "sentence").defer("sentence__text")
    found = _within_article(found, version, filters.article)
    if filters.q:
        found = found.filter(Q(indicator__icontains=filters.q) | Q(quote__icontains=filters.q))
    if filters.year:
        found = found.filter(deadline_year=_year(filters.year))
    if filters.scope:
        found = found.filter(scope="" if filters.scope == "-" else filters.scope)
    if filters.kind in KINDS:
        found = found.filter(comparator__in=KINDS[filters.kind][1])
    return _sorted(found, filters.sort, TARGET_ORDERS)


def tasks(version: Version, filters: Filters, duties: Duties) -> QuerySet[Task]:
    """The tasks that pass, sorted; each with its provision."""
    found = Task.objects.filter(version=version).select_related("provision", "sentence").defer("sentence__text")
    found = _within_article(found, version, filters.article)
    if filters.q:
        found = found.filter(text__icontains=filters.q)
    if filters.year:
        found = found.filter(deadline_year=_year(filters.year))
    if filters.modality:
        found = found.filter(modality=filters.modality)
    if filters.organisation:
        theirs = Q(provision__in=duties.provisions_of(filters.organisation))
        found = found.filter(theirs | Q(named__contains=[filters.organisation]))
    return _sorted(found, filters.sort, TASK_ORDERS)


def _year(text: str) -> int | None:
    """The year, or None (which asks for rows without one) for ``-`` and anything that is no year."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) == 4 else None


def _within_article(found: QuerySet[_Row], version: Version, reference: str) -> QuerySet[_Row]:
    if not reference:
        return found
    article = Provision.objects.filter(version=version, reference=reference).first()
    return found.filter(start__gte=article.start, start__lt=article.end) if article else found.none()


def _sorted(found: QuerySet[_Row], asked: str, orders: Mapping[str, tuple[str, ...]]) -> QuerySet[_Row]:
    names = orders.get(asked.removeprefix("-"), orders["article"])
    first = F(names[0])
    ordering = first.desc(nulls_last=True) if asked.startswith("-") else first.asc(nulls_last=True)
    return found.order_by(ordering, *names[1:])


def target_choices(version: Version) -> tuple[list[int], list[str]]:
    """The deadlines and the scopes that targets of a version have."""
    rows = Target.objects.filter(version=version).order_by().values_list("deadline_year", "scope").distinct()
    found = list(rows)
    return sorted({year for year, _ in found if year}), sorted({scope for _, scope in found if scope})


def task_years(version: Version) -> list[int]:
    """The years that tasks of a version are due in."""
    rows = Task.objects.filter(version=version).order_by().values_list("deadline_year", flat=True).distinct()
    return sorted(year for year in rows if year)


def organisations(duties: Duties) -> list[tuple[str, str]]:
    """Key and name of every organisation that is responsible for something, by name."""
    found = {
        (row.organisation.code, str(row.organisation)) if row.organisation else (row.name, row.name)
        for rows in duties.rows.values()
        for row in rows
    }
    return sorted(found, key=lambda each: each[1])


def target(target_id: int) -> Target:
    """One target with its place in the text; raises Target.DoesNotExist."""
    return Target.objects.select_related("provision", "sentence", "version").get(pk=target_id)


def task(task_id: int) -> Task:
    """One task with its place in the text; raises Task.DoesNotExist."""
    return Task.objects.select_related("provision", "sentence", "version").get(pk=task_id)


def indicator(target_id: int) -> str:
    """The name of a target; raises Target.DoesNotExist."""
    return Target.objects.values_list("indicator", flat=True).get(pk=target_id)
