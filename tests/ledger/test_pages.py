"""The ledger's pages: what they show, to whom, and the acts that are done on them."""

from __future__ import annotations

import pytest
from django.urls import reverse
from tests.ledger.making import one_of_everything

from lvheng.areas.keys import make_key
from lvheng.areas.models import Appointment
from lvheng.areas.queries import acting_as
from lvheng.ledger.actions import NewTransfer, approve_run, asset_row, open_account, transfer
from lvheng.ledger.models import Account, AllocationRun, Asset, Fund
from lvheng.ledger.queries import proof


@pytest.fixture
def made(places):
    return one_of_everything()


def text(answer) -> str:
    assert answer.status_code == 200, answer
    return answer.content.decode()


def test_everybody_sees_where_every_unit_is(made, client):
    page = text(client.get(reverse("ledger:index")))
    assert "全国碳排放配额" in page
    assert "939,000" in page
    asset = text(client.get(reverse("ledger:asset", args=[made["asset_id"]])))
    assert "相符" in asset
    assert "临夏水泥厂" not in asset


def test_an_authority_finds_accounts_and_their_statements(made, client_as):
    client = client_as("auditor")
    found = text(client.get(reverse("ledger:asset", args=[made["asset_id"]]), {"q": "水泥", "purpose": "holding"}))
    assert "临夏水泥厂" in found
    account = text(client.get(reverse("ledger:account", args=[made["account_id"]])))
    assert "+940,000" in account
    assert "初始分配" in account
    assert "冻结账户" not in account
    before = client.get(reverse("ledger:account", args=[made["account_id"]]), {"until": "2020-01-01"})
    assert "这段时间没有划转" in text(before)
    assert client.get(reverse("ledger:account", args=[made["account_id"]]), {"until": "x"}).status_code == 400


def test_an_account_that_is_not_public_is_not_shown(made, client):
    for name in ("account", "statement_file"):
        answer = client.get(reverse(f"ledger:{name}", args=[made["account_id"]]))
        assert answer.status_code in (302, 401, 403), name
    shared = text(client.get(reverse("ledger:transfer", args=[made["transfer_id"]])))
    assert "不公开" in shared
    assert "临夏水泥厂" not in shared
    assert client.get(reverse("ledger:owner", args=[made["owner"]])).status_code == 404


def test_a_transfer_shows_its_place_in_the_chain(made, client_as):
    client = client_as("auditor")
    first = text(client.get(reverse("ledger:transfer", args=[made["transfer_id"]])))
    assert "重新算得的摘要，与记录的一致" in first
    assert reverse("ledger:transfer", args=[made["reservation_id"]]) in first
    assert "临夏水泥厂" in text(client.get(reverse("ledger:owner", args=[made["owner"]])))


def test_files_hold_the_same_numbers(made, client_as):
    client = client_as("auditor")
    accounts = client.get(reverse("ledger:accounts_file", args=[made["asset_id"]])).content.decode("utf-8-sig")
    assert "organisation:factory,临夏水泥厂" in accounts
    statement = client.get(reverse("ledger:statement_file", args=[made["account_id"]])).content.decode("utf-8-sig")
    assert "940000" in statement
    assert {line.rpartition(",")[2] for line in (accounts + statement).splitlines()} == {"模拟", ""}


def test_each_row_of_a_simulated_file_says_so(places, client_as):
    asset = asset_row("cea", 2025, simulated=True)
    issuance = open_account(asset, "system:issuance", "issuance")
    held = open_account(asset, "organisation:factory", owner_name="模拟水泥厂", area_code="622901")
    transfer(None, [NewTransfer(issuance.pk, held.pk, 1_000, "allocation")])
    for name, pk in (("accounts_file", asset.pk), ("statement_file", held.pk)):
        head, *rows = client_as("auditor").get(reverse(f"ledger:{name}", args=[pk])).content.decode().splitlines()
        assert head.endswith(",模拟")
        assert rows
        assert all(row.endswith(",模拟") for row in rows), name


def test_an_officer_drafts_a_run_and_another_approves_it(made, client_as):
    officer, planner = client_as("department_officer"), client_as("planner")
    typed = {
        "code": "cod_right",
        "area_code": "622900",
        "title": "测试分配",
        "basis": "批复",
        "cap": "1000",
        "rate": "0.35",
        "rows": "a，甲厂，622901，2000\nb,乙厂,622901,2000,500\n",
    }
    wrong = officer.post(reverse("ledger:new_run"), typed | {"rows": "a,甲厂\n"})
    assert wrong.status_code == 422
    assert "第 1 行" in wrong.content.decode()
    drafted = officer.post(reverse("ledger:new_run"), typed)
    assert drafted.status_code == 302
    run = AllocationRun.objects.get(title="测试分配")
    preview = text(officer.get(reverse("ledger:run", args=[run.pk])))
    assert "按比例缩减" in preview
    assert "由另一位有权限的人员批准" in preview
    decide = reverse("ledger:decide_run", args=[run.pk])
    assert "由他人批准" in text(officer.post(decide, {"decision": "approve"}, follow=True))
    assert "已批准" in text(planner.post(decide, {"decision": "approve"}, follow=True))
    assert proof(run.asset_id).issued == 1000
    assert "已经办结" in text(planner.post(decide, {"decision": "discard"}, follow=True))
    assert "测试分配" in text(client_as("").get(reverse("ledger:runs")))


def test_what_is_surrendered_is_shown_with_what_a_shortage_costs(made, client_as):
    client = client_as("planner")
    address = reverse("ledger:obligation", args=[made["obligation_id"]])
    assert "50,000" in text(client.get(address))
    act = reverse("ledger:surrender", args=[made["obligation_id"]])
    field = f"account-{made['account_id']}"
    assert "请填写" in text(client.post(act, {}, follow=True))
    assert "这不是数" in text(client.post(act, {field: "x"}, follow=True))
    page = text(client.post(act, {field: "939,000"}, follow=True))
    # 61,000 t are short at 80 yuan: five to ten times that.
    assert "24,400,000.00" in page
    assert "48,800,000.00" in page
    assert "没有可以用来清缴的持有量" in page
    assert "临夏水泥厂" in text(client.get(reverse("ledger:compliance")))


def test_officers_freeze_cancel_and_oblige(made, client_as):
    client, account = client_as("planner"), made["account_id"]
    assert "理由" in text(client.post(reverse("ledger:freeze_account", args=[account]), {"reason": ""}, follow=True))
    assert not Account.objects.get(pk=account).frozen
    assert "已冻结" in text(
        client.post(reverse("ledger:freeze_account", args=[account]), {"reason": "查封"}, follow=True)
    )
    cancel = reverse("ledger:cancel", args=[account])
    assert "账户已冻结" in text(client.post(cancel, {"amount": "10", "reason": "核减"}, follow=True))
    client.post(reverse("ledger:freeze_account", args=[account]), {"reason": "解除"})
    client.post(cancel, {"amount": "10", "reason": "核减"})
    assert proof(made["asset_id"]).cancelled == 10
    assert "最多 0 位小数" in text(client.post(cancel, {"amount": "0.5", "reason": "核减"}, follow=True))
    client.post(reverse("ledger:freeze_asset", args=[made["asset_id"]]), {"reason": "清理"})
    assert Asset.objects.get(pk=made["asset_id"]).frozen
    duty = {"period": "2026", "due": "5", "basis": "核查", "price": "80.5"}
    assert "已下达" in text(client.post(reverse("ledger:oblige", args=[account]), duty, follow=True))


def test_a_fund_is_filled_granted_and_paid_by_progress(made, client_as):
    client = client_as("planner")
    opened = {"code": "straw", "name": "秸秆分项", "earmark": "只用于秸秆", "parent": str(made["fund_id"])}
    client.post(reverse("ledger:open_fund"), opened)
    part = Fund.objects.get(code="straw")

    def act(name: str, fund: int, **typed: str) -> str:
        return text(client.post(reverse("ledger:fund_act", args=[fund, name]), typed, follow=True))

    assert "资金已下达" in act("fill", part.pk, amount="1000.50", basis="下达")
    page = act("grant", part.pk, project="打捆", recipient="c", recipient_name="丙社", amount="500")
    assert "资金已锁定" in page
    grant = part.grants.get()
    assert "还可拨付 0 分" in act("draw-down", part.pk, grant=str(grant.pk))
    act("progress", part.pk, grant=str(grant.pk), percent="40", evidence="验收单")
    assert "已拨付 200.00 元" in act("draw-down", part.pk, grant=str(grant.pk))
    assert "700,000.00" not in text(client_as("").get(reverse("ledger:funds")))
    assert client.post(reverse("ledger:fund_act", args=[part.pk, "steal"])).status_code == 404


def test_an_approved_run_hides_persons_from_the_public(made, client_as, person_as):
    from decimal import Decimal

    from lvheng.areas.acting import Acting
    from lvheng.ledger.actions import draft_run
    from lvheng.ledger.allocating import Applicant, RunPlan

    plan = RunPlan("irrigation_water", 2026, "灌溉分配", "622900", "批复", Decimal(1000), Decimal(300))
    run = draft_run(None, plan, [Applicant("person:zhang", "张某某", "622901", Decimal("1.5"))])
    approve_run(Acting(person=person_as("planner"), role="planner"), run.pk)
    assert "张某某" not in text(client_as("").get(reverse("ledger:run", args=[run.pk])))
    assert "张某某" in text(client_as("auditor").get(reverse("ledger:run", args=[run.pk])))


def test_the_interface_tells_the_same(made, client, client_as):
    assets = {each["code"]: each for each in client.get("/api/v1/ledger/assets").json()}
    assert (assets["cea"]["issued"], assets["cea"]["reserved"], assets["cea"]["holds"]) == ("940000", "1000", True)
    accounts = f"/api/v1/ledger/assets/{made['asset_id']}/accounts"
    assert [each["purpose"] for each in client.get(accounts).json()] == ["issuance"]
    auditor = client_as("auditor")
    assert "organisation:factory" in [each["owner"] for each in auditor.get(accounts).json()]
    statement = auditor.get(f"/api/v1/ledger/accounts/{made['account_id']}").json()
    assert [line["change"] for line in statement["lines"]] == ["940000", "0"]
    assert client.get(f"/api/v1/ledger/accounts/{made['account_id']}").status_code in (401, 403)
    # A program with the key of an appointment sees what that may see; with a key that does not hold, nothing.
    held = Appointment.objects.select_related("person", "organisation").get(role="auditor")
    key = make_key(acting_as(held.person, held, has_second_factor=True), "对账", 1).text
    by_key = {"Authorization": f"Bearer {key}"}
    assert client.get(accounts, headers=by_key).json() == auditor.get(accounts).json()
    assert client.get(accounts, headers={"Authorization": f"Bearer {key}x"}).status_code == 401
    assert client.get("/api/v1/markets", headers={"Authorization": f"Bearer {key}x"}).status_code == 401
    one = auditor.get(f"/api/v1/ledger/transfers/{made['transfer_id']}").json()
    assert (one["sequence"], one["amount"], len(one["hash"])) == (1, 940_000, 64)
