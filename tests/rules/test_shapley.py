"""Shapley's shares of a common cost are exact and add up."""

from __future__ import annotations

from fractions import Fraction

import pytest

from lvheng.errors import InputProblem
from lvheng.rules.shapley import in_core, shapley

COSTS = {"1": 60, "2": 80, "3": 100, "12": 120, "13": 135, "23": 150, "123": 190}


def cost(group: frozenset[str]) -> int:
    return COSTS["".join(sorted(group))]


def test_three_enterprises_share_a_treatment_plant() -> None:
    shares = shapley(["1", "2", "3"], cost)
    assert shares == {"1": Fraction(275, 6), "2": Fraction(190, 3), "3": Fraction(485, 6)}
    assert sum(shares.values()) == 190
    assert in_core(shares, cost)


def test_it_tells_shares_that_one_would_refuse() -> None:
    assert not in_core({"1": Fraction(61), "2": Fraction(60), "3": Fraction(69)}, cost)


@pytest.mark.parametrize("members", [[], ["1", "1"], [str(n) for n in range(11)]])
def test_it_refuses_no_members_a_member_twice_and_too_many(members: list[str]) -> None:
    with pytest.raises(InputProblem) as caught:
        shapley(members, lambda group: len(group))
    assert "1 to 10" in caught.value.in_language("en")


def test_who_adds_nothing_pays_nothing() -> None:
    assert shapley(["a", "b"], lambda group: 10 if "a" in group else 0) == {"a": 10, "b": 0}
