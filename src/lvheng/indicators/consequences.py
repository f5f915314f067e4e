"""What a warning led to, as the rooms below tell it: they know of warnings, this room knows nothing of theirs."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import NamedTuple

from lvheng.areas.acting import Acting


class Consequence(NamedTuple):
    """A page about what follows from a warning, and what it is called."""

    name: str
    url: str
    simulated: bool = False


# Who asks and the numbers of warnings in; of those that led to something that they may see, what it is.
Provider = Callable[[Acting, Collection[int]], Mapping[int, Consequence]]
_providers: list[Provider] = []


def tell_consequences(provider: Provider) -> None:
    """Let a room that acts on warnings say so beside them."""
    if provider not in _providers:
        _providers.append(provider)


def consequences(acting: Acting, warnings: Collection[int]) -> dict[int, Consequence]:
    """What these warnings led to, as far as somebody may see it."""
    found: dict[int, Consequence] = {}
    for provider in _providers:
        found.update(provider(acting, warnings))
    return found
