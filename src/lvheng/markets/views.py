"""The public pages: all markets, one market, and what was traded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from lvheng.areas.permissions import allow
from lvheng.markets import drawing, queries
from lvheng.markets.access import RUN, TRADE
from lvheng.markets.catalogue import markets
from lvheng.markets.models import MarketSession
from lvheng.markets.pages import PAGE_LENGTH, ActingRequest, asset_of, open_market
from lvheng.packs.markets import GROUPS, Market

_UNDER_WAY = (MarketSession.State.SCHEDULED, MarketSession.State.OPEN)
_YEAR = timedelta(days=366)


@dataclass(frozen=True)
class Card:
    """A market at a glance. ``change`` is of the last day's average against the day before, in thousandths."""

    market: Market
    last: queries.Day | None
    change: int | None
    spark: str
    next: MarketSession | None
    simulated: bool

    @property
    def change_percent(self) -> str:
        """``+1.2`` of 12 thousandths."""
        if self.change is None:
            return ""
        sign = "+" if self.change > 0 else "−" if self.change < 0 else ""
        return f"{sign}{abs(self.change) // 10}.{abs(self.change) % 10}"


@require_safe
def index(request: ActingRequest) -> HttpResponse:
    """All markets by what they trade, with the sessions to come."""
    # Where something was traded, or is open, comes first.
    cards = sorted(map(_card, markets().values()), key=lambda card: (card.last is None, card.next is None))
    groups = [(title, [card for card in cards if card.market.group == group]) for group, title in GROUPS.items()]
    coming = queries.sessions(states=_UNDER_WAY).order_by("opens_at", "pk")
    context = {
        "groups": [(title, found) for title, found in groups if found],
        "coming": coming[:20],
        "may_run": allow(RUN, request.acting),
        "may_trade": allow(TRADE, request.acting),
    }
    return render(request, "markets/index.html", context)


@require_safe
def market(request: ActingRequest, code: str) -> HttpResponse:
    """One market: its prices, its sessions, its rules."""
    found = open_market(code)
    days = queries.price_history(code, timezone.now() - _YEAR)
    context = {
        "market": found,
        "asset": asset_of(found),
        "days": days[::-1],
        "picture": drawing.price_picture(days),
        "sessions": queries.sessions(code, _UNDER_WAY).order_by("opens_at", "pk"),
        "closed": queries.sessions(code, (MarketSession.State.CLOSED,))[:10],
        "trades": queries.last_trades(code),
        "is_simulated": any(each.simulated for each in queries.last_trades(code, 1)),
        "may_run": allow(RUN, request.acting),
    }
    return render(request, "markets/market.html", context)


@require_safe
def results(request: ActingRequest) -> HttpResponse:
    """Sessions that are over, with their books."""
    known = markets()
    chosen = request.GET.get("market", "")
    over = (MarketSession.State.CLOSED, MarketSession.State.CANCELLED)
    rows = queries.sessions(chosen if chosen in known else None, over)
    context = {
        "page": Paginator(rows, PAGE_LENGTH).get_page(request.GET.get("page")),
        "markets": [each for each in known.values() if not each.view_only],
        "chosen": chosen,
    }
    return render(request, "markets/results.html", context)


def _card(found: Market) -> Card:
    days = queries.price_history(found.code, timezone.now() - _YEAR)
    last, before = (days[-1] if days else None), (days[-2] if len(days) > 1 else None)
    change = (last.average - before.average) * 1000 // before.average if last and before and before.average else None
    coming = queries.sessions(found.code, _UNDER_WAY).order_by("opens_at", "pk").first()
    simulated = any(each.simulated for each in queries.last_trades(found.code, 1))
    return Card(found, last, change, drawing.spark(days), coming, simulated)
