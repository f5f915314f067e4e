"""What the respondent does: begin, save, hand in, take back, correct. Nobody else writes figures."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from lvheng.areas.acting import Acting
from lvheng.areas.permissions import require
from lvheng.errors import InputProblem, StateConflict, Text
from lvheng.statistics.checking import findings_of
from lvheng.statistics.definitions import definition
from lvheng.statistics.findings import Findings
from lvheng.statistics.models import Report, Step, Version
from lvheng.statistics.moving import Moment, lock, move, moved_on, note, require_state, tell
from lvheng.statistics.offices import filler_post, form_of, refuse_unless

MAX_CELL, MAX_EXPLANATION, MAX_REASON = 500, 2000, 400
_OPEN = (Report.State.EXPECTED, Report.State.DRAFT, Report.State.RETURNED)
_IN_FORCE = (Report.State.APPROVED, Report.State.PUBLISHED)


def start(acting: Acting | None, report: Report, *, seen: str | None = None, at: datetime | None = None) -> Version:
    """The draft to write in: a new one for a report that is expected or was returned, else the one there is."""
    moment = Moment(acting, at)
    _allow(acting, report)
    with transaction.atomic():
        return _draft(lock(report, seen), moment)


def save_draft(
    acting: Acting | None,
    report: Report,
    entries: Mapping[str, str],
    explanations: Mapping[str, str],
    *,
    seen: datetime | None = None,
    source: str = "web",
    at: datetime | None = None,
) -> Findings:
    """Keep what was typed, right or wrong, and say what there is to say about it.

    ``seen`` is ``saved_at`` of the draft that the page was made from: a colleague who saved meanwhile is a
    StateConflict. Cells of elements that are not on the form are left out; InputProblem for endless texts.
    """
    moment = Moment(acting, at)
    _allow(acting, report)
    _refuse_endless(entries, MAX_CELL)
    _refuse_endless(explanations, MAX_EXPLANATION)
    with transaction.atomic():
        locked = lock(report)
        version = _draft(locked, moment)
        if seen is not None and version.saved_at != seen:
            raise _saved_meanwhile(locked)
        changed = _keep(version, locked, entries, explanations)
        version.saved_at, version.source = moment.of(locked), source
        version.save(update_fields=["entries", "explanations", "saved_at", "source"])
        if changed:
            tell(moment, "statistics.save_draft", locked, {"changed": changed})
    return findings_of(locked, version)


def submit(acting: Acting | None, report: Report, *, seen: str | None = None, at: datetime | None = None) -> Report:
    """Hand the draft in. Raises Problems with all hard findings and all soft ones without an explanation."""
    moment = Moment(acting, at)
    _allow(acting, report)
    with transaction.atomic():
        locked = lock(report, seen)
        require_state(locked, Report.State.DRAFT)
        version = _current(locked)
        findings = findings_of(locked, version)
        findings.refuse()
        Version.objects.filter(pk=version.pk, submitted_at=None).update(
            submitted_at=moment.of(locked), submitted_by=moment.who.person
        )
        move(locked, Report.State.SUBMITTED)
        note(locked, Step.Kind.SUBMITTED, moment)
        tell(moment, "statistics.submit", locked, {"entries": version.entries, "explained": len(findings.soft)})
    return locked


def withdraw(acting: Acting | None, report: Report, *, seen: str | None = None, at: datetime | None = None) -> Version:
    """Take back what was handed in, as long as nobody has approved it; the next draft begins as its copy."""
    moment = Moment(acting, at)
    _allow(acting, report)
    with transaction.atomic():
        locked = lock(report, seen)
        require_state(locked, Report.State.SUBMITTED)
        if locked.step:
            raise moved_on(locked)
        note(locked, Step.Kind.WITHDRAWN, moment)
        version = _new_version(locked, moment, _current(locked))
        move(locked, Report.State.DRAFT, current=version.number)
        tell(moment, "statistics.withdraw", locked, {})
    return version


def correct(
    acting: Acting | None, report: Report, reason: str, *, seen: str | None = None, at: datetime | None = None
) -> Version:
    """Begin to correct an approved report: what was approved stays in force until the correction is approved."""
    moment = Moment(acting, at)
    _allow(acting, report)
    why = reason.strip()
    if not why or len(why) > MAX_REASON:
        raise _reason_needed()
    with transaction.atomic():
        locked = lock(report, seen)
        require_state(locked, *_IN_FORCE)
        version = _new_version(locked, moment, _current(locked), why)
        move(locked, Report.State.DRAFT, current=version.number)
        note(locked, Step.Kind.CORRECTION, moment, why)
        tell(moment, "statistics.correct", locked, {"reason": why})
    return version


def drop_correction(
    acting: Acting | None, report: Report, *, seen: str | None = None, at: datetime | None = None
) -> Report:
    """Give up a correction that is not handed in: the approved version is at hand again."""
    moment = Moment(acting, at)
    _allow(acting, report)
    with transaction.atomic():
        locked = lock(report, seen)
        require_state(locked, Report.State.DRAFT, Report.State.RETURNED)
        held = version_in_force(locked)
        if held is None:
            raise moved_on(locked)
        note(locked, Step.Kind.WITHDRAWN, moment)
        state = Report.State.PUBLISHED if hasattr(held.batch, "release") else Report.State.APPROVED
        move(locked, state, step=len(form_of(locked).steps), current=held.number)
        tell(moment, "statistics.drop_correction", locked, {})
    return locked


def version_in_force(report: Report) -> Version | None:
    """The newest version that was approved to the end; None before the first."""
    approved = report.versions.filter(batch__isnull=False).select_related("batch__release")
    return approved.order_by("-number").first()


def _allow(acting: Acting | None, report: Report) -> None:
    if acting is not None:
        require("statistics.fill", acting)
        refuse_unless(filler_post(report), acting, report.organisation)
        require("statistics.fill", acting, filler_post(report))


def _draft(report: Report, moment: Moment) -> Version:
    require_state(report, *_OPEN)
    if report.state == Report.State.DRAFT:
        return _current(report)
    last = report.versions.filter(number=report.current).first()
    version = _new_version(report, moment, last, last.reason if last else "")
    move(report, Report.State.DRAFT, current=version.number)
    note(report, Step.Kind.STARTED, moment)
    tell(moment, "statistics.start_report", report, {})
    return version


def _new_version(report: Report, moment: Moment, copied: Version | None, reason: str = "") -> Version:
    last = report.versions.aggregate(last=Max("number"))["last"] or 0
    now = moment.of(report)
    return Version.objects.create(
        report=report,
        number=last + 1,
        entries=dict(copied.entries) if copied else {},
        explanations=dict(copied.explanations) if copied else {},
        reason=reason,
        started_at=now,
        saved_at=now,
        started_by=moment.who.person,
    )


def _current(report: Report) -> Version:
    return Version.objects.get(report=report, number=report.current)


def _keep(
    version: Version, report: Report, entries: Mapping[str, str], explanations: Mapping[str, str]
) -> dict[str, list[str]]:
    """Put the texts into the version; returns the cells that changed, before and after."""
    form = definition(report.form).form
    codes = [code for code in form.elements if code in entries]
    rules = [rule.code for rule in form.rules if rule.code in explanations]
    changed = {
        code: [version.entries.get(code, ""), entries[code]]
        for code in codes
        if version.entries.get(code, "") != entries[code]
    }
    version.entries = {**version.entries, **{code: entries[code] for code in codes}}
    version.explanations = {**version.explanations, **{code: explanations[code] for code in rules}}
    return changed


def _refuse_endless(texts: Mapping[str, str], limit: int) -> None:
    if any(len(text) > limit for text in texts.values()):
        raise InputProblem(
            "text_too_long",
            Text(f"有一格超过 {limit} 个字符。", f"a cell has more than {limit} characters."),
            to_do=Text("请缩短后再保存。", "Shorten it and save again."),
        )


def _reason_needed() -> InputProblem:
    return InputProblem(
        "reason_needed",
        Text("更正须写明原因。", "a correction needs its reason."),
        to_do=Text(f"请用不超过 {MAX_REASON} 个字说明。", f"Say why, in at most {MAX_REASON} characters."),
    )


def _saved_meanwhile(report: Report) -> StateConflict:
    return StateConflict(
        "draft_saved_meanwhile",
        Text(
            "另一位同事（或另一个窗口）刚刚保存过这一稿。", "A colleague, or another window, has just saved this draft."
        ),
        where=str(report),
        to_do=Text(
            "您输入的内容还在页面上：请打开最新的一稿，对照后再保存。",
            "What you typed is still on the page: open the newest draft, compare, and save again.",
        ),
    )
