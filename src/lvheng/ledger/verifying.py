"""Does the ledger hold? Every chain and balance is computed again from the first transfer on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction

from lvheng.errors import Text
from lvheng.ledger.moves import GENESIS, LINK_SQL

CHUNK = 50_000
MAX_FAULTS = 20

# The row before a chunk comes with it, so that its first link is looked at as well.
_CHAIN = f"""
SELECT sequence, number, linked, intact, ordered FROM (
    SELECT sequence, lag(sequence, 1, %s) OVER chain + 1 AS number,
           previous_hash = lag(hash, 1, %s) OVER chain AS linked, hash = {LINK_SQL} AS intact,
           recorded_at >= lag(recorded_at, 1, recorded_at) OVER chain AS ordered
    FROM ledger_transfer WHERE asset_id = %s AND sequence BETWEEN %s AND %s WINDOW chain AS (ORDER BY sequence)
) AS links
WHERE NOT (sequence = number AND linked AND intact AND ordered) AND sequence > %s ORDER BY sequence LIMIT 1
"""
_ASSETS = "SELECT id, code, vintage, last_sequence, last_hash FROM ledger_asset ORDER BY code, vintage, id"
_END = "SELECT sequence, hash FROM ledger_transfer WHERE asset_id = %s ORDER BY sequence DESC LIMIT 1"
_BALANCES = """
WITH sums AS (
    SELECT account_id, asset_id, sum(dp) AS dp, sum(cp) AS cp, sum(dn) AS dn, sum(cn) AS cn FROM (
        SELECT debit_id AS account_id, asset_id, CASE WHEN kind IN ('posted', 'post') THEN amount ELSE 0 END AS dp,
               0 AS cp, CASE kind WHEN 'pending' THEN amount WHEN 'posted' THEN 0 ELSE -amount END AS dn, 0 AS cn
        FROM ledger_transfer
        UNION ALL
        SELECT credit_id, asset_id, 0, CASE WHEN kind IN ('posted', 'post') THEN amount ELSE 0 END,
               0, CASE kind WHEN 'pending' THEN amount WHEN 'posted' THEN 0 ELSE -amount END
        FROM ledger_transfer
    ) AS sides GROUP BY account_id, asset_id
)
SELECT coalesce(account.id, sums.account_id), coalesce(account.asset_id, sums.asset_id), account.owner,
       coalesce(account.credits_posted, 0) - coalesce(account.debits_posted, 0), coalesce(sums.cp - sums.dp, 0)
FROM ledger_account AS account
FULL JOIN sums ON sums.account_id = account.id AND sums.asset_id = account.asset_id
WHERE account.id IS NULL OR (account.debits_posted, account.credits_posted, account.debits_pending,
      account.credits_pending) IS DISTINCT FROM (coalesce(sums.dp, 0), coalesce(sums.cp, 0), coalesce(sums.dn, 0),
      coalesce(sums.cn, 0))
ORDER BY 2, 1 LIMIT %s
"""
_RESERVATIONS = """
WITH sums AS (
    SELECT coalesce(pending_id, id) AS pending_id,
           sum(CASE kind WHEN 'pending' THEN amount ELSE -amount END) AS remaining
    FROM ledger_transfer WHERE kind <> 'posted' GROUP BY 1
)
SELECT coalesce(reservation.transfer_id, sums.pending_id), reservation.remaining, sums.remaining
FROM ledger_reservation AS reservation FULL JOIN sums ON sums.pending_id = reservation.transfer_id
WHERE reservation.remaining IS DISTINCT FROM sums.remaining OR sums.remaining < 0 ORDER BY 1 LIMIT %s
"""
_LIMITS = """
SELECT id, asset_id, owner FROM ledger_account
WHERE ("limit" = 'credits' AND debits_posted + debits_pending > credits_posted)
   OR ("limit" = 'debits' AND credits_posted + credits_pending > debits_posted)
   OR least(debits_posted, credits_posted, debits_pending, credits_pending) < 0
ORDER BY asset_id, id LIMIT %s
"""


@dataclass(frozen=True)
class Fault:
    """The first place of its kind where the ledger does not hold."""

    asset: str
    place: str
    what: Text


@dataclass(frozen=True)
class Verification:
    """What was looked at, and every fault found (of balances the first twenty)."""

    assets: int
    accounts: int
    transfers: int
    faults: tuple[Fault, ...]

    @property
    def holds(self) -> bool:
        return not self.faults


Progress = Callable[[int, int], None]


def verify(progress: Progress | None = None) -> Verification:
    """Recompute everything as it stands at one moment. ``progress`` is told transfers done and in all."""
    with transaction.atomic():
        if not connection.savepoint_ids:
            _execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        assets = _execute(_ASSETS)
        names = {row[0]: f"{row[1]} {row[2]}" if row[2] else row[1] for row in assets}
        total = sum(row[3] for row in assets)
        faults = [*_chain_faults(assets, names, total, progress or (lambda done, total: None))]
        faults += [*_balance_faults(names), *_reservation_faults(), *_limit_faults(names)]
        accounts = _execute("SELECT count(*) FROM ledger_account")[0][0]
    return Verification(len(assets), accounts, total, tuple(faults))


def _chain_faults(assets: list[Any], names: dict[int, str], total: int, progress: Progress) -> Iterator[Fault]:
    done = 0
    for asset_id, _, _, last, head in assets:
        for start in range(0, last, CHUNK):
            end = min(start + CHUNK, last)
            broken = _first_break(asset_id, start, end)
            if broken is not None:
                yield Fault(names[asset_id], str(broken[0]), broken[1])
                break
            progress(done + end, total)
        done += last
        found = _execute(_END, [asset_id])
        sequence, own = (found[0][0], bytes(found[0][1])) if found else (0, GENESIS)
        if (sequence, own) != (last, bytes(head)):
            what = Text(
                f"账本记到第 {last} 笔，实际最后一笔是第 {sequence} 笔，或摘要不符。",
                f"the asset says {last} transfers, the last one is {sequence}, or its hash differs.",
            )
            yield Fault(names[asset_id], str(min(last, sequence) + 1), what)


def _first_break(asset_id: int, start: int, end: int) -> tuple[int, Text] | None:
    """The first transfer after ``start`` up to ``end`` that does not follow from the one before it."""
    found = _execute(_CHAIN, [max(start - 1, 0), GENESIS, asset_id, start, end, start])
    if not found:
        return None
    sequence, number, linked, intact, _ = found[0]
    if sequence != number:
        return number, Text(f"缺少第 {number} 笔，下一笔是第 {sequence} 笔。", f"transfer {number} is missing.")
    if not linked:
        return sequence, Text("它接不上前一笔。", "it does not continue the transfer before it.")
    if not intact:
        return sequence, Text("内容在写入之后被更改。", "its content was changed after it was written.")
    return sequence, Text("它的时间早于前一笔。", "it is dated before the transfer before it.")


def _balance_faults(names: dict[int, str]) -> Iterator[Fault]:
    for account_id, asset_id, owner, kept, computed in _execute(_BALANCES, [MAX_FAULTS]):
        if owner is None:
            what = Text("有划转记在不存在的账户上。", "transfers name an account that does not exist.")
        else:
            what = Text(
                f"账面余额 {kept}，由划转算得 {computed}，或锁定数不符。",
                f"the balance kept is {kept}, the transfers give {computed}, or what is reserved differs.",
            )
        yield Fault(names.get(asset_id, str(asset_id)), f"{account_id} {owner or ''}".strip(), what)


def _reservation_faults() -> Iterator[Fault]:
    for pending, kept, computed in _execute(_RESERVATIONS, [MAX_FAULTS]):
        what = Text(f"账面剩余 {kept}，由划转算得 {computed}。", f"kept {kept}, by the transfers {computed} remain.")
        yield Fault("", str(pending), what)


def _limit_faults(names: dict[int, str]) -> Iterator[Fault]:
    for account_id, asset_id, owner in _execute(_LIMITS, [MAX_FAULTS]):
        what = Text("余额超出账户的限制。", "the balance breaks the limit of the account.")
        yield Fault(names[asset_id], f"{account_id} {owner}", what)


def _execute(statement: str, values: list[Any] | None = None) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else []
