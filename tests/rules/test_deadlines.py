"""Days by which something has to be done: months that are too short, working days, numbers that are parameters."""

from __future__ import annotations

import datetime

import pytest

from lvheng.rules import Rule, Rulebook
from lvheng.rules.deadlines import months_later, working_days_later

HOLIDAY = datetime.date(2023, 9, 28)


@pytest.fixture
def publication(linxia_pack: object) -> Rule:
    return Rulebook.of(linxia_pack).rule("publication_deadline")  # type: ignore[arg-type]


def test_a_month_after_the_last_day_is_the_last_day_of_a_shorter_month() -> None:
    assert months_later(datetime.date(2025, 1, 31), 1) == datetime.date(2025, 2, 28)
    assert months_later(datetime.date(2024, 1, 31), 1) == datetime.date(2024, 2, 29)


def test_seven_working_days_over_the_national_holiday_count_the_days_made_up() -> None:
    found = working_days_later(HOLIDAY, 7)
    assert (found.day, found.provisional) == (datetime.date(2023, 10, 13), False)


def test_working_days_are_counted_back_as_well() -> None:
    assert working_days_later(datetime.date(2023, 10, 13), -7).day == HOLIDAY


def test_days_beyond_the_published_calendar_are_said_to_be_provisional() -> None:
    assert working_days_later(datetime.date(2031, 3, 3), 5).provisional


def test_the_number_of_days_is_a_parameter_that_can_be_tried(publication: Rule) -> None:
    given = {"decision": "penalty", "decided_on": "2023-09-28"}
    days = {"publication_days_soon": 1}
    outcome = publication.apply(given, "2023-09-28", parameters=days)
    found = {each.code: each.day for each in outcome.deadlines}
    assert found["publish"] == datetime.date(2023, 10, 7)
    assert "publication_days_soon" in {each.code for each in outcome.parameters}


def test_a_number_of_days_that_is_not_entered_is_asked_for(publication: Rule) -> None:
    versions = tuple(
        type(each)(each.item.model_copy(update={"value": None}), each.area)
        for each in publication.parameters["publication_days_soon"]
    )
    rule = Rule(publication.item, {**publication.parameters, "publication_days_soon": versions})
    outcome = rule.apply({"decision": "penalty", "decided_on": "2023-09-28"}, "2023-09-28")
    assert [ask.code for ask in outcome.asks] == ["publication_days_soon"]
    assert {each.code: each.day for each in outcome.deadlines}["publish"] is None


def test_a_day_that_is_the_end_of_the_period_need_not_be_said(linxia_pack: object) -> None:
    rule = Rulebook.of(linxia_pack).rule("liability_insurance")  # type: ignore[arg-type]
    given = {"activity": "disposal", "insured_from": "2024-06-02", "insured_until": "2025-06-01"}
    assert rule.apply(given, "2025-06-11")["gap_days"] == 10
    assert rule.apply(given, "2025-06-01")["insured"] is True
