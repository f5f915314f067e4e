"""What each area has to deliver: fair by four rules, and the sum is always the whole."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lvheng.indicators.shares import (
    Part,
    Plan,
    Shares,
    by_potential,
    equal_level,
    equal_percentage,
    proportional_gap,
)


def parts(table: str) -> list[Part]:
    """Lines of ``area numerator denominator``; - is not reported."""
    rows = [line.split() for line in table.strip().splitlines()]
    return [Part(area, number(top), number(bottom)) for area, top, bottom in rows]


def number(written: str) -> Decimal | None:
    return None if written == "-" else Decimal(written)


def added(found: Shares | None) -> dict[str, str]:
    assert found is not None
    return {row.area: str(row.additional) for row in found.rows}


FILM = parts(
    """
    a 50 100
    b 80 100
    c 180 200
    """
)


def test_who_lies_behind_comes_up_to_one_level_and_who_is_ahead_stays() -> None:
    """80 % of 400 is 320, so 10 are missing: a alone, because with them it still lies behind b."""
    found = equal_level(FILM, Fraction(80), decimals=1)
    assert added(found) == {"a": "10.0", "b": "0.0", "c": "0.0"}
    assert found is not None
    assert (found.now, found.reached, found.enough) == (Fraction(155, 2), 80, True)
    assert found.rows[0].level == 60


def test_areas_join_until_they_reach_the_next_one() -> None:
    """84 % of 400 is 336: 26 are missing, which bring a to 76; with 88 % (42 more) a and b come to one level."""
    assert added(equal_level(FILM, Fraction(84), decimals=1)) == {"a": "26.0", "b": "0.0", "c": "0.0"}
    found = equal_level(FILM, Fraction(88), decimals=1)
    assert added(found) == {"a": "36.0", "b": "6.0", "c": "0.0"}
    assert found is not None
    assert [row.level for row in found.rows] == [86, 86, 90]


def test_everybody_reaches_the_target_where_nobody_is_ahead_of_it() -> None:
    found = equal_level(FILM, Fraction(95), decimals=1)
    assert found is not None
    assert [row.level for row in found.rows] == [95, 95, 95]


def test_the_same_share_of_each_gap() -> None:
    """Against 88 %, a lacks 38 and b 8, together 46; the whole lacks 42 because c is ahead by 4."""
    found = proportional_gap(FILM, Fraction(88), decimals=4)
    assert added(found) == {"a": "34.6957", "b": "7.3043", "c": "0.0000"}
    assert found is not None
    assert found.total == Decimal(42)


def test_a_target_that_the_whole_has_reached_asks_nothing_of_anybody() -> None:
    for rule in (equal_level, proportional_gap):
        found = rule(FILM, Fraction(70), decimals=1)
        assert found is not None
        assert (found.total, found.enough) == (0, True)
        assert set(added(found).values()) == {"0.0"}


def test_an_intensity_falls_by_the_same_percentage_everywhere() -> None:
    """Energy (10 000 tce) by GDP: 0.4 to 0.348 is a fall of 13 % of 40."""
    found = equal_percentage(parts("a 10 20\nb 30 80"), Fraction("0.348"), decimals=2)
    assert added(found) == {"a": "1.30", "b": "3.90"}
    assert found is not None
    assert (found.now, found.reached, found.enough) == (Fraction("0.4"), Fraction("0.348"), True)
    assert [row.level / row.now for row in found.rows] == [Fraction("0.87")] * 2


def test_what_must_fall_is_the_mirror_image_of_what_must_rise() -> None:
    found = equal_level(parts("a 30 100\nb 10 100"), Fraction(15), decimals=1, direction="down")
    assert added(found) == {"a": "10.0", "b": "0.0"}
    assert found is not None
    assert (found.now, found.rows[0].now, found.rows[0].level, found.reached) == (20, 30, 20, 15)


def test_areas_that_did_not_report_are_named_and_left_out() -> None:
    found = equal_level(parts("a 50 100\nb - 100\nc 60 -"), Fraction(80), decimals=1)
    assert found is not None
    assert found.missing == ("b", "c")
    assert added(found) == {"a": "30.0"}


def test_an_area_without_anything_to_treat_is_left_out_too() -> None:
    found = equal_level(parts("a 50 100\nb 0 0"), Fraction(80), decimals=1)
    assert found is not None
    assert found.missing == ("b",)


@pytest.mark.parametrize("rule", [equal_level, proportional_gap, equal_percentage])
def test_nothing_is_shared_where_nobody_reported(rule: object) -> None:
    assert rule(parts("a - 100"), Fraction(80), decimals=1) is None  # type: ignore[operator]


def test_shares_are_rounded_so_that_they_add_up_and_suffice() -> None:
    """Three equal thirds of 10.00 are 3.34, 3.33 and 3.33."""
    found = equal_level(parts("a 0 100\nb 0 100\nc 0 100"), Fraction(10, 3), decimals=2)
    assert added(found) == {"a": "3.34", "b": "3.33", "c": "3.33"}
    assert found is not None
    assert (str(found.total), found.enough) == ("10.00", True)


PLANS = [
    Plan("a", Decimal(10), Decimal(50)),
    Plan("b", Decimal(30), Decimal(40)),
    Plan("c", Decimal(20), Decimal(20)),
    Plan("d", None, Decimal(20)),
]


def test_what_is_built_is_shared_by_what_the_plans_still_hold() -> None:
    found = by_potential(PLANS, Fraction(85), decimals=1)
    assert added(found) == {"a": "20.0", "b": "5.0", "c": "0.0"}
    assert found is not None
    assert (found.missing, found.total, found.reached, found.enough) == (("d",), 25, 85, True)


def test_nobody_is_asked_for_more_than_the_plan_holds() -> None:
    found = by_potential(PLANS, Fraction(200), decimals=1)
    assert added(found) == {"a": "40.0", "b": "10.0", "c": "0.0"}
    assert found is not None
    assert (found.reached, found.enough) == (110, False)


def test_a_stock_of_which_nobody_reported_is_not_shared() -> None:
    assert by_potential([Plan("a", None, Decimal(1))], Fraction(5), decimals=1) is None


def test_every_rule_has_a_name_in_both_languages() -> None:
    for found in (
        equal_level(FILM, Fraction(88), decimals=1),
        proportional_gap(FILM, Fraction(88), decimals=1),
        equal_percentage(FILM, Fraction("0.7"), decimals=1),
        by_potential(PLANS, Fraction(85), decimals=1),
    ):
        assert found is not None
        assert found.name.zh != found.name.en


@given(
    st.lists(st.tuples(st.integers(0, 500), st.integers(1, 500)), min_size=1, max_size=8),
    st.integers(0, 1000),
    st.integers(0, 3),
    st.sampled_from([equal_level, proportional_gap]),
    st.sampled_from(["up", "down"]),
)
@settings(max_examples=200)
def test_the_shares_always_add_up_to_what_the_whole_lacks(
    rows: list[tuple[int, int]], target_permille: int, decimals: int, rule: object, direction: str
) -> None:
    known = [Part(str(place), Decimal(top), Decimal(bottom)) for place, (top, bottom) in enumerate(rows)]
    target = Fraction(target_permille, 10)
    found = rule(known, target, decimals=decimals, direction=direction)  # type: ignore[operator]
    top, bottom = sum(row[0] for row in rows), sum(row[1] for row in rows)
    gap = target / 100 * bottom - top
    lacking = max(gap if direction == "up" else -gap, Fraction(0))
    assert found.enough
    assert found.total == sum(row.additional for row in found.rows)
    assert 0 <= Fraction(found.total) - lacking < Fraction(1, 10**decimals)
    assert all(row.additional >= 0 for row in found.rows)
