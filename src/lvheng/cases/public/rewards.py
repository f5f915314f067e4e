"""The reward of a report: worked out by the rule, decided in the case, paid on the ledger to the receipts.

The first report of a case is rewarded; who reported together share, the odd fen to the first. The fund stands on the
account of the place; whoever shows a receipt in time moves their share to the receipt's own account.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from lvheng.areas.acting import Acting
from lvheng.areas.permissions import require
from lvheng.audit.actions import record
from lvheng.cases.actions import take_step
from lvheng.cases.catalogue import area_code
from lvheng.cases.models import Case
from lvheng.cases.public.access import AWARD, MAY_AWARD, MAY_FUND, access_report
from lvheng.cases.public.amounts import GRADE, RULE
from lvheng.cases.public.models import Payment, Receipt
from lvheng.cases.public.receiving import receipt_of
from lvheng.errors import InputProblem, Problems, StateConflict, Text
from lvheng.ledger import owners
from lvheng.ledger.actions import NewTransfer, asset_row, open_account, transfer
from lvheng.ledger.problems import InsufficientFunds
from lvheng.rules.applying import apply
from lvheng.rules.outcome import Outcome
from lvheng.rules.queries import rule_of
from lvheng.rules.values import Given

AMOUNT = "amount"
REWARDED, REWARD = "rewarded", "reward"
MONEY, FUND, ISSUANCE, HOLDING = "cny", "fund", "issuance", "holding"
FEN = 100
_NAMESPACE = uuid.UUID("6f7c1d1e-8c34-5e0e-9a51-2f9f3c5d7a10")


@dataclass(frozen=True)
class Claimable:
    """What a receipt may claim; ``paid_on`` once it was; ``until`` the last day, where the case names one."""

    amount_fen: int
    until: date | None
    paid_on: date | None


def worked_out(grade: str, on_duty: bool = False, on: date | None = None) -> Outcome:
    """What the rule says of the first report of a verified case. Errors: Problems, Http404 without such a rule."""
    day = on or timezone.localdate()
    rule = rule_of(RULE, "", day)
    given: dict[str, Given | None] = {
        GRADE: grade,
        "filed": True,
        "first": True,
        "rewarded_before": False,
        "on_duty": on_duty,
    }
    return apply(rule, given, rule.period(day), {})


def decide(acting: Acting, report_id: int, grade: str, *, on_duty: bool = False) -> Case:
    """Decide the reward of a report: the rule names the amount, the case keeps it with the reasons.

    Errors: NotAllowed, StateConflict, Problems (the local table of amounts is missing, the rule denies it).
    """
    with transaction.atomic():
        report = access_report(acting, report_id, MAY_AWARD)
        found = worked_out(grade, on_duty)
        amount = _amount(found)
        why = "；".join(f"{each.output.title.zh}：{each.shown.zh}" for each in found.results)
        written = {GRADE: grade, REWARD: f"{amount:f}"}
        words = f"{found.rule.name}。{why}"
        return take_step(acting, report.case_id, REWARD, written=written, words=words, through=AWARD)


def claimable(receipt: Receipt) -> Claimable | None:
    """What may be claimed, or was paid; None where no reward was decided for it."""
    case = receipt.report.case
    paid = Payment.objects.filter(receipt=receipt).first()
    if paid is None and case.state != REWARDED:
        return None
    until = case.deadlines.filter(code="claim").values_list("due_on", flat=True).last()
    return Claimable(paid.amount_fen if paid else _share(receipt), until, paid.paid_on if paid else None)


def claim(code: str) -> Claimable:
    """Pay a receipt's share on the ledger; the same claim again is answered with what was paid.

    Errors: InputProblem (no such receipt), StateConflict (no reward, too late, the fund does not suffice).
    """
    with transaction.atomic():
        receipt = receipt_of(code)
        case = Case.objects.select_for_update().get(pk=receipt.report.case_id)
        receipt.report.case = case
        found = claimable(receipt)
        if found is None:
            raise StateConflict("no_reward", Text("这个回执号没有可领的奖励。", "There is no reward for this receipt."))
        if found.paid_on is not None:
            return found
        if found.until is not None and timezone.localdate() > found.until:
            late = Text(f"领取期限到{found.until}为止，已过期。", f"It could be claimed until {found.until}.")
            raise StateConflict("claim_closed", late)
        paid = _pay(receipt, found.amount_fen)
        if not Receipt.objects.filter(report=receipt.report_id, payment=None).exists():
            take_step(None, case.pk, "paid", through=AWARD)
    return Claimable(paid.amount_fen, found.until, paid.paid_on)


def add_to_fund(acting: Acting, amount: Decimal, reference: str) -> int:
    """Enter money that the budget gives; returns what the fund holds, in fen. Errors: NotAllowed, Problems."""
    require(MAY_FUND, acting)
    fen, problems = amount * FEN, []
    if fen <= 0 or fen != fen.to_integral_value():
        what = Text("金额应大于零，最多两位小数。", "The amount is above zero, with two decimals at most.")
        problems.append(InputProblem("wrong_amount", what, "amount"))
    if not reference.strip():
        problems.append(
            InputProblem("no_reference", Text("请写明预算文号。", "Name the budget document."), "reference")
        )
    if problems:
        raise Problems(problems)
    with transaction.atomic():
        source = open_account(asset_row(MONEY), owners.system("budget"), ISSUANCE)
        given = NewTransfer(source.pk, _fund(simulated=False).pk, int(fen), "reward_budget", reference.strip()[:120])
        transfer(acting, [given])
        record(acting, "public.fund", "area", area_code(), "", {"fen": int(fen), "reference": reference.strip()[:120]})
    return fund_fen()


def fund_fen() -> int:
    """What the fund holds, in fen."""
    return int(_fund(simulated=False).available)


def _amount(found: Outcome) -> Decimal:
    amount = found[AMOUNT]
    if amount is None:
        asked = "、".join(ask.title.zh for ask in found.asks)
        what = Text(f"不能得出奖励金额，还缺：{asked}。", "The amount cannot be told: the local table is missing.")
        to_do = Text(
            "请规划员先在“奖励金额”页按本地公布的文件填入；举报和办理情况都保留。",
            "A planner first enters the published table on the page of amounts; the report and its work are kept.",
        )
        raise Problems([InputProblem("no_amounts", what, GRADE, to_do)])
    if not isinstance(amount, Decimal) or amount <= 0:
        raise Problems(
            [InputProblem("not_entitled", Text("按规则不应奖励。", "By the rule there is no reward."), GRADE)]
        )
    return amount


def _share(receipt: Receipt) -> int:
    total = int(Decimal(str(receipt.report.case.data[REWARD])) * FEN)
    each, odd = divmod(total, receipt.report.receipts.count())
    return each + (odd if receipt.number == 1 else 0)


def _pay(receipt: Receipt, amount_fen: int) -> Payment:
    """The transfer's number follows from the receipt, so that it can be made once only."""
    number = uuid.uuid5(_NAMESPACE, receipt.code_hash)
    simulated, report = receipt.simulated, receipt.report
    to = open_account(
        asset_row(MONEY, simulated=simulated), owners.system(f"receipt-{receipt.code_hash[:24]}"), HOLDING
    )
    paying = NewTransfer(
        _fund(simulated=simulated).pk, to.pk, amount_fen, "reward", f"case:{report.case_id}", id=number
    )
    try:
        transfer(None, [paying])
    except InsufficientFunds as error:
        raise StateConflict(
            "fund_too_small",
            Text("奖励资金暂时不足。", "The fund does not suffice at the moment."),
            to_do=Text("您的奖励保留，请过几天再领。", "Your reward is kept; claim it again in a few days."),
        ) from error
    record(None, "public.claim", "case", report.case_id, str(report), {"fen": amount_fen})
    return Payment.objects.create(
        receipt=receipt, amount_fen=amount_fen, transfer=number, paid_on=timezone.localdate(), simulated=simulated
    )


def _fund(*, simulated: bool) -> Any:
    own = area_code()
    return open_account(asset_row(MONEY, simulated=simulated), owners.area(own), FUND, area_code=own)
