"""Orders against the ledger: what is set aside, what changes hands, and that nothing else does."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import ProgrammingError, transaction
from tests.markets.conftest import VINTAGE, has

from lvheng.areas.acting import Acting
from lvheng.errors import NotAllowed, Problems, StateConflict
from lvheng.ledger.actions import asset_row, open_account
from lvheng.ledger.freezing import freeze_account
from lvheng.ledger.queries import statement
from lvheng.markets import actions
from lvheng.markets.models import Flag, MarketOrder, MarketSession, MarketTrade, Participant, SessionEvent
from lvheng.markets.queries import first_wrong_line, log_lines

pytestmark = pytest.mark.django_db
Admit = Callable[..., Participant]
Opened = Callable[..., MarketSession]
Place = Callable[..., MarketOrder]


def codes(caught: pytest.ExceptionInfo[Problems]) -> list[str]:
    return [each.code for each in caught.value.problems]


def test_an_order_sets_aside_what_it_may_cost(admit: Admit, opened: Opened, place: Place) -> None:
    buyer = admit("买家", yuan=1000)
    session = opened("water_irrigation", "continuous", like=buyer)
    order = place(session, buyer, "buy", 2000, 10)
    assert has(buyer, "cny") == (100_000, 20_000)
    assert (order.open_lots, order.locked, order.state) == (10, 20_000, "open")


def test_a_trade_moves_money_and_units_at_once(admit: Admit, opened: Opened, place: Place) -> None:
    seller = admit("卖家", irrigation_water=1000)
    buyer = admit("买家", yuan=1000)
    session = opened("water_irrigation", "continuous", like=buyer)
    sold = place(session, seller, "sell", 1900, 8)
    bought = place(session, buyer, "buy", 2000, 5)
    assert (bought.state, bought.open_lots, bought.locked) == ("filled", 0, 0)
    sold.refresh_from_db()
    assert (sold.state, sold.open_lots, sold.locked) == ("open", 3, 300)
    assert has(buyer, "cny") == (100_000 - 5 * 1900, 0)
    assert has(seller, "cny") == (5 * 1900, 0)
    assert has(buyer, "irrigation_water", VINTAGE) == (500, 0)
    assert has(seller, "irrigation_water", VINTAGE) == (500, 300)
    assert first_wrong_line(session) is None
    # What moved on the ledger names the trade that it belongs to.
    trade = MarketTrade.objects.get(session=session)
    statement_of_seller = statement(open_account(asset_row("cny"), seller.owner).pk)
    assert [line.transfer.reference for line in statement_of_seller.lines] == [f"{session.pk}/t{trade.number}"]


def test_the_same_key_again_is_the_same_order(admit: Admit, opened: Opened, place: Place) -> None:
    buyer = admit("买家", yuan=1000)
    session = opened("water_irrigation", "continuous", like=buyer)
    first, again = place(session, buyer, "buy", 2000, 10, key="a"), place(session, buyer, "buy", 2000, 10, key="a")
    assert first.pk == again.pk
    assert has(buyer, "cny") == (100_000, 20_000)
    with pytest.raises(StateConflict) as caught:
        place(session, buyer, "buy", 2000, 11, key="a")
    assert caught.value.code == "key_reused"


def test_everything_wrong_is_told_at_once(admit: Admit, opened: Opened, place: Place) -> None:
    buyer = admit("买家", yuan=1)
    session = opened("water_irrigation", "continuous", like=buyer, reference=2000)
    with pytest.raises(Problems) as caught:
        place(session, buyer, "buy", 9_995, 9_999)
    assert codes(caught) == ["price_off_tick", "price_out_of_band", "order_size"]
    with pytest.raises(Problems) as caught:
        place(session, buyer, "buy", 2000, 10)
    assert codes(caught) == ["not_enough_money"]
    assert Flag.objects.get().rule == "price_out_of_band"


def test_nobody_sells_what_is_promised_already(admit: Admit, opened: Opened, place: Place) -> None:
    seller = admit("卖家", irrigation_water=1000)
    session = opened("water_irrigation", "continuous", like=seller)
    place(session, seller, "sell", 1900, 8)
    with pytest.raises(Problems) as caught:
        place(session, seller, "sell", 1900, 3)
    assert codes(caught) == ["not_enough_units"]


def test_another_basin_is_another_session(admit: Admit, opened: Opened, place: Place) -> None:
    here, there = admit("甲", yuan=100), admit("乙", yuan=100, basin="洮河")
    session = opened("water_irrigation", "continuous", like=here)
    with pytest.raises(Problems) as caught:
        place(session, there, "buy", 2000, 1)
    assert codes(caught) == ["another_pool"]


def test_a_position_limit_stops_cornering(admit: Admit, opened: Opened, place: Place) -> None:
    buyer = admit("买家", yuan=10_000_000, irrigation_water=100 * 19_990)
    session = opened("water_irrigation", "continuous", like=buyer)
    place(session, buyer, "buy", 2000, 8)
    with pytest.raises(Problems) as caught:
        place(session, buyer, "buy", 2000, 3)
    assert codes(caught) == ["position_limit"]
    assert list(Flag.objects.values_list("rule", flat=True)) == ["position_limit"]


def test_a_call_auction_settles_at_one_price_and_releases_the_rest(
    admit: Admit, opened: Opened, place: Place, planner: Acting
) -> None:
    seller = admit("卖家", irrigation_water=1000)
    first, second = admit("甲", yuan=1000), admit("乙", yuan=1000)
    session = opened("water_irrigation", "call_auction", like=seller)
    place(session, first, "buy", 2100, 6)
    place(session, second, "buy", 2000, 6)
    place(session, seller, "sell", 1800, 10)
    session = actions.close_session(planner, session.code)
    assert (session.price, session.volume, session.state) == (2000, 10, "closed")
    assert has(first, "cny") == (100_000 - 12_000, 0)
    assert has(second, "cny") == (100_000 - 8_000, 0)
    assert has(seller, "cny") == (20_000, 0)
    assert has(seller, "irrigation_water", VINTAGE) == (0, 0)
    assert first_wrong_line(session) is None
    assert actions.close_session(planner, session.code).volume == 10
    assert MarketTrade.objects.count() == 2


def test_in_a_call_auction_nobody_meets_himself(admit: Admit, opened: Opened, place: Place) -> None:
    trader = admit("甲", yuan=1000, irrigation_water=1000)
    session = opened("water_irrigation", "call_auction", like=trader)
    place(session, trader, "sell", 1900, 1)
    with pytest.raises(Problems) as caught:
        place(session, trader, "buy", 1900, 1)
    assert codes(caught) == ["self_trade"]


def test_a_settlement_that_fails_leaves_both_sides_untouched(
    admit: Admit, opened: Opened, place: Place, planner: Acting
) -> None:
    bad, good = admit("坏", irrigation_water=1000), admit("好", irrigation_water=1000)
    buyer = admit("买家", yuan=1000)
    session = opened("water_irrigation", "call_auction", like=buyer)
    place(session, bad, "sell", 1900, 2)
    place(session, good, "sell", 1900, 3)
    place(session, buyer, "buy", 1900, 5)
    asset = asset_row("irrigation_water", VINTAGE)
    freeze_account(planner, open_account(asset, bad.owner).pk, "调查")
    actions.close_session(planner, session.code)
    states = dict(MarketTrade.objects.values_list("seller__name", "state"))
    assert states == {"坏": "failed", "好": "settled"}
    assert has(bad, "irrigation_water", VINTAGE) == (1000, 0)
    assert has(buyer, "irrigation_water", VINTAGE) == (300, 0)
    assert has(buyer, "cny") == (100_000 - 3 * 1900, 0)


def test_a_frozen_seller_does_not_block_the_book(admit: Admit, opened: Opened, place: Place, planner: Acting) -> None:
    bad, good = admit("坏", irrigation_water=1000), admit("好", irrigation_water=1000)
    buyer = admit("买家", yuan=1000)
    session = opened("water_irrigation", "continuous", like=buyer)
    first = place(session, bad, "sell", 1900, 2)
    place(session, good, "sell", 1910, 3)
    freeze_account(planner, open_account(asset_row("irrigation_water", VINTAGE), bad.owner).pk, "调查")
    bought = place(session, buyer, "buy", 1920, 3)
    first.refresh_from_db()
    assert (first.state, first.dropped_for) == ("dropped", "frozen")
    assert bought.state == "filled"
    assert first_wrong_line(session) is None


def test_withdrawing_gives_back_what_was_set_aside(admit: Admit, opened: Opened, place: Place, trader: Acting) -> None:
    buyer = admit("买家", yuan=1000)
    session = opened("water_irrigation", "continuous", like=buyer)
    order = place(session, buyer, "buy", 2000, 10)
    for _ in range(2):
        order = actions.cancel(trader, session.code, order.number)
    assert (order.state, order.dropped_for, order.open_lots) == ("dropped", "withdrawn", 0)
    assert has(buyer, "cny") == (100_000, 0)


def test_only_whose_order_it_is_withdraws_it(admit: Admit, opened: Opened, place: Place, planner: Acting) -> None:
    buyer = admit("买家", yuan=1000)
    session = opened("water_irrigation", "continuous", like=buyer)
    order = place(session, buyer, "buy", 2000, 10)
    with pytest.raises(NotAllowed) as caught:
        actions.cancel(planner, session.code, order.number)
    assert caught.value.code == "not_your_order"


def test_a_session_that_is_called_off_gives_everything_back(
    admit: Admit, opened: Opened, place: Place, planner: Acting
) -> None:
    buyer = admit("买家", yuan=1000)
    seller = admit("卖家", irrigation_water=1000)
    session = opened("water_irrigation", "call_auction", like=buyer)
    place(session, buyer, "buy", 2000, 10)
    place(session, seller, "sell", 1900, 10)
    actions.cancel_session(planner, session.code, "停电")
    assert has(buyer, "cny") == (100_000, 0)
    assert first_wrong_line(session) is None
    with pytest.raises(StateConflict):
        place(session, buyer, "buy", 2000, 10)


def test_several_orders_are_answered_one_by_one(admit: Admit, opened: Opened, trader: Acting) -> None:
    buyer = admit("买家", yuan=100)
    session = opened("water_irrigation", "continuous", like=buyer)
    wanted = [actions.Wanted(f"k{n}", "buy", 2000, lots) for n, lots in enumerate((3, 99, 2), 1)]
    answers = actions.place_many(trader, session.code, wanted, buyer.pk)
    assert [isinstance(each, Problems) for each in answers] == [False, True, False]
    assert has(buyer, "cny") == (10_000, 10_000)
    assert actions.place_many(trader, session.code, wanted[:1], buyer.pk)[0] == answers[0]


def test_a_wash_trade_and_linked_parties_are_flagged(admit: Admit, opened: Opened, place: Place) -> None:
    one = admit("甲", yuan=1000, irrigation_water=1000, linked="马家")
    two = admit("乙", yuan=1000, irrigation_water=1000, linked="马家")
    session = opened("water_irrigation", "continuous", like=one)
    place(session, one, "sell", 2000, 5)
    place(session, two, "buy", 2000, 5)
    place(session, two, "sell", 2000, 5)
    place(session, one, "buy", 2000, 5)
    assert sorted(Flag.objects.values_list("rule", flat=True)) == ["linked_parties", "linked_parties", "wash_trade"]


def test_the_log_is_chained_and_final(admit: Admit, opened: Opened, place: Place) -> None:
    buyer = admit("买家", yuan=1000)
    session = opened("water_irrigation", "continuous", like=buyer)
    place(session, buyer, "buy", 2000, 10)
    assert len(log_lines(session)) == 2
    with pytest.raises(ProgrammingError, match="Cannot update"), transaction.atomic():
        SessionEvent.objects.filter(session=session, number=2).update(line="{}")
