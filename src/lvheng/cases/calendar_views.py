"""The official calendar: holidays and made-up working days of a year, which the terms are counted by."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from lvheng.areas.permissions import require
from lvheng.areas.working_days import FIRST_DAY, LAST_PUBLISHED_YEAR, OFFICIAL, Day, DayKind
from lvheng.cases.pages import ActingRequest

_ONE = timedelta(days=1)
_SHOWN = (DayKind.HOLIDAY, DayKind.MADE_UP)


@dataclass
class Stretch:
    """Days in a row that are the same for the same reason."""

    first: Day
    last: Day

    @property
    def days(self) -> int:
        """How many days."""
        return (self.last.date - self.first.date).days + 1

    @property
    def is_rest(self) -> bool:
        """Whether offices are closed."""
        return not self.first.is_working


@require_safe
def calendar(request: ActingRequest) -> HttpResponse:
    """The days of ``?year=`` that differ from the ordinary week; this year where no known one is asked for."""
    require("plan.read", request.acting)
    this = timezone.localdate().year
    years = range(FIRST_DAY.year, max(this, LAST_PUBLISHED_YEAR) + 2)
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdecimal() and len(asked) == 4 and int(asked) in years else this
    context = {
        "years": years[::-1],
        "year": year,
        "stretches": stretches_of(year),
        "is_published": year <= LAST_PUBLISHED_YEAR,
        "is_last": year == LAST_PUBLISHED_YEAR,
        "last_published": LAST_PUBLISHED_YEAR,
    }
    return render(request, "cases/calendar.html", context)


def stretches_of(year: int) -> list[Stretch]:
    """Holidays and made-up working days in order of time."""
    found: list[Stretch] = []
    for number in range((date(year + 1, 1, 1) - date(year, 1, 1)).days):
        day = OFFICIAL.day(date(year, 1, 1) + number * _ONE)
        if day.kind not in _SHOWN:
            continue
        last = found[-1].last if found else None
        if last and day.date - last.date == _ONE and (day.kind, day.name) == (last.kind, last.name):
            found[-1].last = day
        else:
            found.append(Stretch(day, day))
    return found
