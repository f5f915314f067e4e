"""A derivation as JSON: kept with the case, so that what was said of a date can be read again as it was said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from lvheng.cases.clock import Derivation, Skipped, Start, Suspension, Term
from lvheng.errors import Text


def plain(found: Derivation) -> dict[str, Any]:
    """Texts, numbers, booleans, lists and dicts only; :func:`read_derivation` gives the same derivation back."""
    term, start = found.term, found.start
    return {
        "term": {name: getattr(term, name) for name in ("count", "unit", "before", "roll", "inclusive")},
        "start": {"day": start.day.isoformat(), "event": _text(start.event)},
        "due_on": _day(found.due_on),
        "first": found.first.isoformat(),
        "skipped": _skipped(found.skipped),
        "suspended": [[each.begin.isoformat(), _day(each.end), each.reason] for each in found.suspended],
        "rolled_from": _day(found.rolled_from),
        "rolled": _skipped(found.rolled),
        "uncertain": [each.isoformat() for each in found.uncertain],
    }


def read_derivation(kept: Mapping[str, Any]) -> Derivation:
    """What :func:`plain` made; raises KeyError or ValueError for anything else."""
    start = Start(date.fromisoformat(kept["start"]["day"]), Text(*kept["start"]["event"]))
    return Derivation(
        Term(**kept["term"]),
        start,
        _read_day(kept["due_on"]),
        date.fromisoformat(kept["first"]),
        _read_skipped(kept["skipped"]),
        tuple(Suspension(date.fromisoformat(each[0]), _read_day(each[1]), each[2]) for each in kept["suspended"]),
        _read_day(kept["rolled_from"]),
        _read_skipped(kept["rolled"]),
        tuple(date.fromisoformat(each) for each in kept["uncertain"]),
    )


def _text(text: Text) -> list[str]:
    return [text.zh, text.en]


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _read_day(kept: str | None) -> date | None:
    return None if kept is None else date.fromisoformat(kept)


def _skipped(days: Iterable[Skipped]) -> list[list[Any]]:
    return [[each.day.isoformat(), each.reason.zh, each.reason.en, each.suspended] for each in days]


def _read_skipped(kept: Iterable[Any]) -> tuple[Skipped, ...]:
    return tuple(Skipped(date.fromisoformat(day), Text(zh, en), stopped) for day, zh, en, stopped in kept)
