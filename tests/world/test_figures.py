"""What the world promises: it contradicts nothing, adds up, and is the same every time."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from lvheng.formula import Period, PeriodKind
from lvheng.indicators.computing import Computed, Inputs, compute
from lvheng.indicators.observations import Observation, best_figures, value_of
from lvheng.packs.forms import ReportForm
from lvheng.packs.programs import Measures
from lvheng.world.assumptions import YEARS, assumptions, profiles, seasons
from lvheng.world.checking import broken_rules, explanations
from lvheng.world.draft import periods_of
from lvheng.world.figures import Figures, make_figures
from lvheng.world.reporting import PlannedReport, planned_reports

if TYPE_CHECKING:
    from lvheng.packs import Pack

WHOLE = "622900"
# What the pack cannot compute from any figures: no version of the formula, no parameter, or no such area.
NOT_COMPUTED = {
    "high_standard_farmland": {2020},
    "rural_grid_line_length": {2020},
    "co2_per_gdp_decline": set(YEARS),
    "sewage_collection_rate": set(YEARS),
}


def _years(figures: Figures, code: str, unit: str) -> list[Decimal]:
    found = [figures.value(code, unit, Period.parse(str(year))) for year in YEARS]
    assert all(isinstance(value, Decimal) for value in found), code
    return [value for value in found if isinstance(value, Decimal)]


@pytest.fixture(scope="module")
def inputs(figures: Figures, measures: Measures) -> Inputs:
    """The real figures, and the simulated ones of years where there is none."""
    published = Inputs.of_pack(measures)
    made = {
        (code, unit, str(year)): Observation(value)
        for code in measures.elements
        for unit in figures.units(code)
        for year in YEARS
        if (value := figures.value(code, unit, Period.parse(str(year)))) is not None
    }
    return Inputs(measures, {**made, **published.observations}, published.figures, owners=dict(figures.entities))


def test_the_same_seed_gives_the_same_figures_and_another_seed_others(linxia_pack: Pack, figures: Figures) -> None:
    assert make_figures(linxia_pack).digest == figures.digest
    other = make_figures(linxia_pack, 7)
    assert other.digest != figures.digest
    assert other.values.keys() == figures.values.keys()


def test_every_element_of_the_pack_has_figures(figures: Figures, measures: Measures) -> None:
    assert [code for code in measures.elements if not figures.units(code)] == []


def test_it_makes_no_figure_that_was_published(figures: Figures, measures: Measures) -> None:
    published = {key for key in best_figures(measures.figures) if key[0] in measures.elements}
    assert published == figures.published.keys()
    assert not published & figures.values.keys()


def test_every_number_has_the_decimals_of_its_element_and_its_own_kind(figures: Figures, measures: Measures) -> None:
    for (code, unit, period), value in figures.values.items():
        element = measures.elements[code]
        if element.kind == "boolean":
            assert isinstance(value, bool)
        else:
            assert isinstance(value, Decimal)
            assert value.as_tuple().exponent == -element.decimals, (code, unit, period)
        if isinstance(value, Decimal) and code not in ("gdp_growth", "energy_per_gdp_published_fall"):
            assert value >= 0, (code, unit, period)


def test_areas_add_up_to_every_published_total(figures: Figures, measures: Measures) -> None:
    checked = 0
    for code, area, text in figures.published:
        period = Period.parse(text)
        if area != figures.area or period.year not in YEARS or measures.elements[code].roll_up != "sum":
            continue
        parts = [figures.value(code, each, period) for each in figures.areas]
        if all(isinstance(part, Decimal) for part in parts):
            assert sum(part for part in parts if isinstance(part, Decimal)) == figures.published[(code, area, text)]
            checked += 1
    assert checked >= 12


def test_shorter_periods_add_up_to_the_year(figures: Figures, measures: Measures) -> None:
    for rule in assumptions():
        kind = measures.elements[rule.element].frequency
        if rule.model not in ("total", "share", "ratio") or rule.time != "flow" or kind == "year":
            continue
        for area in figures.areas:
            for year in YEARS:
                period = Period.parse(str(year))
                if not figures.is_published(rule.element, area, period):
                    parts = [figures.value(rule.element, area, each) for each in _parts(kind, year)]
                    assert sum(part for part in parts if isinstance(part, Decimal)) == figures.value(
                        rule.element, area, period
                    )


def _parts(kind: str, year: int) -> list[Period]:
    return periods_of(PeriodKind(kind), year)


@pytest.mark.parametrize("code", ["gdp", "gdp_2020_prices", "energy_total", "resident_population", "nev_stock"])
def test_what_people_know_to_grow_does_not_jump(figures: Figures, code: str) -> None:
    for area in figures.areas:
        values = _years(figures, code, area)
        for before, after in pairwise(values):
            assert abs(after / before - 1) < (Decimal("0.8") if code == "nev_stock" else Decimal("0.25")), (code, area)


def test_every_indicator_of_a_target_has_a_value_for_the_whole_area(inputs: Inputs, linxia_pack: Pack) -> None:
    needed = {each.code for each in linxia_pack.bindings if each.kind == "indicator"}
    lacking: dict[str, set[int]] = {}
    for code in sorted(needed):
        for year in YEARS:
            if compute(inputs, code, WHOLE, str(year)).value is None:
                lacking.setdefault(code, set()).add(year)
    assert lacking == NOT_COMPUTED


def test_the_sewage_and_sludge_of_plants_have_rates(inputs: Inputs) -> None:
    """T13 is that of the city alone; T15 that of all plants together."""
    for year in YEARS:
        collected = compute(inputs, "sewage_collection_rate", "622901", str(year)).value
        disposed = compute(inputs, "sludge_harmless_rate", WHOLE, str(year)).value
        assert isinstance(collected, Decimal)
        assert 40 < collected < 80
        assert isinstance(disposed, Decimal)
        assert 60 < disposed <= 100


def test_some_targets_are_met_and_some_are_not(inputs: Inputs) -> None:
    def at(code: str, year: int = 2025) -> Decimal:
        value = compute(inputs, code, WHOLE, str(year)).value
        assert isinstance(value, Decimal)
        return value

    assert at("straw_utilisation_rate") >= 86
    assert at("household_waste_recycling_rate") >= 35
    assert at("supply_reliability") >= Decimal("99.85")
    assert at("rural_grid_line_length") >= 3402
    assert 12 < at("energy_per_gdp_decline") < 13
    assert 24 < at("eco_industry_share") < 25
    assert 84 < at("film_recovery_rate") < 85
    assert at("green_building_share", 2022) < 70
    assert at("medical_waste_coverage", 2022) < 100


def test_areas_differ_and_some_lie_behind_a_target_that_the_whole_meets(inputs: Inputs, figures: Figures) -> None:
    rates = [compute(inputs, "straw_utilisation_rate", area, "2025").value for area in figures.areas]
    numbers = [rate for rate in rates if isinstance(rate, Decimal)]
    assert len(set(numbers)) == len(figures.areas)
    assert min(numbers) < 86 < max(numbers)


def test_one_area_uses_more_energy_for_its_product_than_the_year_before(inputs: Inputs, figures: Figures) -> None:
    changes = [compute(inputs, "energy_per_gdp_change", area, "2023").value for area in figures.areas]
    assert sum(isinstance(change, Decimal) and change > 0 for change in changes) == 1


def test_computed_indicators_print_as_they_were_published(inputs: Inputs, measures: Measures) -> None:
    """Of the whole area and the years of the world; where sources contradict each other nothing can print right."""
    checked = []
    for (code, area, text), figure in best_figures(measures.figures).items():
        period = Period.parse(text)
        if code in measures.elements or area != WHOLE or period.year not in YEARS or period.kind != "year":
            continue
        found: Computed = compute(inputs, code, area, text)
        assert isinstance(found.value, Decimal)
        assert found.basis != "published", (code, text)
        assert round(found.value, figure.places) == value_of(measures, figure), (code, text)
        checked.append(code)
    assert set(checked) >= {"air_good_day_ratio", "eco_industry_share", "primary_share", "air_heavily_polluted_ratio"}


def test_months_of_air_print_as_they_were_published(figures: Figures, measures: Measures) -> None:
    """七县一市平均：December of two years, and January to August of two."""
    spans = {
        ("2025-12",): "90.8",
        ("2024-12",): "85.8",
        tuple(f"2024-{month:02}" for month in range(1, 9)): "90.2",
        tuple(f"2023-{month:02}" for month in range(1, 9)): "84.0",
    }
    for months, published in spans.items():
        ratios = []
        for area in figures.areas:
            good, valid = (_total(figures, code, area, months) for code in ("air_good_days", "air_valid_days"))
            ratios.append(Fraction(round(Fraction(good, valid) * 1000), 10))
        assert round(sum(ratios) / len(ratios) * 10) == Decimal(published) * 10


def _total(figures: Figures, code: str, area: str, months: tuple[str, ...]) -> int:
    return sum(int(figures.value(code, area, Period.parse(month)) or 0) for month in months)


def test_the_city_has_the_good_days_that_it_published(figures: Figures) -> None:
    months_2025 = tuple(f"2025-{month:02}" for month in range(1, 13))
    assert _total(figures, "air_good_days", "622901", months_2025) == 305
    assert _total(figures, "air_valid_days", "622901", months_2025) == 351
    first_eight = tuple(f"2024-{month:02}" for month in range(1, 9))
    assert _total(figures, "air_good_days", "622901", first_eight) == 222


@pytest.fixture(scope="module")
def reports(linxia_pack: Pack, figures: Figures) -> list[PlannedReport]:
    return list(planned_reports(linxia_pack, figures))


def test_reports_fulfil_every_hard_rule_of_their_forms(
    linxia_pack: Pack, figures: Figures, reports: list[PlannedReport]
) -> None:
    assert list(broken_rules(linxia_pack, figures, reports, "hard")) == []


def test_what_breaks_a_soft_rule_is_explained(
    linxia_pack: Pack, figures: Figures, reports: list[PlannedReport]
) -> None:
    broken = list(broken_rules(linxia_pack, figures, reports, "soft"))
    texts = explanations(broken)
    for each in broken:
        assert texts[(each.report.form, each.report.unit, each.report.period.code)][each.rule.code]
    assert 0 < len(broken) < 100
    assert not [each for each in broken if each.rule.code.startswith("farmland")]


def test_every_form_of_areas_is_reported_for_every_area_and_period(
    linxia_pack: Pack, reports: list[PlannedReport], figures: Figures
) -> None:
    found = {(report.form, report.unit, report.period.code) for report in reports}
    for form in linxia_pack.of(ReportForm):
        if form.respondent.unit_level == "county" and form.respondent.thing is None:
            for year in YEARS:
                for period in _parts(form.frequency, year):
                    missing = {area for area in figures.areas if (form.code, area, period.code) not in found}
                    assert not missing, (form.code, period.code)


def test_a_report_shows_what_was_published_but_makes_no_figure_of_it(reports: list[PlannedReport]) -> None:
    report = next(
        each for each in reports if (each.form, each.unit, each.period.code) == ("economy_year", "622923", "2021")
    )
    assert report.entries["resident_population"] == "17.8800"
    assert "resident_population" not in report.simulated
    assert "agriculture_output" in report.simulated


def test_a_prefecture_that_the_data_do_not_name_gets_figures_too(linxia_pack: Pack) -> None:
    """Gannan, the neighbour: other areas, other published figures (none)."""
    figures = make_figures(replace(linxia_pack, area_code="623000"))
    assert len(figures.areas) == 8
    assert figures.published == make_figures(linxia_pack).published
    gdp = _years(figures, "gdp", "623000")
    assert all(value > 0 for value in gdp)


def test_areas_without_a_profile_get_weights_from_the_seed() -> None:
    first, again, other = (profiles(["623001"], seed)["623001"] for seed in (1, 1, 2))
    assert first == again != other


def test_seasons_have_twelve_months() -> None:
    assert {len(weights) for weights in seasons().values()} == {12}
    assert {rule.season for rule in assumptions()} - {""} <= seasons().keys()


def test_what_an_element_starts_from_is_made_before_it(measures: Measures) -> None:
    made: set[str] = set()
    for rule in assumptions():
        made_along = {"gdp_2020_prices"} if "gdp_growth" in made else set()
        assert set(rule.of) <= made | made_along, rule.element
        made.add(rule.element)
