"""When a report counts as late: after its deadline and the days of grace that its form allows."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from lvheng.statistics.definitions import definition
from lvheng.statistics.models import Form, Report

WAITED_FOR = frozenset({Report.State.EXPECTED, Report.State.DRAFT, Report.State.RETURNED})


def days_late(report: Report, first_handed_in: datetime | None, today: date) -> int:
    """How many days after its deadline a report was first handed in, or how long it is overdue; 0 in time."""
    if first_handed_in is not None:
        return _late(report, timezone.localdate(first_handed_in))
    return _late(report, today) if report.state in WAITED_FOR else 0


def days_past(form: Form, due_on: date, day: date) -> int:
    """How many days ``day`` is after a deadline of a form; 0 within its days of grace."""
    days = (day - due_on).days
    return days if days > definition(form).form.deadline.grace else 0


def _late(report: Report, day: date) -> int:
    return days_past(report.form, report.due_on, day)
