"""Releases reservations whose time is over."""

from __future__ import annotations

from datetime import datetime

from lvheng.ledger.models import Reservation
from lvheng.ledger.moves import MAX_BATCH, NewTransfer
from lvheng.ledger.posting import post
from lvheng.ledger.problems import AlreadyPosted, TryAgain

_BATCH = MAX_BATCH // 10


def expire_due(now: datetime) -> int:
    """Release every reservation that ended before ``now``; returns how many.

    Batch by batch, each of one asset: others are let in between. What somebody posts or voids at the same moment is
    left for the next run, like what waits for a busy asset.
    """
    released = 0
    last = 0
    while True:
        due = list(
            Reservation.objects.filter(remaining__gt=0, expires_at__lte=now, asset_id__gt=last)
            .order_by("asset_id", "expires_at", "transfer_id")
            .values_list("asset_id", "transfer_id")[:_BATCH]
        )
        if not due:
            return released
        asset_id = due[0][0]
        batch = [NewTransfer(voids=pending, code="reservation_expired") for asset, pending in due if asset == asset_id]
        try:
            released += len(post(batch, expiring=True))
        except (AlreadyPosted, TryAgain):
            last = asset_id
