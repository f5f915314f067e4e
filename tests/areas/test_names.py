"""Short names as people say them."""

from __future__ import annotations

import pytest

from lvheng.areas import boundaries
from lvheng.areas.names import english_names, short_name


@pytest.mark.parametrize(
    ("name", "level", "short"),
    [
        ("临夏回族自治州", "prefecture", "临夏州"),
        ("东乡族自治县", "county", "东乡县"),
        ("积石山保安族东乡族撒拉族自治县", "county", "积石山县"),
        ("广河县", "county", "广河县"),
        ("恩施土家族苗族自治州", "prefecture", "恩施州"),
        ("莫力达瓦达斡尔族自治旗", "county", "莫力达瓦旗"),
        ("和布克赛尔蒙古自治县", "county", "和布克赛尔县"),
        ("塔什库尔干塔吉克自治县", "county", "塔什库尔干县"),
        ("定西市", "prefecture", "定西市"),
        ("甘肃省", "province", "甘肃"),
        ("内蒙古自治区", "province", "内蒙古"),
        ("新疆维吾尔自治区", "province", "新疆"),
        ("广西壮族自治区", "province", "广西"),
        ("北京市", "province", "北京"),
        ("香港特别行政区", "province", "香港"),
    ],
)
def test_it_shortens_names_as_people_do(name, level, short):
    assert short_name(name, level) == short


def test_no_division_of_the_country_loses_its_name():
    assert [each.name for each in boundaries._all().values() if len(short_name(each.name, each.level)) < 2] == []


def test_every_english_name_belongs_to_a_division():
    assert [code for code in english_names() if boundaries.division(code).code != code] == []
    assert english_names()["622926"] == "Dongxiang Autonomous County"
