"""The areas of one indicator side by side: rank, map, two years, and what each would have to deliver."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.urls import reverse

from lvheng.areas import queries as area_queries
from lvheng.errors import Text
from lvheng.formula import syntax
from lvheng.indicators import charting
from lvheng.indicators.book import Book
from lvheng.indicators.charting import Bar, Pair, Spec
from lvheng.indicators.computing import Valued, compute
from lvheng.indicators.progress import missing_of
from lvheng.indicators.shares import Part, Shares, equal_level, equal_percentage, proportional_gap
from lvheng.indicators.shown import Naming, Number, number_of
from lvheng.indicators.standings import Demand, goal_of, standing_of
from lvheng.indicators.wording import quantity_text
from lvheng.packs.measures import Light, PackIndicator

SHADES = 4


@dataclass(frozen=True)
class AreaRow:
    """An area in a year; ``place`` counts from the best, None where there is no value, which ``missing`` explains."""

    area: str
    name: str
    short: str
    place: int | None
    number: Number | None
    light: Light | None
    change: Text | None
    missing: list[Any]
    shade: int


@dataclass(frozen=True)
class Outline:
    """An area on the map."""

    row: AreaRow
    path: str
    label_x: int
    label_y: int


@dataclass(frozen=True)
class Shade:
    """A class of the map's legend: its number from 1, the least and the greatest value in it."""

    number: int
    low: str
    high: str


@dataclass(frozen=True)
class SideBySide:
    """The areas below one in a year, the best first; those without a value at the end. ``years`` can be asked for."""

    year: int
    before: int
    years: list[int]
    rows: list[AreaRow]
    total: Number | None
    outlines: list[Outline]
    view_box: str
    map_source: str
    shades: list[Shade]
    pairs: list[PairRow]

    @property
    def silent(self) -> int:
        """How many areas have no value."""
        return sum(row.number is None for row in self.rows)


@dataclass(frozen=True)
class PairRow:
    """An area in two years."""

    name: str
    short: str
    earlier: Number | None
    later: Number | None
    change: Text | None


@dataclass(frozen=True)
class ShareRow:
    """What an area would have to deliver."""

    name: str
    now: Text
    level: Text
    additional: Text


@dataclass(frozen=True)
class ShareTable:
    """The shares of all areas by one rule; ``what`` is to be added, or saved where it ``falls``.

    ``missing`` areas have not reported.
    """

    name: Text
    what: Text
    falls: bool
    rows: list[ShareRow]
    now: Text
    target: Text
    total: Text
    missing: list[str]


def comparable(indicator: PackIndicator, demand: Demand | None) -> bool:
    """Whether an area can be held against the target of the whole: a share or a fall can, a total cannot."""
    if demand is None or goal_of(demand, indicator) is None:
        return False
    return indicator.unit == "%" or demand.comparator == "reach_zero"


@dataclass(frozen=True)
class Comparer:
    """Gathers the areas below ``whole``; ``demand`` is that of the whole, where there is one."""

    book: Book
    indicator: PackIndicator
    whole: str
    demand: Demand | None
    today: date
    name_of: Naming
    short_of: Naming

    def of(self, asked: int | None, before: int | None) -> SideBySide | None:
        """The year asked for, else the last that has values; None where no area below has any."""
        below = self.book.inputs.below(self.whole)
        code = self.indicator.code
        series = {area: {each.period.year: each for each in self.book.series(code, area)} for area in below}
        years = sorted({year for values in series.values() for year in values}, reverse=True)
        if not years:
            return None
        year = asked if asked in years else self._fullest(years, series)
        earlier = before if before is not None and before != year else year - 1
        rows = self._rows(series, year)
        total = next(
            (each for each in self.book.series(self.indicator.code, self.whole) if each.period.year == year), None
        )
        outlines, view_box, source = self._map(rows)
        return SideBySide(
            year=year,
            before=earlier,
            years=years,
            rows=rows,
            total=number_of(self.book, total, self.name_of) if total else None,
            outlines=outlines,
            view_box=view_box,
            map_source=source,
            shades=_legend(rows),
            pairs=[self._pair(row, series[row.area], earlier) for row in rows],
        )

    @staticmethod
    def _fullest(years: Sequence[int], series: Mapping[str, Mapping[int, Valued]]) -> int:
        """The last year of those that the most areas have."""
        return max(years, key=lambda year: (sum(year in values for values in series.values()), year))

    def _rows(self, series: Mapping[str, Mapping[int, Valued]], year: int) -> list[AreaRow]:
        best_first = sorted(
            ((_value(values[year]), area) for area, values in series.items() if year in values),
            reverse=self.indicator.direction == "up",
        )
        values = [value for value, _ in best_first]
        shades = shades_of(values)
        rows = [
            self._row(area, series[area], year, values.index(value) + 1, shades[value]) for value, area in best_first
        ]
        return rows + [self._silent(area, year) for area in series if year not in series[area]]

    def _row(self, area: str, values: Mapping[int, Valued], year: int, place: int, shade: int) -> AreaRow:
        number = number_of(self.book, values[year], self.name_of)
        light, change = self._light(area, year), self._change(values, year)
        return AreaRow(area, number.area_name, self.short_of(area), place, number, light, change, [], shade)

    def _silent(self, area: str, year: int) -> AreaRow:
        missing = missing_of(self.book, self.indicator.code, area, year, self.name_of)
        light: Light | None = "grey" if self._judges else None
        return AreaRow(area, self.name_of(area), self.short_of(area), None, None, light, None, missing, 0)

    @property
    def _judges(self) -> bool:
        return comparable(self.indicator, self.demand)

    def _light(self, area: str, year: int) -> Light | None:
        if self.demand is None or not self._judges:
            return None
        values = [each for each in self.book.series(self.indicator.code, area) if each.period.year <= year]
        return standing_of(self.book.measures, self.indicator, self.demand, values, self.today).light

    def _change(self, values: Mapping[int, Valued], year: int, before: int | None = None) -> Text | None:
        earlier = values.get(before or year - 1)
        if earlier is None or year not in values:
            return None
        change = _value(values[year]) - _value(earlier)
        sign = "+" if change > 0 else "−" if change < 0 else "±"
        amount = quantity_text(abs(Fraction(change)), self.indicator.decimals, "")
        return Text(f"{sign}{amount.zh}", f"{sign}{amount.en}")

    def _pair(self, row: AreaRow, values: Mapping[int, Valued], before: int) -> PairRow:
        earlier = number_of(self.book, values[before], self.name_of) if before in values else None
        year = int(row.number.period) if row.number else 0
        return PairRow(row.name, row.short, earlier, row.number, self._change(values, year, before))

    def _map(self, rows: Sequence[AreaRow]) -> tuple[list[Outline], str, str]:
        area = area_queries.areas().filter(code=self.whole).first()
        drawing = area_queries.map_of(area) if area is not None else None
        if area is None or drawing is None:
            return [], "", ""
        by_area = {row.area: row for row in rows}
        outlines = [
            Outline(by_area[each.code], each.path, each.label_x, each.label_y)
            for each in drawing.outlines
            if each.code in by_area
        ]
        return outlines, drawing.view_box, area.boundary_source

    def shares(self, year: int) -> list[ShareTable]:
        """What each area would have to add so that the whole reaches the target; empty where that cannot be told."""
        goal = goal_of(self.demand, self.indicator) if self.demand is not None else None
        if goal is None:
            return []
        if goal.cumulative:
            return self._shares_of_fall(goal.value, year)
        ratio = ratio_of(self.book, self.indicator)
        if ratio is None or self.indicator.unit != "%":
            return []
        parts = [self._part(area, ratio, year) for area in self.book.inputs.below(self.whole)]
        decimals = self.book.measures.program.variables[ratio[0]].decimals
        rules = (equal_level, proportional_gap)
        found = [rule(parts, goal.value, decimals=decimals, direction=goal.direction) for rule in rules]
        down = goal.direction == "down"
        return [
            self._share_table(each, ratio[0], self.indicator, falls=down)
            for each in found
            if each is not None and each.total
        ]

    def _shares_of_fall(self, fall: Fraction, year: int) -> list[ShareTable]:
        """The same percentage for each area, so that the intensity of the whole comes down by ``fall`` per cent."""
        found = intensity_of(self.book, self.indicator)
        if found is None:
            return []
        intensity, ratio, base_year = found
        base = compute(self.book.inputs, intensity.code, self.whole, str(base_year)).value
        if not isinstance(base, Decimal):
            return []
        parts = [self._part(area, ratio, year) for area in self.book.inputs.below(self.whole)]
        decimals = self.book.measures.program.variables[ratio[0]].decimals
        shares = equal_percentage(parts, Fraction(base) * (1 - fall / 100), decimals=decimals)
        if shares is None or not shares.total:
            return []
        return [self._share_table(shares, ratio[0], intensity, falls=True)]

    def _share_table(self, found: Shares, what: str, indicator: PackIndicator, *, falls: bool) -> ShareTable:
        measure = self.book.measures.measure(what)
        unit, decimals = (measure.unit, measure.decimals) if measure is not None else ("", 0)

        def share(value: Fraction) -> Text:
            return quantity_text(value, indicator.decimals, indicator.unit)

        def amount(value: Decimal) -> Text:
            return quantity_text(Fraction(value), decimals, unit)

        rows = [
            ShareRow(self.name_of(each.area), share(each.now), share(each.level), amount(each.additional))
            for each in found.rows
        ]
        missing = [self.name_of(area) for area in found.missing]
        title = self.book.measures.title(what)
        return ShareTable(
            found.name, title, falls, rows, share(found.now), share(found.target), amount(found.total), missing
        )

    def _part(self, area: str, ratio: tuple[str, str], year: int) -> Part:
        top, bottom = (compute(self.book.inputs, code, area, str(year)).value for code in ratio)
        return Part(area, top if isinstance(top, Decimal) else None, bottom if isinstance(bottom, Decimal) else None)


def ratio_of(book: Book, indicator: PackIndicator) -> tuple[str, str] | None:
    """The codes of numerator and denominator of a formula ``a / b * 100``; None for any other."""
    match book.measures.program.formulas[indicator.code][-1].tree:
        case syntax.Binary(operator="*", left=syntax.Binary(operator="/", left=top, right=bottom)):
            if isinstance(top, syntax.Name) and isinstance(bottom, syntax.Name):
                return top.code, bottom.code
    return None


def intensity_of(book: Book, indicator: PackIndicator) -> tuple[PackIndicator, tuple[str, str], int] | None:
    """What falls by ``(1 - x / base(x, year)) * 100``, where ``x`` is ``a / b``: x, the codes a and b, the year."""
    match book.measures.program.formulas[indicator.code][-1].tree:
        case syntax.Binary(
            operator="*",
            left=syntax.Binary(
                operator="-",
                right=syntax.Binary(
                    operator="/",
                    left=syntax.Name(code=code),
                    right=syntax.Call(function="base", arguments=(syntax.Name(code=same), syntax.Number(value=year))),
                ),
            ),
        ) if code == same and code in book.measures.indicators:
            match book.measures.program.formulas[code][-1].tree:
                case syntax.Binary(operator="/", left=syntax.Name(code=top), right=syntax.Name(code=bottom)):
                    return book.measures.indicators[code], (top, bottom), int(year)
    return None


def ranking_chart(found: SideBySide, indicator: PackIndicator, demand: Demand | None) -> Spec:
    """The areas that have a value, the best first."""
    bars = [
        Bar(row.short, Decimal(row.number.value), href_of(row.number), row.light, row.number.simulated)
        for row in found.rows
        if row.number is not None
    ]
    return charting.ranking(bars, unit=_unit(indicator), goal=_goal(indicator, demand))


def comparison_chart(found: SideBySide, indicator: PackIndicator, demand: Demand | None) -> Spec:
    """The areas in the two years; those without a value in both stay empty."""
    pairs = [
        Pair(row.short, _decimal(row.earlier), _decimal(row.later), href_of(row.later) if row.later else "")
        for row in found.pairs
    ]
    return charting.comparison(
        pairs, years=(found.before, found.year), unit=_unit(indicator), goal=_goal(indicator, demand)
    )


def href_of(number: Number) -> str:
    """The address of a number's explanation."""
    address = reverse("indicators:explanation", args=[number.code, number.area, number.period])
    return f"{address}{number.query}"


def _goal(indicator: PackIndicator, demand: Demand | None) -> Fraction | None:
    goal = goal_of(demand, indicator) if demand is not None and comparable(indicator, demand) else None
    return goal.value if goal is not None else None


def _unit(indicator: PackIndicator) -> str:
    return "" if indicator.unit == "1" else indicator.unit


def _decimal(number: Number | None) -> Decimal | None:
    return Decimal(number.value) if number is not None else None


def _value(found: Valued) -> Decimal:
    if not isinstance(found.value, Decimal):
        raise TypeError(found.measure.code)
    return found.value


def shades_of(values: Sequence[Decimal]) -> dict[Decimal, int]:
    """A class from 1 to 4 for each value, by equal parts of the way from the least to the greatest."""
    if not values:
        return {}
    low, high = min(values), max(values)
    if low == high:
        return {low: SHADES}
    return {value: min(int((value - low) * SHADES / (high - low)), SHADES - 1) + 1 for value in values}


def _legend(rows: Sequence[AreaRow]) -> list[Shade]:
    found: dict[int, list[Decimal]] = {}
    for row in rows:
        if row.number is not None:
            found.setdefault(row.shade, []).append(Decimal(row.number.value))
    return [Shade(number, f"{min(values):f}", f"{max(values):f}") for number, values in sorted(found.items())]
