"""How a batch of transfers is recorded. Everybody else calls :func:`lvheng.ledger.actions.transfer`."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple

import psycopg
from django.db import connection, transaction
from django.utils import timezone

from lvheng.errors import Text
from lvheng.ledger.checking import check_batch, same_request
from lvheng.ledger.moves import Head, Move, NewTransfer, Recorded, content, instant, link
from lvheng.ledger.problems import BadTransfer, IdReused, InsufficientFunds, LedgerBusy, LedgerProblem
from lvheng.ledger.resolving import moves_of
from lvheng.ledger.state import COLUMNS, AssetState, State, find, lock
from lvheng.statements import Statement, ask_raw, raw_cursor

_BUSY = ("55P03", "40P01", "40001")  # lock not available, deadlock, serialization failure
_COPY = f"COPY ledger_transfer ({COLUMNS}) FROM STDIN"
# As the fields of Recorded; their hashes are in hexadecimal.
_TYPES = (
    *("uuid", "bigint", "bigint", "text", "bigint", "bigint", "bigint", "uuid"),
    *("text", "text", "timestamptz", "timestamptz", "text", "text"),
)
_INSERT = (
    f"INSERT INTO ledger_transfer ({COLUMNS}) SELECT {COLUMNS.replace('previous_hash, hash', '')}"
    "decode(previous_hash, 'hex'), decode(hash, 'hex')"
    f" FROM unnest({', '.join(f'%s::{each}[]' for each in _TYPES)}) AS new ({COLUMNS})"
)
# Of more than so many, the text that PostgreSQL copies is quicker than one array for each column.
_FEW = 64
_SAVEPOINT = "ledger_batch"
_BEGIN = Statement(f"SAVEPOINT {_SAVEPOINT}")
_END = [Statement("SET LOCAL lock_timeout TO DEFAULT"), Statement(f"RELEASE SAVEPOINT {_SAVEPOINT}")]
_UNDO = [Statement(f"ROLLBACK TO SAVEPOINT {_SAVEPOINT}"), Statement(f"RELEASE SAVEPOINT {_SAVEPOINT}")]


class _LimitBroken(Exception):
    """The database refused moves that would break the limit of an account."""

    def __init__(self, moves: Sequence[Move]) -> None:
        super().__init__(len(moves))
        self.moves = moves


def post(
    batch: Sequence[NewTransfer], at: datetime | None = None, expiring: bool = False, proven: Collection[str] = ()
) -> list[Recorded]:
    """Record a batch in one transaction, which may be the caller's. In this order:

    1. Look at each transfer by itself: nothing is asked of the database for one that cannot be.
    2. Lock the assets in the order of their ids, wait for them only a short time, then the accounts.
    3. Find what each transfer means: accounts of posts and voids come from their reservations.
    4. Number and chain the transfers, and add them in one statement; the database applies them or refuses all.
    5. What was refused may have been recorded before: the same request gets the answer that it got then.

    Raises a :class:`~lvheng.ledger.problems.LedgerProblem`.
    """
    check_batch(batch)
    if not batch:
        return []
    try:
        if connection.in_atomic_block:
            return _within(batch, at, expiring, proven)
        with transaction.atomic():
            return _record(batch, at, expiring, proven)
    except LedgerProblem as problem:
        return _answer(batch, problem)
    except _LimitBroken as broken:
        return _answer(batch, _shortage(broken.moves) or LedgerBusy())
    except psycopg.errors.UniqueViolation:
        return _answer(batch, LedgerBusy())
    except psycopg.Error as error:
        if error.sqlstate not in _BUSY:
            raise
        raise LedgerBusy from error


def _within(
    batch: Sequence[NewTransfer], at: datetime | None, expiring: bool, proven: Collection[str]
) -> list[Recorded]:
    """As a part of the caller's transaction, the rest of which stays where this fails."""
    try:
        return _record(batch, at, expiring, proven, [_BEGIN], _END)
    except BaseException:
        ask_raw(_UNDO)
        raise


def _record(
    batch: Sequence[NewTransfer],
    at: datetime | None,
    expiring: bool,
    proven: Collection[str],
    first: Sequence[Statement] = (),
    last: Sequence[Statement] = (),
) -> list[Recorded]:
    state = lock(batch, first)
    now = at or timezone.now()
    moves = moves_of(batch, state, now, expiring, proven)
    text, recorded = _chained(moves, state, now, at is not None)
    try:
        _add(text, recorded, last)
    except psycopg.errors.CheckViolation as error:
        if error.diag.table_name != "ledger_account":
            raise
        raise _LimitBroken(moves) from error
    return recorded


def _add(text: str, recorded: Sequence[Recorded], last: Sequence[Statement]) -> None:
    """One statement either way: a batch is applied as one moment. ``last`` goes behind it."""
    if len(recorded) <= _FEW:
        ask_raw([Statement(_INSERT, [list(column) for column in zip(*recorded, strict=True)]), *last])
        return
    with raw_cursor().copy(_COPY) as copy:
        copy.write(text)
    if last:
        ask_raw(last)


class _Link(NamedTuple):
    """Where the next transfer of an asset goes, and when it counts as recorded."""

    head: Head
    moment: datetime
    written: str


def _chained(moves: Sequence[Move], state: State, now: datetime, dated: bool) -> tuple[str, list[Recorded]]:
    """The moves numbered and chained: as the text that PostgreSQL copies, and as what the caller is told."""
    links: dict[int, _Link] = {}
    for asset in state.assets.values():
        moment = _moment(asset, now, dated)
        links[asset.id] = _Link(Head(asset.sequence, asset.hash), moment, instant(moment))
    lines: list[str] = []
    recorded: list[Recorded] = []
    for move in moves:
        (last, previous), moment, written = links[move[1]]
        sequence = last + 1
        line = content(move, sequence, written)
        own = link(previous, line)
        before, after = previous.hex(), own.hex()
        lines.append(f"{line}\t\\\\x{before}\t\\\\x{after}\n")
        recorded.append(Recorded(move[0], move[1], sequence, *move[2:], moment, before, after))
        links[move[1]] = _Link(Head(sequence, own), moment, written)
    return "".join(lines), recorded


def _moment(asset: AssetState, now: datetime, dated: bool) -> datetime:
    """When it counts as recorded: never before the transfer before it, whatever a clock says."""
    if not dated:
        return max(now, asset.recorded_at) if asset.recorded_at else now
    if not asset.simulated or (asset.recorded_at and now < asset.recorded_at):
        what = Text(
            "只有模拟的资产可以补记，且不能早于上一笔。", "only simulated assets are dated back, never before the last."
        )
        raise BadTransfer(what, asset.code)
    return now


def _answer(batch: Sequence[NewTransfer], problem: LedgerProblem) -> list[Recorded]:
    """What the same request was answered before; else raises what is wrong with this one."""
    known = {each.id: each for each in find([new.id for new in batch])}
    for new in batch:
        if new.id in known and not same_request(new, known[new.id]):
            raise IdReused(new.id)
    if len(known) == len(batch):
        return [known[new.id] for new in batch]
    if known:
        raise IdReused(next(iter(known)))
    raise problem


def _shortage(moves: Sequence[Move]) -> InsufficientFunds | None:
    """The first account that would give more than it has; None where that has changed meanwhile."""
    needs = _needs(moves)
    cursor = raw_cursor()
    cursor.execute(
        """
        SELECT id, coalesce(nullif(owner_name, ''), owner),
               CASE "limit" WHEN 'credits' THEN credits_posted - debits_posted - debits_pending
                            WHEN 'debits' THEN debits_posted - credits_posted - credits_pending END, "limit"
        FROM ledger_account WHERE id = ANY(%s) AND "limit" <> 'none' ORDER BY id
        """,
        [list(needs)],
    )
    for account_id, owner, available, limit in cursor:
        needed = needs[account_id][0 if limit == "credits" else 1]
        if needed > available:
            return InsufficientFunds(account_id, owner, available, needed)
    return None


def _needs(moves: Sequence[Move]) -> dict[int, tuple[int, int]]:
    """By how much each account's room shrinks: what more leaves than arrives, and what more arrives than leaves."""
    needs: dict[int, tuple[int, int]] = {}
    for move in moves:
        moved = move.amount if move.kind in ("posted", "post") else 0
        held = {"pending": move.amount, "posted": 0}.get(move.kind, -move.amount)
        out, back = needs.get(move.debit_id, (0, 0))
        needs[move.debit_id] = (out + moved + held, back - moved)
        out, back = needs.get(move.credit_id, (0, 0))
        needs[move.credit_id] = (out - moved, back + moved + held)
    return needs
