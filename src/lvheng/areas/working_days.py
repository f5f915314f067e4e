"""Which days are working days: the calendar that the State Council publishes each autumn for the year after.

A weekday may be a holiday and a Saturday a working day (调休), so only the published calendar knows. Days that it does
not cover yet are judged by the ordinary week and said to be ``provisional``; nothing is guessed about holidays to come.
Local days (民族节日, or a newly published year) are added with :class:`LocalDay`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from chinese_calendar.constants import Holiday, holidays, workdays

from lvheng.errors import InputProblem, Text

_ONE = timedelta(days=1)
_FRIDAY = 4
FIRST_DAY = date(min(holidays).year, 1, 1)
LAST_PUBLISHED_YEAR = max(holidays).year
# The New Year holiday of a year not yet published may move days of the last week of the year before.
_NEW_YEAR_WEEK = (12, 28)
_FESTIVALS = {each.value: Text(each.chinese, each.value) for each in Holiday}


class DayKind(StrEnum):
    """What a day is."""

    WORKING = "working"
    MADE_UP = "made_up"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"


@dataclass(frozen=True, slots=True)
class Day:
    """One day as the calendar knows it. ``provisional``: the official calendar does not cover it yet."""

    date: date
    kind: DayKind
    name: Text
    provisional: bool = False

    @property
    def is_working(self) -> bool:
        """Whether offices are open."""
        return self.kind in (DayKind.WORKING, DayKind.MADE_UP)


@dataclass(frozen=True, slots=True)
class LocalDay:
    """A day that somebody entered with its source: a local holiday, or a working day."""

    rest: bool
    name: Text


@dataclass(frozen=True)
class WorkingDays:
    """The published calendar and ``local`` days over it; ``published_through`` is the last year that is published."""

    local: Mapping[date, LocalDay] = field(default_factory=dict)
    published_through: int = LAST_PUBLISHED_YEAR

    def day(self, when: date) -> Day:
        """What ``when`` is; raises InputProblem for a day before the first published calendar."""
        entered = self.local.get(when)
        if entered is not None:
            return _entered(when, entered)
        return _official(when, self.published_through)

    def is_working(self, when: date) -> bool:
        """Whether ``when`` is a working day, as far as is known."""
        return self.day(when).is_working

    def next_working(self, when: date, step: int = 1) -> date:
        """``when`` itself where it is a working day, else the nearest after it (before it with ``step`` -1)."""
        while not self.is_working(when):
            when += step * _ONE
        return when


OFFICIAL = WorkingDays()


def _entered(when: date, entered: LocalDay) -> Day:
    if entered.rest:
        return Day(when, DayKind.HOLIDAY, entered.name)
    return Day(when, DayKind.WORKING if when.weekday() <= _FRIDAY else DayKind.MADE_UP, entered.name)


@lru_cache(maxsize=8192)
def _official(when: date, published_through: int) -> Day:
    if when < FIRST_DAY:
        raise InputProblem(
            "before_the_calendar",
            Text(f"工作日历从{FIRST_DAY}开始。", f"the calendar of working days begins on {FIRST_DAY}."),
            str(when),
            Text("请核对起算日期。", "Check the date that is counted from."),
        )
    if when in workdays:
        return Day(when, DayKind.MADE_UP, _festival(workdays[when], "调休上班", "made-up working day"))
    if when in holidays:
        return Day(when, DayKind.HOLIDAY, _festival(holidays[when], "放假", "holiday"))
    if when.weekday() <= _FRIDAY:
        return Day(when, DayKind.WORKING, Text("工作日", "working day"), _unpublished(when, published_through))
    weekend = Text("周六", "Saturday") if when.weekday() == _FRIDAY + 1 else Text("周日", "Sunday")
    return Day(when, DayKind.WEEKEND, weekend, _unpublished(when, published_through))


def _unpublished(when: date, published_through: int) -> bool:
    if when.year == published_through:
        return (when.month, when.day) >= _NEW_YEAR_WEEK
    return when.year > published_through


def _festival(name: str, zh: str, en: str) -> Text:
    festival = _FESTIVALS.get(name, Text(name, name))
    return Text(f"{festival.zh}{zh}", f"{festival.en} {en}")
