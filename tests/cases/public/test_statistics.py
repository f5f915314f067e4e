"""Counts that are published: small ones hidden, and none to be found by subtraction."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from lvheng.cases.public.statistics import LEAST, told

ROWS, COLUMNS = ("air", "water", "waste"), ("a", "b", "c", "d")
COUNTS = st.dictionaries(st.tuples(st.sampled_from(ROWS), st.sampled_from(COLUMNS)), st.integers(0, 12))


def test_a_small_count_is_hidden_together_with_one_that_would_give_it_away() -> None:
    counts = {("air", "a"): 2, ("air", "b"): 9, ("air", "c"): 30, ("water", "a"): 8, ("water", "b"): 8}
    (_, air, total), (_, water, _sum), _ = told(counts, ROWS, COLUMNS)
    assert [each.count for each in air] == [None, None, 30, 0]
    assert [each.count for each in water] == [8, 8, 0, 0]
    assert total.count == 41


@settings(max_examples=80)
@given(COUNTS)
def test_no_small_count_is_told_and_none_follows_from_a_sum(counts: dict[tuple[str, str], int]) -> None:
    found = told(counts, ROWS, COLUMNS)
    for row, cells, total in found:
        for column, cell in zip(COLUMNS, cells, strict=True):
            assert cell.is_hidden or cell.count == counts.get((row, column), 0)
            assert cell.is_hidden or not 0 < (cell.count or 0) < LEAST
        hidden = [cell for cell in cells if cell.is_hidden]
        told_positive = [cell for cell in cells if cell.count]
        assert not (len(hidden) == 1 and told_positive)
        secret = sum(counts.get((row, each), 0) for each, cell in zip(COLUMNS, cells, strict=True) if cell.is_hidden)
        assert total.is_hidden == (0 < secret < LEAST)
