"""Reminders before and after the deadline, once each, and one message to a person however many reports they owe.

1. Reports that are owed, real and not handed in, whose deadline is near or past, are looked up.
2. The latest stage that a report has reached and was not yet reminded of becomes a step of its history.
3. Whoever fills in is told; from the first day after the deadline on, so are the heads of the respondent.
4. A second run on the same day finds every stage done.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from lvheng.areas.queries import holders
from lvheng.areas.roles import Role
from lvheng.audit.actions import record
from lvheng.errors import Text
from lvheng.notifications.actions import tell
from lvheng.notifications.message import Message
from lvheng.statistics.lateness import days_late
from lvheng.statistics.models import Report, Step
from lvheng.statistics.wording import period_text

# Days after the deadline; before it, below zero.
STAGES = (-5, 0, 1, 8, 15, 29)
_FILLERS = (Role.COUNTY_OFFICER, Role.DEPARTMENT_OFFICER, Role.ENTERPRISE)
_OWED = (Report.State.EXPECTED, Report.State.DRAFT, Report.State.RETURNED)


def remind(day: date) -> int:
    """Remind of what is due or overdue on ``day``; returns how many reports were reminded of."""
    with transaction.atomic():
        due = _due(day)
        done = _done(due)
        stages = {report.pk: stage_on(day, report.due_on) for report in due}
        fresh = [report for report in due if _words(stages[report.pk]) not in done.get(report.pk, ())]
        now = timezone.now()
        Step.objects.bulk_create(
            Step(
                report=report, version=report.current, kind=Step.Kind.REMINDED, at=now, words=_words(stages[report.pk])
            )
            for report in fresh
        )
        if fresh:
            told = _tell(fresh, stages, day)
            record(None, "statistics.remind", "report", "", "", {"reports": len(fresh), "letters": told, "date": day})
    return len(fresh)


def stage_on(day: date, due_on: date) -> int | None:
    """The latest stage that is reached on a day; None where there is still time."""
    return max((stage for stage in STAGES if due_on + timedelta(days=stage) <= day), default=None)


def _due(day: date) -> list[Report]:
    """First versions that are owed; who corrects has reported already. Locked, so that two runs do not both remind."""
    owed = Report.objects.select_for_update(of=("self",)).filter(
        state__in=_OWED,
        simulated=False,
        due_on__lte=day - timedelta(days=STAGES[0]),
        due_on__gt=day - timedelta(days=STAGES[-1] + 1),
    )
    kept = owed.exclude(versions__batch__isnull=False)
    return list(kept.select_related("form", "area", "organisation").defer("area__boundary").order_by("pk"))


def _done(reports: Iterable[Report]) -> dict[int, set[str]]:
    steps = Step.objects.filter(report__in=[report.pk for report in reports], kind=Step.Kind.REMINDED)
    found: dict[int, set[str]] = {}
    for report, words in steps.order_by().values_list("report_id", "words"):
        found.setdefault(report, set()).add(words)
    return found


def _words(stage: int | None) -> str:
    return f"T{stage:+d}" if stage is not None else ""


def _tell(reports: list[Report], stages: dict[int, int | None], day: date) -> int:
    """One message for each person, with all that this person's organisations owe; returns how many were told."""
    by_person: dict[int, list[Report]] = {}
    for roles, chosen in (
        (_FILLERS, reports),
        ((Role.LEADER,), [report for report in reports if (stages[report.pk] or 0) > 0]),
    ):
        for appointment in holders({report.organisation_id for report in chosen}, roles):
            theirs = [each for each in chosen if each.organisation_id == appointment.organisation_id]
            listed = by_person.setdefault(appointment.person_id, [])
            listed += [each for each in theirs if each not in listed]
    return sum(tell(_message(owed, day), [person]) for person, owed in sorted(by_person.items()))


def _message(reports: list[Report], day: date) -> Message:
    ordered = sorted(reports, key=lambda report: (report.due_on, report.form.number))
    late = sum(days_late(report, None, day) > 0 for report in ordered)
    title = Text(f"报表催报：{len(ordered)} 张待报，{late} 张逾期", f"{len(ordered)} reports owed, {late} overdue")
    lines = [_line(report, day) for report in ordered]
    text = Text("\n".join(line.zh for line in lines), "\n".join(line.en for line in lines))
    return Message(f"statistics.owed:{day}", "report", title, text, reverse("statistics:mine"))


def _line(report: Report, day: date) -> Text:
    when, days = period_text(report.period), (day - report.due_on).days
    if days_late(report, None, day):
        zh, en = f"已逾期 {days} 天", f"{days} day(s) overdue"
    elif days > 0:
        zh, en = f"期限已过 {days} 天，在宽限期内", f"{days} day(s) past the deadline, within the days of grace"
    elif days == 0:
        zh, en = "今日到期", "due today"
    else:
        zh, en = f"还有 {-days} 天", f"due in {-days} day(s)"
    form = report.form
    return Text(
        f"{form.number} {form.title}，{report.area.name}，{when.zh}：{report.due_on} 截止，{zh}。",
        f"{form.title_en or form.title}, {report.area.name_en or report.area.name}, {when.en}: {report.due_on}, {en}.",
    )
