"""What an order must be like before anybody looks at the book: each mistake with its rule and what would be right."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lvheng.errors import InputProblem, Problem, Text
from lvheng.markets.orders import MAX_LOTS

BASIS = 10_000


class Limits(NamedTuple):
    """The terms of a session: prices in fen for one lot."""

    tick: int
    low: int
    high: int
    order_lots: int
    position_lots: int | None
    months: int | None


def order_problems(limits: Limits, price: int, lots: int, months: int | None) -> list[Problem]:
    """Everything that is wrong with price, quantity and term."""
    return [*_price_problems(limits, price), *_lots_problems(limits, lots), *_term_problems(limits, months)]


def _price_problems(limits: Limits, price: int) -> Iterator[Problem]:
    if price % limits.tick:
        below = price - price % limits.tick
        yield InputProblem(
            "price_off_tick",
            Text(
                f"价格要是 {yuan(limits.tick)} 元的整倍数。",
                f"the price must be a multiple of {yuan(limits.tick)} yuan.",
            ),
            where="price",
            to_do=Text(
                f"最接近的是 {yuan(below)} 或 {yuan(below + limits.tick)} 元。",
                f"Nearest are {yuan(below)} and {yuan(below + limits.tick)} yuan.",
            ),
        )
    if not limits.low <= price <= limits.high:
        low, high = yuan(limits.low), yuan(limits.high)
        yield InputProblem(
            "price_out_of_band",
            Text(
                f"价格 {yuan(price)} 元不在 {low} 到 {high} 元之间。",
                f"{yuan(price)} yuan is not within {low} to {high}.",
            ),
            where="price",
            to_do=Text("请报这个范围内的价格。", "Name a price within the band."),
        )


def _lots_problems(limits: Limits, lots: int) -> Iterator[Problem]:
    most = min(limits.order_lots, MAX_LOTS)
    if not 0 < lots <= most:
        yield InputProblem(
            "order_size",
            Text(f"数量要在 1 到 {most} 手之间。", f"an order is for 1 to {most} lots."),
            where="lots",
            to_do=Text("请改数量，或分几次委托。", "Change the quantity, or place several orders."),
        )


def _term_problems(limits: Limits, months: int | None) -> Iterator[Problem]:
    if months is not None and not 0 < months <= (limits.months or 0):
        most = limits.months or 0
        yield InputProblem(
            "term_too_long",
            Text(f"转让期限最长 {most} 个月。", f"a right is transferred for at most {most} months."),
            where="months",
            to_do=Text("请缩短期限。", "Choose a shorter term."),
        )


def position_problem(limits: Limits, held_lots: int, wanted_lots: int) -> Problem | None:
    """Cornering: why a buyer would have too much, counting open orders; None where there is no such limit."""
    if limits.position_lots is None or held_lots + wanted_lots <= limits.position_lots:
        return None
    most = limits.position_lots
    return InputProblem(
        "position_limit",
        Text(
            f"持有和在途合计 {held_lots + wanted_lots} 手，超过限额 {most} 手。",
            f"holding and open orders would be {held_lots + wanted_lots} lots, more than the limit of {most}.",
        ),
        where="lots",
        to_do=Text(
            f"最多还能买 {max(most - held_lots, 0)} 手。",
            f"At most {max(most - held_lots, 0)} lots may still be bought.",
        ),
    )


def fee(amount: int, rate: int) -> int:
    """The fee (fen) on an amount; ``rate`` in ten-thousandths; parts of a fen are dropped.

    Dropping keeps the fees on parts of an order within the fee that was set aside for the whole.
    """
    return amount * rate // BASIS


def locked_money(price: int, lots: int, rate: int) -> int:
    """What a buyer sets aside: the cost at his own price, and the fee on it."""
    return price * lots + fee(price * lots, rate)


def band(reference: int | None, width: int | None, tick: int, floor: int, highest: int) -> tuple[int, int]:
    """The lowest and the highest price: ``width`` thousandths about the reference, within floor and ``highest``."""
    first = max(floor, tick)
    if reference is None or width is None:
        return first, highest - highest % tick
    low, high = -(-reference * (1000 - width) // 1000), reference * (1000 + width) // 1000
    low += -low % tick
    return max(low, first), max(high - high % tick, first)


def yuan(fen: int) -> str:
    """An amount in yuan with two decimals."""
    sign = "-" if fen < 0 else ""
    return f"{sign}{abs(fen) // 100:,}.{abs(fen) % 100:02d}"
