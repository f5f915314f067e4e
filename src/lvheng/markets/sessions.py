"""A session from its announcement to its close: who may announce, what is fixed, and what happens at the close."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils import timezone

from lvheng.areas.acting import Acting
from lvheng.audit.actions import record
from lvheng.errors import InputProblem, Problem, Problems, StateConflict, Text
from lvheng.ledger.catalogue import declared
from lvheng.ledger.queries import balance
from lvheng.markets import events
from lvheng.markets.access import RUN, checked, lock_session, profile_of, refusal, require_authority
from lvheng.markets.admission import pool_of, side_problem
from lvheng.markets.catalogue import market_of
from lvheng.markets.closing import Close, opening_of
from lvheng.markets.keeping import all_or_nothing, append, content_hash, next_time
from lvheng.markets.models import MarketOrder, MarketSession, MarketTrade, Participant
from lvheng.markets.orders import MAX_LOTS, MAX_PRICE_FEN
from lvheng.markets.rows import (
    not_enough,
)
from lvheng.markets.session import SUPPLIER, Mechanism
from lvheng.markets.settling import Books, needed
from lvheng.markets.surveillance import look_at_session
from lvheng.markets.terms import Limits, band, order_problems
from lvheng.packs.markets import Market

_State = MarketSession.State


@dataclass(frozen=True)
class Announcement:
    """What a session is to be. ``like`` is a participant whose pool it is for, where the market knows pools.

    A reserve auction also needs ``supplier``, ``supply`` (lots) and ``reserve_price``; ``goods`` of materials: batch,
    grade, wet_kg, moisture. ``reference`` None takes the last settled price.
    """

    market: str
    mechanism: str
    opens_at: datetime
    closes_at: datetime
    vintage: int = 0
    like: int | None = None
    reference: int | None = None
    supplier: int | None = None
    supply: int = 0
    reserve_price: int = 0
    goods: dict[str, Any] = field(default_factory=dict)
    note: str = ""
    simulated: bool = False


def announce(acting: Acting | None, wanted: Announcement) -> MarketSession:
    """Announce a session; its terms are fixed from now on. A reserve's units are set aside at once.

    ``acting`` None is the calendar of the pack. Errors: Problems, NotAllowed, those of the ledger.
    """
    market = market_of(wanted.market)
    if acting is not None:
        require_authority(acting, RUN, market)
    _refuse([*_announcement_problems(market, wanted)])
    return all_or_nothing(lambda: _announce(acting, market, wanted))


def _announce(acting: Acting | None, market: Market, wanted: Announcement) -> MarketSession:
    supplier = _participant(wanted.supplier, wanted.simulated)
    like = _participant(wanted.like, wanted.simulated)
    reference = wanted.reference if wanted.reference is not None else last_price(wanted)
    low, high = band(reference, market.band, market.tick, market.floor, MAX_PRICE_FEN)
    session = MarketSession(
        code=_free_code(wanted),
        market=market.code,
        mechanism=wanted.mechanism,
        vintage=wanted.vintage,
        opens_at=wanted.opens_at,
        closes_at=wanted.closes_at,
        lot=market.lot,
        tick=market.tick,
        low=low,
        high=high,
        reference=reference,
        pool=pool_of(market, profile_of(like)) if like else "",
        supplier=supplier,
        supply=wanted.supply,
        reserve_price=wanted.reserve_price,
        pricing=market.pricing,
        goods=wanted.goods,
        note=wanted.note[:300],
        announced_by=acting.person if acting else None,
        simulated=wanted.simulated,
    )
    session.save(force_insert=True)
    if supplier is not None:
        _lock_supply(session, market, supplier, acting)
    append(session, [opening_of(session).event()])
    session.save()
    facts = {"market": market.code, "mechanism": session.mechanism, "opens_at": session.opens_at}
    record(acting, "markets.announce", "session", session.pk, session.code, facts)
    return session


def open_session(acting: Acting | None, code: str) -> MarketSession:
    """Begin to take orders; again, it changes nothing. ``acting`` None is the clock. Errors: StateConflict."""

    def work() -> MarketSession:
        session = lock_session(code)
        _authority(acting, session)
        if session.state == _State.OPEN:
            return session
        _require_state(session, _State.SCHEDULED)
        session.state = _State.OPEN
        session.save()
        record(acting, "markets.open", "session", session.pk, session.code, {"mechanism": session.mechanism})
        return session

    return all_or_nothing(work)


def close_session(acting: Acting | None, code: str) -> MarketSession:
    """Close a session: run its auction, settle what was traded, release the rest. Again, it changes nothing.

    1. Price and trades follow from the book by the published rules.
    2. All trades are settled in one transaction. Where one of them cannot be, they are settled one by one: of the one
       that fails both sides stay untouched, and it is marked as failed.
    3. What is left of every order is dropped and released.
    """

    def work() -> MarketSession:
        session = lock_session(code)
        _authority(acting, session)
        if session.state == _State.CLOSED:
            return session
        _require_state(session, _State.OPEN)
        Close(session).do()
        look_at_session(session)
        facts = {"volume": session.volume, "price": session.price, "trades": session.trades.count()}
        record(acting, "markets.close", "session", session.pk, session.code, facts)
        return session

    return all_or_nothing(work)


def cancel_session(acting: Acting, code: str, reason: str) -> MarketSession:
    """Call a session off: every order is released, nothing is traded. Errors: InputProblem, StateConflict."""

    def work() -> MarketSession:
        session = lock_session(code)
        _authority(acting, session)
        if not reason.strip():
            raise InputProblem("reason_missing", Text("请写明理由。", "the reason is missing."), where="reason")
        if session.state not in (_State.SCHEDULED, _State.OPEN):
            raise _wrong_state(session)
        Close(session).release([events.call_off_event(next_time(session))])
        session.state, session.note = _State.CANCELLED, reason.strip()[:300]
        session.save()
        record(acting, "markets.cancel_session", "session", session.pk, code, {"reason": session.note})
        return session

    return all_or_nothing(work)


def last_price(wanted: Announcement) -> int | None:
    """The last settled price of the same asset, for one lot."""
    rows = MarketTrade.objects.filter(
        session__market=wanted.market, session__vintage=wanted.vintage, simulated=wanted.simulated, state="settled"
    )
    return rows.order_by("-traded_at", "-id").values_list("price", flat=True).first()


def _lock_supply(session: MarketSession, market: Market, supplier: Participant, acting: Acting | None) -> None:
    """The supplier's order has the number 0; what it supplies is set aside from the announcement on."""
    key = f"supply {session.code}"
    order = MarketOrder(
        session=session,
        number=SUPPLIER,
        participant=supplier,
        alias="S",
        side="sell",
        price=session.reserve_price,
        lots=session.supply,
        open_lots=session.supply,
        time=next_time(session),
        key=key,
        content_hash=content_hash({"session": session.code, "supply": session.supply}),
        goods=session.goods,
        placed_by=acting.person if acting else None,
        placed_at=timezone.now(),
        simulated=session.simulated,
    )
    books = Books(session, market, [supplier])
    available, cost = balance(books.of[supplier.pk].units).available, needed(order, session, market)
    if cost > available:
        raise Problems([not_enough("units", available, cost)])
    batch = books.batch()
    batch.lock(order)
    batch.post()
    order.save(force_insert=True)


def _announcement_problems(market: Market, wanted: Announcement) -> Iterable[Problem]:
    if market.view_only or wanted.mechanism not in market.mechanisms:
        zh, en = "这个市场没有这种交易方式。", "this market does not trade in this way."
        yield refusal("mechanism_not_here", zh, en, "mechanism", "请选择市场规定的方式。", "Choose one of its ways.")
        return
    if wanted.closes_at <= wanted.opens_at:
        yield refusal("bad_times", "收市要晚于开市。", "the close must be after the opening.", "closes_at", "", "")
    if (declared(market.asset).vintage == "none") != (wanted.vintage == 0):
        zh, en = "按年份区分的资产要写年份，其他资产不写。", "assets told apart by years need one, others none."
        yield refusal("bad_vintage", zh, en, "vintage", "请填写年份，例如 2025。", "Name the year, such as 2025.")
    pooled = wanted.mechanism in (Mechanism.CALL_AUCTION, Mechanism.CONTINUOUS) and market.rules
    if pooled and _participant(wanted.like, wanted.simulated) is None:
        zh, en = "要指明为哪个流域或区域开市。", "say for which basin or area the session is."
        yield refusal(
            "pool_missing", zh, en, "like", "请选择一个参与者作为代表。", "Choose a participant that stands for it."
        )
    if Mechanism(wanted.mechanism) is Mechanism.RESERVE_AUCTION:
        yield from _reserve_problems(market, wanted)


def _reserve_problems(market: Market, wanted: Announcement) -> Iterable[Problem]:
    supplier = _participant(wanted.supplier, wanted.simulated)
    if supplier is None:
        zh, en = "单向竞价要有出让方。", "a one-way auction needs its supplier."
        yield refusal("supplier_missing", zh, en, "supplier", "请选择出让方。", "Choose the supplier.")
    else:
        barred = side_problem(market, profile_of(checked(supplier)), "sell")
        if barred is not None:
            yield barred
    limits = Limits(market.tick, max(market.floor, market.tick), MAX_PRICE_FEN, MAX_LOTS, None, None)
    yield from order_problems(limits, wanted.reserve_price, wanted.supply, None)


def _participant(pk: int | None, simulated: bool) -> Participant | None:
    return Participant.objects.filter(pk=pk, simulated=simulated).first() if pk is not None else None


def _free_code(wanted: Announcement) -> str:
    """The market, the day, and a number; two who announce at once are told apart by the database."""
    day = timezone.localtime(wanted.opens_at).strftime("%Y%m%d")
    head = f"{wanted.market}-{day}-" + ("s" if wanted.simulated else "")
    return f"{head}{MarketSession.objects.filter(code__startswith=head).count() + 1}"


def _authority(acting: Acting | None, session: MarketSession) -> None:
    if acting is not None:
        require_authority(acting, RUN, market_of(session.market))


def _require_state(session: MarketSession, state: MarketSession.State) -> None:
    if session.state != state:
        raise _wrong_state(session)


def _wrong_state(session: MarketSession) -> StateConflict:
    return StateConflict(
        "session_in_another_state",
        Text(f"这个场次现在是“{session.get_state_display()}”。", f"the session is {session.state} now."),
        where=session.code,
        to_do=Text("请刷新页面查看最新情况。", "Reload the page to see how it stands."),
    )


def _refuse(found: list[Problem]) -> None:
    if found:
        raise Problems(found)
