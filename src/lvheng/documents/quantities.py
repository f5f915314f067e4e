"""Numbers with their units and the bound that follows them: ``85%以上``, ``2—3个``, ``1,100万亩``, ``百分之八十``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from lvheng.documents.numbering import cjk_integer
from lvheng.documents.units import kind_of, unit_at

_DECIMAL = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
# 2:1 is a ratio, not a number.
_NUMBER = re.compile(rf"(?<![A-Za-z\d.×*#±＋+])(?<![A-Za-z][-])(?<!\d[:：∶])(?>({_DECIMAL}))(?![\d×*#]|[:：∶]\d)")
_LETTER = re.compile(r"[A-Za-z]")
_RANGE_MARK = re.compile(r"[-—–－~～﹣−]{1,2}|至|到")
_CJK_PERCENT = re.compile(r"百分之([一二三四五六七八九十百两]+)(?:点([零一二三四五六七八九]+))?")
_CJK_COUNT = re.compile(
    r"(?<![一二三四五六七八九十百千万亿第几数上近])([二两三四五六七八九十百]{1,4}|一(?=成))(余)?(?=[个家座处条项所](?!方面|环节|领域)|成(?=以上|左右|[，。；、的]|$))"
)
_DOUBLE = re.compile(r"翻([一两二三四])?番")
_BOUND = re.compile(
    r"(?:（含）|（含[^（）]{1,8}）)?(?P<bound>及以上|及以下|及以内|以上|以内|之内|以下|左右|上下|以外|余|多)?"
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in a text. ``end`` is after number and unit, ``bound_end`` after 以上, 以内 and the like."""

    start: int
    end: int
    bound_end: int
    value: Decimal
    value_max: Decimal | None
    unit: str | None
    bound: str | None
    doubling: bool = False

    @property
    def kind(self) -> str:
        """The kind of its unit."""
        return kind_of(self.unit)


def quantities_of(text: str) -> list[Quantity]:
    """Every number with its unit in order; overlapping readings are left out."""
    found = sorted([*_digits(text), *_chinese(text)], key=lambda quantity: quantity.start)
    kept: list[Quantity] = []
    for quantity in found:
        if not kept or quantity.start >= kept[-1].end:
            kept.append(quantity)
    return _with_shared_units(text, kept)


def _with_shared_units(text: str, found: list[Quantity]) -> list[Quantity]:
    """In 30和55微克/立方米 the unit stands once for both."""
    shared = list(found)
    for index in range(len(found) - 2, -1, -1):
        between = text[shared[index].end : shared[index + 1].start]
        counted, following = shared[index], shared[index + 1]
        if counted.unit == "个" and following.unit == "个百分点" and between in {"、", "和", "及", "与"}:
            shared[index] = replace(counted, unit=following.unit)
        if shared[index].unit is None and between in {"、", "和", "与", "及"}:
            shared[index] = replace(shared[index], unit=shared[index + 1].unit)
    return shared


def _digits(text: str) -> Iterator[Quantity]:
    position = 0
    while found := _NUMBER.search(text, position):
        quantity = _from_digits(text, found)
        position = quantity.end
        if quantity.unit is not None or not _LETTER.match(text, quantity.end):
            yield quantity


def _from_digits(text: str, found: re.Match[str]) -> Quantity:
    value = _decimal(found[1])
    over = text[found.end() : found.end() + 1] in {"余", "多"}
    unit = unit_at(text, found.end() + over)
    if over and unit is not None:
        end = found.end() + 1 + len(unit)
        return Quantity(found.start(), end, end, value, None, unit, "余")
    end = found.end() + len(unit or "")
    upper = _upper(text, end)
    if upper is not None and _may_bound(value, upper[0], unit, upper[1]):
        value_max, unit_max, end = upper
        unit = unit_max or unit
    else:
        value_max = None
    return _with_bound(text, found.start(), end, value, value_max, unit)


def _upper(text: str, position: int) -> tuple[Decimal, str | None, int] | None:
    """The upper end of a range that goes on at the position."""
    mark = _RANGE_MARK.match(text, position)
    number = re.compile(_DECIMAL).match(text, mark.end()) if mark else None
    if number is None:
        return None
    unit = unit_at(text, number.end())
    return _decimal(number[0]), unit, number.end() + len(unit or "")


def _may_bound(low: Decimal, high: Decimal, unit: str | None, unit_max: str | None) -> bool:
    """Both ends are of one unit (the lower may leave it out) and in order."""
    return low < high and (unit is None or unit_max is None or unit == unit_max)


def _with_bound(
    text: str, start: int, end: int, value: Decimal, value_max: Decimal | None, unit: str | None, doubling: bool = False
) -> Quantity:
    found = _BOUND.match(text, end)
    bound = found["bound"] if found else None
    if unit is not None and bound in {"余", "多"} and value_max is None:
        bound = None
    return Quantity(start, end, found.end() if found and bound else end, value, value_max, unit, bound, doubling)


def _chinese(text: str) -> Iterator[Quantity]:
    for found in _CJK_PERCENT.finditer(text):
        value = Decimal(cjk_integer(found[1]))
        if found[2]:
            value += Decimal("0." + "".join(str(cjk_integer(digit)) for digit in found[2]))
        yield _with_bound(text, found.start(), found.end(), value, None, "%")
    for found in _CJK_COUNT.finditer(text):
        unit = text[found.end()]
        value = Decimal(cjk_integer(found[1].replace("两", "二")))
        yield _with_bound(text, found.start(), found.end() + 1, value, None, unit)
    for found in _DOUBLE.finditer(text):
        value = Decimal(cjk_integer(found[1]) if found[1] else 1)
        yield _with_bound(text, found.start(), found.end(), value, None, "番", doubling=True)


def _decimal(digits: str) -> Decimal:
    return Decimal(digits.replace(",", ""))
