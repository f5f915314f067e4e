"""Which zones of the ecological environment a place touches, and units of a GeoJSON file. Knows no database.

Geometry is computed on degrees, scaled east to west for the latitude: shares are good to a fraction of a percent, and a
place on a border touches both sides.
"""

from __future__ import annotations

import csv
import io
import json
import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import shapely
import shapely.geometry

from lvheng.errors import InputProblem, Problem, Problems, Text

MOST_UNITS = 5_000
MOST_CHARACTERS = 200_000
CLASSES: Mapping[str, tuple[str, ...]] = {
    "priority": ("priority", "优先", "优先保护", "优先保护单元"),
    "key": ("key", "重点", "重点管控", "重点管控单元"),
    "general": ("general", "一般", "一般管控", "一般管控单元"),
}
STRICTNESS = ("priority", "key", "general")
# How published files call the fields of a unit.
NAMES: Mapping[str, tuple[str, ...]] = {
    "unit_code": ("unit_code", "环境管控单元编码", "管控单元编码", "单元编码", "编码", "HJGKDYBM"),
    "name": ("name", "环境管控单元名称", "管控单元名称", "单元名称", "名称", "HJGKDYMC"),
    "area": ("area", "所在县市", "县", "县（市、区）", "行政区划代码", "XIAN"),
    "class": ("class", "管控单元分类", "环境管控单元分类", "类别", "HJGKDYFL"),
    "red_line": ("red_line", "涉及生态保护红线", "生态保护红线"),
    "spatial_rules": ("spatial_rules", "空间布局约束"),
    "emission_rules": ("emission_rules", "污染物排放管控"),
    "risk_rules": ("risk_rules", "环境风险防控"),
    "efficiency_rules": ("efficiency_rules", "资源开发效率", "资源开发效率要求", "资源利用效率要求"),
    "published_on": ("published_on", "发布日期"),
}
REQUIRED = ("unit_code", "name", "area", "class", "published_on")
_POINT = re.compile(r"\s*(-?[0-9.]+)\s*[,，\s]\s*(-?[0-9.]+)\s*\Z")


@dataclass(frozen=True)
class Unit:
    """A unit of zoning: ``zone`` is priority, key or general; ``boundary`` a GeoJSON geometry."""

    key: int
    zone: str
    red_line: bool
    boundary: Mapping[str, Any]


@dataclass(frozen=True)
class Touched:
    """A unit that a place touches, with the share of the place's area or length within it (%; None of a point)."""

    key: int
    zone: str
    red_line: bool
    share: float | None


@dataclass(frozen=True)
class Found:
    """All units that a place touches, the strictest first."""

    touched: tuple[Touched, ...]

    @property
    def zone(self) -> str | None:
        """The strictest zone; None where the place touches no unit."""
        return self.touched[0].zone if self.touched else None

    @property
    def red_line(self) -> bool:
        """Whether any of them is within the ecological red line."""
        return any(each.red_line for each in self.touched)


def place_of(written: str) -> Any:
    """A place as a person writes it: longitude,latitude, or GeoJSON of a point, a line or an area.

    Raises InputProblem.
    """
    found = _POINT.match(written)
    if found:
        return _inside_china(shapely.geometry.Point(float(found[1]), float(found[2])))
    if len(written) > MOST_CHARACTERS:
        raise _no_place(Text("太大。", "is too large."))
    try:
        content = json.loads(written)
        shape = shapely.geometry.shape(content.get("geometry", content))
    except (ValueError, AttributeError, KeyError, TypeError, shapely.errors.ShapelyError):
        raise _no_place(Text("看不懂。", "cannot be read.")) from None
    if shape.is_empty or not shape.is_valid:
        raise _no_place(Text("边界不闭合或自相交。", "is not closed or crosses itself."))
    return _inside_china(shape)


def touched(place: Any, units: Iterable[Unit]) -> Found:
    """The units that a place touches, the strictest first, the red line before all."""
    listed = list(units)
    if not listed:
        return Found(())
    shapes = [_valid(unit.boundary) for unit in listed]
    indexes = shapely.STRtree(shapes).query(place, predicate="intersects")
    found = [_touch(place, listed[int(index)], shapes[int(index)]) for index in indexes]
    return Found(tuple(sorted(found, key=lambda each: (not each.red_line, STRICTNESS.index(each.zone), each.key))))


def _touch(place: Any, unit: Unit, shape: Any) -> Touched:
    whole = _measure(place)
    share = None if whole == 0 else min(100.0, _measure(place.intersection(shape)) / whole * 100)
    return Touched(unit.key, unit.zone, unit.red_line, share)


def _measure(shape: Any) -> float:
    """Area, else length, in degrees of latitude."""
    if shape.is_empty:
        return 0.0
    factor = math.cos(math.radians(shape.centroid.y))
    scaled = shapely.transform(shape, lambda points: points * [factor, 1.0])
    return float(scaled.area or scaled.length)


def _valid(boundary: Mapping[str, Any]) -> Any:
    shape = shapely.geometry.shape(boundary)
    return shape if shape.is_valid else shapely.make_valid(shape)


def _inside_china(shape: Any) -> Any:
    west, south, east, north = shape.bounds
    if not (west >= 73 and east <= 136 and south >= 3 and north <= 54):
        raise _no_place(Text("不在中国境内；先写经度。", "is not in China; the longitude comes first."))
    return shape


def _no_place(what: Text) -> InputProblem:
    to_do = Text(
        "写经度,纬度，或粘贴 GeoJSON 的 Point、LineString、Polygon。",
        "Write longitude,latitude, or paste a GeoJSON Point, LineString or Polygon.",
    )
    return InputProblem("no_place", Text(f"位置{what.zh}", f"The place {what.en}"), "place", to_do)


# Units of a file -----------------------------------------------------------------------------------------------------


def table_of(content: bytes) -> bytes:
    """A GeoJSON file of units as the CSV table that the register takes in, one row for each unit.

    Raises Problems with everything that is wrong, each with the number of its feature.
    """
    features = _features(content)
    problems: list[Problem] = []
    rows = [_row(number, feature, problems) for number, feature in enumerate(features, start=1)]
    if problems:
        raise Problems(problems[:50])
    text = io.StringIO()
    writer = csv.DictWriter(text, [*NAMES, "boundary"])
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def _features(content: bytes) -> Sequence[Mapping[str, Any]]:
    try:
        read = json.loads(content.decode("utf-8-sig"))
        features = read["features"]
        if read["type"] != "FeatureCollection" or not isinstance(features, list):
            raise TypeError
    except (ValueError, KeyError, TypeError):
        what = Text("不是 GeoJSON 的 FeatureCollection。", "it is no GeoJSON FeatureCollection.")
        to_do = Text("从地图软件导出 GeoJSON（经纬度）。", "Export GeoJSON (degrees) from the map program.")
        raise Problems([InputProblem("no_geojson", what, "file", to_do)]) from None
    if not 0 < len(features) <= MOST_UNITS:
        what = Text(f"有 {len(features)} 个单元。", f"it has {len(features)} units.")
        to_do = Text(f"一次交 1 至 {MOST_UNITS} 个。", f"Hand in 1 to {MOST_UNITS} at once.")
        raise Problems([InputProblem("wrong_count", what, "file", to_do)])
    return features


def _row(number: int, feature: Mapping[str, Any], problems: list[Problem]) -> dict[str, str]:
    properties = feature.get("properties") or {}
    row = {field: _property(properties, names) for field, names in NAMES.items()}
    for field in REQUIRED:
        if not row[field]:
            known = "、".join(NAMES[field])
            what = Text(f"第{number}个单元没有{NAMES[field][1]}。", f"Unit {number} has no `{field}`.")
            problems.append(InputProblem("missing", what, str(number), Text(f"属性名可用：{known}。", f"Use {known}.")))
    row["class"] = next((code for code, words in CLASSES.items() if row["class"] in words), row["class"])
    geometry = feature.get("geometry") or {}
    if geometry.get("type") not in ("Polygon", "MultiPolygon"):
        what = Text(f"第{number}个单元不是面。", f"Unit {number} is no area.")
        problems.append(InputProblem("no_area", what, str(number), None))
        return row
    rounded = {"type": geometry["type"], "coordinates": list(_rounded(geometry["coordinates"]))}
    return {**row, "boundary": json.dumps(rounded, separators=(",", ":"))}


def _property(properties: Mapping[str, Any], names: Sequence[str]) -> str:
    value = next((properties[name] for name in names if properties.get(name) not in (None, "")), "")
    return {True: "是", False: "否"}.get(value, str(value).strip()) if isinstance(value, bool) else str(value).strip()


def _rounded(coordinates: Any) -> Iterator[Any]:
    for each in coordinates:
        yield round(each, 6) if isinstance(each, float | int) else list(_rounded(each))
