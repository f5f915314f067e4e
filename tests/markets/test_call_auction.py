"""The call auction: tables that an accountant can read, and a brute-force auction that tries all prices."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.markets.brute import best_price, filled

from lvheng.markets import call_arrays
from lvheng.markets.call_auction import clear
from lvheng.markets.orders import Order, Side, Trade, share_out

SIDES = {"buy": Side.BUY, "sell": Side.SELL}


def book(table: str) -> list[Order]:
    """Orders as a table: number, party, side, price, lots, time."""
    rows = [line.split() for line in table.strip().splitlines()]
    return [Order(int(n), party, SIDES[side], int(p), int(q), int(t)) for n, party, side, p, q, t in rows]


def test_it_takes_the_price_of_greatest_volume() -> None:
    orders = book(
        """
        1 a buy  120 30 1
        2 b buy  110 30 2
        3 c sell 100 20 3
        4 d sell 110 30 4
        5 e sell 120 50 5
        """
    )
    result = clear(orders, tick=10)
    assert (result.price, result.volume, result.surplus) == (110, 50, 10)
    assert result.trades == [Trade(1, 3, 110, 20), Trade(1, 4, 110, 10), Trade(2, 4, 110, 20)]


def test_of_equal_volumes_it_takes_the_smallest_imbalance() -> None:
    orders = book(
        """
        1 a buy  120 50 1
        2 b buy  100 40 2
        3 c sell 100 50 3
        """
    )
    # At 100 forty more are wanted than offered, at 110 and 120 none.
    assert clear(orders, tick=10, reference=100).price == 110


def test_demand_over_supply_takes_the_highest_of_what_is_left() -> None:
    orders = book(
        """
        1 a buy  130 50 1
        2 b sell 100 30 2
        """
    )
    assert clear(orders, tick=10, reference=100).price == 130


def test_supply_over_demand_takes_the_lowest_of_what_is_left() -> None:
    orders = book(
        """
        1 a buy  130 30 1
        2 b sell 100 50 2
        """
    )
    assert clear(orders, tick=10, reference=130).price == 100


@pytest.mark.parametrize(
    ("reference", "price"), [(90, 100), (100, 100), (114, 110), (115, 110), (116, 120), (140, 130), (None, 110)]
)
def test_where_nothing_presses_it_takes_the_price_nearest_to_the_reference(reference: int | None, price: int) -> None:
    orders = book(
        """
        1 a buy  130 50 1
        2 b sell 100 50 2
        """
    )
    assert clear(orders, tick=10, reference=reference).price == price


def test_of_one_price_the_earlier_order_comes_first() -> None:
    orders = book(
        """
        1 a buy  100 10 2
        2 b buy  100 10 1
        3 c sell 100 15 3
        """
    )
    assert clear(orders, tick=10).trades == [Trade(2, 3, 100, 10), Trade(1, 3, 100, 5)]


def test_orders_of_one_price_and_time_share_by_the_largest_remainder() -> None:
    orders = book(
        """
        1 a buy  100 50 7
        2 b buy  100 30 7
        3 c buy  100 20 7
        4 d sell 100 13 8
        """
    )
    # 6.5, 3.9 and 2.6 lots: the two left over go to the remainders 0.9 and 0.6.
    assert clear(orders, tick=10).trades == [Trade(1, 4, 100, 6), Trade(2, 4, 100, 4), Trade(3, 4, 100, 3)]


def test_nothing_trades_where_no_buyer_reaches_a_seller() -> None:
    result = clear(book("1 a buy 90 5 1\n2 b sell 100 5 2"), tick=10)
    assert (result.price, result.volume, result.trades) == (None, 0, [])


def test_a_share_beyond_what_was_asked_for_is_refused() -> None:
    with pytest.raises(ValueError, match="cannot be shared"):
        share_out([(1, 5)], 6)


ORDER = st.tuples(
    st.sampled_from(list(Side)), st.integers(1, 12), st.integers(1, 9), st.integers(0, 3), st.sampled_from("abc")
)


@st.composite
def books(draw: st.DrawFn) -> tuple[list[Order], int, int | None]:
    """Some orders with many equal prices and times, a tick, and a reference price or none."""
    tick = draw(st.sampled_from((1, 2, 5)))
    rows = draw(st.lists(ORDER, max_size=14))
    orders = [
        Order(n, party, side, price * tick, lots, time) for n, (side, price, lots, time, party) in enumerate(rows, 1)
    ]
    return orders, tick, draw(st.none() | st.integers(0, 14 * tick))


@settings(max_examples=400, deadline=None)
@given(books())
def test_it_agrees_with_an_auction_that_tries_all_prices(drawn: tuple[list[Order], int, int | None]) -> None:
    orders, tick, reference = drawn
    result = clear(orders, tick, reference)
    expected = best_price(orders, tick, reference)
    if expected is None:
        assert (result.price, result.trades) == (None, [])
        return
    assert (result.price, result.volume, result.surplus) == expected
    bought: dict[int, int] = {}
    sold: dict[int, int] = {}
    for trade in result.trades:
        bought[trade.buy] = bought.get(trade.buy, 0) + trade.lots
        sold[trade.sell] = sold.get(trade.sell, 0) + trade.lots
    assert bought == filled(orders, Side.BUY, expected[1])
    assert sold == filled(orders, Side.SELL, expected[1])


@settings(max_examples=300, deadline=None)
@given(books())
def test_arrays_give_the_same_trades(drawn: tuple[list[Order], int, int | None]) -> None:
    orders, tick, reference = drawn
    plain, arrays = clear(orders, tick, reference), call_arrays.clear(call_arrays.columns(orders), tick, reference)
    assert (arrays.price, arrays.volume, arrays.surplus) == (plain.price, plain.volume, plain.surplus)
    rows = zip(arrays.buy.tolist(), arrays.sell.tolist(), arrays.lots.tolist(), strict=True)
    assert [Trade(buy, sell, plain.price or 0, lots) for buy, sell, lots in rows] == plain.trades


@settings(max_examples=100, deadline=None)
@given(books(), st.randoms(use_true_random=False))
def test_the_order_in_which_orders_are_listed_does_not_matter(
    drawn: tuple[list[Order], int, int | None], shuffler: object
) -> None:
    orders, tick, reference = drawn
    mixed = list(orders)
    shuffler.shuffle(mixed)  # type: ignore[attr-defined]
    assert clear(mixed, tick, reference) == clear(orders, tick, reference)
