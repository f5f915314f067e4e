"""Lights by the rules of the pack: both barometers of 2021 and the general one."""

from __future__ import annotations

import datetime
from fractions import Fraction

import pytest
from tests.indicators.support import measures

from lvheng.errors import Problems
from lvheng.indicators.lights import consequence, freshness, judge, standing
from lvheng.indicators.schedule import Schedule, rounded

ENERGY = Schedule(2020, Fraction(0), 2025, Fraction(13), shape="geometric")
FARMLAND = Schedule(2020, Fraction(0), 2025, Fraction("193.05"))
MANURE = Schedule(2020, Fraction("84.86"), 2025, Fraction(82))


def table(text: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()[1:]]


@pytest.mark.parametrize(
    ("year", "fall", "change", "gap", "first_quarter", "first_half"),
    table(
        """
        year | fall  | change | gap   | rule 2021-Q1 | rule 2021-H1
        2021 |  2.27 | -2.27  | 17.36 | red          | yellow
        2022 |  4.88 | -2.67  |  9.93 | yellow       | yellow
        2023 |  7.29 | -2.53  |  9.06 | yellow       | yellow
        2024 |  9.98 | -2.91  |  5.34 | yellow       | yellow
        2025 | 12.79 | -3.12  |  1.62 | yellow       | yellow
        """
    ),
)
def test_both_barometers_of_2021(
    year: str, fall: str, change: str, gap: str, first_quarter: str, first_half: str
) -> None:
    time, value = Fraction(year), Fraction(fall)
    assert rounded(standing(ENERGY, value, time).gap or Fraction(0), 2) == Fraction(gap)
    quarter = judge(measures(), "barometer_2021_q1", ENERGY, value, time)
    half = judge(measures(), "barometer_2021_h1", ENERGY, value, time, change=Fraction(change))
    assert (quarter.light, half.light) == (first_quarter, first_half)


def test_a_year_of_rising_intensity_is_red_whatever_was_saved_before() -> None:
    ahead = Fraction(9)
    rising = judge(measures(), "barometer_2021_h1", ENERGY, ahead, Fraction(2022), change=Fraction("0.3"))
    assert rising.light == "red"
    assert judge(measures(), "barometer_2021_q1", ENERGY, ahead, Fraction(2022)).light == "green"


def test_a_gap_of_exactly_ten_per_cent_is_still_yellow() -> None:
    schedule = Schedule(2020, Fraction(0), 2025, Fraction(100))
    for value, light in (("40", "green"), ("36", "yellow"), ("35.999999", "red")):
        assert judge(measures(), "barometer_2021_q1", schedule, Fraction(value), Fraction(2022)).light == light


@pytest.mark.parametrize(
    ("year", "value", "light"),
    table(
        """
        year | value  | light
        2021 |  38.50 | yellow
        2022 |  79.70 | green
        2022 |  69.60 | yellow
        2022 |  69.00 | red
        2024 | 193.05 | green
        2025 | 192.40 | yellow
        2025 | 170.00 | red
        """
    ),
)
def test_the_general_rule_goes_by_the_pace(year: str, value: str, light: str) -> None:
    assert judge(measures(), "pace", FARMLAND, Fraction(value), Fraction(year)).light == light


def test_without_data_the_light_is_grey_and_never_green() -> None:
    for rule in measures().lights:
        assert judge(measures(), rule, FARMLAND, None, Fraction(2022)).light == "grey"


def test_a_rule_that_needs_what_is_not_known_is_grey() -> None:
    found = judge(measures(), "barometer_2021_h1", ENERGY, Fraction(13), Fraction(2025))
    assert (found.light, found.reason.en) == ("grey", "not reported")


def test_a_level_to_be_kept_is_green_as_long_as_it_holds() -> None:
    kept = judge(measures(), "pace", MANURE, Fraction("82.9"), Fraction(2023))
    lost = judge(measures(), "pace", MANURE, Fraction("81.9"), Fraction(2023))
    assert (kept.light, lost.light) == ("green", "red")


def test_the_reason_of_a_light_can_be_explained() -> None:
    found = judge(measures(), "barometer_2021_q1", ENERGY, Fraction("2.27"), Fraction(2021))
    assert found.explanation is not None
    cell = found.explanation.cell()
    assert cell.value == "red"
    assert "晴雨表" in cell.notes["source"]


def test_a_rule_that_there_is_not_suggests_those_there_are() -> None:
    with pytest.raises(Problems) as caught:
        judge(measures(), "barometer_2021", ENERGY, Fraction(1), Fraction(2021))
    assert "barometer_2021_q1" in caught.value.in_language("en")


@pytest.mark.parametrize(
    ("light", "nature", "expected"),
    [
        ("red", "binding", "task"),
        ("red", "expected", "notice"),
        ("yellow", "binding", "none"),
        ("grey", "binding", "none"),
        ("green", "expected", "none"),
    ],
)
def test_red_opens_a_task_only_on_a_binding_target(light: str, nature: str, expected: str) -> None:
    assert consequence(light, nature) == expected  # type: ignore[arg-type]


def test_data_older_than_the_days_allowed_are_an_orange_warning() -> None:
    end = datetime.date(2025, 6, 30)
    assert freshness(end, 45, datetime.date(2025, 8, 14)) is None
    late = freshness(end, 45, datetime.date(2025, 8, 15))
    assert late is not None
    assert late.light == "orange"
