"""What people do with cases: opening, steps, files, assignment, suspension, correction; and what nobody can do."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from lvheng.areas.acting import Acting
from lvheng.audit.chain import first_break
from lvheng.cases import actions
from lvheng.cases.access import access_case, visible
from lvheng.cases.models import Attachment, Case, Deadline, Event, Publication
from lvheng.cases.writing import content_of
from lvheng.errors import NotAllowed, Problems, StateConflict

from .conftest import PICTURE

pytestmark = pytest.mark.django_db


def _chain(case: Case) -> object:
    events = list(case.events.order_by("number"))
    return first_break((e.number, e.previous_hash, e.hash, content_of(e, case.number)) for e in events)


def test_it_opens_a_case_with_a_number_terms_and_an_event(supervision: Case, planner: Acting) -> None:
    year = timezone.localdate().year
    assert supervision.number == f"督办〔{year}〕1号"
    assert supervision.state == "drafted"
    assert [row.code for row in supervision.deadlines.all()] == ["notice"]
    assert supervision.next_due_on == supervision.deadlines.get().due_on
    event = supervision.events.get()
    assert (event.kind, event.capacity, event.person) == ("opened", "planner", planner.person)


def test_it_numbers_the_cases_of_a_type_an_organisation_and_a_year(planner: Acting) -> None:
    def sequence(owner: str) -> int:
        written = {"matter": "未报进展", "demand": "限期报告"}
        case = actions.open_case(planner, "supervision", title="督办", area="622900", owner=owner, written=written)
        return case.sequence

    owners = ["linxia_water", "linxia_water", "linxia_finance", "linxia_water"]
    assert [sequence(owner) for owner in owners] == [1, 2, 1, 3]


def test_a_cause_opens_a_case_once(places: None) -> None:
    facts = {"title": "整改", "area": "622900", "cause": "warning:7", "written": {"target": "单位能耗下降13%"}}
    first = actions.open_case(None, "rectification", **facts)
    assert actions.open_case(None, "rectification", **facts) == first
    assert Case.objects.count() == 1


def test_it_tells_everything_that_is_wrong_with_a_new_case_at_once(planner: Acting) -> None:
    with pytest.raises(Problems) as caught:
        actions.open_case(planner, "supervision", title=" ", area="999999", written={"reply_by": "很快"})
    assert {problem.where for problem in caught.value.problems} >= {"title", "area", "reply_by", "matter", "demand"}


def test_only_those_whom_the_type_names_open_a_case(county: Acting) -> None:
    written = {"matter": "x", "demand": "y"}
    with pytest.raises(NotAllowed):
        actions.open_case(county, "supervision", title="t", area="622901", owner="linxia_water", written=written)


def test_a_supervision_runs_from_the_notice_to_the_closed_case(
    supervision: Case, planner: Acting, county: Acting
) -> None:
    actions.take_step(planner, supervision.pk, "notify", written={"notice_number": "临督〔2026〕1号"})
    actions.take_step(county, supervision.pk, "reply", written={"reply": "已建立台账"}, files=[PICTURE])
    case = actions.take_step(planner, supervision.pk, "close", written={"finding": "台账齐全"})
    assert (case.state, case.is_open, case.outcome) == ("closed", False, "done")
    assert case.closed_on == timezone.localdate()
    assert case.next_due_on is None
    assert {row.code: row.state for row in case.deadlines.all()} == {"notice": "met", "reply": "met", "check": "met"}
    assert [event.step for event in case.events.all()] == ["", "notify", "reply", "close"]
    assert _chain(case) is None


def test_it_tells_what_a_step_lacks_and_writes_nothing(supervision: Case, planner: Acting, county: Acting) -> None:
    actions.take_step(planner, supervision.pk, "notify")
    with pytest.raises(Problems) as caught:
        actions.take_step(county, supervision.pk, "reply", files=[("run.exe", b"MZ\x00\x01" * 40)])
    assert {problem.where for problem in caught.value.problems} == {"reply", "files"}
    assert Event.objects.filter(case=supervision).count() == 2


def test_who_saw_an_older_case_is_told_so(supervision: Case, planner: Acting) -> None:
    actions.take_step(planner, supervision.pk, "notify", seen_events=1)
    with pytest.raises(StateConflict) as caught:
        actions.take_step(planner, supervision.pk, "withdraw", words="误发", seen_events=1)
    assert caught.value.code == "case_changed_meanwhile"


def test_an_organisation_does_not_check_its_own_reply(supervision: Case, planner: Acting, county: Acting) -> None:
    actions.take_step(planner, supervision.pk, "notify")
    actions.take_step(county, supervision.pk, "reply", written={"reply": "已办"}, files=[PICTURE])
    with pytest.raises(NotAllowed):
        actions.take_step(county, supervision.pk, "close", written={"finding": "好"})


def test_a_county_never_sees_the_cases_of_another(supervision: Case, county: Acting, other_county: Acting) -> None:
    assert access_case(county, supervision.pk) == supervision
    assert not visible(other_county).exists()
    for forbidden in (
        lambda: access_case(other_county, supervision.pk),
        lambda: actions.comment(other_county, supervision.pk, "看看"),
        lambda: actions.take_step(other_county, supervision.pk, "reply", written={"reply": "x"}, files=[PICTURE]),
    ):
        with pytest.raises(Case.DoesNotExist):
            forbidden()


@pytest.mark.parametrize(
    ("role", "organisation", "sees"),
    [
        ("planner", "linxia_development_reform", True),
        ("leader", "linxia_government", True),
        ("auditor", "linxia_audit", True),
        ("department_officer", "linxia_justice", True),
        ("department_officer", "linxia_finance", False),
        ("county_officer", "linxia_yongjing_government", False),
        ("county_officer", "linxia_city_government", True),
        ("leader", "linxia_yongjing_government", False),
        ("planner", "linxia_yongjing_government", False),
        ("administrator", "linxia_government_office", False),
        ("security_officer", "linxia_public_security", False),
        ("enterprise", "linxia_power_supply", False),
    ],
)
def test_it_shows_a_case_to_whom_it_concerns_and_nobody_else(
    role: str, organisation: str, sees: bool, enforcement: Case, acting_for: Callable[..., Acting]
) -> None:
    assert visible(acting_for(role, organisation)).filter(pk=enforcement.pk).exists() is sees


def test_nobody_without_an_account_sees_any(enforcement: Case) -> None:
    assert not visible(Acting()).exists()


def test_personal_data_do_not_stand_in_the_timeline(enforcement: Case, ecology: Acting) -> None:
    case = actions.correct(ecology, enforcement.pk, {"party_id": "91620000987654321Y"}, "代码填错")
    assert case.data["party_id"] == "91620000987654321Y"
    assert "987654321Y" not in str(case.events.last().changes)


def test_the_timeline_cannot_be_rewritten(supervision: Case) -> None:
    event = supervision.events.get()
    for change in (
        lambda: Event.objects.filter(pk=event.pk).update(words="改过"),
        lambda: event.delete(),
        lambda: Case.objects.filter(pk=supervision.pk).update(state="closed"),
        lambda: Case.objects.filter(pk=supervision.pk).update(number="督办〔2020〕1号"),
        lambda: supervision.delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    assert _chain(supervision) is None


def test_suspending_stops_every_term_and_resuming_goes_on(enforcement: Case, ecology: Acting) -> None:
    facts = {"facts": "颗粒物超标", "law": "大气污染防治法第九十九条", "filed_on": "2026-11-02", "major": "否"}
    actions.take_step(ecology, enforcement.pk, "file", written=facts)
    before = Deadline.objects.get(case=enforcement, code="decision").due_on
    case = actions.suspend(ecology, enforcement.pk, "等待检测报告")
    row = Deadline.objects.get(case=enforcement, code="decision")
    assert (row.state, row.due_on, case.next_due_on) == ("suspended", None, None)
    case = actions.resume(ecology, enforcement.pk)
    row.refresh_from_db()
    assert (row.state, row.due_on) == ("open", before)
    assert case.next_due_on == before
    with pytest.raises(StateConflict):
        actions.resume(ecology, enforcement.pk)


def test_a_corrected_day_moves_the_term_that_begins_with_it(planner: Acting, acting_for: Callable[..., Acting]) -> None:
    facts = {"text": "建设中水回用设施", "due": "2027-06-30"}
    case = actions.open_case(planner, "plan_task", title="中水回用", area="622900", owner="linxia_water", written=facts)
    water = acting_for("department_officer", "linxia_water")
    actions.correct(water, case.pk, {"due": "2027-09-30"}, "方案调整")
    rows = {(row.state, row.due_on) for row in case.deadlines.filter(code="due")}
    assert rows == {("void", datetime.date(2027, 6, 30)), ("open", datetime.date(2027, 9, 30))}


def test_milestones_are_set_and_reached(planner: Acting, acting_for: Callable[..., Acting]) -> None:
    written = {"text": "建成分拣中心"}
    case = actions.open_case(
        planner, "plan_task", title="分拣中心", area="622900", owner="linxia_commerce", written=written
    )
    officer = acting_for("department_officer", "linxia_commerce")
    due = timezone.localdate() + datetime.timedelta(days=30)
    actions.set_milestone(officer, case.pk, "完成选址", due)
    row = case.deadlines.get(code="milestone")
    assert (row.title, row.due_on, row.state) == ("完成选址", due, "open")
    actions.meet_milestone(officer, case.pk, row.pk, "选址意见书已取得", files=[PICTURE])
    row.refresh_from_db()
    assert row.state == "met"
    with pytest.raises(StateConflict):
        actions.meet_milestone(officer, case.pk, row.pk, "再来一次")


def test_a_case_is_assigned_to_somebody_of_the_organisation_in_charge(
    enforcement: Case, ecology: Acting, ecology_colleague: Acting, county: Acting
) -> None:
    colleague = ecology_colleague.person
    case = actions.assign(ecology, enforcement.pk, colleague.pk)
    assert case.assignee == colleague
    with pytest.raises(Problems):
        actions.assign(ecology, enforcement.pk, county.person.pk)


def test_a_colleague_does_the_work_of_somebody_who_is_away(
    enforcement: Case, ecology: Acting, acting_for: Callable[..., Acting]
) -> None:
    today = timezone.localdate()
    colleague = acting_for("department_officer", "linxia_ecology_environment", "substitute")
    actions.assign(ecology, enforcement.pk, ecology.person.pk)
    row = actions.delegate(ecology, colleague.person.pk, today, today + datetime.timedelta(days=5), "休假")
    elsewhere = acting_for("department_officer", "linxia_finance", "substitute")
    assert access_case(elsewhere, enforcement.pk) == enforcement
    actions.end_delegation(ecology, row.pk)
    assert not visible(elsewhere).exists()
    with pytest.raises(StateConflict):
        actions.end_delegation(colleague, row.pk)


def test_files_are_kept_by_their_hash_with_the_event_that_brought_them(supervision: Case, county: Acting) -> None:
    event = actions.attach(county, supervision.pk, [PICTURE], "现场照片")
    kept = Attachment.objects.get(case=supervision)
    assert (kept.event, kept.name, len(kept.sha256)) == (event, "proof.png", 64)
    supervision.refresh_from_db()
    assert supervision.files_count == 1
    with pytest.raises(Problems):
        actions.attach(county, supervision.pk, [])


def test_many_cases_take_a_step_each_on_its_own(planner: Acting, county: Acting) -> None:
    def opened(owner: str) -> int:
        written = {"matter": "m", "demand": "d"}
        return actions.open_case(planner, "supervision", title="督办", area="622900", owner=owner, written=written).pk

    cases = [opened("linxia_water"), opened("linxia_finance")]
    actions.take_step(planner, cases[0], "withdraw", words="误发")
    results = dict(actions.take_steps(planner, [*cases, 0], "notify"))
    assert results[cases[1]] is None
    assert [results[case].code for case in (cases[0], 0)] == ["case_in_another_state", "no_such_case"]


def test_a_decision_is_published_masked_once_and_withdrawn_with_its_reason(
    ecology: Acting, ecology_colleague: Acting, acting_for: Callable[..., Acting], enforcement: Case
) -> None:
    justice = acting_for("department_officer", "linxia_justice")
    pk, today = enforcement.pk, timezone.localdate()
    earlier = (today - datetime.timedelta(days=20)).isoformat()

    def step(acting: Acting | None, code: str, **written: str) -> Case:
        return actions.take_step(acting, pk, code, written=written, words="依法办理", files=[PICTURE])

    step(ecology, "file", facts="超标", law="第九十九条", filed_on=earlier, major="否")
    step(ecology, "investigate", officers="马某、李某", recording="both", evidence="监测报告")
    step(ecology, "tell", proposed="罚款二十万元", hearing_right="是", told_on=earlier)
    step(None, "no_hearing")
    step(justice, "legal_review", review="同意")
    step(
        ecology,
        "decide",
        decision="罚款二十万元",
        decision_number="临环罚〔2026〕1号",
        fine="200000",
        decided_on=earlier,
    )
    step(ecology, "publish")
    shown = Publication.objects.get(case=enforcement)
    assert shown.kind == "decision"
    told = {each["name"]: each["value"] for each in shown.content}
    assert told["当事人"] == "临夏海源水泥有限公司"
    assert told["罚款"] == "200,000.00"
    assert "91620000123456789X" not in str(shown.content)
    step(ecology, "revoke", revoked_why="复议撤销")
    case = step(ecology, "take_down")
    shown.refresh_from_db()
    assert (shown.withdrawn_on, case.state) == (today, "withdrawn")
