"""What pages ask of the indicators: the book of the site's pack, and the lights of the plan's targets."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.utils import timezone

from lvheng.errors import Text
from lvheng.indicators.book import Book
from lvheng.indicators.scopes import areas_of_scope
from lvheng.indicators.snapshots import book as book
from lvheng.indicators.standings import Demand, Judged, Standing, standing_of, worst_of
from lvheng.packs.measures import Light, PackIndicator
from lvheng.plan import queries as plan_queries
from lvheng.plan import table_queries

NO_INDICATOR = Standing("grey", Text("还没有指标计算这个目标", "no indicator computes this target yet"))


@dataclass(frozen=True)
class TargetLight:
    """A target with its light. ``indicator`` is the one that decides; None where none computes the target.

    ``plan`` is the code of its plan; ``area`` that of the area whose value decides, empty where the plan's words name
    none; ``judged_by`` are all indicators that the target is judged by, ``parts`` its standing by each of them in
    each area that has to reach it.
    """

    target: Any
    plan: str
    standing: Standing
    indicator: PackIndicator | None = None
    area: str = ""
    judged_by: tuple[PackIndicator, ...] = ()
    parts: tuple[Judged, ...] = ()

    @property
    def light(self) -> Light:
        return self.standing.light

    @property
    def is_of_several(self) -> bool:
        """Whether several areas have to reach it, each for itself."""
        return len({part.area for part in self.parts}) > 1


@dataclass(frozen=True)
class Lit:
    """Of how many targets there is a figure of the right area, how many of them can be judged, how many rest on
    anything simulated."""

    total: int
    known: int
    judged: int
    simulated: int = 0


@dataclass(frozen=True)
class _Plan:
    code: str
    area: str
    issued_on: date | None


def fingerprint() -> str:
    """A text that changes with everything that an indicator or a light on public pages rests on; one query."""
    return book().fingerprint


def day_of(known: Book) -> date:
    """The day on which what is ``known`` is judged: that of its knowledge, else today."""
    return known.as_of or timezone.localdate()


def adopted_version(known: Book) -> Any:
    """The version in force of the pack's own plan; None while it is not adopted."""
    own = [plan.code for plan in known.pack.plans if plan.role == "own"]
    adopted = next((plan for plan in plan_queries.adopted_plans() if plan.code in own), None)
    return plan_queries.current_version(adopted.code) if adopted else None


def lights_of(version: Any, known: Book | None = None) -> list[TargetLight]:
    """All targets of a version with their lights, in the order of the text; by what the public knows, or ``known``."""
    known = known or book()
    return [light_of(target, known) for target in table_queries.targets(version, table_queries.Filters())]


def light_of(target: Any, known: Book | None = None) -> TargetLight:
    """The light of one target, by what the public knows or by ``known``.

    A target of several areas is judged by the one that stands worst.
    """
    known = known or book()
    plan = _plan_of(target.version_id)
    indicators = known.indicators_of(plan.code, target.code) if target.code else []
    if not indicators:
        return TargetLight(target, plan.code, NO_INDICATOR)
    areas = areas_of_scope(target.scope, plan.area, known.inputs.below(plan.area))
    if not areas:
        return TargetLight(target, plan.code, _of_no_area(target.scope), indicators[0], "", tuple(indicators))
    demand = demand_of(target)
    found = [_judged(known, demand, indicator, area) for indicator in indicators for area in areas]
    decisive = worst_of(found)
    return TargetLight(
        target, plan.code, decisive.standing, decisive.indicator, decisive.area, tuple(indicators), tuple(found)
    )


def count(lights: Iterable[TargetLight]) -> Lit:
    """How many of the lights rest on something."""
    rows = list(lights)
    known = [each for each in rows if each.standing.latest is not None]
    simulated = sum(each.standing.simulated for each in known)
    return Lit(len(rows), len(known), sum(each.light != "grey" for each in known), simulated)


def demand_of(target: Any) -> Demand:
    """What a target asks; the base is the year that it names, else the year before its plan was issued."""
    issued = _plan_of(target.version_id).issued_on
    base = target.baseline_year or (issued.year - 1 if issued else None)
    return Demand(target.comparator, target.value, target.unit, target.deadline_year, base)


def _judged(known: Book, demand: Demand, indicator: PackIndicator, area: str) -> Judged:
    values = known.series(indicator.code, area)
    return Judged(area, indicator, standing_of(known.measures, indicator, demand, values, day_of(known)))


def _of_no_area(scope: str) -> Standing:
    return Standing("grey", Text(f"没有单为“{scope}”计算的数", f"there is no figure computed for “{scope}” alone"))


@lru_cache(maxsize=256)
def _plan_of(version_id: int) -> _Plan:
    """The plan of a version, which never changes."""
    found = plan_queries.adopted_plans().filter(versions=version_id)
    code, area, issued_on = found.values_list("code", "area__code", "versions__issued_on").get()
    return _Plan(code, area, issued_on)
