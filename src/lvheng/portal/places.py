"""An area as the site shows it: where it lies, what the plan says of it, who works there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from lvheng.areas import queries as area_queries
from lvheng.plan import queries as plan_queries
from lvheng.portal.queries import Map, map_of

_ENDINGS = ("自治州", "自治县", "州", "市", "县", "区")


@dataclass(frozen=True)
class AreaSheet:
    """One area. ``map`` shows it among its neighbours, or its parts where it is the whole."""

    area: Any
    map: Map | None
    parts: list[Any]
    plan: Any
    targets: list[Any]
    sentences: list[Any]
    organisations: list[Any]


def sheet(area: Any) -> AreaSheet:
    """Gather what the adopted plan says of ``area``; without a plan, only the area itself."""
    parts = list(area_queries.children(area).defer("boundary"))
    whole = area if parts or area.parent is None else area.parent
    plan = plan_queries.current_plan()
    version = plan_queries.current_version(plan.code) if plan else None
    names = names_in_text(area, [] if parts or area.parent is None else _siblings(area))
    return AreaSheet(
        area=area,
        map=map_of(whole, area.code),
        parts=parts,
        plan=plan,
        targets=list(version.targets.filter(_any_of("scope", names)).select_related("provision")) if version else [],
        sentences=list(version.sentences.filter(_any_of("text", names)).select_related("provision")) if version else [],
        organisations=list(_organisations(area, version)),
    )


def names_in_text(area: Any, siblings: list[Any]) -> list[str]:
    """How a plan may name the area: in full, short, and by its bare name where no neighbour or the whole shares that.

    ``东乡族自治县`` is also 东乡县 and 东乡; 临夏县 is not 临夏, which may be the city or the prefecture.
    """
    names = {area.name, area.short_name} - {""}
    others = {bare_name(each) for each in [*siblings, area.parent] if each is not None}
    bare = bare_name(area)
    if len(bare) > 1 and bare not in others:
        names.add(bare)
    return sorted(names)


def bare_name(area: Any) -> str:
    """临夏 of 临夏回族自治州: the short name without what kind of area it is."""
    name = str(area.short_name or area.name)
    ending = next((ending for ending in _ENDINGS if name.endswith(ending)), "")
    return name.removesuffix(ending)


def _siblings(area: Any) -> list[Any]:
    return list(area_queries.children(area.parent).exclude(pk=area.pk).defer("boundary"))


def _any_of(field: str, names: list[str]) -> Q:
    found = Q()
    for name in names:
        found |= Q(**{f"{field}__contains": name})
    return found


def _organisations(area: Any, version: Any) -> QuerySet[Any]:
    """Open organisations of the area, with how many provisions of the version each leads and takes part in."""
    standing = Q(responsibilities__version=version) & ~Q(responsibilities__state="withdrawn")
    organisations: QuerySet[Any] = area.organisations.filter(closed_on__isnull=True)
    counted: QuerySet[Any] = organisations.annotate(
        leads=Count("responsibilities", filter=standing & Q(responsibilities__part="lead")),
        joins=Count("responsibilities", filter=standing & Q(responsibilities__part="participant")),
    )
    return counted
