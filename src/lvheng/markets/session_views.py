"""The pages of a session: its book, the ticket with what it would mean, and sending it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from lvheng.areas.permissions import require
from lvheng.errors import Problem, Problems
from lvheng.markets import actions, drawing, queries, tickets
from lvheng.markets.access import RUN, TRADE, participants_of
from lvheng.markets.catalogue import market_of
from lvheng.markets.models import MarketOrder, MarketSession, MarketTrade, Participant
from lvheng.markets.pages import ActingRequest, asset_of, new_key, open_session, problems_of, shown, whole
from lvheng.markets.session import Mechanism
from lvheng.markets.ticket_forms import Filled, read_ticket
from lvheng.packs.markets import Market

BILATERAL = (Mechanism.LISTING.value, Mechanism.NEGOTIATED.value)
_MOST_PARTNERS = 500


@require_safe
def session(request: ActingRequest, code: str) -> HttpResponse:
    """A session with its book, and for participants the ticket."""
    found = open_session(code)
    context = _book(request, found) | _ticket_context(request, found, {})
    return render(request, "markets/session.html", context)


@require_safe
def book(request: ActingRequest, code: str) -> HttpResponse:
    """The part of the page that changes while a session is open."""
    return render(request, "markets/_book.html", _book(request, open_session(code)))


@require_safe
def log(request: ActingRequest, code: str) -> HttpResponse:
    """The public book, a line of JSON for each event: whoever replays it gets the same trades."""
    found = open_session(code)
    lines = "".join(f"{line}\n" for line in queries.log_lines(found))
    headers = {"Content-Disposition": f'attachment; filename="{found.code}.jsonl"'}
    return HttpResponse(lines, content_type="application/jsonl; charset=utf-8", headers=headers)


@require_safe
def check(request: ActingRequest, code: str) -> HttpResponse:
    """Replay the book now and say whether it gives what was recorded."""
    found = open_session(code)
    wrong = queries.first_wrong_line(found)
    return render(request, "markets/check.html", {"session": found, "wrong": wrong})


@require_POST
def ticket(request: ActingRequest, code: str) -> HttpResponse:
    """What an order would mean, before it is sent. Nothing is written."""
    require(TRADE, request.acting)
    found = open_session(code)
    market = market_of(found.market)
    if number := whole(request.POST.get("number", "")):
        return _acceptance(request, found, market, number)
    filled = read_ticket(request.POST.dict(), found, market)
    if filled.problems:
        return _again(request, found, filled, list(filled.problems))
    preview = _preview(request, found, filled)
    context = {"session": found, "market": market, "filled": filled, "ticket": preview, "key": new_key()}
    context["problems"] = shown(preview.problems, found)
    return render(request, "markets/ticket.html", context)


@require_POST
def send(request: ActingRequest, code: str) -> HttpResponse:
    """Send an order, a listing, an offer, or the acceptance of one; the same key again is the same order."""
    require(TRADE, request.acting)
    found = open_session(code)
    market = market_of(found.market)
    key = request.POST.get("key", "")
    number = whole(request.POST.get("number", ""))
    filled = Filled(request.POST.dict()) if number else read_ticket(request.POST.dict(), found, market)
    if filled.problems:
        return _again(request, found, filled, list(filled.problems))
    try:
        sent = _accept(request, found, number, key) if number else _send(request, found, filled, key)
    except (Problem, Problems) as error:
        return _again(request, found, filled, problems_of(error))
    messages.success(request, _what_happened(sent))
    return redirect("markets:mine")


@require_POST
def cancel(request: ActingRequest, code: str, number: int) -> HttpResponse:
    """Withdraw an order; what was set aside is free again."""
    require(TRADE, request.acting)
    actions.cancel(request.acting, open_session(code).code, number)
    messages.success(request, _("委托已撤销，锁定的资金或数量已经退回。"))
    return redirect("markets:mine")


@require_POST
def act(request: ActingRequest, code: str, act: str) -> HttpResponse:
    """The authority opens, closes or cancels a session."""
    require(RUN, request.acting)
    found = open_session(code)
    acts: dict[str, Callable[[], MarketSession]] = {
        "open": lambda: actions.open_session(request.acting, found.code),
        "close": lambda: actions.close_session(request.acting, found.code),
        "cancel": lambda: actions.cancel_session(request.acting, found.code, request.POST.get("reason", "")),
    }
    if act not in acts:
        raise Http404
    acts[act]()
    messages.success(request, _("已办理。"))
    return redirect("markets:session", code)


def _book(request: ActingRequest, found: MarketSession) -> dict[str, Any]:
    bids, asks = queries.depth(found, "buy"), queries.depth(found, "sell")
    most = max((each.lots for each in [*bids, *asks]), default=0)
    trades = MarketTrade.objects.filter(session=found).select_related("buy", "sell").order_by("-number")
    mine = {each.pk for each in participants_of(request.acting)}
    return {
        "session": found,
        "market": market_of(found.market),
        "bids": drawing.depth_rows(bids, most),
        "asks": drawing.depth_rows(asks, most),
        "sealed": found.mechanism in queries.SEALED and found.state in ("scheduled", "open"),
        "listings": _listings(found, mine) if found.mechanism in BILATERAL else [],
        "trades": trades[:20],
        "mine": mine,
    }


def _listings(found: MarketSession, mine: set[int]) -> list[MarketOrder]:
    """What may be accepted; an offer to one participant is seen by the two alone."""
    rows = queries.open_listings(found)[:200]
    return [each for each in rows if each.addressed_to_id is None or {each.addressed_to_id, each.participant_id} & mine]


def _ticket_context(request: ActingRequest, found: MarketSession, written: dict[str, str]) -> dict[str, Any]:
    market = market_of(found.market)
    own = [each for each in participants_of(request.acting) if each.simulated == found.simulated]
    partners: list[Participant] = []
    if found.mechanism == Mechanism.NEGOTIATED and own:
        others = Participant.objects.filter(simulated=found.simulated, suspended_at=None)
        partners = list(others.exclude(pk__in=[each.pk for each in own])[:_MOST_PARTNERS])
    return {
        "asset": asset_of(market),
        "participants": own,
        "partners": partners,
        "written": written,
        "may_ask": bool(own) and found.state == "open",
    }


def _again(request: ActingRequest, found: MarketSession, filled: Filled, problems: list[Problem]) -> HttpResponse:
    """The page with what was written and everything that is wrong with it."""
    context = _book(request, found) | _ticket_context(request, found, dict(filled.written))
    return render(request, "markets/session.html", context | {"problems": shown(problems, found)}, status=400)


def _preview(request: ActingRequest, found: MarketSession, filled: Filled) -> tickets.Ticket:
    if found.mechanism in BILATERAL:
        return tickets.preview_listing(
            request.acting,
            found,
            side=filled.side,
            price=filled.price,
            lots=filled.lots,
            months=filled.months,
            goods=filled.goods or None,
            to=filled.to,
            participant_id=filled.participant,
        )
    wanted = actions.Wanted("preview", filled.side, filled.price, filled.lots, filled.months)
    return tickets.preview(request.acting, found, wanted, filled.participant)


def _send(request: ActingRequest, found: MarketSession, filled: Filled, key: str) -> MarketOrder:
    if found.mechanism not in BILATERAL:
        wanted = actions.Wanted(key, filled.side, filled.price, filled.lots, filled.months)
        return actions.place(request.acting, found.code, wanted, filled.participant)
    shared: dict[str, Any] = {
        "key": key,
        "side": filled.side,
        "price": filled.price,
        "lots": filled.lots,
        "months": filled.months,
        "participant_id": filled.participant,
    }
    if filled.to is not None:
        return actions.propose(request.acting, found.code, to=filled.to, **shared)
    return actions.post_listing(request.acting, found.code, goods=filled.goods or None, **shared)


def _acceptance(request: ActingRequest, found: MarketSession, market: Market, number: int) -> HttpResponse:
    """What taking a listing would mean."""
    filled = read_ticket({"price": "1", "side": "buy", **request.POST.dict()}, found, market)
    wrong = [each for each in filled.problems if each.where == "quantity"]
    if wrong:
        return _again(request, found, filled, wrong)
    preview = tickets.preview_acceptance(request.acting, found, number, filled.lots, filled.participant)
    listed = MarketOrder.objects.select_related("participant").get(session=found, number=number)
    context = {
        "session": found,
        "market": market,
        "filled": filled,
        "listed": listed,
        "ticket": preview,
        "key": new_key(),
        "problems": shown(preview.problems, found),
    }
    return render(request, "markets/ticket.html", context)


def _accept(request: ActingRequest, found: MarketSession, number: int, key: str) -> MarketTrade:
    lots = whole(request.POST.get("lots", "")) or 0
    chosen = whole(request.POST.get("participant", ""))
    return actions.accept(request.acting, found.code, number, key=key, lots=lots, participant_id=chosen)


def _what_happened(sent: MarketOrder | MarketTrade) -> str:
    if isinstance(sent, MarketTrade):
        said = {
            MarketTrade.State.SETTLED: _("已成交并交割。"),
            MarketTrade.State.AWAITING_CONSENT: _("已成交，等主管部门同意后交割。"),
            MarketTrade.State.AWAITING_DELIVERY: _("已成交，过磅后按实重交割。"),
        }
        return said.get(MarketTrade.State(sent.state), _("已办理。"))
    if sent.state == MarketOrder.State.FILLED:
        return _("委托已全部成交。")
    return _("委托已接受。")
