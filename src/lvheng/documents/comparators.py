"""The comparator of a figure, by the wording of the plan (see FORMAT: 以上 is ``>=``, 左右 is ``~`` …)."""

from __future__ import annotations

import re

from lvheng.documents import wording
from lvheng.documents.model import Comparator
from lvheng.documents.quantities import Quantity
from lvheng.documents.roles import Form

_AT_LEAST = re.compile(wording.AT_LEAST)
_AT_MOST = re.compile(wording.AT_MOST)
_ABOUT = re.compile(r"(?:大?约|接近|将近|近)$")
_BOUNDS: dict[str, Comparator] = {
    "以上": ">=",
    "及以上": ">=",
    "余": ">=",
    "多": ">=",
    "以内": "<=",
    "之内": "<=",
    "及以内": "<=",
    "以下": "<=",
    "及以下": "<=",
    "左右": "~",
    "上下": "~",
}


def comparator_of(form: Form, quantity: Quantity, left: str) -> Comparator:
    """``left`` is the text of the clause before the figure."""
    if form == "rise":
        return "increase_by"
    if form == "fall":
        return "decrease_by"
    if quantity.value_max is not None:
        return "range"
    word = _bound_word(left)
    if word is not None and not (word == "<=" and quantity.bound in {"左右", "上下"}):
        return word
    if quantity.bound in _BOUNDS:
        return _BOUNDS[quantity.bound]
    return "~" if _ABOUT.search(left) else "="


_BOUND_BEFORE_VERB = re.compile(rf"(?P<bound>{wording.AT_LEAST})(?:{wording.SOFT})*(?:{wording.DO.pattern})*$")
# 面积不低于全县国土面积的30%
_BOUND_OF_SHARE = re.compile(rf"(?P<bound>{wording.BOUND_WORD})[^，\d]{{2,20}}的$")


def _bound_word(left: str) -> Comparator | None:
    found = wording.BOUND_AT_END.search(left) or _BOUND_BEFORE_VERB.search(left) or _BOUND_OF_SHARE.search(left)
    if found is None:
        return None
    word = found["bound"]
    if _AT_LEAST.fullmatch(word):
        return ">="
    return "<=" if _AT_MOST.fullmatch(word) else ">"
