"""What a transfer consists of, how it is written down to the byte, and how it is chained."""

from __future__ import annotations

import hashlib
import os
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import NamedTuple
from uuid import UUID

CODE_LENGTH = 40
REFERENCE_LENGTH = 120
# A thousand million million smallest units: sums over a thousand such transfers still fit into 64 bits.
MAX_AMOUNT = 10**15
MAX_BATCH = 10_000
GENESIS = bytes(32)
NOTHING = "\\N"


def new_id() -> UUID:
    """A UUID of version 7: in the order of time, so that the newest stand together in an index."""
    millis = time.time_ns() // 1_000_000
    random = int.from_bytes(os.urandom(10))
    return UUID(int=millis << 80 | 0x7 << 76 | (random >> 68) << 64 | 0b10 << 62 | (random & (1 << 62) - 1))


@dataclass(frozen=True, slots=True)
class NewTransfer:
    """One transfer to make. ``amount`` leaves account ``debit`` and arrives at ``credit``, in smallest units.

    ``pending`` only sets the amount aside, until ``expires_at`` where one is given. ``posts`` moves ``amount`` (0: all
    that remains) of what the pending transfer of that id set aside; ``voids`` releases all that remains of it; both
    take their accounts from it. ``code`` says why, ``reference`` what it belongs to.
    """

    debit: int = 0
    credit: int = 0
    amount: int = 0
    code: str = "transfer"
    reference: str = ""
    id: UUID = field(default_factory=new_id)
    pending: bool = False
    expires_at: datetime | None = None
    posts: UUID | None = None
    voids: UUID | None = None


class Move(NamedTuple):
    """A transfer that is complete but not yet chained: what the hash covers, without place and time."""

    id: UUID
    asset_id: int
    kind: str
    debit_id: int
    credit_id: int
    amount: int
    pending_id: UUID | None
    code: str
    reference: str
    expires_at: datetime | None


class Recorded(NamedTuple):
    """A transfer as it stands in the ledger. The hashes are in hexadecimal."""

    id: UUID
    asset_id: int
    sequence: int
    kind: str
    debit_id: int
    credit_id: int
    amount: int
    pending_id: UUID | None
    code: str
    reference: str
    expires_at: datetime | None
    recorded_at: datetime
    previous_hash: str
    hash: str

    @property
    def move(self) -> Move:
        """What was asked for; two requests with one id have to agree in it."""
        return Move(
            self.id,
            self.asset_id,
            self.kind,
            self.debit_id,
            self.credit_id,
            self.amount,
            self.pending_id,
            self.code,
            self.reference,
            self.expires_at,
        )


class Head(NamedTuple):
    """The end of an asset's chain: the last number and hash."""

    sequence: int
    hash: bytes


def instant(moment: datetime) -> str:
    """A moment to the microsecond, in UTC, always in 27 characters."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def content(move: Move, sequence: int, recorded_at: str) -> str:
    """What the hash covers, with tabs between the parts: a line of PostgreSQL's text format."""
    identity, asset_id, kind, debit_id, credit_id, amount, pending_id, code, reference, expires_at = move
    pending = NOTHING if pending_id is None else str(pending_id)
    expires = NOTHING if expires_at is None else instant(expires_at)
    return (
        f"{identity}\t{asset_id}\t{sequence}\t{kind}\t{debit_id}\t{credit_id}\t{amount}\t{pending}\t{code}\t{reference}"
        f"\t{expires}\t{recorded_at}"
    )


def link(previous: bytes, text: str) -> bytes:
    """SHA-256 over the hash of the transfer before and this one's content."""
    return hashlib.sha256(previous + text.encode()).digest()


# The same in SQL, for a row of the table of transfers: whoever verifies does not need this program to read the chain.
CONTENT_SQL = """concat_ws(E'\\t', id, asset_id, sequence, kind, debit_id, credit_id, amount,
    coalesce(pending_id::text, E'\\\\N'), code, reference,
    coalesce(to_char(expires_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), E'\\\\N'),
    to_char(recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))"""
LINK_SQL = f"sha256(previous_hash || convert_to({CONTENT_SQL}, 'UTF8'))"
