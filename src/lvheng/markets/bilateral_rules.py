"""What forbids a listing, an offer, or its acceptance: each rule by its code, with what would be right."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils import timezone

from lvheng.errors import Problem
from lvheng.ledger.queries import balance
from lvheng.markets.access import checked, profile_of, refusal
from lvheng.markets.admission import pair_problems, side_problem
from lvheng.markets.models import MarketOrder, MarketSession, Participant
from lvheng.markets.rows import limits_of, not_enough
from lvheng.markets.session import Mechanism
from lvheng.markets.settling import Books, needed
from lvheng.markets.terms import order_problems, position_problem
from lvheng.packs.markets import Market


def wording_problems(
    session: MarketSession,
    market: Market,
    participant: Participant,
    wanted: dict[str, Any],
    other: Participant | None,
) -> Iterable[Problem]:
    """What is wrong with a listing or an offer by itself."""
    barred = side_problem(market, profile_of(participant), wanted["side"])
    if barred is not None:
        yield barred
    yield from order_problems(limits_of(session, market), wanted["price"], wanted["lots"], wanted["months"])
    yield from _goods_problems(market, wanted["goods"])
    if wanted["to"] is None:
        return
    if other is None or other.pk == participant.pk:
        yield refusal(
            "no_such_party",
            "没有这个对方。",
            "there is no such party.",
            "to",
            "请从参与者选择。",
            "Choose a participant.",
        )
        return
    checked(other)
    pair = (participant, other) if wanted["side"] == "sell" else (other, participant)
    yield from _pair_problems(market, *pair, wanted["side"])


def _pair_problems(market: Market, seller: Participant, buyer: Participant, own_side: str) -> Iterable[Problem]:
    """What forbids the other party, and what forbids the two together."""
    other_side, other = ("buy", buyer) if own_side == "sell" else ("sell", seller)
    barred = side_problem(market, profile_of(other), other_side)
    if barred is not None:
        yield barred
    yield from pair_problems(market, profile_of(seller), profile_of(buyer))


def _goods_problems(market: Market, goods: dict[str, Any]) -> Iterable[Problem]:
    if market.quality is None:
        return
    grades = [each.code for each in market.quality.grades]
    if goods.get("grade") not in grades:
        listed = "、".join(grades)
        yield refusal(
            "no_such_grade",
            f"等级要是：{listed}。",
            f"the grade is one of {listed}.",
            "grade",
            "请选择。",
            "Choose one.",
        )
    moisture = goods.get("moisture", 0)
    if not isinstance(moisture, int) or not 0 <= moisture <= market.quality.refuse_above:
        most = market.quality.refuse_above
        yield refusal(
            "too_wet",
            f"含水率要在 0 到 {most}‰ 之间。",
            f"moisture is between 0 and {most} ‰.",
            "moisture",
            "请晾干后再挂牌。",
            "Dry it first.",
        )


def acceptance_problems(
    session: MarketSession,
    market: Market,
    listed: MarketOrder,
    participant: Participant,
    terms: dict[str, Any],
) -> Iterable[Problem]:
    """What forbids somebody to take a listing or an offer."""
    where = f"{session.code}/{listed.number}"
    expired: datetime | None = listed.expires_at
    if listed.open_lots == 0 or listed.accepts_id or (expired is not None and expired <= timezone.now()):
        yield refusal(
            "listing_over", "这个挂牌已经结束。", "this listing is over.", where, "请看其他挂牌。", "See others."
        )
        return
    if listed.addressed_to_id not in (None, participant.pk):
        yield refusal("not_for_you", "这个要约不是给您的。", "this offer is for another party.", where, "", "")
        return
    if listed.participant_id == participant.pk:
        yield refusal(
            "self_trade", "不能与自己成交。", "nobody trades with himself.", where, "请看其他挂牌。", "See others."
        )
        return
    whole = session.mechanism == Mechanism.NEGOTIATED
    if not 0 < terms["lots"] <= listed.open_lots or (whole and terms["lots"] != listed.open_lots):
        most = listed.open_lots
        zh = f"协议要约要全部接受（{most} 手）。" if whole else f"最多可以接受 {most} 手。"
        en = f"an offer is accepted as a whole ({most} lots)." if whole else f"at most {most} lots can be taken."
        yield refusal("listing_lots", zh, en, "lots", "请修改数量。", "Change the quantity.")
    own = side_problem(market, profile_of(participant), terms["side"])
    if own is not None:
        yield own
    pair = (listed.participant, participant) if terms["side"] == "buy" else (participant, listed.participant)
    yield from pair_problems(market, profile_of(pair[0]), profile_of(pair[1]))


def means_problems(
    session: MarketSession, market: Market, participant: Participant, books: Books, wanted: dict[str, Any]
) -> Iterable[Problem]:
    """Whether money, units and the limit of a position suffice."""
    probe = MarketOrder(side=wanted["side"], price=wanted["price"], open_lots=wanted["lots"])
    cost, accounts = needed(probe, session, market), books.of[participant.pk]
    if wanted["side"] == "sell":
        available = balance(accounts.units).available
        if cost > available:
            yield not_enough("units", available, cost)
        return
    available, held = balance(accounts.money).available, balance(accounts.units).posted // session.lot
    if cost > available:
        yield not_enough("money", available, cost)
    over = position_problem(limits_of(session, market), held, wanted["lots"])
    if over is not None:
        yield over
