"""Checks a report as it stands, or as somebody is about to write it."""

from __future__ import annotations

from collections.abc import Mapping

from lvheng.formula import Period
from lvheng.statistics import rules
from lvheng.statistics.definitions import definition
from lvheng.statistics.findings import Findings
from lvheng.statistics.models import Report, Version
from lvheng.statistics.reference import facts_beside


def check_entries(report: Report, entries: Mapping[str, str], explanations: Mapping[str, str]) -> Findings:
    """What there is to say about these entries; nothing is written."""
    form = definition(report.form)
    place = (report.unit, Period.parse(report.period))
    return rules.check(form, entries, explanations, place, facts_beside(report, form))


def findings_of(report: Report, version: Version) -> Findings:
    """What there is to say about a version that is kept."""
    return check_entries(report, version.entries, version.explanations)
