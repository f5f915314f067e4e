"""Which reports the figures make: for each form of the pack one of every unit that it asks, and every period."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from lvheng.formula import Period, PeriodKind
from lvheng.packs.forms import ReportForm
from lvheng.packs.model import Pack
from lvheng.world.assumptions import YEARS
from lvheng.world.draft import periods_of
from lvheng.world.figures import Figures


@dataclass(frozen=True)
class PlannedReport:
    """What one unit reports on a form for one period.

    ``entries`` are all cells, those published among them; ``simulated`` the figures that nobody published.
    """

    form: str
    unit: str
    period: Period
    entries: Mapping[str, str]
    simulated: Mapping[str, Decimal | bool]


def planned_reports(pack: Pack, figures: Figures) -> Iterator[PlannedReport]:
    """Every report that can be filled in completely and says something that was not published, form by form."""
    for form in pack.of(ReportForm):
        units = figures.areas if form.respondent.unit_level == "county" else (figures.area,)
        for year in YEARS:
            for period in periods_of(PeriodKind(form.frequency), year):
                for unit in units:
                    report = _planned(form, unit, period, figures)
                    if report is not None:
                        yield report


def _planned(form: ReportForm, unit: str, period: Period, figures: Figures) -> PlannedReport | None:
    values = {row.element: figures.value(row.element, unit, period) for row in form.rows}
    if any(row.required and values[row.element] is None for row in form.rows):
        return None
    known = {element: value for element, value in values.items() if value is not None}
    simulated = {each: value for each, value in known.items() if not figures.is_published(each, unit, period)}
    if not simulated:
        return None
    return PlannedReport(form.code, unit, period, {each: typed(value) for each, value in known.items()}, simulated)


def typed(value: Decimal | bool) -> str:
    """A value as somebody types it into a cell."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return format(value, "f")
