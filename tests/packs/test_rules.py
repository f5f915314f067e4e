"""Rules as packs hold them: repeated parts, legal texts by key, local values cut at the days of nearer areas."""

from __future__ import annotations

import datetime as dt

from lvheng.packs import load_pack
from lvheng.packs.local_values import chain, resolve
from lvheng.packs.measures import PackParameter
from lvheng.packs.rule_model import LocalValue, PackRule

SOURCE = {"title": "虚构", "certainty": "original"}


def parameter(**written: object) -> PackParameter:
    return PackParameter.model_validate(
        {"code": "price", "name": "价格", "name_en": "Price", "source": SOURCE, **written}
    )


def local(area: str, value: str, **days: str) -> LocalValue:
    return LocalValue.model_validate({"parameter": "price", "area": area, "value": value, "source": SOURCE, **days})


def shown(area: str | None, parameters: list[PackParameter], values: list[LocalValue]) -> list[tuple[object, ...]]:
    versions = resolve(parameters, values, area)["price"]
    return [(each.area, each.item.value, each.item.valid_from, each.item.valid_until) for each in versions]


def test_an_area_belongs_to_its_prefecture_and_province() -> None:
    assert chain("620722") == ("620722", "620700", "620000")
    assert chain("620000") == ("620000",)
    assert chain(None) == ()


def test_a_nearer_area_decides_on_its_days_and_the_farther_one_on_the_others() -> None:
    values = [local("620000", "2"), local("620722", "3", **{"from": "2024-01-01", "until": "2024-12-31"})]
    day = dt.date.fromisoformat
    assert shown("620722", [parameter()], values) == [
        ("620000", 2, None, day("2023-12-31")),
        ("620722", 3, day("2024-01-01"), day("2024-12-31")),
        ("620000", 2, day("2025-01-01"), None),
    ]


def test_where_no_area_has_a_value_it_is_still_to_be_entered() -> None:
    assert shown("110000", [parameter()], [local("620000", "2")]) == [(None, None, None, None)]


def test_a_repeated_part_becomes_so_many_with_numbers() -> None:
    rule = next(each for each in load_pack("china").of(PackRule) if each.code == "environmental_tax_air")
    assert [each.code for each in rule.all_inputs if each.code.startswith("air_mean")] == [
        f"air_mean_{number}" for number in range(1, 7)
    ]
    steps = {each.code: each for each in rule.all_steps}
    assert "lookup(env_tax_air_equivalents, air_3)" in steps["air_equivalents_3"].formulas[0].formula
    assert steps["air_equivalents_3"].name == "第3种大气污染物当量数"


def test_the_two_codes_of_law_follow_each_other_without_a_gap() -> None:
    day = dt.date(2026, 8, 14)
    for rule in load_pack("china").of(PackRule):
        old = [law for law in rule.law if law.valid_until == day]
        new = [law for law in rule.law if law.title == "生态环境法典"]
        assert {law.valid_from for law in new} <= {day + dt.timedelta(days=1)}
        assert not old or new
