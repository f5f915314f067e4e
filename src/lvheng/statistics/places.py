"""Areas by the names that monitor networks use: 北京市, 兰州, 甘南州, 昆山市."""

from __future__ import annotations

from functools import cache

from lvheng.areas.boundaries import NATION, Division, children, division
from lvheng.areas.names import short_name

_KINDS = ("市", "地区", "盟", "自治州", "州", "县", "区")


def area_named(name: str) -> str | None:
    """The code of the province, prefecture or county of this name; ``None`` where none or several have it."""
    known = _by_name()
    codes = known.get(name.strip()) or known.get(_bare(name.strip())) or ()
    return codes[0] if len(codes) == 1 else None


def _bare(name: str) -> str:
    """The name without its kind, for areas whose kind has changed since: 吐鲁番地区 is 吐鲁番市 today."""
    return next((name.removesuffix(kind) for kind in _KINDS if name.endswith(kind)), name)


@cache
def _by_name() -> dict[str, tuple[str, ...]]:
    """Codes by name; a name of a larger area is never that of a smaller one: 吉林 is the province, not the city."""
    found: dict[str, tuple[str, ...]] = {}
    provinces = children(NATION)
    prefectures = [area for province in provinces for area in children(province.code)]
    counties = [area for prefecture in prefectures for area in children(prefecture.code)]
    for areas in (provinces, prefectures, counties):
        level: dict[str, set[str]] = {}
        for area in areas:
            for name in _names(area):
                level.setdefault(name, set()).add(area.code)
        for name, codes in level.items():
            found.setdefault(name, tuple(sorted(codes)))
    return found


def _names(area: Division) -> set[str]:
    """The full name, the short name, and both without their kind."""
    names = {area.name, short_name(area.name, area.level)}
    return names | {bare for name in names if len(bare := _bare(name)) > 1}


def areas_within(code: str) -> str:
    """The beginning that the codes of an area and of all areas in it share: ``62``, ``6229``, ``622901``."""
    division(code)
    return code.removesuffix("00").removesuffix("00") if code.endswith("00") else code
