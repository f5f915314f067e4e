"""What the worker does for this room."""

from __future__ import annotations

from procrastinate.contrib.django import app


@app.periodic(cron="* * * * *")
@app.task(name="ledger.expire", queue="ledger", queueing_lock="ledger.expire")
def expire_job(timestamp: int) -> None:
    """Release reservations whose time is over; a second run finds nothing to do."""
    from django.utils import timezone

    from lvheng.ledger.actions import expire_due

    expire_due(timezone.now())
