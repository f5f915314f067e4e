"""What the page of one indicator and that of one number show, gathered from the book and the plan."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any
from urllib.parse import urlencode

from django.utils import timezone

from lvheng.errors import Text
from lvheng.formula import Period
from lvheng.indicators import charting
from lvheng.indicators.book import Book
from lvheng.indicators.charting import Spec
from lvheng.indicators.computing import Computed, Valued, compute
from lvheng.indicators.consistency import Conflict, Inconsistency
from lvheng.indicators.explaining import Node, explain
from lvheng.indicators.forecast_results import Forecast
from lvheng.indicators.formula_words import Line, formula_layout
from lvheng.indicators.observations import VINTAGES
from lvheng.indicators.progress import MissingRow, Outlook, chance_of, completion_of, left_of, missing_row, outlook
from lvheng.indicators.queries import TargetLight, adopted_version, demand_of, lights_of
from lvheng.indicators.reporting import subject
from lvheng.indicators.shown import Naming, Number, naming, number_of, query_of, short_naming
from lvheng.indicators.side_by_side import Comparer, ShareTable, SideBySide, comparable, href_of
from lvheng.indicators.standings import Demand, Judged, Standing, goal_of, standing_of
from lvheng.indicators.wording import period_text
from lvheng.packs.measures import DataElement, PackIndicator, PackParameter, PublishedFigure
from lvheng.packs.model import DepartmentType

GOOD_DAYS = "air_good_days"


@dataclass(frozen=True)
class FigureRow:
    """A published figure in words."""

    figure: PublishedFigure
    area_name: str
    period_name: Text
    vintage: Text


@dataclass(frozen=True)
class FormulaRow:
    """A formula as written and laid out in words, with the days on which it is in force."""

    written: str
    words: Line
    begin: Any
    end: Any


@dataclass(frozen=True)
class Chosen:
    """The area that the trend is of, with its standing by the target (``standing`` is None without a target)."""

    area: str
    name: str
    values: list[Number]
    demand: Demand | None
    target: TargetLight | None
    standing: Standing | None
    outlook: Outlook
    left: Text | None
    completion: Text | None
    chart: Spec | None

    @property
    def ahead(self) -> Forecast | None:
        return self.outlook.ahead

    @property
    def chance(self) -> str:
        """The probability of meeting the target in per cent; empty where nothing tells it."""
        return chance_of(self.ahead)


@dataclass(frozen=True)
class Asked:
    """What a reader chose on the page of an indicator."""

    area: str = ""
    year: int | None = None
    before: int | None = None
    as_of: str = ""

    @property
    def query(self) -> str:
        """The same choice in another address."""
        given = {each.name: getattr(self, each.name) for each in fields(self)}
        return urlencode({name: value for name, value in given.items() if value})


@dataclass(frozen=True)
class IndicatorSheet:
    """Everything about one indicator."""

    indicator: PackIndicator
    formulas: list[FormulaRow]
    elements: list[tuple[DataElement, Text]]
    parameters: list[PackParameter]
    areas: list[tuple[str, str]]
    years: list[int]
    table: list[tuple[str, list[Number | None]]]
    figures: list[FigureRow]
    lights: list[TargetLight]
    chosen: Chosen
    side_by_side: SideBySide | None
    shares: list[ShareTable]
    inconsistencies: list[tuple[Text, Inconsistency]]
    conflicts: list[tuple[Text, Conflict]]
    asked: Asked
    query: str

    @property
    def unit(self) -> str:
        """The unit beside a number; empty for a plain number."""
        return "" if self.indicator.unit == "1" else self.indicator.unit

    @property
    def has_simulated(self) -> bool:
        """Whether any value of a whole year is."""
        return any(number is not None and number.simulated for _, row in self.table for number in row)

    @property
    def is_of_air(self) -> bool:
        """Whether it counts good days by the air quality index, of which there are two editions."""
        return any(element.code == GOOD_DAYS for element, _ in self.elements)

    @property
    def last_year(self) -> int:
        """The last year that has a value, else the year before this one."""
        return self.years[0] if self.years else timezone.localdate().year - 1


@dataclass(frozen=True)
class ExplanationSheet:
    """One number with its explanation."""

    found: Computed
    number: Number
    tree: Node
    missing: list[MissingRow]
    is_indicator: bool
    others: list[FigureRow]


def indicator_sheet(book: Book, code: str, asked: Asked, today: date) -> IndicatorSheet:
    """One indicator. Raises KeyError for a code that is none."""
    indicator, name_of = book.measures.indicators[code], naming()
    lights = lights_by_indicator(book)[code]
    chosen = _chosen(book, indicator, lights, asked.area, name_of, today)
    areas = [each for each in book.areas() if book.series(code, each)]
    years = sorted({each.period.year for area in areas for each in book.series(code, area)}, reverse=True)
    needed = {code, *(each.code for each in book.elements_of(code))}
    comparer = Comparer(
        book, indicator, book.area, _demand_of_whole(book, indicator, lights), today, name_of, short_naming()
    )
    side_by_side = comparer.of(asked.year, asked.before) if book.area else None
    return IndicatorSheet(
        indicator=indicator,
        formulas=_formulas(book, code),
        elements=[(each, _reporter(book, each)) for each in book.elements_of(code)],
        parameters=book.parameters_of(code),
        areas=[(each, name_of(each)) for each in areas],
        years=years,
        table=_table(book, code, areas, years, name_of),
        figures=[figure_row(each, name_of) for each in book.figures_of(code)],
        lights=lights,
        chosen=chosen,
        side_by_side=side_by_side,
        shares=comparer.shares(side_by_side.year) if side_by_side is not None else [],
        inconsistencies=[
            (subject(book.measures, each.figure), each) for each in book.inconsistencies if each.figure.measure == code
        ],
        conflicts=[
            (subject(book.measures, each.first), each) for each in book.conflicts if each.first.measure in needed
        ],
        asked=asked,
        query=query_of(book),
    )


def lights_by_indicator(book: Book) -> dict[str, list[TargetLight]]:
    """The targets of the plan by the indicators that judge them."""
    found: dict[str, list[TargetLight]] = defaultdict(list)
    version = adopted_version(book)
    for light in lights_of(version, book) if version else []:
        for indicator in light.judged_by:
            found[indicator.code].append(light)
    return found


def _demand_of_whole(book: Book, indicator: PackIndicator, lights: Sequence[TargetLight]) -> Demand | None:
    """What the plan asks of the areas: by the target of the whole or of several of them."""
    of_all = [each for each in lights if each.area == book.area or each.is_of_several]
    demands = (demand_of(each.target) for each in of_all)
    return next((demand for demand in demands if goal_of(demand, indicator) is not None), None)


def _chosen(
    book: Book,
    indicator: PackIndicator,
    lights: Sequence[TargetLight],
    asked: str,
    name_of: Naming,
    today: date,
) -> Chosen:
    target = next((each for each in lights if each.area == asked), None) if asked else None
    target = target or next((each for each in lights if each.area), None)
    area = asked if asked in book.areas() else target.area if target is not None else book.area
    demand = demand_of(target.target) if target is not None else None
    if target is not None and target.area != area and not comparable(indicator, demand):
        target, demand = None, None
    values = book.series(indicator.code, area)
    standing = standing_of(book.measures, indicator, demand, values, today) if demand is not None else None
    judged = Judged(area, indicator, standing) if standing is not None else None
    ahead = outlook(book, judged, demand) if judged is not None and demand is not None else Outlook(None, None)
    return Chosen(
        area=area,
        name=name_of(area) if area else "",
        values=[number_of(book, each, name_of) for each in values],
        demand=demand,
        target=target,
        standing=standing,
        outlook=ahead,
        left=left_of(judged) if judged is not None else None,
        completion=completion_of(judged) if judged is not None else None,
        chart=_trend(book, indicator, values, standing, demand, ahead.ahead, name_of),
    )


def _trend(
    book: Book,
    indicator: PackIndicator,
    values: Sequence[Valued],
    standing: Standing | None,
    demand: Demand | None,
    ahead: Forecast | None,
    name_of: Naming,
) -> Spec | None:
    """The picture of the values of whole years; None where there is none."""
    points = [
        charting.Point(each.period.year, each.value, href_of(number_of(book, each, name_of)), simulated=each.simulated)
        for each in values
        if isinstance(each.value, Decimal)
    ]
    if not points:
        return None
    goal: tuple[int, Fraction] | None = None
    path: list[tuple[int, Fraction]] = []
    if standing is not None and standing.goal is not None and demand is not None and demand.deadline is not None:
        goal = (demand.deadline, standing.goal.value)
        way = standing.schedule
        years = range(way.base_year, way.target_year + 1) if way is not None else ()
        path = [(year, way.expected(Fraction(year))) for year in years] if way is not None else []
    unit = "" if indicator.unit == "1" else indicator.unit
    return charting.trend(points, unit=unit, path=path, goal=goal, ahead=ahead)


def _formulas(book: Book, code: str) -> list[FormulaRow]:
    rows = zip(book.measures.indicators[code].formulas, book.measures.program.formulas[code], strict=True)
    return [
        FormulaRow(dated.formula, formula_layout(formula.tree, book.measures), dated.valid_from, dated.valid_until)
        for dated, formula in rows
    ]


def _reporter(book: Book, element: DataElement) -> Text:
    kind = next(each for each in book.pack.of(DepartmentType) if each.code == element.reporter)
    return Text(kind.short_name, kind.name_en)


def _table(
    book: Book, code: str, areas: Sequence[str], years: Sequence[int], name_of: Naming
) -> list[tuple[str, list[Number | None]]]:
    """A row for each area with a cell for each year."""
    rows = []
    for area in areas:
        known = {each.period.year: number_of(book, each, name_of) for each in book.series(code, area)}
        rows.append((name_of(area), [known.get(year) for year in years]))
    return rows


def figure_row(figure: PublishedFigure, name_of: Naming) -> FigureRow:
    """A published figure in words."""
    name = period_text(Period.parse(figure.period))
    return FigureRow(figure, name_of(figure.area), name, VINTAGES[figure.vintage])


def explanation_sheet(book: Book, code: str, area: str, period: Period) -> ExplanationSheet:
    """One number with how it came about, and what else was published of the same: to date, as a target."""
    found, name_of = compute(book.inputs, code, area, period), naming()
    others = [
        figure_row(each, name_of)
        for each in book.figures_of(code)
        if (each.area, each.period) == (area, period.code) and (each.to_date or each.kind == "target")
    ]
    return ExplanationSheet(
        found=found,
        number=number_of(book, found, name_of),
        tree=explain(book.inputs, found),
        missing=[missing_row(book, part, name_of) for part in found.missing],
        is_indicator=code in book.measures.indicators,
        others=others,
    )
