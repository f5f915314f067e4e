"""Allotments in instalments: set aside at once, given out on their days, once, whatever comes in between."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from lvheng.areas.acting import Acting
from lvheng.audit.models import Entry
from lvheng.errors import InputProblem, NotAllowed, Problems, StateConflict
from lvheng.ledger.actions import (
    approve_run,
    draft_run,
    freeze_asset,
    pay_due,
    remove_simulated,
    stop_instalments,
    unfreeze_asset,
)
from lvheng.ledger.allocating import Applicant, RunPlan, outstanding
from lvheng.ledger.instalments import Part
from lvheng.ledger.models import AllocationRun, Instalment, Transfer
from lvheng.ledger.queries import account, proof, verify

DAYS = [datetime.date(2026, month, 1) for month in (3, 6, 9)]
PARTS = tuple(Part(day, Decimal(share)) for day, share in zip(DAYS, ("0.4", "0.35", "0.25"), strict=True))
APPLICANTS = [
    Applicant("organisation:a", "甲厂", "622901", Decimal(301)),
    Applicant("organisation:b", "乙厂", "622921", Decimal(1)),
]


@pytest.fixture
def planner(person_as):
    return Acting(person=person_as("planner"), role="planner")


@pytest.fixture
def officer(person_as):
    return Acting(person=person_as("department_officer"), role="department_officer")


@pytest.fixture
def on(monkeypatch):
    """``on(day)``: today is that day."""
    return lambda day: monkeypatch.setattr(timezone, "localdate", lambda: day)


def plan(parts=PARTS, **changes) -> RunPlan:
    usual = {"code": "cod_right", "vintage": 0, "title": "分期分配", "area_code": "622900", "basis": "州政府批复"}
    return RunPlan(**(usual | {"cap": Decimal(1000), "rate": Decimal(1), "parts": parts} | changes))


def held(run: AllocationRun) -> list[int]:
    return [account(run.asset_id, each.owner).balance for each in APPLICANTS]


def test_each_instalment_is_given_once_on_its_day(planner, officer, on):
    on(DAYS[0])
    run = approve_run(planner, draft_run(officer, plan(), APPLICANTS).pk)
    assert held(run) == [121, 1]
    assert outstanding(run.asset, "622900") == 302, "what is still to come counts under the cap"
    assert pay_due() == 0
    on(DAYS[1] - datetime.timedelta(days=1))
    assert pay_due() == 0
    on(DAYS[2])
    assert (pay_due(), pay_due()) == (2, 0)
    assert held(run) == [301, 1]
    assert [part.state for part in run.instalments.all()] == ["paid"] * 3
    assert [proof(run.asset_id).issued, proof(run.asset_id).holds, verify().holds] == [302, True, True]
    assert Transfer.objects.filter(code="instalment").count() == 4
    told = Entry.objects.filter(action="ledger.pay_instalment").order_by("number")
    assert [(entry.changes["instalment"], entry.changes["amount"]) for entry in told] == [(1, 122), (2, 105), (3, 75)]


def test_a_crash_in_the_middle_gives_nothing_and_the_next_run_all_of_it(planner, officer, on, monkeypatch):
    on(DAYS[0])
    run = approve_run(planner, draft_run(officer, plan(), APPLICANTS).pk)
    on(DAYS[1])
    with monkeypatch.context() as broken:
        broken.setattr(Instalment, "save", lambda *_, **__: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            pay_due()
    assert held(run) == [121, 1]
    assert pay_due() == 1
    assert held(run) == [226, 1]


def test_a_frozen_asset_delays_what_is_due(planner, officer, on):
    on(DAYS[0])
    run = approve_run(planner, draft_run(officer, plan(), APPLICANTS).pk)
    freeze_asset(planner, run.asset_id, "核查")
    on(DAYS[1])
    assert pay_due() == 0
    unfreeze_asset(planner, run.asset_id, "核查完毕")
    assert pay_due() == 1
    assert held(run)[0] == 226


def test_stopping_releases_what_was_not_given(planner, officer, on, person_as):
    on(DAYS[0])
    run = approve_run(planner, draft_run(officer, plan(), APPLICANTS).pk)
    with pytest.raises(NotAllowed):
        stop_instalments(Acting(person=person_as("citizen"), role="citizen"), run.pk, "企业关停")
    with pytest.raises(InputProblem):
        stop_instalments(planner, run.pk, " ")
    assert stop_instalments(planner, run.pk, "企业关停") == 2
    with pytest.raises(StateConflict):
        stop_instalments(planner, run.pk, "企业关停")
    on(DAYS[2])
    assert pay_due() == 0
    assert (held(run), outstanding(run.asset, "622900")) == ([121, 1], 122)
    assert verify().holds


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        (PARTS[:2], "shares_do_not_add_up"),
        ((PARTS[1], PARTS[0], PARTS[2]), "parts_out_of_order"),
        ((Part(DAYS[0], Decimal("0.3")), Part(DAYS[1], Decimal("0.7"))), "first_part_too_small"),
        ((Part(DAYS[0], Decimal("1.2")), Part(DAYS[1], Decimal("-0.2"))), "bad_share"),
    ],
)
def test_instalments_that_cannot_be_are_refused(parts, code, officer):
    with pytest.raises(Problems) as error:
        draft_run(officer, plan(parts), APPLICANTS)
    assert code in [problem.code for problem in error.value.problems]


def test_a_planner_drafts_with_dates_and_shares_and_sees_what_is_out_and_due(client_as, officer):
    client = client_as("planner")
    typed = {
        "code": "cod_right", "vintage": "", "area_code": "622900", "title": "分期分配", "basis": "州政府批复",
        "cap": "1000", "rate": "1", "rows": "a,甲厂,622901,301\nb,乙厂,622921,1",
    }  # fmt: skip
    wrong = client.post(reverse("ledger:new_run"), typed | {"parts": "三月,40\n2099-06-01,60"})
    assert wrong.status_code == 422
    assert "分期第 1 行" in wrong.content.decode()
    made = client.post(reverse("ledger:new_run"), typed | {"parts": "2026-03-01，40%\n2099-06-01, 60"})
    run = AllocationRun.objects.get()
    assert made.headers["Location"] == reverse("ledger:run", args=[run.pk])
    assert "尚未到期" in client.get(made.headers["Location"]).content.decode()
    approve_run(officer, run.pk)
    page = client.get(made.headers["Location"]).content.decode()
    assert "分期发放" in page
    assert "122" in page
    assert "180" in page
    stopped = client.post(reverse("ledger:stop_run", args=[run.pk]), {"reason": "企业关停"}, follow=True)
    assert "已停止" in stopped.content.decode()


def test_simulated_instalments_are_taken_away_with_their_asset(db):
    from lvheng.ledger.allocating import decide, issue

    run = draft_run(None, plan(simulated=True), APPLICANTS)
    issue(run)
    decide(run, AllocationRun.State.APPROVED, None)
    assert pay_due(DAYS[1]) == 2
    assert remove_simulated().assets == 1
    assert not Instalment.objects.exists()
