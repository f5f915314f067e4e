"""Sessions and their logs: what a log says follows from its inputs, byte for byte."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.markets.test_call_auction import book

from lvheng.markets import events
from lvheng.markets.events import Dropped, Event
from lvheng.markets.orders import Order, Side
from lvheng.markets.reserve import Pricing, award, graded_price, settled_dry_weight
from lvheng.markets.session import Mechanism, Opening, Session, first_difference, replay, traded


def log_of(opening: Opening, inputs: list[Event]) -> list[str]:
    session, lines = Session(opening), [events.line(opening.event())]
    for event in inputs:
        lines.append(events.line(event))
        lines += map(events.line, session.take(event))
    return lines


CALL = Opening("c1", "water", Mechanism.CALL_AUCTION, 10, reference=110)


def test_a_log_reads_as_it_was_promised() -> None:
    inputs = [events.order_event(each) for each in book("1 a buy 120 5 1\n2 b sell 100 8 2")]
    lines = log_of(CALL, [*inputs, events.close_event(9)])
    assert lines == [
        '{"code":"c1","kind":"opened","market":"water","mechanism":"call_auction","pricing":"uniform","reference":110,'
        '"reserve_price":0,"supply":0,"tick":10}',
        '{"kind":"order","lots":5,"number":1,"party":"a","price":120,"side":"buy","time":1}',
        '{"kind":"order","lots":8,"number":2,"party":"b","price":100,"side":"sell","time":2}',
        '{"kind":"close","time":9}',
        '{"kind":"price","price":100,"surplus":-3,"volume":5}',
        '{"buy":1,"kind":"trade","lots":5,"price":100,"sell":2}',
        '{"kind":"dropped","lots":3,"number":2,"why":"closed"}',
    ]


def test_a_changed_line_is_found() -> None:
    inputs = [events.order_event(each) for each in book("1 a buy 120 5 1\n2 b sell 100 8 2")]
    lines = log_of(CALL, [*inputs, events.close_event(9)])
    assert first_difference(lines) is None
    assert first_difference([*lines[:5], lines[5].replace('"lots":5', '"lots":4'), lines[6]]) == 6
    assert first_difference(lines[:-1]) == 7


def test_a_log_without_its_opening_is_refused() -> None:
    with pytest.raises(ValueError, match="begins with"):
        list(replay(['{"kind":"close","number":1,"time":1}']))


def test_a_listing_is_taken_in_parts_at_its_price() -> None:
    session = Session(Opening("l1", "water", Mechanism.LISTING, 10))
    session.place(Order(1, "a", Side.SELL, 100, 10, 1))
    assert traded(session.accept(2, "b", 1, 4)) == [(2, 1, 100, 4)]
    assert session.open_lots() == {1: 6}
    with pytest.raises(ValueError, match="cannot take 7 lots"):
        session.accept(3, "c", 1, 7)
    with pytest.raises(ValueError, match="cannot take"):
        session.accept(3, "a", 1, 1)


def test_a_negotiated_offer_is_for_its_party_alone() -> None:
    session = Session(Opening("n1", "water", Mechanism.NEGOTIATED, 10))
    session.place(Order(1, "a", Side.SELL, 100, 10, 1), to="b")
    with pytest.raises(ValueError, match="another party"):
        session.accept(2, "c", 1, 10)
    assert traded(session.accept(2, "b", 1, 10)) == [(2, 1, 100, 10)]


def test_a_reserve_goes_to_the_highest_bids_and_leaves_the_rest() -> None:
    opening = Opening("r1", "cod", Mechanism.RESERVE_AUCTION, 10, supply=50, reserve_price=80)
    bids = book("1 a buy 120 30 1\n2 b buy 100 30 2\n3 c buy 90 30 3\n4 d buy 70 30 4")
    lines = log_of(opening, [*(events.order_event(each) for each in bids), events.close_event(9)])
    assert lines[6:] == [
        '{"kind":"price","price":100,"surplus":40,"volume":50}',
        '{"buy":1,"kind":"trade","lots":30,"price":100,"sell":0}',
        '{"buy":2,"kind":"trade","lots":20,"price":100,"sell":0}',
        '{"kind":"dropped","lots":10,"number":2,"why":"closed"}',
        '{"kind":"dropped","lots":30,"number":3,"why":"closed"}',
        '{"kind":"dropped","lots":30,"number":4,"why":"closed"}',
    ]


def test_who_pays_his_own_bid_pays_it() -> None:
    bids = book("1 a buy 120 30 1\n2 b buy 100 30 2")
    assert [each.price for each in award(bids, 50, 80, Pricing.PAY_AS_BID)] == [120, 100]


def test_bids_of_one_price_and_time_share_a_reserve() -> None:
    bids = book("1 a buy 100 50 7\n2 b buy 100 30 7\n3 c buy 100 20 7")
    assert [tuple(each) for each in award(bids, 13, 80, Pricing.UNIFORM)] == [(1, 6, 100), (2, 4, 100), (3, 3, 100)]


@pytest.mark.parametrize(
    ("wet", "moisture", "standard", "dry"),
    [(10_000, 120, 120, 10_000), (10_000, 208, 120, 9_000), (10_000, 0, 0, 10_000), (10_000, 250, 120, 8_522)],
)
def test_wet_deliveries_count_at_standard_moisture(wet: int, moisture: int, standard: int, dry: int) -> None:
    assert settled_dry_weight(wet, moisture, standard) == dry


def test_impossible_moisture_is_refused() -> None:
    with pytest.raises(ValueError, match="1000 ‰"):
        settled_dry_weight(100, 1000, 120)


def test_a_lower_grade_is_paid_less() -> None:
    assert graded_price(205, 900) == 185


STEP = st.tuples(
    st.sampled_from(list(Side)), st.integers(1, 8), st.integers(1, 9), st.sampled_from("abc")
) | st.integers(1, 20)


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from((Mechanism.CALL_AUCTION, Mechanism.CONTINUOUS, Mechanism.RESERVE_AUCTION)),
    st.lists(STEP, max_size=20),
)
def test_every_log_is_confirmed_by_its_replay_and_accounts_for_every_lot(
    mechanism: Mechanism, steps: list[object]
) -> None:
    inputs: list[Event] = []
    placed: dict[int, int] = {}
    for time, step in enumerate(steps, 1):
        if isinstance(step, int):
            inputs.append(events.cancel_event(step, Dropped.WITHDRAWN, time))
            continue
        side, price, lots, party = step  # type: ignore[misc]
        side = Side.BUY if mechanism is Mechanism.RESERVE_AUCTION else side
        order = Order(len(placed) + 1, party, side, price * 10, lots, time // 3)
        placed[order.number] = lots
        inputs.append(events.order_event(order))
    opening = Opening("x", "water", mechanism, 10, 40, 25, 30, simulated=True)
    lines = log_of(opening, [*inputs, events.close_event(99)])
    assert events.read(lines[0])["simulated"] == 1
    assert "simulated" not in CALL.event(), "logs of real sessions stay as they were written"
    assert first_difference(lines) is None
    gone = dict.fromkeys(placed, 0)
    for event in map(events.read, lines):
        if event["kind"] == "dropped":
            gone[event["number"]] += event["lots"]  # type: ignore[index, operator]
        elif event["kind"] == "trade":
            for number in (event["buy"], event["sell"]):
                if number:
                    gone[number] += event["lots"]  # type: ignore[index, operator]
    assert gone == placed
