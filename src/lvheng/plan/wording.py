"""Targets in the words of the reader's language: ``≥ 90%``, ``比2020年下降 13%``, ``down 13 % from 2020``."""

from __future__ import annotations

from decimal import Decimal
from typing import Protocol

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext, pgettext
from django.utils.translation import gettext_lazy as _

from lvheng.plan.comparison import Verdict
from lvheng.plan.models import Target

_SIGNS = {"=": "", ">=": "≥ ", ">": "> ", "<=": "≤ ", "~": "≈ "}

_UNITS: dict[str, Promise] = {
    "个百分点": _("个百分点"),
    "百分点": _("个百分点"),
    "万亩": _("万亩"),
    "亩": _("亩"),
    "公顷": _("公顷"),
    "公里": _("公里"),
    "千米": _("公里"),
    "平方公里": _("平方公里"),
    "吨": _("吨"),
    "万吨": _("万吨"),
    "万吨标准煤": _("万吨标准煤"),
    "立方米": _("立方米"),
    "万立方米": _("万立方米"),
    "亿立方米": _("亿立方米"),
    "千瓦": _("千瓦"),
    "万千瓦": _("万千瓦"),
    "亿千瓦时": _("亿千瓦时"),
    "万元": _("万元"),
    "亿元": _("亿元"),
    "个": _("个"),
    "家": _("家"),
    "座": _("座"),
    "项": _("项"),
    "辆": _("辆"),
    "户": _("户"),
    "天": _("天"),
}

KINDS: dict[str, tuple[Promise, tuple[str, ...]]] = {
    "level": (_("水平（≥、=、≤）"), ("=", ">=", ">", "<=", "~", "range")),
    "change": (_("变化（提高、下降）"), ("decrease_by", "increase_by", "negative_growth")),
    "state": (_("状态（全覆盖、清零、达到等级）"), ("reach_full_coverage", "reach_zero", "at_grade")),
}

VERDICTS: dict[Verdict, tuple[Promise, str]] = {
    Verdict.SAME: (_("相同"), "ok"),
    Verdict.STRICTER: (_("更严"), "info"),
    Verdict.LOOSER: (_("更松"), "warn"),
    Verdict.EARLIER: (_("更早"), "info"),
    Verdict.LATER: (_("更晚"), "warn"),
    Verdict.MISSING: (_("本级没有"), "bad"),
    Verdict.ADDED: (_("本级新增"), "none"),
    Verdict.NOT_COMPARABLE: (_("不可直接比较"), "none"),
}


class Stated(Protocol):
    """What a target says, wherever it comes from."""

    @property
    def comparator(self) -> str: ...

    @property
    def value(self) -> Decimal | None: ...

    @property
    def value_max(self) -> Decimal | None: ...

    @property
    def unit(self) -> str: ...

    @property
    def baseline_year(self) -> int | None: ...


def number(value: Decimal | None) -> str:
    """Plain notation without trailing zeros; empty for a missing value."""
    if value is None:
        return ""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def is_english() -> bool:
    """Whether the reader reads English."""
    return (get_language() or "").startswith("en")


def unit_words(unit: str) -> str:
    """A unit as the plan writes it, translated where a translation is known."""
    known = _UNITS.get(unit)
    return str(known) if known is not None else unit.replace("％", "%")


def quantity(value: Decimal | None, unit: str) -> str:
    """``90%``, ``193.05 万亩``; English sets a space before the per-cent sign too."""
    words = unit_words(unit)
    space = "" if not words or (words == "%" and not is_english()) else " "
    return f"{number(value)}{space}{words}"


def demand(target: Stated) -> str:
    """What a target demands, short enough for a table cell."""
    if target.comparator in _SIGNS:
        return f"{_SIGNS[target.comparator]}{quantity(target.value, target.unit)}"
    if target.comparator == "range":
        return f"{number(target.value)}–{quantity(target.value_max, target.unit)}"
    if target.comparator in ("decrease_by", "increase_by"):
        return _change(target)
    return str(Target.Comparator(target.comparator).label)


def _change(target: Stated) -> str:
    falls = target.comparator == "decrease_by"
    facts = {"amount": quantity(target.value, target.unit), "year": target.baseline_year}
    if target.baseline_year is None:
        return (gettext("下降 %(amount)s") if falls else gettext("提高 %(amount)s")) % facts
    return (gettext("比%(year)s年下降 %(amount)s") if falls else gettext("比%(year)s年提高 %(amount)s")) % facts


def deadline(year: int | None) -> str:
    """``2025年`` or ``2025``; words for a target without one."""
    if year is None:
        return gettext("未写明")
    return pgettext("deadline", "%(year)s年") % {"year": year}
