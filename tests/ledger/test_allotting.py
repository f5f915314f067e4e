"""Sharing out: exact to the last unit, in proportion, and never above what is claimed."""

from __future__ import annotations

from decimal import Decimal

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from lvheng.ledger.allotting import Claim, by_plan, by_rate, drawable, parts_of, share_out
from lvheng.ledger.compliance import deadline, fine, last_day, meet, needed_by_new_source

weights = st.lists(st.integers(0, 10**9), min_size=1, max_size=40)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**12), weights)
def test_parts_add_up_and_are_within_one_unit_of_their_proportion(total, given_weights):
    parts = share_out(total, given_weights)
    whole = sum(given_weights)
    assert sum(parts) == (total if whole else 0)
    for part, weight in zip(parts, given_weights, strict=True):
        assert whole == 0 or abs(part * whole - total * weight) < whole


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6), weights, st.integers(0, 10**9))
def test_nobody_gets_more_than_the_claim_or_all_more_than_there_is(rate, needs, available):
    claims = [Claim(str(number), Decimal(need)) for number, need in enumerate(needs)]
    shares = by_rate(claims, Decimal(rate), available)
    assert all(share.granted <= share.claimed for share in shares)
    claimed = sum(share.claimed for share in shares)
    assert sum(share.granted for share in shares) == min(claimed, available)


def test_equal_remainders_go_to_the_first():
    assert share_out(10, [1, 1, 1]) == [4, 3, 3]
    assert share_out(5, [0, 0]) == [0, 0]
    with pytest.raises(ValueError, match="negative"):
        share_out(-1, [1])


def test_emission_rights_follow_the_benchmark_within_permit_and_cap():
    # 0.35 kg a tonne of output; the second has a permit of 500 kg; the cap of the area is 1000 kg.
    claims = [Claim("a", Decimal("2000")), Claim("b", Decimal("2000"), permit=500), Claim("c", Decimal("100.5"))]
    shares = by_rate(claims, Decimal("0.35"), 1000)
    assert [(share.computed, share.claimed) for share in shares] == [(700, 700), (700, 500), (35, 35)]
    assert [share.granted for share in shares] == [567, 405, 28]
    assert [share.granted for share in by_rate(claims, Decimal("0.35"), 2000)] == [700, 500, 35]
    assert [share.granted for share in by_rate(claims, Decimal("0.35"), -5)] == [0, 0, 0]


def test_energy_quotas_follow_the_plan_to_the_hundredth():
    shares = by_plan([Claim("a", Decimal("100.25")), Claim("b", Decimal("50.5"))], 2, 10_000)
    assert [share.claimed for share in shares] == [10025, 5050]
    assert [share.granted for share in shares] == [6650, 3350]


def test_instalments_are_out_to_the_last_unit_and_never_behind_their_share():
    assert parts_of(1_000_001, [Decimal("0.4"), *[Decimal("0.2")] * 3]) == [400_001, 200_000, 200_000, 200_000]
    assert parts_of(1, [Decimal("0.5"), Decimal("0.5")]) == [1, 0]
    assert parts_of(100, [Decimal(1)]) == [100]
    with pytest.raises(ValueError, match="add up"):
        parts_of(100, [Decimal("0.4"), Decimal("0.4")])


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**12), st.lists(st.integers(1, 30), min_size=1, max_size=20))
def test_instalments_add_up(total, weights):
    shares = [Decimal(weight) / 1000 for weight in weights]
    shares.append(1 - sum(shares))
    parts = parts_of(total, shares)
    assert sum(parts) == total
    assert all(part >= 0 for part in parts)
    for number in range(len(parts)):
        assert 0 <= sum(parts[: number + 1]) - sum(shares[: number + 1]) * total < 1


def test_a_new_source_in_an_area_that_misses_its_target_holds_twice_its_need():
    assert needed_by_new_source(20, 1, 2, misses_target=True) == 40
    assert needed_by_new_source(20, 1, 2, misses_target=False) == 20


def test_offsets_cover_at_most_a_twentieth_of_what_is_due():
    met = meet(1_000_000, Decimal("0.05"), allowances=950_000, offsets=50_000)
    assert (met.most_offsets, met.offsets, met.allowances, met.shortage) == (50_000, 50_000, 950_000, 0)
    short = meet(1_000_000, Decimal("0.05"), allowances=940_000, offsets=80_000)
    assert (short.offsets, short.shortage, short.is_met) == (50_000, 10_000, False)
    assert meet(19, Decimal("0.05"), 19, 5).offsets == 0


def test_a_shortage_costs_five_to_ten_times_its_price():
    # 10 000 t at 80 yuan: 4.0 to 8.0 million yuan, here in fen.
    assert fine(10_000, 8_000, 5, 10) == (400_000_000, 800_000_000)


def test_days_follow_from_the_year():
    assert deadline(2025, "12-31").isoformat() == "2026-12-31"
    assert last_day(2025, 0).isoformat() == "2025-12-31"


def test_a_grant_is_paid_as_far_as_its_progress_goes():
    assert drawable(1_000_001, Decimal("0.5"), 0) == 500_000
    assert drawable(1_000_001, Decimal("0.5"), 400_000) == 100_000
    assert drawable(1_000_001, Decimal("0.25"), 400_000) == 0
