"""Periods: a year, half, quarter, month or day, with its place in the calendar."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from enum import StrEnum

from lvheng.formula.problems import problem


class PeriodKind(StrEnum):
    """How long a period is. All rows of one computation have periods of one kind."""

    YEAR = "year"
    HALF = "half"
    QUARTER = "quarter"
    MONTH = "month"
    DAY = "day"

    @property
    def per_year(self) -> int | None:
        """How many such periods a year has; None for days, which depend on the year."""
        return {"year": 1, "half": 2, "quarter": 4, "month": 12}.get(self.value)


_CODE = re.compile(r"([0-9]{4})(?:-(H[12]|Q[1-4]|[0-9]{2})(?:-([0-9]{2}))?)?\Z")


@dataclass(frozen=True, order=True)
class Period:
    """One period, known by its kind and its first day. Codes: 2025, 2025-H1, 2025-Q3, 2025-07, 2025-07-31."""

    kind: PeriodKind
    start: dt.date

    @staticmethod
    def parse(code: str) -> Period:
        """The period of a code. Raises FormulaProblem ``period``."""
        try:
            return _parse(code)
        except (ValueError, AttributeError):
            raise problem(
                "period",
                code,
                f"{code} 不是期间。",
                f"{code} is not a period.",
                "请写 2025、2025-H1、2025-Q3、2025-07 或 2025-07-31。",
                "Write 2025, 2025-H1, 2025-Q3, 2025-07 or 2025-07-31.",
            ) from None

    @staticmethod
    def of_year(kind: PeriodKind, year: int, position: int) -> Period | None:
        """The period at a position (from 1) of a year; None where the year has no such period."""
        per_year = kind.per_year
        if per_year is None:
            start = dt.date(year, 1, 1) + dt.timedelta(days=position - 1)
            return Period(kind, start) if start.year == year else None
        return Period(kind, dt.date(year, (position - 1) * (12 // per_year) + 1, 1))

    @property
    def year(self) -> int:
        return self.start.year

    @property
    def position(self) -> int:
        """The place in the year, from 1: the month's number, the day of the year."""
        per_year = self.kind.per_year
        if per_year is None:
            return self.start.timetuple().tm_yday
        return (self.start.month - 1) // (12 // per_year) + 1

    @property
    def end(self) -> dt.date:
        """The last day."""
        per_year = self.kind.per_year
        if per_year is None:
            return self.start
        month = self.start.month + 12 // per_year - 1
        return dt.date(self.year, month, calendar.monthrange(self.year, month)[1])

    @property
    def days(self) -> int:
        return (self.end - self.start).days + 1

    @property
    def code(self) -> str:
        match self.kind:
            case PeriodKind.YEAR:
                return f"{self.year:04}"
            case PeriodKind.HALF:
                return f"{self.year:04}-H{self.position}"
            case PeriodKind.QUARTER:
                return f"{self.year:04}-Q{self.position}"
            case PeriodKind.MONTH:
                return f"{self.year:04}-{self.start.month:02}"
            case PeriodKind.DAY:
                return self.start.isoformat()

    def back(self, count: int) -> Period | None:
        """The period so many earlier; None before the calendar begins."""
        per_year = self.kind.per_year
        try:
            if per_year is None:
                return Period(self.kind, self.start - dt.timedelta(days=count))
            index = self.year * per_year + self.position - 1 - count
            return Period.of_year(self.kind, index // per_year, index % per_year + 1)
        except (ValueError, OverflowError):
            return None

    def in_year(self, year: int) -> Period | None:
        """The period of another year with the same place in it; None for 29 February in a common year."""
        try:
            return Period(self.kind, self.start.replace(year=year))
        except ValueError:
            return None


def _parse(code: str) -> Period:
    match = _CODE.match(code)
    year, part, day = match.groups()  # type: ignore[union-attr]  # a code that does not match is caught by the caller
    number = int(year)
    if part is None:
        return Period(PeriodKind.YEAR, dt.date(number, 1, 1))
    if day is not None and part[0] in "HQ":
        raise ValueError("a half or quarter has no day")
    if part[0] == "H":
        return Period(PeriodKind.HALF, dt.date(number, 1 if part == "H1" else 7, 1))
    if part[0] == "Q":
        return Period(PeriodKind.QUARTER, dt.date(number, int(part[1]) * 3 - 2, 1))
    if day is None:
        return Period(PeriodKind.MONTH, dt.date(number, int(part), 1))
    return Period(PeriodKind.DAY, dt.date(number, int(part), int(day)))


def first_start_ending_from(kind: PeriodKind, day: dt.date) -> dt.date:
    """The start of the first period of a kind whose last day is ``day`` or later."""
    per_year = kind.per_year
    if per_year is None:
        return day
    width = 12 // per_year
    return dt.date(day.year, (day.month - 1) // width * width + 1, 1)
