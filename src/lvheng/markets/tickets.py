"""What an order would mean before it is sent: cost, fees, holdings afterwards, and every rule that forbids it.

Nothing is written, and the same checks are made again when it is sent.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from lvheng.areas.acting import Acting
from lvheng.errors import Problem, Text
from lvheng.ledger.queries import balance
from lvheng.markets.access import lock_order, participant_for, profile_of
from lvheng.markets.admission import consents_for
from lvheng.markets.asking import Wanted
from lvheng.markets.bilateral_rules import acceptance_problems, means_problems, wording_problems
from lvheng.markets.catalogue import market_of
from lvheng.markets.models import MarketOrder, MarketSession, Participant
from lvheng.markets.placing import Placing
from lvheng.markets.settling import Books, needed
from lvheng.markets.terms import fee
from lvheng.packs.markets import ConsentRule, Market


@dataclass(frozen=True)
class Ticket:
    """Money in fen, units in smallest units. ``*_after`` is what would be held if all of it traded at this price."""

    cost: int
    fee: int
    locked: int
    money_before: int
    money_after: int
    units_before: int
    units_after: int
    problems: list[Problem] = field(default_factory=list)
    consents: list[ConsentRule] = field(default_factory=list)


def preview(acting: Acting, session: MarketSession, wanted: Wanted, participant_id: int | None = None) -> Ticket:
    """An order in an auction or continuous trading. Errors: NotAllowed where nobody was admitted."""
    placing = Placing(acting, session, participant_id)
    found = [*_not_open(session), *placing.look_at(wanted)]
    terms = (wanted.side, wanted.price, wanted.lots)
    return _ticket(session, placing.market, placing.participant, terms, found)


def preview_listing(
    acting: Acting,
    session: MarketSession,
    *,
    side: str,
    price: int,
    lots: int,
    months: int | None = None,
    goods: dict[str, Any] | None = None,
    to: int | None = None,
    participant_id: int | None = None,
) -> Ticket:
    """A listing, or an offer where ``to`` names a participant."""
    participant, market = participant_for(acting, session.simulated, participant_id), market_of(session.market)
    wanted = {"side": side, "price": price, "lots": lots, "months": months, "goods": goods or {}, "to": to}
    other = Participant.objects.filter(pk=to, simulated=session.simulated).first() if to else None
    found = [*_not_open(session), *wording_problems(session, market, participant, wanted, other)]
    if not found:
        found = [*means_problems(session, market, participant, Books(session, market, [participant]), wanted)]
    consents = [] if other is None else _consents(session, market, (participant, other), side, months)
    return _ticket(session, market, participant, (side, price, lots), found, consents)


def preview_acceptance(
    acting: Acting, session: MarketSession, number: int, lots: int, participant_id: int | None = None
) -> Ticket:
    """Taking ``lots`` of a listing or offer. Errors: InputProblem where there is none."""
    participant, market = participant_for(acting, session.simulated, participant_id), market_of(session.market)
    listed = lock_order(session, number)
    side = "sell" if listed.side == "buy" else "buy"
    wanted = {"side": side, "price": listed.price, "lots": lots, "months": listed.months, "goods": {}, "to": None}
    found = [*_not_open(session), *acceptance_problems(session, market, listed, participant, wanted)]
    if not found:
        found = [*means_problems(session, market, participant, Books(session, market, [participant]), wanted)]
    consents = _consents(session, market, (participant, listed.participant), side, listed.months)
    return _ticket(session, market, participant, (side, listed.price, lots), found, consents)


def _consents(
    session: MarketSession, market: Market, pair: tuple[Participant, Participant], side: str, months: int | None
) -> list[ConsentRule]:
    own, other = map(profile_of, pair)
    seller, buyer = (own, other) if side == "sell" else (other, own)
    return list(consents_for(market, session.mechanism, seller, buyer, months))


def _ticket(
    session: MarketSession,
    market: Market,
    participant: Participant,
    terms: tuple[str, int, int],
    found: list[Problem],
    consents: Iterable[ConsentRule] = (),
) -> Ticket:
    side, price, lots = terms
    accounts = Books(session, market, [participant]).of[participant.pk]
    money, units = balance(accounts.money), balance(accounts.units)
    cost = price * lots
    rate = market.buyer_fee if side == "buy" else market.seller_fee
    charge, sign = fee(cost, rate), 1 if side == "buy" else -1
    return Ticket(
        cost=cost,
        fee=charge,
        locked=needed(MarketOrder(side=side, price=price, open_lots=lots), session, market),
        money_before=money.available,
        money_after=money.available - sign * cost - charge,
        units_before=units.available,
        units_after=units.available + sign * lots * session.lot,
        problems=found,
        consents=list(consents),
    )


def _not_open(session: MarketSession) -> list[Problem]:
    if session.state == MarketSession.State.OPEN:
        return []
    what = Text("这个场次现在不接受委托。", "this session takes no orders now.")
    return [Problem("session_not_open", what, session.code, Text("请看交易日历。", "See the calendar."))]
