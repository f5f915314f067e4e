"""Who answers for what: organisations against articles."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lvheng.areas import queries as area_queries
from lvheng.plan.models import Provision, Responsibility, Version
from lvheng.plan.queries import standing_responsibilities
from lvheng.plan.table_queries import Filters

if TYPE_CHECKING:
    from lvheng.areas.models import Organisation


@dataclass(frozen=True)
class MatrixRow:
    """An organisation (or a name that no organisation bears) with its cells, one for each column or None."""

    key: str
    organisation: Organisation | None
    name: str
    cells: tuple[Responsibility | None, ...]

    @property
    def leads(self) -> list[Responsibility]:
        return [each for each in self.cells if each and each.part == Responsibility.Part.LEAD]

    @property
    def participations(self) -> list[Responsibility]:
        return [each for each in self.cells if each and each.part == Responsibility.Part.PARTICIPANT]


@dataclass(frozen=True)
class Matrix:
    """Columns are the provisions for which anybody is responsible; rows come in the order of most leads."""

    columns: tuple[Provision, ...]
    rows: tuple[MatrixRow, ...]


def responsibilities(version: Version, filters: Filters) -> list[Responsibility]:
    """Standing responsibilities, narrowed by kind of organisation, state, article, name and words; one query."""
    found = standing_responsibilities(version).select_related("organisation", "provision", "decided_by")
    if filters.kind:
        found = found.filter(organisation__kind=filters.kind)
    if filters.state:
        found = found.filter(state=filters.state)
    if filters.article:
        found = found.filter(provision__reference=filters.article)
    if filters.q:
        found = found.filter(name__icontains=filters.q)
    rows = list(found)
    return [each for each in rows if filters.organisation in ("", key_of(each))]


def key_of(row: Responsibility) -> str:
    """The organisation's code, or the name as written where no organisation is known by it."""
    return row.organisation.code if row.organisation else row.name


def matrix(rows: list[Responsibility]) -> Matrix:
    """Lay responsibilities out; where an organisation has two rows in a provision, the lead is shown."""
    columns = {each.provision_id: each.provision for each in rows}
    ordered = sorted(columns.values(), key=lambda each: each.order)
    cells: dict[str, dict[int, Responsibility]] = defaultdict(dict)
    for row in rows:
        cells[key_of(row)].setdefault(row.provision_id, row)
    lines = [_line(key, found, ordered) for key, found in cells.items()]
    return Matrix(tuple(ordered), tuple(sorted(lines, key=lambda line: (-len(line.leads), -len(line.participations)))))


def _line(key: str, found: dict[int, Responsibility], columns: list[Provision]) -> MatrixRow:
    first = next(iter(found.values()))
    name = str(first.organisation) if first.organisation else first.name
    return MatrixRow(key, first.organisation, name, tuple(found.get(each.pk) for each in columns))


def assignable(version: Version) -> list[Organisation]:
    """The organisations that a planner may make responsible: open ones of the plan's area and of areas below it."""
    return list(area_queries.open_organisations(version.plan.area))


def innermost(version: Version) -> list[Provision]:
    """The provisions that have no provisions inside."""
    return list(Provision.objects.filter(version=version, children__isnull=True))


def provision_by_reference(version: Version, reference: str) -> Provision | None:
    """A provision by the reader's id, for example 二（三）."""
    return Provision.objects.select_related("version").filter(version=version, reference=reference).first()
