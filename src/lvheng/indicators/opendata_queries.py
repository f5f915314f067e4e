"""What is public of the indicators, as rows of open data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from lvheng.areas import queries as area_queries
from lvheng.errors import InputProblem, Problem, Problems, Text
from lvheng.indicators import snapshots
from lvheng.indicators.book import Book
from lvheng.indicators.opendata import OpenValue, Selection, open_value
from lvheng.indicators.sdmx import Lists
from lvheng.indicators.wording import area_name
from lvheng.packs.mistakes import what_is_valid

FIRST_YEAR, LAST_YEAR = 1950, 2100


def public_values(selection: Selection) -> list[OpenValue]:
    """The public yearly numbers of a selection, by indicator, area and period."""
    return [value for value in _all_values(snapshots.book(), selection) if selection.takes(value)]


def selection(
    indicators: Iterable[str] = (),
    areas: Iterable[str] = (),
    since: int | None = None,
    until: int | None = None,
) -> Selection:
    """A selection of codes and years. Raises Problems with everything in it that does not exist."""
    wanted, places = frozenset(indicators), frozenset(areas)
    problems = [*_unknown(wanted, places), *_wrong_years(since, until)]
    if problems:
        raise Problems(problems)
    first = date(since, 1, 1) if since is not None else None
    last = date(until, 12, 31) if until is not None else None
    return Selection(wanted, places, first, last)


def lists() -> Lists:
    """The names of all indicators and areas that have numbers, in both languages."""
    book = snapshots.book()
    indicators = {item.code: Text(item.name, item.name_en) for item in book.measures.indicators.values()}
    return Lists(indicators, area_names())


def area_names() -> Mapping[str, Text]:
    """The areas that may have numbers, with their names in both languages."""
    english = dict(area_queries.areas().values_list("code", "name_en"))
    return {code: Text(area_name(code), english.get(code) or area_name(code)) for code in snapshots.book().areas()}


def _all_values(book: Book, wanted: Selection) -> Iterator[OpenValue]:
    names = area_names()
    for code in book.measures.indicators:
        if wanted.indicators and code not in wanted.indicators:
            continue
        for area in book.areas():
            if wanted.areas and area not in wanted.areas:
                continue
            rows = (open_value(found, names[area].zh) for found in book.series(code, area))
            yield from (row for row in rows if row is not None)


def _unknown(indicators: frozenset[str], areas: frozenset[str]) -> Iterator[Problem]:
    book = snapshots.book()
    titles = {item.name: item.code for item in book.measures.indicators.values()}
    for code in sorted(indicators - book.measures.indicators.keys()):
        yield InputProblem(
            "unknown_indicator",
            Text(f"没有指标“{code}”。", f"there is no indicator `{code}`."),
            where="indicator",
            to_do=what_is_valid(code, list(book.measures.indicators), titles),
        )
    names = {name.zh: code for code, name in area_names().items()}
    for code in sorted(areas - set(names.values())):
        yield InputProblem(
            "unknown_area",
            Text(f"没有区划代码为“{code}”的地区。", f"there is no area with the code `{code}`."),
            where="area",
            to_do=what_is_valid(code, list(names.values()), names),
        )


def _wrong_years(since: int | None, until: int | None) -> Iterator[Problem]:
    years = Text(f"请写 {FIRST_YEAR} 到 {LAST_YEAR} 之间的年份。", f"Write a year from {FIRST_YEAR} to {LAST_YEAR}.")
    for name, year in (("since", since), ("until", until)):
        if year is not None and not FIRST_YEAR <= year <= LAST_YEAR:
            yield InputProblem("year", Text(f"{year} 不是可用的年份。", f"{year} is no usable year."), name, years)
    if since is not None and until is not None and since > until:
        yield InputProblem(
            "years_reversed",
            Text(f"起始年份 {since} 晚于结束年份 {until}。", f"the first year {since} is after the last year {until}."),
            "since",
            Text("请对调两个年份。", "Swap the two years."),
        )
