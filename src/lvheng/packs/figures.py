"""Published figures: checked against the measure that they are values of."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from lvheng.errors import Problem, Text
from lvheng.formula import FormulaProblem, Period
from lvheng.formula.units import UnknownUnit, factor_between, read_unit
from lvheng.packs import measure_mistakes, mistakes
from lvheng.packs.areas import area_codes
from lvheng.packs.draft import Draft, Entry, ItemKind
from lvheng.packs.elements import MEASURE
from lvheng.packs.measures import DataElement, Measure, PackIndicator, PublishedFigure

FIGURE = Text("已发布数字", "published figure")
UNIT = Text("单位", "unit")


def in_unit_of(measure: Measure, value: Decimal, unit: str) -> Fraction:
    """The value in the measure's own unit. The units measure the same: loading has checked it."""
    return Fraction(value) * factor_between(read_unit(unit), read_unit(measure.unit))


def _check(draft: Draft) -> Iterator[Problem]:
    elements = {item.code: item for item in draft.all(DataElement)}
    indicators = {item.code: item for item in draft.all(PackIndicator)}
    codes = [*draft.codes(DataElement), *draft.codes(PackIndicator)]
    for entry in draft.own(PublishedFigure):
        item, place = entry.item, entry.place
        if item.area not in area_codes():
            yield mistakes.unknown_area(place.at("area"), item.area, area_codes())
        try:
            Period.parse(item.period)
        except FormulaProblem as problem:
            yield measure_mistakes.not_a_period(place.at("period"), problem)
        measure = elements.get(item.measure) or indicators.get(item.measure)
        if measure is not None:
            yield from _check_value(entry, measure, item.measure in elements)
        elif item.measure not in codes:
            yield mistakes.unknown_code(place.at("measure"), MEASURE, item.measure, codes)


def _check_value(entry: Entry[PublishedFigure], measure: Measure, is_element: bool) -> Iterator[Problem]:
    item, place = entry.item, entry.place
    try:
        unit, expected = read_unit(item.unit), read_unit(measure.unit)
    except UnknownUnit:
        yield mistakes.unknown_code(place.at("unit"), UNIT, item.unit, (measure.unit,))
        return
    if not unit.same_dimension(expected):
        yield measure_mistakes.unit_differs(place.at("unit"), item.unit, measure.code, measure.unit)
        return
    value = in_unit_of(measure, item.value, item.unit)
    if is_element and (value * 10**measure.decimals).denominator != 1:
        shown = str(float(value)) if value.denominator != 1 else str(value)
        yield measure_mistakes.too_precise(place.at("value"), measure.code, shown, measure.unit, measure.decimals)


FIGURES = ItemKind("figures", FIGURE, PublishedFigure, check=_check)
