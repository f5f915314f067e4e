"""Warnings open by rule, stay while the cause stays, close when it is gone, and never open twice."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import pytest
from tests.indicators.support import linxia, manure_rates, measures

from lvheng.errors import Text
from lvheng.indicators.forecast_targets import forecast_target
from lvheng.indicators.standings import Demand, standing_of
from lvheng.indicators.warning_facts import Watched, circumstances_of
from lvheng.indicators.warnings import (
    RULE_GONE,
    SUBJECT_GONE,
    Circumstances,
    FactValue,
    OpenWarning,
    Review,
    Subject,
    filled,
    review,
)
from lvheng.packs.measures import PackParameter
from lvheng.packs.warnings import WarningRule

DAY = datetime.date(2024, 3, 1)
SUBJECT = Subject("linxia_plan", "manure", "manure_utilisation_rate", "622900")
TITLE = Text("畜禽粪污综合利用率", "manure utilisation")


def rules() -> tuple[WarningRule, ...]:
    return linxia().of(WarningRule)


def reviewed(standing: list[OpenWarning], *facts: Mapping[str, FactValue], day: datetime.date = DAY) -> Review:
    circumstances = [Circumstances(SUBJECT, each, {"target": TITLE}) for each in facts]
    return review(standing, circumstances, rules(), linxia().of(PackParameter), day)


def opened(**facts: FactValue) -> list[str]:
    return [each.rule.code for each in reviewed([], facts).opened]


@pytest.mark.parametrize(
    ("facts", "codes"),
    [
        ({"light": "red", "nature": "binding"}, ["red_binding"]),
        ({"light": "red", "nature": "expected"}, ["red_expected"]),
        ({"light": "yellow", "nature": "binding"}, ["behind_schedule"]),
        ({"light": "orange", "nature": "expected"}, ["behind_schedule"]),
        ({"light": "green", "nature": "binding"}, []),
        ({"light": None, "nature": "binding"}, []),
        ({"probability": Decimal("0.29")}, ["unlikely"]),
        ({"probability": Decimal("0.30")}, []),
        ({"reported": True, "months_stale": Decimal(24)}, []),
        ({"reported": True, "months_stale": Decimal(25)}, ["stale_data"]),
        ({"reported": False, "months_stale": Decimal(24)}, []),
        ({"reported": False, "months_stale": Decimal(25)}, ["never_reported"]),
        ({"maintained": True, "met": False}, ["level_lost"]),
        ({"maintained": True, "met": True}, []),
        ({"maintained": False, "met": False}, []),
        ({}, []),
    ],
)
def test_the_rules_of_the_pack_open_what_they_say(facts: dict[str, FactValue], codes: list[str]) -> None:
    assert opened(**facts) == codes


def test_a_red_light_on_a_binding_target_asks_for_a_task_and_on_an_expected_one_for_a_notice() -> None:
    binding = reviewed([], {"light": "red", "nature": "binding"}).opened[0].rule
    expected = reviewed([], {"light": "red", "nature": "expected"}).opened[0].rule
    assert (binding.severity, binding.follows) == ("high", "task")
    assert expected.follows == "notice"


RED = {"light": "red", "nature": "binding"}
STANDS = OpenWarning("red_binding", SUBJECT)


def test_the_same_facts_again_open_nothing() -> None:
    found = reviewed([STANDS], RED)
    assert (found.opened, found.closed) == ((), ())
    assert found.kept == (STANDS,)


def test_a_warning_is_closed_when_its_cause_is_gone() -> None:
    found = reviewed([STANDS], {"light": "yellow", "nature": "binding"})
    assert [each.warning for each in found.closed] == [STANDS]
    assert "已不是红灯" in found.closed[0].reason.zh
    assert [each.rule.code for each in found.opened] == ["behind_schedule"]


def test_what_was_closed_opens_anew_when_the_cause_comes_back() -> None:
    calm = reviewed([STANDS], {"light": "green", "nature": "binding"})
    assert [each.warning.rule for each in calm.closed] == ["red_binding"]
    assert [each.rule.code for each in reviewed([], RED).opened] == ["red_binding"]


def test_a_light_that_goes_grey_is_no_success() -> None:
    found = reviewed([STANDS], {"light": None, "nature": "binding"})
    assert (found.kept, found.closed) == ((STANDS,), ())


def test_a_target_that_is_gone_closes_its_warnings_with_that_reason() -> None:
    found = reviewed([STANDS])
    assert [(each.warning, each.reason) for each in found.closed] == [(STANDS, SUBJECT_GONE)]


def test_a_rule_that_is_gone_closes_its_warnings_with_that_reason() -> None:
    old = OpenWarning("abolished", SUBJECT)
    found = reviewed([old], RED)
    assert [(each.warning, each.reason) for each in found.closed] == [(old, RULE_GONE)]


def test_a_rule_holds_only_on_the_days_of_its_own() -> None:
    rule = next(each for each in rules() if each.code == "red_binding")
    ended = rule.model_copy(update={"valid_until": datetime.date(2023, 12, 31)})
    circumstances = [Circumstances(SUBJECT, RED, {})]
    parameters = linxia().of(PackParameter)
    assert review([], circumstances, [ended], parameters, datetime.date(2023, 12, 31)).opened
    assert not review([], circumstances, [ended], parameters, datetime.date(2024, 1, 1)).opened


def test_two_areas_have_warnings_of_their_own() -> None:
    city = Circumstances(replace(SUBJECT, area="622901"), RED, {})
    found = review([STANDS], [Circumstances(SUBJECT, RED, {}), city], rules(), linxia().of(PackParameter), DAY)
    assert found.kept == (STANDS,)
    assert [each.circumstances.subject.area for each in found.opened] == ["622901"]


def test_a_reason_is_filled_in_and_what_is_not_known_is_a_dash() -> None:
    text = filled(Text("“{target}”{period}：{value}", "{target}, {period}: {value}"), {"target": TITLE})
    assert text == Text("“畜禽粪污综合利用率”—：—", "manure utilisation, —: —")


MANURE = measures().indicators["manure_utilisation_rate"]
DEMAND = Demand(">=", Decimal(82), "%", 2025, 2020)


def watched(values: dict[int, str], day: datetime.date = DAY) -> Circumstances:
    known = manure_rates(values)
    standing = standing_of(measures(), MANURE, DEMAND, known, day)
    forecast = forecast_target(MANURE, DEMAND, known)
    return circumstances_of(Watched(SUBJECT, TITLE, MANURE, DEMAND, standing, known, forecast), day)


def test_the_facts_of_a_target_that_lies_behind() -> None:
    """From 70 in 2020 to 82 in 2025 asks for 77.2 in 2023; 74 is a third of the way and 4.145 % less than that."""
    facts = watched({2020: "70", 2022: "73", 2023: "74"}).facts
    assert facts["light"] == "red"
    assert facts["nature"] == "expected"
    assert (facts["met"], facts["maintained"]) == (False, False)
    assert facts["months_stale"] == 2
    assert facts["reported"] is True
    assert round(Decimal(str(facts["gap"])), 3) == Decimal("4.145")
    assert round(Decimal(str(facts["completion"])), 3) == Decimal("33.333")
    assert round(Decimal(str(facts["change"])), 3) == Decimal("1.370")
    assert facts["probability"] is not None


def test_the_reason_names_the_target_the_period_and_the_number() -> None:
    words = watched({2020: "70", 2022: "73", 2023: "74"}).words
    assert (words["target"], words["period"].zh) == (TITLE, "2023年")
    assert words["value"].en == "74.00 %"
    assert words["gap"].zh == "4.1 %"
    assert words["change"].en == "1.4 %"
    assert words["light"] == Text("红灯", "red")
    assert words["probability"].zh.endswith(" %")


def test_without_any_figure_only_the_age_of_the_data_is_known() -> None:
    facts = watched({}, datetime.date(2023, 2, 1)).facts
    assert {name for name, value in facts.items() if value is not None} == {"nature", "reported", "months_stale"}
    assert facts["reported"] is False
    assert facts["months_stale"] == 25


def test_a_level_that_had_been_reached_and_is_missed_again() -> None:
    found = watched({2020: "85", 2023: "81"})
    assert (found.facts["maintained"], found.facts["met"]) == (True, False)


def test_without_a_base_it_is_known_only_whether_the_target_is_met() -> None:
    facts = watched({2023: "81"}).facts
    assert facts["met"] is False
    assert facts.get("maintained") is None
    assert facts.get("gap") is None


@pytest.mark.parametrize(
    ("day", "months"),
    [
        (datetime.date(2023, 12, 31), 0),
        (datetime.date(2024, 1, 31), 0),
        (datetime.date(2024, 2, 1), 1),
        (datetime.date(2026, 1, 1), 24),
        (datetime.date(2026, 2, 1), 25),
    ],
)
def test_months_are_counted_whole(day: datetime.date, months: int) -> None:
    assert watched({2020: "70", 2023: "74"}, day).facts["months_stale"] == months


def test_after_the_deadlines_figure_nothing_is_stale() -> None:
    assert watched({2020: "70", 2025: "83"}, datetime.date(2040, 1, 1)).facts["months_stale"] is None


def test_a_demand_that_is_no_number_has_no_facts_but_its_light() -> None:
    demand = Demand("at_grade", None, "", 2025, 2020)
    standing = standing_of(measures(), MANURE, demand, [], DAY)
    found = circumstances_of(Watched(SUBJECT, TITLE, MANURE, demand, standing, [], None), DAY)
    assert {name for name, value in found.facts.items() if value is not None} == {"nature", "reported"}


def test_every_text_of_the_pack_can_be_filled() -> None:
    words = watched({2020: "70", 2022: "73", 2023: "74"}).words
    for rule in rules():
        for text in (rule.opening.text, rule.closing.text):
            done = filled(text, words)
            assert "{" not in done.zh + done.en
            assert "—" not in done.zh + done.en
