"""The one-way auction (单向竞价): one party supplies, many bid, the highest first; and dry weight of wet deliveries.

Bids are sealed until the close. Lots go to bids at or above the reserve price by price, then time, then largest
remainder, as in the call auction. With uniform pricing everybody pays the lowest accepted bid, else each pays his own.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from itertools import groupby
from typing import NamedTuple

from lvheng.markets.orders import Order, rank, share_out

WHOLE = 1000


class Pricing(StrEnum):
    """What a successful bidder pays."""

    UNIFORM = "uniform"
    PAY_AS_BID = "pay_as_bid"


class Award(NamedTuple):
    """``lots`` go to the bid ``number`` at ``price`` (fen for one lot)."""

    number: int
    lots: int
    price: int


def award(bids: Iterable[Order], supply: int, reserve_price: int, pricing: Pricing) -> list[Award]:
    """Who gets how much at which price, in the order of priority. O(n log n)."""
    ranked = sorted((each for each in bids if each.price >= reserve_price), key=rank)
    won: list[Award] = []
    for (price, _), group in groupby(ranked, key=lambda each: (each.price, each.time)):
        together = [(each.number, each.lots) for each in group]
        given = share_out(together, min(supply, sum(lots for _, lots in together)))
        won += [Award(number, lots, price) for number, lots in given.items() if lots]
        supply -= sum(given.values())
        if supply == 0:
            break
    if pricing is Pricing.UNIFORM and won:
        return [each._replace(price=won[-1].price) for each in won]
    return won


def settled_dry_weight(wet_kg: int, moisture_permille: int, standard_permille: int) -> int:
    """What a delivery counts (kg) when its moisture is brought to the standard one: 湿重 × (1 - 实测) / (1 - 标准).

    Rounded down to a kilogram: nothing is paid that was not delivered. Raises ValueError for moisture outside
    0 to 999 ‰ or a negative weight.
    """
    for moisture in (moisture_permille, standard_permille):
        if not 0 <= moisture < WHOLE:
            raise ValueError(f"moisture of {moisture} ‰ is not between 0 and 999 ‰")
    if wet_kg < 0:
        raise ValueError(f"a weight of {wet_kg} kg is below zero")
    return wet_kg * (WHOLE - moisture_permille) // (WHOLE - standard_permille)


def graded_price(price: int, factor_permille: int) -> int:
    """The price (fen) of a grade whose factor is ``factor_permille`` of the one bid for; half a fen is rounded up."""
    return (price * factor_permille + WHOLE // 2) // WHOLE
