"""What else is known beside a report: earlier periods, the parent area, other forms of the same area and period."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.db import connection

from lvheng.formula import FactTable, Period, syntax
from lvheng.statistics.definitions import Definition, definition
from lvheng.statistics.entries import Value
from lvheng.statistics.models import Report
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


def facts_beside(report: Report, form: Definition) -> FactTable:
    """What the rules of a form need beyond the entries of the report itself."""
    period = Period.parse(report.period)
    facts = FactTable()
    parent = report.area.parent_id
    units = [report.unit, *([parent] if parent else [])]
    known = known_values(form.elements, units, periods_looked_at(form, period))
    own = set(form.form.elements)
    for (element, unit, code), value in known.items():
        if (unit, code) == (report.unit, report.period) and element in own:
            continue
        facts.add(unit, code, **{element: value})
    for element, value in _on_other_forms(report, form):
        facts.add(report.unit, period, **{element: value})
    if parent:
        facts.place(parent, [report.unit])
    return facts


def known_values(
    elements: Iterable[str], units: Iterable[str], periods: Iterable[Period]
) -> dict[tuple[str, str, str], Value]:
    """The approved values by element, unit and period; a reported one comes before a simulated one."""
    with connection.cursor() as cursor:
        cursor.execute(_QUERY, [list(elements), list(units), [period.code for period in periods]])
        rows = cursor.fetchall()
    found = {(element, unit, period): _value(value, word) for element, unit, period, value, word in rows}
    return {key: value for key, value in found.items() if value is not None}


def reference_values(report: Report) -> dict[str, Reference]:
    """For every row: the last period, the same period of last year, the parent's figure."""
    form = definition(report.form)
    period = Period.parse(report.period)
    before, year_before = period.back(1), period.in_year(period.year - 1)
    parent = report.area.parent_id or ""
    periods = [each for each in (period, before, year_before) if each is not None]
    known = known_values(form.form.elements, [report.unit, parent], periods)

    def of(code: str, unit: str, when: Period | None) -> Value:
        return known.get((code, unit, when.code)) if when is not None else None

    return {
        code: Reference(of(code, report.unit, before), of(code, report.unit, year_before), of(code, parent, period))
        for code in form.form.elements
    }


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


def _on_other_forms(report: Report, form: Definition) -> Iterator[tuple[str, Value]]:
    """What other reports about the same unit and period say: those handed in, and the respondent's own drafts."""
    wanted = form.others
    if not wanted:
        return
    others = Report.objects.filter(unit=report.unit, period=report.period, current__gt=0).exclude(pk=report.pk)
    for other in others.select_related("form").order_by("-simulated", "pk"):
        theirs = definition(other.form)
        if not wanted & {*theirs.form.elements}:
            continue
        if other.state in _HANDED_IN or other.organisation_id == report.organisation_id:
            version = other.versions.filter(number=other.current).first()
            values = values_of(theirs, version.entries) if version else {}
            yield from ((code, value) for code, value in values.items() if code in wanted)
