"""The map on which somebody points at a place: outlines of the counties, and how to get from the drawing to degrees."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.cache import cache

from lvheng.areas import mapping
from lvheng.areas import queries as area_queries
from lvheng.cases.catalogue import area_code

_KEPT_SECONDS = 24 * 3600


@dataclass(frozen=True)
class PointingMap:
    """A drawing with names; a point of it is at ``west + x / scale_x``, ``north - y / scale_y`` degrees."""

    drawing: mapping.Drawing
    parts: tuple[tuple[mapping.Outline, str], ...]
    source: str
    west: float
    north: float
    scale_x: float
    scale_y: float


def report_map() -> PointingMap | None:
    """The map of the place; None where its boundaries are not known."""
    own = area_queries.areas().filter(code=area_code()).first()
    drawing = _drawing(own.code, own.boundary_source) if own is not None else None
    if own is None or drawing is None or drawing.project is None:
        return None
    names = {each.code: _on_map(each) for each in area_queries.areas().filter(parent=own)}
    parts = tuple((each, names.get(each.code, "")) for each in drawing.outlines)
    project = drawing.project
    return PointingMap(
        drawing, parts, own.boundary_source, project.west, project.north, project.scale_x, project.scale_y
    )


def _on_map(area: Any) -> str:
    """东乡县 for 东乡族自治县, Dongxiang for Dongxiang Autonomous County."""
    name = str(area)
    if name != area.name_en:
        return str(area.short_name or area.name)
    return name.split()[0] if " Autonomous " in name else name.removesuffix(" County")


def _drawing(code: str, source: str) -> mapping.Drawing | None:
    key = f"public-map:{code}:{source}".replace(" ", "_")
    drawing: mapping.Drawing | None = cache.get(key)
    if drawing is None:
        drawing = area_queries.map_of(area_queries.area(code))
        cache.set(key, drawing, _KEPT_SECONDS)
    return drawing
