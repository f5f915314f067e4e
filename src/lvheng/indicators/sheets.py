"""What the pages of this room show, gathered from the book and the plan."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from lvheng.errors import Text
from lvheng.formula import Period
from lvheng.indicators.book import Book
from lvheng.indicators.computing import Computed, Valued, compute
from lvheng.indicators.consistency import Conflict, Inconsistency
from lvheng.indicators.drawing import Picture, draw
from lvheng.indicators.explaining import Node, explain
from lvheng.indicators.observations import VINTAGES
from lvheng.indicators.queries import TargetLight, demand_of, lights_of
from lvheng.indicators.reporting import reason_of, reporter, subject
from lvheng.indicators.shown import Number, naming, number_of
from lvheng.indicators.standings import goal_of
from lvheng.indicators.wording import formula_text, period_text
from lvheng.packs.measures import DataElement, PackIndicator, PackParameter, PublishedFigure
from lvheng.packs.model import DepartmentType
from lvheng.plan import queries as plan_queries
from lvheng.plan import table_queries


@dataclass(frozen=True)
class Row:
    """An indicator in the overview; ``lights`` are those of the targets that it judges."""

    indicator: PackIndicator
    number: Number | None
    lights: list[TargetLight]


@dataclass(frozen=True)
class Group:
    """The indicators that an article needs; ``provision`` is None while the plan is not adopted."""

    article: str
    provision: Any
    rows: list[Row]


@dataclass(frozen=True)
class FigureRow:
    """A published figure in words."""

    figure: PublishedFigure
    area_name: str
    period_name: Text
    vintage: Text


@dataclass(frozen=True)
class FormulaRow:
    """A formula as written and in words, with the days on which it is in force."""

    written: str
    words: Text
    begin: Any
    end: Any


@dataclass(frozen=True)
class IndicatorSheet:
    """Everything about one indicator."""

    indicator: PackIndicator
    formulas: list[FormulaRow]
    elements: list[tuple[DataElement, Text]]
    parameters: list[PackParameter]
    areas: list[str]
    years: list[tuple[int, list[Number | None]]]
    figures: list[FigureRow]
    lights: list[TargetLight]
    picture: Picture | None
    picture_of: str
    inconsistencies: list[tuple[Text, Inconsistency]]
    conflicts: list[tuple[Text, Conflict]]


@dataclass(frozen=True)
class MissingRow:
    """Something that is missing, and who reports it."""

    title: Text
    area_name: str
    period_name: Text
    reason: Text
    reporter: Text | None


@dataclass(frozen=True)
class ExplanationSheet:
    """One number with its explanation."""

    found: Computed
    number: Number
    tree: Node
    missing: list[MissingRow]
    is_indicator: bool


def adopted_version(book: Book) -> Any:
    """The version in force of the pack's own plan; None while it is not adopted."""
    own = [plan.code for plan in book.pack.plans if plan.role == "own"]
    adopted = next((plan for plan in plan_queries.adopted_plans() if plan.code in own), None)
    return plan_queries.current_version(adopted.code) if adopted else None


def overview(book: Book) -> list[Group]:
    """The indicators that the plan needs, article by article, each once where it is needed first."""
    version = adopted_version(book)
    lights = _lights_by_indicator(version)
    provisions = {each.reference: each for each in table_queries.provisions(version)} if version else {}
    rows: dict[str, list[Row]] = defaultdict(list)
    seen: set[str] = set()
    for binding in book.needed():
        if binding.code not in seen:
            seen.add(binding.code)
            rows[binding.article].append(_row(book, binding.code, lights[binding.code]))
    groups = [Group(article, provisions.get(article), found) for article, found in rows.items()]
    return sorted(groups, key=lambda group: group.provision.order if group.provision else 0)


def _lights_by_indicator(version: Any) -> dict[str, list[TargetLight]]:
    found: dict[str, list[TargetLight]] = defaultdict(list)
    for light in lights_of(version) if version else []:
        for indicator in light.judged_by:
            found[indicator.code].append(light)
    return found


def _row(book: Book, code: str, lights: list[TargetLight]) -> Row:
    area = next((light.area for light in lights if light.area), book.area)
    found = latest(book, code, area)
    return Row(book.measures.indicators[code], number_of(book, found, naming()) if found else None, lights)


def latest(book: Book, code: str, area: str) -> Valued | None:
    """The value of the last whole year that has one, else of the last period of which one was published."""
    values = book.series(code, area)
    if values:
        return values[-1]
    figures = (
        each for each in book.figures_of(code) if (each.area, each.kind, each.to_date) == (area, "actual", False)
    )
    first = next(figures, None)
    return compute(book.inputs, code, area, first.period) if first else None


def indicator_sheet(book: Book, code: str) -> IndicatorSheet:
    """One indicator. Raises KeyError for a code that is none."""
    indicator = book.measures.indicators[code]
    lights = _lights_by_indicator(adopted_version(book))[code]
    area = next((light.area for light in lights if light.area), book.area)
    areas = [each for each in book.areas() if book.series(code, each)]
    needed = {code, *(each.code for each in book.elements_of(code))}
    return IndicatorSheet(
        indicator=indicator,
        formulas=_formulas(book, code),
        elements=[(each, _reporter(book, each)) for each in book.elements_of(code)],
        parameters=book.parameters_of(code),
        areas=[naming()(each) for each in areas],
        years=_years(book, code, areas),
        figures=[_figure_row(each) for each in book.figures_of(code)],
        lights=lights,
        picture=_picture(indicator, book.series(code, area), lights),
        picture_of=naming()(area) if area else "",
        inconsistencies=[
            (subject(book.measures, each.figure), each) for each in book.inconsistencies if each.figure.measure == code
        ],
        conflicts=[
            (subject(book.measures, each.first), each) for each in book.conflicts if each.first.measure in needed
        ],
    )


def _formulas(book: Book, code: str) -> list[FormulaRow]:
    rows = zip(book.measures.indicators[code].formulas, book.measures.program.formulas[code], strict=True)
    return [
        FormulaRow(dated.formula, formula_text(formula.tree, book.measures), dated.valid_from, dated.valid_until)
        for dated, formula in rows
    ]


def _reporter(book: Book, element: DataElement) -> Text:
    kind = next(each for each in book.pack.of(DepartmentType) if each.code == element.reporter)
    return Text(kind.short_name, kind.name_en)


def _years(book: Book, code: str, areas: Sequence[str]) -> list[tuple[int, list[Number | None]]]:
    """The latest year first; one cell for each area."""
    cells = {
        (each.period.year, area): number_of(book, each, naming()) for area in areas for each in book.series(code, area)
    }
    years = sorted({year for year, _ in cells}, reverse=True)
    return [(year, [cells.get((year, area)) for area in areas]) for year in years]


def _figure_row(figure: PublishedFigure) -> FigureRow:
    name = period_text(Period.parse(figure.period))
    return FigureRow(figure, naming()(figure.area), name, VINTAGES[figure.vintage])


def _picture(indicator: PackIndicator, values: Sequence[Valued], lights: Sequence[TargetLight]) -> Picture | None:
    """The values of the area that the target is of, with the target; None where there is nothing to draw."""
    points = [(each.period.year, each.value) for each in values if isinstance(each.value, Decimal)]
    light = next((each for each in lights if each.area), None)
    goal: tuple[int, Fraction] | None = None
    if light is not None:
        demand = demand_of(light.target)
        wanted = goal_of(demand, indicator)
        goal = (demand.deadline, wanted.value) if wanted is not None and demand.deadline is not None else None
    if not points:
        return None
    return draw(points, goal, light.standing.schedule if light is not None else None)


def explanation_sheet(book: Book, code: str, area: str, period: Period) -> ExplanationSheet:
    """One number with how it came about."""
    found = compute(book.inputs, code, area, period)
    missing = [
        MissingRow(
            book.measures.title(part.code) if part.code else Text(part.text, part.text),
            naming()(part.unit),
            period_text(part.period),
            reason_of(part),
            reporter(book.pack, book.measures, part),
        )
        for part in found.missing
    ]
    is_indicator = code in book.measures.indicators
    return ExplanationSheet(found, number_of(book, found, naming()), explain(book.inputs, found), missing, is_indicator)
