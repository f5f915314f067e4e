"""Markets over HTTP: sessions, books and trades for everybody; orders for whoever was admitted.

Prices are fen for one lot and quantities are lots, both whole numbers. Every order carries a ``key`` made by the
client: sent again, it gets the same answer and nothing happens twice.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router, Schema
from ninja.throttling import BaseThrottle

from lvheng.areas.acting import Acting
from lvheng.areas.api_auth import ANYBODY, SIGNED_IN
from lvheng.errors import Problem, Problems, Text
from lvheng.markets import actions, queries
from lvheng.markets.asking import MAX_ORDERS
from lvheng.markets.catalogue import markets
from lvheng.markets.limiting import OrderRate
from lvheng.markets.models import MarketOrder, MarketSession, MarketTrade
from lvheng.markets.rows import MAX_KEY

router = Router()
MOST_ROWS = 1000
# Calls, not orders: one call places up to 200. A program that runs wild is stopped; one that batches is not.
ORDER_RATE = "600/min"
_limited: list[BaseThrottle] = [OrderRate(ORDER_RATE)]
_Side = Literal["buy", "sell"]


class Words(Schema):
    """A text in both languages."""

    zh: str
    en: str


class MarketOut(Schema):
    """A market: what is traded, in which steps."""

    code: str
    name: Words
    asset: str
    mechanisms: list[str]
    lot: int = Field(description="smallest units of the asset in one lot · 每手的最小单位数")
    tick: int = Field(description="fen · 价格步长，分")
    view_only: bool


class SessionOut(Schema):
    """A session. Prices in fen for one lot."""

    code: str
    market: str
    mechanism: str
    vintage: int
    state: Literal["scheduled", "open", "closed", "cancelled"]
    opens_at: datetime
    closes_at: datetime
    lot: int
    tick: int
    low: int
    high: int
    reference: int | None
    pool: str
    price: int | None
    volume: int
    simulated: bool


class LevelOut(Schema):
    """Open lots at a price."""

    price: int
    lots: int
    orders: int


class BookOut(SessionOut):
    """A session with the best prices of its book; sealed bids are not shown."""

    buy: list[LevelOut]
    sell: list[LevelOut]


class TradeOut(Schema):
    """A settled trade, without its parties."""

    session: str
    number: int
    price: int
    lots: int
    at: datetime
    simulated: bool


class OrderIn(Schema):
    """An order as it is asked for."""

    key: str = Field(max_length=MAX_KEY, description="made by the client, unique among its orders · 请求编号")
    side: _Side = Field(description="buy or sell · 买入 buy 或卖出 sell")
    price: int = Field(description="fen for one lot · 每手价格，分")
    lots: int = Field(description="how many lots · 手数")
    months: int | None = Field(None, description="for how long a right is transferred · 转让期限，月")


class OrdersIn(Schema):
    """Up to 200 orders of one participant, placed in their order."""

    orders: list[OrderIn] = Field(min_length=1, max_length=MAX_ORDERS, description="in their order · 按先后")
    participant: int | None = Field(None, description="for whom, where one may act for several · 参与者编号")


class OrderOut(Schema):
    """An order as it stands."""

    session: str
    number: int
    key: str
    side: _Side
    price: int
    lots: int
    open_lots: int
    held_lots: int
    state: Literal["open", "filled", "dropped"]
    dropped_for: str


class ProblemOut(Schema):
    """Why an order was refused."""

    code: str
    where: str
    what: Words
    to_do: Words | None


class AnswerOut(Schema):
    """What became of one order: the order, or the problems."""

    key: str
    order: OrderOut | None
    problems: list[ProblemOut]


class ListingIn(OrderIn):
    """A listing, or an offer to the participant ``to``."""

    to: int | None = Field(None, description="the participant it is offered to · 受要约的参与者编号")
    goods: dict[str, str | int] = Field(
        default_factory=dict,
        description="of materials: grade, wet_kg, moisture in thousandths · 货物：等级、毛重、含水千分率",
    )
    participant: int | None = Field(None, description="for whom, where one may act for several · 参与者编号")


class AcceptIn(Schema):
    """How much of a listing is taken."""

    key: str = Field(max_length=MAX_KEY, description="made by the client, unique among its orders · 请求编号")
    lots: int = Field(description="how many lots · 手数")
    participant: int | None = Field(None, description="for whom, where one may act for several · 参与者编号")


class AcceptedOut(TradeOut):
    """A trade that may wait for a consent or a weighing."""

    state: str


class Part(Schema):
    """Which part of a list."""

    market: str = Field("", description="only this market · 只要这个市场的")
    offset: int = Field(0, ge=0, le=1_000_000_000, description="leave out the first · 略过前几条")
    limit: int = Field(100, ge=1, le=MOST_ROWS, description="at most so many · 最多几条")


@router.get(
    "/markets",
    response=list[MarketOut],
    auth=ANYBODY,
    summary="Markets · 市场",
    openapi_extra={"x-zh": "现行的全部市场。"},
)
def all_markets(request: HttpRequest) -> list[dict[str, Any]]:
    """The markets in force."""
    return [
        {
            "code": each.code,
            "name": _words(each.title),
            "asset": each.asset,
            "mechanisms": list(each.mechanisms),
            "lot": each.lot,
            "tick": each.tick,
            "view_only": each.view_only,
        }
        for each in markets().values()
    ]


@router.get(
    "/market-sessions",
    response=list[SessionOut],
    auth=ANYBODY,
    summary="Sessions · 场次",
    openapi_extra={"x-zh": "交易场次，最近的在前。"},
)
def all_sessions(
    request: HttpRequest,
    part: Query[Part],
    state: Annotated[str, Query(description="scheduled, open, closed or cancelled · 状态")] = "",
) -> list[dict[str, Any]]:
    """Sessions, the latest first."""
    found = queries.sessions(part.market or None, [state] if state else [])
    return [_session(each) for each in found[part.offset : part.offset + part.limit]]


@router.get(
    "/market-sessions/{session}",
    response=BookOut,
    auth=ANYBODY,
    summary="One session with its book · 一个场次和行情",
    openapi_extra={"x-zh": "一个场次和各价位的数量；单向竞价收市前不公开。"},
)
def one_session(request: HttpRequest, session: str) -> dict[str, Any]:
    """A session and what is open in it by price."""
    found = queries.session_by_code(session)
    book = {side: [each._asdict() for each in queries.depth(found, side)] for side in ("buy", "sell")}
    return {**_session(found), **book}


@router.get(
    "/market-sessions/{session}/log",
    auth=ANYBODY,
    summary="The public book · 公开的委托簿",
    openapi_extra={"x-zh": "一个场次的全部事件，每行一个 JSON；任何人都可以据此重算成交。"},
)
def session_log(request: HttpRequest, session: str) -> HttpResponse:
    """All events of a session, one JSON object a line, from which anybody can compute its trades again."""
    lines = queries.log_lines(queries.session_by_code(session))
    return HttpResponse("".join(f"{line}\n" for line in lines), content_type="application/jsonl; charset=utf-8")


@router.get(
    "/market-trades",
    response=list[TradeOut],
    auth=ANYBODY,
    summary="Settled trades · 成交",
    openapi_extra={"x-zh": "已交割的成交，最近的在前，不含双方名称。"},
)
def all_trades(request: HttpRequest, part: Query[Part]) -> list[dict[str, Any]]:
    """Settled trades, the latest first."""
    return [_trade(each) for each in queries.settled(part.market or None)[part.offset : part.offset + part.limit]]


@router.get(
    "/market-orders",
    response=list[OrderOut],
    auth=SIGNED_IN,
    summary="One's own orders · 我的委托",
    openapi_extra={"x-zh": "自己的委托，最近的在前。"},
)
def my_orders(request: HttpRequest, part: Query[Part]) -> list[dict[str, Any]]:
    """The orders of whom one acts for, the latest first."""
    found = queries.orders_of(_acting(request))
    found = found.filter(session__market=part.market) if part.market else found
    return [_order(each) for each in found[part.offset : part.offset + part.limit]]


@router.post(
    "/market-sessions/{session}/orders",
    response=list[AnswerOut],
    auth=SIGNED_IN,
    throttle=_limited,
    summary="Place orders · 委托",
    openapi_extra={"x-zh": "一次最多委托 200 个；每个都有自己的结果，编号相同的不会重复委托。"},
)
def place_orders(request: HttpRequest, session: str, wanted: OrdersIn) -> list[dict[str, Any]]:
    """Place up to 200 orders. Each has its own answer; a key that was used before gets the order of then."""
    asked = [actions.Wanted(each.key, each.side, each.price, each.lots, each.months) for each in wanted.orders]
    answers = actions.place_many(_acting(request), session, asked, wanted.participant)
    return [_answer(each.key, answer) for each, answer in zip(asked, answers, strict=True)]


@router.delete(
    "/market-sessions/{session}/orders/{number}",
    response=OrderOut,
    auth=SIGNED_IN,
    throttle=_limited,
    summary="Withdraw an order · 撤销委托",
    openapi_extra={"x-zh": "撤销自己委托中还没有成交的部分。"},
)
def withdraw_order(request: HttpRequest, session: str, number: int) -> dict[str, Any]:
    """Withdraw what is still open of one's order."""
    return _order(actions.cancel(_acting(request), session, number))


@router.post(
    "/market-sessions/{session}/listings",
    response=OrderOut,
    auth=SIGNED_IN,
    throttle=_limited,
    summary="Post a listing or an offer · 挂牌或要约",
    openapi_extra={"x-zh": "挂牌；写明对方编号的是协议要约。"},
)
def post_listing(request: HttpRequest, session: str, wanted: ListingIn) -> dict[str, Any]:
    """Post a listing for everybody, or an offer to one participant."""
    acting, terms = _acting(request), wanted.model_dump(exclude={"to", "goods", "participant"})
    if wanted.to is not None:
        return _order(actions.propose(acting, session, **terms, to=wanted.to, participant_id=wanted.participant))
    listing = actions.post_listing(acting, session, **terms, goods=wanted.goods, participant_id=wanted.participant)
    return _order(listing)


@router.post(
    "/market-sessions/{session}/listings/{number}/accept",
    response=AcceptedOut,
    auth=SIGNED_IN,
    throttle=_limited,
    summary="Accept a listing or an offer · 接受挂牌或要约",
    openapi_extra={"x-zh": "接受挂牌或要约；需要批准的，批准后才交割。"},
)
def accept_listing(request: HttpRequest, session: str, number: int, wanted: AcceptIn) -> dict[str, Any]:
    """Accept a listing or an offer; where a consent is needed, it is settled with that."""
    acting = _acting(request)
    trade = actions.accept(acting, session, number, key=wanted.key, lots=wanted.lots, participant_id=wanted.participant)
    return {**_trade(trade), "state": trade.state}


def _acting(request: HttpRequest) -> Acting:
    acting: Acting = request.acting  # type: ignore[attr-defined]
    return acting


def _words(text: Text) -> dict[str, str]:
    return {"zh": text.zh, "en": text.en}


def _session(row: MarketSession) -> dict[str, Any]:
    names = (*SessionOut.model_fields,)
    return {name: getattr(row, name) for name in names}


def _trade(row: MarketTrade) -> dict[str, Any]:
    return {
        "session": row.session.code,
        "number": row.number,
        "price": row.price,
        "lots": row.lots,
        "at": row.traded_at,
        "simulated": row.simulated,
    }


def _order(row: MarketOrder) -> dict[str, Any]:
    names = ("number", "key", "side", "price", "lots", "open_lots", "held_lots", "state", "dropped_for")
    return {"session": row.session.code, **{name: getattr(row, name) for name in names}}


def _answer(key: str, answer: MarketOrder | Problems) -> dict[str, Any]:
    if isinstance(answer, Problems):
        return {"key": key, "order": None, "problems": [_problem(each) for each in answer.problems]}
    return {"key": key, "order": _order(answer), "problems": []}


def _problem(problem: Problem) -> dict[str, Any]:
    to_do = _words(problem.to_do) if problem.to_do else None
    return {"code": problem.code, "where": problem.where, "what": _words(problem.what), "to_do": to_do}
