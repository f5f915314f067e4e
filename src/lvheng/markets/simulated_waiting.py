"""What waits on the authority's desk of the simulated world: consents, weighings, and refusals that were flagged."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from lvheng.errors import Problem, Problems
from lvheng.markets.bilateral import offer, take
from lvheng.markets.consents import settle_by_weighing
from lvheng.markets.models import MarketSession, MarketTrade, Participant
from lvheng.markets.session import Mechanism
from lvheng.markets.simulated_people import Kind
from lvheng.markets.surveillance import flag_refusal

Opener = Callable[[str, Mechanism], MarketSession]
_NOTHING: dict[str, Any] = {"months": None, "goods": {}, "to": None}


def leave_waiting(open_session: Opener, people: Mapping[Kind, Sequence[Participant]], now: datetime) -> None:
    """Agree on a few trades that somebody has to look at; by the rules of the markets, like everything else."""
    _permits(open_session("cod_market", Mechanism.NEGOTIATED), people[Kind.FACTORY], now)
    _water(open_session("water_irrigation", Mechanism.NEGOTIATED), people[Kind.IRRIGATOR], now)
    collectors, factories = people[Kind.RECYCLER], people[Kind.FACTORY]
    steel = {"grade": "medium", "wet_kg": 12_400, "moisture": 10}
    straw = {"grade": "feed", "wet_kg": 20_500, "moisture": 170}
    _material(open_session("scrap_steel_market", Mechanism.LISTING), collectors[0], factories[3], steel, now)
    _material(open_session("straw_market", Mechanism.LISTING), collectors[1], factories[0], straw, now)


def _permits(session: MarketSession, factories: Sequence[Participant], now: datetime) -> None:
    """Two transfers wait for the authority; a third was refused by the band and flagged."""
    price = session.reference or session.low
    _agreed(session, factories[1], factories[4], price, 12, now)
    _agreed(session, factories[2], factories[5], price + session.tick, 8, now)
    dear: dict[str, Any] = {**_NOTHING, "side": "sell", "price": session.high + session.tick, "lots": 5}
    refused: list[tuple[MarketSession, Participant, Problem]] = []
    try:
        offer(None, session, factories[6], "simulated dear", {**dear, "to": factories[7].pk}, refused, now)
    except Problems:
        flag_refusal(refused)


def _water(session: MarketSession, irrigators: Sequence[Participant], now: datetime) -> None:
    """More than a year: the manager of the district is asked before."""
    group = [each for each in irrigators if each.basin == irrigators[0].basin]
    _agreed(session, group[2], group[3], session.reference or session.low, 60, now, months=24)


def _agreed(
    session: MarketSession,
    seller: Participant,
    buyer: Participant,
    price: int,
    lots: int,
    now: datetime,
    months: int | None = None,
) -> MarketTrade:
    wanted = {**_NOTHING, "side": "sell", "price": price, "lots": lots, "months": months, "to": buyer.pk}
    order = offer(None, session, seller, f"simulated {session.code} {seller.pk}", wanted, [], now)
    return _taken(session, buyer, order, lots, now)


def _material(
    session: MarketSession, seller: Participant, buyer: Participant, goods: dict[str, Any], now: datetime
) -> None:
    """A batch listed and taken in two parts: one was weighed and paid, the other waits for its weighing."""
    wanted = {**_NOTHING, "side": "sell", "price": session.reference, "lots": 12, "goods": goods}
    order = offer(None, session, seller, f"simulated {session.code}", wanted, [], now)
    weighed = _taken(session, buyer, order, 7, now)
    settle_by_weighing(weighed, "演示磅单 1", str(goods["grade"]), 7_150, int(goods["moisture"]), at=now)
    order.refresh_from_db()
    session.refresh_from_db()
    _taken(session, buyer, order, 3, now)


def _taken(session: MarketSession, buyer: Participant, order: Any, lots: int, now: datetime) -> MarketTrade:
    key = f"simulated {session.code} {order.number} {order.open_lots}"
    return take(None, session, buyer, order, key, {"accepts": order.number, "lots": lots}, [], now)
