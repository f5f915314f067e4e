"""What the pages of the room share."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from django.http import Http404, HttpRequest
from django.utils.translation import get_language

from lvheng.areas.acting import Acting
from lvheng.errors import InputProblem, Problem, Problems, Text
from lvheng.ledger.catalogue import declared
from lvheng.markets import queries
from lvheng.markets.catalogue import market_of
from lvheng.markets.models import MarketSession
from lvheng.markets.quoting import unit_price_text
from lvheng.packs.assets import PackAsset
from lvheng.packs.markets import Market

PAGE_LENGTH = 50


class ActingRequest(HttpRequest):
    """A request that knows in what capacity its sender acts."""

    acting: Acting


def open_market(code: str) -> Market:
    """The market in the address. Errors: Http404."""
    try:
        return market_of(code)
    except InputProblem as error:
        raise Http404 from error


def open_session(code: str) -> MarketSession:
    """The session in the address. Errors: Http404."""
    try:
        return queries.session_by_code(code)
    except InputProblem as error:
        raise Http404 from error


def asset_of(market: Market) -> PackAsset:
    """What is traded in a market."""
    return declared(market.asset)


def new_key() -> str:
    """A key for one sending of a form: sent twice, it is the same order."""
    return uuid.uuid4().hex


def whole(text: str) -> int | None:
    """A number of a form; None where there is none."""
    text = text.strip()
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 9 else None


def problems_of(error: Problem | Problems) -> list[Problem]:
    """One or many, as a list."""
    return list(error.problems) if isinstance(error, Problems) else [error]


def shown(problems: Iterable[Problem], session: MarketSession | None = None) -> list[dict[str, str]]:
    """Problems in the reader's language; prices as people write them, in yuan for one unit."""
    return [_shown(_in_units(each, session) if session else each) for each in problems]


def _shown(problem: Problem) -> dict[str, str]:
    language = get_language() or "zh-hans"
    to_do = problem.to_do.in_language(language) if problem.to_do else ""
    return {"code": problem.code, "what": problem.what.in_language(language), "to_do": to_do}


def _in_units(problem: Problem, session: MarketSession) -> Problem:
    """Orders are checked in fen for one lot; who wrote yuan for one unit is answered in that."""
    asset = asset_of(market_of(session.market))

    def price(fen: int) -> str:
        return unit_price_text(fen, session.lot, asset)

    if problem.code == "price_out_of_band":
        low, high = price(session.low), price(session.high)
        what = Text(f"价格要在 {low} 到 {high} 元之间。", f"the price must lie between {low} and {high} yuan.")
        return InputProblem(problem.code, what, "price", problem.to_do)
    if problem.code == "price_off_tick":
        tick = price(session.tick)
        what = Text(f"价格要是 {tick} 元的整倍数。", f"the price must be a multiple of {tick} yuan.")
        return InputProblem(problem.code, what, "price")
    return problem
