"""What the worker does for this room in the background."""

from __future__ import annotations

from procrastinate.contrib.django import app


@app.task(name="plan.read_document", queue="documents")
def read_document_job(document_id: int) -> None:
    """Read a document that was handed in; a second run of the same job finds nothing to do."""
    from lvheng.plan.import_actions import read_document

    read_document(document_id)
