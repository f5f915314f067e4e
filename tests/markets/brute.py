"""Slow and obvious markets, to compare the real ones with."""

from __future__ import annotations

from lvheng.markets.orders import Order, Side, Trade


def best_price(orders: list[Order], tick: int, reference: int | None) -> tuple[int, int, int] | None:
    """Tries every price there could be: (price, volume, surplus)."""
    if not orders:
        return None
    low, high = min(each.price for each in orders), max(each.price for each in orders)
    tried = []
    for price in range(low, high + 1, tick):
        demand = sum(each.lots for each in orders if each.side is Side.BUY and each.price >= price)
        supply = sum(each.lots for each in orders if each.side is Side.SELL and each.price <= price)
        tried.append((price, min(demand, supply), demand - supply))
    most = max(volume for _, volume, _ in tried)
    if most == 0:
        return None
    left = [each for each in tried if each[1] == most]
    least = min(abs(each[2]) for each in left)
    left = [each for each in left if abs(each[2]) == least]
    if all(surplus > 0 for _, _, surplus in left):
        return left[-1]
    if all(surplus < 0 for _, _, surplus in left):
        return left[0]
    wanted = (left[0][0] + left[-1][0]) // 2 if reference is None else reference
    return min(left, key=lambda each: (abs(each[0] - wanted), each[0]))


def filled(orders: list[Order], side: Side, volume: int) -> dict[int, int]:
    """Hands out by price, then time; within one price and time lot by lot to whoever is shortest."""
    shares: dict[int, int] = {}
    better = sorted(
        {(-each.price if side is Side.BUY else each.price, each.time) for each in orders if each.side is side}
    )
    for price, time in better:
        group = [
            each
            for each in orders
            if each.side is side and each.time == time and (-each.price if side is Side.BUY else each.price) == price
        ]
        total = sum(each.lots for each in group)
        given = min(total, volume)
        parts = {each.number: each.lots * given // total for each in group}
        while sum(parts.values()) < given:
            short = [each for each in group if parts[each.number] == each.lots * given // total]
            next_one = min(short, key=lambda each: (-(each.lots * given % total), -each.lots, each.number))
            parts[next_one.number] += 1
        shares.update(parts)
        volume -= given
    return {number: lots for number, lots in shares.items() if lots}


class SlowBook:
    """Continuous trading over a plain list of what rests: order by order, with its open lots."""

    def __init__(self) -> None:
        self.orders: list[Order] = []
        self.left: dict[int, int] = {}

    def place(self, order: Order) -> tuple[list[Trade], int, int]:
        """(trades, resting lots, cancelled lots)"""
        trades, left = [], order.lots
        sign = 1 if order.side is Side.BUY else -1
        while left:
            others = [each for each in self.orders if each.side is not order.side and self.left[each.number]]
            others = [each for each in others if sign * each.price <= sign * order.price]
            if not others:
                break
            found = min(others, key=lambda each: (sign * each.price, each.number))
            if found.party == order.party:
                return trades, 0, left
            lots = min(left, self.left[found.number])
            buy, sell = (order.number, found.number) if sign == 1 else (found.number, order.number)
            trades.append(Trade(buy, sell, found.price, lots))
            self.left[found.number] -= lots
            left -= lots
        self.orders.append(order)
        self.left[order.number] = left
        return trades, left, 0

    def cancel(self, number: int) -> int:
        """Lots that were open."""
        return self.left.pop(number, 0) if self._forget(number) else 0

    def _forget(self, number: int) -> bool:
        before = len(self.orders)
        self.orders = [each for each in self.orders if each.number != number]
        return len(self.orders) < before
