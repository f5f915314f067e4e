"""Lights of targets: right where a figure decides, grey where nothing does."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from tests.indicators.support import linxia, measures

from lvheng.indicators import Inputs, compute
from lvheng.indicators.book import Book
from lvheng.indicators.computing import Computed
from lvheng.indicators.drawing import spark
from lvheng.indicators.observations import Observation
from lvheng.indicators.scopes import area_of_scope, areas_of_scope
from lvheng.indicators.standings import Demand, Goal, Judged, Standing, goal_of, standing_of, worst, worst_of

TODAY = date(2026, 11, 22)
BELOW = ("622901", "622921", "622927")


def standing(code: str, demand: Demand, values: dict[int, str]) -> Standing:
    """The light of a target of which the elements were reported so that the indicator has these values."""
    return standing_of(measures(), measures().indicators[code], demand, series(code, values), TODAY)


def series(code: str, values: dict[int, str]) -> list[Computed]:
    """Values in per cent: the numerator as given, the denominator 100."""
    top, bottom = {"manure_utilisation_rate": ("manure_utilised", "manure_generated")}[code]
    rows = {(top, "622900", str(year)): Observation(Decimal(value)) for year, value in values.items()}
    rows |= {(bottom, "622900", str(year)): Observation(Decimal(100)) for year in values}
    inputs = Inputs(measures(), rows, below=lambda _area: [])
    return [compute(inputs, code, "622900", str(year)) for year in sorted(values)]


def at_least(value: str, deadline: int | None = 2025, base_year: int | None = 2020) -> Demand:
    return Demand(">=", Decimal(value), "%", deadline, base_year)


@pytest.mark.parametrize(
    ("values", "light"),
    [
        ({}, "grey"),
        ({2020: "70"}, "grey"),
        ({2019: "90"}, "grey"),
        ({2020: "70", 2021: "73"}, "green"),
        ({2020: "70", 2021: "72.3"}, "yellow"),
        ({2020: "70", 2021: "71"}, "red"),
        ({2020: "85", 2021: "83"}, "green"),
        ({2020: "85", 2021: "81"}, "red"),
        ({2021: "81"}, "grey"),
        ({2021: "82"}, "green"),
        ({2025: "81"}, "red"),
        ({2020: "70", 2025: "82", 2026: "10"}, "green"),
        ({2026: "90"}, "green"),
    ],
)
def test_a_target_has_the_light_that_its_figures_give(values: dict[int, str], light: str) -> None:
    assert standing("manure_utilisation_rate", at_least("82"), values).light == light


@pytest.mark.parametrize("comparator", ["~", "range", "at_grade", "negative_growth", "increase_by", ">"])
def test_a_demand_that_a_figure_alone_cannot_meet_is_grey(comparator: str) -> None:
    demand = Demand(comparator, Decimal(82), "%", 2025, 2020)
    assert standing("manure_utilisation_rate", demand, {2020: "70", 2025: "90"}).light == "grey"


def test_a_fall_is_judged_by_the_indicator_of_the_fall_and_by_no_level() -> None:
    demand = Demand("decrease_by", Decimal(13), "%", 2025, 2020)
    fall, level = (measures().indicators[code] for code in ("energy_per_gdp_decline", "energy_per_gdp"))
    goal = goal_of(demand, fall)
    assert goal is not None
    assert (goal.value, goal.direction, goal.cumulative) == (13, "up", True)
    assert goal_of(demand, level) is None


def test_a_demand_is_converted_to_the_unit_of_its_indicator() -> None:
    length = measures().indicators["rural_grid_line_length"]
    goal = goal_of(Demand("=", Decimal(3402), "公里", 2025, 2020), length)
    assert goal is not None
    assert goal.value == 3402
    assert goal_of(Demand("=", Decimal(3402), "吨", 2025, 2020), length) is None


def test_of_several_indicators_the_worst_decides_and_the_unknown_is_no_success() -> None:
    green = standing("manure_utilisation_rate", at_least("82"), {2025: "90"})
    grey = standing("manure_utilisation_rate", at_least("82"), {})
    red = standing("manure_utilisation_rate", at_least("82"), {2025: "10"})
    assert worst([green, grey]) is grey
    assert worst([grey, red, green]) is red


@pytest.mark.parametrize(
    ("scope", "area"),
    [
        ("", "622900"),
        ("全州", "622900"),
        ("我州", "622900"),
        ("临夏市", "622901"),
        ("临夏县", "622921"),
        ("其他县城区", None),
        ("各县城区", None),
        ("全州所有县市城区", None),
    ],
)
def test_a_scope_is_one_area_or_none(scope: str, area: str | None) -> None:
    assert area_of_scope(scope, "622900", BELOW) == area


def test_the_figure_of_another_area_is_not_in_the_series() -> None:
    book = Book.of(linxia())
    assert [each.value for each in book.series("air_good_day_ratio", "622900")] == [Decimal("92.2"), Decimal("93.4")]
    assert [each.value for each in book.series("air_good_day_ratio", "622901")] == [Decimal("86.9")]
    assert book.series("sewage_collection_rate", "622901") == ()


def test_a_target_is_judged_by_the_indicators_bound_to_its_words() -> None:
    book = Book.of(linxia())
    assert [each.code for each in book.indicators_of("linxia_2021_53", "energy_per_gdp")] == ["energy_per_gdp_decline"]
    both = [each.code for each in book.indicators_of("linxia_2021_53", "medical_waste_disposal_rate")]
    assert both == ["medical_waste_disposal_rate", "medical_waste_coverage"]
    assert book.indicators_of("another_plan", "energy_per_gdp") == []


def test_the_fingerprint_of_a_book_is_that_of_its_figures() -> None:
    whole = linxia()
    items = {kind: items[:-1] if kind == "figures" else items for kind, items in whole.items.items()}
    fewer = type(whole)(**{**vars(whole), "items": items})
    assert Book.of(whole).fingerprint == Book.of(linxia()).fingerprint
    assert Book.of(fewer).fingerprint != Book.of(whole).fingerprint


def test_a_spark_holds_every_value_and_the_target() -> None:
    goal = Goal(Fraction(25), "up", cumulative=False)
    drawn = spark([(2020, Decimal("21.7")), (2022, Decimal(23))], goal, None)
    assert drawn is not None
    assert drawn.line == "5,29 115,20"
    assert drawn.path == "5,5 115,5"
    assert (drawn.x, drawn.y) == (115, 20)


@pytest.mark.parametrize("values", [[], [(2025, Decimal("93.4"))], [(2024, None), (2025, True)]])
def test_fewer_than_two_values_are_no_line(values: list[tuple[int, Decimal | bool | None]]) -> None:
    assert spark(values, None, None) is None


def test_a_line_that_never_changes_can_be_drawn() -> None:
    assert spark([(2024, Decimal(5)), (2025, Decimal(5))], None, None) is not None


@pytest.mark.parametrize(
    ("scope", "areas"),
    [
        ("", ("622900",)),
        ("临夏市", ("622901",)),
        ("其他县城区", ("622921", "622927")),
        ("各县城区", BELOW),
        ("全州所有县市城区", BELOW),
        ("公共机构", ()),
    ],
)
def test_a_scope_of_several_areas_is_each_of_them(scope: str, areas: tuple[str, ...]) -> None:
    assert areas_of_scope(scope, "622900", BELOW) == areas


@pytest.mark.parametrize(
    ("values", "deadline", "is_final", "word"),
    [
        ({2020: "70", 2025: "82"}, 2025, True, "met"),
        ({2020: "70", 2025: "81.5"}, 2025, True, "nearly_met"),
        ({2020: "70", 2025: "75"}, 2025, True, "not_met"),
        ({2025: "81.9"}, 2025, True, "not_met"),
        ({2025: "82"}, 2025, True, "met"),
        ({2020: "85", 2025: "81"}, 2025, True, "not_met"),
        ({2020: "70", 2024: "90"}, 2025, True, "no_data"),
        ({2020: "70", 2026: "90"}, 2025, True, "no_data"),
        ({2020: "70", 2025: "90"}, 2030, False, "done"),
        ({2020: "70", 2025: "76"}, 2030, False, "on_schedule"),
        ({2020: "70", 2024: "74", 2025: "75"}, 2030, False, "behind"),
        ({2020: "70", 2025: "70.1"}, 2030, False, "out_of_reach"),
        ({2025: "90"}, 2030, False, "done"),
        ({2020: "70"}, 2030, False, "no_data"),
    ],
)
def test_a_target_is_evaluated_by_its_pace_and_after_its_deadline_by_that_years_value(
    values: dict[int, str], deadline: int, is_final: bool, word: str
) -> None:
    found = standing("manure_utilisation_rate", at_least("82", deadline), values).appraisal
    assert found is not None
    assert (found.is_final, found.word) == (is_final, word)


def test_of_several_areas_the_one_farthest_behind_decides() -> None:
    indicator = measures().indicators["manure_utilisation_rate"]
    values = {"622921": "60", "622922": "50", "622923": "95"}
    judged = [
        Judged(area, indicator, standing(indicator.code, at_least("82"), {2025: each})) for area, each in values.items()
    ]
    assert worst_of(judged).area == "622922"
    unknown = Judged("622924", indicator, standing(indicator.code, at_least("82"), {}))
    assert worst_of([judged[2], unknown]).area == "622924"
