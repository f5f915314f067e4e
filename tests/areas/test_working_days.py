"""The calendar of working days: what is published counts, what is not is said to be provisional."""

from __future__ import annotations

from datetime import date

import pytest
from chinese_calendar import is_workday
from hypothesis import given
from hypothesis import strategies as st

from lvheng.areas.working_days import FIRST_DAY, LAST_PUBLISHED_YEAR, OFFICIAL, DayKind, LocalDay, WorkingDays
from lvheng.errors import InputProblem, Text

PUBLISHED = st.dates(FIRST_DAY, date(LAST_PUBLISHED_YEAR, 12, 27))


@pytest.mark.parametrize(
    ("day", "kind", "zh"),
    [
        (date(2023, 9, 29), DayKind.HOLIDAY, "中秋放假"),
        (date(2023, 10, 6), DayKind.HOLIDAY, "国庆节放假"),
        (date(2023, 10, 7), DayKind.MADE_UP, "国庆节调休上班"),
        (date(2023, 10, 9), DayKind.WORKING, "工作日"),
        (date(2023, 10, 14), DayKind.WEEKEND, "周六"),
    ],
)
def test_it_knows_what_a_day_is_and_why(day: date, kind: DayKind, zh: str) -> None:
    found = OFFICIAL.day(day)
    assert (found.kind, found.name.zh, found.provisional) == (kind, zh, False)


@given(PUBLISHED)
def test_it_agrees_with_the_published_calendar(day: date) -> None:
    assert OFFICIAL.is_working(day) == is_workday(day)
    assert not OFFICIAL.day(day).provisional


@given(st.dates(date(LAST_PUBLISHED_YEAR + 1, 1, 1), date(LAST_PUBLISHED_YEAR + 40, 1, 1)))
def test_it_says_that_a_day_not_yet_published_is_provisional(day: date) -> None:
    found = OFFICIAL.day(day)
    assert found.provisional
    assert found.is_working == (day.weekday() < 5)


def test_it_holds_the_last_days_of_the_last_year_provisional_because_new_year_may_move_them() -> None:
    assert OFFICIAL.day(date(LAST_PUBLISHED_YEAR, 12, 30)).provisional
    assert not OFFICIAL.day(date(LAST_PUBLISHED_YEAR, 12, 25)).provisional


def test_a_local_day_counts_over_the_official_one() -> None:
    eid = date(2026, 3, 20)
    local = WorkingDays({eid: LocalDay(rest=True, name=Text("开斋节", "Eid al-Fitr"))})
    assert OFFICIAL.is_working(eid)
    assert not local.is_working(eid)
    assert local.day(eid).name.zh == "开斋节"
    assert local.next_working(eid) == date(2026, 3, 23)
    assert local.next_working(eid, -1) == date(2026, 3, 19)


def test_a_year_that_was_entered_is_not_provisional_any_more() -> None:
    year = LAST_PUBLISHED_YEAR + 1
    entered = WorkingDays({date(year, 1, 1): LocalDay(True, Text("元旦", "New Year"))}, published_through=year)
    assert not entered.day(date(year, 1, 1)).provisional
    assert not entered.day(date(year, 3, 1)).provisional
    assert entered.day(date(year, 12, 31)).provisional


def test_a_day_before_the_first_calendar_is_refused() -> None:
    with pytest.raises(InputProblem, match="2004-01-01"):
        OFFICIAL.day(date(2003, 12, 31))
