"""Schedules: what should have been reached by now, exactly; tables that an accountant can read."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lvheng.formula import Period
from lvheng.indicators.schedule import (
    Schedule,
    end_of,
    integer_root,
    power,
    recent_pace,
    root,
    rounded,
    trend,
)

ENERGY = Schedule(2020, Fraction(0), 2025, Fraction(13), shape="geometric")
FARMLAND = Schedule(2020, Fraction(0), 2025, Fraction("193.05"))


def f(text: str) -> Fraction:
    return Fraction(text)


def table(text: str) -> list[list[str]]:
    """The cells of a table written as text, without its heading."""
    return [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()[1:]]


@pytest.mark.parametrize(
    ("year", "expected"),
    table(
        """
        year | expected fall since 2020, %
        2020 |  0.00
        2021 |  2.75
        2022 |  5.42
        2023 |  8.02
        2024 | 10.54
        2025 | 13.00
        2026 | 13.00
        """
    ),
)
def test_a_fall_of_13_per_cent_in_five_years_is_a_constant_yearly_rate(year: str, expected: str) -> None:
    assert rounded(ENERGY.expected(f(year)), 2) == f(expected)


def test_the_constant_rate_for_13_per_cent_is_2_7468_per_cent_a_year() -> None:
    assert rounded(ENERGY.expected(Fraction(2021)), 4) == f("2.7468")
    assert rounded(ENERGY.needed_pace(Fraction(0), Fraction(2020)) or Fraction(0), 4) == f("2.7468")


def test_the_yearly_target_of_2_52_per_cent_does_not_lead_to_13() -> None:
    after_five_years = 100 * (1 - (1 - f("0.0252")) ** 5)
    assert rounded(after_five_years, 2) == f("11.98")
    assert not ENERGY.met_by(after_five_years)


@pytest.mark.parametrize(
    ("year", "value", "expected", "completion", "pace", "gap", "needed"),
    table(
        """
        year | value  | expected | completion | pace   | gap    | needed a year
        2021 |  38.50 |  38.61   | 0.1994     | 0.9972 |   0.28 | 38.64
        2022 |  79.70 |  77.22   | 0.4128     | 1.0321 |  -3.21 | 37.78
        2023 | 119.70 | 115.83   | 0.6200     | 1.0334 |  -3.34 | 36.68
        2024 | 156.50 | 154.44   | 0.8107     | 1.0133 |  -1.33 | 36.55
        2025 | 192.40 | 193.05   | 0.9966     | 0.9966 |   0.34 | -
        """
    ),
)
def test_farmland_against_a_linear_schedule(
    year: str, value: str, expected: str, completion: str, pace: str, gap: str, needed: str
) -> None:
    when, reached = f(year), f(value)
    assert rounded(FARMLAND.expected(when), 2) == f(expected)
    assert rounded(FARMLAND.completion(reached) or Fraction(0), 4) == f(completion)
    assert rounded(FARMLAND.pace(reached, when) or Fraction(0), 4) == f(pace)
    assert rounded(FARMLAND.gap(reached, when) or Fraction(0), 2) == f(gap)
    left = FARMLAND.needed_pace(reached, when)
    assert (left is None and needed == "-") or (left is not None and rounded(left, 2) == f(needed))
    assert not FARMLAND.met_by(reached)


def test_a_planned_curve_is_followed_year_by_year_and_linear_between() -> None:
    plan = {2021: f("37"), 2022: f("80"), 2023: f("120"), 2024: f("160")}
    schedule = Schedule(2020, Fraction(0), 2025, f("193.05"), shape="planned", planned=plan)
    assert schedule.expected(Fraction(2021)) == 37
    assert schedule.expected(f("2021.5")) == f("58.5")
    assert schedule.expected(f("2024.5")) == f("176.525")
    assert schedule.expected(Fraction(2026)) == f("193.05")
    assert schedule.expected(Fraction(2019)) == 0


def test_a_target_that_was_reached_before_it_was_set_is_to_be_maintained() -> None:
    manure = Schedule(2020, f("84.86"), 2025, Fraction(82))
    assert manure.maintained
    assert manure.expected(Fraction(2022)) == 82
    assert (manure.completion(f("81")), manure.pace(f("81"), Fraction(2022))) == (None, None)
    assert rounded(manure.gap(f("81.18"), Fraction(2022)) or Fraction(0), 2) == 1


def test_less_is_better_where_the_direction_is_down() -> None:
    landfill = Schedule(2020, f("60000"), 2023, Fraction(0), direction="down")
    assert landfill.expected(Fraction(2021)) == 40000
    assert landfill.completion(f("30000")) == f("1/2")
    assert landfill.met_by(Fraction(0))
    assert landfill.gap(f("44000"), Fraction(2021)) == 10


def test_a_total_has_its_gap_against_what_is_allowed() -> None:
    energy = Schedule(2020, f("150"), 2025, f("180"), direction="down")
    assert energy.maintained
    assert energy.gap(f("189"), Fraction(2023)) == 5


def test_where_nothing_is_required_yet_there_is_no_gap() -> None:
    assert FARMLAND.gap(Fraction(0), Fraction(2020)) is None
    assert FARMLAND.pace(Fraction(0), Fraction(2020)) is None


@pytest.mark.parametrize(
    ("base_year", "target_year", "base", "target"), [(2025, 2025, 0, 1), (2025, 2020, 0, 1), (2020, 2025, 5, 13)]
)
def test_a_schedule_that_makes_no_sense_is_refused(base_year: int, target_year: int, base: int, target: int) -> None:
    shape = "geometric" if base else "linear"
    with pytest.raises(ValueError, match=r"target|geometric"):
        Schedule(base_year, Fraction(base), target_year, Fraction(target), shape=shape)


@pytest.mark.parametrize(
    ("period", "end"),
    [
        ("2023", "2023"),
        ("2023-H1", "2022.5"),
        ("2023-Q3", "2022.75"),
        ("2023-12", "2023"),
        ("2023-03", "2022.25"),
        ("2023-12-31", "2023"),
        ("2024-12-31", "2024"),
    ],
)
def test_a_period_ends_at_a_time(period: str, end: str) -> None:
    assert end_of(Period.parse(period)) == f(end)


def test_a_day_of_a_leap_year_is_one_of_366() -> None:
    assert end_of(Period.parse("2024-01-01")) == 2023 + Fraction(1, 366)


def test_the_trend_needs_three_points_and_is_exact() -> None:
    points = [(Fraction(2021), f("2.27")), (Fraction(2022), f("4.88")), (Fraction(2023), f("7.29"))]
    assert trend(points[:2], Fraction(2025)) is None
    # The slope is 2.51 a year through the middle (2022, 4.8133...).
    assert trend(points, Fraction(2025)) == f("14.44") / 3 + 3 * f("2.51")
    assert trend([(Fraction(2021), Fraction(1))] * 3, Fraction(2025)) is None


def test_the_recent_pace_looks_back_three_years() -> None:
    points = [(Fraction(year), Fraction(value)) for year, value in ((2019, 0), (2021, 50), (2022, 54), (2024, 62))]
    assert recent_pace(points) == 4
    assert recent_pace(points[:1]) is None
    assert recent_pace([]) is None


WHOLE = st.integers(min_value=0, max_value=10**60)
DEGREE = st.integers(min_value=1, max_value=12)


@settings(deadline=None)
@given(WHOLE, DEGREE)
def test_an_integer_root_is_the_greatest_that_fits(value: int, degree: int) -> None:
    found = integer_root(value, degree)
    assert found**degree <= value < (found + 1) ** degree


@settings(deadline=None)
@given(st.fractions(min_value=0, max_value=10**6, max_denominator=10**6), DEGREE)
def test_the_root_of_a_power_is_exact(value: Fraction, degree: int) -> None:
    assert root(value**degree, degree) == value


@settings(deadline=None)
@given(st.fractions(min_value=0, max_value=1, max_denominator=1000), st.fractions(0, 1, max_denominator=12))
def test_a_root_is_cut_below_its_true_value_by_less_than_its_last_decimal(base: Fraction, exponent: Fraction) -> None:
    found, step = power(base, exponent, 12), Fraction(1, 10**12)
    degree, raised = exponent.denominator, base**exponent.numerator
    assert found**degree <= raised < (found + step) ** degree


@settings(deadline=None)
@given(st.fractions(1, 99, max_denominator=100), st.fractions(2020, 2025, max_denominator=12))
def test_a_geometric_schedule_never_runs_backwards(target: Fraction, time: Fraction) -> None:
    schedule = Schedule(2020, Fraction(0), 2025, target, shape="geometric")
    later = min(time + Fraction(1, 12), Fraction(2025))
    assert 0 <= schedule.expected(time) <= schedule.expected(later) <= target


@settings(deadline=None)
@given(st.fractions(0, 100), st.fractions(101, 200), st.fractions(2020, 2025, max_denominator=12))
def test_who_is_exactly_on_schedule_has_the_pace_one_and_no_gap(
    base: Fraction, target: Fraction, time: Fraction
) -> None:
    schedule = Schedule(2020, base, 2025, target)
    value = schedule.expected(time)
    if time > 2020:
        assert schedule.pace(value, time) == 1
    assert schedule.gap(value, time) in (0, None)


def test_the_roots_of_daily_schedules_agree_with_the_exact_ones() -> None:
    by_logarithm = power(Fraction("0.87"), Fraction(67, 72), 30)
    assert by_logarithm == root(Fraction("0.87") ** 67, 72, 30)


def test_a_negative_number_has_no_root_here() -> None:
    with pytest.raises(ValueError, match="negative"):
        power(Fraction(-1), Fraction(1, 2))
