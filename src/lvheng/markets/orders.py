"""What a market works with: orders, trades, and the largest-remainder share. Whole numbers throughout.

Quantities are lots and prices are fen for one lot, so that a cost is a product of integers and nothing is ever rounded.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

# Keeps every sum of costs of a session within 63 bits, in the database and in arrays.
MAX_LOTS = 10**9
MAX_PRICE_FEN = 10**9
MAX_ORDERS = 10_000_000


class Side(StrEnum):
    """Which way an order goes."""

    BUY = "buy"
    SELL = "sell"

    @property
    def other(self) -> Side:
        """The side that it meets."""
        return Side.SELL if self is Side.BUY else Side.BUY


class Order(NamedTuple):
    """A limit order.

    ``number`` is unique in its session; ``party`` is whose it is; ``price`` in fen for one lot; ``time`` is a whole
    number that never falls from one order to the next: orders with the same time arrived together.
    """

    number: int
    party: str
    side: Side
    price: int
    lots: int
    time: int


class Trade(NamedTuple):
    """``lots`` change hands between the orders ``buy`` and ``sell`` at ``price`` (fen for one lot)."""

    buy: int
    sell: int
    price: int
    lots: int


def rank(order: Order) -> tuple[int, int, int]:
    """Sorts the orders of one side: better price, then earlier, then lower number."""
    return (-order.price if order.side is Side.BUY else order.price, order.time, order.number)


def share_out(sizes: Sequence[tuple[int, int]], available: int) -> dict[int, int]:
    """Share ``available`` lots among orders, given as (number, lots), in proportion to their size.

    Each gets the whole part of its share; the lots left over go, one each, to the largest remainders; of equal
    remainders to the larger order, then to the lower number. Nobody gets more than asked for.
    Raises ValueError where there is more to share than was asked for.
    """
    total = sum(lots for _, lots in sizes)
    if not 0 <= available <= total:
        raise ValueError(f"{available} lots cannot be shared among orders for {total}")
    if total == 0:
        return {number: 0 for number, _ in sizes}
    shares = {number: lots * available // total for number, lots in sizes}
    left = available - sum(shares.values())
    by_remainder = sorted(sizes, key=lambda each: (-(each[1] * available % total), -each[1], each[0]))
    for number, _ in by_remainder[:left]:
        shares[number] += 1
    return shares
