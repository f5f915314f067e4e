"""Placing orders in call auctions, one-way auctions and continuous trading, one or many at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils import timezone

from lvheng.areas.acting import Acting
from lvheng.audit.actions import record
from lvheng.errors import Problem, Problems
from lvheng.ledger.problems import AccountFrozen
from lvheng.markets import events
from lvheng.markets.access import (
    lock_session,
    participant_for,
    profile_of,
    refusal,
    require_open,
)
from lvheng.markets.admission import side_problem
from lvheng.markets.asking import (
    Wanted,
    content_of,
    pool_problem,
    refuse_too_many,
    require_order_session,
    reserve_problem,
)
from lvheng.markets.beginning import Beginning, begin
from lvheng.markets.catalogue import market_of
from lvheng.markets.continuous import Book
from lvheng.markets.events import Dropped, Event
from lvheng.markets.keeping import all_or_nothing, logged, next_time
from lvheng.markets.models import MarketOrder, MarketSession, MarketTrade, Participant
from lvheng.markets.orders import Side
from lvheng.markets.rows import (
    count_settled,
    drop,
    key_problems,
    key_reused,
    limits_of,
    new_trade,
    not_enough,
    open_orders,
    plain,
    progress,
    saving,
    settle_state,
    standing_of,
)
from lvheng.markets.session import Mechanism, continuous_outcomes, traded
from lvheng.markets.settling import Batch, Books, needed
from lvheng.markets.surveillance import flag_refusal, look_at
from lvheng.markets.terms import order_problems, position_problem
from lvheng.statements import ask_together, insertion


def place(acting: Acting, session_code: str, wanted: Wanted, participant_id: int | None = None) -> MarketOrder:
    """Place one order and return it as it stands then; the same key again returns the same order.

    Errors: Problems with everything that is wrong; StateConflict for a key used for something else, or a session that
    is not open; NotAllowed; those of the ledger.
    """
    (answer,) = place_many(acting, session_code, [wanted], participant_id)
    if isinstance(answer, Problems):
        raise answer
    return answer


def place_many(
    acting: Acting, session_code: str, wanted: Sequence[Wanted], participant_id: int | None = None
) -> list[MarketOrder | Problems]:
    """Place several orders of one participant in their order, in one transaction and with one entry in the log.

    What is wrong with one of them is its answer and does not hinder the others. Errors as those of :func:`place`.
    """
    refuse_too_many(wanted)
    refused: list[tuple[MarketSession, Participant, Problem]] = []
    while True:
        refused.clear()
        try:
            answers = all_or_nothing(
                lambda: _place(
                    acting, begin(acting, session_code, wanted, participant_id), wanted, participant_id, refused
                )
            )
            break
        except AccountFrozen as problem:
            if not drop_frozen(session_code, problem.account_id):
                raise
    flag_refusal(refused)
    return answers


def _place(
    acting: Acting,
    beginning: Beginning,
    wanted: Sequence[Wanted],
    participant_id: int | None,
    refused: list[tuple[MarketSession, Participant, Problem]],
) -> list[MarketOrder | Problems]:
    session, mine, known, reached = beginning
    return Placing(acting, session, participant_id, refused, mine).do(wanted, known, reached)


class Placing:
    """One transaction on a session (locked, where something is to be written): what is read once for all its orders."""

    def __init__(
        self,
        acting: Acting,
        session: MarketSession,
        participant_id: int | None,
        refused: list[tuple[MarketSession, Participant, Problem]] | None = None,
        mine: Sequence[Participant] | None = None,
    ) -> None:
        self.acting, self.session = acting, session
        self.refused = refused if refused is not None else []
        self.participant = participant_for(acting, self.session.simulated, participant_id, mine)
        self.market = market_of(self.session.market)
        self.happened: list[Event] = []
        self.met: dict[int, MarketOrder] = {}
        self.trades: list[MarketTrade] = []
        self.book: Book | None = None

    def do(
        self, wanted: Sequence[Wanted], before: Iterable[MarketOrder], reached: Sequence[MarketOrder]
    ) -> list[MarketOrder | Problems]:
        """Answer all that is asked for. In this order:

        1. What was asked for before under the same key is answered as it stands.
        2. Each new order is checked by itself, then against the participant's money, units and other orders.
        3. Those that pass are set aside on the ledger, logged, and in continuous trading matched.
        4. One batch on the ledger, then the rows, the flags and the entry in the log.
        """
        known = self._known(wanted, before)
        if all(each.key in known for each in wanted):
            return [known[each.key] for each in wanted]
        require_open(self.session)
        require_order_session(self.session)
        self._open_book(reached)
        self.books = Books(self.session, self.market, [self.participant, *(row.participant for row in reached)])
        self._read_limits(len(wanted) - len(known))
        batch = self.books.batch()
        answers: list[MarketOrder | Problems] = []
        fresh: list[MarketOrder] = []
        for each in wanted:
            answer = known.get(each.key) or self._one(each, batch)
            answers.append(answer)
            if isinstance(answer, MarketOrder) and each.key not in known:
                known[each.key] = answer
                fresh.append(answer)
        if fresh:
            self._write(batch, fresh)
        return answers

    def look_at(self, wanted: Wanted) -> list[Problem]:
        """Everything that forbids an order; nothing is written."""
        require_order_session(self.session)
        self.book = Book() if self.session.mechanism == Mechanism.CONTINUOUS else None
        self.books = Books(self.session, self.market, [self.participant])
        self._read_limits()
        return [*self._problems(wanted)]

    def _known(self, wanted: Sequence[Wanted], before: Iterable[MarketOrder]) -> dict[str, MarketOrder]:
        known = {row.key: row for row in before if row.participant_id == self.participant.pk}
        for each in wanted:
            row = known.get(each.key)
            if row is not None and row.content_hash != content_of(self.session, each):
                raise key_reused(each.key)
        for row in known.values():
            row.session, row.participant = self.session, self.participant
        return known

    def _open_book(self, reached: Iterable[MarketOrder]) -> None:
        """The part of the book that may be met; in an auction nobody is met before the close."""
        self.book = Book() if self.session.mechanism == Mechanism.CONTINUOUS else None
        self.met = {row.number: row for row in reached}
        if self.book is not None:
            for row in self.met.values():
                self.book.place(plain(row)._replace(lots=row.open_lots))

    def _read_limits(self, orders: int = 0) -> None:
        session, market = self.session, self.market
        self.limits = limits_of(session, market)
        accounts = self.books.of[self.participant.pk]
        self.money, units = self.books.balances[accounts.money].available, self.books.balances[accounts.units]
        self.units = units.available
        mine, self.keys = standing_of(session, self.participant, orders)
        self.last_trade = mine.trades
        self.own = {Side.BUY: mine.buys, Side.SELL: mine.sells}
        self.alias = mine.alias
        self.position = units.posted // session.lot + mine.buying

    def _one(self, wanted: Wanted, batch: Batch) -> MarketOrder | Problems:
        found = [*self._problems(wanted)]
        if found:
            self.refused += [(self.session, self.participant, each) for each in found]
            return Problems(found)
        order = self._order(wanted)
        batch.lock(order)
        if order.side == "buy":
            self.money -= order.locked
            self.position += order.lots
        else:
            self.units -= order.locked
        self.happened.append(events.order_event(plain(order)))
        if self.book is None:
            self.own[Side(order.side)].append(order.price)
        else:
            self._match(order, batch)
        return order

    def _problems(self, wanted: Wanted) -> list[Problem]:
        found = [
            each
            for each in (
                side_problem(self.market, profile_of(self.participant), wanted.side),
                pool_problem(self.session, self.market, self.participant),
                reserve_problem(self.session, self.participant, wanted),
            )
            if each is not None
        ]
        found += key_problems(wanted.key)
        found += order_problems(self.limits, wanted.price, wanted.lots, wanted.months)
        if found:
            return found
        return [*self._means_problems(wanted)]

    def _means_problems(self, wanted: Wanted) -> Iterable[Problem]:
        """Money, units, the limit of a position, and one's own order on the other side."""
        probe = MarketOrder(side=wanted.side, price=wanted.price, open_lots=wanted.lots)
        cost = needed(probe, self.session, self.market)
        if wanted.side == "buy":
            if cost > self.money:
                yield not_enough("money", self.money, cost)
            over = position_problem(self.limits, self.position, wanted.lots)
            if over is not None:
                yield over
        elif cost > self.units:
            yield not_enough("units", self.units, cost)
        if self.book is None and self._meets_itself(wanted):
            yield refusal(
                "self_trade",
                "会与自己的另一个委托成交。",
                "it would trade with an order of your own.",
                "price",
                "请先撤销那个委托。",
                "Withdraw that order first.",
            )

    def _meets_itself(self, wanted: Wanted) -> bool:
        if wanted.side == "buy":
            return any(price <= wanted.price for price in self.own[Side.SELL])
        return any(price >= wanted.price for price in self.own[Side.BUY])

    def _order(self, wanted: Wanted) -> MarketOrder:
        self.session.orders_count += 1
        number = self.session.orders_count
        return MarketOrder(
            pk=self.keys.pop(0),
            session=self.session,
            number=number,
            participant=self.participant,
            alias=self._alias(number),
            side=wanted.side,
            price=wanted.price,
            lots=wanted.lots,
            open_lots=wanted.lots,
            time=next_time(self.session),
            key=wanted.key,
            content_hash=content_of(self.session, wanted),
            months=wanted.months,
            placed_by=self.acting.person,
            placed_at=timezone.now(),
            simulated=self.session.simulated,
        )

    def _alias(self, number: int) -> str:
        self.alias = self.alias or f"P{number}"
        return self.alias

    def _match(self, order: MarketOrder, batch: Batch) -> None:
        """Meet the book at once, and settle."""
        if self.book is None:
            return
        outcomes = continuous_outcomes(order.number, self.book.place(plain(order)))
        self.happened += outcomes
        self.met[order.number] = order
        for trade in traded(outcomes):
            row = new_trade(self.session, trade, self.met[trade.buy], self.met[trade.sell])
            self.last_trade += 1
            row.number = self.last_trade
            count_settled(self.session, row)
            self.trades.append(row)
            for side in (row.buy, row.sell):
                side.open_lots -= trade.lots
            batch.settle(row, row.buy, row.sell, row.amount, row.lots * self.session.lot)
            for side in (row.buy, row.sell):
                settle_state(side)
                batch.finish(side)
        if outcomes and outcomes[-1]["kind"] == events.Kind.DROPPED:
            drop(order, Dropped.SELF_TRADE)
            batch.finish(order)

    def _write(self, batch: Batch, fresh: list[MarketOrder]) -> None:
        session = self.session
        batch.post()
        created = {each.pk for each in fresh}
        touched = {each.pk: each for row in self.trades for each in (row.buy, row.sell) if each.pk not in created}
        statements = [insertion(logged(session, self.happened)), progress(session), insertion(fresh)]
        if touched:
            statements.append(saving([*touched.values()]))
        if self.trades:
            statements.append(insertion(self.trades))
            *_, keys = ask_together(statements)
            for row, (key,) in zip(self.trades, keys, strict=True):
                row.pk = key
            look_at(session, self.trades)
        else:
            ask_together(statements)
        facts = {"session": session.code, "orders": len(fresh), "trades": len(self.trades), "first": fresh[0].number}
        record(self.acting, "markets.place", "order", fresh[0].pk, f"{session.code}/{fresh[0].number}", facts)


def drop_frozen(session_code: str, account_id: int) -> int:
    """Take the orders of a frozen account out of a session; returns how many there were."""
    from lvheng.markets.withdrawing import drop_orders

    def work() -> int:
        session = lock_session(session_code)
        rows = list(open_orders(session).select_related("participant"))
        books = Books(session, market_of(session.market), [row.participant for row in rows])
        concerned = [row for row in rows if row.participant_id == books.owners.get(account_id)]
        drop_orders(session, concerned, Dropped.FROZEN)
        return len(concerned)

    return all_or_nothing(work)
