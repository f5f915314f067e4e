"""What happened to documents, for rooms that tell people: sent when the transaction is over."""

from __future__ import annotations

from django.db import transaction
from django.dispatch import Signal

from lvheng.areas.acting import Acting
from lvheng.reports.models import DocumentStep, OfficialDocument

# Arguments: document, what (a value of DocumentStep.Kind), acting (None: the system).
happened = Signal()


def happen(document: OfficialDocument, what: DocumentStep.Kind, acting: Acting | None) -> None:
    """Tell whoever listens, once the change holds."""
    transaction.on_commit(
        lambda: happened.send(sender=OfficialDocument, document=document, what=what.value, acting=acting), robust=True
    )
