"""The hash chain of the action log: a changed, missing or inserted entry breaks every hash after it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from lvheng.errors import Text

GENESIS = "0" * 64


@dataclass(frozen=True)
class Break:
    """The first entry that does not follow from the one before it."""

    number: int
    reason: Text


_NOT_CONTINUED = Text("它接不上前一条。", "it does not continue the entry before it.")
_CHANGED = Text("内容在写入之后被更改。", "its content was changed after it was written.")


def link(previous_hash: str, content: Mapping[str, Any]) -> str:
    """SHA-256, in hexadecimal, over the previous hash and the entry's content as canonical JSON."""
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(f"{previous_hash}\n{canonical}".encode()).hexdigest()


def first_break(
    entries: Iterable[tuple[int, str, str, Mapping[str, Any]]], first: int = 1, previous: str = GENESIS
) -> Break | None:
    """Check ``(number, previous_hash, hash, content)`` in ascending order; None when the chain holds.

    ``first`` and ``previous`` are the number and the previous hash that the first of them has to have.
    """
    expected_number, expected_previous = first, previous
    for number, previous_hash, own_hash, content in entries:
        if number != expected_number:
            return Break(expected_number, _missing(expected_number, number))
        if previous_hash != expected_previous:
            return Break(number, _NOT_CONTINUED)
        if own_hash != link(previous_hash, content):
            return Break(number, _CHANGED)
        expected_number, expected_previous = number + 1, own_hash
    return None


def _missing(expected: int, found: int) -> Text:
    return Text(
        f"缺少第 {expected} 条，下一条是第 {found} 条。", f"entry {expected} is missing, entry {found} follows instead."
    )
