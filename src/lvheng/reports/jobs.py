"""What the worker does for this room in the background."""

from __future__ import annotations

import contextlib

from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

# 6:30 in the morning in China, after the warnings were reviewed; in UTC, as schedules are written.
EARLY = "30 22 * * *"


@app.periodic(cron=EARLY)
@app.task(name="reports.draft_due", queue="reports", queueing_lock="reports.draft_due")
def draft_due_job(timestamp: int = 0) -> None:
    """Draft the documents that are due; a second run of the same day finds nothing to do. A person issues them."""
    from django.utils import timezone

    from lvheng.reports.actions import draft_due

    draft_due(timezone.localdate())


@app.task(name="reports.draft_order", queue="reports")
def draft_order_job(order_id: int) -> None:
    """Draft what somebody ordered; a second run of the same job finds nothing to do."""
    from lvheng.reports.ordering import work

    work(order_id)


def queue_drafts() -> None:
    """Have what is due drafted now; a run that already waits is enough. Not inside a transaction."""
    with contextlib.suppress(AlreadyEnqueued):
        draft_due_job.defer()
