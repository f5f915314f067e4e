"""The assets that the site's pack declares."""

from __future__ import annotations

import datetime
import threading
from collections.abc import Mapping

from django.utils import timezone

from lvheng.errors import InputProblem, Text
from lvheng.indicators.snapshots import site_pack
from lvheng.packs import Pack
from lvheng.packs.assets import PackAsset, assets_of

_kept: list[tuple[Pack, datetime.date, Mapping[str, PackAsset]]] = []
_keeping = threading.Lock()


def assets() -> Mapping[str, PackAsset]:
    """The assets that are declared today, by their codes; looked for once for a pack and a day."""
    pack, today = site_pack(), timezone.localdate()
    with _keeping:
        if not _kept or _kept[0][0] is not pack or _kept[0][1] != today:
            _kept[:] = [(pack, today, assets_of(pack, today))]
        return _kept[0][2]


def declared(code: str) -> PackAsset:
    """One asset. Raises InputProblem ``no_such_asset`` for a code that the pack does not declare."""
    known = assets()
    if code not in known:
        raise InputProblem(
            "no_such_asset",
            Text("没有这种资产。", "there is no such asset."),
            where=code,
            to_do=Text(f"可用的有：{'、'.join(known)}。", f"Valid: {', '.join(known)}."),
        )
    return known[code]
