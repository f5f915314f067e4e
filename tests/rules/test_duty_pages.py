"""“What does the law ask of us?”: for an enterprise of the register, and for whoever answers the questions."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable

import pytest
from django.test import Client

from lvheng.packs.registers import RegisterKind, registers_of
from lvheng.registers.simulated import load_simulated
from lvheng.rules import Rule, Rulebook
from lvheng.rules.duties import Record, facts_of, find, rules_for

ADDRESS = "/rules/duties/"
TODAY = datetime.date(2026, 11, 22)
TOXIC = frozenset({"uses_toxic_materials"})
ENTERPRISE = {
    "credit_code": "91100000100003962T", "name": "临夏测试水泥有限公司", "area": "622901", "energy_use": "12000",
    "uses_toxic_materials": "是", "legal_person": "张三",
}  # fmt: skip


@pytest.fixture
def reader(client_as: Callable[[str], Client]) -> Client:
    return client_as("")


def text_of(client: Client, query: str, status: int = 200) -> str:
    answer = client.get(f"{ADDRESS}{query}")
    assert answer.status_code == status, query
    return answer.content.decode()


def section(page: str, heading: str) -> str:
    found = re.search(rf"<h2[^>]*>{heading}.*?</section>", page, re.DOTALL)
    return found[0] if found else ""


@pytest.fixture
def audit(linxia_pack: object) -> Rule:
    return Rulebook.of(linxia_pack).rule("cleaner_production_audit")  # type: ignore[arg-type]


@pytest.fixture
def enterprise(linxia_pack: object) -> RegisterKind:
    return registers_of(linxia_pack, TODAY).kinds["enterprise"]  # type: ignore[arg-type]


def test_a_fact_of_the_register_makes_a_duty_follow(audit: Rule, enterprise: RegisterKind) -> None:
    facts = list(facts_of(audit.item, [Record(enterprise, {"uses_toxic_materials": True}, TOXIC)]))
    found = find(audit, facts, {}, TODAY)
    assert [fact.field.zh for fact in found.known] == [enterprise.by_code["uses_toxic_materials"].name]
    assert found.query.startswith("?toxic=yes")
    answered = find(audit, facts, {"cleaner_production_audit.listed_on": "2026-10-01"}, TODAY)
    assert answered.state == "follows"
    assert answered.outcome is not None
    assert {each.code: each.day for each in answered.outcome.deadlines}["disclose"] == datetime.date(2026, 11, 1)


def test_a_fact_that_the_reader_may_not_see_is_not_used(audit: Rule, enterprise: RegisterKind) -> None:
    assert list(facts_of(audit.item, [Record(enterprise, {"uses_toxic_materials": True}, frozenset())])) == []


def test_a_fact_in_another_unit_is_not_used(linxia_pack: object, enterprise: RegisterKind) -> None:
    rule = Rulebook.of(linxia_pack).rule("energy_review")  # type: ignore[arg-type]
    inputs = tuple(each.model_copy(update={"of": "enterprise", "field": "energy_use"}) for each in rule.item.inputs)
    item = rule.item.model_copy(update={"inputs": inputs})
    found = list(facts_of(item, [Record(enterprise, {"energy_use": "12000"}, frozenset({"energy_use"}))]))
    assert [fact.input.code for fact in found] == ["energy"]


def test_a_word_that_is_no_choice_of_the_rule_is_not_used(linxia_pack: object) -> None:
    rule = Rulebook.of(linxia_pack).rule("liability_insurance")  # type: ignore[arg-type]
    kind = registers_of(linxia_pack, TODAY).kinds["enterprise"]  # type: ignore[arg-type]
    record = Record(kind, {"hazardous_waste_activity": "export"}, frozenset({"hazardous_waste_activity"}))
    assert list(facts_of(rule.item, [record])) == []


def test_prices_are_told_from_taxes(reader: Client) -> None:
    page = text_of(reader, "?kind=enterprise&environmental_tax_noise.decibels_over=4")
    assert "环境保护税（工业噪声）" in section(page, "税")


def test_only_rules_for_the_kind_are_asked(linxia_pack: object) -> None:
    codes = {rule.code for rule in rules_for("enterprise", Rulebook.of(linxia_pack))}  # type: ignore[arg-type]
    assert "liability_insurance" in codes
    assert "residential_electricity" not in codes


def test_answers_move_a_rule_from_open_to_what_follows(reader: Client) -> None:
    assert "环境污染责任保险" in section(text_of(reader, "?kind=enterprise"), "还不知道")
    page = text_of(reader, "?kind=enterprise&liability_insurance.activity=disposal")
    assert "环境污染责任保险" in section(page, "义务")


def test_answers_that_say_no_end_the_matter(reader: Client) -> None:
    names = re.findall(r'name="(permit_total\.[a-z_]+)"', text_of(reader, "?kind=enterprise"))
    assert len(names) == 2
    page = text_of(reader, "?kind=enterprise&" + "&".join(f"{name}=1" for name in names))
    assert "排污许可年排放量" not in section(page, "还不知道")


def test_a_mistake_is_told_at_its_question(reader: Client) -> None:
    page = text_of(reader, "?kind=enterprise&liability_insurance.insured_from=yesterday")
    assert "应是日期" in page
    assert 'value="yesterday"' in page


def test_an_enterprise_is_found_in_the_register(reader: Client) -> None:
    thing = load_simulated("enterprise", [ENTERPRISE])[0]
    assert f"thing={thing.pk}" in text_of(reader, "?kind=enterprise&q=测试水泥")
    page = text_of(reader, f"?kind=enterprise&thing={thing.pk}")
    assert "临夏测试水泥有限公司" in page
    assert "模拟" in page
    assert "张三" not in page
    text_of(reader, "?kind=enterprise&thing=999999", 404)
    text_of(reader, "?kind=enterprise&thing=x", 404)


def test_a_kind_without_rules_shows_the_choice(reader: Client) -> None:
    assert "先在上面选对象" in text_of(reader, "?kind=no_such_kind")
