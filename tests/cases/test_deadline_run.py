"""The daily run: reminders, overdue, escalation, lapses; and cases that open and close by themselves."""

from __future__ import annotations

import datetime

import pytest

from lvheng.areas.acting import Acting
from lvheng.audit.chain import first_break
from lvheng.cases import actions
from lvheng.cases.causes import close_cause, review_causes
from lvheng.cases.deadline_run import run_deadlines
from lvheng.cases.models import Case, Deadline
from lvheng.cases.writing import content_of
from lvheng.errors import Text
from lvheng.notifications.models import Notification
from lvheng.plan.models import Version

from .conftest import PICTURE

pytestmark = pytest.mark.django_db
_DAY = datetime.timedelta(days=1)


def _kinds(case: Case) -> list[str]:
    return [event.kind for event in case.events.order_by("number")]


def _due(case: Case, code: str) -> datetime.date:
    day = Deadline.objects.get(case=case, code=code).due_on
    assert day is not None
    return day


def test_it_reminds_once_on_each_day_that_the_rule_names(supervision: Case, planner: Acting, county: Acting) -> None:
    actions.take_step(planner, supervision.pk, "notify")
    due = _due(supervision, "reply")
    assert run_deadlines(due - 4 * _DAY).reminded == 0
    assert [run_deadlines(due - days * _DAY).reminded for days in (3, 3, 2, 1, 1)] == [1, 0, 0, 1, 0]
    supervision.refresh_from_db()
    assert _kinds(supervision)[-2:] == ["reminded", "reminded"]
    told = Notification.objects.filter(person=county.person, kind="case", key__contains="reminder")
    assert told.count() == 2


def test_a_term_that_has_passed_counts_as_overdue_and_goes_up(supervision: Case, planner: Acting) -> None:
    due = _due(supervision, "notice")
    assert run_deadlines(due).overdue == 0
    first = run_deadlines(due + _DAY)
    assert (first.overdue, first.escalated) == (1, 0)
    supervision.refresh_from_db()
    assert (supervision.overdue_count, supervision.next_due_on) == (1, due)
    assert run_deadlines(due + 3 * _DAY).escalated == 1
    assert run_deadlines(due + 3 * _DAY).escalated == 0
    supervision.refresh_from_db()
    assert supervision.escalated == 1
    events = list(supervision.events.order_by("number"))
    chain = ((e.number, e.previous_hash, e.hash, content_of(e, supervision.number)) for e in events)
    assert first_break(chain) is None
    actions.take_step(planner, supervision.pk, "notify")
    assert Deadline.objects.get(case=supervision, code="notice").state == "met"


def test_what_follows_by_itself_happens_on_the_day_after(enforcement: Case, ecology: Acting) -> None:
    facts = {"facts": "超标", "law": "第九十九条", "filed_on": "2026-11-02", "major": "否"}
    actions.take_step(ecology, enforcement.pk, "file", written=facts)
    seen = {"officers": "马某、李某", "recording": "both", "evidence": "报告"}
    actions.take_step(ecology, enforcement.pk, "investigate", written=seen, files=[PICTURE])
    told = {"proposed": "罚款", "hearing_right": "是", "told_on": "2026-11-05"}
    actions.take_step(ecology, enforcement.pk, "tell", written=told)
    due = _due(enforcement, "statement")
    assert run_deadlines(due).lapsed == 0
    run = run_deadlines(due + _DAY)
    assert (run.lapsed, run.overdue) == (1, 0)
    enforcement.refresh_from_db()
    assert enforcement.state == "ready"
    assert Deadline.objects.get(case=enforcement, code="statement").state == "over"
    assert enforcement.overdue_count == 0


def test_a_supervision_without_a_reply_goes_up_by_itself(supervision: Case, planner: Acting) -> None:
    actions.take_step(planner, supervision.pk, "notify")
    due = _due(supervision, "reply")
    run_deadlines(due + _DAY)
    supervision.refresh_from_db()
    assert supervision.state == "escalated"
    assert _kinds(supervision)[-1] == "step"


def test_an_overdue_rectification_is_supervised_once(places: None) -> None:
    written = {"target": "单位能耗下降13%"}
    case = actions.open_case(None, "rectification", title="整改", area="622900", cause="warning:1", written=written)
    due = _due(case, "measures")
    assert run_deadlines(due + _DAY).problems == ()
    assert run_deadlines(due + 20 * _DAY).problems == ()
    opened = Case.objects.get(type="supervision")
    assert opened.subject == f"case:{case.pk}"
    assert opened.owner == case.owner


def test_terms_that_stand_still_are_neither_reminded_of_nor_overdue(supervision: Case, planner: Acting) -> None:
    actions.suspend(planner, supervision.pk, "等待资料")
    run = run_deadlines(datetime.date(2030, 1, 1))
    assert (run.reminded, run.overdue) == (0, 0)


def test_every_task_of_the_plan_becomes_a_case_once(linxia: Version) -> None:
    outcome = review_causes()
    tasks = Case.objects.filter(type="plan_task")
    assert outcome.problems == ()
    assert tasks.count() == linxia.tasks.count() > 100
    assert set(tasks.values_list("provision", flat=True)) == {t.provision.reference for t in linxia.tasks.all()}
    straw = tasks.filter(title__contains="城市黑臭水体").first()
    assert straw is not None
    assert straw.owner.code == "linxia_housing_construction"
    assert review_causes().opened == 0


def test_a_cause_that_is_gone_closes_its_case_with_the_reason(places: None) -> None:
    written = {"target": "单位能耗下降13%"}
    case = actions.open_case(None, "rectification", title="整改", area="622900", cause="warning:1", written=written)
    outcome = review_causes()
    case.refresh_from_db()
    assert (case.state, case.outcome, outcome.closed) == ("lifted", "done", 1)
    assert "预警已解除" in case.events.last().words
    assert case.cause_gone_on is not None
    assert close_cause("warning:1", Text("又一次", "again")) is None


def test_a_case_that_cannot_close_by_itself_is_told_that_its_cause_is_gone(ecology: Acting) -> None:
    case = actions.open_case(None, "cleaner_production_audit", title="清审", area="622901", cause="rule:x:1")
    actions.take_step(ecology, case.pk, "list", written={"listed_on": "2026-11-02", "ground": "exceeding"})
    close_cause("rule:x:1", Text("不再超标", "no longer over"))
    case.refresh_from_db()
    assert (case.state, case.is_open) == ("listed", True)
    assert case.events.last().kind == "cause_gone"
