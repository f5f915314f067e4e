"""Raising flags: what was refused by a rule of the market, and what looks like more than chance."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from lvheng.areas.acting import Acting
from lvheng.audit.actions import record
from lvheng.errors import InputProblem, Problem, StateConflict, Text
from lvheng.markets.access import RUN, require_authority
from lvheng.markets.catalogue import market_of
from lvheng.markets.models import Flag, MarketSession, MarketTrade, Participant
from lvheng.markets.watching import ROUND_TRIP_S, Finding, Seen, concentration, linked_trades, round_trips
from lvheng.statements import ask

# Refusals that somebody in charge should know of; the others are slips.
WATCHED = frozenset({"self_trade", "position_limit", "price_out_of_band", "another_pool", "sector_not_admitted"})
RULES = {
    "linked_parties": Text("关联方之间的交易", "a trade between parties that belong together"),
    "wash_trade": Text("双方在短期内对倒", "both sides traded the same way back shortly afterwards"),
    "concentration": Text("一方买入超过本场一半", "one party bought more than half of the session"),
    "self_trade": Text("与自己的委托相对", "it met an order of its own"),
}


_EARLIER = """
SELECT trade.number, trade.buyer_id, trade.seller_id, trade.lots, trade.price, trade.traded_at
FROM markets_markettrade AS trade JOIN markets_marketsession AS session ON session.id = trade.session_id
WHERE session.market = %s AND session.vintage = %s AND trade.buyer_id = ANY(%s::bigint[])
      AND trade.seller_id = ANY(%s::bigint[]) AND trade.traded_at >= %s
      AND NOT (trade.session_id = %s AND trade.number >= %s)
ORDER BY trade.traded_at, trade.id
"""


def flag_refusal(refused: Sequence[tuple[MarketSession, Participant, Problem]]) -> None:
    """Keep what the market's rules refused, after the refusal itself: it stays whatever became of the rest."""
    watched = [each for each in refused if each[2].code in WATCHED]
    if not watched:
        return
    now = timezone.now()
    Flag.objects.bulk_create(
        Flag(
            kind=Flag.Kind.REFUSED,
            rule=problem.code,
            session=session,
            participant=participant,
            words=problem.what.zh[:300],
            words_en=problem.what.en[:300],
            raised_at=now,
            simulated=session.simulated,
        )
        for session, participant, problem in watched
    )


def look_at(session: MarketSession, trades: Iterable[MarketTrade]) -> None:
    """Look at trades that were just made, beside those of the last days between the same parties."""
    rows = {each.number: each for each in trades}
    if not rows:
        return
    parties = {party.pk: party for each in rows.values() for party in (each.buyer, each.seller)}
    seen = [_seen(each) for each in rows.values()]
    found = [*linked_trades(seen, {pk: party.linked for pk, party in parties.items()})]
    found += round_trips(seen, _earlier(session, parties, min(rows)))
    _raise(session, found, rows, parties)


def look_at_session(session: MarketSession) -> None:
    """Look at a whole session when it has closed."""
    rows = {each.number: each for each in session.trades.select_related("buyer", "seller").order_by("number")}
    parties = {party.pk: party for each in rows.values() for party in (each.buyer, each.seller)}
    _raise(session, concentration(map(_seen, rows.values())), rows, parties)


def decide_flag(acting: Acting, flag_id: int, confirmed: bool, reason: str) -> Flag:
    """Say of a flag whether it was right. Errors: InputProblem, NotAllowed, StateConflict where it was decided."""
    with transaction.atomic():
        flag = Flag.objects.select_for_update(of=("self",)).select_related("session").get(pk=flag_id)
        require_authority(acting, RUN, market_of(flag.session.market))
        if not reason.strip():
            raise InputProblem("reason_missing", Text("请写明理由。", "the reason is missing."), where="reason")
        if flag.state != Flag.State.NEW:
            raise StateConflict("flag_decided", Text("已经处理过。", "it was decided already."), where=str(flag.pk))
        flag.state = Flag.State.CONFIRMED if confirmed else Flag.State.CLEARED
        flag.looked_at, flag.looked_by, flag.reason = timezone.now(), acting.person, reason.strip()[:300]
        flag.save()
        facts = {"rule": flag.rule, "confirmed": confirmed, "reason": flag.reason}
        record(acting, "markets.decide_flag", "flag", flag.pk, flag.session.code, facts)
    return flag


def _earlier(session: MarketSession, parties: Iterable[int], first: int) -> list[Seen]:
    since = timezone.now() - timedelta(seconds=ROUND_TRIP_S)
    ids = list(parties)
    values = [session.market, session.vintage, ids, ids, since, session.pk, first]
    return [Seen._make([*parts, int(at.timestamp())]) for *parts, at in ask(_EARLIER, values)]


def _seen(trade: MarketTrade) -> Seen:
    time = int(trade.traded_at.timestamp())
    return Seen(trade.number, trade.buyer_id, trade.seller_id, trade.lots, trade.price, time)


def _raise(
    session: MarketSession,
    found: Iterable[Finding],
    rows: dict[int, MarketTrade],
    parties: dict[int, Participant],
) -> None:
    found = list(found)
    if not found:
        return
    now = timezone.now()
    Flag.objects.bulk_create(
        Flag(
            kind=Flag.Kind.NOTICED,
            rule=each.rule,
            session=session,
            participant=parties[each.participant],
            other=parties[each.other] if each.other else None,
            trade=rows[each.trade],
            words=RULES[each.rule].zh,
            words_en=RULES[each.rule].en,
            raised_at=now,
            simulated=session.simulated,
        )
        for each in found
    )
