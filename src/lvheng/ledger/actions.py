"""Every write of the ledger that other rooms, pages, the API and jobs call."""

from __future__ import annotations

import time
from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import connection, transaction

from lvheng.areas.acting import Acting
from lvheng.audit.actions import record
from lvheng.ledger.accounts import AccountSpec, Found, asset_row, find_accounts, open_account, open_accounts
from lvheng.ledger.allocating import approve_run, discard_run, draft_run
from lvheng.ledger.alone import post_alone
from lvheng.ledger.expiring import expire_due
from lvheng.ledger.freezing import freeze_account, freeze_asset, unfreeze_account, unfreeze_asset
from lvheng.ledger.funding import draw_down, fill, grant, open_fund, pay_in, report_progress
from lvheng.ledger.instalments import pay_due, stop_instalments
from lvheng.ledger.lawful import Facts, tell_facts
from lvheng.ledger.moves import NewTransfer, Recorded, new_id
from lvheng.ledger.posting import post
from lvheng.ledger.problems import LedgerBusy
from lvheng.ledger.simulated import remove_simulated
from lvheng.ledger.surrendering import cancel, expire_units, oblige, surrender

__all__ = [
    "AccountSpec",
    "Facts",
    "Found",
    "NewTransfer",
    "Recorded",
    "approve_run",
    "asset_row",
    "cancel",
    "discard_run",
    "draft_run",
    "draw_down",
    "expire_due",
    "expire_units",
    "fill",
    "find_accounts",
    "freeze_account",
    "freeze_asset",
    "grant",
    "new_id",
    "oblige",
    "open_account",
    "open_accounts",
    "open_fund",
    "pay_due",
    "pay_in",
    "remove_simulated",
    "report_progress",
    "stop_instalments",
    "surrender",
    "tell_facts",
    "transfer",
    "unfreeze_account",
    "unfreeze_asset",
]

_TRIES = 6
_FIRST_PAUSE_S = 0.01


def transfer(
    acting: Acting | None, batch: Sequence[NewTransfer], *, at: datetime | None = None, proven: Collection[str] = ()
) -> list[Recorded]:
    """Record a batch: all of it or nothing. The answer has the order of the batch.

    In the caller's transaction it is a part of it; outside of one it commits, and tries again by itself for a moment
    while others write. The same batch again (same ids, same content) gets the same answer. ``acting`` is somebody who
    moves this by hand, of which the action log is told; rooms that keep their own entries pass None. ``at`` dates back
    what is simulated. Permissions are the caller's: this is called for orders, rewards and jobs alike.

    Errors: :mod:`lvheng.ledger.problems`; ``problem.retry`` tells whether the same again may succeed.
    """
    if connection.in_atomic_block:
        return _transfer(acting, batch, at, proven)
    if acting is None and at is None and len(batch) == 1 and (recorded := post_alone(batch[0])):
        return [recorded]
    for number in range(_TRIES - 1):
        try:
            return _transfer(acting, batch, at, proven)
        except LedgerBusy:
            time.sleep(_FIRST_PAUSE_S * 2**number)
    return _transfer(acting, batch, at, proven)


def _transfer(
    acting: Acting | None, batch: Sequence[NewTransfer], at: datetime | None, proven: Collection[str]
) -> list[Recorded]:
    if acting is None:
        return post(batch, at, proven=proven)
    with transaction.atomic():
        recorded = post(batch, at, proven=proven)
        if recorded:
            first = recorded[0]
            facts = {
                "transfers": len(recorded),
                "amount": first.amount,
                "code": first.code,
                "reference": first.reference,
            }
            record(acting, "ledger.transfer", "transfer", first.id, first.reference, facts)
    return recorded
