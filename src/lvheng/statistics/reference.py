"""What else is known beside a report: earlier periods, the parent area, other forms of the same area and period."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import connection
from django.db.models import F

from lvheng.formula import FactTable, Period, syntax
from lvheng.statistics.definitions import Definition, definition
from lvheng.statistics.entries import Value
from lvheng.statistics.models import Form, Report, Version
from lvheng.statistics.rules import values_of

_HANDED_IN = (Report.State.SUBMITTED, Report.State.APPROVED, Report.State.PUBLISHED)
_QUERY = """
    SELECT DISTINCT ON (o.element, o.unit, o.period) o.element, o.unit, o.period, o.value, o.word
    FROM statistics_observation o JOIN statistics_batch b ON b.id = o.batch_id
    WHERE o.element = ANY(%s) AND o.unit = ANY(%s) AND o.period = ANY(%s)
    ORDER BY o.element, o.unit, o.period, o.simulated, b.recorded_at DESC, b.id DESC
"""


@dataclass(frozen=True)
class Reference:
    """What was approved of a row's element for other periods and for the parent area, in the element's unit."""

    previous: Value = None
    last_year: Value = None
    parent: Value = None


class Beside:
    """What is known beside many reports, read for all of them at once.

    Two queries for any number of reports, three where rules look at other forms.
    """

    def __init__(self, reports: Iterable[Report]) -> None:
        asked = list(reports)
        forms = {report.form_id: definition(report.form) for report in asked}
        elements = {element for form in forms.values() for element in form.elements}
        units = {unit for report in asked for unit in (report.unit, report.area.parent_id) if unit}
        periods = {period for report in asked for period in _periods(report, forms[report.form_id])}
        self._known = known_values(elements, units, periods) if asked else {}
        self._others = _other_forms(asked, frozenset().union(*(form.others for form in forms.values())))

    def facts(self, report: Report) -> FactTable:
        """What the rules of the report's form need beyond its own entries."""
        form, period = definition(report.form), Period.parse(report.period)
        parent = report.area.parent_id
        own = set(form.form.elements)
        facts = FactTable()
        for unit in (report.unit, *([parent] if parent else [])):
            for when in periods_looked_at(form, period):
                itself = (unit, when.code) == (report.unit, report.period)
                for element in form.elements:
                    value = self._known.get((element, unit, when.code))
                    if value is not None and not (itself and element in own):
                        facts.add(unit, when, **{element: value})
        for other in self._others.get((report.unit, report.period), ()):
            if other.counts_for(report):
                wanted = {code: value for code, value in other.values.items() if code in form.others}
                facts.add(report.unit, period, **wanted)
        if parent:
            facts.place(parent, [report.unit])
        return facts

    def references(self, report: Report) -> dict[str, Reference]:
        """For every row: the last period, the same period of last year, the parent's figure."""
        period, parent = Period.parse(report.period), report.area.parent_id or ""
        before, year_before = period.back(1), period.in_year(period.year - 1)

        def of(code: str, unit: str, when: Period | None) -> Value:
            return self._known.get((code, unit, when.code)) if when is not None else None

        return {
            code: Reference(of(code, report.unit, before), of(code, report.unit, year_before), of(code, parent, period))
            for code in definition(report.form).form.elements
        }


def reference_values(report: Report) -> dict[str, Reference]:
    """For every row of one report: the last period, the same period of last year, the parent's figure."""
    return Beside([report]).references(report)


def _periods(report: Report, form: Definition) -> set[Period]:
    """What the rules look at and what a figure is shown beside."""
    period = Period.parse(report.period)
    shown = (period.back(1), period.in_year(period.year - 1))
    return periods_looked_at(form, period) | {each for each in shown if each is not None}


def known_values(
    elements: Iterable[str], units: Iterable[str], periods: Iterable[Period]
) -> dict[tuple[str, str, str], Value]:
    """The approved values by element, unit and period; a reported one comes before a simulated one."""
    with connection.cursor() as cursor:
        cursor.execute(_QUERY, [list(elements), list(units), [period.code for period in periods]])
        rows = cursor.fetchall()
    found = {(element, unit, period): _value(value, word) for element, unit, period, value, word in rows}
    return {key: value for key, value in found.items() if value is not None}


def _value(value: Decimal | None, word: str) -> Value:
    if value is not None:
        # Without the decimals that the database adds, and never as 1E+3.
        return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()
    return {"true": True, "false": False}.get(word, word or None)


def periods_looked_at(form: Definition, period: Period) -> set[Period]:
    """The periods that the rules look at."""
    found: set[Period | None] = {period}
    for node in _calls(form):
        number = node.arguments[1] if len(node.arguments) > 1 else None
        count = int(number.value) if isinstance(number, syntax.Number) else 0
        if node.function == "previous":
            found.add(period.back(count))
        elif node.function == "base":
            found.add(period.in_year(count))
        elif node.function == "cumulative":
            found |= {period.back(back) for back in range(1, period.position)}
    return {each for each in found if each is not None}


def _calls(form: Definition) -> Iterator[syntax.Call]:
    for formulas in form.program.formulas.values():
        for formula in formulas:
            yield from (node for node in syntax.walk(formula.tree) if isinstance(node, syntax.Call))


@dataclass(frozen=True)
class _Other:
    """What another report about the same unit and period says."""

    report: Report
    values: Mapping[str, Value]

    def counts_for(self, report: Report) -> bool:
        """Handed in, or the respondent's own draft."""
        if self.report.pk == report.pk:
            return False
        return self.report.state in _HANDED_IN or self.report.organisation_id == report.organisation_id


def _other_forms(reports: Sequence[Report], wanted: frozenset[str]) -> dict[tuple[str, str], list[_Other]]:
    """The reports of other forms by unit and period, simulated ones first so that others come after and prevail."""
    if not wanted:
        return {}
    forms = {form.pk: form for form in Form.objects.defer("definition") if wanted & {*definition(form).form.elements}}
    versions = Version.objects.filter(
        number=F("report__current"),
        report__form__in=forms,
        report__unit__in={report.unit for report in reports},
        report__period__in={report.period for report in reports},
    )
    found: dict[tuple[str, str], list[_Other]] = defaultdict(list)
    for version in versions.select_related("report").order_by("-report__simulated", "report_id"):
        other = version.report
        values = values_of(definition(forms[other.form_id]), version.entries)
        found[other.unit, other.period].append(_Other(other, values))
    return found
