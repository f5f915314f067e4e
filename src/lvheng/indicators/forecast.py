"""What an indicator will be at the deadline: a path with an interval, and the chance of meeting the target.

The method follows from how many values there are and is always named. An estimate is no statistic: see
docs/decisions/0009.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from lvheng.errors import Text
from lvheng.formula import Period
from lvheng.indicators import forecast_methods as methods
from lvheng.indicators.forecast_methods import Estimate
from lvheng.indicators.forecast_results import (
    NAMES,
    OPEN,
    PERCENT,
    Aim,
    Band,
    Bounds,
    Forecast,
    ForecastPoint,
    Method,
)
from lvheng.indicators.forecast_scales import Chart, Drawing, Scale, chart_for, probability

__all__ = [
    "NAMES",
    "OPEN",
    "PERCENT",
    "Aim",
    "Band",
    "Bounds",
    "Forecast",
    "ForecastPoint",
    "Method",
    "Scale",
    "forecast",
]

DEADLINE_KNOWN = Text("期限已到，以实际数为准", "the deadline has come: the figure itself counts")
LEAST_POINTS = 3


@dataclass(frozen=True)
class _Case:
    """One series in the scale in which it is led on. ``steps`` are the places of the periods to come."""

    values: dict[int, float]
    steps: tuple[int, ...]
    season: int
    least: float


def forecast(
    points: Sequence[tuple[Period, Decimal]],
    until: Period,
    *,
    decimals: int,
    aim: Aim | None = None,
    bounds: Bounds = OPEN,
    scale: Scale = "plain",
    stock: bool = False,
) -> Forecast:
    """Lead a series on to the deadline ``until``. Periods are of one kind, not days; else ValueError.

    1. Fewer than two values, or none that goes before the deadline: no path, with the reason.
    2. Parts of a year (months, quarters): the value of the same part of the latest year; an interval after two years.
    3. Two years: on at their pace, without an interval. From three on at the mean pace, as far as it is steady, with
       an interval by Student's t.

    ``scale``: ``ratio`` leads the logarithm on (what falls in equal rates), ``fall`` that of what a cumulative fall in
    per cent has left over; where a value has no logarithm, the values themselves. A ``stock`` never shrinks.
    """
    known = dict(sorted(points))
    if any(period.kind != until.kind for period in known) or until.kind.per_year is None:
        raise ValueError("a forecast needs periods of one kind that a year is made of")
    if not known:
        return Forecast("none", Text("还没有数据", "there are no data yet"), 0)
    last = list(known.items())[-1]
    if last[0] >= until:
        return Forecast("known", DEADLINE_KNOWN, 0, last)
    chart = chart_for(scale, [*known.values(), *([aim.value] if aim else [])])
    case = _case(known, until, chart, decimals)
    method, estimates, reason = _led_on(case)
    if estimates is None:
        return Forecast(method, reason, 0, last)
    limits = Bounds(last[1], bounds.high) if stock else bounds
    drawn = Drawing(chart, decimals, limits)
    path = tuple(drawn.point(_period_at(until, place), each) for place, each in zip(case.steps, estimates, strict=True))
    chance = probability(estimates[-1], aim, drawn, last[1], stock=stock)
    return Forecast(method, reason, len(known), last, _rising(path) if stock else path, chance)


def _case(known: Mapping[Period, Decimal], until: Period, chart: Chart, decimals: int) -> _Case:
    values = {_place(period): chart.there(float(value)) for period, value in known.items()}
    steps = tuple(range(max(values) + 1, _place(until) + 1))
    least = chart.step_deviation(float(list(known.values())[-1]), decimals)
    return _Case(values, steps, until.kind.per_year or 1, least)


def _place(period: Period) -> int:
    return period.year * (period.kind.per_year or 1) + period.position - 1


def _period_at(like: Period, place: int) -> Period:
    found = like.back(_place(like) - place)
    if found is None:
        raise ValueError("before the calendar")
    return found


def _led_on(case: _Case) -> tuple[Method, list[Estimate] | None, Text]:
    count = len(case.values)
    if case.season > 1:
        return _by_season(case)
    if count < 2:
        return "none", None, Text("只有一期数据，不能预测", "one value alone cannot be led on")
    if count < LEAST_POINTS:
        reason = Text(
            "只有两期数据，按其变化推算，无法给出区间和达标概率",
            "two values only, led on at their pace; neither an interval nor a chance can be told",
        )
        return "last_pace", methods.last_pace(case.values, case.steps), reason
    return "pace", methods.pace(case.values, case.steps, case.least), _pace_reason(count)


def _pace_reason(count: int) -> Text:
    freedom = count - 2
    wide = ("，区间很宽", ", so the interval is very wide") if freedom == 1 else ("", "")
    return Text(
        f"{count}期数据，从最近一期起按平均变化外推；区间按自由度为{freedom}的t分布{wide[0]}",
        f"{count} values, led on from the last at their mean pace; the interval by Student's t, "
        f"degrees of freedom: {freedom}{wide[1]}",
    )


def _by_season(case: _Case) -> tuple[Method, list[Estimate] | None, Text]:
    found = methods.seasonal(case.values, case.steps, case.season, case.least, case.season)
    if found is None:
        reason = Text("不足一年的数据，看不出季节变化，不能预测", "less than a year of data: the seasons are not known")
        return "none", None, reason
    if found[-1].spread is None:
        reason = Text(
            "不足两年的数据，按上年同期推算，无法给出区间和达标概率",
            "less than two years of data: the year before, without an interval or a chance",
        )
    else:
        reason = Text(
            "按上年同期推算；区间由历年同期变化得出", "the year before; the interval from the changes between years"
        )
    return "same_season", found, reason


def _rising(path: tuple[ForecastPoint, ...]) -> tuple[ForecastPoint, ...]:
    """The same path without a step back."""
    highest, found = path[0].value, []
    for point in path:
        highest = max(highest, point.value)
        found.append(ForecastPoint(point.period, highest, point.band80, point.band95))
    return tuple(found)
