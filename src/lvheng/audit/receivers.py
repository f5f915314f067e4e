"""What this room hears of and writes down: writes of the room areas."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from lvheng.areas.events import happened
from lvheng.audit.actions import record


@receiver(happened, dispatch_uid="audit.happened")
def write_down(sender: object, **event: Any) -> None:
    """An entry for a write of the room areas, in its transaction."""
    record(
        event["acting"],
        event["action"],
        event["object_type"],
        event["object_id"],
        event["object_name"],
        event["changes"],
    )
