"""How the simulated reports came about: handed in before or after the deadline, sent back, approved, corrected."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from lvheng.formula import Period, PeriodKind
from lvheng.packs.forms import ReportForm
from lvheng.packs.model import Pack
from lvheng.statistics.simulated import SimulatedReport, SimulatedStep, SimulatedVersion
from lvheng.world.assumptions import YEARS
from lvheng.world.draft import periods_of
from lvheng.world.figures import Figures
from lvheng.world.reporting import PlannedReport, typed

CHINA = ZoneInfo("Asia/Shanghai")
# One of so many reports is late, sent back once, corrected after publication.
_LATE, _RETURNED, _CORRECTED = 14, 18, 40
_WORK_BEGINS, _WORK_HOURS = 9, 8
# Of the latest period before the day on which the world is made: nothing yet, a draft, handed in, sent back.
_OPEN_STATES = ("expected", "draft", "draft", "submitted", "submitted", "returned")
_UNDER_CORRECTION = 9
_SENT_BACK = "请核对与上期相比变动较大的数字，并补充说明。（模拟）"
_REASON = "复核原始台账时发现漏报，予以更正。（模拟）"
_CORRECTION_BEGUN = "更正已公布的数字。（模拟）"
_TOO_LOW = Decimal("0.96")


@dataclass
class _Clock:
    """The moments of one report, each after the one before it, in working hours."""

    draw: random.Random
    day: date
    last: datetime | None = None

    def moment(self, days: int = 0) -> datetime:
        self.day += timedelta(days=days)
        hour, minute = _WORK_BEGINS + self.draw.randrange(_WORK_HOURS), self.draw.randrange(60)
        found = datetime.combine(self.day, time(hour, minute), CHINA)
        if self.last is not None and found <= self.last:
            self.day = self.last.date() + timedelta(days=1)
            found = datetime.combine(self.day, time(hour, minute), CHINA)
        self.last = found
        return found


def histories(
    pack: Pack,
    figures: Figures,
    reports: Sequence[PlannedReport],
    explanations: Mapping[tuple[str, str, str], Mapping[str, str]],
    day: date,
) -> Iterator[SimulatedReport]:
    """Every planned report with its history, and those of the latest period before ``day``, still on their way."""
    forms = {form.code: form for form in pack.of(ReportForm)}
    published = _publication_days(forms, reports)
    for report in reports:
        told = explanations.get((report.form, report.unit, report.period.code), {})
        public_on = published[(report.form, report.period.code)]
        yield _Story(forms[report.form], figures, report, told, public_on).tell()
        if _is_last(report.period):
            yield from _latest_period(forms[report.form], figures, report, day)


def _publication_days(forms: Mapping[str, ReportForm], reports: Sequence[PlannedReport]) -> dict[tuple[str, str], date]:
    """One day for a form and period, late enough for every report to have been approved."""
    latest = {form.code: form.deadline.days + form.deadline.grace + 24 + 8 * len(form.steps) for form in forms.values()}
    return {
        (report.form, report.period.code): report.period.end + timedelta(days=latest[report.form]) for report in reports
    }


def _is_last(period: Period) -> bool:
    return period.end == date(YEARS[-1], 12, 31)


class _Story:
    """One report from the first entry to its publication, and sometimes beyond."""

    def __init__(
        self, form: ReportForm, figures: Figures, report: PlannedReport, told: Mapping[str, str], published: date
    ) -> None:
        self.form, self.figures, self.report, self.told = form, figures, report, told
        self.published = published
        self.draw = random.Random(f"{figures.seed}/history/{report.form}/{report.unit}/{report.period.code}")
        self.due = report.period.end + timedelta(days=form.deadline.days)
        self.steps: list[SimulatedStep] = []
        self.versions: list[SimulatedVersion] = []

    def tell(self) -> SimulatedReport:
        correctable = _correctable(self.form, self.report)
        corrected = bool(correctable) and self.draw.randrange(_CORRECTED) == 0
        clock = self._hand_in()
        wrong = self.draw.choice(correctable) if corrected else ""
        self._approve_and_publish(clock, wrong)
        if corrected:
            self._correct(clock)
        elif _is_last(self.report.period) and self.draw.randrange(_UNDER_CORRECTION) == 0:
            return self._begin_correction(clock)
        return self._report("published", len(self.form.steps))

    def _report(self, state: str, step: int) -> SimulatedReport:
        report = self.report
        return SimulatedReport(
            report.form, report.unit, report.period, self.due, state, step, tuple(self.versions), tuple(self.steps)
        )

    def _hand_in(self) -> _Clock:
        """The day on which the version at hand was handed in, at the end of it the clock's own day."""
        late = self.draw.randrange(_LATE) == 0
        after = self.form.deadline.grace + self.draw.randint(1, 9) if late else -self.draw.randint(0, 6)
        clock = _Clock(self.draw, self.due + timedelta(days=after - 3))
        if self.draw.randrange(_RETURNED) == 0:
            clock.day -= timedelta(days=min(5, max(0, (clock.day - self.report.period.end).days - 1)))
            self._write(clock, {}, None)
            self._note("returned", clock.moment(1), self.form.steps[0].by, _SENT_BACK)
        return clock

    def _write(self, clock: _Clock, figures: Mapping[str, Decimal | bool], entries: Mapping[str, str] | None) -> None:
        """A version: begun, and handed in some days later. Without entries it is short of the explanations."""
        started, submitted = clock.moment(), clock.moment(self.draw.randint(1, 3))
        number = len(self.versions) + 1
        told = self.told if entries is not None else {}
        self._note("started", started, "respondent", number=number)
        self._note("submitted", submitted, "respondent", number=number)
        self.versions.append(
            SimulatedVersion(
                number, self.report.entries if entries is None else entries, told, started, submitted, figures=figures
            )
        )

    def _approve_and_publish(self, clock: _Clock, wrong: str) -> None:
        """The version that is published; with ``wrong`` one of its figures is too low."""
        figures = dict(self.report.simulated)
        if wrong:
            figures[wrong] = _too_low(figures[wrong])
        entries = {**self.report.entries, **{element: typed(value) for element, value in figures.items()}}
        self._write(clock, figures, entries)
        self._approve(clock)
        self._publish(_Clock(self.draw, max(self.published, clock.day + timedelta(days=1))))

    def _approve(self, clock: _Clock) -> None:
        for number, step in enumerate(self.form.steps, 1):
            kind = "approved" if number == len(self.form.steps) else "checked"
            self._note(kind, clock.moment(self.draw.randint(1, 4)), step.by)
        self.versions[-1] = replace(self.versions[-1], recorded_at=self.steps[-1].at)

    def _publish(self, clock: _Clock) -> None:
        at = clock.moment()
        self._note("published", at, self.form.publishes)
        self.versions[-1] = replace(self.versions[-1], released_at=at)
        self.published = clock.day

    def _correct(self, clock: _Clock) -> None:
        """The right figures, some weeks after the wrong ones were published."""
        clock.day = self.published + timedelta(days=self.draw.randint(12, 60))
        self._note("correction", clock.moment(), "respondent", _CORRECTION_BEGUN, number=len(self.versions) + 1)
        self._write(clock, dict(self.report.simulated), self.report.entries)
        self._give_reason()
        self._approve(clock)
        self._publish(_Clock(self.draw, clock.day + timedelta(days=2)))

    def _give_reason(self) -> None:
        self.versions[-1] = replace(self.versions[-1], reason=_REASON)

    def _begin_correction(self, clock: _Clock) -> SimulatedReport:
        """A correction that is on its way; what was published holds until it is approved."""
        clock.day = self.published + timedelta(days=self.draw.randint(20, 40))
        state = self.draw.choice(("draft", "submitted", "returned"))
        number = len(self.versions) + 1
        self._note("correction", clock.moment(), "respondent", _CORRECTION_BEGUN, number=number)
        if state == "draft":
            draft = SimulatedVersion(number, self.report.entries, {}, clock.moment(1), reason=_REASON)
            self.versions.append(draft)
            return self._report(state, 0)
        self._write(clock, {}, self.report.entries)
        self._give_reason()
        if state == "returned":
            self._note("returned", clock.moment(2), self.form.steps[0].by, _SENT_BACK)
        return self._report(state, 0)

    def _note(self, kind: str, at: datetime, by: str, words: str = "", *, number: int = 0) -> None:
        self.steps.append(SimulatedStep(kind, at, by, number or len(self.versions), words))  # type: ignore[arg-type]


def _correctable(form: ReportForm, report: PlannedReport) -> list[str]:
    """Figures that may be too low without breaking a hard rule: none of them names them."""
    named = " ".join(rule.formula for rule in form.rules if rule.check.severity == "hard")
    return [
        element
        for element, value in report.simulated.items()
        if isinstance(value, Decimal) and value > 0 and not re.search(rf"\b{element}\b", named)
    ]


def _too_low(value: Decimal | bool) -> Decimal | bool:
    return (value * _TOO_LOW).quantize(value) if isinstance(value, Decimal) else value


def _latest_period(form: ReportForm, figures: Figures, last: PlannedReport, day: date) -> Iterator[SimulatedReport]:
    """The report of the latest period that has ended, after those of the world: expected, or on its way.

    What has been typed so far is what it was a year before the world's end.
    """
    kind = PeriodKind(form.frequency)
    ended = [period for year in (day.year - 1, day.year) for period in periods_of(kind, year) if period.end < day]
    if not ended or ended[-1].year <= YEARS[-1]:
        return
    year_before = periods_of(kind, YEARS[-1])[ended[-1].position - 1]
    entries = {
        element: typed(value)
        for element in form.elements
        if (value := figures.value(element, last.unit, year_before)) is not None
    }
    yield _on_its_way(form, figures.seed, last.unit, ended[-1], entries, day)


def _on_its_way(
    form: ReportForm, seed: int, unit: str, period: Period, entries: Mapping[str, str], day: date
) -> SimulatedReport:
    draw = random.Random(f"{seed}/open/{form.code}/{unit}")
    state = draw.choice(_OPEN_STATES)
    due = period.end + timedelta(days=form.deadline.days)
    begun = min(due - timedelta(days=6), day - timedelta(days=9))
    if state == "expected" or begun <= period.end:
        return SimulatedReport(form.code, unit, period, due, "expected")
    clock = _Clock(draw, begun)
    started = clock.moment()
    steps = [SimulatedStep("started", started, "respondent", 1)]
    if state == "draft":
        half = dict(list(entries.items())[: (len(entries) + 1) // 2])
        return SimulatedReport(
            form.code, unit, period, due, state, 0, (SimulatedVersion(1, half, {}, started),), tuple(steps)
        )
    submitted = clock.moment(draw.randint(1, 5))
    steps.append(SimulatedStep("submitted", submitted, "respondent", 1))
    if state == "returned":
        steps.append(SimulatedStep("returned", clock.moment(2), form.steps[0].by, 1, _SENT_BACK))
    version = SimulatedVersion(1, entries, {}, started, submitted)
    return SimulatedReport(form.code, unit, period, due, state, 0, (version,), tuple(steps))
