"""Until when something must be done, and why: a deadline with its whole derivation.

A term counts days, months, years or working days from an event. Whether the day of the event counts, and whether a last
day on a holiday moves, is said by the term (民法典 201 to 203, 行政处罚法 85), not assumed here.
:mod:`lvheng.cases.clock_words` tells a derivation in Chinese and English, :mod:`lvheng.cases.clock_kept` keeps it.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from lvheng.areas.working_days import OFFICIAL, WorkingDays
from lvheng.errors import InputProblem, Text

Unit = Literal["days", "months", "years", "working_days"]

_ONE = timedelta(days=1)
_MONTHS_OF_YEAR = 12
MAX_COUNT = 4000


@dataclass(frozen=True, slots=True)
class Term:
    """``count`` units after an event, or ``before`` it; with ``roll`` the last day moves off a day of rest.

    ``inclusive``: the day of the event is the first that counts; without it counting begins on the next day.
    """

    count: int
    unit: Unit
    before: bool = False
    roll: bool = False
    inclusive: bool = False

    def __post_init__(self) -> None:
        if not 0 <= self.count <= MAX_COUNT:
            what = Text(f"期限应在 0 到 {MAX_COUNT} 之间。", f"a term counts between 0 and {MAX_COUNT}.")
            raise InputProblem("term_count", what, str(self.count))


@dataclass(frozen=True, slots=True)
class Start:
    """The event that the clock starts with, and its day."""

    day: date
    event: Text


@dataclass(frozen=True, slots=True)
class Suspension:
    """Days that do not count (听证、检测、鉴定): from ``begin`` to the day before ``end``, if it has one."""

    begin: date
    end: date | None
    reason: str

    def __post_init__(self) -> None:
        if self.end is not None and self.end < self.begin:
            what = Text("中止的恢复日早于开始日。", "a suspension ends before it begins.")
            raise InputProblem("suspension_ends_before_it_begins", what, f"{self.begin} – {self.end}")

    def holds(self, day: date) -> bool:
        """Whether the clock stands still on ``day``."""
        return self.begin <= day and (self.end is None or day < self.end)


@dataclass(frozen=True, slots=True)
class Skipped:
    """A day that did not count: for a day of rest, with its name, or because the clock stood still."""

    day: date
    reason: Text
    suspended: bool = False


@dataclass(frozen=True, slots=True)
class Derivation:
    """``due_on`` is the last day; None while the clock stands still without an end.

    ``first`` is the first day that counts; ``skipped`` the days passed over before the last day, ``rolled`` those after
    it where it moved from ``rolled_from``; ``suspended`` the suspensions that changed something; ``uncertain`` the days
    looked at that the official calendar does not cover yet.
    """

    term: Term
    start: Start
    due_on: date | None
    first: date
    skipped: tuple[Skipped, ...] = ()
    suspended: tuple[Suspension, ...] = ()
    rolled_from: date | None = None
    rolled: tuple[Skipped, ...] = ()
    uncertain: tuple[date, ...] = ()

    @property
    def certain(self) -> bool:
        """Whether the date stands, whatever the State Council publishes for the years to come."""
        return not self.uncertain

    def days_left(self, today: date) -> int | None:
        """Calendar days from ``today`` to the last day; 0 on the last day, negative when overdue."""
        return None if self.due_on is None else (self.due_on - today).days


def derive(
    term: Term, start: Start, suspensions: Iterable[Suspension] = (), calendar: WorkingDays = OFFICIAL
) -> Derivation:
    """The last day of ``term`` from ``start``, with its derivation."""
    return _Count(term, start, sorted(suspensions, key=lambda each: each.begin), calendar).run()


class _Count:
    """One count: 1. where it begins, 2. by days or by months to the last day, 3. whether the last day moves."""

    def __init__(self, term: Term, start: Start, suspensions: Sequence[Suspension], calendar: WorkingDays) -> None:
        self.term, self.start, self.suspensions, self.calendar = term, start, suspensions, calendar
        self.step = -_ONE if term.before else _ONE
        self.skipped: list[Skipped] = []
        self.effective: list[Suspension] = []
        self.uncertain: list[date] = []

    def run(self) -> Derivation:
        first = self.start.day if self.term.inclusive else self.start.day + self.step
        by_days = self.term.unit in ("days", "working_days")
        last = self._last_by_days(first) if by_days else self._last_by_months()
        due, passed = (None, ()) if last is None else self._roll(last)
        return Derivation(
            self.term,
            self.start,
            due,
            first,
            tuple(self.skipped),
            tuple(self.effective),
            last if due != last else None,
            passed,
            tuple(self.uncertain),
        )

    def _last_by_days(self, first: date) -> date | None:
        """The last of the days that count; a term of no days ends on the day of the event."""
        left, day = self.term.count, first
        if left == 0:
            return self.start.day
        rests = self._rest if self.term.unit == "working_days" else _no_rest
        while True:
            skipped = self._stopped(day) or rests(day)
            if skipped is None:
                left -= 1
                if left == 0:
                    return day
            elif self._endless(day):
                return None
            else:
                self.skipped.append(skipped)
            day += self.step

    def _last_by_months(self) -> date | None:
        """The corresponding day (民法典 202), one day further for each day that the clock stood still."""
        months = self.term.count * (_MONTHS_OF_YEAR if self.term.unit == "years" else 1)
        last = _months_on(self.start.day, -months if self.term.before else months)
        if self.term.inclusive and months:
            last -= self.step
        day = self.start.day
        while self.suspensions and day != last:
            day += self.step
            skipped = self._stopped(day)
            if skipped is None:
                continue
            if self._endless(day):
                return None
            self.skipped.append(skipped)
            last += self.step
        return last

    def _roll(self, last: date) -> tuple[date, tuple[Skipped, ...]]:
        passed: list[Skipped] = []
        day = last
        while self.term.roll and (rest := self._rest(day)) is not None:
            passed.append(rest)
            day += self.step
        return day, tuple(passed)

    def _stopped(self, day: date) -> Skipped | None:
        for each in self.suspensions:
            if each.holds(day):
                if each not in self.effective:
                    self.effective.append(each)
                return Skipped(day, Text(each.reason, each.reason), suspended=True)
        return None

    def _endless(self, day: date) -> bool:
        """Counting back, a suspension without an end still has a beginning, so it is passed."""
        return not self.term.before and any(each.end is None and each.holds(day) for each in self.suspensions)

    def _rest(self, day: date) -> Skipped | None:
        known = self.calendar.day(day)
        if known.provisional and day not in self.uncertain:
            self.uncertain.append(day)
        return None if known.is_working else Skipped(day, known.name)


def _no_rest(_day: date) -> None:
    """Every day counts."""


def _months_on(start: date, months: int) -> date:
    """The day of the same number so many months on; the last day of a shorter month."""
    index = start.year * _MONTHS_OF_YEAR + start.month - 1 + months
    year, month = index // _MONTHS_OF_YEAR, index % _MONTHS_OF_YEAR + 1
    return date(year, month, min(start.day, monthrange(year, month)[1]))
