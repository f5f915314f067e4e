from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lvheng.world.numbers import nearest, shared, shared_within

totals = st.integers(0, 10**12)
weights = st.lists(st.integers(0, 10**6), min_size=1, max_size=12)


@given(totals, weights)
def test_parts_add_up_and_are_within_one_of_their_share(total: int, parts: list[int]) -> None:
    given_parts = shared(total, parts)
    assert sum(given_parts) == total
    if sum(parts):
        for got, weight in zip(given_parts, parts, strict=True):
            assert abs(Fraction(total * weight, sum(parts)) - got) < 1


@given(st.data())
def test_no_part_is_above_its_cap(data: st.DataObject) -> None:
    caps = data.draw(st.lists(st.integers(0, 10**6), min_size=1, max_size=12))
    own = data.draw(st.lists(st.integers(0, 10**6), min_size=len(caps), max_size=len(caps)))
    total = data.draw(st.integers(0, sum(caps)))
    parts = shared_within(total, own, caps)
    assert sum(parts) == total
    assert all(0 <= part <= cap for part, cap in zip(parts, caps, strict=True))


def test_it_refuses_what_cannot_be_shared() -> None:
    with pytest.raises(ValueError, match="nobody"):
        shared(1, [])
    assert shared(0, []) == []
    with pytest.raises(ValueError, match="more than the caps"):
        shared_within(5, [1, 1], [2, 2])


def test_without_weights_parts_are_equal_and_the_first_get_the_rest() -> None:
    assert shared(5, [0, 0]) == [3, 2]
    assert shared_within(4, [0, 0], [1, 3]) == [1, 3]


def test_ties_go_to_the_even_number() -> None:
    assert [nearest(Fraction(n, 2)) for n in (1, 3, 5)] == [0, 2, 2]
