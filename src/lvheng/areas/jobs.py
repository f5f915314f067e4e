"""What the worker does every night for those who sign in."""

from __future__ import annotations

from procrastinate.contrib.django import app

# Every night at 3:45 in China, in UTC, as schedules are written.
NIGHT = "45 19 * * *"


@app.periodic(cron=NIGHT)
@app.task(name="areas.clear_sessions", queue="areas", queueing_lock="areas.clear_sessions")
def clear_sessions_job(timestamp: int = 0) -> None:
    """Delete sessions that have expired; the database keeps them otherwise."""
    from django.contrib.sessions.backends.db import SessionStore

    SessionStore.clear_expired()
