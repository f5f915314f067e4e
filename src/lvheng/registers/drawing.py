"""Things on a map of the place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.db.models import QuerySet

from lvheng.areas import mapping
from lvheng.areas import queries as area_queries
from lvheng.registers.models import Thing

MAX_POINTS = 2000
_KEPT_SECONDS = 24 * 3600


@dataclass(frozen=True)
class Dot:
    """A thing and where it stands in the drawing."""

    thing: Thing
    x: int
    y: int


@dataclass(frozen=True)
class PointMap:
    """The outlines of the place with the things that have a location; ``more`` were left out."""

    drawing: mapping.Drawing
    source: str
    dots: list[Dot]
    more: int


def point_map(found: QuerySet[Thing], area_code: str) -> PointMap | None:
    """The map of ``found`` in the area; None where its boundaries are not known."""
    area: Any = area_queries.areas().filter(code=area_code).first()
    drawing = _drawing(area) if area is not None else None
    if drawing is None:
        return None
    located = found.filter(longitude__isnull=False, latitude__isnull=False)
    things = list(located[: MAX_POINTS + 1])
    dots = [Dot(each, *drawing.place(float(each.longitude or 0), float(each.latitude or 0))) for each in things]
    inside = [dot for dot in dots[:MAX_POINTS] if 0 <= dot.x <= drawing.width and 0 <= dot.y <= drawing.height]
    more = located.count() - MAX_POINTS if len(things) > MAX_POINTS else 0
    return PointMap(drawing, area.boundary_source, inside, more)


def _drawing(area: Any) -> mapping.Drawing | None:
    key = f"registers-map:{area.code}:{area.boundary_source}".replace(" ", "_")
    drawing: mapping.Drawing | None = cache.get(key)
    if drawing is None:
        drawing = area_queries.map_of(area)
        cache.set(key, drawing, _KEPT_SECONDS)
    return drawing
