"""The call auction at one price (集合竞价): which price, who gets how much, who trades with whom.

The price, of all multiples of the tick between the lowest and the highest limit:

1. the price of greatest volume, ``min(demand, supply)``;
2. of several, the one of smallest imbalance, ``|demand - supply|``;
3. of several, by pressure: the highest where at all of them demand is over, the lowest where at all of them supply is;
4. of several still, the one nearest to the reference price; of two equally near the lower one. Without a reference,
   the middle of the range counts as reference.

Who gets how much, on the side that is over:

1. better prices first;
2. of one price, earlier orders first;
3. orders of one price **and** one time share what is left in proportion to their size by the largest remainder
   (:func:`lvheng.markets.orders.share_out`). This applies to at most one group of orders in an auction.

Buyers and sellers are then joined in that order. O(n log n); no randomness, no floats. The same with arrays, for a
million orders: :mod:`lvheng.markets.call_arrays`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from lvheng.markets.orders import Order, Side, Trade, rank, share_out


class Clearing(NamedTuple):
    """The result. ``surplus`` is demand less supply at the price; ``trades`` are in the order of priority."""

    price: int | None
    volume: int
    surplus: int
    trades: list[Trade]


class Range(NamedTuple):
    """Prices ``low`` to ``high`` at which demand and supply are the same."""

    low: int
    high: int
    demand: int
    supply: int

    @property
    def volume(self) -> int:
        """What can change hands."""
        return min(self.demand, self.supply)

    @property
    def surplus(self) -> int:
        """Demand less supply."""
        return self.demand - self.supply


def clear(orders: Iterable[Order], tick: int, reference: int | None = None) -> Clearing:
    """Run the auction.

    Prices must be multiples of ``tick``. No price (None) and no trades where nothing can change hands.
    """
    buys = sorted((each for each in orders if each.side is Side.BUY), key=rank)
    sells = sorted((each for each in orders if each.side is Side.SELL), key=rank)
    found = best_price(list(ranges(buys, sells, tick)), tick, reference)
    if found is None:
        return Clearing(None, 0, 0, [])
    price, chosen = found
    volume = chosen.volume
    return Clearing(price, volume, chosen.surplus, _join(_fill(buys, volume), _fill(sells, volume), price))


def ranges(buys: Sequence[Order], sells: Sequence[Order], tick: int) -> Iterator[Range]:
    """Every limit price, and every gap between two of them, with demand and supply there; from the lowest up."""
    prices = sorted({each.price for each in (*buys, *sells)})
    asked, offered = _sums(buys), _sums(sells)
    demand, supply = sum(asked.values()), 0
    for place, price in enumerate(prices):
        supply += offered.get(price, 0)
        yield Range(price, price, demand, supply)
        demand -= asked.get(price, 0)
        if place + 1 < len(prices) and prices[place + 1] - price > tick:
            yield Range(price + tick, prices[place + 1] - tick, demand, supply)


def best_price(found: Sequence[Range], tick: int, reference: int | None) -> tuple[int, Range] | None:
    """The price by the four rules, with the range that it lies in; None where nothing can change hands."""
    most = max((each.volume for each in found), default=0)
    if most == 0:
        return None
    left = [each for each in found if each.volume == most]
    least = min(abs(each.surplus) for each in left)
    left = [each for each in left if abs(each.surplus) == least]
    price = _by_pressure(left)
    if price is None:
        price = nearest(left[0].low, left[-1].high, tick, reference)
    return price, next(each for each in left if each.low <= price <= each.high)


def _by_pressure(left: Sequence[Range]) -> int | None:
    """Volume rises and falls once, and surplus only falls, so what is left is one unbroken run of prices."""
    if left[-1].surplus > 0:
        return left[-1].high
    return left[0].low if left[0].surplus < 0 else None


def nearest(low: int, high: int, tick: int, reference: int | None) -> int:
    """The multiple of ``tick`` between ``low`` and ``high`` (both multiples) nearest to ``reference``; a tie: lower."""
    wanted = (low + high) // 2 if reference is None else reference
    below = wanted - wanted % tick
    rounded = below if 2 * (wanted - below) <= tick else below + tick
    return min(max(rounded, low), high)


def _sums(orders: Iterable[Order]) -> dict[int, int]:
    sums: dict[int, int] = {}
    for each in orders:
        sums[each.price] = sums.get(each.price, 0) + each.lots
    return sums


def _fill(ranked: Sequence[Order], volume: int) -> Iterator[tuple[int, int]]:
    """Numbers and filled lots, in the order of priority, until ``volume`` is used up."""
    for _, group in groupby(ranked, key=lambda each: (each.price, each.time)):
        together = [(each.number, each.lots) for each in group]
        wanted = sum(lots for _, lots in together)
        filled = together if wanted <= volume else list(share_out(together, volume).items())
        yield from ((number, lots) for number, lots in filled if lots)
        volume -= min(wanted, volume)
        if volume == 0:
            return


def _join(buys: Iterator[tuple[int, int]], sells: Iterator[tuple[int, int]], price: int) -> list[Trade]:
    """Both sides fill the same volume; each buyer takes from the next sellers."""
    trades: list[Trade] = []
    buy, wanted, sell, offered = 0, 0, 0, 0
    while True:
        if wanted == 0:
            following = next(buys, None)
            if following is None:
                return trades
            buy, wanted = following
        if offered == 0:
            sell, offered = next(sells)
        lots = min(wanted, offered)
        trades.append(Trade(buy, sell, price, lots))
        wanted, offered = wanted - lots, offered - lots
