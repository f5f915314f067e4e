"""Reports that nobody handed in: written at once with their whole history, marked as simulated, and removed at once.

They differ from real reports in nothing but the mark, so that pages, approvals and computing treat them alike. What is
not marked is never touched: the database refuses to delete it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import connection, transaction

from lvheng.areas.queries import areas
from lvheng.errors import Text
from lvheng.formula import Period
from lvheng.packs.forms import Office, ReportForm
from lvheng.statistics.definitions import definition
from lvheng.statistics.models import Batch, Form, Observation, Release, Report, Step, Version
from lvheng.statistics.offices import Offices, department_type
from lvheng.statistics.recording import Figure, columns

_ROWS_AT_ONCE = 2000
SOURCE = "world"
_STEP = ("report_id", "version", "kind", "at", "organisation_id", "words")
_OBSERVATION = ("batch_id", "element", "unit", "period", "value", "word", "simulated")
_RELEASE = ("batch_id", "released_at", "simulated")


@dataclass(frozen=True)
class SimulatedStep:
    """Something that happened; ``by`` is the office that did it."""

    kind: str
    at: datetime
    by: Office
    version: int
    words: str = ""


@dataclass(frozen=True)
class SimulatedVersion:
    """What was written. ``figures`` were approved at ``recorded_at``, and public from ``released_at`` on."""

    number: int
    entries: Mapping[str, str]
    explanations: Mapping[str, str]
    started_at: datetime
    submitted_at: datetime | None = None
    reason: str = ""
    figures: Mapping[str, Decimal | bool] = field(default_factory=dict)
    recorded_at: datetime | None = None
    released_at: datetime | None = None


@dataclass(frozen=True)
class SimulatedReport:
    """One report with all that happened to it. ``form`` is the code of a form in force, ``area`` what it is about."""

    form: str
    area: str
    period: Period
    due_on: date
    state: str
    step: int = 0
    versions: Sequence[SimulatedVersion] = ()
    steps: Sequence[SimulatedStep] = ()


@dataclass(frozen=True)
class SimulatedBatch:
    """Figures that come from no report."""

    title: Text
    figures: Sequence[Figure]
    recorded_at: datetime
    released_at: datetime | None


@dataclass(frozen=True)
class Counts:
    """How many rows of each kind."""

    reports: int = 0
    versions: int = 0
    steps: int = 0
    batches: int = 0
    observations: int = 0
    releases: int = 0

    @property
    def total(self) -> int:
        return sum(asdict(self).values())


_TABLES: Mapping[str, Any] = {
    "observations": Observation.objects.filter(simulated=True),
    "releases": Release.objects.filter(simulated=True),
    "batches": Batch.objects.filter(simulated=True),
    "steps": Step.objects.filter(report__simulated=True),
    "versions": Version.objects.filter(report__simulated=True),
    "reports": Report.objects.filter(simulated=True),
}


def simulated_counts() -> Counts:
    """How much is simulated now."""
    return Counts(**{name: rows.all().count() for name, rows in _TABLES.items()})


def anything_simulated() -> bool:
    """Whether any number or report here is simulated."""
    return Batch.objects.filter(simulated=True).exists() or Report.objects.filter(simulated=True).exists()


def answerable() -> set[tuple[str, str]]:
    """Form in force and area of the reports that an organisation here fills in, and others here approve.

    A place may start with few organisations; of the others nobody could hand in or sign a report.
    """
    loader = _Loader()
    return {(form, area) for form in loader.forms for area in loader.areas if loader.is_answerable(form, area)}


def really_owed() -> set[tuple[str, str, str]]:
    """Form, unit and period of the reports that somebody owes or handed in really."""
    found = Report.objects.filter(simulated=False).order_by()
    return set(found.values_list("form__code", "unit", "period"))


def load_simulated(reports: Iterable[SimulatedReport], batches: Iterable[SimulatedBatch]) -> Counts:
    """Write reports and batches, marked as simulated, at once.

    The caller leaves out what is :func:`really_owed` and writes the entry of the action log. Raises KeyError for a form
    that is not in force.
    """
    with transaction.atomic():
        loader = _Loader()
        loader.load_reports(list(reports))
        loader.load_batches(list(batches))
        _tell_the_planner()
    return loader.counts()


def remove_simulated() -> Counts:
    """Remove every simulated row, and nothing else; return how many there were."""
    with transaction.atomic():
        counts = simulated_counts()
        with connection.cursor() as cursor:
            # Nothing is ignored; but a setting that exists spares each guard an error that it would have to catch.
            cursor.execute("SELECT set_config('pgtrigger.ignore', '{}', true)")
            cursor.execute("DELETE FROM statistics_observation WHERE simulated")
            cursor.execute("DELETE FROM statistics_release WHERE simulated")
            cursor.execute("DELETE FROM statistics_batch WHERE simulated")
            of_simulated = "USING statistics_report r WHERE r.id = report_id AND r.simulated"
            cursor.execute(f"DELETE FROM statistics_step {of_simulated}")
            cursor.execute(f"DELETE FROM statistics_version {of_simulated}")
            cursor.execute("DELETE FROM statistics_report WHERE simulated")
    return counts


def _tell_the_planner() -> None:
    """What the tables hold now: PostgreSQL would plan by what it knew of the empty ones."""
    with connection.cursor() as cursor:
        for rows in _TABLES.values():
            cursor.execute(f"ANALYZE {rows.model._meta.db_table}")


class _Loader:
    """Writes table after table, each in as few statements as can be."""

    def __init__(self) -> None:
        self.forms = {form.code: form for form in Form.objects.filter(closed_at__isnull=True)}
        self._asked: dict[str, ReportForm] = {code: definition(form).form for code, form in self.forms.items()}
        self.areas = {each.code: each for each in areas().defer("boundary")}
        self._offices = Offices(self._asked.values(), self.areas.values())
        self._written = dict.fromkeys(_TABLES, 0)

    def counts(self) -> Counts:
        return Counts(**self._written)

    def is_answerable(self, form: str, area: str) -> bool:
        asked = self._asked[form]
        offices = ("respondent", *(step.by for step in asked.steps), asked.publishes)
        return all(self._office(form, area, office) is not None for office in offices)

    def load_reports(self, reports: Sequence[SimulatedReport]) -> None:
        rows = self._create("reports", Report, (self._report(each) for each in reports))
        pairs = list(zip(reports, rows, strict=True))
        self._copy("steps", Step, _STEP, (self._step(row, each, step) for each, row in pairs for step in each.steps))
        made = [(each, version, row) for each, row in pairs for version in each.versions]
        versions = self._create("versions", Version, (_version(row, version) for _, version, row in made))
        approved = [
            (each, version, self._batch(each, row, version.recorded_at))
            for (each, version, _), row in zip(made, versions, strict=True)
            if version.recorded_at is not None
        ]
        batches = self._create("batches", Batch, (batch for _, _, batch in approved))
        self._observe(zip((_figures(each, version) for each, version, _ in approved), batches, strict=True))
        self._release(zip((version.released_at for _, version, _ in approved), batches, strict=True))

    def load_batches(self, batches: Sequence[SimulatedBatch]) -> None:
        rows = self._create("batches", Batch, (_batch_alone(each) for each in batches))
        self._observe(zip((each.figures for each in batches), rows, strict=True))
        self._release(zip((each.released_at for each in batches), rows, strict=True))

    def _create(self, name: str, model: Any, rows: Iterator[Any]) -> list[Any]:
        made: list[Any] = model.objects.bulk_create(list(rows), batch_size=_ROWS_AT_ONCE)
        self._written[name] += len(made)
        return made

    def _copy(self, name: str, model: Any, names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        """Rows that nothing refers to, many times faster than by INSERT."""
        count = 0
        with connection.cursor() as cursor:
            statement = f"COPY {model._meta.db_table} ({', '.join(names)}) FROM STDIN"
            with cursor.copy(statement) as copy:
                for row in rows:
                    copy.write_row(row)
                    count += 1
        self._written[name] += count

    def _observe(self, pairs: Iterable[tuple[Iterable[Figure], Batch]]) -> None:
        rows = (
            (batch.pk, figure.element, figure.unit, figure.period.code, *columns(figure.value), True)
            for figures, batch in pairs
            for figure in figures
        )
        self._copy("observations", Observation, _OBSERVATION, rows)

    def _release(self, pairs: Iterable[tuple[datetime | None, Batch]]) -> None:
        rows = ((batch.pk, at, True) for at, batch in pairs if at is not None)
        self._copy("releases", Release, _RELEASE, rows)

    def _report(self, report: SimulatedReport) -> Report:
        return Report(
            form=self.forms[report.form],
            organisation=self._office(report.form, report.area, "respondent"),
            area=self.areas[report.area],
            unit=report.area,
            period=report.period.code,
            period_end=report.period.end,
            due_on=report.due_on,
            state=report.state,
            step=report.step,
            current=max((version.number for version in report.versions), default=0),
            simulated=True,
        )

    def _step(self, row: Report, report: SimulatedReport, step: SimulatedStep) -> Sequence[Any]:
        office = self._office(report.form, report.area, step.by)
        return (row.pk, step.version, step.kind, step.at, office.pk if office else None, step.words)

    def _batch(self, report: SimulatedReport, row: Version, recorded_at: datetime) -> Batch:
        form, area = self.forms[report.form], self.areas[report.area]
        return Batch(
            kind=Batch.Kind.SIMULATED,
            version=row,
            title=f"{form.number} {form.title}，{area.name}，{report.period.code}（模拟）"[:200],
            title_en=f"{form.number} {form.title_en}, {area.name_en or area.name}, {report.period.code} (simulated)"[
                :200
            ],
            recorded_at=recorded_at,
            simulated=True,
        )

    def _office(self, form_code: str, area_code: str, office: Office) -> Any:
        """The county's own organisation for what the respondent does, the prefecture's for everything else."""
        form, area = self._asked[form_code], self.areas[area_code]
        own = office == "respondent" and form.respondent.level == "county"
        place = area if own else self._prefecture(area)
        return self._offices.of(department_type(form, office), place)

    def _prefecture(self, area: Any) -> Any:
        return self.areas[area.parent_id] if area.level == "county" else area


def _version(row: Report, version: SimulatedVersion) -> Version:
    return Version(
        report=row,
        number=version.number,
        entries=dict(version.entries),
        explanations=dict(version.explanations),
        reason=version.reason,
        source=SOURCE,
        started_at=version.started_at,
        saved_at=version.submitted_at or version.started_at,
        submitted_at=version.submitted_at,
    )


def _figures(report: SimulatedReport, version: SimulatedVersion) -> Iterator[Figure]:
    for element, value in version.figures.items():
        yield Figure(element, report.area, report.period, value)


def _batch_alone(batch: SimulatedBatch) -> Batch:
    return Batch(
        kind=Batch.Kind.SIMULATED,
        title=batch.title.zh[:200],
        title_en=batch.title.en[:200],
        recorded_at=batch.recorded_at,
        simulated=True,
    )
