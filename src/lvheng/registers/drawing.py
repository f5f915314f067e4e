"""Things on a map of the place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.cache import cache
from django.db.models import Avg, Count, F, Max, Min, QuerySet, Value
from django.db.models.functions import Floor

from lvheng.areas import mapping
from lvheng.areas import queries as area_queries
from lvheng.registers.models import Thing

# So many cells across the drawing: what lies in one of them is one circle.
CELLS = 18
_KEPT_SECONDS = 24 * 3600
_LEAST_RADIUS, _MOST_RADIUS = 9, 26


@dataclass(frozen=True)
class Dot:
    """One thing (``thing`` is its number and ``title`` its name), or several of a cell, and where they stand.

    ``box`` are the bounds of the cell in degrees: west, south, east, north.
    """

    count: int
    thing: int
    title: str
    x: int
    y: int
    box: str

    @property
    def radius(self) -> int:
        """Larger for more things, by their number of digits and not in proportion."""
        return min(_MOST_RADIUS, _LEAST_RADIUS + 3 * self.count.bit_length()) if self.count > 1 else _LEAST_RADIUS


@dataclass(frozen=True)
class PointMap:
    """The outlines of the place with the things that have a location, those that stand close together as one."""

    drawing: mapping.Drawing
    source: str
    dots: list[Dot]

    @property
    def shown(self) -> int:
        """How many things the drawing stands for."""
        return sum(dot.count for dot in self.dots)

    @property
    def has_groups(self) -> bool:
        return any(dot.count > 1 for dot in self.dots)


def point_map(found: QuerySet[Thing], area_code: str) -> PointMap | None:
    """The map of ``found`` in the area; None where its boundaries are not known."""
    area: Any = area_queries.areas().filter(code=area_code).first()
    drawing = _drawing(area) if area is not None else None
    if drawing is None:
        return None
    dots = [_dot(drawing, row) for row in _cells(found, _side(found))]
    inside = [dot for dot in dots if 0 <= dot.x <= drawing.width and 0 <= dot.y <= drawing.height]
    return PointMap(drawing, area.boundary_source, inside)


def _located(found: QuerySet[Thing]) -> QuerySet[Thing]:
    return found.filter(longitude__isnull=False, latitude__isnull=False).order_by()


def _side(found: QuerySet[Thing]) -> Decimal:
    """The side of a cell in degrees: the width of what is shown, by the number of cells."""
    ends = _located(found).aggregate(west=Min("longitude"), east=Max("longitude"))
    width = (ends["east"] or 0) - (ends["west"] or 0)
    return max(Decimal(width) / CELLS, Decimal("0.000001")).quantize(Decimal("0.000001"))


def _cells(found: QuerySet[Thing], side: Decimal) -> QuerySet[Any, Any]:
    """How many things each cell holds, the first of them, and where they stand on average."""
    across, down = (Floor(F(name) / Value(side)) for name in ("longitude", "latitude"))
    cells = _located(found).annotate(across=across, down=down).values("across", "down")
    return cells.annotate(
        count=Count("id"),
        first=Min("id"),
        name=Min("title"),
        longitude_on_average=Avg("longitude"),
        latitude_on_average=Avg("latitude"),
        west=Min("longitude"),
        south=Min("latitude"),
        east=Max("longitude"),
        north=Max("latitude"),
    ).order_by("down", "across")


def _dot(drawing: mapping.Drawing, row: Mapping[str, Any]) -> Dot:
    x, y = drawing.place(float(row["longitude_on_average"]), float(row["latitude_on_average"]))
    box = ",".join(str(row[end]) for end in ("west", "south", "east", "north"))
    return Dot(row["count"], row["first"], row["name"], x, y, box)


def _drawing(area: Any) -> mapping.Drawing | None:
    key = f"registers-map:{area.code}:{area.boundary_source}".replace(" ", "_")
    drawing: mapping.Drawing | None = cache.get(key)
    if drawing is None:
        drawing = area_queries.map_of(area)
        cache.set(key, drawing, _KEPT_SECONDS)
    return drawing
