"""What a workbook with reports says, report by report, before anything of it is kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F

from lvheng.areas import queries as area_queries
from lvheng.errors import InputProblem, Problem, Problems, Text
from lvheng.formula import FormulaProblem, Period
from lvheng.statistics.bulk_checking import MOST_IN_NUMBERS, Asked, check_many
from lvheng.statistics.definitions import Definition, definition
from lvheng.statistics.entries import Value
from lvheng.statistics.findings import Findings
from lvheng.statistics.models import Form, Report, Version
from lvheng.statistics.reference import known_values, periods_looked_at
from lvheng.statistics.rules import values_of
from lvheng.statistics.workbook_reading import Filled, FilledRow, read_workbook

OPEN = (Report.State.EXPECTED, Report.State.DRAFT, Report.State.RETURNED)
_HANDED_IN = (Report.State.SUBMITTED, Report.State.APPROVED, Report.State.PUBLISHED)
_TEMPLATE = Text(
    "请重新下载模板，把数字抄过去再上传。", "Download the template anew, copy the figures and upload that."
)


@dataclass(frozen=True)
class Line:
    """One report in the file. ``report`` is None where it cannot be kept, for the reason in ``told``."""

    row: FilledRow
    report: Report | None
    findings: Findings
    told: tuple[Problem, ...]
    explanations: Mapping[str, str]


@dataclass(frozen=True)
class Examined:
    """The whole file."""

    form: Form
    filled: Filled
    lines: tuple[Line, ...]

    @property
    def ready(self) -> list[Line]:
        """The reports that can be kept as drafts, with whatever mistakes are in them."""
        return [line for line in self.lines if line.report is not None]

    @property
    def clean(self) -> list[Line]:
        """The reports that can be handed in."""
        return [line for line in self.ready if line.findings.can_submit]

    def problems(self) -> Iterator[dict[str, Any]]:
        """All that there is to say, by row: where, which rule, how grave, in both languages."""
        for line in self.lines:
            for problem in line.told:
                yield _told(line.row.row, problem.where, problem.code, "hard", problem.what)
            for finding in line.findings:
                place = self.filled.place(line.row, finding.elements[0]) if finding.elements else ""
                severity = "explained" if finding.explained else finding.severity
                yield _told(line.row.row, place, finding.code, severity, finding.message)


def examine(content: bytes, organisation: Any, *, in_numbers: int = MOST_IN_NUMBERS) -> Examined:
    """What the file says, for the organisation that reports. Raises Problems where it cannot be read at all.

    ``in_numbers`` as in :func:`check_many`.
    """
    filled = read_workbook(content)
    form = _form(filled)
    what = definition(form)
    owed = _owed(form, organisation, filled.rows)
    twice = {place for place, count in Counter(map(_place, filled.rows)).items() if count > 1}
    found = [(row, *_report(row, owed, twice)) for row in filled.rows]
    explanations = [_explanations(what, row) for row in filled.rows]
    findings = iter(_findings(form, [(row, report) for row, report, _ in found], explanations, in_numbers))
    lines = (
        Line(row, report, next(findings) if report else Findings(), told, words)
        for (row, report, told), words in zip(found, explanations, strict=True)
    )
    return Examined(form, filled, tuple(lines))


def _form(filled: Filled) -> Form:
    form = Form.objects.filter(code=filled.mark.form, edition=filled.mark.edition).first()
    if form is None:
        what = Text(f"没有报表“{filled.mark.form}”。", f"there is no form `{filled.mark.form}`.")
        raise Problems([InputProblem("unknown_form", what, "", _TEMPLATE)])
    return form


def _owed(form: Form, organisation: Any, rows: Iterable[FilledRow]) -> dict[tuple[str, str], Report]:
    places = [_place(row) for row in rows]
    found = Report.objects.filter(
        form=form,
        organisation=organisation,
        unit__in={unit for unit, _ in places},
        period__in={period for _, period in places},
    )
    return {(each.unit, each.period): each for each in found}


def _place(row: FilledRow) -> tuple[str, str]:
    return row.unit, row.period


def _report(
    row: FilledRow, owed: Mapping[tuple[str, str], Report], twice: set[tuple[str, str]]
) -> tuple[Report | None, tuple[Problem, ...]]:
    report = owed.get(_place(row))
    if _place(row) in twice:
        return None, (
            _refused("twice", row, "文件中有两行是同一张报表", "two rows of the file are about the same report"),
        )
    if report is None:
        return None, (_not_owed(row),)
    if report.state in OPEN:
        return report, ()
    zh, en = "已经提交，要修改请先撤回或更正", "has been handed in: take it back or begin a correction first"
    return None, (_refused("handed_in", row, zh, en),)


def _not_owed(row: FilledRow) -> Problem:
    try:
        Period.parse(row.period)
    except FormulaProblem as problem:
        return InputProblem("period", problem.what, row.period, problem.to_do)
    zh, en = "不在您单位待填报的报表之中", "is none of the reports that your organisation owes"
    return _refused("not_owed", row, zh, en)


def _refused(code: str, row: FilledRow, zh: str, en: str) -> Problem:
    return InputProblem(code, Text(f"{row.unit} {row.period}：{zh}。", f"{row.unit} {row.period}: {en}."), "")


def _explanations(what: Definition, row: FilledRow) -> dict[str, str]:
    """The one explanation of a row answers every doubt of it."""
    if not row.explanation:
        return {}
    return {rule.code: row.explanation for rule in what.form.rules if rule.check.severity == "soft"}


def _findings(
    form: Form,
    found: Sequence[tuple[FilledRow, Report | None]],
    explanations: Sequence[Mapping[str, str]],
    in_numbers: int,
) -> list[Findings]:
    what = definition(form)
    kept = [(row, report, words) for (row, report), words in zip(found, explanations, strict=True) if report]
    asked = [Asked(report.unit, Period.parse(report.period), row.entries, words) for row, report, words in kept]
    above = dict(area_queries.areas().values_list("code", "parent_id"))
    parents = {report.unit: above[report.area_id] for _, report, _ in kept if above.get(report.area_id)}
    known = _known(form, what, [report for _, report, _ in kept], parents)
    return check_many(what, asked, known, parents, in_numbers=in_numbers)


def _known(
    form: Form, what: Definition, reports: Sequence[Report], parents: Mapping[str, str]
) -> dict[tuple[str, str, str], Value]:
    """What was approved for other periods and for the parents, and what other forms say."""
    periods = {
        period for code in {each.period for each in reports} for period in periods_looked_at(what, Period.parse(code))
    }
    units = {each.unit for each in reports} | set(parents.values())
    known = known_values(what.elements, units, periods)
    return known | _on_other_forms(form, what, reports)


def _on_other_forms(form: Form, what: Definition, reports: Sequence[Report]) -> dict[tuple[str, str, str], Value]:
    """The last word of other reports about the same units and periods: those handed in, and the respondent's drafts."""
    if not what.others or not reports:
        return {}
    versions = Version.objects.filter(
        number=F("report__current"),
        report__unit__in={each.unit for each in reports},
        report__period__in={each.period for each in reports},
    ).exclude(report__form=form)
    found: dict[tuple[str, str, str], Value] = {}
    for version in versions.select_related("report__form").order_by("-report__simulated", "report_id"):
        report = version.report
        if report.state in _HANDED_IN or report.organisation_id == reports[0].organisation_id:
            for code, value in values_of(definition(report.form), version.entries).items():
                if code in what.others:
                    found[code, report.unit, report.period] = value
    return found


def _told(row: int, place: str, code: str, severity: str, what: Text) -> dict[str, Any]:
    return {"row": row, "place": place, "code": code, "severity": severity, "zh": what.zh, "en": what.en}
