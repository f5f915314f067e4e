"""What other rooms add to the world: made after the things of the registers exist, removed before they go."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from lvheng.errors import Text
from lvheng.packs.model import Pack


@dataclass(frozen=True)
class Extra:
    """Demonstration rows of a room, all marked as simulated.

    ``make`` (for a pack and a seed) and ``remove`` run inside the transaction of the world, check no permissions and
    return how many rows of each kind they made or removed; ``count`` says how many there are.
    """

    name: str
    title: Text
    make: Callable[[Pack, int], Mapping[str, int]]
    remove: Callable[[], Mapping[str, int]]
    count: Callable[[], int] = lambda: 0


extras: list[Extra] = []
"""A room appends its own in ``AppConfig.ready``; they are made in this order and removed in the opposite one."""


def make_extras(pack: Pack, seed: int) -> int:
    """Make the rows of all rooms; returns how many."""
    return sum(sum(extra.make(pack, seed).values()) for extra in extras)


def remove_extras() -> int:
    """Remove the rows of all rooms; returns how many."""
    return sum(sum(extra.remove().values()) for extra in reversed(extras))


def count_extras() -> int:
    """How many rows there are."""
    return sum(extra.count() for extra in extras)
