"""What others do with a report that was handed in: approve it step by step, return it, publish it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from lvheng.areas.acting import Acting
from lvheng.areas.permissions import require
from lvheng.audit.actions import record
from lvheng.errors import InputProblem, Text
from lvheng.formula import Period
from lvheng.statistics.definitions import definition
from lvheng.statistics.filling import version_in_force
from lvheng.statistics.models import Batch, Form, Release, Report, Step, Version
from lvheng.statistics.moving import Moment, lock, move, moved_on, note, require_state
from lvheng.statistics.moving import tell as tell_report
from lvheng.statistics.offices import approver_post, form_of, office_of, publisher_post, refuse_unless
from lvheng.statistics.recording import Figure, record_batch, release
from lvheng.statistics.rules import values_of
from lvheng.statistics.wording import period_text

MAX_WORDS = 1000


def approve(
    acting: Acting | None, report: Report, words: str = "", *, seen: str | None = None, at: datetime | None = None
) -> Report:
    """Take the next step of approval. The last one turns the version into observations.

    NotAllowed for another organisation, for whoever filled in this version, and for whoever signed it before.
    """
    moment = Moment(acting, at)
    with transaction.atomic():
        locked = lock(report, seen)
        require_state(locked, Report.State.SUBMITTED)
        _allow(acting, locked)
        steps = form_of(locked).steps
        step = steps[locked.step]
        is_last = locked.step + 1 == len(steps)
        move(locked, Report.State.APPROVED if is_last else Report.State.SUBMITTED, step=locked.step + 1)
        note(locked, Step.Kind.APPROVED if is_last else Step.Kind.CHECKED, moment, _short(words))
        if is_last:
            _record(locked, moment)
        tell_report(moment, "statistics.approve", locked, {"step": step.name, "state": locked.state})
    return locked


def send_back(
    acting: Acting | None, report: Report, words: str, *, seen: str | None = None, at: datetime | None = None
) -> Report:
    """Return the report to its respondent, who alone may change it; ``words`` say what is wrong with it."""
    moment = Moment(acting, at)
    why = _short(words)
    if not why:
        raise InputProblem(
            "words_needed",
            Text("退回须写明理由。", "a return needs its reason."),
            to_do=Text("请写明哪里需要补充或更正。", "Say what has to be completed or corrected."),
        )
    with transaction.atomic():
        locked = lock(report, seen)
        require_state(locked, Report.State.SUBMITTED)
        _allow(acting, locked)
        note(locked, Step.Kind.RETURNED, moment, why)
        move(locked, Report.State.RETURNED)
        tell_report(moment, "statistics.return", locked, {"reason": why})
    return locked


def publish(
    acting: Acting | None, form: Form, period: str, reports: Iterable[Report], *, at: datetime | None = None
) -> list[Release]:
    """Make approved reports of a form and period public; from then on they are locked, and change by correction only.

    All or none: StateConflict names a report that is no longer approved.
    """
    moment = Moment(acting, at)
    chosen = sorted({report.pk: report for report in reports}.values(), key=lambda report: report.pk)
    if not chosen:
        raise InputProblem(
            "nothing_selected",
            Text("没有选择任何报表。", "no report is selected."),
            to_do=Text("请先勾选。", "Tick some first."),
        )
    with transaction.atomic():
        locked = [lock(report) for report in chosen]
        for each in locked:
            require_state(each, Report.State.APPROVED)
            if (each.form.code, each.period) != (form.code, period):
                raise ValueError("the reports are of another form or period")
        _allow_publishing(acting, form, locked)
        released = [_release(each, moment) for each in locked]
        changes = {"period": period, "reports": [each.pk for each in locked], "form": form.number}
        record(acting, "statistics.publish", "form", form.pk, form.title, changes)
    return released


def _allow(acting: Acting | None, report: Report) -> None:
    if acting is None:
        return
    require("statistics.approve", acting)
    post = approver_post(report)
    if post is None:
        raise moved_on(report)
    refuse_unless(post, acting, office_of(report, form_of(report).steps[report.step].by))
    require("statistics.approve", acting, post)


def _allow_publishing(acting: Acting | None, form: Form, reports: list[Report]) -> None:
    if acting is None:
        return
    require("statistics.publish", acting)
    post = publisher_post(form, reports)
    refuse_unless(post, acting, office_of(reports[0], definition(form).form.publishes))
    require("statistics.publish", acting, post)


def _release(report: Report, moment: Moment) -> Release:
    batch = Batch.objects.get(version__report=report, version__number=report.current)
    move(report, Report.State.PUBLISHED, step=report.step)
    note(report, Step.Kind.PUBLISHED, moment)
    return release(batch, at=moment.of(report), by=moment.who.person)


def _record(report: Report, moment: Moment) -> None:
    """The version's figures become known; what the version before had and this one leaves blank is withdrawn."""
    version = Version.objects.get(report=report, number=report.current)
    values = values_of(definition(report.form), version.entries)
    before = version_in_force(report)
    if before is not None:
        earlier = values_of(definition(report.form), before.entries)
        values = {**dict.fromkeys(earlier.keys() - values.keys()), **values}
    period = Period.parse(report.period)
    record_batch(
        Batch.Kind.SIMULATED if report.simulated else Batch.Kind.REPORT,
        title_of(report),
        [Figure(code, report.unit, period, value) for code, value in sorted(values.items())],
        at=moment.of(report),
        by=moment.who.person,
        version=version,
        simulated=report.simulated,
    )


def title_of(report: Report) -> Text:
    """Where the figures of a report come from, in one line."""
    when, form, area = period_text(report.period), report.form, report.area
    return Text(
        f"{form.number} {form.title}，{area.name}，{when.zh}",
        f"{form.number} {form.title_en or form.title}, {area.name_en or area.name}, {when.en}",
    )


def _short(words: str) -> str:
    text = words.strip()
    if len(text) > MAX_WORDS:
        raise InputProblem(
            "text_too_long",
            Text(f"意见超过 {MAX_WORDS} 个字。", f"the words are longer than {MAX_WORDS} characters."),
            to_do=Text("请缩短。", "Shorten them."),
        )
    return text
