"""What the worker does for this room in the background."""

from __future__ import annotations

import contextlib
from collections.abc import Callable

from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

# 5:30 in the morning in China, in UTC, as schedules are written.
EARLY = "30 21 * * *"

# Rooms that follow warnings add what is to be done after each review; called outside a transaction.
after_review: list[Callable[[], None]] = []


@app.periodic(cron=EARLY)
@app.task(name="indicators.review_warnings", queue="indicators", queueing_lock="indicators.review_warnings")
def review_warnings_job(timestamp: int = 0) -> None:
    """Review the warnings, every morning and when new data come; a second run of the same day changes nothing."""
    from lvheng.indicators.warning_actions import review_warnings

    review_warnings()
    for follow in after_review:
        follow()


def queue_review() -> None:
    """Have the warnings reviewed soon; a review that already waits is enough. Not inside a transaction."""
    with contextlib.suppress(AlreadyEnqueued):
        review_warnings_job.defer()
