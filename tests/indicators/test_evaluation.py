"""Mid-term and final evaluation."""

from __future__ import annotations

from fractions import Fraction

import pytest
from tests.indicators.support import measures

from lvheng.indicators.evaluation import FINAL_NAMES, MID_TERM_NAMES, final, mid_term
from lvheng.indicators.schedule import Schedule

FARMLAND = Schedule(2020, Fraction(0), 2025, Fraction(200))


def parameter(code: str) -> Fraction:
    value = measures().parameters[code].value
    assert value is not None
    return value


def points(*values: int) -> list[tuple[Fraction, Fraction]]:
    return [(Fraction(2021 + index), Fraction(value)) for index, value in enumerate(values)]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ((120, 205), "done"),
        ((40, 80), "on_schedule"),
        ((45, 75), "behind"),
        # 150 in three years is 50 a year; the best so far was 30, and 1.5 times 30 is 45.
        ((30, 50), "out_of_reach"),
        ((5, 35), "out_of_reach"),
        ((40, 74), "behind"),
        ((), "no_data"),
    ],
)
def test_the_class_at_mid_term(values: tuple[int, ...], expected: str) -> None:
    assert mid_term(FARMLAND, points(*values), Fraction(2022), parameter("evaluation_out_of_reach")) == expected


def test_what_is_known_only_later_does_not_count() -> None:
    known = points(40, 80, 205)
    assert mid_term(FARMLAND, known, Fraction(2022), Fraction(3, 2)) == "on_schedule"


def test_a_level_that_was_to_be_kept_and_was_lost_is_behind() -> None:
    manure = Schedule(2020, Fraction("84.86"), 2025, Fraction(82))
    assert mid_term(manure, [(Fraction(2022), Fraction(80))], Fraction(2022), Fraction(3, 2)) == "behind"


@pytest.mark.parametrize(
    ("value", "expected"),
    [("200", "met"), ("199.99", "nearly_met"), ("180", "nearly_met"), ("179.99", "not_met"), (None, "no_data")],
)
def test_the_class_after_the_deadline(value: str | None, expected: str) -> None:
    reached = None if value is None else Fraction(value)
    assert final(FARMLAND, reached, parameter("evaluation_nearly_met") / 100) == expected


def test_energy_that_fell_by_12_79_of_13_per_cent_is_nearly_met() -> None:
    energy = Schedule(2020, Fraction(0), 2025, Fraction(13), shape="geometric")
    completion = energy.completion(Fraction("12.79"))
    assert completion is not None
    assert round(float(completion * 100), 1) == 98.4
    assert final(energy, Fraction("12.79"), Fraction(9, 10)) == "nearly_met"


def test_every_class_has_a_name_in_both_languages() -> None:
    assert all(name.zh and name.en for name in (*MID_TERM_NAMES.values(), *FINAL_NAMES.values()))
