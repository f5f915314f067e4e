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


@app.periodic(cron="10 0 * * *")
@app.task(name="ledger.expire_units", queue="ledger", queueing_lock="ledger.expire_units")
def expire_units_job(timestamp: int) -> None:
    """Take what is no longer valid out of the accounts; a second run finds nothing to do."""
    from lvheng.ledger.actions import expire_units

    expire_units()


@app.periodic(cron="20 0 * * *")
@app.task(name="ledger.pay_instalments", queue="ledger", queueing_lock="ledger.pay_instalments")
def pay_instalments_job(timestamp: int) -> None:
    """Give out the instalments of allotments that are due; a second run finds nothing to do."""
    from lvheng.ledger.actions import pay_due

    pay_due()
