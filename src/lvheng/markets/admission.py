"""Who may trade with whom, and whose consent it needs: the rules of a market applied to two parties."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lvheng.errors import InputProblem, Problem, Text
from lvheng.packs.markets import SECTORS, ConsentRule, Market, PartyRule


class Profile(NamedTuple):
    """What of a participant decides. ``quality``: 1 is an area on target, higher is worse."""

    name: str
    sector: str
    area: str
    basin: str
    quality: int


def side_problem(market: Market, profile: Profile, side: str) -> Problem | None:
    """Why somebody of this sector may not buy or sell here at all; None where it may."""
    allowed = market.buyers if side == "buy" else market.sellers
    if profile.sector in allowed:
        return None
    zh, en = ("买入", "buy") if side == "buy" else ("卖出", "sell")
    sectors = [SECTORS[each] for each in allowed]
    return InputProblem(
        "sector_not_admitted",
        Text(f"{SECTORS[profile.sector].zh}不能在这个市场{zh}。", f"{SECTORS[profile.sector].en} may not {en} here."),
        where=market.name,
        to_do=Text(
            f"可以{zh}的有：{'、'.join(each.zh for each in sectors)}。",
            f"Who may {en}: {', '.join(each.en for each in sectors)}.",
        ),
    )


def pair_problems(market: Market, seller: Profile, buyer: Profile) -> list[Problem]:
    """Every rule that forbids this seller and this buyer to trade."""
    return [_forbidden(rule, seller, buyer) for rule in market.rules if not _holds(rule, seller, buyer)]


def _holds(rule: PartyRule, seller: Profile, buyer: Profile) -> bool:
    if rule.kind == "same_basin":
        return seller.basin == buyer.basin
    if rule.kind == "same_area":
        return seller.area == buyer.area
    if rule.kind == "same_or_better_area":
        return buyer.quality <= seller.quality
    return seller.sector not in rule.sectors or buyer.sector in rule.sectors


def _forbidden(rule: PartyRule, seller: Profile, buyer: Profile) -> Problem:
    facts = {
        "same_basin": (seller.basin, buyer.basin),
        "same_area": (seller.area, buyer.area),
        "same_or_better_area": (str(seller.quality), str(buyer.quality)),
        "within_sector": (SECTORS[seller.sector].zh, SECTORS[buyer.sector].zh),
    }
    given, taken = facts[rule.kind]
    return InputProblem(
        rule.code,
        Text(f"{rule.name}（卖方：{given}；买方：{taken}）。", f"{rule.name_en} (seller: {given}; buyer: {taken})."),
        where=rule.source.title,
        to_do=Text("请换一个符合条件的对方。", "Choose another party that fulfils it."),
    )


def pool_of(market: Market, profile: Profile) -> str:
    """The pool in which somebody may meet anybody: every two parties of one pool may trade, either way.

    Empty where the market has no rules about pairs.
    """
    return "|".join(dict.fromkeys(_pool_part(rule, profile) for rule in market.rules))


def _pool_part(rule: PartyRule, profile: Profile) -> str:
    if rule.kind == "same_basin":
        return f"basin={profile.basin}"
    if rule.kind == "same_area":
        return f"area={profile.area}"
    if rule.kind == "same_or_better_area":
        return f"quality={profile.quality}"
    return f"{rule.code}={'in' if profile.sector in rule.sectors else 'out'}"


def consents_for(
    market: Market, mechanism: str, seller: Profile, buyer: Profile, months: int | None
) -> Iterator[ConsentRule]:
    """The consents that a trade needs before it is settled."""
    for rule in market.consents:
        if (
            mechanism in rule.mechanisms
            and (rule.over_months is None or (months or 0) > rule.over_months)
            and (not rule.seller_sectors or seller.sector in rule.seller_sectors)
            and (not rule.buyer_sectors or buyer.sector in rule.buyer_sectors)
        ):
            yield rule


def required_holding(need: int, on_target: bool, multiple_off_target: int) -> int:
    """What a new project must hold for emissions of ``need``: as much where the area is on target, else a multiple."""
    return need if on_target else need * multiple_off_target
