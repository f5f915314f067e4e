"""The close of a session: its auction, the settlement of what was traded, and the release of the rest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db import transaction

from lvheng.errors import Problem
from lvheng.ledger.problems import LedgerProblem
from lvheng.markets import events
from lvheng.markets.bilateral import DELIVERY_DAYS, hold
from lvheng.markets.catalogue import market_of
from lvheng.markets.events import Dropped, Event
from lvheng.markets.keeping import append, next_time
from lvheng.markets.models import MarketOrder, MarketSession, MarketTrade
from lvheng.markets.orders import Trade
from lvheng.markets.reserve import Pricing
from lvheng.markets.rows import drop, new_trade, number_trades, open_orders, plain, save_orders, settle_state
from lvheng.markets.session import SUPPLIER, Mechanism, Opening, call_outcomes, reserve_outcomes, traded
from lvheng.markets.settling import Books
from lvheng.markets.surveillance import look_at

_State = MarketSession.State


class Close:
    """The close of a locked session."""

    def __init__(self, session: MarketSession) -> None:
        self.session, self.market = session, market_of(session.market)
        rows = open_orders(session).select_related("participant").order_by("number")
        self.orders: dict[int, MarketOrder] = {row.number: row for row in rows}
        self.books = Books(session, self.market, [row.participant for row in self.orders.values()])

    def do(self) -> None:
        """Match, settle, release, and log."""
        session = self.session
        outcomes = self._outcomes()
        session.price, session.surplus = _head(outcomes, session)
        trades = [self._row(each) for each in traded(outcomes)]
        number_trades(session, trades)
        self._settle(trades)
        self.release([events.close_event(next_time(session)), *outcomes])
        MarketTrade.objects.bulk_create(trades, batch_size=2000)
        look_at(session, trades)
        session.state = _State.CLOSED
        session.save()

    def _outcomes(self) -> list[Event]:
        opening = opening_of(self.session)
        if opening.mechanism is Mechanism.CALL_AUCTION:
            return call_outcomes(opening, map(plain, self.orders.values()))
        if opening.mechanism is Mechanism.RESERVE_AUCTION:
            bids = [plain(row) for row in self.orders.values() if row.number != SUPPLIER]
            return reserve_outcomes(opening, bids)
        return []

    def _row(self, trade: Trade) -> MarketTrade:
        buy, sell = self.orders[trade.buy], self.orders[trade.sell]
        row = new_trade(self.session, trade, buy, sell)
        buy.open_lots -= trade.lots
        sell.open_lots -= trade.lots
        if self.market.quality is not None:
            hold(row, DELIVERY_DAYS, for_consent=False)
            buy.held_lots += trade.lots
            sell.held_lots += trade.lots
        return row

    def _settle(self, trades: Sequence[MarketTrade]) -> None:
        settled = [each for each in trades if each.state == MarketTrade.State.SETTLED]
        before = {row.number: row.locked for row in self.orders.values()}
        try:
            self._post(settled)
        except LedgerProblem as problem:
            if problem.retry:
                raise
            for number, locked in before.items():
                self.orders[number].locked = locked
            for each in settled:
                self._settle_alone(each)

    def _post(self, trades: Iterable[MarketTrade]) -> None:
        """One transaction within that of the close: all of these trades, or none."""
        with transaction.atomic():
            batch = self.books.batch()
            for each in trades:
                batch.settle(each, each.buy, each.sell, each.amount, each.lots * self.session.lot)
            batch.post()

    def _settle_alone(self, trade: MarketTrade) -> None:
        locked = trade.buy.locked, trade.sell.locked
        try:
            self._post([trade])
        except LedgerProblem as problem:
            if problem.retry:
                raise
            trade.buy.locked, trade.sell.locked = locked
            fail(self.session, trade, problem)

    def release(self, happened: list[Event]) -> None:
        """Drop what is left of every order, in the order of their numbers, and log it after what happened."""
        session, batch = self.session, self.books.batch()
        dropped = []
        for row in self.orders.values():
            if row.open_lots and row.number != SUPPLIER:
                dropped.append(events.dropped_event(row.number, row.open_lots, Dropped.CLOSED))
            if row.open_lots:
                drop(row, Dropped.CLOSED)
            settle_state(row)
            batch.trim(row)
        append(session, [*happened, *dropped])
        batch.post()
        save_orders(self.orders.values())


def fail(session: MarketSession, trade: MarketTrade, problem: Problem) -> None:
    """Mark a trade whose settlement the ledger refused; both sides keep what they had."""
    trade.state, trade.settled_at = MarketTrade.State.FAILED, None
    trade.why = problem.in_language("zh")[:300]
    trade.paid = trade.units = trade.buyer_fee = trade.seller_fee = 0
    session.volume -= trade.lots
    for order in (trade.buy, trade.sell):
        if order.lots == trade.lots:
            order.state, order.dropped_for = MarketOrder.State.DROPPED, Dropped.UNSETTLED.value


def opening_of(session: MarketSession) -> Opening:
    """The session's terms as its log begins with them."""
    return Opening(
        session.code,
        session.market,
        Mechanism(session.mechanism),
        session.tick,
        session.reference,
        session.supply,
        session.reserve_price,
        Pricing(session.pricing),
        session.simulated,
    )


def _head(outcomes: list[Event], session: MarketSession) -> tuple[int | None, int]:
    if not outcomes or outcomes[0]["kind"] != events.Kind.PRICE:
        return session.price, 0
    price, surplus = outcomes[0]["price"], outcomes[0]["surplus"]
    return (None if price is None else int(price)), int(surplus or 0)
