"""Funds: money kept apart by purpose, filled from above, granted to projects and paid by their proven progress."""

from __future__ import annotations

from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from lvheng.areas.acting import Acting
from lvheng.areas.permissions import require
from lvheng.audit.actions import record
from lvheng.errors import InputProblem, StateConflict, Text
from lvheng.ledger import owners
from lvheng.ledger.accounts import asset_row, open_account
from lvheng.ledger.allotting import drawable
from lvheng.ledger.models import Account, Fund, Grant, Progress, Reservation
from lvheng.ledger.moves import NewTransfer, Recorded, new_id
from lvheng.ledger.posting import post

ASSET = "green_fund"


def open_fund(
    acting: Acting | None, code: str, name: str, earmark: str, area_code: str, parent: Fund | None = None,
    *, simulated: bool = False,
) -> Fund:  # fmt: skip
    """Keep money apart for a purpose. Errors: InputProblem without name or earmark, or for a code that is taken."""
    _require(acting)
    if not name.strip() or not earmark.strip():
        raise InputProblem("fund_unnamed", Text("请写明名称和用途。", "Give the name and the purpose."), where=code)
    if Fund.objects.filter(code=code).exists():
        raise InputProblem("fund_exists", Text("这个代码已被使用。", "this code is taken."), where=code)
    with transaction.atomic():
        asset = asset_row(ASSET, simulated=simulated)
        account = open_account(
            asset, owners.system(f"fund-{code}"), Account.Purpose.FUND, owner_name=name.strip(), area_code=area_code
        )
        fund = Fund.objects.create(
            code=code, name=name.strip(), earmark=earmark.strip(), parent=parent, account=account
        )
        record(acting, "ledger.open_fund", "fund", fund.pk, fund.name, {"text": fund.earmark})
    return fund


def pay_in(acting: Acting | None, fund: Fund, amount: int, basis: str) -> Recorded:
    """Money comes from outside (a budget, a donor) into a fund. ``amount`` is in fen, ``basis`` the document."""
    _require(acting)
    issuance = open_account(fund.account.asset_id, owners.system("issuance"), Account.Purpose.ISSUANCE)
    return _move(acting, "ledger.pay_in", fund, NewTransfer(issuance.pk, fund.account_id, amount, "pay_in", basis))


def fill(acting: Acting | None, fund: Fund, amount: int, basis: str) -> Recorded:
    """Money goes from the fund above into this part of it. Errors: InputProblem for a fund that has none above."""
    _require(acting)
    if fund.parent is None:
        raise InputProblem("no_parent", Text("它没有上级资金。", "it is no part of another fund."), where=fund.name)
    new = NewTransfer(fund.parent.account_id, fund.account_id, amount, "fill", basis)
    return _move(acting, "ledger.fill_fund", fund, new)


def grant(acting: Acting | None, fund: Fund, project: str, recipient: Account, amount: int) -> Grant:
    """Set money of a fund aside for a project; it is paid by progress. Errors: those of a transfer."""
    _require(acting)
    new = NewTransfer(fund.account_id, recipient.pk, amount, "grant", f"fund:{fund.code}", pending=True)
    with transaction.atomic():
        post([new])
        made = Grant.objects.create(
            fund=fund, project=project.strip(), recipient=recipient, reservation=new.id, amount=amount,
            made_at=timezone.now(),
        )  # fmt: skip
        record(acting, "ledger.grant", "grant", made.pk, made.project, {"amount": amount})
    return made


def report_progress(acting: Acting | None, grant: Grant, share: Decimal, evidence: str) -> Progress:
    """How far a project has got (above 0, at most 1), with what proves it. Errors: InputProblem, StateConflict."""
    _require(acting)
    if not evidence.strip() or not 0 < share <= 1:
        what = Text("请填写大于0至100%的进度和证明材料。", "Give a progress above 0 up to 100 % and what proves it.")
        raise InputProblem("bad_progress", what, where=grant.project)
    with transaction.atomic():
        Grant.objects.select_for_update().get(pk=grant.pk)
        if share < proven(grant):
            what = Text("进度不能低于已证明的。", "progress cannot be less than what was proven.")
            raise StateConflict("progress_falls", what, where=grant.project)
        made = Progress.objects.create(
            grant=grant, share=share, evidence=evidence.strip(), reported_at=timezone.now(),
            reported_by=acting.person if acting else None,
        )  # fmt: skip
        record(acting, "ledger.report_progress", "grant", grant.pk, grant.project, {"value": share, "text": evidence})
    return made


def proven(grant: Grant) -> Decimal:
    """The progress that was proven last; 0 before."""
    latest = grant.progress.first()
    return latest.share if latest else Decimal(0)


def paid(grant: Grant) -> int:
    """What was paid of a grant, in fen."""
    return grant.amount - Reservation.objects.get(pk=grant.reservation).remaining


def draw_down(acting: Acting | None, grant: Grant, amount: int = 0) -> Recorded:
    """Pay ``amount`` fen (0: all that progress allows) of a grant.

    Errors: InputProblem where progress does not allow it yet.
    """
    _require(acting)
    with transaction.atomic():
        Grant.objects.select_for_update().get(pk=grant.pk)
        room = drawable(grant.amount, proven(grant), paid(grant))
        wanted = amount or room
        if not 0 < wanted <= room:
            raise InputProblem(
                "beyond_progress",
                Text(f"按已证明的进度还可拨付 {room:,} 分。", f"by proven progress, {room:,} fen may be paid."),
                where=grant.project,
                to_do=Text("请先报告进度和证明材料。", "Report progress with its evidence first."),
            )
        [recorded] = post([NewTransfer(posts=grant.reservation, amount=wanted, code="draw_down", id=new_id())])
        record(acting, "ledger.draw_down", "grant", grant.pk, grant.project, {"amount": wanted})
    return recorded


def _move(acting: Acting | None, action: str, fund: Fund, new: NewTransfer) -> Recorded:
    with transaction.atomic():
        [recorded] = post([new])
        record(acting, action, "fund", fund.pk, fund.name, {"amount": new.amount, "text": new.reference})
    return recorded


def _require(acting: Acting | None) -> None:
    if acting is not None:
        require("ledger.allot", acting)
