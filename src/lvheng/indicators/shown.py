"""Numbers as pages show them, each with the place of its explanation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from lvheng.areas import queries as area_queries
from lvheng.errors import Text
from lvheng.indicators.book import Book
from lvheng.indicators.computing import Valued
from lvheng.indicators.explaining import BASES
from lvheng.indicators.observations import best_figures
from lvheng.indicators.wording import area_name, period_text
from lvheng.packs.model import Source

Naming = Callable[[str], str]


@dataclass(frozen=True)
class Number:
    """A number as a page shows it; ``value`` is empty where there is none."""

    code: str
    area: str
    area_name: str
    period: str
    period_name: Text
    value: str
    unit: str
    basis: Text
    source: Source | None
    simulated: bool
    query: str


def naming() -> Naming:
    """Names of areas in the reader's language where the site has them, else the Chinese ones; one query."""
    names = {area.code: str(area) for area in area_queries.areas()}
    return lambda code: names.get(code) or area_name(code)


def short_naming() -> Naming:
    """Names that fit on a map or an axis: 东乡县, Dongxiang; one query."""
    names = {area.code: _short(area) for area in area_queries.areas()}
    return lambda code: names.get(code) or area_name(code)


def _short(area: Any) -> str:
    name = str(area)
    if name != area.name_en:
        return str(area.short_name or area.name)
    short = name.removesuffix(" County")
    return name.split()[0].rstrip(",") if " Autonomous " in name else short


def number_of(book: Book, found: Valued, name_of: Naming) -> Number:
    """A value with everything that a page tells of it."""
    return Number(
        code=found.measure.code,
        area=found.area,
        area_name=name_of(found.area),
        period=found.period.code,
        period_name=period_text(found.period),
        value=written(found.value),
        unit="" if found.measure.unit == "1" else found.measure.unit,
        basis=BASES[found.basis],
        source=_source(book, found),
        simulated=found.simulated,
        query=query_of(book),
    )


def query_of(book: Book) -> str:
    """What keeps the reader of a past day in it, from page to page."""
    return f"?as_of={book.as_of}" if book.as_of else ""


def written(value: Decimal | bool | str | None) -> str:
    """In plain digits; empty where there is nothing."""
    if value is None:
        return ""
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def _source(book: Book, found: Valued) -> Source | None:
    """Where the number itself was published, for one that was taken from there."""
    key = (found.measure.code, found.area, found.period.code)
    reported = book.inputs.observations.get(key)
    if found.basis not in ("published", "reported") or (reported is not None and reported.report is not None):
        return None
    best = best_figures(book.inputs.figures_by_key.get(key, ())).get(key)
    return best.source if best is not None else None
