"""A market beside a naive one: dictionaries for the ledger, a list for the book, and every price tried at the close."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from tests.markets.brute import SlowBook, best_price, filled
from tests.markets.conftest import VINTAGE, has

from lvheng.areas.acting import Acting
from lvheng.errors import Problems
from lvheng.markets import actions
from lvheng.markets.checking import faults
from lvheng.markets.models import MarketSession, Participant
from lvheng.markets.orders import Order, Side

NAMES = ("甲", "乙", "丙")
FEN, WATER = 60_000, 1_000


class Naive:
    """What each should have, and the orders of the call auction."""

    def __init__(self) -> None:
        self.money = dict.fromkeys(NAMES, FEN)
        self.water = dict.fromkeys(NAMES, WATER)
        self.open: dict[int, tuple[str, Order]] = {}

    def free(self, name: str, side: str) -> int:
        """Money or water that is not promised."""
        mine = [order for who, order in self.open.values() if who == name and order.side == side]
        if side == "buy":
            return self.money[name] - sum(each.price * each.lots for each in mine)
        return self.water[name] - sum(each.lots * 100 for each in mine)

    def move(self, buyer: str, seller: str, price: int, lots: int) -> None:
        self.money[buyer] -= price * lots
        self.money[seller] += price * lots
        self.water[buyer] += lots * 100
        self.water[seller] -= lots * 100


class Market(RuleBasedStateMachine):
    """The same steps on both; the fixtures are put in by the test."""

    people: dict[str, Participant]
    trader: Acting
    planner: Acting
    make_session: Any
    mechanism: str
    reset: Any

    def __init__(self) -> None:
        super().__init__()
        type(self).reset()
        self.session: MarketSession = type(self).make_session()
        self.naive, self.slow, self.keys = Naive(), SlowBook(), 0
        self.party: dict[int, str] = {}

    @rule(
        who=st.sampled_from(NAMES),
        side=st.sampled_from(("buy", "sell")),
        step=st.integers(-3, 3),
        lots=st.integers(1, 6),
    )
    def place(self, who: str, side: str, step: int, lots: int) -> None:
        self.keys += 1
        price = 2000 + 10 * step
        cost = price * lots if side == "buy" else lots * 100
        allowed = cost <= self.naive.free(who, side)
        if self.mechanism == "call_auction":
            mine = [order for name, order in self.naive.open.values() if name == who and order.side != side]
            crosses = any(each.price <= price if side == "buy" else each.price >= price for each in mine)
            allowed = allowed and not crosses
        wanted = actions.Wanted(f"{self.session.code} {self.keys}", side, price, lots)
        if not allowed:
            with pytest.raises(Problems):
                actions.place(self.trader, self.session.code, wanted, self.people[who].pk)
            return
        row = actions.place(self.trader, self.session.code, wanted, self.people[who].pk)
        order = Order(row.number, who, Side(side), price, lots, row.time)
        self.naive.open[row.number] = (who, order)
        self.party[row.number] = who
        if self.mechanism == "continuous":
            self._match(order)

    def _match(self, order: Order) -> None:
        trades, _, cancelled = self.slow.place(order)
        for trade in trades:
            for number in (trade.buy, trade.sell):
                self._fill(number, trade.lots)
            self.naive.move(self.party[trade.buy], self.party[trade.sell], trade.price, trade.lots)
        if cancelled:
            del self.naive.open[order.number]

    def _fill(self, number: int, lots: int) -> None:
        who, order = self.naive.open[number]
        if order.lots == lots:
            del self.naive.open[number]
        else:
            self.naive.open[number] = (who, order._replace(lots=order.lots - lots))

    @rule(place=st.integers(0, 20))
    def cancel(self, place: int) -> None:
        numbers = sorted(self.naive.open)
        if not numbers:
            return
        number = numbers[place % len(numbers)]
        actions.cancel(self.trader, self.session.code, number)
        self.naive.open.pop(number)
        self.slow.cancel(number)

    @rule()
    def close(self) -> None:
        orders = [order for _, order in self.naive.open.values()]
        names = {number: who for number, (who, _) in self.naive.open.items()}
        if self.mechanism == "call_auction":
            found = best_price(orders, 10, self.session.reference)
            if found is not None:
                price, volume, _ = found
                for number, lots in filled(orders, Side.BUY, volume).items():
                    self.naive.money[names[number]] -= price * lots
                    self.naive.water[names[number]] += lots * 100
                for number, lots in filled(orders, Side.SELL, volume).items():
                    self.naive.money[names[number]] += price * lots
                    self.naive.water[names[number]] -= lots * 100
        actions.close_session(self.planner, self.session.code)
        self.naive.open, self.slow, self.party = {}, SlowBook(), {}
        self.session = type(self).make_session()

    @invariant()
    def both_agree(self) -> None:
        for name, participant in self.people.items():
            money, water = has(participant, "cny"), has(participant, "irrigation_water", VINTAGE)
            assert money[0] == self.naive.money[name]
            assert water[0] == self.naive.water[name]
            assert water[1] == self.naive.water[name] - self.naive.free(name, "sell")
            assert money[1] >= self.naive.money[name] - self.naive.free(name, "buy")

    @invariant()
    def nothing_is_wrong(self) -> None:
        assert faults([self.session]) == []


@pytest.mark.django_db
@pytest.mark.parametrize("mechanism", ["continuous", "call_auction"])
def test_the_market_does_what_a_naive_one_does(
    mechanism: str, admit: Any, opened: Any, trader: Acting, planner: Acting
) -> None:
    people = {name: admit(name, yuan=FEN // 100, irrigation_water=WATER) for name in NAMES}
    start: list[str] = []

    def reset() -> None:
        """Back to the beginning, as if nothing had been traded."""
        if start:
            transaction.savepoint_rollback(start.pop())
        start.append(transaction.savepoint())

    fixtures = {
        "people": people,
        "trader": trader,
        "planner": planner,
        "mechanism": mechanism,
        "make_session": staticmethod(lambda: opened("water_irrigation", mechanism, like=people["甲"])),
        "reset": staticmethod(reset),
    }
    machine = type("TradingMachine", (Market,), fixtures)
    quiet = [HealthCheck.too_slow, HealthCheck.filter_too_much]
    case = machine.TestCase
    case.settings = settings(max_examples=4, stateful_step_count=12, deadline=None, suppress_health_check=quiet)
    case().runTest()
