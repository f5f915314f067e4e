"""What surveillance looks for among trades. Pure: facts in, findings out, each with the rule it goes by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

# One party that buys this share (thousandths) of a session of at least so many trades is looked at.
SHARE = 500
FEWEST_TRADES = 4
# Two parties that trade the same way back within this time are looked at.
ROUND_TRIP_S = 7 * 24 * 3600


class Seen(NamedTuple):
    """A trade as surveillance sees it; parties by their numbers, ``time`` in seconds."""

    trade: int
    buyer: int
    seller: int
    lots: int
    price: int
    time: int


class Finding(NamedTuple):
    """Two parties, or one, and the trade that it was noticed at."""

    rule: str
    trade: int
    participant: int
    other: int | None


def linked_trades(trades: Iterable[Seen], linked: Mapping[int, str]) -> Iterator[Finding]:
    """Trades between parties that belong together: nothing really changed hands."""
    for each in trades:
        word = linked.get(each.buyer, "")
        if word and word == linked.get(each.seller, ""):
            yield Finding("linked_parties", each.trade, each.buyer, each.seller)


def round_trips(trades: Iterable[Seen], earlier: Iterable[Seen]) -> Iterator[Finding]:
    """Wash trades: what one sold the other, in nearly the same quantity, comes back shortly afterwards."""
    back: dict[tuple[int, int], list[Seen]] = {}
    for each in earlier:
        back.setdefault((each.buyer, each.seller), []).append(each)
    for each in trades:
        for other in back.get((each.seller, each.buyer), ()):
            apart = each.time - other.time
            if 0 <= apart <= ROUND_TRIP_S and 10 * abs(each.lots - other.lots) <= max(each.lots, other.lots):
                yield Finding("wash_trade", each.trade, each.buyer, each.seller)
                break
        back.setdefault((each.buyer, each.seller), []).append(each)


def concentration(trades: Iterable[Seen]) -> Iterator[Finding]:
    """Cornering: one party buys more than half of a session."""
    trades = list(trades)
    if len(trades) < FEWEST_TRADES:
        return
    total, bought, last = sum(each.lots for each in trades), dict[int, int](), dict[int, int]()
    for each in trades:
        bought[each.buyer] = bought.get(each.buyer, 0) + each.lots
        last[each.buyer] = each.trade
    for buyer, lots in sorted(bought.items()):
        if lots * 1000 > total * SHARE:
            yield Finding("concentration", last[buyer], buyer, None)
