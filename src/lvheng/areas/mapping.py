"""Turns boundaries into a drawing: integer SVG paths in an equirectangular projection true to scale at the middle."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from math import cos, radians
from typing import Any

WIDTH = 1000

Point = tuple[float, float]
Ring = list[list[float]]
Polygons = list[list[Ring]]


@dataclass(frozen=True)
class Outline:
    """One area: the ``d`` of its path, and a point inside it for its name."""

    code: str
    path: str
    label_x: int
    label_y: int


@dataclass(frozen=True)
class Drawing:
    """A map in units of its ``view_box``: 1000 wide, ``height`` high."""

    width: int
    height: int
    outlines: tuple[Outline, ...]
    project: _Projection | None = None

    def place(self, longitude: float, latitude: float) -> tuple[int, int]:
        """Where a point of the same coordinates stands in the drawing."""
        if self.project is None:
            raise ValueError("this drawing has forgotten its projection")
        return self.project((longitude, latitude))

    @property
    def view_box(self) -> str:
        """For the attribute of ``<svg>``."""
        return f"0 0 {self.width} {self.height}"


def draw(boundaries: Mapping[str, Mapping[str, Any]], width: int = WIDTH) -> Drawing:
    """Draw GeoJSON polygons by code, in that order; raises ValueError when there is none."""
    shapes = {code: _polygons(boundary) for code, boundary in boundaries.items()}
    points = [(point[0], point[1]) for polygons in shapes.values() for point in _points(polygons)]
    if not points:
        raise ValueError("nothing to draw")
    project, height = _projection(points, width)
    outlines = tuple(_outline(code, polygons, project) for code, polygons in shapes.items())
    return Drawing(width, height, outlines, project)


class _Projection:
    """Longitude and latitude in degrees to whole units, y downwards."""

    def __init__(self, west: float, north: float, scale_x: float, scale_y: float) -> None:
        self.west, self.north, self.scale_x, self.scale_y = west, north, scale_x, scale_y

    def __call__(self, point: Iterable[float]) -> tuple[int, int]:
        longitude, latitude = point
        return round((longitude - self.west) * self.scale_x), round((self.north - latitude) * self.scale_y)


def _projection(points: list[Point], width: int) -> tuple[_Projection, int]:
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    scale_x = width / ((east - west) or 1.0)
    scale_y = scale_x / cos(radians((south + north) / 2))
    return _Projection(west, north, scale_x, scale_y), max(1, round((north - south) * scale_y))


def _outline(code: str, polygons: Polygons, project: _Projection) -> Outline:
    rings = [[project(point) for point in ring] for polygon in polygons for ring in polygon]
    largest = max(polygons, key=lambda polygon: abs(_area(polygon[0])))
    label_x, label_y = project(_inside(largest))
    return Outline(code, "".join(_path(ring) for ring in rings), label_x, label_y)


def _path(ring: list[tuple[int, int]]) -> str:
    """Relative moves, which are shorter; points that fall together are drawn once, a ring that vanishes not at all."""
    points = [ring[0], *(here for before, here in pairwise(ring) if here != before)]
    if points[-1] == points[0]:
        points.pop()
    if len(points) < 3:
        return ""
    moves = [f"{x2 - x1} {y2 - y1}" for (x1, y1), (x2, y2) in pairwise(points)]
    return f"M{points[0][0]} {points[0][1]}l{' '.join(moves)}z"


def _inside(polygon: list[Ring]) -> Point:
    """The middle of the widest stretch inside the polygon, on the best of a few horizontal cuts."""
    latitudes = [point[1] for point in polygon[0]]
    south, north = min(latitudes), max(latitudes)
    best = (-1.0, polygon[0][0][0], polygon[0][0][1])
    for step in range(2, 15):
        # An odd fraction of the height: a cut that runs exactly through a vertex would count it twice.
        latitude = south + (north - south) * (step + 0.0137) / 16
        crossings = sorted(_crossings(polygon, latitude))
        for left, right in zip(crossings[::2], crossings[1::2], strict=False):
            roominess = min(right - left, 2 * min(latitude - south, north - latitude))
            best = max(best, (roominess, (left + right) / 2, latitude))
    return best[1], best[2]


def _crossings(polygon: list[Ring], latitude: float) -> Iterator[float]:
    for ring in polygon:
        for (x1, y1), (x2, y2) in pairwise(ring):
            if (y1 > latitude) != (y2 > latitude):
                yield x1 + (latitude - y1) * (x2 - x1) / (y2 - y1)


def _area(ring: Ring) -> float:
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring)) / 2


def _polygons(boundary: Mapping[str, Any]) -> Polygons:
    coordinates = boundary["coordinates"]
    return [coordinates] if boundary["type"] == "Polygon" else list(coordinates)


def _points(polygons: Polygons) -> Iterator[list[float]]:
    return (point for polygon in polygons for ring in polygon for point in ring)
