"""What is asked for as an order, and what forbids it whatever its price: session, pool, reserve, too many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from lvheng.errors import Problem, Problems, StateConflict, Text
from lvheng.markets.access import profile_of, refusal
from lvheng.markets.admission import pool_of
from lvheng.markets.keeping import content_hash
from lvheng.markets.models import MarketSession, Participant
from lvheng.markets.session import Mechanism
from lvheng.packs.markets import Market

MAX_ORDERS = 200
_AUCTIONS = (Mechanism.CALL_AUCTION, Mechanism.CONTINUOUS, Mechanism.RESERVE_AUCTION)


@dataclass(frozen=True, slots=True)
class Wanted:
    """An order as it is asked for. ``key`` is made by the client; price in fen for one lot."""

    key: str
    side: str
    price: int
    lots: int
    months: int | None = None


def content_of(session: MarketSession, wanted: Wanted) -> str:
    """The hash of what was asked for."""
    return content_hash({"session": session.code, **asdict(wanted)})


def require_order_session(session: MarketSession) -> None:
    """Return where orders meet by price. Errors: StateConflict."""
    if session.mechanism not in _AUCTIONS:
        raise StateConflict(
            "other_mechanism",
            Text("这个场次是挂牌或协议转让。", "this session is for listings or negotiated offers."),
            where=session.code,
            to_do=Text("请挂牌，或接受别人的挂牌。", "Post a listing, or accept one."),
        )


def pool_problem(session: MarketSession, market: Market, participant: Participant) -> Problem | None:
    """What hinders an order in the session of another basin or area; None where nothing does."""
    own = pool_of(market, profile_of(participant))
    if session.mechanism == Mechanism.RESERVE_AUCTION or session.pool == own:
        return None
    return refusal(
        "another_pool",
        f"这个场次只限：{session.pool}；您属于：{own}。",
        f"this session is for {session.pool}; you belong to {own}.",
        session.code,
        "请选择自己流域、区域的场次。",
        "Choose a session of your own basin and area.",
    )


def reserve_problem(session: MarketSession, participant: Participant, wanted: Wanted) -> Problem | None:
    """What hinders an order in a one-way auction; None where nothing does."""
    if session.mechanism != Mechanism.RESERVE_AUCTION:
        return None
    if wanted.side == "buy" and participant.pk != session.supplier_id and wanted.price >= session.reserve_price:
        return None
    return refusal(
        "bids_only",
        "单向竞价只接受其他人不低于底价的买入报价。",
        "a one-way auction takes bids of others, not below the reserve price.",
        session.code,
        "请提高报价。",
        "Bid at least the reserve price.",
    )


def refuse_too_many(wanted: Sequence[Wanted]) -> None:
    """Errors: Problems for none at all, or more than MAX_ORDERS."""
    if not 0 < len(wanted) <= MAX_ORDERS:
        raise Problems(
            [
                refusal(
                    "too_many_orders",
                    f"一次可以委托 1 到 {MAX_ORDERS} 个。",
                    f"1 to {MAX_ORDERS} orders are placed at once.",
                    "orders",
                    "请分几次。",
                    "Send them in parts.",
                )
            ]
        )
