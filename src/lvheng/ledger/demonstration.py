"""Made-up allocations, obligations and funds for demonstration: the same acts as real ones, on simulated assets."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from lvheng.ledger.accounts import AccountSpec, asset_row, open_account
from lvheng.ledger.allocating import Applicant, RunPlan, decide, draft_run, issue
from lvheng.ledger.catalogue import assets
from lvheng.ledger.funding import ASSET, draw_down, fill, grant, open_fund, pay_in, report_progress
from lvheng.ledger.instalments import Part, pay_due
from lvheng.ledger.models import Account, AllocationRun, Asset
from lvheng.ledger.moves import NewTransfer
from lvheng.ledger.posting import post
from lvheng.ledger.simulated import simulated_counts
from lvheng.ledger.surrendering import oblige, surrender
from lvheng.packs.model import Pack

YEAR = 2025
_COUNTIES = ("622901", "622921", "622922", "622923", "622924", "622925", "622926", "622927")
_PLACES = ("临夏市", "临夏县", "康乐县", "永靖县", "广河县", "和政县", "东乡县", "积石山县")
_TRADES = ("水泥", "热力", "铝业", "建材", "化工", "纸业")
_NEEDED = {"cea", "ccer", "energy_quota", "so2_right", "nox_right", ASSET}
# Price of a tonne in the month before the deadline, in fen; made up like everything here.
_PRICE_FEN = 8_000


def make_simulated(pack: Pack, seed: int) -> Mapping[str, int]:
    """Allot allowances, energy quotas and sulphur rights, surrender for a year, and run two funds.

    The same seed makes the same. Nothing happens for a pack without these assets, or where simulated ones are already.
    """
    if not set(assets()) >= _NEEDED or not str(pack.area_code).startswith("6229") or simulated_counts().assets:
        return {}
    chance = random.Random(f"ledger {seed}")
    with transaction.atomic():
        _allocations(chance)
        _surrender(chance)
        _funds()
    return simulated_counts()._asdict()


def _factories(chance: random.Random, count: int, least: int, most: int) -> list[Applicant]:
    return [
        Applicant(
            f"organisation:demo-factory-{number + 1}",
            f"{_PLACES[number % 8]}{_TRADES[number % 6]}厂（演示）",
            _COUNTIES[number % 8],
            Decimal(chance.randint(least, most)),
        )
        for number in range(count)
    ]


def _allocations(chance: random.Random) -> None:
    plans = [
        (_plan("cea", YEAR, f"{YEAR}年度碳配额预分配（演示）", 3_000_000, "0.85"), (6, 200_000, 700_000)),
        (_plan("energy_quota", YEAR + 1, f"{YEAR + 1}年用能权指标（演示）", 400_000), (24, 2_000, 30_000)),
        (_plan("so2_right", 0, "二氧化硫排污权初始分配（演示）", 900_000, "0.35"), (16, 50_000, 400_000)),
    ]
    for plan, (count, least, most) in plans:
        _approved(plan, _factories(chance, count, least, most))
    draft_run(None, plans[1][0], _factories(chance, 8, 1_000, 5_000))
    nitrogen = _plan("nox_right", 0, "氮氧化物排污权分期分配（演示）", 600_000, "0.35")
    _approved(replace(nitrogen, parts=_parts()), _factories(chance, 12, 40_000, 300_000))
    pay_due()


def _approved(plan: RunPlan, applicants: list[Applicant]) -> None:
    run = draft_run(None, plan, applicants)
    issue(run)
    decide(run, AllocationRun.State.APPROVED, None)


def _parts() -> tuple[Part, ...]:
    """Two instalments that were due, and two that are to come."""
    days = (-200, -20, 160, 340)
    shares = ("0.4", "0.2", "0.2", "0.2")
    today = timezone.localdate()
    return tuple(Part(today + timedelta(days=day), Decimal(share)) for day, share in zip(days, shares, strict=True))


def _plan(code: str, vintage: int, title: str, cap: int, rate: str | None = None) -> RunPlan:
    exact = None if rate is None else Decimal(rate)
    return RunPlan(code, vintage, title, "622900", "演示数据", Decimal(cap), exact, simulated=True)


def _surrender(chance: random.Random) -> None:
    """One keeps its duty with offsets, one is short, the others have not begun."""
    cea, ccer = (asset_row(code, YEAR, simulated=True) for code in ("cea", "ccer"))
    for number, held in enumerate(Account.objects.filter(asset=cea, purpose="holding").order_by("owner")):
        due = held.available + (held.available // 20 if number == 0 else chance.randint(-20_000, 20_000))
        holder = AccountSpec(cea.pk, held.owner, "holding", held.owner_name, held.area_code)
        duty = oblige(None, "cea", YEAR, holder, due, "演示核查报告", _PRICE_FEN)
        if number == 0:
            offsets = _offsets(ccer, held, due // 20)
            surrender(None, duty.pk, {offsets.pk: due // 20, held.pk: due - due // 20})
        elif number == 1:
            surrender(None, duty.pk, {held.pk: due * 9 // 10 if due * 9 // 10 < held.available else held.available})


def _offsets(ccer: Asset, held: Account, amount: int) -> Account:
    issuance = open_account(ccer, "system:issuance", Account.Purpose.ISSUANCE)
    offsets = open_account(ccer, held.owner, owner_name=held.owner_name, area_code=held.area_code)
    post([NewTransfer(issuance.pk, offsets.pk, amount, "allocation", "CCER")])
    return offsets


def _funds() -> None:
    whole = open_fund(None, "demo-green", "绿色发展资金（演示）", "演示：州级预算安排", "622900", simulated=True)
    straw = open_fund(
        None, "demo-straw", "秸秆和农膜利用（演示）", "演示：只用于农业废弃物", "622900", whole, simulated=True
    )
    pay_in(None, whole, 500_000_000, "演示：预算下达")
    fill(None, straw, 180_000_000, "演示：分解下达")
    for number, (project, fen, share) in enumerate(
        (("秸秆打捆机", 60_000_000, "0.6"), ("农膜回收网点", 45_000_000, "1"), ("有机肥厂改造", 50_000_000, "0"))
    ):
        name = f"{_PLACES[number]}农机合作社（演示）"
        recipient = open_account(
            whole.account.asset_id, f"organisation:demo-coop-{number + 1}", owner_name=name, area_code=_COUNTIES[number]
        )
        made = grant(None, straw, f"{project}（演示）", recipient, fen)
        if share != "0":
            report_progress(None, made, Decimal(share), "演示：验收单")
            draw_down(None, made)
