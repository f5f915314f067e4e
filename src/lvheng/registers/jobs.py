"""What the worker does for this room in the background."""

from __future__ import annotations

from procrastinate.contrib.django import app


@app.task(name="registers.check_import", queue="registers")
def check_import_job(import_id: int) -> None:
    """Check a table that was handed in; a second run of the same job finds nothing to do."""
    from lvheng.registers.import_work import check_import

    check_import(import_id)


@app.task(name="registers.write_import", queue="registers")
def write_import_job(import_id: int) -> None:
    """Write a table that was checked; a second run of the same job finds nothing to do."""
    from lvheng.registers.import_work import write_import

    write_import(import_id)
