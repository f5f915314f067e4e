"""What the pages of the portal show, gathered from the rooms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone

from lvheng.areas import mapping
from lvheng.areas import queries as area_queries
from lvheng.indicators.area_sheet import Tally
from lvheng.indicators.parts import area_tallies
from lvheng.plan import queries as plan_queries
from lvheng.plan import table_queries

MAP_KEPT_SECONDS = 24 * 3600


@dataclass(frozen=True)
class Year:
    """A year in which something falls due; ``place`` is past, now or ahead."""

    year: int
    targets: int
    tasks: int
    place: str


@dataclass(frozen=True)
class MapPart:
    """An area on the map: its name, the ``d`` of its path, where the name stands, and how its targets stand.

    ``tally`` is None where nothing can be judged; ``shade`` is 0 then, else from 1 (no green light) to 4 (all green).
    """

    code: str
    name: str
    path: str
    label_x: int
    label_y: int
    is_current: bool
    tally: Tally | None = None

    @property
    def shade(self) -> int:
        return 1 + 3 * self.tally.green // self.tally.judged if self.tally else 0


@dataclass(frozen=True)
class Map:
    """A drawing of an area's parts with their names."""

    view_box: str
    parts: tuple[MapPart, ...]
    source: str

    @property
    def is_judged(self) -> bool:
        """Whether any area has a light."""
        return any(part.tally for part in self.parts)

    @property
    def is_simulated(self) -> bool:
        """Whether any light rests on simulated figures."""
        return any(part.tally.simulated for part in self.parts if part.tally)


@dataclass(frozen=True)
class Glance:
    """The adopted plan at a glance."""

    plan: Any
    version: Any
    parent_is_adopted: bool
    figures: plan_queries.PlanFigures
    targets: list[Any]
    years: list[Year]
    map: Map | None


def adopted_plans(request: HttpRequest) -> list[Any]:
    """The adopted plans, own before parent; read once a request."""
    if not hasattr(request, "adopted_plans"):
        request.adopted_plans = plan_queries.adopted_now()  # type: ignore[attr-defined]
    return list(request.adopted_plans)  # type: ignore[attr-defined]


def plan_of_page(request: HttpRequest) -> Any:
    """The plan in the page's address, else the one that the site opens with; None while nothing is adopted."""
    plans = adopted_plans(request)
    code = request.resolver_match.kwargs.get("plan") if request.resolver_match else None
    return next((plan for plan in plans if plan.code == code), plans[0] if plans else None)


def glance(version: Any, parent_is_adopted: bool, this_year: int) -> Glance:
    """A version of a plan with its figures, targets, deadlines and map."""
    plan = version.plan
    targets = list(table_queries.targets(version, table_queries.Filters(sort="deadline")))
    tasks = version.tasks.filter(deadline_year__isnull=False).values_list("deadline_year", flat=True)
    return Glance(
        plan=plan,
        version=version,
        parent_is_adopted=parent_is_adopted,
        figures=plan_queries.plan_figures(version),
        targets=targets,
        years=years_due((target.deadline_year for target in targets), tasks, this_year),
        map=map_of(plan.area),
    )


def years_due(targets: Iterable[int | None], tasks: Iterable[int | None], this_year: int) -> list[Year]:
    """Count what falls due by year, earliest first; what has no deadline is not counted."""
    of_targets = Counter(year for year in targets if year)
    of_tasks = Counter(year for year in tasks if year)
    return [
        Year(year, of_targets[year], of_tasks[year], _place(year, this_year)) for year in sorted(of_targets | of_tasks)
    ]


def _place(year: int, this_year: int) -> str:
    if year == this_year:
        return "now"
    return "past" if year < this_year else "ahead"


def map_of(whole: Any, current: str = "") -> Map | None:
    """The areas directly below ``whole`` as a drawing; None where their boundaries are not known."""
    areas = {area.code: area for area in area_queries.children(whole).defer("boundary")}
    drawing = _drawing(whole.code, whole.boundary_source)
    if drawing is None:
        return None
    tallies = area_tallies(timezone.localdate())
    parts = tuple(
        MapPart(
            each.code,
            short_name(areas[each.code]),
            each.path,
            each.label_x,
            each.label_y,
            each.code == current,
            tallies.get(each.code),
        )
        for each in drawing.outlines
        if each.code in areas
    )
    return Map(drawing.view_box, parts, whole.boundary_source)


def _drawing(code: str, source: str) -> mapping.Drawing | None:
    """Drawn once for a data set, since reading and projecting the boundaries takes longer than the rest of the page."""
    key = f"portal-map:{code}:{source}".replace(" ", "_")
    drawing: mapping.Drawing | None = cache.get(key)
    if drawing is None:
        boundaries = {
            area.code: area.boundary for area in area_queries.children(area_queries.area(code)) if area.boundary
        }
        if not boundaries:
            return None
        drawing = mapping.draw(boundaries)
        cache.set(key, drawing, MAP_KEPT_SECONDS)
    return drawing


def short_name(area: Any) -> str:
    """The name that fits on a map: 东乡县 for 东乡族自治县, Dongxiang for Dongxiang Autonomous County."""
    name = str(area)
    if name != area.name_en:
        return str(area.short_name or area.name)
    return name.split()[0] if " Autonomous " in name else name.removesuffix(" County")
