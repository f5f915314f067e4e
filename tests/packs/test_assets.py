"""Assets as a pack declares them."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from pydantic import ValidationError

from lvheng.packs.assets import PackAsset, assets_of

DAY = datetime.date(2026, 1, 1)
SOURCE = {"title": "某办法", "certainty": "to_verify"}


def asset(**changes) -> PackAsset:
    """A valid asset, but for ``changes``."""
    words = {"code": "x", "name": "某", "name_en": "X", "about": "某", "about_en": "X", "unit": "吨", "unit_en": "t"}
    return PackAsset.model_validate(
        words | {"group": "energy", "holders": ["organisation"], "source": SOURCE} | changes
    )


def test_it_declares_what_the_plan_lets_move(linxia_pack):
    assets = assets_of(linxia_pack, DAY)
    assert {"cny", "cod_right", "nh3n_right", "so2_right", "nox_right", "cea", "ccer", "energy_quota"} <= set(assets)
    assert {"regional_water", "licence_water", "irrigation_water", "green_points", "green_fund"} <= set(assets)
    assert all(rule.source.title for each in assets.values() for rule in each.transfer_rules)
    assert not any("person" in each.public_holders for each in assets.values())


def test_it_counts_in_smallest_units_exactly():
    quota = asset(decimals=2)
    assert quota.smallest(Decimal("12.34")) == 1234
    assert quota.shown(1234) == Decimal("12.34")
    with pytest.raises(ValueError, match="decimals"):
        quota.smallest(Decimal("0.001"))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"expiry": {"after": "vintage", "years": 0, "source": SOURCE}}, "needs `vintage: year`"),
        ({"public_holders": ["thing"]}, "have to be among"),
        ({"holders": ["person"], "public_holders": ["person"]}, "never public"),
        ({"holders": []}, "at least 1"),
        ({"decimals": 7}, "less than or equal"),
        ({"compliance": {"due": "13-01", "source": SOURCE}}, "match pattern"),
        ({"compliance": {"due": "12-31", "offset_share": "1.5", "source": SOURCE}}, "less than or equal"),
    ],
)
def test_it_refuses_what_does_not_fit_together(changes, words):
    with pytest.raises(ValidationError, match=words):
        asset(**changes)


def test_it_tells_unknown_offsets_and_rules_that_are_there_twice(tmp_path):
    from lvheng.errors import Problems
    from lvheng.packs import load_pack

    (tmp_path / "pack.yaml").write_text("name: bad\ntitle: {zh: 坏, en: Bad}\n", encoding="utf-8")
    rule = "{code: a, name: 甲, name_en: A, check: other, source: {title: 某, certainty: to_verify}}"
    (tmp_path / "assets.yaml").write_text(
        "- {code: x, name: 某, name_en: X, about: 某, about_en: X, group: carbon, unit: 吨,\n"
        "   unit_en: t, holders: [area],\n"
        "   source: {title: 某, certainty: to_verify},\n"
        f"   transfer_rules: [{rule}, {rule}],\n"
        "   compliance: {offset_asset: y, due: 12-31, source: {title: 某, certainty: to_verify}}}\n",
        encoding="utf-8",
    )
    with pytest.raises(Problems) as error:
        load_pack(tmp_path)
    assert sorted(problem.code for problem in error.value.problems) == ["duplicate_code", "unknown_code"]
