"""What rooms further down have to say on the home page; they register it when they start."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.functional import Promise

Notice = str | Promise
_asked: list[Callable[[], Notice | None]] = []


def register(notice: Callable[[], Notice | None]) -> None:
    """Ask ``notice`` for a text on every view of the home page; None says nothing. Asking again changes nothing."""
    if notice not in _asked:
        _asked.append(notice)


def current() -> list[Notice]:
    """What is to be said now."""
    return [text for text in (notice() for notice in _asked) if text is not None]
