"""The rules of the forms over the figures: what a respondent would have to explain."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lvheng.formula import Fact, FactTable, PeriodKind, Program, evaluate
from lvheng.packs.forms import ReportForm, Rule, Severity, form_program
from lvheng.packs.measures import DataElement, PackParameter
from lvheng.packs.model import Pack
from lvheng.world.assumptions import YEARS
from lvheng.world.draft import periods_of
from lvheng.world.figures import Figures
from lvheng.world.reporting import PlannedReport


@dataclass(frozen=True)
class Broken:
    """A rule that is not fulfilled by a report."""

    report: PlannedReport
    rule: Rule


def broken_rules(
    pack: Pack, figures: Figures, reports: Iterable[PlannedReport], severity: Severity
) -> Iterator[Broken]:
    """Every rule that is not fulfilled, report by report. What cannot be told for want of a figure is no breach."""
    forms = {form.code: form for form in pack.of(ReportForm)}
    rules = {code: [rule for rule in form.rules if rule.check.severity == severity] for code, form in forms.items()}
    programs = {code: _program(pack, form) for code, form in forms.items()}
    facts = {unit: _facts(pack, figures, unit) for unit in (*figures.areas, figures.area)}
    for report in reports:
        for rule in rules[report.form]:
            found = evaluate(programs[report.form], rule.code, report.unit, report.period, facts[report.unit])
            if found.value is False:
                yield Broken(report, rule)


def explanations(broken: Iterable[Broken]) -> dict[tuple[str, str, str], dict[str, str]]:
    """What the respondents write to the soft rules that are not fulfilled, by form, unit and period."""
    found: dict[tuple[str, str, str], dict[str, str]] = {}
    for each in broken:
        key = (each.report.form, each.report.unit, each.report.period.code)
        found.setdefault(key, {})[each.rule.code] = f"已核对原始记录，数字无误（{each.rule.check.name}）。"
    return found


def _program(pack: Pack, form: ReportForm) -> Program:
    return form_program(form, pack.of(DataElement), pack.of(PackParameter))


def _facts(pack: Pack, figures: Figures, unit: str) -> FactTable:
    facts = FactTable()
    for element in pack.of(DataElement):
        for year in YEARS:
            for period in periods_of(PeriodKind(element.frequency), year):
                value = figures.value(element.code, unit, period)
                if value is not None:
                    facts.add(unit, period, **{element.code: Fact(value)})
    return facts
