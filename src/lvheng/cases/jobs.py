"""What the worker does for this room every morning."""

from __future__ import annotations

import contextlib

from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

# 6:00 in the morning in China, in UTC, after the warnings have been reviewed.
EARLY = "0 22 * * *"


@app.periodic(cron=EARLY)
@app.task(name="cases.daily", queue="cases", queueing_lock="cases.daily")
def daily_job(timestamp: int = 0) -> None:
    """Open and close what has a cause, then bring all terms to today; a second run finds nothing to do."""
    from lvheng.cases.causes import review_causes
    from lvheng.cases.deadline_run import run_deadlines

    review_causes()
    run_deadlines()


def queue_daily() -> None:
    """Have it done soon; a run that waits already is enough. Not inside a transaction."""
    with contextlib.suppress(AlreadyEnqueued):
        daily_job.defer()
