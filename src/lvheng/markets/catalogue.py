"""The markets and green actions that the site's pack declares."""

from __future__ import annotations

import datetime
import threading

from django.utils import timezone

from lvheng.errors import InputProblem, Text
from lvheng.indicators.snapshots import site_pack
from lvheng.packs import Pack
from lvheng.packs.markets import Market, markets_of
from lvheng.packs.points import PointAction, point_actions_of

_kept: list[tuple[Pack, datetime.date, dict[str, Market]]] = []
_keeping = threading.Lock()


def markets() -> dict[str, Market]:
    """The markets in force today, by their codes; looked for once for a pack and a day."""
    pack, today = site_pack(), timezone.localdate()
    with _keeping:
        if not _kept or _kept[0][0] is not pack or _kept[0][1] != today:
            _kept[:] = [(pack, today, markets_of(pack, today))]
        return _kept[0][2]


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
