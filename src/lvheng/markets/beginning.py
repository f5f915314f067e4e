"""What placing orders reads first, in one round trip: the session, who asks, what was asked before, and the book."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from lvheng.areas.acting import Acting
from lvheng.markets.access import no_such_session, of_person
from lvheng.markets.asking import Wanted
from lvheng.markets.models import MarketOrder, MarketSession, Participant
from lvheng.markets.orders import Side
from lvheng.statements import Row, Statement, ask_together, columns, instance, width

_BIGGEST = 2**63 - 1  # of the database's whole numbers; what was typed may be larger, and is refused later with words
_MINE = "(owner = %s::text OR agent = %s::text) AND id = coalesce(%s::bigint, id)"


class Beginning(NamedTuple):
    """What was read. ``mine`` are the participants that somebody may act for, of them the one that was asked for;
    ``known`` their orders under the keys that are asked for; ``reached`` the open orders that these may meet, in the
    order of their numbers (none in an auction).
    """

    session: MarketSession
    mine: list[Participant]
    known: list[MarketOrder]
    reached: list[MarketOrder]


def begin(acting: Acting, code: str, wanted: Sequence[Wanted], participant_id: int | None = None) -> Beginning:
    """Lock the session, then read; until the transaction ends, nobody changes what was read here.

    Errors: InputProblem for an unknown code.
    """
    if not code.isprintable():  # the database takes no such text
        raise no_such_session(code)
    owner, agent = of_person(acting)
    participant_id = participant_id if participant_id is None else _within(participant_id)
    keys = list({each.key for each in wanted if each.key.isprintable()})
    asked = [
        Statement(_session(), [code]),
        Statement(_mine(), [owner, agent, participant_id]),
        Statement(_known(), [owner, agent, participant_id, keys]),
        *(_met(code, side, bold) for side in Side if (bold := [each for each in wanted if each.side == side])),
    ]
    sessions, mine, known, *sides = ask_together(asked)
    if not sessions:
        raise no_such_session(code)
    session = instance(MarketSession, sessions[0])
    reached = [_order(session, row) for rows in sides for row in _needed(rows, wanted)]
    return Beginning(
        session,
        [instance(Participant, row) for row in mine],
        [instance(MarketOrder, row) for row in known],
        sorted(reached, key=lambda row: row.number),
    )


@lru_cache(maxsize=1)
def _session() -> str:
    table = "markets_marketsession"
    return f"SELECT {columns(MarketSession)} FROM {table} WHERE code = %s FOR UPDATE"


@lru_cache(maxsize=1)
def _mine() -> str:
    return f"SELECT {columns(Participant)} FROM markets_participant WHERE {_MINE} ORDER BY id"


@lru_cache(maxsize=1)
def _known() -> str:
    return (
        f"SELECT {columns(MarketOrder)} FROM markets_marketorder WHERE participant_id IN"
        f" (SELECT id FROM markets_participant WHERE {_MINE}) AND key = ANY(%s::text[])"
    )


@lru_cache(maxsize=2)
def _other(side: Side) -> str:
    """The other side's open orders within a price, the best first. Each has a lot: no more rows than lots are met."""
    within, best = ("<=", "ASC") if side is Side.BUY else (">=", "DESC")
    return (
        f"SELECT {columns(MarketOrder, 'placed')}, {columns(Participant, 'party')} FROM markets_marketsession AS held"
        " JOIN markets_marketorder AS placed ON placed.session_id = held.id"
        " JOIN markets_participant AS party ON party.id = placed.participant_id"
        " WHERE held.code = %s AND held.mechanism = 'continuous' AND placed.state = 'open' AND placed.open_lots > 0"
        f" AND placed.side = '{side.other}' AND placed.price {within} %s::bigint"
        f" ORDER BY placed.price {best}, placed.number LIMIT %s"
    )


def _met(code: str, side: Side, wanted: Sequence[Wanted]) -> Statement:
    """What the orders of one side may meet: nothing beyond the boldest price."""
    prices = [each.price for each in wanted]
    limit = max(prices) if side is Side.BUY else min(prices)
    return Statement(_other(side), [code, _within(limit), _within(_lots(wanted, side))])


def _within(number: int) -> int:
    return max(-_BIGGEST, min(number, _BIGGEST))


def _lots(wanted: Sequence[Wanted], side: str) -> int:
    return sum(max(each.lots, 0) for each in wanted if each.side == side)


def _needed(rows: Sequence[Row], wanted: Sequence[Wanted]) -> list[Row]:
    """As many as all lots that are wanted on the other side could use up."""
    if not rows:
        return []
    side, offered = _place("side"), _place("open_lots")
    left = _lots(wanted, Side(rows[0][side]).other)
    needed: list[Row] = []
    for row in rows:
        if left <= 0:
            break
        needed.append(row)
        left -= row[offered]
    return needed


@lru_cache(maxsize=4)
def _place(name: str) -> int:
    return [each.attname for each in MarketOrder._meta.concrete_fields].index(name)


def _order(session: MarketSession, row: Row) -> MarketOrder:
    order = instance(MarketOrder, row)
    order.session, order.participant = session, instance(Participant, row[width(MarketOrder) :])
    return order
