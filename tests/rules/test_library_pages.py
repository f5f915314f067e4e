"""The library and the calculators, as a reader without an account uses them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest
from django.test import Client

from lvheng.formula import parse
from lvheng.indicators.formula_words import formula_text
from lvheng.packs import Pack
from lvheng.rules import Rulebook
from lvheng.rules.naming import RuleTitles

RULE = "/rules/residential_electricity/"


@pytest.fixture
def reader(client_as: Callable[[str], Client]) -> Client:
    return client_as("")


def text_of(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, path
    return answer.content.decode()


def listed(page: str) -> set[str]:
    pages = {"duties", "bulk", "reforms"}  # of the navigation
    return set(re.findall(r'href="/rules/([a-z_]+)/"', page)) - pages


def test_the_library_lists_every_rule_under_what_it_is(reader: Client) -> None:
    page = text_of(reader, "/rules/")
    assert {"residential_electricity", "cleaner_production_audit", "eit_equipment"} <= listed(page)
    assert page.index("居民阶梯电价") < page.index("专用设备投资抵免") < page.index("强制性清洁生产审核")


@pytest.mark.parametrize(
    ("query", "inside", "outside"),
    [
        ("q=清洁生产", "cleaner_production_audit", "residential_water"),
        ("q=TIERED+electricity", "residential_electricity", "cleaner_production_audit"),
        ("group=incentive", "eit_equipment", "residential_electricity"),
        ("certainty=original", "eit_equipment", "residential_electricity"),
        ("certainty=to_enter", "residential_electricity", "eit_equipment"),
    ],
)
def test_the_library_is_narrowed_as_asked(reader: Client, query: str, inside: str, outside: str) -> None:
    found = listed(text_of(reader, f"/rules/?{query}"))
    assert inside in found
    assert outside not in found


def test_a_search_without_a_hit_offers_the_way_back(reader: Client) -> None:
    page = text_of(reader, "/rules/?q=没有这样的规则")
    assert listed(page) == set()
    assert "清除筛选" in page


def test_an_address_is_a_calculation_with_its_reasons(reader: Client) -> None:
    page = text_of(reader, f"{RULE}?on=2025-07&use=300")
    assert "175.00 元" in page
    assert "计算：1920 × 0.51 + 960 × 0.56 + 720 × 0.81" in page
    assert "甘肃省居民阶梯电价" in page
    assert "所依据的内容有待核实" in page


def test_what_is_missing_is_asked_for_by_name(reader: Client) -> None:
    page = text_of(reader, "/rules/agricultural_water/?on=2025&use=6600&quota=4000&origin=surface")
    assert "还需要知道：" in page
    assert 'href="#f-agricultural_water_price"' in page
    answered = text_of(
        reader,
        "/rules/agricultural_water/?on=2025&use=6600&quota=4000&origin=surface&agricultural_water_price=0.12"
        "&agricultural_water_surface_steps=0.2:1.5,0.4:2,:3",
    )
    assert "1128.00 元" in answered
    assert "您填的" in answered


def test_a_county_that_published_its_prices_needs_no_entry_of_them(reader: Client) -> None:
    address = "/rules/agricultural_water/?on=2024&area=620722&use=6600&quota=4000&origin=surface"
    assert "955.20 元" in text_of(reader, f"{address}&agricultural_water_price=0.12")


def test_earlier_periods_are_asked_for_and_counted(reader: Client) -> None:
    address = f"{RULE}?on=2025-03&use=300&cycle=year"
    page = text_of(reader, address)
    assert 'href="#f-earlier_use"' in page
    assert "153.00 元" in text_of(reader, f"{address}&earlier_use=200")
    answered = text_of(reader, f"{address}&use@2025-01=100&use@2025-02=100")
    assert "153.00 元" in answered
    assert 'name="use@2025-01"' in answered


def test_all_mistakes_are_told_at_once_and_nothing_typed_is_lost(reader: Client) -> None:
    page = text_of(reader, f"{RULE}?on=2025-13&use=a+lot&people=1.5&cycle=weekly&electricity_tiers=cheap")
    assert "有 5 处需要改正" in page
    for typed in ("2025-13", "a lot", "1.5", "cheap"):
        assert f'value="{typed}"' in page


def test_a_period_that_is_not_earlier_is_refused(reader: Client) -> None:
    page = text_of(reader, f"{RULE}?on=2025-03&use=300&use@2025-04=100&cycle=year")
    assert "2025-04 不在本期之前" in page


def test_what_an_address_adds_is_left_aside(reader: Client) -> None:
    assert "175.00 元" in text_of(reader, f"{RULE}?on=2025-07&use=300&from=a_friend")


def test_markup_in_an_address_stays_text(reader: Client) -> None:
    page = text_of(reader, f"{RULE}?use=<script>alert(1)</script>&on=<b>")
    assert "<script>alert" not in page
    assert "<b>" not in page


def test_the_outcome_is_data_for_programs(reader: Client) -> None:
    found = json.loads(text_of(reader, f"{RULE}?on=2025-07&use=300&format=json"))
    assert found["results"]["amount"]["value"] == "175.00"
    wrong = json.loads(text_of(reader, f"{RULE}?use=x&format=json", 422))
    assert [each["where"] for each in wrong["problems"]] == ["use"]


def test_a_rule_that_does_not_exist_is_not_found(reader: Client) -> None:
    text_of(reader, "/rules/no_such_rule/", 404)


def test_every_rule_has_a_page_whose_examples_come_out(reader: Client) -> None:
    for code in sorted(listed(text_of(reader, "/rules/"))):
        page = text_of(reader, f"/rules/{code}/")
        assert "与写明的结果不符" not in page, code
        for query in re.findall(r'<a href="(\?[^"]+)#result"', page):
            assert "需要改正" not in text_of(reader, f"/rules/{code}/{query.replace('&amp;', '&')}"), (code, query)


def test_a_pollutant_more_stands_ready_in_a_fold(reader: Client) -> None:
    page = text_of(reader, "/rules/environmental_tax_air/")
    assert page.count('<details class="fold" open>') == 1
    assert "第6项" in page


def test_every_formula_is_said_without_codes(linxia_pack: Pack) -> None:
    for rule in (rule for versions in Rulebook.of(linxia_pack).versions.values() for rule in versions):
        titles = RuleTitles(rule)
        for part in (*rule.item.all_steps, *rule.item.all_outputs):
            for dated in part.formulas:
                words = formula_text(parse(dated.formula), titles)
                assert not re.search(r"[a-z]\w*_\w+|'|\b(and|or|not|if|else|True|False)\b", words.zh), (
                    rule.code,
                    words,
                )
                assert not re.search(r"[\u4e00-\u9fff]|[a-z]\w*_\w+|'\w+'|\b(True|False)\b", words.en), (
                    rule.code,
                    words,
                )
        for code, versions in rule.parameters.items():
            keys = {key for version in versions for key in version.item.entries}
            assert all(titles.word(key, code).zh != key for key in keys), (rule.code, code)
