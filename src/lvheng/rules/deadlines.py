"""Days by which something has to be done, counted from a date or from the end of a period."""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Callable, Mapping

from lvheng.formula import Period
from lvheng.packs.rule_model import RuleDeadline

MONTHS_OF_QUARTER = 3
LAST_MONTH = 12


def months_later(day: datetime.date, months: int) -> datetime.date:
    """The day of the same number so many months later; the last day of a shorter month.

    31 January and one month is 28 or 29 February.
    """
    index = day.year * LAST_MONTH + day.month - 1 + months
    year, month = index // LAST_MONTH, index % LAST_MONTH + 1
    return datetime.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def due(deadline: RuleDeadline, period: Period, dates: Mapping[str, datetime.date]) -> datetime.date | None:
    """The last day; None where the date that it is counted from is not known. ``dates`` are inputs of kind date."""
    start = dates.get(deadline.after)
    if deadline.after in _ENDS:
        start = _ENDS[deadline.after](period)
    if start is None:
        return None
    later = months_later(start, deadline.years * LAST_MONTH + deadline.months)
    return later + datetime.timedelta(days=deadline.days)


def _quarter_end(period: Period) -> datetime.date:
    month = (period.end.month - 1) // MONTHS_OF_QUARTER * MONTHS_OF_QUARTER + MONTHS_OF_QUARTER
    return datetime.date(period.end.year, month, calendar.monthrange(period.end.year, month)[1])


_ENDS: Mapping[str, Callable[[Period], datetime.date]] = {
    "period_end": lambda period: period.end,
    "quarter_end": _quarter_end,
    "year_end": lambda period: datetime.date(period.end.year, LAST_MONTH, 31),
}
