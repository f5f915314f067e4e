"""Roll-up by the indicator's own rule, missing values with their reasons, figures as published, days of knowledge."""

from __future__ import annotations

import datetime
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.indicators.support import measures, reported

from lvheng.errors import Problems
from lvheng.formula import Rounding, replay
from lvheng.formula.rounding import round_to
from lvheng.indicators import Inputs, compute

COUNTIES = ("622901", "622921", "622922", "622923", "622924", "622925", "622926", "622927")
PREFECTURE = "622900"


def film(used: str, recovered: str) -> dict[str, str]:
    return {"film_used": used, "film_recovered": recovered}


def every_county(**values: str) -> dict[str, dict[str, dict[str, str]]]:
    return {county: {"2025": dict(values)} for county in COUNTIES}


def test_a_prefecture_is_recomputed_from_the_sums_of_its_counties_not_from_their_rates() -> None:
    rows = every_county(**film("100", "90"))
    rows["622921"]["2025"] = film("1300", "650")
    found = compute(reported(rows), "film_recovery_rate", PREFECTURE, "2025")
    assert (found.value, found.basis) == (Decimal("64.00"), "computed")


def test_what_the_prefecture_reported_itself_comes_before_the_sum_of_its_counties() -> None:
    rows = every_county(**film("100", "90")) | {PREFECTURE: {"2025": {"film_used": "1000"}}}
    found = compute(reported(rows), "film_recovery_rate", PREFECTURE, "2025")
    assert found.value == Decimal("72.00")


def test_a_sum_is_missing_until_all_counties_have_reported_and_names_those_that_have_not() -> None:
    rows = every_county(manure_generated="100", manure_utilised="90")
    del rows["622926"]
    rows["622927"]["2025"] = {"manure_generated": "100"}
    found = compute(reported(rows), "manure_utilisation_rate", PREFECTURE, "2025")
    assert (found.value, found.reason) == (None, "members_missing")
    assert [(part.code, part.silent) for part in found.missing] == [
        ("manure_utilised", ("622926", "622927")),
        ("manure_generated", ("622926",)),
    ]


def test_what_some_have_reported_is_named_before_what_could_stand_in_for_it() -> None:
    rows = every_county(**film("100", "90"))
    rows["622927"]["2025"] = {"film_used": "100"}
    found = compute(reported(rows), "film_recovery_rate", PREFECTURE, "2025")
    assert [(part.code, part.reason) for part in found.missing] == [
        ("film_recovered", "members_missing"),
        ("film_recovered_gross", "not_reported"),
        ("film_impurities", "not_reported"),
    ]


def test_an_area_of_which_nobody_reported_anything_has_not_reported() -> None:
    found = compute(reported({}), "manure_utilisation_rate", PREFECTURE, "2025")
    assert (found.value, found.reason, found.basis) == (None, "not_reported", "none")
    assert [(part.code, part.reason) for part in found.missing] == [
        ("manure_utilised", "not_reported"),
        ("manure_generated", "not_reported"),
    ]


def test_zero_is_a_figure_and_not_a_missing_one() -> None:
    rows = every_county(film_used="100", film_recovered="0")
    assert compute(reported(rows), "film_recovery_rate", PREFECTURE, "2025").value == Decimal("0.00")


def test_a_rate_that_does_not_roll_up_is_missing_for_the_prefecture() -> None:
    rows = every_county(urban_water_population="1000", industrial_bod_load="0")
    found = compute(reported(rows), "sewage_collection_rate", PREFECTURE, "2025")
    assert found.value is None
    assert {part.reason for part in found.missing} == {"no_members", "not_reported"}


def test_all_plants_of_a_prefecture_count_together_wherever_they_stand() -> None:
    plants = {"city": ("sewage_plant", "622901"), "county": ("sewage_plant", "622923")}
    rows = {
        name: {
            "2025": {
                "sludge_mass": mass,
                "sludge_moisture": "80",
                "sludge_disposed_mass": done,
                "sludge_disposed_moisture": "80",
            }
        }
        for name, mass, done in (("city", "900", "900"), ("county", "100", "50"))
    }
    inputs = reported(rows, plants)
    assert compute(inputs, "sludge_harmless_rate", PREFECTURE, "2025").value == Decimal("95.00")
    assert compute(inputs, "sludge_harmless_rate", "622923", "2025").value == Decimal("50.00")


def test_sums_are_exact_beyond_the_digits_of_ordinary_decimals() -> None:
    rows = every_county(film_used="1111111111111111.11", film_recovered="1111111111111111.11")
    found = compute(reported(rows), "film_recovery_rate", PREFECTURE, "2025")
    assert found.explanation.read["facts"][0]["value"] == "8888888888888888.88"


def test_the_mean_of_the_counties_takes_each_as_one() -> None:
    rows = {county: {"2025": {"air_good_days": "350", "air_valid_days": "360"}} for county in COUNTIES}
    rows["622901"]["2025"] = {"air_good_days": "100", "air_valid_days": "200"}
    found = compute(reported(rows), "air_good_day_ratio", PREFECTURE, "2025")
    assert (found.value, found.basis, len(found.members)) == (Decimal("91.3"), "rolled_up", 8)


def test_a_mean_without_all_counties_is_missing_and_names_the_others() -> None:
    rows = {county: {"2025": {"air_good_days": "350", "air_valid_days": "360"}} for county in COUNTIES[2:]}
    found = compute(reported(rows), "air_good_day_ratio", PREFECTURE, "2025")
    assert (found.value, found.basis) == (None, "none")
    assert [(part.code, part.reason, part.silent) for part in found.missing] == [
        ("air_good_day_ratio", "members_missing", ("622901", "622921"))
    ]


def weighted(weight: str) -> Inputs:
    """The film recovery rate as a mean weighted by another measure, as a pack could declare it."""
    indicator = measures().indicators["film_recovery_rate"].model_copy(update={"roll_up": "weighted", "weight": weight})
    changed = replace(measures(), indicators={**measures().indicators, "film_recovery_rate": indicator})
    rows = every_county(**film("100", "90"), rural_households="10")
    rows["622921"]["2025"] = {**film("100", "50"), "rural_households": "70"}
    return replace(reported(rows), measures=changed)


def test_a_weighted_mean_goes_by_the_weights_of_the_counties() -> None:
    found = compute(weighted("rural_households"), "film_recovery_rate", PREFECTURE, "2025")
    assert (found.value, found.basis) == (Decimal("70.00"), "rolled_up")


def test_a_weighted_mean_without_its_weights_is_missing_and_names_the_weight() -> None:
    found = compute(weighted("resident_population"), "film_recovery_rate", PREFECTURE, "2025")
    assert found.value is None
    assert [(part.code, part.reason) for part in found.missing] == [("resident_population", "members_missing")]


def test_a_sum_adds_the_values_of_the_counties() -> None:
    rows = every_county(bituminous_coal_burnt="1000", bituminous_coal_ncv="20.934")
    one = compute(reported(rows), "co2_bituminous_coal", "622901", "2025").value
    found = compute(reported(rows), "co2_bituminous_coal", PREFECTURE, "2025")
    assert isinstance(one, Decimal)
    assert (found.value, found.basis) == (8 * one, "rolled_up")


def test_a_value_that_rests_on_a_parameter_nobody_entered_says_so() -> None:
    rows = {"622922": {"2025": {"sewage_treated": "80", "water_supplied": "100"}}}
    found = compute(reported(rows), "sewage_treatment_rate", "622922", "2025")
    assert [(part.reason, part.text) for part in found.missing] == [
        ("parameter_not_set", "sewage_discharge_coefficient")
    ]


def test_a_formula_of_another_time_does_not_compute() -> None:
    rows = {PREFECTURE: {"2026": {"energy_total": "180", "gdp_2020_prices": "460"}}}
    found = compute(reported(rows), "energy_per_gdp", PREFECTURE, "2026")
    assert (found.value, found.reason) == (None, "no_version")


def test_an_unknown_code_suggests_the_right_one() -> None:
    with pytest.raises(Problems) as caught:
        compute(reported({}), "film_recovery", PREFECTURE, "2025")
    assert "film_recover" in caught.value.in_language("en")


def test_a_chinese_name_leads_to_its_code() -> None:
    with pytest.raises(Problems) as caught:
        compute(reported({}), "废旧农膜回收率", PREFECTURE, "2025")
    assert "film_recovery_rate" in caught.value.in_language("zh-hans")


def test_a_published_result_stands_where_its_parts_are_not_known() -> None:
    found = compute(Inputs.of_pack(measures()), "eco_industry_share", PREFECTURE, "2020")
    assert (found.value, found.basis) == (Decimal("21.7"), "published")
    assert [part.code for part in found.missing] == ["eco_industry_value_added"]
    assert found.published[0].source.certainty == "original"


def test_published_parts_are_computed_and_the_published_result_stands_beside_it() -> None:
    found = compute(Inputs.of_pack(measures()), "film_recovery_rate", "620000", "2022")
    assert (found.value, found.basis) == (Decimal("84.68"), "computed")
    assert [str(figure.value) for figure in found.published] == ["84.68"]


def test_a_figure_to_date_is_not_taken_for_the_whole_period() -> None:
    found = compute(Inputs.of_pack(measures()), "air_good_day_ratio", "622901", "2024-08")
    assert (found.value, found.published) == (None, ())


def test_a_target_is_not_taken_for_a_value() -> None:
    assert compute(Inputs.of_pack(measures()), "film_recovery_rate", "620000", "2025").value is None


def test_nothing_is_known_before_it_was_published() -> None:
    before = Inputs.of_pack(measures(), datetime.date(2022, 12, 24))
    after = Inputs.of_pack(measures(), datetime.date(2022, 12, 25))
    assert compute(before, "film_recovery_rate", "620000", "2022").value is None
    assert compute(after, "film_recovery_rate", "620000", "2022").value == Decimal("84.68")


def test_the_explanation_can_be_computed_again() -> None:
    found = compute(reported(every_county(**film("100", "90"))), "film_recovery_rate", PREFECTURE, "2025")
    again = replay(measures().program, found.explanation.to_json())
    assert again.value == found.value == Decimal("90.00")


AMOUNTS = st.decimals(min_value=0, max_value=10**9, places=2)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(AMOUNTS, AMOUNTS), min_size=8, max_size=8))
def test_a_recomputed_rate_is_the_exact_ratio_of_the_sums(parts: list[tuple[Decimal, Decimal]]) -> None:
    rows = {
        county: {"2025": film(str(used), str(recovered))}
        for county, (used, recovered) in zip(COUNTIES, parts, strict=True)
    }
    found = compute(reported(rows), "film_recovery_rate", PREFECTURE, "2025")
    used, recovered = (sum(map(Fraction, column)) for column in zip(*parts, strict=True))
    if used == 0:
        assert found.reason == "division_by_zero"
    else:
        assert isinstance(found.value, Decimal)
        assert Fraction(found.value) == round_to(Fraction(recovered) / used * 100, 2, Rounding.HALF_EVEN)
