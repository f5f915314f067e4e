"""Orders and trades as rows: what placing, accepting, closing and withdrawing have in common."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import Max
from django.utils import timezone

from lvheng.errors import Problem, StateConflict, Text
from lvheng.markets.access import refusal
from lvheng.markets.events import Dropped
from lvheng.markets.models import MarketOrder, MarketSession, MarketTrade, Participant
from lvheng.markets.orders import Order, Side
from lvheng.markets.session import Mechanism
from lvheng.markets.terms import Limits, yuan
from lvheng.packs.markets import Market
from lvheng.statements import Statement, ask_together, next_keys

MAX_KEY = 80


# What of an order changes after it was placed, with the type of its column.
_CHANGING = {
    "open_lots": "int",
    "held_lots": "int",
    "state": "text",
    "dropped_for": "text",
    "reservation": "uuid",
    "locked": "bigint",
}
_SAVE = (
    f"UPDATE markets_marketorder SET {', '.join(f'{name} = new.{name}' for name in _CHANGING)}"
    f" FROM unnest(%s::bigint[], {', '.join(f'%s::{kind}[]' for kind in _CHANGING.values())})"
    f" AS new (id, {', '.join(_CHANGING)}) WHERE markets_marketorder.id = new.id"
)
# What of a session changes while it is open.
_GROWING = ("price", "volume", "orders_count", "events_count", "events_hash", "last_time")
_PROGRESS = f"UPDATE markets_marketsession SET {', '.join(f'{name} = %s' for name in _GROWING)} WHERE id = %s"


def open_orders(session: MarketSession) -> Any:
    """The orders of a session that may still trade."""
    return MarketOrder.objects.filter(session=session, state="open", open_lots__gt=0)


def plain(row: MarketOrder) -> Order:
    """The order as the pure rules know it."""
    return Order(row.number, row.alias, Side(row.side), row.price, row.lots, row.time)


def alias_of(session: MarketSession, participant: Participant) -> str:
    """What the book of a session calls a participant: by its first order; "" before there is one."""
    rows = MarketOrder.objects.filter(session=session, participant=participant).order_by("number")
    return rows.values_list("alias", flat=True).first() or ""


class Standing(NamedTuple):
    """What a participant has in a session: its name in the book ("" before its first order), the prices of its open
    orders on each side in rising order, and the lots that it is still buying in the market, of the session's vintage;
    and the number of the session's last trade.
    """

    alias: str
    buys: list[int]
    sells: list[int]
    buying: int
    trades: int


_STANDING = """
SELECT coalesce((SELECT alias FROM markets_marketorder WHERE session_id = asked.session AND participant_id = asked.who
                 ORDER BY number LIMIT 1), ''),
       coalesce(array_agg(price ORDER BY price) FILTER (WHERE session_id = asked.session AND open_lots > 0
                                                         AND side = 'buy'), '{}'),
       coalesce(array_agg(price ORDER BY price) FILTER (WHERE session_id = asked.session AND open_lots > 0
                                                         AND side = 'sell'), '{}'),
       coalesce(sum(open_lots + held_lots) FILTER (WHERE side = 'buy' AND session_id IN (
           SELECT id FROM markets_marketsession WHERE market = asked.market AND vintage = asked.vintage)), 0),
       coalesce((SELECT max(number) FROM markets_markettrade WHERE session_id = asked.session), 0)
FROM (SELECT %s::bigint AS session, %s::bigint AS who, %s::text AS market, %s::int AS vintage) AS asked
LEFT JOIN markets_marketorder ON participant_id = asked.who AND state = 'open'
GROUP BY asked.session, asked.who, asked.market, asked.vintage
"""


def standing_of(session: MarketSession, participant: Participant, orders: int = 0) -> tuple[Standing, list[int]]:
    """Where a participant stands before its next order, and the primary keys of as many ``orders`` to come."""
    values = [session.pk, participant.pk, session.market, session.vintage]
    asked = [Statement(_STANDING, values), next_keys(MarketOrder, orders)]
    ((alias, buys, sells, buying, trades),), keys = ask_together(asked)
    return Standing(alias, list(buys), list(sells), int(buying), trades), [key for (key,) in keys]


def limits_of(session: MarketSession, market: Market) -> Limits:
    """The terms that orders of a session have to keep."""
    months = market.term.months if market.term else None
    return Limits(session.tick, session.low, session.high, market.order_lots, market.position_lots, months)


def new_trade(session: MarketSession, trade: Any, buy: MarketOrder, sell: MarketOrder) -> MarketTrade:
    """The row of a trade, settled unless the caller says otherwise."""
    now = timezone.now()
    return MarketTrade(
        session=session,
        buy=buy,
        sell=sell,
        buyer=buy.participant,
        seller=sell.participant,
        price=trade.price,
        lots=trade.lots,
        state=MarketTrade.State.SETTLED,
        traded_at=now,
        settled_at=now,
        simulated=session.simulated,
    )


def number_trades(session: MarketSession, trades: Sequence[MarketTrade]) -> None:
    """Number trades in the order of the log, and count those that are settled."""
    if not trades:
        return
    last = MarketTrade.objects.filter(session=session).aggregate(last=Max("number"))["last"] or 0
    for number, trade in enumerate(trades, last + 1):
        trade.number = number
        trade.buy_id, trade.sell_id = trade.buy.pk, trade.sell.pk
        if trade.state == MarketTrade.State.SETTLED:
            count_settled(session, trade)


def count_settled(session: MarketSession, trade: MarketTrade) -> None:
    """Keep the last price and the volume of what was really settled; an auction has its own price."""
    session.volume += trade.lots
    if session.mechanism not in (Mechanism.CALL_AUCTION, Mechanism.RESERVE_AUCTION):
        session.price = trade.price


def settle_state(order: MarketOrder) -> None:
    """An order without open or held lots is filled."""
    if order.open_lots + order.held_lots == 0 and order.state == MarketOrder.State.OPEN:
        order.state = MarketOrder.State.FILLED


def drop(order: MarketOrder, why: Dropped) -> None:
    """Take what is open of an order out of the book."""
    order.open_lots = 0
    order.state, order.dropped_for = MarketOrder.State.DROPPED, why.value


def save_orders(rows: Iterable[MarketOrder]) -> None:
    """Save how orders stand, all in one statement."""
    rows = list(rows)
    if not rows:
        return
    ask_together([saving(rows)])


def saving(rows: Sequence[MarketOrder]) -> Statement:
    """The statement that saves how orders stand."""
    return Statement(_SAVE, [[getattr(row, name) for row in rows] for name in ("pk", *_CHANGING)])


def progress(session: MarketSession) -> Statement:
    """The statement that saves what orders and trades change of a session."""
    return Statement(_PROGRESS, [*(getattr(session, name) for name in _GROWING), session.pk])


def key_reused(key: str) -> StateConflict:
    """The refusal of a key that stands for another request."""
    return StateConflict(
        "key_reused",
        Text("这个请求编号已经用于另一个委托。", "this key was used for another order."),
        where=key,
        to_do=Text("新的委托请用新的编号。", "Use a new key for a new order."),
    )


def not_enough(what: str, available: int, cost: int) -> Problem:
    """Too little money (fen) or units (smallest) to be set aside."""
    if what == "money":
        zh, en = f"可用资金 {yuan(available)} 元", f"{yuan(available)} yuan are available"
        zh, en = f"{zh}，需要 {yuan(cost)} 元。", f"{en}, {yuan(cost)} are needed."
    else:
        zh, en = f"可用 {available:,}，需要 {cost:,}（最小单位）。", f"{available:,} available, {cost:,} needed."
    return refusal(f"not_enough_{what}", zh, en, "lots", "请减少数量，或先转入。", "Ask for less, or add to it first.")


def key_problems(key: str) -> list[Problem]:
    if 0 < len(key) <= MAX_KEY and key.isprintable():
        return []
    return [
        refusal(
            "bad_key",
            f"请求编号要有 1 到 {MAX_KEY} 个可见字符。",
            f"a key has 1 to {MAX_KEY} printable characters.",
            "key",
            "例如用 UUID。",
            "A UUID will do.",
        )
    ]


def due_time(closes_at: datetime, days: int) -> datetime:
    """The end of a listing: its days, but not after the session."""
    return min(closes_at, timezone.now() + timedelta(days=days))
