"""Admission by zone: which units a place touches, and units of a GeoJSON file."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from lvheng.errors import InputProblem, Problems
from lvheng.registers.models import Import
from lvheng.registers.simulated import load_simulated
from lvheng.rules.zoning import Unit, place_of, table_of, touched

ADDRESS = "/rules/zoning/"


def square(west: float, south: float, size: float = 0.1) -> dict[str, Any]:
    east, north = round(west + size, 6), round(south + size, 6)
    return {
        "type": "Polygon",
        "coordinates": [[[west, south], [east, south], [east, north], [west, north], [west, south]]],
    }


def feature(**properties: Any) -> dict[str, Any]:
    whole = {
        "环境管控单元编码": "ZH62290110001",
        "环境管控单元名称": "单元",
        "所在县市": "622901",
        "管控单元分类": "重点管控单元",
        "发布日期": "2024-01-01",
        **properties,
    }
    return {"type": "Feature", "properties": whole, "geometry": square(103.1, 35.5)}


def collection(*features: dict[str, Any]) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


UNITS = [
    Unit(1, "general", False, square(103.1, 35.5)),
    Unit(2, "key", False, square(103.2, 35.5)),
    Unit(3, "priority", True, square(103.3, 35.5)),
]


def test_a_point_lies_in_its_unit() -> None:
    found = touched(place_of("103.15,35.55"), UNITS)
    assert [(each.key, each.share) for each in found.touched] == [(1, None)]
    assert (found.zone, found.red_line) == ("general", False)


def test_a_point_on_a_border_touches_both_and_the_stricter_counts() -> None:
    found = touched(place_of("103.2,35.55"), UNITS)
    assert [each.key for each in found.touched] == [2, 1]
    assert found.zone == "key"


def test_an_area_is_shared_among_the_units_that_it_touches_the_red_line_first() -> None:
    place = place_of(json.dumps(square(103.175, 35.51, 0.2)))
    found = touched(place, UNITS)
    assert [each.key for each in found.touched] == [3, 2, 1]
    assert found.red_line
    shares = {each.key: round(each.share or 0, 1) for each in found.touched}
    assert shares == {1: 5.6, 2: 22.5, 3: 16.9}


def test_a_line_is_measured_by_its_length() -> None:
    line = {"type": "LineString", "coordinates": [[103.15, 35.55], [103.25, 35.55]]}
    found = touched(place_of(json.dumps(line)), UNITS)
    assert {each.key: round(each.share or 0) for each in found.touched} == {1: 50, 2: 50}


def test_a_place_in_no_unit_has_no_zone() -> None:
    assert touched(place_of("104.5,35.5"), UNITS).zone is None
    assert touched(place_of("104.5,35.5"), []).zone is None


@pytest.mark.parametrize("written", ["35.5,103.2", "hello", "{}", '{"type": "Polygon", "coordinates": []}', "1,2,3"])
def test_a_place_that_cannot_be_read_is_refused_with_a_way_out(written: str) -> None:
    with pytest.raises(InputProblem) as refused:
        place_of(written)
    assert refused.value.to_do is not None


def test_a_file_of_units_becomes_the_table_of_the_register() -> None:
    (row,) = csv.DictReader(io.StringIO(table_of(collection(feature(涉及生态保护红线=True))).decode()))
    assert (row["unit_code"], row["class"], row["red_line"]) == ("ZH62290110001", "key", "是")
    assert json.loads(row["boundary"])["type"] == "Polygon"


def test_everything_that_is_wrong_with_a_file_is_told_at_once() -> None:
    bad = feature(环境管控单元编码="", 发布日期="")
    point = {**feature(), "geometry": {"type": "Point", "coordinates": [103, 35]}}
    with pytest.raises(Problems) as refused:
        table_of(collection(bad, point))
    assert [problem.where for problem in refused.value.problems] == ["1", "1", "2"]
    with pytest.raises(Problems):
        table_of(b"[]")


def test_the_page_shows_units_requirements_and_the_way_to_the_rule(client_as: Callable[[str], Client]) -> None:
    reader = client_as("")
    assert "还没有管控单元" in reader.get(ADDRESS).content.decode()
    load_simulated(
        "control_unit",
        [{"unit_code": "ZH1", "name": "城区单元", "area": "622901", "class": "key", "published_on": "2024-01-01",
          "spatial_rules": "禁止新建燃煤锅炉。", "boundary": json.dumps(square(103.1, 35.5))}],
    )  # fmt: skip
    page = reader.get(f"{ADDRESS}?place=103.15,35.55").content.decode()
    assert "禁止新建燃煤锅炉。" in page
    assert "zone=key&amp;red_line=no" in page
    found = reader.get(f"{ADDRESS}?place=103.15,35.55&format=json").json()
    assert (found["zone"], found["units"][0]["unit"]) == ("key", "ZH1")
    wrong = reader.get(f"{ADDRESS}?place=nowhere")
    assert (wrong.status_code, "位置看不懂" in wrong.content.decode()) == (422, True)


def test_a_file_is_handed_to_the_register_by_who_keeps_it(client_as: Callable[[str], Client]) -> None:
    file = SimpleUploadedFile("units.geojson", collection(feature()))
    assert client_as("planner").post(ADDRESS, {"file": file}).status_code == 302
    assert Import.objects.get().kind == "control_unit"
    client_as("").post(ADDRESS, {"file": SimpleUploadedFile("u.geojson", collection(feature()))})
    assert Import.objects.count() == 1
    assert client_as("planner").post(ADDRESS, {}).status_code == 422
