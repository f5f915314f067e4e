"""Checks a report as it stands, or as somebody is about to write it."""

from __future__ import annotations

from collections.abc import Mapping

from lvheng.formula import Period
from lvheng.statistics import rules
from lvheng.statistics.definitions import definition
from lvheng.statistics.findings import Findings
from lvheng.statistics.models import Report, Version
from lvheng.statistics.reference import Beside


def check_entries(
    report: Report, entries: Mapping[str, str], explanations: Mapping[str, str], beside: Beside | None = None
) -> Findings:
    """What there is to say about these entries; nothing is written. ``beside``: what was read for many reports."""
    place = (report.unit, Period.parse(report.period))
    facts = (beside or Beside([report])).facts(report)
    return rules.check(definition(report.form), entries, explanations, place, facts)


def findings_of(report: Report, version: Version, beside: Beside | None = None) -> Findings:
    """What there is to say about a version that is kept."""
    return check_entries(report, version.entries, version.explanations, beside)
