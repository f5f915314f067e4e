"""The forecast of what a plan demands: which scale, bounds and deadline follow from the indicator and the demand."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Protocol

from lvheng.formula import Period, PeriodKind, Rounding
from lvheng.formula.rounding import round_to, to_decimal
from lvheng.indicators.forecast import OPEN, PERCENT, Aim, Bounds, Forecast, Scale, forecast
from lvheng.indicators.standings import Demand, Goal, goal_of
from lvheng.packs.measures import PackIndicator

# Finer than any target that people write.
AIM_DECIMALS = 12
_NOT_NEGATIVE = Bounds(Decimal(0))


class Known(Protocol):
    """A value of a period, as it was computed or kept."""

    @property
    def period(self) -> Period: ...

    @property
    def value(self) -> Decimal | bool | str | None: ...


def forecast_target(indicator: PackIndicator, demand: Demand, values: Sequence[Known]) -> Forecast | None:
    """The yearly ``values`` led on to the year of the deadline; None where the demand is no number or has no year.

    1. A cumulative fall begins with zero in the base year, in equal rates.
    2. What falls and is no percentage falls in equal rates too; everything else moves in equal steps.
    3. A share stays between 0 and 100 %; what was never negative stays so; a stock does not shrink.
    """
    goal = goal_of(demand, indicator)
    if goal is None or demand.deadline is None:
        return None
    until = Period.of_year(PeriodKind.YEAR, demand.deadline, 1)
    points = _points(goal, demand, values)
    if until is None:
        return None
    aim = Aim(to_decimal(round_to(goal.value, AIM_DECIMALS, Rounding.HALF_EVEN), AIM_DECIMALS), goal.direction)
    return forecast(
        points,
        until,
        decimals=indicator.decimals,
        aim=aim,
        bounds=_bounds(indicator, goal, points),
        scale=_scale(indicator, goal),
        stock=indicator.accumulates,
    )


def _points(goal: Goal, demand: Demand, values: Sequence[Known]) -> list[tuple[Period, Decimal]]:
    known = {each.period: each.value for each in values if isinstance(each.value, Decimal)}
    if goal.cumulative and demand.base_year is not None:
        known = {period: value for period, value in known.items() if period.year > demand.base_year}
        base = Period.of_year(PeriodKind.YEAR, demand.base_year, 1)
        if base is not None and known:
            known[base] = Decimal(0)
    return sorted(known.items())


def _scale(indicator: PackIndicator, goal: Goal) -> Scale:
    if goal.cumulative:
        return "fall"
    return "ratio" if goal.direction == "down" and indicator.unit != "%" else "plain"


def _bounds(indicator: PackIndicator, goal: Goal, points: Sequence[tuple[Period, Decimal]]) -> Bounds:
    values = [value for _, value in points]
    if goal.cumulative or min(values, default=Decimal(0)) < 0:
        return OPEN
    share = indicator.unit == "%" and max(values, default=Decimal(0)) <= 100 and goal.value <= 100
    return PERCENT if share else _NOT_NEGATIVE
