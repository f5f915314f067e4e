"""A plan with a few figures, and people of two offices."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from lvheng.areas.acting import Acting
from lvheng.areas.models import Person
from lvheng.areas.queries import acting_of
from lvheng.errors import Text
from lvheng.formula import Period
from lvheng.plan.models import Version
from lvheng.statistics.recording import Figure, record_batch, release

CHINA = ZoneInfo("Asia/Shanghai")
DAY = date(2026, 1, 10)
COUNTIES = ("622901", *(f"62292{n}" for n in range(1, 8)))


def record(rows: dict[str, dict[str, str]], year: int, *, at: datetime, simulated: bool = False) -> None:
    """Figures of a year by area, as a released batch."""
    period = Period.parse(str(year))
    figures = [
        Figure(code, area, period, Decimal(value)) for area, values in rows.items() for code, value in values.items()
    ]
    kind = "simulated" if simulated else "report"
    release(record_batch(kind, Text("农膜年报", "film report"), figures, at=at, simulated=simulated), at=at)


@pytest.fixture
def film(linxia: Version) -> Version:
    """Recovery of film in all counties from 2020 to 2024, too slow for the target of 85 %."""
    for year in range(2020, 2025):
        rows = {
            area: {"film_recovered": str(78 + year - 2020 - place), "film_used": "100"}
            for place, area in enumerate(COUNTIES)
        }
        record(rows, year, at=datetime(year + 1, 3, 1, tzinfo=CHINA))
    return linxia


@pytest.fixture(autouse=True)
def own_files(settings: object, tmp_path: Path) -> Iterator[None]:
    """The archive of one test."""
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]
    return


@pytest.fixture
def acting_as(person_as: Callable[[str], Person]) -> Callable[[str], Acting]:
    """``acting_as("planner")``: the capacity of a demo account."""
    return lambda role: acting_of(person_as(role))
