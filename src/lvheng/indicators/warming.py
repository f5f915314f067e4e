"""Opens the book of new figures in the background, so that after a publication no reader waits for it."""

from __future__ import annotations

import logging
import threading
from time import sleep

from django.db import DatabaseError, connection
from django.utils import timezone

from lvheng.errors import Problems
from lvheng.indicators.overview import overview
from lvheng.indicators.snapshots import PUBLIC, book

INTERVAL_S = 1.0

logger = logging.getLogger(__name__)
_started = threading.Lock()


def keep_warm() -> None:
    """Look for new public figures every second in a thread of this process, until it ends; one thread however often.

    A look that finds nothing new is one short query. The books are shared by all threads of a process, but not between
    processes: each web process keeps itself warm.
    """
    if _started.acquire(blocking=False):
        threading.Thread(target=_look_for_ever, name="indicators-warming", daemon=True).start()


def warm(seen: str = "") -> str:
    """Open the public book and what the overview shows of it, unless its fingerprint is ``seen``; the fingerprint."""
    opened = book(PUBLIC)
    if opened.fingerprint != seen:
        overview(opened, timezone.localdate())
    return opened.fingerprint


def _look_for_ever() -> None:
    seen = ""
    while True:
        seen = _look(seen)
        sleep(INTERVAL_S)


def _look(seen: str) -> str:
    """One look. What fails now may work in a second, and whoever opens a page is told what is wrong."""
    try:
        return warm(seen)
    except (DatabaseError, Problems, OSError) as error:
        logger.warning("the book of the indicators was not opened in the background: %s", error)
        return seen
    finally:
        connection.close()
