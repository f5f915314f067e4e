"""What each area would have to deliver so that the whole reaches its target. Exact; the shares add up to the whole.

Four rules, each fair in its own way: everybody to one common level, everybody the same share of the own gap, everybody
the same percentage, and, for what is built, everybody by what the own plan still holds.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from lvheng.errors import Text
from lvheng.formula import Rounding
from lvheng.formula.rounding import round_to, to_decimal

Rule = Literal["equal_level", "proportional_gap", "equal_percentage", "potential"]
Direction = Literal["up", "down"]
NAMES: dict[Rule, Text] = {
    "equal_level": Text("同一水平：低于共同水平的都达到它", "one level: whoever lies behind comes up to it"),
    "proportional_gap": Text("同比例补差：各自补上同样比例的差距", "the same share of each one's gap"),
    "equal_percentage": Text("同一降幅：各自下降同样的百分比", "the same percentage for each"),
    "potential": Text("按余量：依各自计划中尚未完成的量分摊", "by what is left of each one's plan"),
}
PER_CENT = Fraction(100)


@dataclass(frozen=True)
class Part:
    """One area's ratio: numerator over denominator; None where it was not reported."""

    area: str
    numerator: Decimal | None
    denominator: Decimal | None


@dataclass(frozen=True)
class Plan:
    """One area's stock: what is done, and all that it plans; None where it was not reported."""

    area: str
    done: Decimal | None
    planned: Decimal | None


@dataclass(frozen=True)
class Share:
    """One area: its ratio (or stock) ``now``, the one to reach, and what it has to add, or to save, for that."""

    area: str
    now: Fraction
    level: Fraction
    additional: Decimal


@dataclass(frozen=True)
class Shares:
    """The whole by one rule.

    ``total`` is exactly the sum of what the ``rows`` add. ``missing`` areas did not report and are left out of the
    whole. ``reached`` is where the whole comes to; ``enough``: whether that is the target.
    """

    rule: Rule
    target: Fraction
    now: Fraction
    rows: tuple[Share, ...]
    missing: tuple[str, ...]
    total: Decimal
    reached: Fraction
    enough: bool

    @property
    def name(self) -> Text:
        """What the rule is called."""
        return NAMES[self.rule]


@dataclass(frozen=True)
class _Known:
    """A part with both figures, turned so that more is better."""

    area: str
    top: Fraction
    bottom: Fraction


def equal_level(
    parts: Sequence[Part], target: Fraction, *, decimals: int, direction: Direction = "up", factor: Fraction = PER_CENT
) -> Shares | None:
    """The least common level that all areas behind it have to reach; who is better already stays there.

    ``target`` is a ratio times ``factor``; what is added has ``decimals``. None where nobody reported.
    """

    def adds(known: Sequence[_Known], aim: Fraction) -> list[Fraction]:
        level = _common_level(known, aim)
        return [max(level * each.bottom - each.top, Fraction(0)) for each in known]

    return _by_ratio("equal_level", parts, target / factor, adds, decimals, direction, factor)


def proportional_gap(
    parts: Sequence[Part], target: Fraction, *, decimals: int, direction: Direction = "up", factor: Fraction = PER_CENT
) -> Shares | None:
    """Every area behind the target closes the same share of its own gap; parameters as of :func:`equal_level`."""

    def adds(known: Sequence[_Known], aim: Fraction) -> list[Fraction]:
        gaps = [max(aim * each.bottom - each.top, Fraction(0)) for each in known]
        return _in_proportion(_lacking(known, aim), gaps)

    return _by_ratio("proportional_gap", parts, target / factor, adds, decimals, direction, factor)


def equal_percentage(
    parts: Sequence[Part],
    target: Fraction,
    *,
    decimals: int,
    direction: Direction = "down",
    factor: Fraction = Fraction(1),
) -> Shares | None:
    """Every area changes its own ratio by the same percentage: an intensity, whose denominators stay as given.

    With the denominators of the deadline year, ``numerator`` is what would be used then at today's intensity.
    """

    def adds(known: Sequence[_Known], aim: Fraction) -> list[Fraction]:
        return _in_proportion(_lacking(known, aim), [abs(each.top) for each in known])

    return _by_ratio("equal_percentage", parts, target / factor, adds, decimals, direction, factor)


def by_potential(plans: Sequence[Plan], target: Fraction, *, decimals: int) -> Shares | None:
    """What is missing of a stock, by what each area's plan still holds; more than that nobody is asked for."""
    known = [
        (each.area, Fraction(each.done), Fraction(each.planned))
        for each in plans
        if each.done is not None and each.planned is not None
    ]
    if not known:
        return None
    left = [max(planned - done, Fraction(0)) for _, done, planned in known]
    now = sum((done for _, done, _ in known), Fraction(0))
    exact = _in_proportion(min(max(target - now, Fraction(0)), sum(left, Fraction(0))), left)
    added = _rounded_up(exact, decimals)
    rows = tuple(
        Share(area, done, done + Fraction(more), more) for (area, done, _), more in zip(known, added, strict=True)
    )
    total = sum(added, Decimal(0))
    reached = now + Fraction(total)
    there = {area for area, _, _ in known}
    silent = tuple(each.area for each in plans if each.area not in there)
    return Shares("potential", target, now, rows, silent, total, reached, reached >= target)


def _by_ratio(
    rule: Rule,
    parts: Sequence[Part],
    aim: Fraction,
    adds: Callable[[Sequence[_Known], Fraction], list[Fraction]],
    decimals: int,
    direction: Direction,
    factor: Fraction,
) -> Shares | None:
    """Compute with ratios that rise; one that has to fall is the mirror image."""
    sign = 1 if direction == "up" else -1
    known = [
        _Known(each.area, sign * Fraction(each.numerator), Fraction(each.denominator))
        for each in parts
        if each.numerator is not None and each.denominator is not None and each.denominator > 0
    ]
    if not known:
        return None
    there = {each.area for each in known}
    added = _rounded_up(adds(known, sign * aim), decimals)
    rows = tuple(
        Share(
            each.area, _ratio(each.top, each, sign, factor), _ratio(each.top + Fraction(more), each, sign, factor), more
        )
        for each, more in zip(known, added, strict=True)
    )
    total, whole = sum(added, Decimal(0)), _whole(known)
    reached = whole.top + Fraction(total)
    return Shares(
        rule,
        aim * factor,
        _ratio(whole.top, whole, sign, factor),
        rows,
        tuple(each.area for each in parts if each.area not in there),
        total,
        _ratio(reached, whole, sign, factor),
        reached >= sign * aim * whole.bottom,
    )


def _ratio(top: Fraction, part: _Known, sign: int, factor: Fraction) -> Fraction:
    return sign * top / part.bottom * factor


def _whole(known: Sequence[_Known]) -> _Known:
    top = sum((each.top for each in known), Fraction(0))
    return _Known("", top, sum((each.bottom for each in known), Fraction(0)))


def _lacking(known: Sequence[_Known], aim: Fraction) -> Fraction:
    """What the whole lacks of the target, in the unit of the numerators."""
    whole = _whole(known)
    return max(aim * whole.bottom - whole.top, Fraction(0))


def _common_level(known: Sequence[_Known], aim: Fraction) -> Fraction:
    """The level to which the areas behind have to come so that the whole comes to ``aim``.

    Areas join from the lowest ratio upwards, until the level that they reach together lies below the next one.
    """
    ordered = sorted(known, key=lambda each: each.top / each.bottom)
    top = bottom = Fraction(0)
    amount = _lacking(known, aim)
    for place, each in enumerate(ordered):
        top, bottom = top + each.top, bottom + each.bottom
        level = (top + amount) / bottom
        after = ordered[place + 1 :]
        if not after or level <= after[0].top / after[0].bottom:
            return level
    raise ValueError("no areas")


def _in_proportion(amount: Fraction, weights: Sequence[Fraction]) -> list[Fraction]:
    """The amount split by the weights; nothing for anybody where there are none."""
    whole = sum(weights, Fraction(0))
    return [amount * weight / whole if whole else Fraction(0) for weight in weights]


def _rounded_up(exact: Sequence[Fraction], decimals: int) -> list[Decimal]:
    """The shares with so many decimals; their sum is the exact sum rounded up, so that it suffices.

    Each is cut; the steps that are then missing go to the greatest remainders, the first of equal ones first.
    """
    step = Fraction(1, 10**decimals)
    cut = [round_to(each, decimals, Rounding.DOWN) for each in exact]
    whole = round_to(sum(exact, Fraction(0)), decimals, Rounding.UP)
    steps = int((whole - sum(cut, Fraction(0))) / step)
    behind = sorted(range(len(exact)), key=lambda place: cut[place] - exact[place])[:steps]
    return [to_decimal(each + (step if place in behind else 0), decimals) for place, each in enumerate(cut)]
