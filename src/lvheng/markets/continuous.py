"""The continuous double auction (连续竞价): an order trades at once with the best it meets, at the price of that one.

Best price first, then earlier. Whoever would meet an order of his own loses the rest of the new order: nobody trades
with himself. Placing and cancelling cost O(log of the number of prices); no randomness, no floats.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from heapq import heappop, heappush
from typing import NamedTuple

from lvheng.markets.orders import Order, Side, Trade


class Placed(NamedTuple):
    """What became of an order: its trades, what rests in the book, and what was cancelled not to meet oneself."""

    trades: list[Trade]
    resting: int
    cancelled: int


class _Resting:
    __slots__ = ("lots", "number", "party")

    def __init__(self, number: int, party: str, lots: int) -> None:
        self.number, self.party, self.lots = number, party, lots


class _Half:
    """One side of the book: a heap of prices (negated for buyers) and a queue of orders for each."""

    __slots__ = ("heap", "queues", "sign")

    def __init__(self, side: Side) -> None:
        self.sign = -1 if side is Side.BUY else 1
        self.heap: list[int] = []
        self.queues: dict[int, deque[_Resting]] = {}

    def add(self, price: int, resting: _Resting) -> None:
        queue = self.queues.get(price)
        if queue is None:
            queue = self.queues[price] = deque()
            heappush(self.heap, self.sign * price)
        queue.append(resting)

    def best(self) -> tuple[int, deque[_Resting]] | None:
        """The best price with its queue, without what was cancelled or used up."""
        while self.heap:
            price = self.sign * self.heap[0]
            queue = self.queues[price]
            while queue and queue[0].lots == 0:
                queue.popleft()
            if queue:
                return price, queue
            heappop(self.heap)
            del self.queues[price]
        return None

    def depth(self) -> Iterator[tuple[int, int]]:
        for key in sorted(self.heap):
            lots = sum(each.lots for each in self.queues[self.sign * key])
            if lots:
                yield self.sign * key, lots


class Book:
    """The open orders of one session, between two orders."""

    def __init__(self) -> None:
        self._halves = {side: _Half(side) for side in Side}
        self._open: dict[int, _Resting] = {}

    def place(self, order: Order) -> Placed:
        """Trade what can be traded and keep the rest; O(trades + log prices)."""
        trades: list[Trade] = []
        left = self._meet(order, trades)
        if left and self._meets_itself(order):
            return Placed(trades, 0, left)
        if left:
            resting = _Resting(order.number, order.party, left)
            self._halves[order.side].add(order.price, resting)
            self._open[order.number] = resting
        return Placed(trades, left, 0)

    def _meet(self, order: Order, trades: list[Trade]) -> int:
        """Trade until the order is used up, nothing reaches its price, or the next one is the party's own."""
        number, party, side, limit, left, _ = order
        is_buy = side is Side.BUY
        half = self._halves[Side.SELL if is_buy else Side.BUY]
        while left:
            best = half.best()
            if best is None or (best[0] > limit if is_buy else best[0] < limit):
                return left
            price, queue = best
            resting = queue[0]
            if resting.party == party:
                return left
            lots = min(left, resting.lots)
            trades.append(
                Trade(number, resting.number, price, lots) if is_buy else Trade(resting.number, number, price, lots)
            )
            left -= lots
            resting.lots -= lots
            if resting.lots == 0:
                del self._open[resting.number]
        return 0

    def _meets_itself(self, order: Order) -> bool:
        best = self._halves[order.side.other].best()
        if best is None:
            return False
        return best[0] <= order.price if order.side is Side.BUY else best[0] >= order.price

    def cancel(self, number: int) -> int:
        """Take an order out; returns the lots that were open, 0 where it was not in the book."""
        resting = self._open.pop(number, None)
        if resting is None:
            return 0
        lots, resting.lots = resting.lots, 0
        return lots

    def open_lots(self, number: int) -> int:
        """What of an order is still open."""
        resting = self._open.get(number)
        return resting.lots if resting else 0

    def open_numbers(self) -> list[int]:
        """All open orders."""
        return sorted(self._open)

    def depth(self, side: Side) -> list[tuple[int, int]]:
        """Price and open lots, best price first."""
        return list(self._halves[side].depth())
