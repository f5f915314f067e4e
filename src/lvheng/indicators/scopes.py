"""Which areas a plan means by the scope of a target, in the words of the plan."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from lvheng.areas import boundaries
from lvheng.errors import InputProblem

_COUNTIES = re.compile(r"各县(市|城|区|$)|所有县|县县")
_OTHERS = re.compile(r"^其他县|^其它县|^其余县")
_CITY_ENDING = "市"


def area_of_scope(scope: str, area: str, below: Sequence[str]) -> str | None:
    """The area that a plan means by the scope of a target; None where it means several, or something else.

    No scope, 全州 and 我州 mean the whole; 临夏市 means that city; 其他县城区 is no single area.
    """
    if not scope:
        return area
    names = _names((area,))
    kind = next(iter(names))[-1:]
    if scope in {*names, f"全{kind}", f"我{kind}", f"本{kind}"}:
        return area
    return _names(below).get(scope)


def areas_of_scope(scope: str, area: str, below: Sequence[str]) -> tuple[str, ...]:
    """All areas that have to reach a target, one by one; empty where the words name none.

    各县 and 所有县市 are all areas below; 其他县 are those that are no city: of the city the plan speaks elsewhere.
    """
    single = area_of_scope(scope, area, below)
    if single is not None:
        return (single,)
    if _OTHERS.search(scope):
        return tuple(code for name, code in _names(below).items() if not name.endswith(_CITY_ENDING))
    return tuple(below) if _COUNTIES.search(scope) else ()


def _names(codes: Iterable[str]) -> Mapping[str, str]:
    found = {}
    for code in codes:
        try:
            found[boundaries.division(code).name] = code
        except InputProblem:
            continue
    return found
