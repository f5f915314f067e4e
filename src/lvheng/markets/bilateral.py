"""Listings (挂牌) and negotiated offers (协议转让): posted by one, accepted by another, held for consents."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from lvheng.areas.acting import Acting
from lvheng.audit.actions import record
from lvheng.errors import Problem, Problems, StateConflict, Text
from lvheng.markets import events
from lvheng.markets.access import (
    lock_order,
    lock_session,
    participant_for,
    profile_of,
    require_open,
)
from lvheng.markets.admission import consents_for
from lvheng.markets.bilateral_rules import acceptance_problems, means_problems, wording_problems
from lvheng.markets.catalogue import market_of
from lvheng.markets.keeping import all_or_nothing, append, content_hash, next_time
from lvheng.markets.models import Consent, MarketOrder, MarketSession, MarketTrade, Participant
from lvheng.markets.rows import (
    alias_of,
    due_time,
    key_problems,
    key_reused,
    new_trade,
    number_trades,
    plain,
    save_orders,
    settle_state,
)
from lvheng.markets.session import Mechanism, accepted_trade
from lvheng.markets.settling import Books
from lvheng.markets.surveillance import flag_refusal, look_at
from lvheng.packs.markets import Market

# A material that nobody weighs within this time was not delivered.
DELIVERY_DAYS = 30


def post_listing(
    acting: Acting,
    session_code: str,
    *,
    key: str,
    side: str,
    price: int,
    lots: int,
    months: int | None = None,
    goods: dict[str, Any] | None = None,
    participant_id: int | None = None,
) -> MarketOrder:
    """Offer to sell (or to buy) at a fixed price, to whoever accepts first; taken in parts.

    ``goods`` of materials: ``grade``, ``wet_kg`` and ``moisture`` (thousandths) as declared. The same key again returns
    the same listing. Errors: Problems, StateConflict, NotAllowed, those of the ledger.
    """
    wanted = {"side": side, "price": price, "lots": lots, "months": months, "goods": goods or {}, "to": None}
    return _posted(acting, session_code, key, wanted, participant_id, Mechanism.LISTING)


def propose(
    acting: Acting,
    session_code: str,
    *,
    key: str,
    side: str,
    price: int,
    lots: int,
    to: int,
    months: int | None = None,
    participant_id: int | None = None,
) -> MarketOrder:
    """Offer a negotiated trade to one participant (by its id), who may accept all of it.

    Errors as those of :func:`post_listing`; also every rule that forbids the two to trade.
    """
    wanted = {"side": side, "price": price, "lots": lots, "months": months, "goods": {}, "to": to}
    return _posted(acting, session_code, key, wanted, participant_id, Mechanism.NEGOTIATED)


def accept(
    acting: Acting, session_code: str, number: int, *, key: str, lots: int, participant_id: int | None = None
) -> MarketTrade:
    """Take ``lots`` of a listing, or all of an offer. Settled at once, or held for consents or a weighing.

    The same key again returns the same trade. Errors: Problems with every rule that forbids it; StateConflict;
    NotAllowed; those of the ledger.
    """
    refused: list[tuple[MarketSession, Participant, Problem]] = []
    try:
        return all_or_nothing(lambda: _accept(acting, session_code, number, key, lots, participant_id, refused))
    finally:
        flag_refusal(refused)


def _posted(
    acting: Acting,
    session_code: str,
    key: str,
    wanted: dict[str, Any],
    participant_id: int | None,
    mechanism: Mechanism,
) -> MarketOrder:
    refused: list[tuple[MarketSession, Participant, Problem]] = []

    def work() -> MarketOrder:
        session = lock_session(session_code)
        participant = participant_for(acting, session.simulated, participant_id)
        known = known_order(participant, session, key, wanted)
        if known is not None:
            return known
        _require(session, mechanism)
        return offer(acting, session, participant, key, wanted, refused)

    try:
        return all_or_nothing(work)
    finally:
        flag_refusal(refused)


def offer(
    acting: Acting | None,
    session: MarketSession,
    participant: Participant,
    key: str,
    wanted: dict[str, Any],
    refused: list[tuple[MarketSession, Participant, Problem]],
    at: datetime | None = None,
) -> MarketOrder:
    """Post a listing or an offer in a locked session. ``at`` dates back what is simulated."""
    market = market_of(session.market)
    other = Participant.objects.filter(pk=wanted["to"], simulated=session.simulated).first() if wanted["to"] else None
    found = [*wording_problems(session, market, participant, wanted, other)]
    books = Books(session, market, [participant])
    if not found:
        found = [*means_problems(session, market, participant, books, wanted)]
    _refuse(session, participant, found, refused)
    order = _new_order(session, participant, key, wanted, acting, at=at)
    order.addressed_to, order.months, order.goods = other, wanted["months"], wanted["goods"]
    order.expires_at = due_time(session.closes_at, market.listing_days)
    batch = books.batch()
    batch.lock(order)
    batch.post(at)
    order.save(force_insert=True)
    append(session, [events.order_event(plain(order), alias_for(session, other) if other else "")])
    session.save()
    facts = {"session": session.code, "side": order.side, "price": order.price, "lots": order.lots}
    name = f"{session.code}/{order.number}"
    if wanted["to"]:
        record(acting, "markets.propose", "order", order.pk, name, facts)
    else:
        record(acting, "markets.list", "order", order.pk, name, facts)
    return order


def _accept(
    acting: Acting,
    session_code: str,
    number: int,
    key: str,
    lots: int,
    participant_id: int | None,
    refused: list[tuple[MarketSession, Participant, Problem]],
) -> MarketTrade:
    session = lock_session(session_code)
    participant = participant_for(acting, session.simulated, participant_id)
    wanted = {"accepts": number, "lots": lots}
    known = known_order(participant, session, key, wanted)
    if known is not None:
        return MarketTrade.objects.get(session=session, **{known.side: known})
    require_open(session)
    return take(acting, session, participant, lock_order(session, number), key, wanted, refused)


def take(
    acting: Acting | None,
    session: MarketSession,
    participant: Participant,
    listed: MarketOrder,
    key: str,
    wanted: dict[str, Any],
    refused: list[tuple[MarketSession, Participant, Problem]],
    at: datetime | None = None,
) -> MarketTrade:
    """Take ``wanted["lots"]`` of a listing or offer of a locked session. ``at`` dates back what is simulated."""
    market = market_of(session.market)
    side = "sell" if listed.side == "buy" else "buy"
    terms: dict[str, Any] = {
        **wanted,
        "side": side,
        "price": listed.price,
        "months": listed.months,
        "goods": {},
        "to": None,
    }
    found = [*acceptance_problems(session, market, listed, participant, terms)]
    books = Books(session, market, [participant, listed.participant])
    if not found:
        found = [*means_problems(session, market, participant, books, terms)]
    _refuse(session, participant, found, refused)
    order = _new_order(session, participant, key, terms, acting, wanted, at=at)
    order.accepts, order.months = listed, listed.months
    return _traded(acting, session, market, books, listed, order, at)


def _traded(
    acting: Acting | None,
    session: MarketSession,
    market: Market,
    books: Books,
    listed: MarketOrder,
    order: MarketOrder,
    at: datetime | None,
) -> MarketTrade:
    buy, sell = (order, listed) if order.side == "buy" else (listed, order)
    pure = accepted_trade(plain(listed), order.number, order.lots)
    trade = new_trade(session, pure, buy, sell)
    seller, buyer = profile_of(sell.participant), profile_of(buy.participant)
    rules = list(consents_for(market, session.mechanism, seller, buyer, listed.months))
    batch = books.batch()
    batch.lock(order)
    listed.open_lots -= order.lots
    order.open_lots = 0
    if rules or market.quality is not None:
        hold(trade, DELIVERY_DAYS if not rules else max(rule.within_days for rule in rules), bool(rules))
        for each in (listed, order):
            each.held_lots += order.lots
    else:
        batch.settle(trade, buy, sell, trade.amount, trade.lots * session.lot)
        batch.trim(listed)
        batch.finish(order)
    batch.post(at)
    for each in (listed, order):
        settle_state(each)
    order.save(force_insert=True)
    save_orders([listed])
    number_trades(session, [trade])
    trade.save(force_insert=True)
    ask(trade, rules)
    accepted = events.accept_event(order.number, order.alias, listed.number, order.lots, order.time)
    append(session, [accepted, events.trade_event(pure)])
    session.save()
    look_at(session, [trade])
    facts = {"session": session.code, "listing": listed.number, "lots": order.lots, "state": trade.state}
    record(acting, "markets.accept", "trade", trade.pk, f"{session.code}/{trade.number}", facts)
    return trade


def hold(trade: MarketTrade, days: int, for_consent: bool) -> None:
    """Let a trade wait, for consents first and then for a weighing; after ``days`` it lapses."""
    waits = MarketTrade.State.AWAITING_CONSENT if for_consent else MarketTrade.State.AWAITING_DELIVERY
    trade.state, trade.settled_at = waits, None
    trade.due_at = timezone.now() + timedelta(days=days)


def ask(trade: MarketTrade, rules: Iterable[Any]) -> None:
    """Ask each authority for its consent."""
    now = timezone.now()
    Consent.objects.bulk_create(
        Consent(
            trade=trade,
            rule=rule.code,
            by=rule.by,
            asked_at=now,
            due_at=now + timedelta(days=rule.within_days),
            simulated=trade.simulated,
        )
        for rule in rules
    )


def known_order(
    participant: Participant, session: MarketSession, key: str, wanted: dict[str, Any]
) -> MarketOrder | None:
    """The order of this key. Errors: StateConflict where it was another one; Problems for a key that is none."""
    if bad := key_problems(key):
        raise Problems(bad)
    row = MarketOrder.objects.filter(participant=participant, key=key).select_related("session").first()
    if row is not None and row.content_hash != _hash(session, wanted):
        raise key_reused(key)
    return row


def alias_for(session: MarketSession, participant: Participant) -> str:
    """What a log calls the party that an offer is for: as before, else by its number among participants."""
    return alias_of(session, participant) or f"A{participant.pk}"


def _hash(session: MarketSession, wanted: dict[str, Any]) -> str:
    return content_hash({"session": session.code, **wanted})


def _new_order(
    session: MarketSession,
    participant: Participant,
    key: str,
    terms: dict[str, Any],
    acting: Acting | None,
    asked: dict[str, Any] | None = None,
    at: datetime | None = None,
) -> MarketOrder:
    session.orders_count += 1
    return MarketOrder(
        session=session,
        number=session.orders_count,
        participant=participant,
        alias=_alias(session, participant),
        side=terms["side"],
        price=terms["price"],
        lots=terms["lots"],
        open_lots=terms["lots"],
        time=next_time(session, at),
        key=key,
        content_hash=_hash(session, asked or terms),
        placed_by=acting.person if acting else None,
        placed_at=timezone.now(),
        simulated=session.simulated,
    )


def _alias(session: MarketSession, participant: Participant) -> str:
    """An offer that was addressed to the participant before its first order named it already."""
    offered = MarketOrder.objects.filter(session=session, addressed_to=participant).exists()
    known = alias_of(session, participant)
    return known or (f"A{participant.pk}" if offered else f"P{session.orders_count}")


def _require(session: MarketSession, mechanism: Mechanism) -> None:
    require_open(session)
    if session.mechanism != mechanism:
        raise StateConflict(
            "other_mechanism",
            Text("这个场次不接受这种委托。", "this session takes no such orders."),
            where=session.code,
            to_do=Text("请选择对应方式的场次。", "Choose a session of that kind."),
        )


def _refuse(
    session: MarketSession,
    participant: Participant,
    found: list[Problem],
    refused: list[tuple[MarketSession, Participant, Problem]],
) -> None:
    if found:
        refused += [(session, participant, each) for each in found]
        raise Problems(found)
