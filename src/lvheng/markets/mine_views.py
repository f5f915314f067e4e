"""My holdings, orders and trades."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lvheng.areas.permissions import require
from lvheng.ledger.queries import holdings
from lvheng.markets import queries
from lvheng.markets.access import TRADE, participants_of
from lvheng.markets.models import MarketOrder
from lvheng.markets.pages import PAGE_LENGTH, ActingRequest


@require_safe
def mine(request: ActingRequest) -> HttpResponse:
    """For whom I trade, what they hold, their orders and trades."""
    require(TRADE, request.acting)
    own = participants_of(request.acting)
    view = request.GET.get("view", "orders")
    orders = queries.orders_of(request.acting)
    if view == "open":
        orders = orders.filter(state=MarketOrder.State.OPEN)
    rows = queries.trades_of(request.acting) if view == "trades" else orders
    context = {
        "participants": [(each, holdings(each.owner, simulated=each.simulated)) for each in own],
        "ids": {each.pk for each in own},
        "view": view if view in ("open", "trades") else "orders",
        "page": Paginator(rows, PAGE_LENGTH).get_page(request.GET.get("page")),
    }
    return render(request, "markets/mine.html", context)
