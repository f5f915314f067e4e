"""What is still needed a year: the worked examples of the energy target, levels, stocks."""

from __future__ import annotations

from fractions import Fraction

import pytest

from lvheng.formula import Rounding
from lvheng.formula.rounding import round_to
from lvheng.indicators.needed import Need, constant_pace, goal_check, needed, pace_so_far
from lvheng.indicators.schedule import Schedule

ENERGY = Schedule(2020, Fraction(0), 2025, Fraction(13), shape="geometric")
FARMLAND = Schedule(2020, Fraction(0), 2025, Fraction("193.05"))
FILM = Schedule(2020, Fraction(80), 2025, Fraction(85))
OUTAGE = Schedule(2020, Fraction(20), 2025, Fraction(10), direction="down")


def f(text: str) -> Fraction:
    return Fraction(text)


def shown(value: Fraction | None, decimals: int = 4) -> str:
    assert value is not None
    return f"{float(round_to(value, decimals, Rounding.HALF_EVEN)):.{decimals}f}"


def energy(year: int, fall: str) -> Need:
    return needed(ENERGY, f(fall), Fraction(year), unit="%", decimals=2)


def test_13_per_cent_in_five_years_is_a_constant_pace_of_2_747_per_cent() -> None:
    assert shown(constant_pace(ENERGY), 3) == "2.747"


def test_the_local_goal_of_2_52_per_cent_a_year_is_below_the_constant_pace() -> None:
    found = goal_check(ENERGY, f("2.52"), unit="%", decimals=2)
    assert not found.enough
    assert shown(found.reached, 2) == "11.98"
    assert found.text.zh == "每年2.52 %不够：所需的年均进度为2.75 %；照此到2025年为11.98 %，目标是13.00 %。"
    assert "not enough" in found.text.en


def test_a_yearly_goal_of_2_75_per_cent_is_enough() -> None:
    found = goal_check(ENERGY, f("2.75"), unit="%", decimals=2)
    assert found.enough
    assert found.text.en.startswith("2.75 % a year is enough")


def test_a_yearly_goal_of_a_level_adds_up() -> None:
    assert goal_check(FILM, Fraction(1), unit="%", decimals=2).reached == 85
    assert not goal_check(FILM, f("0.99"), unit="%", decimals=2).enough


@pytest.mark.parametrize(
    ("year", "fall", "pace", "so_far"),
    [
        (2020, "0", "2.7468", None),
        (2021, "2.27", "2.8656", "2.2700"),
        (2022, "4.88", "2.9306", "2.4705"),
        (2023, "7.29", "3.1284", "2.4916"),
        (2024, "9.98", "3.3548", "2.5942"),
    ],
)
def test_what_was_lost_has_to_be_made_good(year: int, fall: str, pace: str, so_far: str | None) -> None:
    """The falls are those of the worked example A2.4; the paces are 1 - (0.87 / (1 - fall)) ** (1 / years left)."""
    found = energy(year, fall)
    assert shown(found.pace) == pace
    assert so_far is None if found.so_far is None else shown(found.so_far) == so_far


def test_the_last_year_is_short_of_the_target_by_0_21_points() -> None:
    found = energy(2025, "12.79")
    assert (found.met, found.remaining, found.pace, found.years_left) == (False, f("0.21"), None, 0)
    assert found.text.zh == "期限已过，还差0.21个百分点。"
    assert found.text.en == "The deadline has passed; 0.21 percentage points are missing."


def test_a_sentence_tells_a_rate_beside_the_rate_so_far() -> None:
    found = energy(2023, "7.29")
    assert found.text.zh == "还差5.71个百分点，剩余2年，平均每年须下降3.13 %；此前平均每年下降2.49 %。"
    assert found.text.en == (
        "5.71 percentage points are missing with 2 years left: a fall of 3.13 % a year is needed, "
        "against a fall of 2.49 % a year so far."
    )


def test_a_pace_is_shown_rounded_up_so_that_it_suffices() -> None:
    found = needed(FILM, f("84.99"), Fraction(2022), unit="%", decimals=2)
    assert found.pace == f("0.01") / 3
    assert "平均每年须提高0.01个百分点" in found.text.zh


def test_energy_use_that_rose_instead_of_falling_is_told_as_a_rise() -> None:
    found = energy(2021, "-0.30")
    assert found.so_far == f("-0.3")
    assert "此前平均每年提高0.30 %" in found.text.zh


def test_a_rise_over_two_years_is_a_yearly_rate_too() -> None:
    assert pace_so_far(ENERGY, f("-21"), Fraction(2022)) == f("-10")


def test_a_fall_of_everything_has_no_yearly_rate() -> None:
    assert pace_so_far(ENERGY, Fraction(100), Fraction(2022)) is None


def test_a_stock_needs_what_is_left_by_the_years_left() -> None:
    found = needed(FARMLAND, f("93.05"), f("2023"), unit="万亩", decimals=2)
    assert (found.remaining, found.years_left, found.pace) == (100, 2, 50)
    assert found.text.zh == "还差100.00 万亩，剩余2年，平均每年须提高50.00 万亩；此前平均每年提高31.02 万亩。"


def test_what_must_fall_is_told_as_a_fall() -> None:
    found = needed(OUTAGE, Fraction(16), f("2022.5"), unit="h", decimals=1)
    assert found.pace == f("-2.4")
    assert found.text.en == (
        "6.0 h are missing with 2.50 years left: a fall of 2.4 h a year is needed, "
        "against a fall of 1.6 h a year so far."
    )


def test_one_year_is_singular() -> None:
    assert "with 1 year left" in needed(FILM, Fraction(80), Fraction(2024), unit="%", decimals=2).text.en


@pytest.mark.parametrize(("schedule", "value"), [(FILM, "85"), (OUTAGE, "9"), (ENERGY, "13.5")])
def test_a_target_that_is_met_needs_nothing_more(schedule: Schedule, value: str) -> None:
    found = needed(schedule, f(value), Fraction(2023), unit="%", decimals=2)
    assert (found.met, found.remaining, found.pace) == (True, 0, 0)
    assert found.text.zh == "已达到目标，须保持。"


def test_the_needed_pace_leads_to_the_target_exactly() -> None:
    found = needed(FILM, f("81.7"), f("2022.25"), unit="%", decimals=2)
    assert found.pace is not None
    assert f("81.7") + found.pace * found.years_left == 85
