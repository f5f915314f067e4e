"""What the pages and workbooks of reporting by Excel show."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, QuerySet
from django.utils import timezone

from lvheng.areas.acting import Acting
from lvheng.statistics.definitions import Definition, definition
from lvheng.statistics.examining import OPEN
from lvheng.statistics.models import Form, Report, Upload, Version
from lvheng.statistics.reference import reference_values
from lvheng.statistics.workbooks import Sheet, TableRow


def uploads_of(acting: Acting) -> QuerySet[Upload]:
    """The files that somebody handed in for the organisation that they act for, the latest first, without content."""
    found = Upload.objects.filter(person=acting.person, organisation=acting.organisation)
    return found.defer("content").select_related("form")


def form_in_force(code: str) -> Form | None:
    """The edition of a form that is asked for today."""
    return Form.objects.filter(code=code, closed_at=None).first()


def owed_forms(organisation: Any) -> QuerySet[Form]:
    """The forms of which an organisation owes reports that are open, with their number ``owed``."""
    today = timezone.localdate()
    owed = Report.objects.filter(organisation=organisation, state__in=OPEN, period_end__lt=today)
    counts = Count("reports")
    return Form.objects.filter(reports__in=owed).annotate(owed=counts).order_by("number")


def sheet_of(report: Report) -> tuple[Definition, Sheet]:
    """A report as its workbook shows it."""
    what = definition(report.form)
    version = Version.objects.filter(report=report, number=report.current).first()
    last = {code: each.previous for code, each in reference_values(report).items()}
    entries = version.entries if version else {}
    return what, Sheet(str(report.organisation), str(report.area), report.unit, report.period, entries, last)


def table_of(form: Form, organisation: Any) -> tuple[Definition, list[TableRow]]:
    """The open reports of a form that an organisation owes, by unit and period."""
    owed = Report.objects.filter(form=form, organisation=organisation, state__in=OPEN)
    reports = list(owed.select_related("area").defer("area__boundary").order_by("unit", "period_end"))
    current = {each.pk: each.current for each in reports}
    drafts = {
        each.report_id: each.entries
        for each in Version.objects.filter(report__in=reports)
        if each.number == current[each.report_id]
    }
    return definition(form), [
        TableRow(each.unit, str(each.area), each.period, drafts.get(each.pk, {})) for each in reports
    ]
