"""Reports of people who are not known: taken in whole, once, joined where they tell the same, within a budget."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone

from lvheng.cases.actions import take_step
from lvheng.cases.models import Case
from lvheng.cases.public import receiving
from lvheng.cases.public.following import follow_up
from lvheng.cases.public.models import Receipt, Report
from lvheng.cases.public.receiving import Told, receipt_of, receive, reply
from lvheng.errors import InputProblem, Problems, StateConflict

if TYPE_CHECKING:
    from lvheng.areas.acting import Acting

Received = Callable[..., tuple[Report, list[str]]]


def test_a_report_opens_a_case_of_the_environment_bureau_with_its_deadlines(received: Received) -> None:
    report, codes = received()
    case = report.case
    assert (case.type, case.state, case.owner.type, case.opened_by) == (
        "public_report", "received", "ecology_environment", None,
    )  # fmt: skip
    assert case.data["description"] == "河边每天夜里有人倒废渣。"
    assert case.confidential
    assert set(case.deadlines.values_list("code", flat=True)) >= {"acceptance", "check"}
    assert len(codes) == 1
    assert receipt_of(codes[0]).report == report


def test_everything_that_is_wrong_is_told_at_once(places: None, told: Told, token: Callable[[], str]) -> None:
    wrong = replace(told, description=" ", area="110000", longitude=None, photos=[b"no picture"], reporters=9,
                    observed_on=timezone.localdate() + timedelta(days=1))  # fmt: skip
    with pytest.raises(Problems) as refused:
        receive(wrong, token())
    fields = {each.where for each in refused.value.problems}
    assert fields == {"description", "area", "longitude", "photos", "reporters", "observed_on"}
    assert not Case.objects.exists()


def test_the_same_form_sent_again_gives_the_same_receipt_and_no_second_report(
    places: None, told: Told, token: Callable[[], str]
) -> None:
    form = token()
    first, codes = receive(told, form)
    again, same = receive(told, form)
    assert (again, same) == (first, codes)
    assert Report.objects.count() == 1


def test_a_report_that_tells_the_same_is_joined_to_the_first_and_the_first_stays_first(received: Received) -> None:
    first, _ = received()
    second, codes = received(longitude=Decimal("103.25100"), description="又看到了。")
    third, _ = received(longitude=Decimal("103.25150"), description="我也看到了。")
    assert second.first == third.first == first
    second.case.refresh_from_db()
    assert (second.case.state, second.case.data["joined_to"]) == ("joined", first.case.number)
    shown = follow_up(receipt_of(codes[0]))
    assert shown.joined
    assert shown.is_open
    assert "已收到" in shown.state.zh


@pytest.mark.parametrize(
    "change", [{"matter": "water"}, {"area": "622921"}, {"longitude": Decimal("103.30000")}]
)  # fmt: skip
def test_a_report_of_something_else_is_not_joined(received: Received, change: dict[str, Any]) -> None:
    received()
    other, _ = received(**change)
    assert other.first is None


def test_a_report_is_not_joined_to_one_that_is_closed(received: Received, acting_as: Callable[[str], Acting]) -> None:
    first, _ = received()
    officer = acting_as("department_officer")
    take_step(officer, first.case_id, "not_accept", written={"answer": "不属于生态环境事项。"})
    again, _ = received()
    assert again.first is None


def test_who_reports_together_gets_a_receipt_each(received: Received) -> None:
    report, codes = received(reporters=3)
    assert len(set(codes)) == 3
    assert [each.number for each in Receipt.objects.filter(report=report)] == [1, 2, 3]


def test_a_county_cannot_be_flooded_nor_can_the_site(received: Received, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receiving, "HOURLY_OF_PLACE", 2)
    monkeypatch.setattr(receiving, "HOURLY", 3)
    received()
    received()
    with pytest.raises(StateConflict, match="太多"):
        received()
    received(area="622921")
    with pytest.raises(StateConflict, match="太多"):
        received(area="622922")


def test_questions_and_replies_go_through_the_receipt(received: Received, acting_as: Callable[[str], Acting]) -> None:
    report, codes = received()
    officer = acting_as("department_officer")
    take_step(officer, report.case_id, "ask", written={"question": "车牌是多少？"})
    reply(codes[0].lower(), "甘N开头。")
    said = follow_up(receipt_of(codes[0])).said
    assert [(each.from_reporter, each.words) for each in said] == [(False, "车牌是多少？"), (True, "甘N开头。")]
    event = report.case.events.get(step="reply")
    assert (event.person, event.organisation) == (None, None)


def test_a_wrong_receipt_opens_nothing(received: Received) -> None:
    received()
    with pytest.raises(InputProblem) as refused:
        receipt_of("AAAAA-AAAAA-AAAAA-AAAAA")
    assert refused.value.code == "no_such_receipt"


def test_an_objection_to_a_rule_becomes_a_case_of_the_planners(places: None, token: Callable[[], str]) -> None:
    told = Told("金额没有公布。", "rule", "622900", about="rule:reporter_reward")
    report, codes = receive(told, token())
    assert (report.case.type, report.case.subject, report.case.data["matter"]) == (
        "objection", "rule:reporter_reward", "举报奖励",
    )  # fmt: skip
    assert follow_up(receipt_of(codes[0])).state.zh == "已收到"
