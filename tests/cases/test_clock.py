"""Deadlines: the worked example of the law, its traps, and agreement with a counter that takes one day at a time."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

import pytest
from chinese_calendar import is_workday
from hypothesis import given, settings
from hypothesis import strategies as st

from lvheng.areas.working_days import OFFICIAL, LocalDay, WorkingDays
from lvheng.cases.clock import Derivation, Start, Suspension, Term, Unit, derive
from lvheng.cases.clock_kept import plain, read_derivation
from lvheng.cases.clock_words import words
from lvheng.errors import InputProblem, Text

ONE = timedelta(days=1)
DECISION = Text("作出决定", "the decision")
APPRAISAL = "鉴定"
UNITS: tuple[Unit, ...] = ("days", "working_days", "months", "years")


def deadline(term: Term, day: date, stops: Iterable[Suspension] = (), calendar: WorkingDays = OFFICIAL) -> Derivation:
    return derive(term, Start(day, DECISION), stops, calendar)


def rule(
    count: int, unit: Unit = "working_days", *, roll: bool = True, before: bool = False, inclusive: bool = False
) -> Term:
    return Term(count, unit, before, roll, inclusive)


def told(found: Derivation, language: str = "zh") -> str:
    return "\n".join(each.in_language(language) for each in words(found))


def test_a_decision_before_the_national_day_is_published_on_the_thirteenth_of_october() -> None:
    found = deadline(rule(7), date(2023, 9, 28))
    assert found.due_on == date(2023, 10, 13)
    assert found.certain
    assert [each.day for each in found.skipped] == [date(2023, 9, 29) + i * ONE for i in range(8)]


def test_counting_monday_to_friday_gives_a_wrong_date() -> None:
    day, left = date(2023, 9, 28), 7
    while left:
        day += ONE
        left -= day.weekday() < 5
    assert day == date(2023, 10, 9)
    assert deadline(rule(7), date(2023, 9, 28)).due_on != day


def test_it_tells_why_in_chinese() -> None:
    assert told(deadline(rule(7), date(2023, 9, 28))) == (
        "期限：自作出决定之日起7个工作日内。\n"
        "起算：作出决定，2023年9月28日（周四），当日不计入，从2023年9月29日（周五）起算。\n"
        "不计入：2023年9月29日（中秋放假）、2023年9月30日至2023年10月6日（国庆节放假），共8日。\n"
        "最后一日：2023年10月13日（周五）。"
    )


def test_it_tells_why_in_english() -> None:
    assert told(deadline(rule(1), date(2023, 9, 28)), "en") == (
        "Term: within 1 working day of: the decision.\n"
        "Start: the decision, 2023-09-28 (Thu); that day does not count, the first day is 2023-09-29 (Fri).\n"
        "Not counted: 2023-09-29 (Mid-autumn Festival holiday), "
        "2023-09-30 to 2023-10-06 (National Day holiday); 8 days.\n"
        "Last day: 2023-10-07 (Sat)."
    )


@pytest.mark.parametrize(
    ("start", "months", "due"),
    [
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2023, 1, 31), 1, date(2023, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 11, 30), 3, date(2025, 2, 28)),
        (date(2025, 12, 15), 2, date(2026, 2, 15)),
        (date(2024, 8, 31), 0, date(2024, 8, 31)),
    ],
)
def test_months_end_on_the_corresponding_day_or_the_end_of_a_shorter_month(start: date, months: int, due: date) -> None:
    assert deadline(rule(months, "months", roll=False), start).due_on == due


def test_years_end_on_the_corresponding_day() -> None:
    assert deadline(rule(1, "years", roll=False), date(2024, 2, 29)).due_on == date(2025, 2, 28)
    assert deadline(rule(5, "years", roll=False), date(2019, 7, 1)).due_on == date(2024, 7, 1)


def test_a_last_day_on_a_holiday_moves_to_the_next_working_day() -> None:
    found = deadline(rule(30, "days"), date(2023, 9, 1))
    assert (found.rolled_from, found.due_on) == (date(2023, 10, 1), date(2023, 10, 7))
    assert "不是工作日：2023年10月1日至2023年10月6日（国庆节放假）；顺延至2023年10月7日（周六）。" in told(found)


def test_a_last_day_stays_where_the_rule_says_so() -> None:
    found = deadline(rule(30, "days", roll=False), date(2023, 9, 1))
    assert (found.rolled_from, found.due_on) == (None, date(2023, 10, 1))


def test_a_deadline_before_an_event_is_counted_back_and_moved_back() -> None:
    found = deadline(rule(7, "days", before=True), date(2023, 10, 9))
    assert (found.rolled_from, found.due_on) == (date(2023, 10, 2), date(2023, 9, 28))
    assert "提前至2023年9月28日" in told(found)


def test_the_day_of_the_event_counts_where_the_rule_says_so() -> None:
    assert deadline(rule(10, "days", roll=False, inclusive=True), date(2024, 2, 20)).due_on == date(2024, 2, 29)
    assert deadline(rule(1, inclusive=True), date(2023, 9, 30)).due_on == date(2023, 10, 7)
    assert deadline(rule(1, "months", roll=False, inclusive=True), date(2024, 3, 1)).due_on == date(2024, 3, 31)


def test_it_crosses_the_year() -> None:
    assert deadline(rule(5), date(2024, 12, 30)).due_on == date(2025, 1, 7)


def test_a_suspension_moves_every_unit_by_the_days_it_holds() -> None:
    stop = Suspension(date(2024, 3, 5), date(2024, 3, 15), APPRAISAL)
    days = deadline(rule(90, "days", roll=False), date(2024, 3, 1), [stop])
    assert days.due_on == date(2024, 3, 1) + 100 * ONE
    assert deadline(rule(3, "months", roll=False), date(2024, 3, 1), [stop]).due_on == date(2024, 6, 11)
    assert days.suspended == (stop,)
    assert "2024年3月5日至2024年3月14日（中止：鉴定），共10日" in told(days)


def test_a_suspension_after_the_last_day_changes_nothing_and_is_not_told() -> None:
    found = deadline(rule(3), date(2024, 3, 4), [Suspension(date(2024, 6, 1), None, APPRAISAL)])
    assert (found.due_on, found.suspended) == (date(2024, 3, 7), ())


@pytest.mark.parametrize("unit", UNITS)
def test_there_is_no_last_day_while_the_clock_stands_still(unit: Unit) -> None:
    found = deadline(rule(3, unit), date(2024, 3, 4), [Suspension(date(2024, 3, 6), None, APPRAISAL)])
    assert found.due_on is None
    assert found.days_left(date(2024, 3, 6)) is None
    assert "期限中止（鉴定）" in told(found)


def test_a_suspension_that_another_overlaps_counts_each_day_once() -> None:
    stops = [
        Suspension(date(2024, 3, 5), date(2024, 3, 9), APPRAISAL),
        Suspension(date(2024, 3, 7), date(2024, 3, 11), "听证"),
    ]
    assert deadline(rule(20, "days", roll=False), date(2024, 3, 1), stops).due_on == date(2024, 3, 27)


def test_a_date_beyond_the_published_calendar_is_said_to_be_provisional() -> None:
    year = OFFICIAL.published_through + 1
    found = deadline(rule(7), date(year, 9, 25))
    assert not found.certain
    assert "放假安排尚未公布" in told(found)
    assert "not published yet" in told(found, "en")
    assert plain(found)["uncertain"]


def test_a_fixed_date_beyond_the_calendar_is_not_provisional_where_no_working_day_is_asked_for() -> None:
    found = deadline(rule(10, "days", roll=False), date(OFFICIAL.published_through + 1, 9, 25))
    assert found.certain


def test_a_local_holiday_is_passed_over_with_its_name() -> None:
    local = WorkingDays({date(2026, 3, 20): LocalDay(True, Text("开斋节", "Eid al-Fitr"))})
    found = deadline(rule(2), date(2026, 3, 18), calendar=local)
    assert found.due_on == date(2026, 3, 23)
    assert "2026年3月20日（开斋节）" in told(found)


def test_days_left_are_negative_when_overdue() -> None:
    found = deadline(rule(7), date(2023, 9, 28))
    assert [found.days_left(date(2023, 10, day)) for day in (12, 13, 15)] == [1, 0, -2]


@pytest.mark.parametrize("count", [-1, 4001])
def test_an_absurd_count_is_refused(count: int) -> None:
    with pytest.raises(InputProblem, match="期限"):
        rule(count)


def test_a_suspension_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(InputProblem, match="恢复日"):
        Suspension(date(2024, 3, 2), date(2024, 3, 1), APPRAISAL)


STARTS = st.dates(date(2019, 1, 1), date(2024, 12, 31))
SUSPENSIONS = st.lists(
    st.builds(lambda first, days: Suspension(first, first + days * ONE, APPRAISAL), STARTS, st.integers(0, 40)),
    max_size=3,
)


def _naive(count: int, working: bool, start: date, stops: Sequence[Suspension], step: int, inclusive: bool) -> date:
    """All days in the order of counting, those that do not count crossed out; the n-th that is left."""
    day = start if inclusive else start + step * ONE
    line = [day + i * step * ONE for i in range(450)]
    stopped = {
        each.begin + i * ONE for each in stops for i in range(60) if each.begin + i * ONE < (each.end or each.begin)
    }
    counted = [each for each in line if each not in stopped and (not working or is_workday(each))]
    return counted[count - 1]


@settings(max_examples=60)
@given(st.integers(1, 120), st.booleans(), STARTS, SUSPENSIONS, st.booleans(), st.booleans())
def test_it_agrees_with_a_naive_counter(
    count: int, working: bool, start: date, stops: list[Suspension], before: bool, inclusive: bool
) -> None:
    unit: Unit = "working_days" if working else "days"
    found = deadline(rule(count, unit, roll=False, inclusive=inclusive, before=before), start, stops)
    assert found.due_on == _naive(count, working, start, stops, -1 if before else 1, inclusive)


@settings(max_examples=50)
@given(st.integers(0, 24), STARTS, SUSPENSIONS)
def test_months_are_lengthened_by_each_day_that_the_clock_stood_still(
    months: int, start: date, stops: list[Suspension]
) -> None:
    unsuspended = deadline(rule(months, "months", roll=False), start).due_on
    found = deadline(rule(months, "months", roll=False), start, stops)
    assert unsuspended is not None
    assert found.due_on is not None
    assert found.due_on - unsuspended == len(found.skipped) * ONE
    assert all(start < each.day < found.due_on for each in found.skipped)


@settings(max_examples=50)
@given(st.integers(0, 60), st.sampled_from(UNITS[:2]), STARTS, st.booleans())
def test_a_rolled_last_day_is_the_nearest_working_day(count: int, unit: Unit, start: date, before: bool) -> None:
    found = deadline(rule(count, unit, before=before), start)
    unrolled = deadline(rule(count, unit, roll=False, before=before), start).due_on
    assert found.due_on is not None
    assert unrolled is not None
    assert is_workday(found.due_on)
    low, high = sorted((unrolled, found.due_on))
    between = [low + i * ONE for i in range((high - low).days + 1)]
    assert [day for day in between if is_workday(day)] == [found.due_on]


@settings(max_examples=60)
@given(st.integers(0, 60), st.sampled_from(UNITS), STARTS, SUSPENSIONS, st.booleans(), st.booleans())
def test_a_kept_derivation_reads_back_as_it_was(
    count: int, unit: Unit, start: date, stops: list[Suspension], roll: bool, endless: bool
) -> None:
    stops = [*stops, Suspension(start + 9 * ONE, None, APPRAISAL)] if endless else stops
    found = deadline(rule(min(count, 5) if unit == "years" else count, unit, roll=roll), start, stops)
    assert read_derivation(json.loads(json.dumps(plain(found)))) == found
