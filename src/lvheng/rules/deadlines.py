"""Days by which something has to be done, counted from a date or from the end of a period."""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from lvheng.areas.working_days import OFFICIAL
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


@dataclass(frozen=True)
class Due:
    """The last day. ``provisional``: it counts working days that no published calendar covers yet."""

    day: datetime.date
    provisional: bool = False


def due(
    deadline: RuleDeadline,
    period: Period,
    dates: Mapping[str, datetime.date],
    numbers: Mapping[str, int],
) -> Due | None:
    """The last day; None where the date that it is counted from, or how many days, is not known.

    ``dates`` are inputs of kind date, ``numbers`` the parameters that deadlines count by. The day that it is counted
    from does not count itself.
    """
    start = dates.get(deadline.after)
    if deadline.after in _ENDS:
        start = _ENDS[deadline.after](period)
    counts = {unit: numbers.get(each) if isinstance(each, str) else each for unit, each in deadline.counts.items()}
    known = {unit: count for unit, count in counts.items() if count is not None}
    if start is None or len(known) < len(counts):
        return None
    later = months_later(start, known.get("years", 0) * LAST_MONTH + known.get("months", 0))
    later += datetime.timedelta(days=known.get("days", 0))
    return working_days_later(later, known["working_days"]) if "working_days" in known else Due(later)


def working_days_later(day: datetime.date, count: int) -> Due:
    """So many working days after a day, by the official calendar; before it where ``count`` is negative."""
    step = datetime.timedelta(days=1 if count > 0 else -1)
    provisional = False
    for _ in range(abs(count)):
        day += step
        while not OFFICIAL.is_working(day):
            provisional |= OFFICIAL.day(day).provisional
            day += step
        provisional |= OFFICIAL.day(day).provisional
    return Due(day, provisional)


def _quarter_end(period: Period) -> datetime.date:
    month = (period.end.month - 1) // MONTHS_OF_QUARTER * MONTHS_OF_QUARTER + MONTHS_OF_QUARTER
    return datetime.date(period.end.year, month, calendar.monthrange(period.end.year, month)[1])


_ENDS: Mapping[str, Callable[[Period], datetime.date]] = {
    "period_end": lambda period: period.end,
    "quarter_end": _quarter_end,
    "year_end": lambda period: datetime.date(period.end.year, LAST_MONTH, 31),
}
