"""Acts of officers and holders: allocation, surrender, expiry, freezing, funds; each with its entry in the log."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from django.utils import timezone

from lvheng.areas.acting import Acting
from lvheng.areas.models import Organisation
from lvheng.audit.models import Entry
from lvheng.errors import InputProblem, NotAllowed, Problems, StateConflict
from lvheng.ledger import owners
from lvheng.ledger.actions import (
    AccountSpec,
    NewTransfer,
    approve_run,
    asset_row,
    cancel,
    discard_run,
    draft_run,
    draw_down,
    expire_due,
    expire_units,
    fill,
    freeze_account,
    freeze_asset,
    grant,
    oblige,
    open_account,
    open_fund,
    pay_in,
    remove_simulated,
    report_progress,
    surrender,
    transfer,
    unfreeze_account,
    unfreeze_asset,
)
from lvheng.ledger.allocating import Applicant, RunPlan
from lvheng.ledger.demonstration import make_simulated
from lvheng.ledger.models import Account, Asset, Obligation, Transfer
from lvheng.ledger.problems import AccountFrozen, AssetFrozen, InsufficientFunds
from lvheng.ledger.queries import account, balance, balance_on, holdings, holdings_by_area, proof, statement, verify
from lvheng.ledger.surrendering import standing

AREA = "622901"


@pytest.fixture
def planner(person_as):
    return Acting(person=person_as("planner"), role="planner")


@pytest.fixture
def officer(person_as):
    return Acting(person=person_as("department_officer"), role="department_officer")


def give(asset: Asset, owner: str, amount: int, name: str = "某厂", area: str = AREA) -> Account:
    issuance = open_account(asset, "system:issuance", "issuance")
    held = open_account(asset, owner, owner_name=name, area_code=area)
    transfer(None, [NewTransfer(issuance.pk, held.pk, amount, "allocation")])
    held.refresh_from_db()
    return held


def plan(**changes) -> RunPlan:
    usual = {"code": "cod_right", "vintage": 0, "title": "初始分配", "area_code": "622900", "basis": "州政府批复"}
    return RunPlan(**(usual | {"cap": Decimal(1000), "rate": Decimal("0.35")} | changes))


APPLICANTS = [
    Applicant("organisation:a", "甲厂", AREA, Decimal(2000)),
    Applicant("organisation:b", "乙厂", AREA, Decimal(2000), permit=Decimal(500)),
    Applicant("organisation:c", "丙厂", "622921", Decimal("100.5")),
]


def test_a_run_is_drafted_by_one_and_approved_by_another(planner, officer):
    run = draft_run(officer, plan(), APPLICANTS)
    assert [row.granted for row in run.rows.all()] == [567, 405, 28]
    assert Transfer.objects.count() == 0
    with pytest.raises(NotAllowed):
        approve_run(officer, run.pk)
    approved = approve_run(planner, run.pk)
    assert approved.state == "approved"
    assert account(run.asset_id, "organisation:b").balance == 405
    assert [tuple(row) for row in holdings_by_area(run.asset_id)] == [("622901", 972, 0), ("622921", 28, 0)]
    with pytest.raises(StateConflict):
        approve_run(planner, run.pk)
    assert proof(run.asset_id).issued == 1000
    assert [entry.action for entry in Entry.objects.filter(action__startswith="ledger.").order_by("number")] == [
        "ledger.draft_run",
        "ledger.approve_run",
    ]


def test_a_later_run_shares_out_what_the_cap_leaves(planner, officer):
    approve_run(planner, draft_run(officer, plan(cap=Decimal(2000)), APPLICANTS).pk)
    stale = draft_run(officer, plan(cap=Decimal(1500)), APPLICANTS)
    second = draft_run(officer, plan(cap=Decimal(1500)), APPLICANTS)
    assert (second.outstanding, sum(row.granted for row in second.rows.all())) == (1235, 265)
    approve_run(planner, second.pk)
    with pytest.raises(StateConflict):
        approve_run(planner, stale.pk)
    discard_run(officer, stale.pk)
    assert proof(second.asset_id).issued == 1500


def test_a_run_tells_everything_that_is_wrong_at_once(officer):
    bad = [*APPLICANTS, APPLICANTS[0], Applicant("person:x", "某人", AREA, Decimal(1))]
    with pytest.raises(Problems) as error:
        draft_run(officer, plan(rate=None, cap=Decimal("0.5"), basis=" "), bad)
    assert len(error.value.problems) == 5
    with pytest.raises(NotAllowed):
        draft_run(Acting(), plan(), APPLICANTS)


def test_surrender_takes_offsets_up_to_their_share(planner):
    cea, ccer = asset_row("cea", 2025), asset_row("ccer", 2025)
    held, offsets = give(cea, "organisation:a", 940_000), give(ccer, "organisation:a", 80_000)
    holder = AccountSpec(cea.pk, "organisation:a", owner_name="甲厂", area_code=AREA)
    duty = oblige(planner, "cea", 2025, holder, 1_000_000, "核查报告", price=8_000)
    with pytest.raises(InputProblem, match="抵销量最多"):
        surrender(planner, duty.pk, {offsets.pk: 50_001})
    surrender(planner, duty.pk, {held.pk: 940_000, offsets.pk: 50_000})
    now = standing(duty)
    assert (now.surrendered, now.offsets, now.shortage) == (990_000, 50_000, 10_000)
    assert now.fines == (400_000_000, 800_000_000)
    assert proof(cea.pk).surrendered == 940_000
    with pytest.raises(InputProblem, match="不能用于这项清缴"):
        surrender(planner, duty.pk, {give(asset_row("cea", 2026), "organisation:a", 5).pk: 5})


def test_an_enterprise_surrenders_its_own_and_nothing_else(person_as, planner):
    cea = asset_row("cea", 2025)
    factory = Organisation(code="factory", name="某厂")
    acting = Acting(person=person_as("leader"), organisation=factory, role="enterprise")
    for owner in (owners.organisation("factory"), "organisation:other"):
        held = give(cea, owner, 10)
        duty = oblige(planner, "cea", 2025, AccountSpec(cea.pk, owner, owner_name="某厂"), 10, "核查报告")
        if owner == "organisation:other":
            with pytest.raises(NotAllowed):
                surrender(acting, duty.pk, {held.pk: 10})
        else:
            surrender(acting, duty.pk, {held.pk: 10})
            assert standing(duty).shortage == 0


def test_units_of_a_vintage_expire_after_its_last_day(db, monkeypatch):
    water = asset_row("irrigation_water", 2024)
    held = give(water, "person:x", 100)
    clearing = open_account(water, "system:clearing", "clearing")
    transfer(None, [NewTransfer(held.pk, clearing.pk, 30, pending=True)])
    monkeypatch.setattr(timezone, "localdate", lambda: datetime.date(2024, 12, 31))
    assert expire_units() == 0
    monkeypatch.setattr(timezone, "localdate", lambda: datetime.date(2025, 1, 1))
    assert expire_units() == 1
    assert expire_units() == 0
    found = proof(water.pk)
    assert (found.expired, found.reserved, found.held, found.holds) == (70, 30, 0, True)


def test_reservations_end_in_time(book):
    now = timezone.now()
    late, soon = now - datetime.timedelta(seconds=1), now + datetime.timedelta(hours=1)
    transfer(None, [NewTransfer(book["发行"], book["甲"], 100)])
    for ends in (late, late, soon, None):
        transfer(None, [NewTransfer(book["甲"], book["乙"], 10, pending=True, expires_at=ends)])
    assert expire_due(now) == 2
    assert expire_due(now) == 0
    assert book.state("甲") == (80, 20)
    assert Transfer.objects.filter(kind="expire").count() == 2
    assert verify().holds


def test_nothing_of_a_frozen_asset_moves_but_releases(book, planner):
    transfer(None, [NewTransfer(book["发行"], book["甲"], 100)])
    held = NewTransfer(book["甲"], book["乙"], 10, pending=True)
    transfer(None, [held])
    with pytest.raises(InputProblem):
        freeze_asset(planner, book.asset.pk, " ")
    freeze_asset(planner, book.asset.pk, "清理")
    with pytest.raises(StateConflict):
        freeze_asset(planner, book.asset.pk, "清理")
    for new in (NewTransfer(book["甲"], book["乙"], 1), NewTransfer(posts=held.id)):
        with pytest.raises(AssetFrozen):
            transfer(None, [new])
    transfer(None, [NewTransfer(voids=held.id)])
    assert book.state("甲") == (100, 0)
    unfreeze_asset(planner, book.asset.pk, "清理完毕")
    transfer(None, [NewTransfer(book["甲"], book["乙"], 1)])


def test_nothing_leaves_a_frozen_account(book, planner):
    transfer(None, [NewTransfer(book["发行"], book["甲"], 100)])
    freeze_account(planner, book["甲"], "司法查封")
    with pytest.raises(AccountFrozen):
        transfer(None, [NewTransfer(book["甲"], book["乙"], 1)])
    transfer(None, [NewTransfer(book["发行"], book["甲"], 5)])
    unfreeze_account(planner, book["甲"], "解除查封")
    transfer(None, [NewTransfer(book["甲"], book["乙"], 105)])
    with pytest.raises(NotAllowed):
        freeze_account(Acting(), book["甲"], "x")


def test_units_are_cancelled_for_a_reason(planner):
    held = give(asset_row("cod_right"), "organisation:a", 10)
    with pytest.raises(InputProblem):
        cancel(planner, held.pk, 4, "")
    cancel(planner, held.pk, 4, "复核核减")
    assert (balance(held.pk).available, proof(held.asset_id).cancelled) == (6, 4)


def test_a_grant_is_paid_by_progress_and_never_beyond(planner):
    whole = open_fund(planner, "green", "绿色发展资金", "财政预算安排", "622900")
    part = open_fund(planner, "straw", "秸秆综合利用", "只用于秸秆项目", "622900", whole)
    pay_in(planner, whole, 1_000_000, "预算下达")
    fill(planner, part, 600_000, "分解下达")
    with pytest.raises(InsufficientFunds):
        fill(planner, part, 400_001, "分解下达")
    with pytest.raises(InputProblem):
        fill(planner, whole, 1, "没有上级")
    recipient = open_account(whole.account.asset_id, "organisation:a", owner_name="甲厂")
    made = grant(planner, part, "打捆机", recipient, 500_000)
    with pytest.raises(InsufficientFunds):
        grant(planner, part, "又一个", recipient, 100_001)
    with pytest.raises(InputProblem, match="按已证明的进度"):
        draw_down(planner, made)
    report_progress(planner, made, Decimal("0.4"), "验收单 1 号")
    draw_down(planner, made)
    assert balance(recipient.pk).available == 200_000
    with pytest.raises(StateConflict):
        report_progress(planner, made, Decimal("0.3"), "倒退")
    report_progress(planner, made, Decimal(1), "竣工验收")
    with pytest.raises(InputProblem, match="按已证明的进度"):
        draw_down(planner, made, 300_001)
    draw_down(planner, made, 300_000)
    assert balance(part.account_id).posted == 100_000
    assert proof(whole.account.asset_id).holds
    assert verify().holds


def test_a_statement_tells_what_changed_and_what_there_was_on_any_day(db):
    asset = asset_row("cny", simulated=True)
    issuance = open_account(asset, "system:issuance", "issuance").pk
    first, second = (open_account(asset, f"organisation:{name}").pk for name in "ab")
    days = [datetime.datetime(2026, 3, day, 12, tzinfo=datetime.UTC) for day in (1, 2, 3, 4)]
    transfer(None, [NewTransfer(issuance, first, 100)], at=days[0])
    held = NewTransfer(first, second, 30, pending=True)
    transfer(None, [held], at=days[1])
    transfer(None, [NewTransfer(posts=held.id, amount=10), NewTransfer(voids=held.id)], at=days[2])
    transfer(None, [NewTransfer(second, first, 4)], at=days[3])
    assert [balance_on(first, day.date()) for day in days] == [100, 100, 90, 94]
    found = statement(first, datetime.date(2026, 3, 3))
    assert [(line.change, line.reserved_change, line.balance) for line in found.lines] == [
        (100, 0, 100),
        (0, 30, 100),
        (-10, -10, 90),
        (0, -20, 90),
    ]
    later = statement(first, datetime.date(2026, 3, 4), limit=2)
    assert (later.opening, later.closing, later.cut, len(later.lines)) == (90, 94, 3, 2)
    since = statement(first, datetime.date(2026, 3, 4), since=datetime.date(2026, 3, 4))
    assert (since.opening, since.closing) == (90, 94)


def test_the_demonstration_adds_up_and_goes_without_a_trace(db, linxia_pack):
    assert make_simulated(linxia_pack, 7)["assets"] == 6
    assert make_simulated(linxia_pack, 7) == {}
    assert verify().faults == ()
    standings = [standing(each) for each in Obligation.objects.order_by("owner")]
    assert [each.shortage > 0 for each in standings[:2]] == [False, True]
    assert standings[0].offsets == standings[0].most_offsets
    assert all(proof(asset.pk).holds for asset in Asset.objects.all())
    remove_simulated()
    assert (Asset.objects.count(), Account.objects.count(), Obligation.objects.count()) == (0, 0, 0)


def test_the_world_takes_its_chains_away_and_leaves_the_real_ones(book, planner):
    transfer(None, [NewTransfer(book["发行"], book["甲"], 100)])
    made_up = asset_row("cod_right", simulated=True)
    give(made_up, "organisation:a", 5)
    run = draft_run(None, plan(simulated=True, cap=Decimal(3000)), APPLICANTS)
    approve_run(planner, run.pk)
    fund = open_fund(None, "demo", "演示", "演示", "622900", simulated=True)
    pay_in(None, fund, 100, "演示")
    recipient = open_account(fund.account.asset_id, "organisation:a")
    report_progress(None, grant(None, fund, "演示", recipient, 50), Decimal(1), "演示")
    oblige(None, "cea", 2025, AccountSpec(asset_row("cea", 2025, simulated=True).pk, "organisation:a"), 5, "演示")
    assert verify().holds
    assert remove_simulated().assets == 3
    assert verify().holds
    assert [each.code for each in Asset.objects.all()] == ["cny"]
    assert holdings("organisation:甲")[0].balance == 100
