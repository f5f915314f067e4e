"""What the worker does for this room in the background."""

from __future__ import annotations

from procrastinate.contrib.django import app

# 6:30 in the morning in China, after the warnings were reviewed; in UTC, as schedules are written.
EARLY = "30 22 * * *"


@app.periodic(cron=EARLY)
@app.task(name="reports.draft_due", queue="reports", queueing_lock="reports.draft_due")
def draft_due_job(timestamp: int = 0) -> None:
    """Draft the documents that are due; a second run of the same day finds nothing to do. A person issues them."""
    from django.utils import timezone

    from lvheng.reports.actions import draft_due

    draft_due(timezone.localdate())
