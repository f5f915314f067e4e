"""What a rule says of one thing: result, what it asks for, whose law, which version, by when."""

from __future__ import annotations

import datetime as dt
import time
from decimal import Decimal

import pytest

from lvheng.errors import InputProblem, Problems
from lvheng.formula import Period, replay
from lvheng.packs import load_pack
from lvheng.rules import Rulebook
from lvheng.rules.deadlines import months_later
from lvheng.rules.explaining import explain
from lvheng.rules.values import amounts_said

PACK = load_pack("linxia")
BOOK = Rulebook.of(PACK)


def test_it_asks_by_name_for_what_nobody_has_entered() -> None:
    outcome = BOOK.rule("residential_gas").apply({}, "2025-07")
    assert [(ask.kind, ask.code) for ask in outcome.asks] == [
        ("input", "use"),
        ("parameter", "gas_price"),
        ("parameter", "gas_steps"),
    ]
    assert outcome["amount"] is None
    assert not outcome.complete


def test_it_asks_only_for_what_the_result_needs() -> None:
    outcome = BOOK.rule("residential_electricity").apply({"use": 300, "cycle": "year"}, "2025-07")
    assert [ask.code for ask in outcome.asks] == ["earlier_use"]


def test_a_default_is_told_as_such() -> None:
    outcome = BOOK.rule("residential_electricity").apply({"use": 300}, "2025-07")
    assert outcome.defaults == {"cycle": "month", "people": Decimal(1), "low_income": False}
    assert outcome.uncertain


def test_the_nearest_area_that_has_a_value_decides() -> None:
    used = {each.code: each for each in BOOK.rule("residential_electricity").apply({"use": 1}, "2025-07").parameters}
    assert used["electricity_tiers"].area == "620000"
    assert used["electricity_large_household"].area is None
    assert Rulebook.of(PACK, "110000").rule("residential_electricity").apply({"use": 1}, "2025-07")["amount"] is None


def test_what_a_person_enters_is_marked_and_uncertain() -> None:
    rule = BOOK.rule("residential_gas")
    outcome = rule.apply({"use": 50}, "2025-07", parameters={"gas_price": "2", "gas_steps": "360:1,540:1.2,:1.5"})
    assert outcome["amount"] == Decimal("111.00")
    assert {each.code: each.entered for each in outcome.parameters}["gas_price"]
    assert rule.apply({"use": 50}, "2025-07")["amount"] is None


@pytest.mark.parametrize(("day", "title"), [("2026-08-14", "清洁生产促进法"), ("2026-08-15", "生态环境法典")])
def test_the_law_is_that_of_the_day_of_the_conduct(day: str, title: str) -> None:
    outcome = BOOK.rule("cleaner_production_audit").apply({"toxic": True}, day)
    assert outcome.law[0].title == title


def test_a_day_lies_in_the_period_of_the_rule_and_a_longer_period_is_refused() -> None:
    rule = BOOK.rule("residential_electricity")
    assert rule.period(dt.date(2025, 7, 15)) == rule.period("2025-07") == Period.parse("2025-07")
    with pytest.raises(InputProblem) as caught:
        rule.period("2025")
    assert caught.value.code == "period_too_long"


def test_a_duty_has_its_days_and_none_where_it_does_not_hold() -> None:
    rule = BOOK.rule("cleaner_production_audit")
    outcome = rule.apply({"toxic": "是", "listed_on": "2025-12-31"}, "2025-12-31")
    assert [each.day for each in outcome.deadlines][:2] == [dt.date(2026, 1, 31), dt.date(2026, 2, 28)]
    assert rule.apply({"toxic": "否", "listed_on": "2025-12-31"}, "2025-12-31").deadlines == ()
    unknown = rule.apply({"toxic": "是"}, "2025-12-31")
    assert {each.day for each in unknown.deadlines} == {None}


@pytest.mark.parametrize(
    ("start", "months", "expected"),
    [("2024-01-31", 1, "2024-02-29"), ("2025-01-31", 1, "2025-02-28"), ("2025-12-15", 13, "2027-01-15")],
)
def test_a_month_later_is_the_day_of_the_same_number_or_the_last(start: str, months: int, expected: str) -> None:
    assert months_later(dt.date.fromisoformat(start), months).isoformat() == expected


def test_all_inputs_that_cannot_be_used_are_told_at_once() -> None:
    with pytest.raises(Problems) as caught:
        BOOK.rule("residential_electricity").apply(
            {"use": "1.234", "cycle": "week", "low_income": "maybe", "people": "x", "uses": 1}, "2025-07"
        )
    assert [problem.where for problem in caught.value.problems] == ["use", "cycle", "low_income", "people", "uses"]


def test_an_unknown_rule_or_parameter_is_told_with_what_was_meant() -> None:
    with pytest.raises(InputProblem) as caught:
        BOOK.rule("residential_electricty")
    assert "residential_electricity" in caught.value.in_language("en")
    with pytest.raises(InputProblem) as caught:
        BOOK.rule("residential_gas").with_parameters({"gas_prize": "1"})
    assert "gas_price" in caught.value.in_language("en")


def test_a_draft_with_another_formula_changes_nothing_of_the_rule() -> None:
    rule = BOOK.rule("residential_electricity")
    draft = rule.with_formulas({"refund": "0"})
    given = {"use": 300, "low_income": True}
    assert draft.apply(given, "2025-07")["amount"] == Decimal("175.00")
    assert rule.apply(given, "2025-07")["amount"] is None
    with pytest.raises(Problems):
        _ = rule.with_formulas({"refund": "use"}).program


def test_the_explanation_can_be_computed_again_and_read_in_both_languages() -> None:
    rule = BOOK.rule("residential_electricity")
    outcome = rule.apply({"use": 300}, "2025-07")
    assert replay(rule.program, outcome.to_json()["explanations"]["amount"]).value == Decimal("175.00")
    (tree,) = explain(rule, outcome)
    assert tree.text.zh == "本月电费：175 元"
    assert "Cost of the use in this cycle until now" in str(tree.to_json("en"))


def test_one_explained_result_takes_less_than_fifty_milliseconds() -> None:
    rule = BOOK.rule("environmental_tax_air")
    given = {"air_1": "so2", "air_quantity_1": 1900, "air_mean_1": 60, "air_limit_1": 100}
    explain(rule, rule.apply(given, "2025-02"))
    started = time.process_time()
    explain(rule, rule.apply(given, "2025-02"))
    assert time.process_time() - started < 0.05


def test_a_scale_is_said_by_its_brackets_and_other_values_as_they_are() -> None:
    said = amounts_said("1920:0.51,2880:0.56,:0.81")
    assert said.zh == "1920 以内 0.51；1920 至 2880 的部分 0.56；超过 2880 的部分 0.81"
    assert said.en == "0.51 up to 1920; 0.56 from 1920 to 2880; 0.81 for what is above 2880"
    assert [amounts_said(each).zh for each in ("0.51", "so2:0.95,nox:0.95", "")] == ["0.51", "so2:0.95,nox:0.95", ""]
