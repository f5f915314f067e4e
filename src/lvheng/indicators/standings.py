"""Where a target of a plan stands by the values that are known: its light, the reason, the value that it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from lvheng.errors import Text
from lvheng.formula.units import UnknownUnit, factor_between, read_unit
from lvheng.indicators.appraisal import Appraisal, appraise
from lvheng.indicators.computing import Valued
from lvheng.indicators.lights import judge
from lvheng.indicators.schedule import Schedule, end_of
from lvheng.packs.measures import Light, PackIndicator
from lvheng.packs.programs import Measures

HUNDRED = Decimal(100)
NO_VALUE = Text("还没有公布全年的数", "no figure of a whole year has been published yet")
NOT_JUDGED = Text("这类要求不能由指标的数直接判断", "a demand of this kind cannot be judged by the figure alone")
REACHED = Text("已达到目标；没有起点年的数，不评进度", "the target is reached; without a base year no pace is told")
NOT_REACHED = Text("期限已到，未达到目标", "the deadline has passed and the target is not reached")
NO_BASE = Text(
    "还没有达到目标；没有起点年的数，不能判断进度", "not reached yet; without a base year no pace can be told"
)
NO_RULE = Text("没有亮灯的规则", "there is no rule for a light")
_WORST_FIRST: tuple[Light, ...] = ("red", "orange", "yellow", "grey", "green")


@dataclass(frozen=True)
class Demand:
    """What a plan asks of an indicator. ``base_year``: the last year before the plan, or the one that it names."""

    comparator: str
    value: Decimal | None
    unit: str
    deadline: int | None
    base_year: int | None


@dataclass(frozen=True)
class Goal:
    """A demand as a number in the indicator's own unit; a ``cumulative`` fall starts at zero in the base year."""

    value: Fraction
    direction: Literal["up", "down"]
    cumulative: bool

    def met_by(self, value: Fraction) -> bool:
        """Whether a value is as good as the goal."""
        return value >= self.value if self.direction == "up" else value <= self.value


@dataclass(frozen=True)
class Standing:
    """The light of a target by one indicator; ``latest`` is the value that it rests on, None where there is none.

    ``simulated`` where any value that it rests on is.
    """

    light: Light
    reason: Text
    latest: Valued | None = None
    schedule: Schedule | None = None
    goal: Goal | None = None
    appraisal: Appraisal | None = None
    simulated: bool = False


@dataclass(frozen=True)
class Judged:
    """A target by one indicator in one area."""

    area: str
    indicator: PackIndicator
    standing: Standing


def goal_of(demand: Demand, indicator: PackIndicator) -> Goal | None:
    """The number to reach; None where the demand is none (a grade, a range) or is of another quantity."""
    match demand.comparator:
        case "reach_zero":
            return Goal(Fraction(0), "down", cumulative=False)
        case "reach_full_coverage":
            return Goal(Fraction(HUNDRED), "up", cumulative=False) if indicator.unit == "%" else None
        case "decrease_by":
            value = _in_unit_of(demand, indicator)
            return Goal(value, "up", cumulative=True) if value is not None and indicator.direction == "up" else None
        case ">=" | "<=" | "=":
            value = _in_unit_of(demand, indicator)
            direction: Literal["up", "down"] = indicator.direction
            if demand.comparator != "=":
                direction = "up" if demand.comparator == ">=" else "down"
            return None if value is None else Goal(value, direction, cumulative=False)
    return None


def _in_unit_of(demand: Demand, indicator: PackIndicator) -> Fraction | None:
    if demand.value is None:
        return None
    try:
        asked, own = read_unit(demand.unit or "1"), read_unit(indicator.unit)
    except UnknownUnit:
        return None
    return Fraction(demand.value) * factor_between(asked, own) if asked.same_dimension(own) else None


def schedule_of(demand: Demand, indicator: PackIndicator, values: Sequence[Valued]) -> Schedule | None:
    """The way to the target; None where its beginning or end is not known."""
    goal, year = goal_of(demand, indicator), demand.base_year
    if goal is None or year is None or demand.deadline is None or demand.deadline <= year:
        return None
    if goal.cumulative:
        return Schedule(year, Fraction(0), demand.deadline, goal.value, "up", "geometric")
    base = _base(demand, values)
    if base is None or not isinstance(base.value, Decimal):
        return None
    return Schedule(year, Fraction(base.value), demand.deadline, goal.value, goal.direction)


def standing_of(
    measures: Measures, indicator: PackIndicator, demand: Demand, values: Sequence[Valued], today: date
) -> Standing:
    """The light by the indicator's rule, and the class that the target is in on a day.

    1. Values of whole years after the base year count; those after the deadline only where nothing else is known.
    2. No such value: grey.
    3. With a schedule the rule of the indicator decides.
    4. Without one it can only be told whether the target has been reached, and whether its time is over.

    ``values`` are those of whole years, the oldest first.
    """
    goal = goal_of(demand, indicator)
    if goal is None:
        return Standing("grey", NOT_JUDGED, _last(values), simulated=_any_simulated(_last(values)))
    schedule = schedule_of(demand, indicator, values)
    after = [each for each in values if demand.base_year is None or each.period.year > demand.base_year]
    latest = _deciding(demand, after)
    reached = None if latest is None else goal.met_by(Fraction(_number(latest)))
    appraisal = appraise(measures, schedule, reached, demand.deadline, after, today)
    if latest is None:
        last = _last(values)
        return Standing("grey", _only_before(values), last, schedule, goal, appraisal, _any_simulated(last))
    light, reason = _light(measures, indicator, demand, goal, schedule, latest, values)
    base = _base(demand, values) if schedule is not None and not goal.cumulative else None
    return Standing(light, reason, latest, schedule, goal, appraisal, _any_simulated(latest, base))


def _light(
    measures: Measures,
    indicator: PackIndicator,
    demand: Demand,
    goal: Goal,
    schedule: Schedule | None,
    latest: Valued,
    values: Sequence[Valued],
) -> tuple[Light, Text]:
    value, time = Fraction(_number(latest)), end_of(latest.period)
    if schedule is not None and indicator.light is not None:
        verdict = judge(measures, indicator.light, schedule, value, time, change=_change(latest, values))
        return verdict.light, verdict.reason
    return _without_schedule(demand, goal, value, latest, ruled=indicator.light is not None)


def _any_simulated(*values: Valued | None) -> bool:
    return any(each is not None and each.simulated for each in values)


def _base(demand: Demand, values: Sequence[Valued]) -> Valued | None:
    return next((each for each in values if each.period.year == demand.base_year), None)


def worst_of(judged: Sequence[Judged]) -> Judged:
    """The one that decides where a target is judged by several: of the same light the one that is farthest behind."""
    return min(judged, key=lambda each: (_WORST_FIRST.index(each.standing.light), _lead(each.standing)))


def _lead(found: Standing) -> Fraction:
    """How far ahead of the target, in the direction that is better; where nothing is known there is nothing to tell."""
    if found.goal is None or found.latest is None or not isinstance(found.latest.value, Decimal):
        return Fraction(0)
    ahead = Fraction(found.latest.value) - found.goal.value
    return ahead if found.goal.direction == "up" else -ahead


def worst(standings: Sequence[Standing]) -> Standing:
    """The one that decides where a target is judged by several indicators: what is not known is no success."""
    return min(standings, key=lambda each: _WORST_FIRST.index(each.light))


def _deciding(demand: Demand, after: Sequence[Valued]) -> Valued | None:
    in_time = [each for each in after if demand.deadline is None or each.period.year <= demand.deadline]
    return _last(in_time or after)


def _last(values: Sequence[Valued]) -> Valued | None:
    return values[-1] if values else None


def _only_before(values: Sequence[Valued]) -> Text:
    if not values:
        return NO_VALUE
    year = values[-1].period.year
    return Text(f"只有{year}年及以前的数", f"there are only figures of {year} or before")


def _number(found: Valued) -> Decimal:
    if not isinstance(found.value, Decimal):
        raise TypeError(found.measure.code)
    return found.value


def _change(latest: Valued, values: Sequence[Valued]) -> Fraction | None:
    """Against the year before, in per cent."""
    before = next((_number(each) for each in values if each.period.year == latest.period.year - 1), None)
    return (Fraction(_number(latest)) / Fraction(before) - 1) * Fraction(HUNDRED) if before else None


def _without_schedule(
    demand: Demand, goal: Goal, value: Fraction, latest: Valued, *, ruled: bool
) -> tuple[Light, Text]:
    if goal.met_by(value):
        return "green", REACHED
    if demand.deadline is not None and latest.period.year >= demand.deadline:
        return "red", NOT_REACHED
    return "grey", NO_BASE if ruled else NO_RULE
