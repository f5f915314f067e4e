"""Forecasts: named methods, honest intervals, the same digits every time."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.indicators.support import manure_rates, measures

from lvheng.formula import Period
from lvheng.indicators.computing import Computed
from lvheng.indicators.forecast import PERCENT, Aim, Band, Forecast, forecast
from lvheng.indicators.forecast_targets import forecast_target
from lvheng.indicators.standings import Demand

# Cumulative fall of energy per GDP, per cent of 2020; 2025 came to 12.79 (domain: A2.4).
ENERGY = {2020: "0.00", 2021: "2.27", 2022: "4.88", 2023: "7.29"}
GOOD_DAYS = {2020: "93.7", 2022: "90.2", 2023: "86.4"}
AT_LEAST_90 = Aim(Decimal(90))


def years(values: dict[int, str]) -> list[tuple[Period, Decimal]]:
    return [(Period.parse(str(year)), Decimal(value)) for year, value in values.items()]


def months(first_year: int, values: list[str]) -> list[tuple[Period, Decimal]]:
    return [
        (Period.parse(f"{first_year + place // 12}-{place % 12 + 1:02}"), Decimal(value))
        for place, value in enumerate(values)
    ]


def energy(count: int, **options: object) -> Forecast:
    known = dict(list(ENERGY.items())[:count])
    return forecast(years(known), Period.parse("2025"), decimals=2, aim=Aim(Decimal(13)), scale="fall")


def width(band: Band | None) -> Decimal:
    assert band is not None
    return band.high - band.low


def test_nothing_is_forecast_without_data() -> None:
    found = forecast([], Period.parse("2025"), decimals=2)
    assert (found.method, found.points, found.last, found.final) == ("none", (), None, None)
    assert found.reason.zh == "还没有数据"


def test_one_value_is_not_led_on() -> None:
    found = energy(1)
    assert (found.method, found.points, found.probability) == ("none", (), None)
    assert found.last == (Period.parse("2020"), Decimal("0.00"))


def test_two_values_go_on_at_their_pace_without_an_interval_or_a_chance() -> None:
    found = forecast(years({2021: "80.0", 2022: "81.5"}), Period.parse("2025"), decimals=1, aim=AT_LEAST_90)
    assert found.method == "last_pace"
    assert [point.value for point in found.points] == [Decimal("83.0"), Decimal("84.5"), Decimal("86.0")]
    assert found.rough
    assert found.probability is None
    assert "两期" in found.reason.zh


def test_two_values_with_years_between_them_go_on_at_their_pace_a_year() -> None:
    found = forecast(years({2020: "80.0", 2022: "83.0"}), Period.parse("2024"), decimals=1)
    assert [str(point.value) for point in found.points] == ["84.5", "86.0"]


def test_a_cumulative_fall_goes_on_in_equal_rates() -> None:
    """In 2023 an honest eye sees 13 % missed, and the true 12.79 inside the 95 % interval."""
    found = energy(4)
    assert found.method == "pace"
    assert [point.period.code for point in found.points] == ["2024", "2025"]
    assert found.final is not None
    assert found.final.value == Decimal("11.82")
    assert found.final.band80 == Band(Decimal("11.05"), Decimal("12.59"))
    assert found.final.band95 == Band(Decimal("10.06"), Decimal("13.55"))
    assert found.probability == Decimal("0.05")


def test_three_values_have_a_very_wide_interval() -> None:
    three, four = energy(3), energy(4)
    assert three.final is not None
    assert four.final is not None
    assert width(three.final.band95) > 4 * width(four.final.band95)
    assert "很宽" in three.reason.zh
    assert "very wide" in three.reason.en


def test_three_values_on_a_line_are_no_law() -> None:
    found = forecast(years({2018: "90.0", 2019: "90.5", 2020: "91.0"}), Period.parse("2025"), decimals=1)
    assert found.final is not None
    assert found.final.value == Decimal("93.5")
    assert width(found.final.band95) > Decimal(5)


def test_a_pace_counts_less_the_less_steady_it_is() -> None:
    """Both rise by 4 in four years; one steadily, one by ups and downs."""
    steady = forecast(
        years({2020: "50", 2021: "51", 2022: "52", 2023: "53", 2024: "54"}), Period.parse("2025"), decimals=2
    )
    jumpy = forecast(
        years({2020: "50", 2021: "58", 2022: "47", 2023: "60", 2024: "54"}), Period.parse("2025"), decimals=2
    )
    assert steady.final is not None
    assert jumpy.final is not None
    assert steady.final.value == Decimal("55.00")
    assert Decimal(54) < jumpy.final.value < Decimal("54.1")


def test_the_interval_is_wider_at_80_than_nothing_and_at_95_than_at_80() -> None:
    for point in energy(4).points:
        assert 0 < width(point.band80) < width(point.band95)


def test_the_interval_widens_with_the_way() -> None:
    found = forecast(years(GOOD_DAYS), Period.parse("2030"), decimals=1)
    widths = [width(point.band80) for point in found.points]
    assert widths == sorted(widths)
    assert widths[0] < widths[-1]


def test_a_share_stays_between_0_and_100_per_cent() -> None:
    found = forecast(years(GOOD_DAYS), Period.parse("2030"), decimals=1, bounds=PERCENT)
    assert found.final is not None
    assert found.final.band95 == Band(Decimal(0), Decimal(100))


def test_100_per_cent_every_year_is_likely_again_but_not_certain() -> None:
    found = forecast(
        years({2020: "100.00", 2021: "100.00", 2022: "100.00"}),
        Period.parse("2025"),
        decimals=2,
        aim=Aim(Decimal(100)),
        bounds=PERCENT,
    )
    assert found.final is not None
    assert found.final.value == Decimal(100)
    assert found.probability is not None
    assert Decimal("0.5") < found.probability < Decimal("0.95")


def test_a_rate_far_above_its_target_is_nearly_certain_never_certain() -> None:
    steady = {year: str(97 + year % 2) for year in range(2012, 2024)}
    found = forecast(years(steady), Period.parse("2025"), decimals=1, aim=Aim(Decimal(50)))
    assert found.probability == Decimal("0.99")


def test_a_rate_far_below_its_target_keeps_a_small_chance() -> None:
    found = forecast(
        years({2020: "10.0", 2021: "10.1", 2022: "10.3"}), Period.parse("2023"), decimals=1, aim=Aim(Decimal(99))
    )
    assert found.probability == Decimal("0.01")


def test_a_stock_that_has_been_reached_stays_reached() -> None:
    built = years({2021: "900", 2022: "2100", 2023: "3402"})
    found = forecast(built, Period.parse("2025"), decimals=0, aim=Aim(Decimal(3402)), stock=True)
    assert found.probability == 1
    assert found.final is not None
    assert found.final.band95 is not None
    assert found.final.band95.low == 3402


def test_a_level_that_has_been_reached_may_be_lost() -> None:
    level = years({2021: "91.0", 2022: "90.6", 2023: "90.2"})
    found = forecast(level, Period.parse("2025"), decimals=1, aim=AT_LEAST_90, bounds=PERCENT)
    assert found.probability is not None
    assert Decimal(0) < found.probability < Decimal("0.5")


def test_a_stock_never_shrinks() -> None:
    found = forecast(years({2021: "900", 2022: "890", 2023: "880"}), Period.parse("2025"), decimals=0, stock=True)
    assert [point.value for point in found.points] == [880, 880]


def test_what_must_fall_is_met_from_below() -> None:
    found = forecast(
        years({2020: "12.0", 2021: "11.0", 2022: "10.1", 2023: "9.3"}),
        Period.parse("2025"),
        decimals=1,
        aim=Aim(Decimal("8.5"), "down"),
        scale="ratio",
    )
    assert found.final is not None
    assert found.final.value == Decimal("7.9")
    assert found.probability is not None
    assert found.probability > Decimal("0.8")


def test_a_logarithm_never_falls_below_zero() -> None:
    found = forecast(years({2020: "12.0", 2021: "3.0", 2022: "4.0"}), Period.parse("2030"), decimals=1, scale="ratio")
    assert found.final is not None
    assert found.final.band95 is not None
    assert found.final.band95.low == 0


def test_a_series_without_logarithms_is_led_on_as_it_is() -> None:
    points = years({2020: "2.0", 2021: "1.0", 2022: "0.0"})
    assert forecast(points, Period.parse("2025"), decimals=1, scale="ratio") == forecast(
        points, Period.parse("2025"), decimals=1
    )


def test_after_the_deadline_the_figure_itself_counts() -> None:
    found = forecast(years({2020: "80", 2025: "90"}), Period.parse("2025"), decimals=0, aim=AT_LEAST_90)
    assert (found.method, found.points, found.probability) == ("known", (), None)


def test_months_follow_the_month_of_the_year_before() -> None:
    values = [str(50 + place) for place in range(12)]
    found = forecast(months(2023, values), Period.parse("2024-03"), decimals=0)
    assert found.method == "same_season"
    assert [str(point.value) for point in found.points] == ["50", "51", "52"]
    assert found.rough


def test_two_years_of_months_tell_how_much_a_month_changes() -> None:
    first = [str(50 + place) for place in range(12)]
    second = [str(50 + place + (2 if place % 2 else -2)) for place in range(12)]
    found = forecast(months(2023, first + second), Period.parse("2025-02"), decimals=1, aim=Aim(Decimal(48)))
    point = found.points[0]
    assert str(point.value) == "48.0"
    # 2 x 1.3562, the 90 % point of Student's t with twelve degrees of freedom.
    assert point.band80 == Band(Decimal("45.3"), Decimal("50.7"))
    assert found.probability is not None


def test_the_second_year_of_months_is_less_certain_than_the_first() -> None:
    values = [str(50 + place % 7) for place in range(24)]
    found = forecast(months(2023, values), Period.parse("2026-12"), decimals=2)
    assert width(found.points[12].band80) > width(found.points[0].band80)
    assert found.points[12].value == found.points[0].value


def test_less_than_a_year_of_months_is_not_led_on() -> None:
    found = forecast(months(2024, ["50"] * 6), Period.parse("2024-12"), decimals=0)
    assert (found.method, found.points) == ("none", ())
    assert "季节" in found.reason.zh


def test_quarters_have_seasons_too() -> None:
    quarters = [(Period.parse(f"{2023 + place // 4}-Q{place % 4 + 1}"), Decimal(place % 4)) for place in range(8)]
    found = forecast(quarters, Period.parse("2025-Q4"), decimals=0)
    assert [int(point.value) for point in found.points] == [0, 1, 2, 3]
    assert not found.rough


@pytest.mark.parametrize("until", ["2025-06", "2025-06-30"])
def test_periods_of_two_kinds_and_days_are_refused(until: str) -> None:
    with pytest.raises(ValueError, match="periods of one kind"):
        forecast(years(ENERGY), Period.parse(until), decimals=1)


def test_days_are_refused() -> None:
    days = [(Period.parse("2025-06-29"), Decimal(1))]
    with pytest.raises(ValueError, match="that a year is made of"):
        forecast(days, Period.parse("2025-06-30"), decimals=1)


@given(
    st.lists(st.integers(-999, 999), min_size=3, max_size=9),
    st.sampled_from(["plain", "ratio", "fall"]),
    st.booleans(),
)
@settings(max_examples=150)
def test_every_forecast_lies_within_its_own_bands_and_comes_out_the_same_again(
    values: list[int], scale: str, stock: bool
) -> None:
    points = [(Period.parse(str(2010 + place)), Decimal(value).scaleb(-1)) for place, value in enumerate(values)]
    until = Period.parse("2022")
    found = forecast(points, until, decimals=1, aim=Aim(Decimal(5)), scale=scale, stock=stock)  # type: ignore[arg-type]
    again = forecast(points[::-1], until, decimals=1, aim=Aim(Decimal(5)), scale=scale, stock=stock)  # type: ignore[arg-type]
    assert found == again
    assert len(found.points) == 12 - len(values) + 1
    for point in found.points:
        assert point.band80 is not None
        assert point.band95 is not None
        assert point.band95.low <= point.band80.low <= point.value <= point.band80.high <= point.band95.high


@given(st.lists(st.integers(1, 999), min_size=3, max_size=8), st.integers(1, 99))
@settings(max_examples=80)
def test_a_higher_target_is_never_likelier(values: list[int], target: int) -> None:
    points = [(Period.parse(str(2010 + place)), Decimal(value).scaleb(-1)) for place, value in enumerate(values)]
    until = Period.parse("2020")
    lower = forecast(points, until, decimals=1, aim=Aim(Decimal(target))).probability
    higher = forecast(points, until, decimals=1, aim=Aim(Decimal(target + 1))).probability
    assert lower is not None
    assert higher is not None
    assert higher <= lower


def target(code: str, demand: Demand, values: list[Computed]) -> Forecast | None:
    return forecast_target(measures().indicators[code], demand, values)


def test_a_share_of_a_plan_is_led_on_to_its_deadline() -> None:
    known = manure_rates({2020: "78", 2021: "90", 2022: "95"})
    found = target("manure_utilisation_rate", Demand(">=", Decimal(82), "%", 2025, 2020), known)
    assert found is not None
    assert found.final is not None
    assert found.final.period.code == "2025"
    assert found.final.band95 is not None
    assert found.final.band95.high == 100


def test_the_base_year_of_a_cumulative_fall_is_a_value_too() -> None:
    indicator = measures().indicators["energy_per_gdp_decline_chained"]
    known = [_published(indicator.code, year, value) for year, value in ENERGY.items() if year > 2020]
    found = forecast_target(indicator, Demand("decrease_by", Decimal(13), "%", 2025, 2020), known)
    assert found is not None
    assert found.used == 4
    assert found.probability == energy(4).probability


def _published(code: str, year: int, value: str) -> Computed:
    return Computed(
        measures().indicators[code],
        "622900",
        Period.parse(str(year)),
        Decimal(value),
        None,
        "published",
        explanation=None,  # type: ignore[arg-type]
    )


@pytest.mark.parametrize(
    "demand",
    [
        Demand("at_grade", None, "", 2025, 2020),
        Demand(">=", Decimal(82), "t", 2025, 2020),
        Demand(">=", Decimal(82), "%", None, 2020),
    ],
)
def test_a_demand_without_a_number_or_a_year_has_no_forecast(demand: Demand) -> None:
    assert target("manure_utilisation_rate", demand, manure_rates({2020: "70"})) is None


def test_lines_built_are_a_stock() -> None:
    assert measures().indicators["rural_grid_line_length"].accumulates
    assert measures().indicators["high_standard_farmland"].accumulates
    assert not measures().indicators["manure_utilisation_rate"].accumulates
