"""What an order ticket asks, by the way in which a session trades."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from lvheng.errors import InputProblem, Problem, Problems, Text
from lvheng.markets.models import MarketSession, Participant
from lvheng.markets.pages import asset_of, whole
from lvheng.markets.quoting import lots_of, price_of
from lvheng.packs.markets import Market

SIDES = ("buy", "sell")
BIDS_ONLY = ("reserve_auction",)
THOUSANDTHS = 10
MOST_MOISTURE = 1000


@dataclass(frozen=True)
class Filled:
    """A ticket as somebody filled it in, kept as written so that nothing is lost when some of it is wrong."""

    written: Mapping[str, str]
    side: str = "buy"
    price: int = 0
    lots: int = 0
    months: int | None = None
    to: int | None = None
    goods: dict[str, Any] = field(default_factory=dict)
    participant: int | None = None
    problems: tuple[Problem, ...] = ()


def read_ticket(written: Mapping[str, str], session: MarketSession, market: Market) -> Filled:
    """What the form says, with everything in it that cannot be read."""
    reader = _Reader(written)
    asset = asset_of(market)
    price = reader.of(lambda: price_of(written.get("price", ""), market, asset)) or 0
    lots = reader.of(lambda: lots_of(written.get("quantity", ""), market, asset)) or 0
    side = "buy" if session.mechanism in BIDS_ONLY else reader.choice("side", SIDES)
    to = reader.of(lambda: _partner(written, session)) if session.mechanism == "negotiated" else None
    goods = reader.of(lambda: _goods(written, market)) if market.quality and side == "sell" else None
    months = whole(written.get("months", "")) if market.term else None
    return Filled(
        written, side, price, lots, months, to, goods or {}, whole(written.get("participant", "")), tuple(reader.found)
    )


class _Reader:
    """Reads one field after the other and gathers what is wrong."""

    def __init__(self, written: Mapping[str, str]) -> None:
        self.written = written
        self.found: list[Problem] = []

    def of(self, read: Any) -> Any:
        try:
            return read()
        except Problems as error:
            self.found += error.problems
        except Problem as error:
            self.found.append(error)
        return None

    def choice(self, name: str, allowed: tuple[str, ...]) -> str:
        value = self.written.get(name, "")
        if value in allowed:
            return value
        self.found.append(InputProblem("not_chosen", Text("请选择买入或卖出。", "choose to buy or to sell."), name))
        return allowed[0]


def _partner(written: Mapping[str, str], session: MarketSession) -> int:
    """The participant that a negotiated offer is made to, by its name or number."""
    text = written.get("to", "").strip()
    rows = Participant.objects.filter(simulated=session.simulated)
    number = whole(text)
    found = rows.filter(pk=number).first() if number is not None else rows.filter(name=text).first()
    if found is None:
        what = Text(f"没有叫“{text}”的交易主体。", f"no participant is called “{text}”.")
        raise InputProblem("no_partner", what, "to", Text("请从列表中选择。", "Choose one from the list."))
    return found.pk


def _goods(written: Mapping[str, str], market: Market) -> dict[str, Any]:
    """Grade, wet weight and moisture of a material as its seller declares them."""
    assert market.quality is not None  # noqa: S101  asked of materials only
    grades = [each.code for each in market.quality.grades]
    grade, problems = written.get("grade", ""), []
    wet, moisture = whole(written.get("wet_kg", "")), _thousandths(written.get("moisture", ""))
    if grade not in grades:
        problems.append(InputProblem("no_grade", Text("请选择等级。", "choose a grade."), "grade"))
    if not wet:
        problems.append(
            InputProblem("no_weight", Text("请填写毛重（公斤）。", "write the wet weight in kg."), "wet_kg")
        )
    if moisture is None:
        what = Text("含水率是 0 到 100 之间的数，最多一位小数。", "moisture is 0 to 100 with one decimal at most.")
        problems.append(InputProblem("no_moisture", what, "moisture"))
    if problems:
        raise Problems(problems)
    return {"grade": grade, "wet_kg": wet, "moisture": moisture}


def _thousandths(text: str) -> int | None:
    """Percent with at most one decimal, as thousandths; None for anything else."""
    head, point, tail = text.strip().partition(".")
    digits = head + (tail or "0")
    if not digits.isascii() or not digits.isdecimal() or len(tail) > 1 or (point and not tail) or not head:
        return None
    found = int(digits)
    return found if found < MOST_MOISTURE else None
