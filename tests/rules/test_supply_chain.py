"""Footprints and scores along a supply chain."""

from __future__ import annotations

from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from lvheng.errors import Problems
from lvheng.packs import Pack
from lvheng.registers.simulated import load_simulated
from lvheng.rules import Rule, Rulebook
from lvheng.rules.explaining import explain
from lvheng.rules.supply_chain import FOOTPRINT, SCORE, Computed, compute_chain, contributions, ends
from lvheng.rules.supply_tables import read_chain

ADDRESS = "/rules/supply-chain/"
CONCRETE = """名称,来自,产量（功能单位数）,用电量,transport,transport_factor
混凝土,水泥:300,900,,,
水泥,熟料:800@850,1000,90000,50000,0.1
"""


@pytest.fixture(scope="module")
def book(linxia_pack: Pack) -> Rulebook:
    return Rulebook.of(linxia_pack)


@pytest.fixture
def footprint(book: Rulebook) -> Rule:
    return book.rule(FOOTPRINT)


def results(chain: list[Computed]) -> dict[str, str]:
    return {each.stage.name: f"{each.result}" for each in chain}


def refused(rule: Rule, text: str) -> dict[str, str]:
    with pytest.raises(Problems) as refusal:
        compute_chain(rule, read_chain(text, rule), "2023")
    return {problem.code: problem.where for problem in refusal.value.problems}


def test_a_footprint_is_handed_on_from_stage_to_stage(footprint: Rule) -> None:
    chain = compute_chain(footprint, read_chain(CONCRETE, footprint), "2023")
    assert results(chain) == {"水泥": "732.7540", "混凝土": "244.2513"}
    assert [each.depth for each in chain] == [1, 2]
    (end,) = ends(chain)
    parts = {each.name: (each.amount, each.share) for each in contributions(chain, end)}
    assert parts == {
        "熟料": (Decimal("226.6667"), Decimal("92.80")),
        "水泥": (Decimal("17.5847"), Decimal("7.20")),
        "混凝土": (Decimal("0.0000"), Decimal("0.00")),
    }


def test_a_material_that_comes_by_two_ways_counts_twice_and_co_products_take_their_share(footprint: Rule) -> None:
    text = "name;from;output;disposal;share\na;b:2|c:1;1;0;50\nb;c:3;1;1;\nc;;1;10;"
    chain = compute_chain(footprint, read_chain(text, footprint), "2023")
    assert results(chain) == {"c": "10.0000", "b": "31.0000", "a": "36.0000"}
    parts = {each.name: each.amount for each in contributions(chain, ends(chain)[0])}
    assert parts == {"c": Decimal("35.0000"), "b": Decimal("1.0000"), "a": Decimal("0.0000")}


def test_scores_of_suppliers_are_weighed_by_purchases(book: Rulebook) -> None:
    rule = book.rule(SCORE)
    head = "名称,来自,compliance,footprint,footprint_best,footprint_worst,recycled_share,certificates\n"
    own = ",90,800,700,900,40,2\n"
    chain = compute_chain(rule, read_chain(f"{head}总厂,甲:2;乙:1@51.30{own}甲,{own}", rule), "2025")
    # (2 × 62.35 + 51.30) / 3 = 58.666…, and 62.35 with 15 of 100 parts of 58.67
    assert results(chain) == {"甲": "62.35", "总厂": "61.80"}


def test_a_circle_is_named_and_all_other_mistakes_are_told_at_once(footprint: Rule) -> None:
    head = "名称,来自,output,electricity\n"
    assert refused(footprint, head + "甲,乙:1,1,\n乙,丙:1,1,\n丙,甲:1,1,") == {"circle": "甲"}
    assert refused(footprint, head + "甲,甲:1,1,") == {"circle": "甲"}
    two = refused(footprint, head + "甲,乙:1@1,x,\n丙,丁:1,1,")
    assert two == {"unknown_supplier": "丙", "invalid_value": "甲 · output"}
    assert refused(footprint, head + "甲,乙,1,\n甲,,1,") == {"unread_supply": "甲", "twice": "3"}
    assert refused(footprint, "名称,颜色\n甲,绿") == {"unknown_column": "颜色"}
    assert set(refused(footprint, head + f"甲,{';'.join(f'm{n}:1@1' for n in range(9))},1,")) == {"too_many_materials"}
    long = "".join(f"s{n},s{n + 1}:1,1,\n" for n in range(40)) + "s40,,1,\n"
    assert set(refused(footprint, head + long)) == {"too_deep"}


def test_what_is_missing_at_a_supplier_is_missing_behind_it(footprint: Rule) -> None:
    chain = compute_chain(footprint, read_chain(CONCRETE, footprint), "2031")
    assert results(chain) == {"水泥": "None", "混凝土": "None"}
    assert [ask.code for ask in chain[0].outcome.asks] == ["footprint_electricity"] if chain[0].outcome else False
    chain = compute_chain(
        footprint, read_chain(CONCRETE, footprint), "2031", parameters={"footprint_electricity": "0.5306"}
    )
    assert results(chain)["混凝土"] == "244.2513"


@pytest.mark.usefixtures("linxia")
def test_the_page_computes_a_chain_with_registered_products_for_everybody(client: Client) -> None:
    load_simulated("product", [{"product_code": "P1", "name": "熟料", "category": "other", "carbon_footprint": "850"}])
    assert "石灰石" in client.get(ADDRESS, {"example": "1"}).content.decode()
    table = CONCRETE.replace("@850", "")
    page = client.post(ADDRESS, {"rule": FOOTPRINT, "table": table, "on": "2023"}).content.decode()
    assert "244.2513" in page
    assert "92.80" in page
    assert "模拟" in page
    answer = client.post(ADDRESS, {"rule": FOOTPRINT, "table": table, "on": "2023", "format": "json"}).json()
    assert [each["result"] for each in answer["stages"]] == ["732.7540", "244.2513"]
    # The address is the calculation, which others open without typing anything.
    shared = BeautifulSoup(page, "html.parser").select_one('a[href^="?rule="][href*="table="]:not([href*="format"])')
    assert shared is not None
    opened = client.get(f"{ADDRESS}{shared['href']}").content.decode()
    stages = [BeautifulSoup(text, "html.parser").select("#main details, main details") for text in (opened, page)]
    assert [each.get_text() for each in stages[0]] == [each.get_text() for each in stages[1]] != []
    circle = client.post(ADDRESS, {"rule": FOOTPRINT, "table": "名称,来自\n甲,甲:1", "on": "2023"})
    assert circle.status_code == 422
    assert "甲 → 甲" in circle.content.decode()


def test_the_explanation_leaves_out_materials_of_which_nothing_was_said(footprint: Rule) -> None:
    given = {"material_1": 300, "material_factor_1": "732.754", "material_2": 5, "output": 900}
    tree = explain(footprint, footprint.apply(given, "2023"))[1]
    materials = tree.parts[0]
    assert [each.text.zh for each in materials.parts] == ["第1种原料的排放：219826.2 kgCO2", "第2种原料的排放：0 kgCO2"]
