"""Simulated figures that come from no report: years added up, plants and users, forms not yet issued."""

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
from lvheng.world.reporting import PlannedReport, joined_years

# After the last report of a year has been published, its figures are added up.
_ADDED_UP_AFTER_DAYS, _PUBLIC_AFTER_DAYS = 120, 125


def batches_alone(pack: Pack, figures: Figures, unreported: Sequence[PlannedReport]) -> Iterator[SimulatedBatch]:
    """Whole years of what is reported more often, ``unreported`` figures, and elements that no form asks for."""
    yield from _added_up(pack, figures)
    yield from _unreported(pack, unreported)
    asked = {element for form in pack.of(ReportForm) for element in form.elements}
    for element in pack.of(DataElement):
        if element.code not in asked:
            yield from _without_form(figures, element)


def _added_up(pack: Pack, figures: Figures) -> Iterator[SimulatedBatch]:
    found: dict[tuple[str, int], list[Figure]] = {}
    names = {form.code: form.title for form in pack.of(ReportForm)}
    for form, year, unit, values in joined_years(pack, figures):
        whole = Period.parse(str(year))
        rows = found.setdefault((form.code, year), [])
        rows += [Figure(element, unit, whole, value) for element, value in values.items()]
    for (code, year), rows in found.items():
        title = Text(
            f"{names[code].zh}，{year}年全年数，由各期报表汇总（模拟）",
            f"{names[code].en}, the whole of {year}, added up from its reports (simulated)",
        )
        yield _batch(title, rows, year)


def _unreported(pack: Pack, reports: Sequence[PlannedReport]) -> Iterator[SimulatedBatch]:
    found: dict[tuple[str, int], list[Figure]] = {}
    for report in reports:
        rows = found.setdefault((report.form, report.period.year), [])
        rows += [Figure(element, report.unit, report.period, value) for element, value in report.simulated.items()]
    names = {form.code: form.title for form in pack.of(ReportForm)}
    for (code, year), rows in found.items():
        yield _batch(_no_report(names[code], year), rows, year)


def _without_form(figures: Figures, element: DataElement) -> Iterator[SimulatedBatch]:
    kind = PeriodKind(element.frequency)
    for year in YEARS:
        whole = Period.parse(str(year))
        periods = [*periods_of(kind, year), *([whole] if kind is not PeriodKind.YEAR else [])]
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
    recorded, released = (end + timedelta(days=days) for days in (_ADDED_UP_AFTER_DAYS, _PUBLIC_AFTER_DAYS))
    return SimulatedBatch(title, rows, recorded, released)
