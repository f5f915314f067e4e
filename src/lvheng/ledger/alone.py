"""The short way for a transfer that stands alone: one call of a function of the database, which commits by itself."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

import psycopg
from django.utils import timezone

from lvheng.ledger.catalogue import assets
from lvheng.ledger.checking import check_batch
from lvheng.ledger.lawful import has_rules
from lvheng.ledger.moves import NewTransfer, Recorded
from lvheng.statements import raw_cursor

_CALL = (
    "SELECT of_asset, number, at, before, own FROM ledger_post_alone(%s, %s::bigint, %s::bigint, %s::bigint, %s, %s, "
    "%s, %s::timestamptz, %s, %s::text[])"
)


class _Placed(NamedTuple):
    asset_id: int
    sequence: int
    recorded_at: datetime
    previous_hash: bytes
    hash: bytes


def post_alone(new: NewTransfer) -> Recorded | None:
    """Record one transfer outside of any transaction of the caller.

    None where it is a step of a reservation, or anything about it is unusual: then nothing was written, and
    :func:`lvheng.ledger.posting.post` records it or says why not.
    """
    if new.posts is not None or new.voids is not None:
        return None
    check_batch([new])
    kind = "pending" if new.pending else "posted"
    values = [
        new.id, new.debit, new.credit, new.amount, kind, new.code, new.reference, new.expires_at, timezone.now(),
        _free(),
    ]  # fmt: skip
    cursor = raw_cursor()
    try:
        row = cursor.execute(_CALL, values, prepare=True).fetchone()
    except psycopg.Error as error:
        if error.sqlstate is None:
            raise
        return None
    if row is None:
        return None
    at = _Placed(*row)
    return Recorded(
        new.id, at.asset_id, at.sequence, kind, new.debit, new.credit, new.amount, None, new.code, new.reference,
        new.expires_at, at.recorded_at, at.previous_hash.hex(), at.hash.hex(),
    )  # fmt: skip


def _free() -> list[str]:
    """The assets whose transfers between holders no rule has to be asked about."""
    return [code for code, asset in assets().items() if not has_rules(asset)]
