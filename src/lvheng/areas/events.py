"""What happens in this room, told to the action log.

The log (room ``audit``) stands below this room and may not be imported here, so it subscribes: every write in
``actions`` sends ``happened`` inside its own transaction, and a write whose entry cannot be recorded is rolled back.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.dispatch import Signal

from lvheng.areas.acting import Acting

# Arguments: acting (None for the system), action, object_type, object_id, object_name, changes.
happened = Signal()


def tell(
    acting: Acting | None,
    action: str,
    object_type: str,
    object_id: object,
    object_name: str,
    changes: Mapping[str, Any] | None = None,
) -> None:
    """Tell the log; raises RuntimeError when nobody listens, because nothing may happen unrecorded."""
    heard = happened.send(
        sender=None,
        acting=acting,
        action=action,
        object_type=object_type,
        object_id=str(object_id),
        object_name=object_name,
        changes=dict(changes or {}),
    )
    if not heard:
        raise RuntimeError("The action log is not installed: add lvheng.audit to INSTALLED_APPS.")
