"""Writing a session's log, and doing a write again where the ledger was busy."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any, TypeVar

from django.db import transaction
from django.utils import timezone

from lvheng.ledger.problems import LedgerBusy
from lvheng.markets import events
from lvheng.markets.events import Event
from lvheng.markets.models import MarketSession, SessionEvent

Result = TypeVar("Result")
_TRIES = 6
_FIRST_PAUSE_S = 0.02


def all_or_nothing(work: Callable[[], Result]) -> Result:
    """``work`` in one transaction, again from its beginning where others were writing on the ledger.

    Within a transaction of the caller there is one try: it is the caller who can begin again.
    """
    if transaction.get_connection().in_atomic_block:
        return work()
    for number in range(_TRIES - 1):
        try:
            with transaction.atomic():
                return work()
        except LedgerBusy:
            time.sleep(_FIRST_PAUSE_S * 2**number)
    with transaction.atomic():
        return work()


def append(session: MarketSession, happened: Iterable[Event]) -> None:
    """Add events to the log of a locked session; the caller saves the session."""
    SessionEvent.objects.bulk_create(logged(session, happened), batch_size=2000)


def logged(session: MarketSession, happened: Iterable[Event]) -> list[SessionEvent]:
    """Events as the next lines of the log of a locked session; the caller saves them and the session."""
    now, rows = timezone.now(), []
    for event in happened:
        line = events.line(event)
        session.events_count += 1
        session.events_hash = chained(session.events_hash, line)
        rows.append(
            SessionEvent(
                session=session,
                number=session.events_count,
                line=line,
                hash=session.events_hash,
                recorded_at=now,
                simulated=session.simulated,
            )
        )
    return rows


def chained(previous: str, line: str) -> str:
    """The hash of a line behind the one before it (hex SHA-256)."""
    return hashlib.sha256(f"{previous}\n{line}".encode()).hexdigest()


def content_hash(content: Mapping[str, Any]) -> str:
    """The hash by which the same request is known again."""
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def next_time(session: MarketSession, at: datetime | None = None) -> int:
    """The time of an event (now) in whole seconds; it never falls within a session, whatever the clock does.

    Orders of one second count as having arrived together, so that nobody wins by a faster line.
    """
    session.last_time = max(session.last_time, int((at or timezone.now()).timestamp()))
    return session.last_time
