"""What the worker does for this room: the clock of the sessions, and everything that has a time limit."""

from __future__ import annotations

from procrastinate.contrib.django import app


@app.periodic(cron="* * * * *")
@app.task(name="markets.clock", queue="markets", queueing_lock="markets.clock")
def clock_job(timestamp: int) -> None:
    """Open and close what is due, drop expired listings, let trades lapse; a second run finds nothing to do."""
    from django.utils import timezone

    from lvheng.markets.clock import tick

    tick(timezone.now())


@app.periodic(cron="10 1 * * *")
@app.task(name="markets.daily", queue="markets", queueing_lock="markets.daily")
def daily_job(timestamp: int) -> None:
    """Announce the sessions of the coming week by the pack's hours; give back vouchers; let points run out."""
    from django.utils import timezone

    from lvheng.markets.clock import daily

    daily(timezone.localdate())
