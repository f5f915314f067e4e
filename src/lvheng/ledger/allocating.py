"""Allocation runs: drafted from a list of holders, looked at, approved by somebody else, then recorded as transfers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID, uuid5

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from lvheng.areas.acting import Acting
from lvheng.areas.permissions import require
from lvheng.audit.actions import record
from lvheng.errors import InputProblem, NotAllowed, Problem, Problems, StateConflict, Text
from lvheng.ledger import owners
from lvheng.ledger.accounts import AccountSpec, asset_row, open_account, open_accounts
from lvheng.ledger.allotting import Claim, Share, by_plan, by_rate
from lvheng.ledger.catalogue import declared
from lvheng.ledger.instalments import Part, add_parts, part_problems, pay_due, reservation_id
from lvheng.ledger.models import Account, AllocationRow, AllocationRun, Asset
from lvheng.ledger.moves import MAX_BATCH, NewTransfer
from lvheng.ledger.posting import post
from lvheng.packs.assets import PackAsset

MAX_ROWS = 50_000
# The ids of a run's transfers follow from its rows: approving twice, whatever happens in between, issues once.
_IDS = UUID("7d0f4a52-6f0a-4c1e-9a53-0f9a6c5f6d11")


@dataclass(frozen=True)
class Applicant:
    """A holder on the list of a run. ``permit`` is in units of the asset."""

    owner: str
    owner_name: str
    area_code: str
    need: Decimal
    permit: Decimal | None = None


@dataclass(frozen=True)
class RunPlan:
    """What a run is to share out. ``rate`` and ``cap`` are in units of the asset (rate: for each unit of need).

    With ``parts`` it is given out in instalments, else all at once when it is approved.
    """

    code: str
    vintage: int
    title: str
    area_code: str
    basis: str
    cap: Decimal
    rate: Decimal | None = None
    simulated: bool = False
    parts: tuple[Part, ...] = ()


def draft_run(acting: Acting | None, plan: RunPlan, applicants: Sequence[Applicant]) -> AllocationRun:
    """Reckon a run and keep it as a draft. Errors: Problems with everything that is wrong with the list."""
    if acting is not None:
        require("ledger.allot", acting)
    asset = declared(plan.code)
    if problems := list(_problems(asset, plan, applicants)):
        raise Problems(problems)
    row = asset_row(plan.code, plan.vintage, simulated=plan.simulated)
    cap, standing = asset.smallest(plan.cap), outstanding(row, plan.area_code)
    shares = reckon(asset, plan.rate, cap - standing, applicants)
    with transaction.atomic():
        run = AllocationRun.objects.create(
            asset=row,
            title=plan.title.strip(),
            method=_method(asset),
            rate=plan.rate,
            cap=cap,
            outstanding=standing,
            area_code=plan.area_code,
            basis=plan.basis.strip(),
            made_by=acting.person if acting else None,
            made_at=timezone.now(),
        )
        AllocationRow.objects.bulk_create(
            [_row(run, who, share) for who, share in zip(applicants, shares, strict=True)], batch_size=2000
        )
        add_parts(run, plan.parts)
        record(
            acting, "ledger.draft_run", "allocation", run.pk, run.title, {"rows": len(applicants), "asset": str(row)}
        )
    return run


def reckon(asset: PackAsset, rate: Decimal | None, available: int, applicants: Sequence[Applicant]) -> list[Share]:
    """What each on the list is granted, by the method that the pack declares for the asset."""
    claims = [
        Claim(who.owner, who.need, None if who.permit is None else asset.smallest(who.permit)) for who in applicants
    ]
    if rate is None:
        return by_plan(claims, asset.decimals, available)
    return by_rate(claims, rate.scaleb(asset.decimals), available)


def outstanding(asset: Asset, area_code: str) -> int:
    """What is held of an asset in an area and its parts already, free and set aside, or is to come in instalments."""
    held = Account.objects.filter(
        asset=asset, area_code__startswith=within(area_code), purpose__in=["holding", "reserve"]
    )
    sums = held.aggregate(credits=Sum("credits_posted"), coming=Sum("credits_pending"), debits=Sum("debits_posted"))
    return int(sums["credits"] or 0) + int(sums["coming"] or 0) - int(sums["debits"] or 0)


def within(area_code: str) -> str:
    """What the codes of an area and of all its parts begin with: 6229 for 622900."""
    return area_code[:2] if area_code.endswith("0000") else area_code.removesuffix("00")


def approve_run(acting: Acting, run_id: int) -> AllocationRun:
    """Issue what a run grants; all of it or nothing. Who drafted it does not approve it.

    Errors: NotAllowed; StateConflict where it is decided already, or where the area has come to hold more since.
    """
    require("ledger.allot", acting)
    with transaction.atomic():
        run = AllocationRun.objects.select_related("asset").get(pk=run_id)
        if run.made_by_id is not None and acting.person is not None and run.made_by_id == acting.person.pk:
            raise _own_draft()
        Asset.objects.select_for_update(no_key=True).get(pk=run.asset_id)
        _refuse_stale(run)
        total = issue(run)
        decide(run, AllocationRun.State.APPROVED, acting)
        record(
            acting, "ledger.approve_run", "allocation", run.pk, run.title, {"amount": total, "asset": str(run.asset)}
        )
    if run.instalments.exists():
        pay_due()
    return run


def decide(run: AllocationRun, state: str, acting: Acting | None) -> None:
    """Leave the draft. Errors: StateConflict where somebody was faster."""
    changed = AllocationRun.objects.filter(pk=run.pk, state=AllocationRun.State.DRAFT).update(
        state=state, decided_by=acting.person if acting else None, decided_at=timezone.now()
    )
    if not changed:
        raise StateConflict(
            "run_decided",
            Text("这次分配已经办结。", "this allocation was decided already."),
            where=run.title,
            to_do=Text("请刷新页面。", "Look at the page again."),
        )
    run.refresh_from_db()


def discard_run(acting: Acting, run_id: int) -> None:
    """Give up a draft. Errors: StateConflict."""
    require("ledger.allot", acting)
    with transaction.atomic():
        run = AllocationRun.objects.get(pk=run_id)
        decide(run, AllocationRun.State.DISCARDED, acting)
        record(acting, "ledger.discard_run", "allocation", run.pk, run.title, {})


def issue(run: AllocationRun) -> int:
    """Post the grants of a run from the issuance account to the holders; the sum in smallest units.

    With instalments they are set aside. :func:`~lvheng.ledger.instalments.pay_due` gives out those that are due.
    """
    rows = list(run.rows.filter(granted__gt=0))
    issuance = open_account(run.asset, owners.system("issuance"), Account.Purpose.ISSUANCE).pk
    specs = {row.owner: AccountSpec(run.asset_id, row.owner, "holding", row.owner_name, row.area_code) for row in rows}
    ids = open_accounts(specs.values())
    in_parts = run.instalments.exists()
    batch = [
        NewTransfer(
            issuance,
            ids[run.asset_id, row.owner, "holding"],
            row.granted,
            "allocation",
            run.reference,
            reservation_id(row) if in_parts else uuid5(_IDS, f"{run.pk}/{row.pk}"),
            pending=in_parts,
        )
        for row in rows
    ]
    for start in range(0, len(batch), MAX_BATCH):
        post(batch[start : start + MAX_BATCH])
    return sum(row.granted for row in rows)


def _row(run: AllocationRun, who: Applicant, share: Share) -> AllocationRow:
    return AllocationRow(
        run=run,
        owner=who.owner,
        owner_name=who.owner_name,
        area_code=who.area_code,
        need=who.need,
        permit=share.claim.permit,
        computed=share.computed,
        claimed=share.claimed,
        granted=share.granted,
    )


def _method(asset: PackAsset) -> str:
    return asset.allocation.method if asset.allocation else ""


def _problems(asset: PackAsset, plan: RunPlan, applicants: Sequence[Applicant]) -> list[Problem]:
    found: list[Problem] = []
    if asset.allocation is None:
        found.append(_wrong("asset", "该资产不通过分配取得。", "this asset is not allotted."))
    elif (asset.allocation.method == "plan") != (plan.rate is None):
        found.append(_wrong("rate", "按基准或定额分配要写标准，按计划不写。", "a benchmark or quota needs its rate."))
    if not plan.title.strip() or not plan.basis.strip():
        found.append(_wrong("basis", "请写明名称和依据文件。", "give the title and the document that it follows from."))
    if plan.cap <= 0 or not _is_exact(asset, plan.cap):
        found.append(_wrong("cap", f"总量须为正数，最多 {asset.decimals} 位小数。", "the cap is a positive number."))
    if not 0 < len(applicants) <= MAX_ROWS:
        found.append(_wrong("rows", f"名单须有 1 至 {MAX_ROWS} 行。", f"the list has 1 to {MAX_ROWS} rows."))
    return [*found, *part_problems(asset, plan.parts), *_row_problems(asset, applicants)]


def _row_problems(asset: PackAsset, applicants: Sequence[Applicant]) -> list[Problem]:
    found: list[Problem] = []
    seen: set[str] = set()
    for number, who in enumerate(applicants, 1):
        owner = owners.parse(who.owner)
        if owner is None or owner.kind not in asset.holders:
            found.append(_wrong(f"{number} {who.owner}", "不能持有该资产。", "cannot hold this asset."))
        if who.owner in seen:
            found.append(_wrong(f"{number} {who.owner}", "在名单里出现了两次。", "is on the list twice."))
        if who.need < 0 or (who.permit is not None and (who.permit < 0 or not _is_exact(asset, who.permit))):
            found.append(_wrong(f"{number} {who.owner}", "数量不对。", "its numbers are not possible."))
        seen.add(who.owner)
    return found[:20]


def _is_exact(asset: PackAsset, quantity: Decimal) -> bool:
    scaled = quantity.scaleb(asset.decimals)
    return scaled == scaled.to_integral_value()


def _wrong(where: str, zh: str, en: str) -> InputProblem:
    return InputProblem("bad_run", Text(zh, en), where)


def _own_draft() -> NotAllowed:
    return NotAllowed(
        "own_draft",
        Text("自己起草的分配由他人批准。", "an allocation is approved by somebody else than who drafted it."),
        to_do=Text("请另一位有权限的人员办理。", "Ask a colleague who may do so."),
    )


def _refuse_stale(run: AllocationRun) -> None:
    if outstanding(run.asset, run.area_code) > run.outstanding:
        raise StateConflict(
            "run_is_stale",
            Text(
                "起草之后该地区的持有量增加了，可能超过总量。", "the area has come to hold more since this was drafted."
            ),
            where=run.title,
            to_do=Text("请放弃后重新起草。", "Discard it and draft it again."),
        )
