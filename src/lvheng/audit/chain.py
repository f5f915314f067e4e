"""The hash chain of the action log: a changed, missing or inserted entry breaks every hash after it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

GENESIS = "0" * 64


@dataclass(frozen=True)
class Break:
    """The first entry that does not follow from the one before it."""

    number: int
    reason: str


def link(previous_hash: str, content: Mapping[str, Any]) -> str:
    """SHA-256, in hexadecimal, over the previous hash and the entry's content as canonical JSON."""
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(f"{previous_hash}\n{canonical}".encode()).hexdigest()


def first_break(entries: Iterable[tuple[int, str, str, Mapping[str, Any]]]) -> Break | None:
    """Check ``(number, previous_hash, hash, content)`` in ascending order; None when the chain holds."""
    expected_number, expected_previous = 1, GENESIS
    for number, previous_hash, own_hash, content in entries:
        if number != expected_number:
            return Break(expected_number, f"entry {expected_number} is missing, {number} follows instead")
        if previous_hash != expected_previous:
            return Break(number, "it does not continue the entry before it")
        if own_hash != link(previous_hash, content):
            return Break(number, "its content was changed after it was written")
        expected_number, expected_previous = number + 1, own_hash
    return None
