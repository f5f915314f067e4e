"""The assets that the site's pack declares."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils import timezone

from lvheng.errors import InputProblem, Text
from lvheng.indicators.snapshots import site_pack
from lvheng.packs.assets import PackAsset, assets_of


def assets() -> Mapping[str, PackAsset]:
    """The assets that are declared today, by their codes."""
    return assets_of(site_pack(), timezone.localdate())


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
