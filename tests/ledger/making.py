"""A small ledger with one of everything, for tests of pages: what their addresses need."""

from __future__ import annotations

from decimal import Decimal
from typing import Any


def one_of_everything() -> dict[str, Any]:
    """The parts of addresses of the ledger's pages: an account that is not public, its transfer, a draft and so on."""
    from lvheng.ledger.actions import (
        AccountSpec,
        NewTransfer,
        asset_row,
        draft_run,
        grant,
        oblige,
        open_account,
        open_fund,
        pay_in,
        report_progress,
        transfer,
    )
    from lvheng.ledger.allocating import Applicant, RunPlan

    cea = asset_row("cea", 2025)
    issuance = open_account(cea, "system:issuance", "issuance")
    held = open_account(cea, "organisation:factory", owner_name="临夏水泥厂", area_code="622901")
    first, reserved = transfer(
        None,
        [
            NewTransfer(issuance.pk, held.pk, 940_000, "allocation"),
            NewTransfer(held.pk, issuance.pk, 1_000, "order", pending=True),
        ],
    )
    holder = AccountSpec(cea.pk, "organisation:factory", owner_name="临夏水泥厂", area_code="622901")
    obligation = oblige(None, "cea", 2025, holder, 1_000_000, "核查报告", price=8_000)
    plan = RunPlan("cod_right", 0, "二〇二六年初始分配", "622900", "州政府批复", Decimal(1000), Decimal("0.35"))
    run = draft_run(
        None,
        plan,
        [
            Applicant("organisation:a", "甲厂", "622901", Decimal(2000)),
            Applicant("organisation:b", "乙厂", "622921", Decimal(2000), Decimal(500)),
        ],
    )
    fund = open_fund(None, "green", "绿色发展资金", "财政预算安排", "622900")
    pay_in(None, fund, 100_000_000, "预算下达")
    recipient = open_account(fund.account.asset_id, "organisation:a", owner_name="甲厂", area_code="622901")
    report_progress(None, grant(None, fund, "秸秆打捆机", recipient, 50_000_000), Decimal("0.4"), "验收单 1 号")
    return {
        "asset_id": cea.pk,
        "account_id": held.pk,
        "transfer_id": first.id,
        "reservation_id": reserved.id,
        "owner": "organisation:factory",
        "run_id": run.pk,
        "obligation_id": obligation.pk,
        "fund_id": fund.pk,
        "act": "pay-in",
    }
