"""Divisions and boundaries from a code alone."""

from __future__ import annotations

import pytest
import shapely
import shapely.geometry

from lvheng.areas import boundaries
from lvheng.errors import InputProblem


def test_it_knows_the_counties_of_linxia():
    names = [each.name for each in boundaries.children("622900")]
    assert names == [
        "临夏市",
        "临夏县",
        "康乐县",
        "永靖县",
        "广河县",
        "和政县",
        "东乡族自治县",
        "积石山保安族东乡族撒拉族自治县",
    ]


@pytest.mark.parametrize(
    ("code", "name", "level", "above", "below"),
    [
        ("622900", "临夏回族自治州", "prefecture", ["100000", "620000"], 8),
        ("621100", "定西市", "prefecture", ["100000", "620000"], 7),
        ("530100", "昆明市", "prefecture", ["100000", "530000"], 14),
        ("620000", "甘肃省", "province", ["100000"], 14),
        ("110000", "北京市", "province", ["100000"], 16),
        ("500000", "重庆市", "province", ["100000"], 38),
        ("110101", "东城区", "county", ["100000", "110000"], 0),
        ("500229", "城口县", "county", ["100000", "500000"], 0),
        ("419001", "济源市", "county", ["100000", "410000"], 0),
        ("429021", "神农架林区", "county", ["100000", "420000"], 0),
        ("659001", "石河子市", "county", ["100000", "650000"], 0),
        ("441900", "东莞市", "prefecture", ["100000", "440000"], 0),
        ("620200", "嘉峪关市", "prefecture", ["100000", "620000"], 0),
        ("810000", "香港特别行政区", "province", ["100000"], 18),
        ("710000", "台湾省", "province", ["100000"], 0),
        ("100000", "中华人民共和国", "nation", [], 34),
    ],
)
def test_it_finds_place_and_kin_of_any_division(code, name, level, above, below):
    division = boundaries.division(code)
    assert (division.name, division.level) == (name, level)
    assert [each.code for each in boundaries.ancestors(code)] == above
    assert len(boundaries.children(code)) == below


def test_every_prefecture_of_the_country_hangs_below_a_province():
    prefectures = [each for each in boundaries._all().values() if each.level == "prefecture"]
    assert len(prefectures) == 333
    assert all(boundaries.division(each.parent).level == "province" for each in prefectures)


@pytest.mark.parametrize("code", ["", "62290", "999999", "110100", "linxia", "６２２９００"])
def test_it_refuses_what_is_no_division_and_says_what_to_use(code):
    with pytest.raises(InputProblem) as caught:
        boundaries.division(code)
    assert caught.value.code == "area_unknown"
    assert "622900" in str(caught.value)


@pytest.mark.parametrize("code", ["622900", "110000", "419001", "441900"])
def test_the_simplified_parts_fit_each_other_and_their_whole(code):
    shapes = boundaries.simplified(code)
    own = shapely.geometry.shape(shapes[code])
    parts = [shapely.geometry.shape(shapes[each.code]) for each in boundaries.children(code)]
    assert own.is_valid
    assert all(part.is_valid for part in parts)
    if parts:
        assert shapely.coverage_is_valid(parts)
        assert own.area == pytest.approx(sum(part.area for part in parts), rel=1e-12)


def test_simplifying_keeps_the_area_and_much_less_than_half_of_the_points():
    shapes = boundaries.simplified("622900")
    exact = [boundaries._shape(each.code) for each in boundaries.children("622900")]
    parts = [shapely.geometry.shape(shapes[each.code]) for each in boundaries.children("622900")]
    assert shapely.geometry.shape(shapes["622900"]).area == pytest.approx(shapely.union_all(exact).area, rel=1e-3)
    assert shapely.get_num_coordinates(parts).sum() < 0.4 * shapely.get_num_coordinates(exact).sum()


def test_it_says_that_the_coordinates_are_those_of_public_maps():
    assert "GCJ-02" in boundaries.source()
