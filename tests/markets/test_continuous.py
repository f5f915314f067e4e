"""Continuous trading, beside a book that looks through everything."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.markets.brute import SlowBook
from tests.markets.test_call_auction import book

from lvheng.markets.continuous import Book
from lvheng.markets.orders import Order, Side, Trade


def test_it_trades_at_the_price_of_the_order_that_was_there() -> None:
    resting, incoming = book("1 a sell 100 10 1\n2 b buy 120 4 2")
    market = Book()
    market.place(resting)
    assert market.place(incoming) == ([Trade(2, 1, 100, 4)], 0, 0)
    assert market.depth(Side.SELL) == [(100, 6)]


def test_it_meets_better_prices_first_then_earlier_orders() -> None:
    market = Book()
    *resting, incoming = book("1 a sell 110 5 1\n2 b sell 100 5 2\n3 c sell 100 5 3\n4 d buy 110 12 4")
    for order in resting:
        market.place(order)
    assert market.place(incoming).trades == [Trade(4, 2, 100, 5), Trade(4, 3, 100, 5), Trade(4, 1, 110, 2)]


def test_nobody_trades_with_himself() -> None:
    market = Book()
    first, second, incoming = book("1 b sell 100 5 1\n2 a sell 101 5 2\n3 a buy 110 8 3")
    market.place(first)
    market.place(second)
    assert market.place(incoming) == ([Trade(3, 1, 100, 5)], 0, 3)
    assert market.open_numbers() == [2]


def test_a_cancelled_order_is_not_met() -> None:
    market = Book()
    resting, incoming = book("1 a sell 100 10 1\n2 b buy 120 4 2")
    market.place(resting)
    assert market.cancel(1) == 10
    assert market.cancel(1) == 0
    assert market.place(incoming) == ([], 4, 0)


STEP = st.tuples(
    st.sampled_from(list(Side)), st.integers(1, 8), st.integers(1, 9), st.sampled_from("abc")
) | st.integers(1, 30)


@settings(max_examples=300, deadline=None)
@given(st.lists(STEP, max_size=30))
def test_it_agrees_with_a_book_that_looks_through_everything(steps: list[object]) -> None:
    fast, slow, number = Book(), SlowBook(), 0
    for step in steps:
        if isinstance(step, int):
            assert fast.cancel(step) == slow.cancel(step)
            continue
        number += 1
        side, price, lots, party = step  # type: ignore[misc]
        order = Order(number, party, side, price, lots, number)
        assert tuple(fast.place(order)) == slow.place(order)


@settings(max_examples=200, deadline=None)
@given(st.lists(STEP, max_size=30))
def test_the_part_of_the_book_within_reach_is_enough(steps: list[object]) -> None:
    """What the database loads for an order: the other side's orders that its price reaches, in their order."""
    whole, resting, number = Book(), {}, 0
    for step in steps:
        if isinstance(step, int):
            continue
        number += 1
        side, price, lots, party = step  # type: ignore[misc]
        order = Order(number, party, side, price, lots, number)
        part, sign = Book(), 1 if side is Side.BUY else -1
        reach = [each for each in resting.values() if each.side is not side and sign * each.price <= sign * price]
        for each in sorted(reach, key=lambda each: (each.price, each.number)):
            part.place(each)
        assert part.place(order) == whole.place(order)
        resting[number] = order
        left = {n: whole.open_lots(n) for n in whole.open_numbers()}
        resting = {n: each._replace(lots=left[n]) for n, each in resting.items() if n in left}
