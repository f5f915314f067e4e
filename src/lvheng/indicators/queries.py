"""What pages ask of the indicators: the book of the site's pack, and the lights of the plan's targets."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.conf import settings

from lvheng.errors import Text
from lvheng.indicators.book import Book, area_of_scope
from lvheng.indicators.standings import Demand, Standing, standing_of, worst
from lvheng.packs import load_pack
from lvheng.packs.measures import Light, PackIndicator
from lvheng.plan import queries as plan_queries
from lvheng.plan import table_queries

NO_INDICATOR = Standing("grey", Text("还没有指标计算这个目标", "no indicator computes this target yet"))
_books: dict[str, Book] = {}
_opening = threading.Lock()


@dataclass(frozen=True)
class TargetLight:
    """A target with its light. ``indicator`` is the one that decides; None where none computes the target.

    ``plan`` is the code of its plan; ``area`` that of the area whose value counts, empty where the plan means several
    areas, or part of one; ``judged_by`` are all indicators that the target is judged by.
    """

    target: Any
    plan: str
    standing: Standing
    indicator: PackIndicator | None = None
    area: str = ""
    judged_by: tuple[PackIndicator, ...] = ()

    @property
    def light(self) -> Light:
        return self.standing.light


@dataclass(frozen=True)
class Lit:
    """Of how many targets there is a published figure of the right area, and how many of them can be judged."""

    total: int
    known: int
    judged: int


@dataclass(frozen=True)
class _Plan:
    code: str
    area: str
    issued_on: date | None


def book() -> Book:
    """The book of the configured pack, opened once in a process. Raises Problems for a pack that is not valid."""
    name = str(settings.CONFIGURATION.pack)
    with _opening:
        if name not in _books:
            _books[name] = Book.of(load_pack(name))
        return _books[name]


def fingerprint() -> str:
    """A text that changes with everything that an indicator or a light rests on."""
    return book().fingerprint


def lights_of(version: Any) -> list[TargetLight]:
    """All targets of a version with their lights, in the order of the text; one query."""
    return [light_of(target) for target in table_queries.targets(version, table_queries.Filters())]


def light_of(target: Any) -> TargetLight:
    """The light of one target; no query but the first time that its version is asked for."""
    plan = _plan_of(target.version_id)
    indicators = book().indicators_of(plan.code, target.code) if target.code else []
    if not indicators:
        return TargetLight(target, plan.code, NO_INDICATOR)
    area = area_of_scope(target.scope, plan.area, book().inputs.below(plan.area))
    if area is None:
        return TargetLight(target, plan.code, _standing_of_several(target.scope), indicators[0], "", tuple(indicators))
    found = [(_standing(target, indicator, area), indicator) for indicator in indicators]
    decisive = worst([standing for standing, _ in found])
    indicator = next(each for standing, each in found if standing is decisive)
    return TargetLight(target, plan.code, decisive, indicator, area, tuple(indicators))


def count(lights: Iterable[TargetLight]) -> Lit:
    """How many of the lights rest on something."""
    rows = list(lights)
    known = [each for each in rows if each.standing.latest is not None]
    return Lit(len(rows), len(known), sum(each.light != "grey" for each in known))


def demand_of(target: Any) -> Demand:
    """What a target asks; the base is the year that it names, else the year before its plan was issued."""
    issued = _plan_of(target.version_id).issued_on
    base = target.baseline_year or (issued.year - 1 if issued else None)
    return Demand(target.comparator, target.value, target.unit, target.deadline_year, base)


def _standing(target: Any, indicator: PackIndicator, area: str) -> Standing:
    values = book().series(indicator.code, area)
    return standing_of(book().measures, indicator, demand_of(target), values)


def _standing_of_several(scope: str) -> Standing:
    return Standing("grey", Text(f"没有单为“{scope}”计算的数", f"there is no figure computed for “{scope}” alone"))


@lru_cache(maxsize=256)
def _plan_of(version_id: int) -> _Plan:
    """The plan of a version, which never changes."""
    found = plan_queries.adopted_plans().filter(versions=version_id)
    code, area, issued_on = found.values_list("code", "area__code", "versions__issued_on").get()
    return _Plan(code, area, issued_on)
