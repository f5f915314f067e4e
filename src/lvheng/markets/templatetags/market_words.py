"""How markets are written on pages: quantities in units, prices in yuan for one unit, money with two decimals."""

from __future__ import annotations

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, pgettext, pgettext_lazy

from lvheng.errors import InputProblem, Text
from lvheng.ledger.catalogue import declared
from lvheng.markets.catalogue import market_of, point_actions
from lvheng.markets.events import Dropped
from lvheng.markets.models import MarketSession
from lvheng.markets.quoting import quantity_text, unit_price_text
from lvheng.markets.terms import yuan
from lvheng.packs.markets import MECHANISMS, SECTORS, Market

register = template.Library()


def _said(text: Text) -> str:
    return text.in_language(get_language() or "zh-hans")


@register.simple_tag
def quantity(lots: int, session: MarketSession) -> str:
    """``{% quantity order.lots session %}``: lots as a quantity, without its unit."""
    return quantity_text(lots, session.lot, declared(market_of(session.market).asset))


@register.simple_tag
def unit_price(price: int | None, session: MarketSession) -> str:
    """``{% unit_price trade.price session %}``: yuan for one unit, or a dash."""
    if price is None:
        return "—"
    return _aligned(price, session.lot, session.tick, market_of(session.market).asset)


@register.simple_tag
def market_price(price: int | None, market: Market) -> str:
    """The same where there is no session, for the lot that is traded now."""
    return "—" if price is None else _aligned(price, market.lot, market.tick, market.asset)


def _aligned(price: int, lot: int, tick: int, code: str) -> str:
    """With as many decimals as the tick has, so that prices of one market stand below each other."""
    asset = declared(code)
    text = unit_price_text(price, lot, asset)
    places = len(unit_price_text(tick, lot, asset).partition(".")[2])
    return text + "0" * (places - len(text.partition(".")[2]))


@register.simple_tag
def market_quantity(lots: int, market: Market) -> str:
    """The same for quantities."""
    return quantity_text(lots, market.lot, declared(market.asset))


@register.simple_tag
def asset_quantity(amount: int, code: str) -> str:
    """Smallest units of an asset as a quantity in its unit."""
    return f"{declared(code).shown(amount):,}"


@register.filter
def money(fen: int | None) -> str:
    """``1,234.50`` of 123450 fen."""
    return "—" if fen is None else yuan(fen)


@register.filter
def per_cent(thousandths: int) -> str:
    """``2.5`` of 25 thousandths."""
    return f"{thousandths // 10}.{thousandths % 10}".removesuffix(".0")


@register.filter
def unit(market: str) -> str:
    """The unit of what a market trades."""
    asset = declared(market_of(market).asset)
    return _said(Text(asset.unit, asset.unit_en))


@register.filter
def asset_unit(code: str) -> str:
    """The unit of an asset."""
    asset = declared(code)
    return _said(Text(asset.unit, asset.unit_en))


@register.filter
def asset_title(code: str) -> str:
    """The name of an asset."""
    return _said(declared(code).title)


@register.filter
def market_title(code: str) -> str:
    """The name of a market; its code where the pack declares it no more."""
    try:
        return _said(market_of(code).title)
    except InputProblem:
        return code


@register.filter
def mechanism_title(code: str) -> str:
    """The name of a way of trading."""
    return _said(MECHANISMS[code])


@register.filter
def session_title(session: MarketSession) -> str:
    """``集合竞价 2026-11-16``: how and on which day a session trades; its code is for programs."""
    words = mechanism_title(session.mechanism)
    return f"{words[:1].upper()}{words[1:]} {timezone.localtime(session.opens_at):%Y-%m-%d}"


@register.filter
def sector_title(code: str) -> str:
    """The name of a sector."""
    return _said(SECTORS[code])


@register.filter
def action_title_of_points(code: str) -> str:
    """The name of a green action; its code where the pack declares it no more."""
    found = point_actions().get(code)
    return _said(found.title) if found else code


@register.filter
def side_title(side: str) -> str:
    """Buying or selling."""
    return pgettext("side", "买入") if side == "buy" else pgettext("side", "卖出")


@register.simple_tag
def rule_title(market: str, rule: str) -> str:
    """The name of a rule or consent of a market."""
    found = market_of(market).rules_by_code.get(rule)
    return _said(found.title) if found else rule


_KINDS = {
    "open": "ok", "settled": "ok", "filled": "ok", "granted": "ok", "handed": "ok", "cleared": "ok",
    "scheduled": "info", "consent": "warn", "delivery": "warn", "waiting": "warn", "reserved": "warn", "new": "warn",
    "refused": "bad", "failed": "bad", "lapsed": "bad", "confirmed": "bad",
}  # fmt: skip


# An order that left the book without being withdrawn says why.
_WHY_DROPPED: dict[str, object] = {
    Dropped.CLOSED.value: pgettext_lazy("order", "收市未成交"),
    Dropped.EXPIRED.value: pgettext_lazy("order", "已到期"),
    Dropped.SELF_TRADE.value: pgettext_lazy("order", "避免自成交"),
    Dropped.FROZEN.value: pgettext_lazy("order", "账户冻结"),
    Dropped.UNSETTLED.value: pgettext_lazy("order", "没有交割"),
}


@register.simple_tag
def state_badge(obj: object) -> SafeString:
    """The state of a session, order, trade, consent, flag or redemption as a badge."""
    state, words = getattr(obj, "state"), getattr(obj, "get_state_display")()  # noqa: B009  any model with states
    words = _WHY_DROPPED.get(getattr(obj, "dropped_for", ""), words)
    kind = _KINDS.get(state)
    return format_html('<span class="badge{}">{}</span>', f" badge--{kind}" if kind else "", words)
