"""Exact sharing of whole numbers: every part is whole and the parts add up."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction


def shared(total: int, weights: Sequence[int]) -> list[int]:
    """``total`` in parts proportional to ``weights`` (at least 0), by largest remainder; equal parts without weights.

    Raises ValueError for a total that nobody is there to share.
    """
    if not weights:
        if total:
            raise ValueError("nobody to share with")
        return []
    whole = sum(weights)
    if whole <= 0:
        return shared(total, [1] * len(weights))
    parts = [total * weight // whole for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda i: (-(total * weights[i] % whole), i))
    for position in by_remainder[: total - sum(parts)]:
        parts[position] += 1
    return parts


def shared_within(total: int, weights: Sequence[int], caps: Sequence[int]) -> list[int]:
    """As :func:`shared`, no part above its cap: what is cut off goes to the others.

    Raises ValueError where the caps together are less than the total.
    """
    if total > sum(caps):
        raise ValueError(f"{total} is more than the caps allow")
    parts, rest = [0] * len(caps), total
    while rest:
        room = [cap - part for cap, part in zip(caps, parts, strict=True)]
        open_weights = [weight if left > 0 else 0 for weight, left in zip(weights, room, strict=True)]
        given = shared(rest, open_weights if sum(open_weights) else room)
        for position, (more, left) in enumerate(zip(given, room, strict=True)):
            parts[position] += min(more, left)
        rest = total - sum(parts)
    return parts


def nearest(value: Fraction) -> int:
    """The nearest whole number, ties to the even one."""
    return round(value)


def permille(value: int, change: int) -> int:
    """``value`` changed by so many thousandths."""
    return value * (1000 + change) // 1000
