"""What the worker sends: letters at once every minute, and the letter of the day every morning."""

from __future__ import annotations

from procrastinate.contrib.django import app


@app.periodic(cron="* * * * *")
@app.task(name="notifications.at_once", queue="notifications", queueing_lock="notifications.at_once")
def at_once_job(timestamp: int) -> None:
    """Write to those who want a letter for each message."""
    from lvheng.notifications.mailing import send_at_once

    send_at_once()


# Half an hour after the reminders of the day were made.
@app.periodic(cron="0 7 * * *")
@app.task(name="notifications.daily", queue="notifications", queueing_lock="notifications.daily")
def daily_job(timestamp: int) -> None:
    """Write to those who want one letter a day."""
    from lvheng.notifications.mailing import send_daily

    send_daily()
