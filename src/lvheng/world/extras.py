"""What other rooms add to the world: made after the things of the registers exist, removed before they go."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from lvheng.cases.public.simulated import make_simulated as make_public
from lvheng.cases.public.simulated import remove_simulated as remove_public
from lvheng.cases.public.simulated import simulated_counts as count_public
from lvheng.cases.simulated import make_simulated as make_cases
from lvheng.cases.simulated import remove_simulated as remove_cases
from lvheng.cases.simulated import simulated_counts as count_cases
from lvheng.errors import Text
from lvheng.ledger.demonstration import make_simulated as make_entries
from lvheng.ledger.simulated import remove_simulated as remove_entries
from lvheng.ledger.simulated import simulated_counts
from lvheng.markets.simulated import make_simulated as make_trading
from lvheng.markets.simulated import remove_simulated as remove_trading
from lvheng.markets.simulated import simulated_count as count_trading
from lvheng.packs.case_model import CaseType
from lvheng.packs.markets import Market
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


def _trade(pack: Pack, seed: int) -> Mapping[str, int]:
    """A year of the markets; another pack that declares none has none."""
    return make_trading(seed) if pack.of(Market) else {}


def _cases(pack: Pack, _seed: int) -> Mapping[str, int]:
    """Duties of every type in every state; another pack that declares none has none."""
    return {"cases": make_cases()} if pack.of(CaseType) else {}


def _public(pack: Pack, _seed: int) -> Mapping[str, int]:
    """Where the made-up cases of the public lie; after the cases."""
    return {"public_reports": make_public()} if pack.of(CaseType) else {}


def _count_entries() -> int:
    return sum(simulated_counts())


def _no_ledger(_pack: Pack, _seed: int) -> Mapping[str, int]:
    """What lies on the ledger is made by the rooms that stand on it."""
    return {}


# Made in this order and removed in the opposite one: what stands on the ledger goes before the ledger's own.
extras: list[Extra] = [
    Extra("ledger", Text("账户", "accounts"), make_entries, lambda: remove_entries()._asdict(), _count_entries),
    Extra("markets", Text("交易", "trading"), _trade, remove_trading, count_trading),
    Extra("cases", Text("事项", "cases"), _cases, lambda: {"cases": remove_cases()}, count_cases),
    Extra(
        "public", Text("公众举报", "public reports"), _public, lambda: {"public_reports": remove_public()}, count_public
    ),
]


def make_extras(pack: Pack, seed: int) -> int:
    """Make the rows of all rooms; returns how many."""
    for extra in extras:
        extra.make(pack, seed)
    # A room may make rows that others count; what there is then, is what was made.
    return count_extras()


def remove_extras() -> int:
    """Remove the rows of all rooms; returns how many."""
    return sum(sum(extra.remove().values()) for extra in reversed(extras))


def count_extras() -> int:
    """How many rows there are."""
    return sum(extra.count() for extra in extras)
