"""Traffic lights by the rule in force, and what a light asks for. The rules themselves are data of the packs."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from lvheng.errors import Problems, Text
from lvheng.formula import Explanation, Fact, FactTable, Missing, Period, Program, Rounding, evaluate
from lvheng.formula.rounding import round_to, to_decimal
from lvheng.indicators.schedule import HUNDRED, Schedule
from lvheng.packs.lights import LIGHT_RULE, light_program
from lvheng.packs.measures import Light, LightRule, Nature, PackParameter
from lvheng.packs.mistakes import unknown_code
from lvheng.packs.programs import Measures

Consequence = Literal["none", "notice", "task"]
NAMES: Mapping[Light, Text] = {
    "green": Text("绿灯", "green"),
    "yellow": Text("黄灯", "yellow"),
    "orange": Text("橙灯", "orange"),
    "red": Text("红灯", "red"),
    "grey": Text("灰（没有数据）", "grey (no data)"),
}
# An input of the rules has so many decimals: finer than any threshold that people write.
INPUT_DECIMALS = 12
MAX_PROGRAMS = 64
_UNIT = "value"


@dataclass(frozen=True)
class Standing:
    """Where a value stands against its schedule; every part is None where it does not apply."""

    expected: Fraction | None
    completion: Fraction | None
    time_share: Fraction
    pace: Fraction | None
    gap: Fraction | None
    met: bool
    maintained: bool


@dataclass(frozen=True)
class Verdict:
    """A light with its reason. ``explanation`` is None where no rule was asked."""

    light: Light
    reason: Text
    rule: str
    explanation: Explanation | None = None


def standing(schedule: Schedule, value: Fraction, time: Fraction) -> Standing:
    """The value at a time against the schedule."""
    return Standing(
        expected=schedule.expected(time),
        completion=schedule.completion(value),
        time_share=schedule.time_share(time),
        pace=schedule.pace(value, time),
        gap=schedule.gap(value, time),
        met=schedule.met_by(value),
        maintained=schedule.maintained,
    )


def judge(
    measures: Measures,
    rule: str,
    schedule: Schedule,
    value: Fraction | None,
    time: Fraction,
    *,
    change: Fraction | None = None,
    on: datetime.date | None = None,
) -> Verdict:
    """The light of a value by a rule of the pack. Raises Problems for a rule that there is not.

    1. No value: grey, never green.
    2. A level that was reached before the plan began is maintained: green as long as it holds, else red.
    3. Else the rule decides; where it needs something that is not known (the ``change`` in %, say), grey.

    ``on`` chooses the version of the rule's thresholds (default: the last day of the year of ``time``).
    """
    if rule not in measures.lights:
        raise Problems([unknown_code("", LIGHT_RULE, rule, measures.lights)])
    if value is None:
        return Verdict("grey", Text("没有数据", "no data"), rule)
    found = standing(schedule, value, time)
    if found.maintained:
        light: Light = "green" if found.met else "red"
        kept = Text("已达目标，须保持", "the target had been reached and is to be kept")
        lost = Text("低于已达到的目标", "below a target that had been reached")
        return Verdict(light, kept if found.met else lost, rule)
    return _by_rule(measures.lights[rule], list(measures.parameters.values()), found, change, on or _last_day(time))


def _last_day(time: Fraction) -> datetime.date:
    return datetime.date(-((-time.numerator) // time.denominator), 12, 31)


def _by_rule(
    rule: LightRule, parameters: list[PackParameter], found: Standing, change: Fraction | None, day: datetime.date
) -> Verdict:
    program = _program(rule, parameters)
    facts = FactTable()
    period = Period.parse(day.isoformat())
    completion = None if found.completion is None else found.completion * HUNDRED
    numbers = {"gap": found.gap, "pace": found.pace, "completion": completion, "change": change}
    facts.add(_UNIT, period, met=found.met, **{name: _fact(number) for name, number in numbers.items()})
    result = evaluate(program, "light", _UNIT, period, facts)
    if isinstance(result.value, str):
        return Verdict(_light(result.value), rule.title, rule.code, result.explanation)
    reason = Missing(result.reason or "not_reported").text()
    return Verdict("grey", reason, rule.code, result.explanation)


# Judging takes much less time than reading a rule. The rule and the parameters are kept too: their identity is the key.
_programs: dict[tuple[int, ...], tuple[LightRule, list[PackParameter], Program]] = {}


def _program(rule: LightRule, parameters: list[PackParameter]) -> Program:
    key = (id(rule), *map(id, parameters))
    if key not in _programs:
        while len(_programs) >= MAX_PROGRAMS:
            _programs.pop(next(iter(_programs)), None)
        _programs[key] = rule, parameters, light_program(rule, parameters)
    return _programs[key][2]


def _light(word: str) -> Light:
    """The word of a rule; loading has checked that it is one of a light."""
    for light in NAMES:
        if light == word:
            return light
    raise ValueError(word)


def _fact(number: Fraction | None) -> Fact:
    if number is None:
        return Fact(None, "not_reported")
    return Fact(to_decimal(round_to(number, INPUT_DECIMALS, Rounding.HALF_EVEN), INPUT_DECIMALS))


def freshness(period_end: datetime.date, days_allowed: int, today: datetime.date) -> Verdict | None:
    """An orange warning where the latest data are older than their period and the days allowed after it; else None."""
    if (today - period_end).days <= days_allowed:
        return None
    late = Text(f"数据已过期：最近一期止于{period_end}", f"stale data: the latest period ended on {period_end}")
    return Verdict("orange", late, "")


def consequence(light: Light, nature: Nature) -> Consequence:
    """What a light asks for: red on a binding target opens a task, on an expected one it is only a notice."""
    if light != "red":
        return "none"
    return "task" if nature == "binding" else "notice"
