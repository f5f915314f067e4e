"""The charts of documents: the specifications of the indicators' pages, without the links that paper has no use for."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from lvheng.indicators import charting
from lvheng.indicators.book import Book
from lvheng.indicators.charting import Spec
from lvheng.indicators.computing import Valued
from lvheng.indicators.progress import outlook
from lvheng.indicators.queries import TargetLight, demand_of
from lvheng.indicators.shown import Naming
from lvheng.indicators.standings import Judged
from lvheng.packs.measures import PackIndicator


def trend_chart(book: Book, indicator: PackIndicator, found: TargetLight) -> Spec | None:
    """The values of whole years with the way to the target and the forecast; None with fewer than two values."""
    values = book.series(indicator.code, found.area)
    points = [
        charting.Point(each.period.year, each.value, simulated=each.simulated)
        for each in values
        if isinstance(each.value, Decimal)
    ]
    if len(points) < 2:
        return None
    demand, standing = demand_of(found.target), found.standing
    goal = None
    if standing.goal is not None and demand.deadline is not None:
        goal = (demand.deadline, standing.goal.value)
    way = standing.schedule
    years = range(way.base_year, way.target_year + 1) if way is not None else ()
    path = [(year, way.expected(Fraction(year))) for year in years] if way is not None else []
    ahead = outlook(book, Judged(found.area, indicator, standing), demand).ahead
    return charting.trend(points, unit=_unit(indicator), path=path, goal=goal, ahead=ahead)


def latest_side_by_side(book: Book, indicator: PackIndicator) -> tuple[int, list[Valued]]:
    """The areas below in the latest year that most of them know, the best first."""
    below = {area: book.series(indicator.code, area) for area in book.inputs.below(book.area)}
    years = [each.period.year for values in below.values() for each in values]
    if not years:
        return 0, []
    year = max(set(years), key=lambda each: (years.count(each), each))
    rows = [each for values in below.values() for each in values if each.period.year == year]
    known = [each for each in rows if isinstance(each.value, Decimal)]
    return year, sorted(known, key=_number, reverse=indicator.direction == "up")


def _number(found: Valued) -> Decimal:
    return found.value if isinstance(found.value, Decimal) else Decimal(0)


def ranking_chart(indicator: PackIndicator, values: Sequence[Valued], goal: Fraction | None, name_of: Naming) -> Spec:
    """Areas one below the other, with the target as a line."""
    bars = [charting.Bar(name_of(each.area), _number(each), simulated=each.simulated) for each in values]
    return charting.ranking(bars, unit=_unit(indicator), goal=goal)


def _unit(indicator: PackIndicator) -> str:
    return "" if indicator.unit == "1" else indicator.unit
