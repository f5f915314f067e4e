"""What one area's page shows of indicators: every one that the plan needs, with light, rank and what is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from lvheng.indicators.book import Book
from lvheng.indicators.overview import LIGHT_ORDER, MAX_MISSING
from lvheng.indicators.progress import MissingRow, missing_of, wanted_year
from lvheng.indicators.queries import TargetLight, demand_of
from lvheng.indicators.sheets import lights_by_indicator
from lvheng.indicators.shown import Naming, Number, naming, number_of, query_of
from lvheng.indicators.side_by_side import comparable
from lvheng.indicators.standings import Demand, Standing, standing_of
from lvheng.packs.measures import Light, PackIndicator


@dataclass(frozen=True)
class AreaRow:
    """An indicator of the area. ``is_own``: the plan sets the target for this very area, not for the whole.

    ``place`` of ``of`` areas side by side that have a value of the same year; None for an area without such.
    """

    indicator: PackIndicator
    number: Number | None
    standing: Standing | None
    target: TargetLight | None
    is_own: bool
    place: int | None
    of: int
    missing: list[MissingRow]


@dataclass(frozen=True)
class AreaIndicators:
    """All indicators that the plan needs, those with a value first as the plan has them."""

    area: str
    rows: list[AreaRow]
    query: str

    @property
    def known(self) -> list[AreaRow]:
        return [row for row in self.rows if row.number is not None]

    @property
    def unknown(self) -> list[AreaRow]:
        return [row for row in self.rows if row.number is None]

    @property
    def counts(self) -> list[tuple[Light, int]]:
        """How many lights of each colour, the worst first."""
        found = Counter(row.standing.light for row in self.rows if row.standing is not None)
        return [(light, found[light]) for light in LIGHT_ORDER if found[light]]


@dataclass(frozen=True)
class Tally:
    """Of how many targets an area can be judged, and how many of them are green; ``simulated`` if any light is."""

    green: int
    judged: int
    simulated: bool


def area_indicators(book: Book, area: str, today: date) -> AreaIndicators:
    """The part of an area's page."""
    lights, name_of = lights_by_indicator(book), naming()
    codes = list(dict.fromkeys(binding.code for binding in book.needed()))
    rows = [_row(book, code, area, lights[code], today, name_of) for code in codes]
    return AreaIndicators(area, rows, query_of(book))


def tallies(book: Book, today: date) -> dict[str, Tally]:
    """For each area below the own one how it stands; areas of which nothing is known are left out."""
    lights = lights_by_indicator(book)
    found = {}
    for area in book.inputs.below(book.area):
        standings = [_standing(book, code, area, of, today)[0] for code, of in lights.items()]
        judged = [each for each in standings if each is not None and each.light != "grey"]
        if judged:
            green = sum(each.light == "green" for each in judged)
            found[area] = Tally(green, len(judged), any(each.simulated for each in judged))
    return found


def _row(book: Book, code: str, area: str, lights: Sequence[TargetLight], today: date, name_of: Naming) -> AreaRow:
    indicator, values = book.measures.indicators[code], book.series(code, area)
    standing, target, is_own = _standing(book, code, area, lights, today)
    latest = standing.latest if standing is not None and standing.latest is not None else None
    latest = latest or (values[-1] if values else None)
    number = number_of(book, latest, name_of) if latest is not None else None
    place, of = _place(book, indicator, area, latest.period.year) if latest is not None else (None, 0)
    missing: list[MissingRow] = []
    if number is None:
        year = wanted_year(demand_of(target.target), today) if target is not None else today.year - 1
        missing = missing_of(book, code, area, year, name_of)[:MAX_MISSING]
    return AreaRow(indicator, number, standing, target, is_own, place, of, missing)


def _standing(
    book: Book, code: str, area: str, lights: Sequence[TargetLight], today: date
) -> tuple[Standing | None, TargetLight | None, bool]:
    """By the target of the area itself, else by that of the whole where an area can be held against it."""
    for light in lights:
        own = (part for part in light.parts if part.area == area and part.indicator.code == code)
        part = next(own, None)
        if part is not None:
            return part.standing, light, light.is_of_several or area != book.area
    indicator = book.measures.indicators[code]
    of_whole = next((light for light in lights if light.area == book.area), None)
    demand: Demand | None = demand_of(of_whole.target) if of_whole is not None else None
    if of_whole is None or demand is None or not comparable(indicator, demand):
        return None, None, False
    return standing_of(book.measures, indicator, demand, book.series(code, area), today), of_whole, False


def _place(book: Book, indicator: PackIndicator, area: str, year: int) -> tuple[int | None, int]:
    """The place among the areas below the own one by the values of a year, the best first."""
    siblings = book.inputs.below(book.area)
    if area not in siblings:
        return None, 0
    values = {
        each: value.value
        for each in siblings
        for value in book.series(indicator.code, each)
        if value.period.year == year
    }
    ordered = sorted(values.values(), reverse=indicator.direction == "up")  # type: ignore[type-var]
    return ordered.index(values[area]) + 1, len(ordered)
