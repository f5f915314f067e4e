"""What the worker does for this room in the background."""

from __future__ import annotations

from procrastinate.contrib.django import app

# Every night at 3:30 in China, in UTC, as schedules are written.
NIGHT = "30 19 * * *"


@app.task(name="rules.compute_run", queue="rules")
def compute_run_job(run_id: int) -> None:
    """Apply a rule to a table that was handed in; a second run of the same job finds nothing to do."""
    from lvheng.rules.bulk_actions import compute

    compute(run_id)


@app.task(name="rules.compare_reform", queue="rules")
def compare_reform_job(reform_id: int) -> None:
    """Compare a draft with the law in force; a second run of the same job finds nothing to do."""
    from lvheng.rules.reform_actions import compare_now

    compare_now(reform_id)


@app.periodic(cron=NIGHT)
@app.task(name="rules.forget_runs", queue="rules")
def forget_runs_job(timestamp: int = 0) -> None:
    """Delete tables that are older than a month."""
    from lvheng.rules.bulk_actions import forget_old

    forget_old()
