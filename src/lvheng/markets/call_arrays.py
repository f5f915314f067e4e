"""The call auction for very many orders: :mod:`lvheng.markets.call_auction` with arrays, trade by trade the same.

Used for public recomputation of large books and in the benchmark; property tests hold both to the same answer.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from lvheng.markets.call_auction import nearest
from lvheng.markets.orders import Order, Side, share_out

Whole = npt.NDArray[np.int64]
Truth = npt.NDArray[np.bool_]


class Columns(NamedTuple):
    """Orders as columns of one length; all int64 but ``is_buy``. The sum of lots stays below 2**62."""

    number: Whole
    is_buy: Truth
    price: Whole
    lots: Whole
    time: Whole


class Trades(NamedTuple):
    """The result as columns; ``price`` None where nothing changes hands."""

    price: int | None
    volume: int
    surplus: int
    buy: Whole
    sell: Whole
    lots: Whole


def columns(orders: list[Order]) -> Columns:
    """Orders as columns."""
    whole = np.array([(each.number, each.price, each.lots, each.time) for each in orders], dtype=np.int64)
    table = whole.reshape(len(orders), 4)
    is_buy = np.array([each.side is Side.BUY for each in orders], dtype=np.bool_)
    return Columns(table[:, 0], is_buy, table[:, 1], table[:, 2], table[:, 3])


def clear(orders: Columns, tick: int, reference: int | None = None) -> Trades:
    """Run the auction; the rules are those of :func:`lvheng.markets.call_auction.clear`."""
    found = _best_price(orders, tick, reference)
    nothing = np.empty(0, dtype=np.int64)
    if found is None:
        return Trades(None, 0, 0, nothing, nothing, nothing)
    price, volume, surplus = found
    buys = _fill(orders, orders.is_buy, volume)
    sells = _fill(orders, ~orders.is_buy, volume)
    return Trades(price, volume, surplus, *_join(*buys, *sells))


def _best_price(orders: Columns, tick: int, reference: int | None) -> tuple[int, int, int] | None:
    """Limits and the gaps above them alternate: demand and supply of both, then the four rules."""
    if not len(orders.price):
        return None
    prices, place = np.unique(orders.price, return_inverse=True)
    asked, offered = _sums(place, orders, orders.is_buy, prices), _sums(place, orders, ~orders.is_buy, prices)
    supply = np.cumsum(offered)
    demand_above = int(asked.sum()) - np.cumsum(asked)
    low = np.column_stack((prices, prices + tick)).ravel()
    high = np.column_stack((prices, np.append(prices[1:] - tick, 0))).ravel()
    demand = np.column_stack((demand_above + asked, demand_above)).ravel()
    surplus = demand - np.repeat(supply, 2)
    volume = np.minimum(demand, np.repeat(supply, 2))
    volume[low > high] = 0
    most = int(volume.max())
    if most == 0:
        return None
    left = np.flatnonzero(volume == most)
    over = np.abs(surplus[left])
    left = left[over == over.min()]
    first, last = left[0], left[-1]
    if surplus[last] > 0:
        price = int(high[last])
    elif surplus[first] < 0:
        price = int(low[first])
    else:
        price = nearest(int(low[first]), int(high[last]), tick, reference)
    chosen = left[(low[left] <= price) & (price <= high[left])][0]
    return price, most, int(surplus[chosen])


def _sums(place: Whole, orders: Columns, chosen: Truth, prices: Whole) -> Whole:
    """Lots of the chosen orders at each price; sorting adds whole numbers where ``bincount`` would add floats."""
    sums = np.zeros(len(prices), dtype=np.int64)
    np.add.at(sums, place[chosen], orders.lots[chosen])
    return sums


def _fill(orders: Columns, chosen: Truth, volume: int) -> tuple[Whole, Whole]:
    """Numbers and filled lots of one side, in the order of priority."""
    rows = np.flatnonzero(chosen)
    price = orders.price[rows]
    keys = (orders.number[rows], orders.time[rows], -price if orders.is_buy[rows[0]] else price)
    rows = rows[np.lexsort(keys)]
    lots = orders.lots[rows]
    ends = np.cumsum(lots)
    full = int(np.searchsorted(ends, volume, side="right"))
    if full == len(rows):
        return orders.number[rows], lots
    first, last = _group(orders, rows, full)
    before = int(ends[first - 1]) if first else 0
    if before == volume:
        return orders.number[rows[:first]], lots[:first]
    together = list(zip(orders.number[rows[first:last]].tolist(), lots[first:last].tolist(), strict=True))
    shared = [(number, share) for number, share in share_out(together, volume - before).items() if share]
    numbers, shares = np.array(shared, dtype=np.int64).reshape(len(shared), 2).T
    return np.concatenate((orders.number[rows[:first]], numbers)), np.concatenate((lots[:first], shares))


def _group(orders: Columns, rows: Whole, member: int) -> tuple[int, int]:
    """The run of ranked orders that have price and time of the ``member``: first, and one past the last."""
    same = (orders.price[rows] == orders.price[rows[member]]) & (orders.time[rows] == orders.time[rows[member]])
    found = np.flatnonzero(same)
    return int(found[0]), int(found[-1]) + 1


def _join(buy: Whole, bought: Whole, sell: Whole, sold: Whole) -> tuple[Whole, Whole, Whole]:
    """Lay both sides along one line of lots: between two neighbouring ends lies one trade."""
    buy_ends, sell_ends = np.cumsum(bought), np.cumsum(sold)
    ends = np.union1d(buy_ends, sell_ends)
    lots = np.diff(ends, prepend=0)
    return buy[np.searchsorted(buy_ends, ends)], sell[np.searchsorted(sell_ends, ends)], lots
