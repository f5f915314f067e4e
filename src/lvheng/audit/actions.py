"""Adding to the action log: the only write that this room knows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from django.db import connection
from django.utils import timezone

from lvheng.areas.acting import Acting
from lvheng.audit.chain import GENESIS, link
from lvheng.audit.models import Entry
from lvheng.statements import Statement, ask, ask_together, insertion

# One lock for the whole log: entries are numbered without gaps and each continues the one before it.
_LOCK = 0x4C7568656E67
_LAST = "SELECT number, hash FROM audit_entry ORDER BY number DESC LIMIT 1"


def record(
    acting: Acting | None,
    action: str,
    obj_type: str,
    obj_id: object,
    obj_name: str,
    changes: Mapping[str, Any],
) -> Entry:
    """Add one entry in the caller's transaction; ``acting`` None is the system itself.

    ``changes`` holds texts, whole numbers, booleans, None, dates, decimals (kept as text) and lists or dicts of these.
    Others who write wait until the transaction ends, so record last. Raises RuntimeError outside a transaction and
    TypeError for a value that would not read back exactly as it was hashed (a float, bytes, an object).
    """
    if not connection.in_atomic_block:
        raise RuntimeError("An entry belongs into the transaction of the write that it tells of.")
    entry = Entry(
        action=action,
        object_type=obj_type,
        object_id=str(obj_id),
        object_name=obj_name[:200],
        changes=plain(changes),
        **_actor(acting),
    )
    _append(entry)
    return entry


def _append(entry: Entry) -> None:
    """Number, date and chain the entry behind the last one; the lock is held until the transaction ends."""
    _, found = ask_together([Statement("SELECT pg_advisory_xact_lock(%s)", [_LOCK]), Statement(_LAST)])
    last = found[0] if found else (0, GENESIS)
    entry.time = timezone.now().astimezone(UTC)
    entry.number, entry.previous_hash = last[0] + 1, last[1]
    entry.hash = link(entry.previous_hash, entry.content())
    ((entry.pk,),) = ask(*insertion([entry]))
    entry._state.adding = False


def plain(value: Any) -> Any:
    """``value`` in the shapes that JSON in the database gives back unchanged; raises TypeError for any other."""
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str):
        return str(value).replace("\x00", "")
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    raise TypeError(f"{type(value).__name__} cannot be kept in the action log")


def _actor(acting: Acting | None) -> dict[str, Any]:
    if acting is None:
        return {"actor_id": None, "actor_name": "系统"}
    organisation = acting.organisation
    return {
        "actor_id": acting.person.pk if acting.person else None,
        "actor_name": str(acting.person)[:80] if acting.person else "",
        "organisation_code": organisation.code if organisation else "",
        "organisation_name": organisation.name if organisation else "",
        "role": acting.role or "",
    }
