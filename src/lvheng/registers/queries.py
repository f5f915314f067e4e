"""What pages and other rooms ask of the registers."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max, Q, QuerySet
from django.utils import timezone

from lvheng.areas.acting import Acting
from lvheng.errors import Text
from lvheng.packs.registers import GROUPS, RegisterKind
from lvheng.registers.access import kinds_for
from lvheng.registers.catalogue import registers
from lvheng.registers.identifiers import normal_identifier
from lvheng.registers.models import Link, State, Thing, ThingVersion
from lvheng.registers.validity import Verdict, validity
from lvheng.registers.values import read_date

FIRST_RELATED = 5
# Days beyond these are the same for everything that was ever recorded; the very first and last have no neighbours.
EARLIEST, LATEST = datetime.date(1900, 1, 1), datetime.date(9000, 1, 1)


@dataclass(frozen=True)
class KindCount:
    """A kind with how many of its things are on the register, how many of them are made up, and the last change."""

    kind: RegisterKind
    count: int
    simulated: int
    changed_at: datetime.datetime | None


@dataclass(frozen=True)
class Related:
    """Things of one kind that refer to a thing by one field."""

    kind: RegisterKind
    field: str
    count: int
    first: list[Thing]

    @property
    def is_named(self) -> bool:
        """Whether its things have names or numbers of their own; a limit is called as its permit is."""
        return self.kind.by_code[self.kind.title_field].to is None or self.kind.identifier is not None


def overview(acting: Acting) -> list[tuple[Text, list[KindCount]]]:
    """The kinds whose lists somebody may open, by group, with their counts."""
    rows = Thing.objects.filter(state=State.ACTIVE).order_by().values("kind")
    made_up = Count("id", filter=Q(simulated=True))
    counts = {row["kind"]: row for row in rows.annotate(n=Count("id"), made_up=made_up, last=Max("changed_at"))}
    groups: dict[str, list[KindCount]] = {}
    for kind in kinds_for(acting, registers().kinds.values()):
        row: Mapping[str, Any] = counts.get(kind.code, {"n": 0, "made_up": 0, "last": None})
        groups.setdefault(kind.group, []).append(KindCount(kind, row["n"], row["made_up"], row["last"]))
    return [(title, groups[code]) for code, title in GROUPS.items() if code in groups]


def thing(thing_id: int, kind: str | None = None) -> Thing:
    """One thing with its area; raises Thing.DoesNotExist."""
    found = Thing.objects.select_related("area").defer("area__boundary")
    return found.get(pk=thing_id, **({"kind": kind} if kind else {}))


def by_identifier(kind: str, identifier: str) -> Thing | None:
    """The thing of that identifier, capitals and blanks aside; None where there is none."""
    return Thing.objects.filter(kind=kind, identifier_key=normal_identifier(identifier)).first()


def of_kind(kind: str, day: datetime.date | None = None) -> QuerySet[Thing]:
    """The things of a kind that are on the register; with ``day`` only those valid on it."""
    found = Thing.objects.filter(kind=kind, state=State.ACTIVE)
    if day is None:
        return found
    begun = Q(valid_from__isnull=True) | Q(valid_from__lte=day)
    return found.filter(begun, Q(valid_until__isnull=True) | Q(valid_until__gte=day))


def in_area(kind: str, area: str, day: datetime.date | None = None) -> QuerySet[Thing]:
    """The same as :func:`of_kind`, of one area and the areas below it."""
    return of_kind(kind, day).filter(Q(area=area) | Q(area__parent=area) | Q(area__parent__parent=area))


def verdict(found: Thing, day: datetime.date | None = None) -> Verdict:
    """Whether a thing is valid on ``day`` (today), as it stands now."""
    return validity(found.state, found.valid_from, found.valid_until, day or timezone.localdate())


def verdict_of(kind: RegisterKind, version: ThingVersion, day: datetime.date) -> Verdict:
    """Whether a thing was valid on ``day`` by what a version says."""
    period = kind.validity
    begin = read_date(version.values.get(period.begin, "")) if period else None
    end = read_date(version.values.get(period.end, "")) if period and period.end else None
    return validity(version.state, begin, end, day)


def version_on(found: Thing, day: datetime.date, known_on: datetime.date | None = None) -> ThingVersion | None:
    """What counts for ``day``, by what was recorded until the end of ``known_on`` (now); None before the first."""
    versions = ThingVersion.objects.filter(thing=found, effective_on__lte=day)
    if known_on is not None:
        known_on = min(max(known_on, EARLIEST), LATEST)
        midnight = timezone.make_aware(datetime.datetime.combine(known_on, datetime.time()))
        versions = versions.filter(recorded_at__lt=midnight + datetime.timedelta(days=1))
    return versions.order_by("-effective_on", "-number").first()


def values_on(ids: Iterable[int], day: datetime.date) -> dict[int, tuple[str, dict[str, Any]]]:
    """State and values of many things on ``day``; things that were not registered then are left out. One query."""
    versions = ThingVersion.objects.filter(thing__in=list(ids), effective_on__lte=day)
    latest = versions.order_by("thing_id", "-effective_on", "-number").distinct("thing_id")
    return {pk: (state, values) for pk, state, values in latest.values_list("thing_id", "state", "values")}


def history(found: Thing) -> list[ThingVersion]:
    """All versions, the one recorded last first, each with who recorded it."""
    return list(ThingVersion.objects.filter(thing=found).select_related("recorded_by").order_by("-number"))


def referring(acting: Acting, found: Thing) -> Iterator[Related]:
    """What refers to a thing, by kind and field, as far as somebody may see it."""
    may_see = {kind.code: kind for kind in kinds_for(acting, registers().kinds.values())}
    rows = Link.objects.filter(target=found, thing__kind__in=may_see).values("thing__kind", "field")
    for row in rows.annotate(n=Count("id")).order_by("thing__kind", "field"):
        kind, field = row["thing__kind"], row["field"]
        things = Thing.objects.filter(kind=kind, links__field=field, links__target=found).order_by("title", "id")
        yield Related(may_see[kind], field, row["n"], list(things[:FIRST_RELATED]))


def referring_to(found: Thing, kind: str, field: str) -> QuerySet[Thing]:
    """The things of ``kind`` on the register whose ``field`` refers to a thing."""
    return Thing.objects.filter(kind=kind, state=State.ACTIVE, links__field=field, links__target=found)
