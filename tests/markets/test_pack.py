"""Markets in a pack: what is wrong is told with its file and line, all at once."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from lvheng.errors import Problems
from lvheng.markets.admission import Profile, consents_for, pair_problems, pool_of, required_holding
from lvheng.packs import Pack, load_pack
from lvheng.packs.assets import assets_of
from lvheng.packs.markets import markets_of
from lvheng.packs.points import point_actions_of

TODAY = datetime.date(2026, 6, 1)
HEAD = "name: small\ntitle: {zh: 小, en: Small}\nsources: {law: {title: 某法, certainty: to_verify}}\n"
DEPARTMENT = "code,name,short_name,name_en,kind,source\nwater,水务局,水务局,Water,department,law\n"
ASSET = """\
- {code: w, name: 水, name_en: Water, about: a, about_en: a, group: water, unit: t, unit_en: t,
   holders: [person], source: law}
"""
MARKET = """\
- code: m
  name: 市场
  name_en: Market
  group: water
  about: a
  about_en: a
  asset: w
  authority: water
  mechanisms: [call_auction, listing]
  tick: 10
  sellers: [agriculture]
  buyers: [agriculture]
  source: law
  terms_source: law
  consents:
    - {code: c, name: 同意, name_en: Consent, by: water, within_days: 5, asks: 问, asks_en: Ask, source: law}
"""


def written(folder: Path, market: str) -> Path:
    for name, text in (
        ("pack.yaml", HEAD),
        ("department_types.csv", DEPARTMENT),
        ("assets.yaml", ASSET),
        ("markets.yaml", market),
    ):
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_a_market_is_read_with_its_sources(tmp_path: Path) -> None:
    market = markets_of(load_pack(written(tmp_path, MARKET)), TODAY)["m"]
    assert (market.source.title, market.terms_source.title, market.consents[0].source.title) == ("某法",) * 3


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("asset: w", "asset: v", 7, "asset"),
        ("authority: water", "authority: fire", 8, "department type"),
        ("by: water", "by: fire", 16, "department type"),
        ("tick: 10", "tick: 10\n  floor: 15", 1, "no multiple of `tick`"),
        ("mechanisms: [call_auction, listing]", "mechanisms: [barter]", 9, "barter"),
        ("within_days: 5,", "within_days: 5, mechanisms: [call_auction],", 1, "cannot wait for a consent"),
        ("within_days: 5,", "within_days: 5, over_months: 12,", 1, "write `term`"),
        ("  sellers: [agriculture]\n", "", 1, "needs `mechanisms`, `sellers` and `buyers`"),
        ("  terms_source: law\n", "  terms_source: lore\n", 1, "lore"),
    ],
)
def test_a_mistake_is_told_with_its_place(tmp_path: Path, old: str, new: str, line: int, said: str) -> None:
    with pytest.raises(Problems) as caught:
        load_pack(written(tmp_path, MARKET.replace(old, new)))
    told = [each.in_language("en") for each in caught.value.problems]
    assert any(said in each and f"markets.yaml:{line}" in each for each in told), told


def test_every_market_of_the_pack_trades_a_declared_asset_with_sources(linxia_pack: Pack) -> None:
    markets, assets = markets_of(linxia_pack, TODAY), assets_of(linxia_pack, TODAY)
    assert {market.group for market in markets.values()} == {"water", "emission", "carbon", "energy", "material"}
    assert {market.asset for market in markets.values()} <= set(assets)
    assert all(rule.source.title for market in markets.values() for rule in (*market.rules, *market.consents))
    assert len(point_actions_of(linxia_pack, TODAY)) == 5


def test_rules_about_pairs_hold_in_the_pool_that_they_make(linxia_pack: Pack) -> None:
    """Whoever shares a pool may trade in either direction; that is what anonymous sessions rely on."""
    profiles = [
        Profile("x", sector, "622901", basin, quality)
        for sector in ("industry", "power", "government")
        for basin in ("大夏河", "洮河")
        for quality in (1, 2)
    ]
    for market in markets_of(linxia_pack, TODAY).values():
        for one in profiles:
            for two in profiles:
                if pool_of(market, one) == pool_of(market, two):
                    assert pair_problems(market, one, two) == []


def test_power_plants_sell_their_air_rights_to_power_plants_only(linxia_pack: Pack) -> None:
    market = markets_of(linxia_pack, TODAY)["so2_market"]
    power, factory = Profile("p", "power", "a", "b", 1), Profile("f", "industry", "a", "b", 1)
    assert [each.code for each in pair_problems(market, power, factory)] == ["power_stays_in_power"]
    assert pair_problems(market, power, power) == []
    assert [each.code for each in consents_for(market, "listing", power, power, None)] == ["permit_consent"]


def test_a_new_project_off_target_holds_a_multiple() -> None:
    assert (required_holding(20, True, 2), required_holding(20, False, 2)) == (20, 40)
