"""Periods: codes, neighbours and the calendar."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lvheng.formula import FormulaProblem, Period, PeriodKind
from lvheng.formula.periods import first_start_ending_from

CODES = ["2025", "2024-H2", "2024-Q3", "2024-02", "2024-02-29"]
dates = st.dates(dt.date(1950, 1, 1), dt.date(2099, 12, 31))


@pytest.mark.parametrize("code", CODES)
def test_a_code_is_read_and_written_back(code: str) -> None:
    assert Period.parse(code).code == code


@pytest.mark.parametrize(
    "code", ["", "25", "2025-13", "2025-Q5", "2025-H3", "2025-02-29", "2025-1", "2025-Q1-01", "二〇"]
)
def test_what_is_not_a_period_is_refused(code: str) -> None:
    with pytest.raises(FormulaProblem, match="不是期间"):
        Period.parse(code)


@pytest.mark.parametrize(
    ("code", "days"), [("2024", 366), ("2100", 365), ("2024-H1", 182), ("2023-Q1", 90), ("2024-02", 29)]
)
def test_days_follow_the_calendar(code: str, days: int) -> None:
    assert Period.parse(code).days == days


@given(st.sampled_from(list(PeriodKind)), dates, st.integers(1, 40))
def test_going_back_one_by_one_is_going_back_at_once(kind: PeriodKind, day: dt.date, count: int) -> None:
    period = Period(kind, first_start_ending_from(kind, day))
    step: Period | None = period
    for _ in range(count):
        assert step is not None
        step = step.back(1)
    assert step == period.back(count)


@given(st.sampled_from(list(PeriodKind)), dates)
def test_a_period_contains_its_day_and_the_next_begins_after_its_end(kind: PeriodKind, day: dt.date) -> None:
    period = Period(kind, first_start_ending_from(kind, day))
    assert period.start <= day <= period.end
    following = Period(kind, period.end + dt.timedelta(days=1))
    assert following.back(1) == period
    assert Period.of_year(kind, period.year, period.position) == period


def test_there_is_nothing_before_the_calendar() -> None:
    assert Period(PeriodKind.DAY, dt.date(1, 1, 1)).back(1) is None
    assert Period(PeriodKind.YEAR, dt.date(1, 1, 1)).back(1) is None
