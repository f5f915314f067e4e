"""What an indicator is computed from: values of elements by area and period, each with where it came from."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from lvheng.errors import Text
from lvheng.formula import Period, Rounding
from lvheng.formula.rounding import round_to, to_decimal
from lvheng.formula.units import factor_between, read_unit
from lvheng.packs.figures import in_unit_of
from lvheng.packs.measures import PackIndicator, PublishedFigure, Vintage
from lvheng.packs.programs import UNVERIFIED, Measures, cite

VINTAGES: Mapping[Vintage, Text] = {
    "revised": Text("修订数", "revised"),
    "final": Text("最终数", "final"),
    "not_stated": Text("未注明版本", "version not stated"),
    "preliminary": Text("初步数", "preliminary"),
}
_CERTAINTIES = ("original", "secondary", "to_verify")
MAX_DECIMALS = 38


@dataclass(frozen=True)
class Observation:
    """One value of an element, in the element's unit; ``origin`` says where it comes from.

    It leads back to a ``report`` (its number) or a publication (its ``url``), or to the ``parts`` of which it was made:
    the figures of shorter periods. A ``simulated`` one was made for demonstration, or needs one that was.
    """

    value: Decimal | int | bool | str
    origin: str = ""
    origin_en: str = ""
    report: int | None = None
    url: str = ""
    simulated: bool = False
    parts: tuple[TimePart, ...] = ()


@dataclass(frozen=True)
class TimePart:
    """The figure of a shorter period in that of a longer one; in a mean with its ``weight``, None for its days."""

    period: Period
    figure: Observation
    weight: Observation | None = None


Observations = Mapping[tuple[str, str, str], Observation]
"""By code of the element, area (or entity) and code of the period."""


def best_figures(
    figures: Iterable[PublishedFigure], as_of: datetime.date | None = None, *, to_date: bool = False
) -> dict[tuple[str, str, str], PublishedFigure]:
    """For each measure, area and period the figure to rely on, of those that were public on ``as_of``.

    A later vintage comes before an earlier one, the authority's own page before press, a later day before an earlier
    one. Figures of a whole period and figures ``to_date`` are different things and never mixed.
    """
    chosen: dict[tuple[str, str, str], PublishedFigure] = {}
    for figure in figures:
        known = as_of is None or figure.published <= as_of
        if known and figure.kind == "actual" and figure.to_date == to_date:
            key = (figure.measure, figure.area, figure.period)
            chosen[key] = min(chosen.get(key, figure), figure, key=_rank)
    return chosen


def _rank(figure: PublishedFigure) -> tuple[int, int, int]:
    certainty = _CERTAINTIES.index(figure.source.certainty)
    return list(VINTAGES).index(figure.vintage), certainty, -figure.published.toordinal()


def published_observations(
    measures: Measures, as_of: datetime.date | None = None, *, to_date: bool = False
) -> dict[tuple[str, str, str], Observation]:
    """The published figures of elements, in the units of the elements."""
    chosen = best_figures(measures.figures, as_of, to_date=to_date)
    return {
        key: Observation(
            value_of(measures, figure), origin_of(figure).zh, origin_of(figure).en, url=figure.source.url or ""
        )
        for key, figure in chosen.items()
        if figure.measure in measures.elements
    }


def value_of(measures: Measures, figure: PublishedFigure) -> Decimal:
    """The figure in the unit of its measure, with as many decimals as that needs."""
    measure = measures.measure(figure.measure)
    if measure is None:
        raise KeyError(figure.measure)
    exact = in_unit_of(measure, figure.value, figure.unit)
    decimals = next((n for n in range(MAX_DECIMALS) if (exact * 10**n).denominator == 1), MAX_DECIMALS)
    return to_decimal(exact, decimals)


def origin_of(figure: PublishedFigure) -> Text:
    """Where a figure was published, in one line."""
    line, vintage = cited(cite(figure.source)), VINTAGES[figure.vintage]
    return Text(f"{line.zh}，{vintage.zh}", f"{line.en}, {vintage.en}")


def cited(line: str) -> Text:
    """A source in one line, in both languages: titles stay as they are, the mark of doubt is translated."""
    return Text(line, line.replace(UNVERIFIED, " (to verify)"))


def as_printed(measures: Measures, figure: PublishedFigure, value: Fraction | Decimal) -> Decimal:
    """A value of the figure's measure, in the unit and with the decimals of the published figure."""
    measure = measures.measure(figure.measure)
    if measure is None:
        raise KeyError(figure.measure)
    factor = factor_between(read_unit(measure.unit), read_unit(figure.unit))
    rounding = measure.rounding if isinstance(measure, PackIndicator) else Rounding.HALF_EVEN
    return to_decimal(round_to(Fraction(value) * factor, figure.places, rounding), figure.places)
