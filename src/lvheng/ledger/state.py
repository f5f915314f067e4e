"""What a batch touches, read and locked: assets, then accounts, each in the order of their ids."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from lvheng.ledger.moves import NewTransfer, Recorded
from lvheng.statements import Statement, ask_raw, raw_cursor

LOCK_WAIT_MS = 2000
COLUMNS = (
    "id, asset_id, sequence, kind, debit_id, credit_id, amount, pending_id, code, reference, expires_at, recorded_at, "
    "previous_hash, hash"
)
# The wait is set before the first lock is asked for, because rows are locked after they were joined.
_LOCK_ASSETS = """
WITH wait AS MATERIALIZED (SELECT set_config('lock_timeout', %s, true))
SELECT asset.id, asset.frozen, asset.last_sequence, asset.last_hash, asset.last_recorded_at, asset.simulated, asset.code
FROM ledger_asset AS asset, wait
WHERE asset.id IN (SELECT asset_id FROM ledger_account WHERE id = ANY(%s::bigint[]))
ORDER BY asset.id FOR NO KEY UPDATE OF asset
"""
_LOCK_ACCOUNTS = """
SELECT id, asset_id, frozen, purpose, owner, owner_name, area_code FROM ledger_account
WHERE id = ANY(%s::bigint[]) ORDER BY id FOR NO KEY UPDATE
"""
_RESERVATIONS = """
SELECT transfer_id, asset_id, debit_id, credit_id, remaining, expires_at FROM ledger_reservation
WHERE transfer_id = ANY(%s::uuid[])
"""


class AssetState(NamedTuple):
    """A locked asset."""

    id: int
    frozen: bool
    sequence: int
    hash: bytes
    recorded_at: datetime | None
    simulated: bool
    code: str


class AccountState(NamedTuple):
    """A locked account."""

    id: int
    asset_id: int
    frozen: bool
    purpose: str
    owner: str
    owner_name: str
    area_code: str


class Held(NamedTuple):
    """What is set aside of a pending transfer."""

    asset_id: int
    debit_id: int
    credit_id: int
    remaining: int
    expires_at: datetime | None


class State(NamedTuple):
    """Everything locked that a batch touches."""

    assets: Mapping[int, AssetState]
    accounts: Mapping[int, AccountState]
    reservations: dict[UUID, Held]


def lock(batch: Sequence[NewTransfer], first: Sequence[Statement] = ()) -> State:
    """Read and lock what ``batch`` touches, waiting for each lock only a short time; ``first`` goes before it."""
    pendings = [pending for each in batch if (pending := each.posts or each.voids) is not None]
    remaining = [Statement(_RESERVATIONS, [pendings])] if pendings else []
    wanted = {each.debit for each in batch} | {each.credit for each in batch}
    if pendings:
        # Whose they are never changes; what remains of them is read again when nobody else can change it.
        *_, known = ask_raw([*first, *remaining])
        first = ()
        wanted.update(account for _, _, debit, credit, *_ in known for account in (debit, credit))
    ids = list(wanted)
    # In one go: asked one after the other, half of the time of a small batch would be waiting for answers.
    locks = [Statement(_LOCK_ASSETS, [str(LOCK_WAIT_MS), ids]), Statement(_LOCK_ACCOUNTS, [ids])]
    assets, accounts, *held = ask_raw([*first, *locks, *remaining])[len(first) :]
    return State(
        {row[0]: AssetState(*row) for row in assets},
        {row[0]: AccountState(*row) for row in accounts},
        {row[0]: Held(*row[1:]) for rows in held for row in rows},
    )


def find(ids: Iterable[UUID]) -> list[Recorded]:
    """The transfers of these ids that are in the ledger, in no particular order."""
    cursor = raw_cursor()
    cursor.execute(f"SELECT {COLUMNS} FROM ledger_transfer WHERE id = ANY(%s)", [list(ids)])
    return [Recorded._make((*row[:12], row[12].hex(), row[13].hex())) for row in cursor]
