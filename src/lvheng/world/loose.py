"""Simulated figures that come from no report: of plants and users, and of forms that are not issued."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta

from lvheng.errors import Text
from lvheng.formula import Period, PeriodKind
from lvheng.packs.forms import ReportForm
from lvheng.packs.measures import DataElement
from lvheng.packs.model import Pack
from lvheng.statistics.recording import Figure
from lvheng.statistics.simulated import SimulatedBatch
from lvheng.world.assumptions import YEARS
from lvheng.world.draft import periods_of
from lvheng.world.figures import Figures
from lvheng.world.histories import CHINA
from lvheng.world.reporting import PlannedReport

_RECORDED_AFTER_DAYS, _PUBLIC_AFTER_DAYS = 120, 125


def batches_alone(pack: Pack, figures: Figures, unreported: Sequence[PlannedReport]) -> Iterator[SimulatedBatch]:
    """``unreported`` figures, and elements that no form asks of an area: those of plants and key users among them."""
    yield from _unreported(pack, unreported)
    asked = {element for form in pack.of(ReportForm) if form.respondent.thing is None for element in form.elements}
    for element in pack.of(DataElement):
        if element.code not in asked:
            yield from _without_form(figures, element)


def _unreported(pack: Pack, reports: Sequence[PlannedReport]) -> Iterator[SimulatedBatch]:
    found: dict[tuple[str, int], list[Figure]] = {}
    for report in reports:
        rows = found.setdefault((report.form, report.period.year), [])
        rows += [Figure(element, report.unit, report.period, value) for element, value in report.simulated.items()]
    names = {form.code: form.title for form in pack.of(ReportForm)}
    for (code, year), rows in found.items():
        yield _batch(_no_report(names[code], year), rows, year)


def _without_form(figures: Figures, element: DataElement) -> Iterator[SimulatedBatch]:
    for year in YEARS:
        periods = periods_of(PeriodKind(element.frequency), year)
        rows = [
            Figure(element.code, unit, period, value)
            for unit in figures.units(element.code)
            for period in periods
            if not figures.is_published(element.code, unit, period)
            and (value := figures.value(element.code, unit, period)) is not None
        ]
        yield _batch(_no_report(element.title, year), rows, year)


def _no_report(title: Text, year: int) -> Text:
    return Text(f"{title.zh}，{year}年，没有报表（模拟）", f"{title.en}, {year}, without a report (simulated)")


def _batch(title: Text, rows: list[Figure], year: int) -> SimulatedBatch:
    end = datetime.combine(Period.parse(str(year)).end, time(10), CHINA)
    recorded, released = (end + timedelta(days=days) for days in (_RECORDED_AFTER_DAYS, _PUBLIC_AFTER_DAYS))
    return SimulatedBatch(title, rows, recorded, released)
