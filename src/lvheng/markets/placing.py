"""Placing orders in call auctions, one-way auctions and continuous trading, one or many at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils import timezone

from lvheng.areas.acting import Acting
from lvheng.audit.actions import record
from lvheng.errors import Problem, Problems
from lvheng.ledger.problems import AccountFrozen
from lvheng.ledger.queries import balances
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
from lvheng.markets.catalogue import market_of
from lvheng.markets.continuous import Book
from lvheng.markets.events import Dropped, Event
from lvheng.markets.keeping import all_or_nothing, append, next_time
from lvheng.markets.models import MarketOrder, MarketSession, MarketTrade, Participant
from lvheng.markets.orders import Side
from lvheng.markets.rows import (
    drop,
    key_problems,
    key_reused,
    limits_of,
    new_trade,
    not_enough,
    number_trades,
    open_orders,
    plain,
    save_orders,
    settle_state,
    standing_of,
)
from lvheng.markets.session import Mechanism, continuous_outcomes, traded
from lvheng.markets.settling import Batch, Books, needed
from lvheng.markets.surveillance import flag_refusal, look_at
from lvheng.markets.terms import order_problems, position_problem


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
                lambda: Placing(acting, lock_session(session_code), participant_id, refused).do(wanted)
            )
            break
        except AccountFrozen as problem:
            if not drop_frozen(session_code, problem.account_id):
                raise
    flag_refusal(refused)
    return answers


class Placing:
    """One transaction on a session (locked, where something is to be written): what is read once for all its orders."""

    def __init__(
        self,
        acting: Acting,
        session: MarketSession,
        participant_id: int | None,
        refused: list[tuple[MarketSession, Participant, Problem]] | None = None,
    ) -> None:
        self.acting, self.session = acting, session
        self.refused = refused if refused is not None else []
        self.participant = participant_for(acting, self.session.simulated, participant_id)
        self.market = market_of(self.session.market)
        self.happened: list[Event] = []
        self.met: dict[int, MarketOrder] = {}
        self.trades: list[MarketTrade] = []
        self.book: Book | None = None

    def do(self, wanted: Sequence[Wanted]) -> list[MarketOrder | Problems]:
        """Answer all that is asked for. In this order:

        1. What was asked for before under the same key is answered as it stands.
        2. Each new order is checked by itself, then against the participant's money, units and other orders.
        3. Those that pass are set aside on the ledger, logged, and in continuous trading matched.
        4. One batch on the ledger, then the rows, the flags and the entry in the log.
        """
        known = self._known(wanted)
        if all(each.key in known for each in wanted):
            return [known[each.key] for each in wanted]
        require_open(self.session)
        require_order_session(self.session)
        self.books = Books(self.session, self.market, self._within_reach(wanted))
        self._read_limits()
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

    def _known(self, wanted: Sequence[Wanted]) -> dict[str, MarketOrder]:
        keys = {each.key for each in wanted}
        rows = MarketOrder.objects.filter(participant=self.participant, key__in=keys).select_related("session")
        known = {row.key: row for row in rows}
        for each in wanted:
            row = known.get(each.key)
            if row is not None and row.content_hash != content_of(self.session, each):
                raise key_reused(each.key)
        return known

    def _within_reach(self, wanted: Sequence[Wanted]) -> list[Participant]:
        """Whoever these orders may meet; in an auction nobody is met before the close."""
        self.book = None
        if self.session.mechanism != Mechanism.CONTINUOUS:
            return [self.participant]
        self.book = Book()
        rows = list(self._reached(wanted))
        self.met = {row.number: row for row in rows}
        for row in rows:
            self.book.place(plain(row)._replace(lots=row.open_lots))
        return [self.participant, *(row.participant for row in rows)]

    def _reached(self, wanted: Sequence[Wanted]) -> list[MarketOrder]:
        """The open orders that these may meet, in the order of their numbers."""
        numbers: list[int] = []
        for side in Side:
            mine = [each for each in wanted if each.side == side]
            if mine:
                numbers += self._numbers_reached(side, mine)
        rows = open_orders(self.session).filter(number__in=numbers).select_related("participant").order_by("number")
        return list(rows)

    def _numbers_reached(self, side: Side, wanted: Sequence[Wanted]) -> list[int]:
        """As many of the other side's orders, the best first, as all lots that are wanted could use up."""
        prices, lots = [each.price for each in wanted], sum(max(each.lots, 0) for each in wanted)
        limit = {"price__lte": max(prices)} if side is Side.BUY else {"price__gte": min(prices)}
        found = open_orders(self.session).filter(side=side.other, **limit)
        ordered = found.order_by("price" if side is Side.BUY else "-price", "number")
        numbers: list[int] = []
        for number, offered in ordered.values_list("number", "open_lots"):
            numbers.append(number)
            lots -= offered
            if lots <= 0:
                break
        return numbers

    def _read_limits(self) -> None:
        session, market = self.session, self.market
        self.limits = limits_of(session, market)
        accounts = self.books.of[self.participant.pk]
        found = balances([accounts.money, accounts.units])
        self.money, units = found[accounts.money].available, found[accounts.units]
        self.units = units.available
        mine = standing_of(session, self.participant)
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
        MarketOrder.objects.bulk_create(fresh)
        touched = {each.pk: each for row in self.trades for each in (row.buy, row.sell)}
        created = {each.pk for each in fresh}
        save_orders([each for pk, each in touched.items() if pk not in created])
        number_trades(session, self.trades)
        MarketTrade.objects.bulk_create(self.trades)
        append(session, self.happened)
        session.save()
        look_at(session, self.trades)
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
