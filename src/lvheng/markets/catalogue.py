"""The markets and green actions that the site's pack declares."""

from __future__ import annotations

from django.utils import timezone

from lvheng.errors import InputProblem, Text
from lvheng.indicators.snapshots import site_pack
from lvheng.packs.markets import Market, markets_of
from lvheng.packs.points import PointAction, point_actions_of


def markets() -> dict[str, Market]:
    """The markets in force today, by their codes."""
    return markets_of(site_pack(), timezone.localdate())


def market_of(code: str) -> Market:
    """One market. Raises InputProblem ``no_such_market`` for a code that the pack does not declare."""
    found = markets().get(code)
    if found is None:
        raise InputProblem(
            "no_such_market",
            Text("没有这个市场。", "there is no such market."),
            where=code,
            to_do=Text("请从市场目录选择。", "Choose one from the list of markets."),
        )
    return found


def point_actions() -> dict[str, PointAction]:
    """The green actions in force today, by their codes."""
    return point_actions_of(site_pack(), timezone.localdate())
