"""A plan beside its parent: which target answers which, and whether it asks for more, less, sooner or later.

1. Every target of the child is paired with the parent's target whose indicator agrees best (several may answer one:
   a prefecture often splits a provincial target by county). A person's decision on a pair comes before any likeness.
2. A pair is put on one scale where there is one: a floor, a ceiling, a drop from a baseline or a growth.
   Where there is none (amounts of which a part falls to the child, another baseline, part of the area) it says why.
3. Parent targets that nothing answers are missing; child targets that answer nothing are added.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from lvheng.errors import Text
from lvheng.plan import indicator_names


class Verdict(StrEnum):
    """What a comparison found; stricter or looser may stand together with earlier or later."""

    SAME = "same"
    STRICTER = "stricter"
    LOOSER = "looser"
    EARLIER = "earlier"
    LATER = "later"
    MISSING = "missing"
    ADDED = "added"
    NOT_COMPARABLE = "not_comparable"


@dataclass(frozen=True, slots=True)
class Promise:
    """A target as far as comparing needs it. ``value`` counts in ``unit`` as written."""

    key: int
    indicator: str
    comparator: str
    value: Decimal | None = None
    value_max: Decimal | None = None
    unit: str = ""
    deadline_year: int | None = None
    scope: str = ""
    baseline_year: int | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """One row of the comparison: a pair, or a target that stands alone. ``notes`` are the reasons, in sentences."""

    child: Promise | None
    parent: Promise | None
    verdicts: tuple[Verdict, ...]
    notes: tuple[Text, ...] = ()
    decided: bool = False


def compare(
    children: Sequence[Promise], parents: Sequence[Promise], decided: Mapping[int, int | None] | None = None
) -> list[Comparison]:
    """All rows: the child's targets in their order, then the parent's that are missing in the child.

    ``decided`` maps a child's key to the parent's key, or to None where a person found that it answers no target.
    """
    decided = decided or {}
    by_key = {parent.key: parent for parent in parents}
    rows = []
    for child in children:
        by_person = child.key in decided and (decided[child.key] is None or decided[child.key] in by_key)
        parent = by_key.get(decided[child.key] or 0) if by_person else best_counterpart(child, parents)
        rows.append(_row(child, parent, by_person))
    answered = {row.parent.key for row in rows if row.parent}
    missing = [Comparison(None, parent, (Verdict.MISSING,)) for parent in parents if parent.key not in answered]
    return rows + missing


def best_counterpart(child: Promise, parents: Iterable[Promise]) -> Promise | None:
    """The parent's target whose indicator agrees best; the same form and the earlier place decide between equals."""
    best, best_score = None, (Fraction(0), False)
    for parent in parents:
        likeness = indicator_names.similarity(child.indicator, parent.indicator)
        if likeness < indicator_names.AGREES:
            continue
        score = (likeness, _form(child) == _form(parent))
        if score > best_score:
            best, best_score = parent, score
    return best


def counts(rows: Iterable[Comparison]) -> dict[Verdict, int]:
    """How many rows carry each verdict, every verdict named."""
    found = dict.fromkeys(Verdict, 0)
    for row in rows:
        for verdict in row.verdicts:
            found[verdict] += 1
    return found


def _row(child: Promise, parent: Promise | None, decided: bool) -> Comparison:
    if parent is None:
        return Comparison(child, None, (Verdict.ADDED,), decided=decided)
    hindrance = _hindrance(child, parent)
    if hindrance:
        return Comparison(child, parent, (Verdict.NOT_COMPARABLE,), (hindrance,), decided)
    verdicts = tuple(verdict for verdict in (_level(child, parent), _timing(child, parent)) if verdict)
    return Comparison(child, parent, verdicts or (Verdict.SAME,), tuple(_notes(child, parent)), decided)


# What puts two targets on one scale -------------------------------------------------------------------------------

_LOWER_IS_BETTER = re.compile(
    r"能耗|消耗|排放|强度|浓度|损失|漏损|死亡|用水量|消费总量|填埋|超标|污染|事故|使用量|施用量|黑臭|坑塘"
)
_HIGHER_AFTER_ALL = re.compile(r"(?:下降|降低|减排|削减|达标|治理|处理|处置|利用|回收|清洁)(?:率|比例|比重|幅度)?$")

_UNITS: dict[str, tuple[str, Fraction]] = {
    "%": ("share", Fraction(1)),
    "‰": ("share", Fraction(1, 10)),
    "个百分点": ("points", Fraction(1)),
    "百分点": ("points", Fraction(1)),
    "微克/立方米": ("concentration", Fraction(1)),
    "毫克/立方米": ("concentration", Fraction(1000)),
    "吨标准煤/万元": ("intensity", Fraction(1)),
    "吨标煤/万元": ("intensity", Fraction(1)),
    "千克标准煤/平方米": ("area_intensity", Fraction(1)),
}
_CHANGES = {"decrease_by": "drop", "increase_by": "growth"}
_WORDS = {"at_grade": "grade", "negative_growth": "negative_growth"}


def _unit(promise: Promise) -> tuple[str, Fraction]:
    """Dimension and factor; full coverage is all of it, clearing to zero none, both as shares."""
    if promise.comparator in ("reach_full_coverage", "reach_zero") and not promise.unit:
        return _UNITS["%"]
    unit = indicator_names.plain(promise.unit)
    return _UNITS.get(unit, (unit, Fraction(1)))


def _is_amount(promise: Promise) -> bool:
    """Hectares, kilometres, numbers of things: amounts that add up over areas, unlike shares and intensities."""
    changes = promise.comparator in _CHANGES
    unit = indicator_names.plain(promise.unit)
    return bool(unit) and unit not in _UNITS and "/" not in unit and not changes and promise.comparator not in _WORDS


def _form(promise: Promise) -> str:
    """floor, ceiling, drop, growth, grade or negative_growth."""
    if promise.comparator in _CHANGES:
        return _CHANGES[promise.comparator]
    if promise.comparator in _WORDS:
        return _WORDS[promise.comparator]
    if promise.comparator in ("<=", "reach_zero"):
        return "ceiling"
    if promise.comparator in (">=", ">", "reach_full_coverage"):
        return "floor"
    name = indicator_names.plain(promise.indicator)
    return "ceiling" if _LOWER_IS_BETTER.search(name) and not _HIGHER_AFTER_ALL.search(name) else "floor"


def _hindrance(child: Promise, parent: Promise) -> Text | None:
    """Why the two cannot be put on one scale, or None."""
    checks = (_different_form, _different_baseline, _part_of_an_amount, _different_unit, _different_scope)
    return next((reason for check in checks if (reason := check(child, parent))), None)


def _different_form(child: Promise, parent: Promise) -> Text | None:
    if _form(child) == _form(parent):
        return None
    return Text(
        "两个目标的形式不同（一个规定水平，一个规定变化，或方向相反），不能直接比较。",
        "The two targets differ in form (one sets a level, the other a change, or they point in opposite directions).",
    )


def _different_baseline(child: Promise, parent: Promise) -> Text | None:
    if child.comparator not in _CHANGES or child.baseline_year == parent.baseline_year:
        return None
    if child.baseline_year is None or parent.baseline_year is None:
        return None
    return Text(
        f"基期不同：本级 {child.baseline_year} 年，上级 {parent.baseline_year} 年。",
        f"Different baselines: {child.baseline_year} here, {parent.baseline_year} in the parent plan.",
    )


def _part_of_an_amount(child: Promise, parent: Promise) -> Text | None:
    if not (_is_amount(child) and _is_amount(parent)):
        return None
    return Text(
        "总量类目标：上级的数由各地共同完成，本级只承担其中一部分，不能直接比较大小。",
        "An amount: the parent's figure is reached by all its areas together, of which this one owes a part.",
    )


def _different_unit(child: Promise, parent: Promise) -> Text | None:
    ours, theirs = _unit(child)[0], _unit(parent)[0]
    if ours == theirs:
        return None
    return Text(
        f"单位不同：本级“{child.unit or '—'}”，上级“{parent.unit or '—'}”。",
        f"Different units: “{child.unit or '—'}” here, “{parent.unit or '—'}” in the parent plan.",
    )


def _different_scope(child: Promise, parent: Promise) -> Text | None:
    ours = indicator_names.coverage(child.indicator, child.scope)
    theirs = indicator_names.coverage(parent.indicator, parent.scope)
    if ours.includes(theirs):
        return None
    whole = Text("全域", "whole area")
    return Text(
        f"范围不同：本级“{_place(child) or whole.zh}”，上级“{_place(parent) or whole.zh}”。",
        f"Different scopes: “{_place(child) or whole.en}” here, “{_place(parent) or whole.en}” in the parent plan.",
    )


def _place(promise: Promise) -> str:
    setting = indicator_names.setting_of(promise.indicator)
    return promise.scope or {"urban": "城市（城镇）", "rural": "农村"}.get(setting or "", "")


# Comparing on that scale ------------------------------------------------------------------------------------------

_FIRMNESS = {"~": 0, ">": 2, "<": 2}


def _amount(promise: Promise) -> Fraction | None:
    if promise.comparator == "reach_full_coverage" and promise.value is None:
        return Fraction(100)
    if promise.comparator == "reach_zero" and promise.value is None:
        return Fraction(0)
    return None if promise.value is None else Fraction(promise.value) * _unit(promise)[1]


def _level(child: Promise, parent: Promise) -> Verdict | None:
    ours, theirs = _amount(child), _amount(parent)
    if ours is None or theirs is None:
        return None
    if ours == theirs:
        firmer = _FIRMNESS.get(child.comparator, 1) - _FIRMNESS.get(parent.comparator, 1)
        return None if firmer == 0 else Verdict.STRICTER if firmer > 0 else Verdict.LOOSER
    more = ours > theirs
    return Verdict.STRICTER if more != (_form(child) == "ceiling") else Verdict.LOOSER


def _timing(child: Promise, parent: Promise) -> Verdict | None:
    if child.deadline_year is None or parent.deadline_year is None or child.deadline_year == parent.deadline_year:
        return None
    return Verdict.EARLIER if child.deadline_year < parent.deadline_year else Verdict.LATER


def _notes(child: Promise, parent: Promise) -> Iterable[Text]:
    if (child.deadline_year is None) != (parent.deadline_year is None):
        yield (
            Text("本级没有写明期限。", "This plan states no deadline.")
            if child.deadline_year is None
            else Text("上级没有写明期限。", "The parent plan states no deadline.")
        )
    if {child.comparator, parent.comparator} == {"=", ">="} and child.value == parent.value:
        yield Text(
            "措辞不同（“达到”与“以上”），要求相同。", "Worded differently (“reach” and “at least”), the same demand."
        )
    if child.comparator == "reach_full_coverage" and parent.value is not None:
        yield Text("“全部、全覆盖”按 100% 比较。", "“All” and “full coverage” are compared as 100 %.")
    if _place(child) != _place(parent):
        yield Text("本级的范围包含上级的范围。", "The scope here includes the parent's.")
