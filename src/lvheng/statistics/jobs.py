"""What the worker does for this room every morning."""

from __future__ import annotations

from procrastinate.contrib.django import app


@app.periodic(cron="30 6 * * *")
@app.task(name="statistics.daily", queue="statistics")
def daily_job(timestamp: int) -> None:
    """Open the reports that have come due to be asked for, then remind; a second run finds nothing to do."""
    from django.utils import timezone

    from lvheng.statistics.actions import open_due_reports, remind

    today = timezone.localdate()
    open_due_reports(today)
    remind(today)


@app.task(name="statistics.look_at_upload", queue="documents")
def look_at_upload(upload_id: int) -> None:
    """Examine a large workbook; a second run of the same job finds nothing to do."""
    from lvheng.statistics.uploading import look_at

    look_at(upload_id)
