"""Allotments in instalments: set aside as a whole when they are approved, given out on their days.

What is not due yet is a reservation from the issuance account to each holder, so that the cap of the area counts it.
Every transfer's id follows from its run, row and instalment: whatever crashes in between, each part is given once.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone

from lvheng.areas.acting import Acting
from lvheng.areas.permissions import require
from lvheng.audit.actions import record
from lvheng.errors import InputProblem, Problem, StateConflict, Text
from lvheng.ledger.allotting import parts_of
from lvheng.ledger.models import AllocationRow, AllocationRun, Instalment
from lvheng.ledger.moves import MAX_BATCH, NewTransfer
from lvheng.ledger.posting import post
from lvheng.ledger.problems import LedgerProblem
from lvheng.packs.assets import PackAsset

MAX_PARTS = 60
_DECIMALS = Decimal("0.000001")
_IDS = UUID("2f9d5c1e-8a53-4be0-b0c4-5b8a1f3f7e60")


class Part(NamedTuple):
    """An instalment to be: from when on, and which share of each grant (above 0; all of a run add up to 1)."""

    due_on: datetime.date
    share: Decimal


def part_problems(asset: PackAsset, parts: Sequence[Part]) -> Iterator[Problem]:
    """What is wrong with the instalments of a run; none at all are right as well."""
    if not parts:
        return
    if len(parts) > MAX_PARTS:
        yield _wrong("too_many_parts", f"最多分 {MAX_PARTS} 期。", f"at most {MAX_PARTS} instalments.", str(len(parts)))
    days = [part.due_on for part in parts]
    if any(later <= earlier for earlier, later in pairwise(days)):
        yield _wrong("parts_out_of_order", "各期日期要由早到晚。", "the days follow one another.", f"{days[0]}")
    if any(part.share <= 0 or part.share != part.share.quantize(_DECIMALS) for part in parts):
        yield _wrong("bad_share", "比例须大于零，最多六位小数。", "a share is above 0, with six decimals at most.", "")
    whole = sum(part.share for part in parts)
    if whole != 1:
        yield _wrong(
            "shares_do_not_add_up",
            f"各期合计 {whole * 100:f}%，应为 100%。",
            f"they add up to {whole * 100:f} %, not to 100 %.",
            "",
        )
    yield from _first_problem(asset, parts[0])


def _first_problem(asset: PackAsset, first: Part) -> Iterator[Problem]:
    rule = asset.new_source
    if rule is not None and first.share < rule.first_share:
        least = f"{rule.first_share * 100:f}"
        yield _wrong(
            "first_part_too_small",
            f"首期至少 {least}%。",
            f"the first is at least {least} %.",
            rule.source.title,
        )


def add_parts(run: AllocationRun, parts: Sequence[Part]) -> None:
    """Keep the instalments of a draft."""
    Instalment.objects.bulk_create(
        Instalment(run=run, number=number, due_on=part.due_on, share=part.share) for number, part in enumerate(parts, 1)
    )


def reservation_id(row: AllocationRow) -> UUID:
    """The pending transfer that sets a row's grant aside."""
    return uuid5(_IDS, f"{row.run_id}/{row.pk}")


def transfer_id(row: AllocationRow, number: int) -> UUID:
    """The transfer that gives out an instalment of a row."""
    return uuid5(_IDS, f"{row.run_id}/{row.pk}/{number}")


def pay_due(today: datetime.date | None = None) -> int:
    """Give out all instalments that are due; returns how many. A second run on the same day finds nothing to do.

    One that the ledger refuses (its asset is frozen) stays due and is tried again by the next run.
    """
    last = today or timezone.localdate()
    due = Instalment.objects.filter(
        state=Instalment.State.OPEN, run__state=AllocationRun.State.APPROVED, due_on__lte=last
    )
    paid = 0
    for pk in due.order_by("due_on", "pk").values_list("pk", flat=True):
        try:
            paid += _pay(pk)
        except LedgerProblem:
            continue
    return paid


def _pay(pk: int) -> bool:
    """Give out one instalment, unless somebody else just did."""
    with transaction.atomic():
        part = Instalment.objects.select_for_update(of=("self",)).select_related("run__asset").get(pk=pk)
        if part.state != Instalment.State.OPEN:
            return False
        run = part.run
        shares = list(run.instalments.order_by("number").values_list("share", flat=True))
        batch = [
            NewTransfer(
                posts=reservation_id(row),
                amount=amount,
                code="instalment",
                reference=run.reference,
                id=transfer_id(row, part.number),
            )
            for row in run.rows.filter(granted__gt=0)
            if (amount := parts_of(row.granted, shares)[part.number - 1])
        ]
        for start in range(0, len(batch), MAX_BATCH):
            post(batch[start : start + MAX_BATCH])
        _close(part, Instalment.State.PAID)
        facts = {"instalment": part.number, "amount": sum(each.amount for each in batch), "asset": str(run.asset)}
        record(None, "ledger.pay_instalment", "allocation", run.pk, run.title, facts)
    return True


def stop_instalments(acting: Acting, run_id: int, reason: str) -> int:
    """Give out no more of a run; what was set aside for it is released. Returns how many instalments were left.

    Errors: NotAllowed; InputProblem without a reason; StateConflict where nothing is left.
    """
    require("ledger.allot", acting)
    if not reason.strip():
        raise _wrong("reason_needed", "请写明理由。", "give the reason.", str(run_id))
    with transaction.atomic():
        run = AllocationRun.objects.get(pk=run_id)
        open_parts = run.instalments.filter(state=Instalment.State.OPEN)
        left = list(open_parts.select_for_update())
        if run.state != AllocationRun.State.APPROVED or not left:
            what = Text("没有待发放的分期。", "no instalment is waiting.")
            raise StateConflict("nothing_to_stop", what, where=run.title)
        voids = [
            NewTransfer(voids=reservation_id(row), code="instalment_stop", reference=run.reference)
            for row in _owed(run, left)
        ]
        for start in range(0, len(voids), MAX_BATCH):
            post(voids[start : start + MAX_BATCH])
        for part in left:
            _close(part, Instalment.State.STOPPED)
        facts = {"instalments": len(left), "reason": reason.strip()}
        record(acting, "ledger.stop_instalments", "allocation", run.pk, run.title, facts)
    return len(left)


def _owed(run: AllocationRun, left: Sequence[Instalment]) -> list[AllocationRow]:
    """Rows of which anything is still set aside; the smallest grants may be out with the first instalment."""
    shares = list(run.instalments.order_by("number").values_list("share", flat=True))
    first = min(part.number for part in left) - 1
    return [row for row in run.rows.filter(granted__gt=0) if any(parts_of(row.granted, shares)[first:])]


def _close(part: Instalment, state: str) -> None:
    part.state, part.closed_at = state, timezone.now()
    part.save(update_fields=["state", "closed_at"])


def _wrong(code: str, zh: str, en: str, where: str) -> InputProblem:
    return InputProblem(code, Text(zh, en), where=where)
